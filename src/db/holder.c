/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/holder.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Whoever writes has the reserved byte: sqlite.org/lockingv3.html, os.h. */
enum { RESERVED_BYTE = 0x40000000 + 1 };

static pid_t sqlites(int fd)
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = RESERVED_BYTE, .l_len = 1
	};

	return !fcntl(fd, F_GETLK, &lock) && lock.l_type != F_UNLCK ? lock.l_pid : 0;
}

/* "7: FLOCK  ADVISORY  WRITE 4711 fd:00:131 0 EOF" */
static pid_t doors(const struct stat *st)
{
	FILE *f = fopen("/proc/locks", "re");
	char line[256];
	pid_t found = 0;

	while (f && !found && fgets(line, sizeof line, f)) {
		unsigned major, minor;
		unsigned long long inode;
		int pid;

		if (sscanf(line, "%*d: FLOCK ADVISORY WRITE %d %x:%x:%llu", &pid, &major, &minor,
			   &inode) == 4 &&
		    inode == st->st_ino && major == major(st->st_dev) && minor == minor(st->st_dev))
			found = pid;
	}
	if (f)
		fclose(f);
	return found;
}

pid_t holder_of(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	pid_t found = 0;

	if (fd < 0)
		return 0;
	if (!fstat(fd, &st))
		found = doors(&st);
	if (!found)
		found = sqlites(fd);
	close(fd);
	return found > 0 ? found : 0;
}
