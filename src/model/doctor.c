/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/doctor.h"

#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/place.h"
#include "db/folder.h"
#include "db/holder.h"
#include "db/stop.h"

const struct field ailment_fields[] = {
	{ FIELD(struct ailment, name), .label = N_("Check"), .kind = FIELD_TEXT, .width = 12 },
	{ FIELD(struct ailment, says), .label = N_("What is wrong, and the mend"),
	  .kind = FIELD_TEXT, .width = 60 },
	{ 0 },
};

/* What all checks look at. */
struct patient {
	const char *path;
	char *folder;
	struct stat file, in; /* st_mode 0: not there */
	bool shared;          /* the folder is a group's */
	bool by_group;        /* and the program brings it, since root owns the folder */
	char program[PATH_MAX];
	struct stat exe;
	const char *check;
	struct rowset *out;
};

__attribute__((format(printf, 2, 3))) static void find(struct patient *p, const char *fmt, ...)
{
	struct ailment *f = rowset_add(p->out);
	char *text = NULL;
	va_list args;

	va_start(args, fmt);
	if (vasprintf(&text, fmt, args) < 0)
		text = NULL;
	va_end(args);
	f->id = (int64_t)p->out->count;
	f->name = p->check;
	f->says = arena_text(&p->out->arena, text ? text : "");
	free(text);
}

/* NULL where there is none; static storage. */
static const struct group *group_of(gid_t gid)
{
	static char texts[64 * 1024];
	static struct group group;
	struct group *found = NULL;

	return getgrgid_r(gid, &group, texts, sizeof texts, &found) ? NULL : found;
}

static const char *group_name(gid_t gid)
{
	static char number[16];
	const struct group *g = group_of(gid);

	snprintf(number, sizeof number, "%u", (unsigned)gid);
	return g ? g->gr_name : number;
}

static const char *user_name(uid_t uid)
{
	static char number[16];
	const struct passwd *pw = getpwuid(uid);

	snprintf(number, sizeof number, "%u", (unsigned)uid);
	return pw ? pw->pw_name : number;
}

/* ------------------------------------------------------------- owners and modes */

static void look_at_folder(struct patient *p)
{
	if (!p->in.st_mode)
		find(p,
		     _("The folder %s is not there, or you may not look into it: make it, or "
		       "name the school's file with --db."),
		     p->folder);
	else if (p->in.st_mode & 02)
		find(p,
		     _("Everybody on this machine may write in the folder %s, and put what "
		       "undoes saves beside the file: move the file to a folder of its own."),
		     p->folder);
	else if (p->shared && (p->in.st_mode & 07777) != 02770)
		find(p,
		     _("%s has the mode %o: it is to be 2770, for its group alone: chmod 2770 "
		       "%s"),
		     p->folder, p->in.st_mode & 07777, p->folder);
}

static void look_at_file(struct patient *p)
{
	if (!p->file.st_mode)
		find(p, _("There is no file %s: make it with 'daoshi init', or restore a backup."),
		     p->path);
	else if (!S_ISREG(p->file.st_mode))
		find(p, _("%s is a folder or a device, not a file."), p->path);
	else if (p->file.st_mode & 07)
		find(p, _("Everybody on this machine may open %s: chmod o= %s"), p->path, p->path);
	else if (p->shared && p->file.st_gid != p->in.st_gid)
		find(p,
		     _("%s belongs to the group %s and not to that of its folder, so others "
		       "cannot write: chgrp --reference=%s %s"),
		     p->path, group_name(p->file.st_gid), p->folder, p->path);
	else if (p->shared && (p->file.st_mode & 0777) != 0660)
		find(p,
		     _("%s has the mode %o: it is to be 0660, or only one person can write: "
		       "chmod 0660 %s"),
		     p->path, p->file.st_mode & 0777, p->path);
}

static void look_at_program(struct patient *p)
{
	if (!p->exe.st_mode)
		return;
	if (p->exe.st_mode & 022)
		find(p, _("%s can be replaced by others than its owner: chmod go-w %s"), p->program,
		     p->program);
	if (faccessat(AT_FDCWD, place_of(PLACE_TABLE), X_OK, AT_EACCESS))
		find(p,
		     _("%s is not there: nothing can be imported or exported until daoshi is "
		       "installed again."),
		     place_of(PLACE_TABLE));
	if (!p->by_group)
		return;
	if (p->exe.st_gid != p->in.st_gid || (p->exe.st_mode & 07777) != 02755)
		find(p,
		     _("%s is to be mode 2755 and of the group %s, or nobody gets into the "
		       "folder: chgrp %s %s && chmod 2755 %s"),
		     p->program, group_name(p->in.st_gid), group_name(p->in.st_gid), p->program,
		     p->program);
}

static void look_at_mount(struct patient *p)
{
	struct statvfs fs;

	if (p->by_group && !statvfs(p->program, &fs) && fs.f_flag & ST_NOSUID)
		find(p,
		     _("%s lies on a file system that is mounted nosuid, so it gets no group: "
		       "install it elsewhere, or mount that without nosuid."),
		     p->program);
}

/* Whoever is in the group can read the file with any program. */
static void look_at_members(struct patient *p)
{
	const struct group *g = p->shared ? group_of(p->in.st_gid) : NULL;
	struct passwd user = { 0 }, *pw;
	char texts[4096];

	if (!g)
		return;
	for (char **name = g->gr_mem; *name; name++)
		find(p,
		     _("%s is a member of the group %s and can read and change everything past "
		       "daoshi: gpasswd -d %s %s"),
		     *name, g->gr_name, *name, g->gr_name);
	while (!getpwent_r(&user, texts, sizeof texts, &pw))
		if (pw->pw_gid == p->in.st_gid && pw->pw_uid && pw->pw_uid != p->in.st_uid)
			find(p,
			     _("%s has %s as its own group and can read and change everything "
			       "past daoshi: usermod -g another group."),
			     pw->pw_name, group_name(p->in.st_gid));
	endpwent();
}

/* ------------------------------------------------------------------------ disk */

static void look_at_network(struct patient *p)
{
	if (p->in.st_mode && folder_is_remote(p->folder))
		find(p,
		     _("%s is on a network file system, whose locks do not hold between "
		       "machines: move it to a disk of this machine."),
		     p->folder);
}

static long once_ms10(int fd)
{
	struct timespec from, to;
	char block[4096] = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &from);
	if (pwrite(fd, block, sizeof block, 0) != sizeof block || fsync(fd))
		return -1;
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (to.tv_sec - from.tv_sec) * 10000 + (to.tv_nsec - from.tv_nsec) / 100000;
}

static int by_size(const void *a, const void *b)
{
	return (*(const long *)a > *(const long *)b) - (*(const long *)a < *(const long *)b);
}

/* Of nine the middle one; each save waits for some three of them. */
static void look_at_speed(struct patient *p)
{
	enum { TIMES = 9, SLOW = 50 };
	char *name = NULL;
	long took[TIMES];
	int fd;

	if (!p->in.st_mode || asprintf(&name, "%s/.daoshi-XXXXXX", p->folder) < 0)
		return;
	fd = mkstemp(name);
	if (fd >= 0) {
		unlink(name);
		for (int i = 0; i < TIMES; i++)
			took[i] = once_ms10(fd);
		close(fd);
		qsort(took, TIMES, sizeof *took, by_size);
		if (took[TIMES / 2] > SLOW)
			find(p,
			     _("The disk takes %ld.%ld ms to keep what is written (fsync), "
			       "where 5 are good: with many at work saving is slow. Move %s to "
			       "a faster disk."),
			     took[TIMES / 2] / 10, took[TIMES / 2] % 10, p->folder);
	}
	free(name);
}

static void look_at_room(struct patient *p)
{
	enum { LEAST_MIB = 256 };
	struct statvfs fs;
	uint64_t mib;

	if (statvfs(p->folder, &fs))
		return;
	mib = (uint64_t)fs.f_bavail * fs.f_frsize >> 20;
	if (mib < LEAST_MIB)
		find(p,
		     _("Only %llu MiB are left where %s lies; below 32 nothing is saved any "
		       "more. Free some space."),
		     (unsigned long long)mib, p->folder);
}

/* ----------------------------------------------------------------------- locks */

/* "2026-11-26 08:15" in local time: since when a process runs. */
static void since(pid_t pid, char out[24])
{
	char path[32];
	struct stat st;
	struct tm tm;

	*out = '\0';
	snprintf(path, sizeof path, "/proc/%d", (int)pid);
	if (!stat(path, &st) && localtime_r(&st.st_ctime, &tm))
		strftime(out, 24, "%Y-%m-%d %H:%M", &tm);
}

static uid_t user_of(pid_t pid)
{
	char path[32], line[128];
	unsigned uid = UINT_MAX;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "Uid: %u", &uid) == 1)
			break;
	if (f)
		fclose(f);
	return uid;
}

/* A save takes milliseconds: what is held for half a second is held by a process that hangs, or
 * was stopped. */
static void look_at_lock(struct patient *p)
{
	struct timespec pause = { .tv_nsec = 50 * 1000 * 1000 };
	pid_t holder = p->file.st_mode ? holder_of(p->path) : 0;
	char when[24];

	for (int i = 0; i < 10 && holder; i++) {
		nanosleep(&pause, NULL);
		if (holder_of(p->path) != holder)
			holder = 0;
	}
	if (!holder)
		return;
	since(holder, when);
	find(p,
	     _("Process %d of %s, which runs since %s, holds the lock, so nobody else can save. "
	       "If it does not end by itself: kill %d"),
	     (int)holder, user_name(user_of(holder)), when, (int)holder);
}

static void look_at_journal(struct patient *p)
{
	static const char *const foreign[] = { "-wal", "-shm" };
	char *name = NULL;
	struct stat st;

	if (asprintf(&name, "%s-journal", p->path) < 0)
		return;
	if (!stat(name, &st)) {
		if (st.st_size && !holder_of(p->path))
			find(p,
			     _("%s was left by a save that was cut off. The next start of "
			       "daoshi undoes it; never delete it."),
			     name);
		if (p->shared && (st.st_gid != p->in.st_gid || (st.st_mode & 0777) != 0660))
			find(p,
			     _("%s cannot be written by everybody who saves: chgrp "
			       "--reference=%s %s && chmod 0660 %s"),
			     name, p->folder, name, name);
	}
	free(name);
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		if (asprintf(&name, "%s%s", p->path, foreign[i]) < 0)
			return;
		if (!stat(name, &st))
			find(p,
			     _("%s was left by another program that opened the file. End that, "
			       "and start daoshi once."),
			     name);
		free(name);
	}
}

/* What a failed disk stopped goes on once every page was looked at. */
static void look_at_stop(struct patient *p)
{
	struct err why = { 0 }, e = { 0 };
	struct db *db;

	if (!p->file.st_mode || !stop_is_set(p->path))
		return;
	stop_say(p->path, &why);
	db = db_open(p->path, &e);
	if (db && stop_lift(db, &e))
		find(p, _("The disk or the file failed before, and nobody could write. The file is "
			  "whole: now all go on. Look at the disk."));
	else
		find(p, "%s %s", why.text, e.text);
	db_close(db);
}

/* --------------------------------------------------------------------- the table */

static const struct {
	const char *name;
	void (*look)(struct patient *p);
} checks[] = {
	{ "folder", look_at_folder },   { "file", look_at_file },
	{ "program", look_at_program }, { "mount", look_at_mount },
	{ "members", look_at_members }, { "network", look_at_network },
	{ "speed", look_at_speed },     { "room", look_at_room },
	{ "lock", look_at_lock },       { "journal", look_at_journal },
	{ "stop", look_at_stop },
};

bool doctor_run(const char *path, struct rowset *out, struct err *e)
{
	struct patient p = { .path = path, .folder = folder_of(path), .out = out };
	ssize_t n = readlink("/proc/self/exe", p.program, sizeof p.program - 1);
	bool ok = n > 0;

	rowset_init(out, ailment_fields, sizeof(struct ailment));
	if (ok) {
		stat(p.program, &p.exe);
		if (stat(p.folder, &p.in))
			p.in.st_mode = 0;
		if (stat(path, &p.file))
			p.file.st_mode = 0;
		p.shared = p.in.st_mode & S_ISGID;
		p.by_group = p.shared && !p.in.st_uid;
		for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
			p.check = checks[i].name;
			checks[i].look(&p);
		}
	} else {
		err_set(e, ERR_IO, "%s",
			_("The system does not say which program this is (/proc)."));
	}
	free(p.folder);
	return ok;
}
