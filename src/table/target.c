/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file without a name (O_TMPFILE) is gone when this process is killed. Not every file system has
 * them, and without /proc they cannot be named: then it has a name of its own beside the target.
 */
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
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

static void refuse_file(const char *path, int why, struct err *e)
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
	else if (why == ENOSPC || why == EDQUOT || why == EFBIG)
		err_set(e, ERR_IO, _("There is no room for %s: make room, or name another folder."),
			buf_str(&shown));
	else
		err_set(e, ERR_IO, _("The file %s cannot be written (%s): name another folder."),
			buf_str(&shown), strerror(why));
	buf_release(&shown);
}

bool target_refuse(const struct target *t, int why, struct err *e)
{
	if (t->path)
		refuse_file(t->path, why, e);
	else
		err_set(e, ERR_IO, _("No file can be made in %s for the while (%s)."), P_tmpdir,
			strerror(why));
	return false;
}

/* What has that name already. */
static bool check_name(const struct target *t, struct err *e)
{
	const char *slash = strrchr(t->path, '/');
	struct stat st;

	if (!slash ? !*t->path : !slash[1])
		return err_set(e, ERR_INVALID, "%s", _("This is a folder: name a file in it."));
	if (lstat(t->path, &st))
		return errno == ENOENT || target_refuse(t, errno, e);
	if (S_ISDIR(st.st_mode))
		return err_set(e, ERR_INVALID, "%s", _("This is a folder: name a file in it."));
	if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
		return err_set(e, ERR_INVALID, "%s",
			       _("This is no ordinary file: name another one."));
	return t->replace || refuse_exists(t->path, e);
}

/* -------------------------------------------------------------------- opening */

static int open_nameless(const char *folder)
{
	return faccessat(AT_FDCWD, "/proc/self/fd", X_OK, AT_EACCESS)
		       ? -1
		       : open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

static int open_beside(struct target *t)
{
	int fd;

	buf_text(&t->beside, buf_str(&t->folder));
	buf_text(&t->beside, "/.daoshi-XXXXXX");
	fd = mkostemp(t->beside.at, O_CLOEXEC);
	if (fd < 0)
		buf_clear(&t->beside);
	return fd;
}

bool target_open(struct target *t, const char *path, bool replace, struct err *e)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	*t = (struct target){ .path = path, .replace = replace, .fd = -1 };
	if (path && !check_name(t, e))
		return false;
	if (slash)
		buf_add(&t->folder, path, slash == path ? 1 : (size_t)(slash - path));
	else
		buf_text(&t->folder, path ? "." : P_tmpdir);
	t->fd = open_nameless(buf_str(&t->folder));
	if (t->fd < 0)
		t->fd = open_beside(t);
	return t->fd >= 0 || target_refuse(t, errno, e);
}

const char *target_name(struct target *t, char room[32])
{
	snprintf(room, 32, "/proc/self/fd/%d", t->fd);
	return t->beside.len ? buf_str(&t->beside) : room;
}

/* -------------------------------------------------------------------- writing */

bool target_put(const struct target *t, const char *bytes, size_t len, struct err *e)
{
	while (len) {
		ssize_t n = write(t->fd, bytes, len);

		if (n < 0 && errno != EINTR)
			return target_refuse(t, errno, e);
		bytes += n < 0 ? 0 : n;
		len -= n < 0 ? 0 : (size_t)n;
	}
	return true;
}

/* Where the file system cannot rename without replacing, a second name does it. */
static bool rename_to(struct target *t)
{
	const char *beside = buf_str(&t->beside);

	if (t->replace)
		return !rename(beside, t->path);
	if (!renameat2(AT_FDCWD, beside, AT_FDCWD, t->path, RENAME_NOREPLACE))
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	return !link(beside, t->path) && !unlink(beside);
}

static bool link_to(struct target *t, const char *name)
{
	char room[32];

	return !linkat(AT_FDCWD, target_name(t, room), AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

static bool give_name(struct target *t)
{
	struct buf name = { 0 };
	bool linked;

	if (t->beside.len)
		return rename_to(t);
	if (!t->replace)
		return link_to(t, t->path);
	buf_printf(&name, "%s/.daoshi-%d", buf_str(&t->folder), (int)getpid());
	linked = link_to(t, buf_str(&name));
	if (linked)
		buf_text(&t->beside, buf_str(&name));
	buf_release(&name);
	return linked && rename_to(t);
}

bool target_keep(struct target *t, struct err *e)
{
	if (!t->path)
		return true;
	if (fsync(t->fd) || !give_name(t))
		return target_refuse(t, errno, e);
	buf_clear(&t->beside);
	return true;
}

void target_close(struct target *t)
{
	if (t->beside.len)
		unlink(buf_str(&t->beside));
	if (t->fd >= 0)
		close(t->fd);
	buf_release(&t->folder);
	buf_release(&t->beside);
}
