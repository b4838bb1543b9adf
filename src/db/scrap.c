/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/scrap.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/place.h"
#include "db/folder.h"

static const char memory[] = "/dev/shm";
static const char prefix[] = ".daoshi-";

/* ------------------------------------------------------------- on a signal */

static char paths[SCRAPS_MOST][PATH_MAX];
static volatile sig_atomic_t in_use[SCRAPS_MOST];

static void leave(int sig)
{
	for (int i = 0; i < SCRAPS_MOST; i++)
		if (in_use[i])
			unlink(paths[i]);
	signal(sig, SIG_DFL);
	raise(sig);
}

/* Nobody's handler is taken away, nor what nohup has set. */
static void watch_signals(void)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGTERM };

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		struct sigaction was;

		if (!sigaction(signals[i], NULL, &was) && was.sa_handler == SIG_DFL)
			signal(signals[i], leave);
	}
}

static int take_slot(const char *path)
{
	for (int i = 0; i < SCRAPS_MOST; i++)
		if (!in_use[i]) {
			snprintf(paths[i], sizeof paths[i], "%s", path);
			in_use[i] = 1;
			return i;
		}
	return -1;
}

/* ---------------------------------------------------------------- the file */

/* Not flock, by which the write door keeps a file, and of the first byte, which SQLite does not
 * lock; for reading it is got where nobody has it. */
static bool lock(int fd, short how)
{
	struct flock first = { .l_type = how, .l_whence = SEEK_SET, .l_len = 1 };

	return !fcntl(fd, F_OFD_SETLK, &first);
}

/* Whoever makes one holds its lock; one that nobody holds was left behind. */
static void sweep(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *entry;

	while (d && (entry = readdir(d))) {
		struct stat st;
		int fd;

		if (strncmp(entry->d_name, prefix, strlen(prefix)))
			continue;
		fd = openat(dirfd(d), entry->d_name,
			    O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
		if (fd < 0)
			continue;
		if (!fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
		    lock(fd, F_RDLCK))
			unlinkat(dirfd(d), entry->d_name, 0);
		close(fd);
	}
	if (d)
		closedir(d);
}

/* Another's sweep may be quicker than the lock: then the name is gone, and a new one is made. */
static bool make_locked(struct scrap *s, const char *folder)
{
	for (int tries = 0; tries < 10; tries++) {
		struct stat st;

		snprintf(s->path, sizeof s->path, "%s/%sXXXXXX", folder, prefix);
		s->fd = mkostemp(s->path, O_CLOEXEC);
		if (s->fd < 0)
			return false;
		if (lock(s->fd, F_WRLCK) && !fstat(s->fd, &st) && st.st_nlink)
			return true;
		close(s->fd);
		s->fd = -1;
	}
	return false;
}

bool scrap_make(struct scrap *s, const char *folder, struct err *e)
{
	*s = (struct scrap){ .fd = -1, .slot = -1 };
	sweep(folder);
	watch_signals();
	if (!make_locked(s, folder)) {
		err_set(e, ERR_IO,
			_("Nothing can be written in %s. Name another folder with --to, "
			  "or have this one made writable."),
			folder);
		err_detail(e, "%s: %s", s->path, strerror(errno));
		return false;
	}
	s->slot = take_slot(s->path);
	return true;
}

bool scrap_make_plain(struct scrap *s, const char *folder, uint64_t bytes, struct err *e)
{
	struct err no_memory;

	/* there it would be the user's own, whose rights are less than the process's */
	if (!place_privileged() && folder_has_room(memory, bytes, &no_memory) &&
	    scrap_make(s, memory, &no_memory))
		return true;
	return folder_has_room(folder, bytes, e) && scrap_make(s, folder, e);
}

bool scrap_keep(struct scrap *s, const char *path, bool *taken, struct err *e)
{
	bool ok = !fsync(s->fd);

	/* a link and not a rename, which would replace what has the name */
	ok = ok && !link(s->path, path);
	*taken = !ok && errno == EEXIST;
	/* a file system without links, as sticks have them */
	if (!ok && (errno == EPERM || errno == ENOTSUP || errno == EMLINK)) {
		*taken = !faccessat(AT_FDCWD, path, F_OK, AT_EACCESS);
		ok = !*taken && !rename(s->path, path);
	}
	if (!ok) {
		err_set(e, ERR_IO, _("%s could not be written to its end."), path);
		err_detail(e, "%s: %s", path, strerror(errno));
		return false;
	}
	scrap_end(s);
	return folder_sync(path, e);
}

void scrap_end(struct scrap *s)
{
	if (!*s->path || s->fd < 0)
		return;
	unlink(s->path);
	if (s->slot >= 0)
		in_use[s->slot] = 0;
	close(s->fd);
	*s = (struct scrap){ .fd = -1, .slot = -1 };
}
