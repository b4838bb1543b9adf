/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

/* ------------------------------------------------------------------ refusals */

static bool refuse_exists(const char *path, struct err *e)
{
	struct buf shown = { 0 };

	err_set(e, ERR_CONFLICT, _("There is a file %s already. Nothing was written."),
		text_quote(&shown, path));
	buf_release(&shown);
	return false;
}

static bool refuse(const char *path, int why, struct err *e)
{
	struct buf shown = { 0 };

	text_quote(&shown, path);
	if (why == EEXIST)
		refuse_exists(path, e);
	else if (why == ENOENT || why == ENOTDIR)
		err_set(e, ERR_INVALID,
			_("The folder of %s is not there: check its name, or name another one."),
			buf_str(&shown));
	else if (why == EACCES || why == EPERM || why == EROFS)
		err_set(e, ERR_INVALID,
			_("You may not write to the folder of %s: name one of your own."),
			buf_str(&shown));
	else if (why == ENAMETOOLONG)
		err_set(e, ERR_INVALID, _("The name %s is too long: choose a shorter one."),
			buf_str(&shown));
	else if (why == ENOSPC || why == EDQUOT)
		err_set(e, ERR_IO, _("There is no room for %s: make room, or name another folder."),
			buf_str(&shown));
	else
		err_set(e, ERR_IO, _("The file %s cannot be written (%s): name another folder."),
			buf_str(&shown), strerror(why));
	buf_release(&shown);
	return false;
}

/* What has that name already. */
static bool check_name(const char *path, bool replace, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct stat st;

	if (!slash ? !*path : !slash[1])
		return err_set(e, ERR_INVALID, "%s", _("This is a folder: name a file in it."));
	if (lstat(path, &st))
		return errno == ENOENT || refuse(path, errno, e);
	if (S_ISDIR(st.st_mode))
		return err_set(e, ERR_INVALID, "%s", _("This is a folder: name a file in it."));
	if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
		return err_set(e, ERR_INVALID, "%s",
			       _("This is no ordinary file: name another one."));
	return replace || refuse_exists(path, e);
}

/* -------------------------------------------------------------------- writing */

static bool put(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno != EINTR)
			return false;
		bytes += n < 0 ? 0 : n;
		len -= n < 0 ? 0 : (size_t)n;
	}
	return true;
}

/* A sender that has gone in the middle must not leave what looks whole. */
static bool copy(int fd, size_t size, const char *path, struct err *e)
{
	char chunk[16 * 1024];
	size_t all = 0;
	ssize_t n;

	while ((n = read(STDIN_FILENO, chunk, sizeof chunk)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || !put(fd, chunk, (size_t)n))
			return refuse(path, errno, e);
		all += (size_t)n;
	}
	if (all != size)
		return err_set(e, ERR_IO, "%s",
			       _("What was to be written came in part only. Nothing was "
				 "written."));
	return !fsync(fd) || refuse(path, errno, e);
}

/* Where the file system cannot rename without replacing, a second name does it. */
static bool give_name(const char *beside, const char *path, bool replace)
{
	if (replace)
		return !rename(beside, path);
	if (!renameat2(AT_FDCWD, beside, AT_FDCWD, path, RENAME_NOREPLACE))
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	return !link(beside, path) && !unlink(beside);
}

/* ".daoshi-XXXXXX" in the folder of the path. */
static void name_beside(const char *path, struct buf *out)
{
	const char *slash = strrchr(path, '/');

	buf_add(out, path, slash ? (size_t)(slash - path) + 1 : 0);
	buf_text(out, ".daoshi-XXXXXX");
}

bool file_write(const char *path, size_t size, bool replace, struct err *e)
{
	struct buf beside = { 0 };
	bool ok = check_name(path, replace, e);
	int fd;

	if (!ok)
		return false;
	name_beside(path, &beside);
	fd = mkostemp(beside.at, O_CLOEXEC);
	if (fd < 0)
		ok = refuse(path, errno, e);
	else
		ok = copy(fd, size, path, e);
	if (fd >= 0 && close(fd) && ok)
		ok = refuse(path, errno, e);
	if (ok && !give_name(beside.at, path, replace))
		ok = refuse(path, errno, e);
	if (fd >= 0 && !ok)
		unlink(beside.at);
	buf_release(&beside);
	return ok;
}
