/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fence.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/place.h"

/* Of newer kernels than the headers may be: rights by the ABI that brought them. */
#define TRUNCATE  (1ULL << 14)
#define IOCTL_DEV (1ULL << 15)

#define READ      ((uint64_t)LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE     ((uint64_t)LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE)
#define KEEP                                                                                       \
	(READ | WRITE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |                \
	 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                          \
	 (1ULL << 13) /* REFER */)
/* of a file that is no folder */
#define FILE_RIGHTS (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | WRITE | IOCTL_DEV)

/* Character sets, locales, terminals, names of users, the time zone; and what is running (/proc),
 * for whoever looks who holds the lock. */
static const struct {
	const char *path;
	uint64_t rights;
} allowed[] = {
	{ "/usr/lib", READ },
	{ "/usr/share", READ },
	{ "/lib", READ },
	{ "/lib64", READ },
	{ "/etc", READ },
	{ "/proc", READ },
	{ "/dev/urandom", READ },
	{ "/dev/null", READ | WRITE },
	{ "/dev/tty", READ | WRITE | IOCTL_DEV },
};

static uint64_t known_to(long abi)
{
	unsigned bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;

	return (1ULL << bits) - 1;
}

/* What is not there needs no gate. */
static void allow(int set, const char *path, uint64_t rights)
{
	int fd = open(path, O_PATH | O_CLOEXEC);
	struct landlock_path_beneath_attr gate = { .allowed_access = rights, .parent_fd = fd };
	struct stat st;

	if (fd < 0)
		return;
	if (!fstat(fd, &st) && !S_ISDIR(st.st_mode))
		gate.allowed_access &= FILE_RIGHTS;
	syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &gate, 0);
	close(fd);
}

bool fence_raise(void)
{
	struct landlock_ruleset_attr handled = { 0 };
	long abi = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0,
			   LANDLOCK_CREATE_RULESET_VERSION);
	int set;
	bool raised;

	if (abi < 1)
		return false;
	handled.handled_access_fs = known_to(abi);
	set = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
	if (set < 0)
		return false;
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		allow(set, allowed[i].path, allowed[i].rights & known_to(abi));
	allow(set, place_of(PLACE_LOCALE), READ & known_to(abi));
	allow(set, place_of(PLACE_DATA), KEEP & known_to(abi));
	raised = !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) &&
		 !syscall(SYS_landlock_restrict_self, set, 0);
	close(set);
	return raised;
}
