/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file without a name (O_TMPFILE) is gone when this process is killed. Not every file system has
 * them, and without /proc they cannot be named: then it has a name of its own beside the target.
 *
 * The folder may be one that others write to, too: it is opened once and everything is done within
 * it, so that nobody can put another one, or a link, in the place of it or of the file meanwhile.
 */
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
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
	struct stat st;

	if (fstatat(t->at, t->name, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT || target_refuse(t, errno, e);
	if (S_ISDIR(st.st_mode))
		return err_set(e, ERR_INVALID, "%s", _("This is a folder: name a file in it."));
	if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
		return err_set(e, ERR_INVALID, "%s",
			       _("This is no ordinary file: name another one."));
	return t->replace || refuse_exists(t->path, e);
}

/* -------------------------------------------------------------------- opening */

static bool open_folder(struct target *t, struct err *e)
{
	const char *slash = t->path ? strrchr(t->path, '/') : NULL;

	t->name = slash ? slash + 1 : t->path;
	if (t->name && !*t->name)
		return err_set(e, ERR_INVALID, "%s", _("This is a folder: name a file in it."));
	if (slash)
		buf_add(&t->folder, t->path, slash == t->path ? 1 : (size_t)(slash - t->path));
	else
		buf_text(&t->folder, t->path ? "." : P_tmpdir);
	t->at = open(buf_str(&t->folder), O_PATH | O_DIRECTORY | O_CLOEXEC);
	return t->at >= 0 || target_refuse(t, errno, e);
}

static bool has_proc(void)
{
	return !faccessat(AT_FDCWD, "/proc/self/fd", X_OK, AT_EACCESS);
}

static int open_nameless(const struct target *t)
{
	return has_proc() ? openat(t->at, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)
			  : -1;
}

/* That nobody can guess, and have taken. */
static void choose_beside(struct target *t)
{
	unsigned long long random = 0;

	if (getrandom(&random, sizeof random, 0) != sizeof random)
		random = (unsigned long long)getpid();
	buf_clear(&t->beside);
	buf_printf(&t->beside, ".daoshi-%016llx", random);
}

static int open_beside(struct target *t)
{
	int fd;

	choose_beside(t);
	fd = openat(t->at, buf_str(&t->beside), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC,
		    S_IRUSR | S_IWUSR);
	if (fd < 0)
		buf_clear(&t->beside);
	return fd;
}

bool target_open(struct target *t, const char *path, bool replace, struct err *e)
{
	*t = (struct target){ .path = path, .replace = replace, .fd = -1, .at = -1 };
	if (!open_folder(t, e) || (path && !check_name(t, e)))
		return false;
	t->fd = open_nameless(t);
	if (t->fd < 0)
		t->fd = open_beside(t);
	return t->fd >= 0 || target_refuse(t, errno, e);
}

const char *target_way(const struct target *t, struct buf *way)
{
	buf_clear(way);
	if (has_proc())
		buf_printf(way, "/proc/self/fd/%d", t->fd);
	else
		buf_printf(way, "%s/%s", buf_str(&t->folder), buf_str(&t->beside));
	return buf_str(way);
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
static bool rename_to(const struct target *t)
{
	const char *beside = buf_str(&t->beside);

	if (t->replace)
		return !renameat(t->at, beside, t->at, t->name);
	if (!renameat2(t->at, beside, t->at, t->name, RENAME_NOREPLACE))
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	return !linkat(t->at, beside, t->at, t->name, 0) && !unlinkat(t->at, beside, 0);
}

static bool link_to(const struct target *t, const char *name)
{
	struct buf way = { 0 };
	bool ok = !linkat(AT_FDCWD, target_way(t, &way), t->at, name, AT_SYMLINK_FOLLOW);

	buf_release(&way);
	return ok;
}

static bool give_name(struct target *t)
{
	if (t->beside.len)
		return rename_to(t);
	if (!t->replace)
		return link_to(t, t->name);
	choose_beside(t);
	if (link_to(t, buf_str(&t->beside)))
		return rename_to(t);
	buf_clear(&t->beside);
	return false;
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
		unlinkat(t->at, buf_str(&t->beside), 0);
	if (t->fd >= 0)
		close(t->fd);
	if (t->at >= 0)
		close(t->at);
	buf_release(&t->folder);
	buf_release(&t->beside);
}
