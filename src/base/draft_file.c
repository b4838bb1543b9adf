/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/draft_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"

enum { SYNC_MS = 10000, HOUR = 60 * 60, DAY = 24 * HOUR };

static const char beside[] = ".new", aside[] = ".damaged";

/* ------------------------------------------------------------------- the folder */

/* A dot ends a part of a name. */
static void add_part(struct buf *out, const char *part)
{
	for (; *part; part++)
		if ((*part >= 'a' && *part <= 'z') || (*part >= '0' && *part <= '9') ||
		    strchr("_-", *part))
			buf_char(out, *part);
		else
			buf_printf(out, "%%%02X", (unsigned char)*part);
	buf_char(out, '.');
}

static void look(struct drafts *d)
{
	if (d->fd < 0)
		d->fd = open(d->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

void drafts_open(struct drafts *d, const char *school, const char *login)
{
	struct buf folder = { 0 }, prefix = { 0 };

	buf_printf(&folder, "%s.drafts", school);
	add_part(&prefix, login);
	*d = (struct drafts){ .folder = folder.at, .prefix = prefix.at, .fd = -1 };
	look(d);
}

void drafts_close(struct drafts *d)
{
	if (!d->folder)
		return;
	if (d->fd >= 0)
		close(d->fd);
	free(d->folder);
	free(d->prefix);
	*d = (struct drafts){ 0 };
}

/* For its owner alone, or, in a folder that hands its group on, for that group. */
static bool make_folder(struct drafts *d, struct err *e)
{
	struct buf above = { 0 };
	struct stat st;

	look(d);
	if (d->fd >= 0)
		return true;
	buf_printf(&above, "%s/..", d->folder);
	if (!mkdir(d->folder, 0700)) {
		if (!stat(buf_str(&above), &st) && st.st_mode & S_ISGID)
			chmod(d->folder, 02770);
		look(d);
	}
	buf_release(&above);
	if (d->fd >= 0)
		return true;
	err_set(e, ERR_IO, _("Drafts cannot be kept: %s."), strerror(errno));
	err_detail(e, "%s", d->folder);
	return false;
}

/* ------------------------------------------------------------------------ a file */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool write_all(int fd, const struct buf *text)
{
	for (size_t done = 0; done < text->len;) {
		ssize_t n = write(fd, text->at + done, text->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

/* Under a name that nobody has; -1 where all are taken. A link, which replaces nothing. */
static int take_name(struct drafts *d, const char *temp, struct draft_slot *slot, const char *form)
{
	for (int n = 1; n <= DRAFT_MOST; n++) {
		snprintf(slot->name, sizeof slot->name, "%s%s.%d", d->prefix, form, n);
		if (!linkat(d->fd, temp, d->fd, slot->name, 0))
			return unlinkat(d->fd, temp, 0);
		if (errno != EEXIST)
			return -1;
	}
	return -1;
}

static bool sync_where_due(struct drafts *d, struct draft_slot *slot, int fd, bool end)
{
	int64_t now = now_ms();

	if (!end && slot->synced && now - slot->synced < SYNC_MS)
		return true;
	slot->synced = now;
	return !fsync(fd) && (!fsync(d->fd) || errno == EINVAL);
}

bool draft_keep(struct drafts *d, struct draft_slot *slot, const char *form, const struct buf *text,
		bool end, struct err *e)
{
	char temp[64];
	int fd;
	bool ok;

	if (!make_folder(d, e))
		return false;
	snprintf(temp, sizeof temp, "%s-%ld", beside, (long)getpid());
	unlinkat(d->fd, temp, 0); /* of a process that had this number */
	fd = openat(d->fd, temp, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);
	/* locked before it has its name, so that nobody is offered it */
	ok = fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB) && write_all(fd, text) &&
	     (slot->fd >= 0 ? !renameat(d->fd, temp, d->fd, slot->name)
			    : !take_name(d, temp, slot, form)) &&
	     sync_where_due(d, slot, fd, end);
	if (!ok)
		err_set(e, ERR_IO, _("The draft cannot be kept: %s."), strerror(errno));
	if (!ok && fd >= 0) {
		unlinkat(d->fd, temp, 0);
		close(fd);
		return false;
	}
	if (!ok)
		return false;
	draft_leave(slot);
	slot->fd = fd;
	return true;
}

void draft_drop(struct drafts *d, struct draft_slot *slot)
{
	if (slot->fd >= 0)
		unlinkat(d->fd, slot->name, 0);
	draft_leave(slot);
	slot->synced = 0;
}

void draft_leave(struct draft_slot *slot)
{
	if (slot->fd >= 0)
		close(slot->fd);
	slot->fd = -1;
}

/* ---------------------------------------------------------------------- looking */

/* Open, and nobody's work: with its lock. -1 where it is not. */
static int open_free(struct drafts *d, const char *name, struct stat *st)
{
	int fd = openat(d->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat named;

	if (fd < 0)
		return -1;
	if (!fstat(fd, st) && S_ISREG(st->st_mode) && st->st_uid == geteuid() &&
	    !(st->st_mode & 077) && !flock(fd, LOCK_EX | LOCK_NB) &&
	    /* written anew between the two */
	    !fstatat(d->fd, name, &named, AT_SYMLINK_NOFOLLOW) && named.st_ino == st->st_ino)
		return fd;
	close(fd);
	return -1;
}

static bool ends_with(const char *name, const char *end)
{
	size_t len = strlen(name), more = strlen(end);

	return len >= more && !strcmp(name + len - more, end);
}

static int newest_first(const void *a, const void *b)
{
	const struct draft_found *one = a, *other = b;

	return (one->at_ms < other->at_ms) - (one->at_ms > other->at_ms);
}

/* Whether it is to be offered; one that is too old goes. */
static bool is_offered(struct drafts *d, const char *name, struct draft_found *out)
{
	struct stat st;
	bool scrap = !strncmp(name, beside, strlen(beside)), old = false;
	int fd = open_free(d, name, &st);

	if (fd < 0)
		return false;
	old = st.st_mtime < time(NULL) - (scrap ? HOUR : (time_t)DRAFT_DAYS * DAY);
	if (old)
		unlinkat(d->fd, name, 0);
	close(fd);
	*out = (struct draft_found){ .at_ms = st.st_mtim.tv_sec * 1000L +
					      st.st_mtim.tv_nsec / 1000000 };
	snprintf(out->name, sizeof out->name, "%s", name);
	return !scrap && !old && !ends_with(name, aside) &&
	       !strncmp(name, d->prefix, strlen(d->prefix));
}

size_t drafts_find(struct drafts *d, struct draft_found **out)
{
	struct draft_found found;
	struct dirent *entry;
	size_t count = 0;
	DIR *dir;

	*out = NULL;
	look(d);
	dir = d->fd < 0 ? NULL : opendir(d->folder);
	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' || !strncmp(entry->d_name, beside, strlen(beside)))
			if (is_offered(d, entry->d_name, &found)) {
				*out = mem_grow(*out, (count + 1) * sizeof **out);
				(*out)[count++] = found;
			}
	if (dir)
		closedir(dir);
	if (count)
		qsort(*out, count, sizeof **out, newest_first);
	return count;
}

static void read_text(int fd, struct buf *out)
{
	char bytes[4096];
	ssize_t n;

	while (out->len <= DRAFT_BYTES && (n = read(fd, bytes, sizeof bytes)) > 0)
		buf_add(out, bytes, (size_t)n);
}

static void set_aside(struct drafts *d, const char *name, struct err *e)
{
	struct buf to = { 0 };

	buf_printf(&to, "%s%s", name, aside);
	renameat(d->fd, name, d->fd, to.at);
	err_set(e, ERR_INVALID,
		_("A draft is damaged and cannot be continued; it is kept as %s/%s."), d->folder,
		to.at);
	buf_release(&to);
}

bool draft_take(struct drafts *d, const char *name, struct draft_slot *slot, struct draft *out,
		struct err *e)
{
	struct buf text = { 0 };
	struct stat st;
	int fd = open_free(d, name, &st);
	bool ok;

	if (fd < 0)
		return err_set(e, ERR_NOT_FOUND, "%s",
			       _("This draft is gone, or is worked on elsewhere."));
	read_text(fd, &text);
	ok = draft_read(buf_str(&text), text.len, out, e);
	buf_release(&text);
	if (!ok)
		set_aside(d, name, e);
	if (ok && slot) {
		*slot = (struct draft_slot){ .fd = fd };
		snprintf(slot->name, sizeof slot->name, "%s", name);
	} else {
		close(fd);
	}
	return ok;
}
