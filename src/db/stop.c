/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "db/check.h"
#include "db/folder.h"
#include "db_private.h"

/* As it stands in the file, a line each. */
struct stop {
	char who[64]; /* login */
	char at[32];  /* UTC, ISO */
	char what[200];
};

static char writer[sizeof((struct stop *)0)->who];

void stop_as(const char *login)
{
	snprintf(writer, sizeof writer, "%s", login);
	text_trim_broken_end(writer);
}

static char *stop_path(const char *path)
{
	struct buf name = { 0 };

	buf_printf(&name, "%s.stop", path);
	return name.at;
}

/* -------------------------------------------------------------------- setting */

static const char *who(void)
{
	const struct passwd *me = *writer ? NULL : getpwuid(getuid());

	if (me)
		stop_as(me->pw_name);
	return writer;
}

/* A few words only: a page may still go where a megabyte does not. */
void stop_set(struct db *db, const char *what)
{
	char *path = stop_path(db->path), line[320], at[32];
	time_t now = time(NULL);
	struct tm utc;
	ssize_t ignored;
	int fd;

	db->poisoned = true;
	fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0660);
	if (fd >= 0) {
		strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
		snprintf(line, sizeof line, "%s\n%s\n%s\n", who(), at, what);
		fchmod(fd, 0660);
		ignored = write(fd, line, strlen(line));
		(void)ignored;
		fsync(fd);
		close(fd);
	}
	free(path);
}

/* -------------------------------------------------------------------- reading */

bool stop_is_set(const char *path)
{
	char *name = stop_path(path);
	bool set = !faccessat(AT_FDCWD, name, F_OK, AT_EACCESS);

	free(name);
	return set;
}

static const char *take_line(const char *text, char *out, size_t size)
{
	size_t len = strcspn(text, "\n");

	snprintf(out, size, "%.*s", (int)len, text);
	text_trim_broken_end(out);
	return text + len + (text[len] == '\n');
}

/* False where there is none. A file that says nothing has empty texts. */
static bool read_stop(const char *path, struct stop *out)
{
	char *name = stop_path(path), text[400];
	int fd = open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	const char *at = text;
	ssize_t len;
	bool set = fd >= 0 || errno != ENOENT;

	*out = (struct stop){ 0 };
	free(name);
	len = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;
	if (fd >= 0)
		close(fd);
	text[len > 0 ? len : 0] = '\0';
	at = take_line(at, out->who, sizeof out->who);
	at = take_line(at, out->at, sizeof out->at);
	take_line(at, out->what, sizeof out->what);
	return set;
}

bool stop_say(const char *path, struct err *e)
{
	struct stop stop;
	struct buf name = { 0 };

	if (!read_stop(path, &stop))
		return err_set(e, ERR_IO, "%s",
			       _("Nobody could write when this was opened, but now the file is "
				 "found whole. Nothing was changed; start daoshi again."));
	err_set(e, ERR_IO,
		_("The disk or the file failed for %s, so nobody writes. Nothing was changed; the "
		  "office runs 'daoshi check', which lets all go on once the file is whole."),
		*stop.who ? text_quote(&name, stop.who) : "?");
	err_detail(e, "%s %s", stop.at, stop.what);
	buf_release(&name);
	return false;
}

/* -------------------------------------------------------------------- lifting */

static bool take_away(struct db *db, struct err *e)
{
	char *path = stop_path(db->path);
	bool ok = !unlink(path) || errno == ENOENT;

	if (!ok)
		err_set(e, ERR_IO, _("%s cannot be removed: %s. Remove it by hand."), path,
			strerror(errno));
	db->stopped = db->stopped && !ok;
	free(path);
	return ok && folder_sync(db->path, e);
}

bool stop_settle(struct db *db, bool damaged, struct err *e)
{
	if (damaged)
		stop_set(db, "check: damaged");
	return damaged || (!db->stopped && !stop_is_set(db->path)) || take_away(db, e);
}

/* SQLite looks at the checks of columns in the same go. */
bool stop_is_damage(const struct check_fault *fault)
{
	static const char *const logical[] = { "CHECK constraint", "NULL value in" };
	bool damage = !fault->reference;

	for (size_t i = 0; i < sizeof logical / sizeof *logical; i++)
		damage &= strncmp(fault->says, logical[i], strlen(logical[i])) != 0;
	return damage;
}

static void count(void *arg, const struct check_fault *fault)
{
	*(int *)arg += stop_is_damage(fault);
}

bool stop_lift(struct db *db, struct err *e)
{
	int faults = 0;

	if (!db_check(db, count, &faults, e) || !stop_settle(db, faults, e))
		return false;
	return !faults || err_set(e, ERR_DB,
				  _("The file is damaged (findings: %d), so nobody writes. Go back "
				    "to a backup with 'daoshi restore'."),
				  faults);
}
