/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { SPARE_MIB = 32 }; /* as the write door keeps them */

char *folder_of(const char *path)
{
	char *folder = mem_text(path), *slash = strrchr(folder, '/');

	if (!slash) {
		free(folder);
		return mem_text(".");
	}
	slash[slash == folder] = '\0';
	return folder;
}

static bool is_shared(const char *path)
{
	char *folder = folder_of(path);
	struct stat st;
	bool shared = !stat(folder, &st) && st.st_mode & S_ISGID;

	free(folder);
	return shared;
}

bool folder_same_file(const char *a, const char *b)
{
	struct stat one, other;

	return !stat(a, &one) && !stat(b, &other) && one.st_dev == other.st_dev &&
	       one.st_ino == other.st_ino;
}

void folder_share(int fd, const char *school)
{
	struct stat made, own;

	if (is_shared(school) && !fstat(fd, &made) && !stat(school, &own) &&
	    made.st_gid == own.st_gid)
		fchmod(fd, 0660);
}

bool folder_make(const char *folder, const char *beside, struct err *e)
{
	struct stat st;
	mode_t mode = is_shared(beside) ? 02770 : 0700;

	if (!stat(folder, &st)) {
		if (S_ISDIR(st.st_mode))
			return true;
		if (folder_same_file(folder, beside))
			return err_set(e, ERR_INVALID,
				       _("%s is the school's file itself. Name the folder that the "
					 "backup is to go to."),
				       folder);
		return err_set(e, ERR_INVALID,
			       _("%s is a file. Name the folder that the backup is to go to."),
			       folder);
	}
	/* the umask has no say */
	if (!mkdir(folder, 0700) && !chmod(folder, mode))
		return true;
	err_set(e, ERR_IO, _("The folder %s cannot be made: %s."), folder, strerror(errno));
	return false;
}

bool folder_has_room(const char *folder, uint64_t bytes, struct err *e)
{
	struct statvfs fs;
	uint64_t need = (bytes >> 20) + 1 + SPARE_MIB, left;

	if (statvfs(folder, &fs)) {
		err_set(e, ERR_IO, _("The folder %s cannot be looked at: %s."), folder,
			strerror(errno));
		return false;
	}
	left = (uint64_t)fs.f_bavail * fs.f_frsize >> 20;
	return left >= need ||
	       err_set(e, ERR_IO,
		       _("There is no room in %s: %llu MiB are left, and %llu are needed. Free "
			 "some space, or name another folder with --to."),
		       folder, (unsigned long long)left, (unsigned long long)need);
}

bool folder_is_remote(const char *folder)
{
	/* linux/magic.h and the kernel's file systems */
	static const uint32_t remote[] = {
		0x6969 /* NFS */,      0x517B /* SMB */,      0xFF534D42 /* CIFS */,
		0xFE534D42 /* SMB2 */, 0x01021997 /* 9P */,   0x5346414F /* AFS */,
		0x00C36400 /* Ceph */, 0x73757245 /* Coda */,
	};
	struct statfs fs;

	for (size_t i = 0; !statfs(folder, &fs) && i < sizeof remote / sizeof *remote; i++)
		if ((uint32_t)fs.f_type == remote[i])
			return true;
	return false;
}

bool folder_sync(const char *path, struct err *e)
{
	char *folder = folder_of(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* some file systems cannot, and have nothing to lose by it */
	bool ok = fd >= 0 && (!fsync(fd) || errno == EINVAL);

	if (fd >= 0)
		close(fd);
	free(folder);
	return ok || err_set(e, ERR_IO, _("%s could not be written to its end."), path);
}
