/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/site.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/door.h"

static char folder[PATH_MAX / 2];
static char group[32];
static int to_janitor = -1;
static pid_t janitor;

/* ------------------------------------------------------------------- the janitor */

static void command(const char *const *argv)
{
	struct run r = run_program(argv, NULL);

	cr_assert_eq(r.code, 0, "%s %s: %s", argv[0], argv[1], buf_str(&r.err));
	run_release(&r);
}
#define COMMAND(...) command((const char *const[]){ __VA_ARGS__, NULL })

/* The system's files of users have one lock, which is refused and not waited for. */
static int lock_users(void)
{
	int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);

	flock(fd, LOCK_EX);
	return fd;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static void undo(char what, const char *name)
{
	const char *program = what == 'u' ? "/usr/sbin/userdel" : "/usr/sbin/groupdel";
	pid_t child;
	int lock;

	if (what == 'p') {
		kill((pid_t)atoi(name), SIGKILL);
		return;
	}
	lock = lock_users();
	child = fork();
	if (!child) {
		execl(program, program, "--force", name, (char *)NULL);
		_exit(127);
	}
	waitpid(child, NULL, 0);
	close(lock);
}

/* Lines "u NAME", "g NAME", "p PID" until the test is gone; then all is undone, last first. */
static void clean_up(int from)
{
	static char lines[64][64];
	FILE *f = fdopen(from, "r");
	int n = 0;

	while (f && n < 64 && fgets(lines[n], sizeof lines[n], f)) {
		lines[n][strcspn(lines[n], "\n")] = '\0';
		n++;
	}
	while (n--)
		undo(lines[n][0], lines[n] + 2);
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	_exit(0);
}

static void start_janitor(void)
{
	int ends[2];

	cr_assert(!pipe2(ends, O_CLOEXEC));
	janitor = fork();
	cr_assert_geq(janitor, 0);
	if (!janitor) {
		int nothing = open("/dev/null", O_RDWR);

		setsid();
		for (int fd = 0; fd < 3; fd++)
			dup2(nothing, fd);
		dup2(ends[0], 3);
		/* the runner waits for whoever holds its pipes */
		close_range(4, ~0U, 0);
		clean_up(3);
	}
	close(ends[0]);
	to_janitor = ends[1];
}

static void remember(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vdprintf(to_janitor, fmt, args);
	va_end(args);
}

void site_remember_pid(pid_t pid)
{
	remember("p %d\n", (int)pid);
}

/* ------------------------------------------------------------------------ making */

/* A folder whose file system lets a program have a group. */
static bool choose_folder(void)
{
	const char *const tries[] = { getenv("TMPDIR"), "/tmp", "/var/tmp" };
	struct statvfs fs;

	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		if (!tries[i] || statvfs(tries[i], &fs) || fs.f_flag & ST_NOSUID)
			continue;
		snprintf(folder, sizeof folder, "%s/daoshi-site-XXXXXX", tries[i]);
		return mkdtemp(folder) && !chmod(folder, 0755);
	}
	return false;
}

bool site_make(void)
{
#ifdef __SANITIZE_ADDRESS__
	cr_skip_test("a sanitizer looks into the process, which a setgid one refuses");
	return false;
#endif
	if (geteuid()) {
		cr_skip_test("users of the machine are made by root alone");
		return false;
	}
	if (!choose_folder()) {
		cr_skip_test("no temporary folder lets a program be setgid");
		return false;
	}
	start_janitor();
	snprintf(group, sizeof group, "daoshi-test-%d", (int)getpid());
	cr_assert(!mkdir(site_path("home"), 0755));
	return true;
}

void site_end(void)
{
	if (to_janitor < 0)
		return;
	close(to_janitor);
	to_janitor = -1;
	waitpid(janitor, NULL, 0);
}

static void make_group(void)
{
	int lock = lock_users();

	remember("g %s\n", group);
	COMMAND("/usr/sbin/groupadd", "--system", group);
	close(lock);
}

bool site_install(const char *owner)
{
	const char *build = run_beside("");
	char words[8][PATH_MAX];
	size_t len = strlen(build);

	if (!getgrnam(group))
		make_group();
	snprintf(words[0], PATH_MAX, "B=%.*s", (int)len - 1, build);
	snprintf(words[1], PATH_MAX, "STAGE=%s", site_path("stage"));
	snprintf(words[2], PATH_MAX, "PREFIX=%s", site_path("usr"));
	snprintf(words[3], PATH_MAX, "DATA_DIR=%s", site_path("data"));
	snprintf(words[4], PATH_MAX, "GROUP=%s", group);
	snprintf(words[5], PATH_MAX, "OWNER=%s", owner ? owner : "root");
	COMMAND("/usr/bin/make", "-s", "--no-print-directory", "install", "SITE=1", words[0],
		words[1], words[2], words[3], words[4], words[5]);
	return true;
}

/* Without the mark that sshd takes for a locked account. */
static const char *add_user(const char *word, const char *how, const char *of)
{
	static char names[6][32];
	static int at;
	char *name = names[at++ % 6], path[64];
	const char *home;
	int lock = lock_users();

	snprintf(name, sizeof *names, "daoshi-test-%s-%d", word, (int)getpid());
	snprintf(path, sizeof path, "home/%s", name);
	home = site_path(path);
	remember("u %s\n", name);
	COMMAND("/usr/sbin/useradd", "--no-create-home", "--home-dir", home, "--shell", "/bin/sh",
		"--password", "*", how, of ? of : name, of ? name : NULL);
	close(lock);
	cr_assert(!mkdir(home, 0700) && !chown(home, site_uid(name), getpwnam(name)->pw_gid));
	return name;
}

const char *site_user(const char *word)
{
	return add_user(word, "--user-group", NULL);
}

const char *site_owner(const char *word)
{
	make_group();
	return add_user(word, "--gid", group);
}

/* ----------------------------------------------------------------------- looking */

uid_t site_uid(const char *user)
{
	const struct passwd *pw = getpwnam(user);

	cr_assert(pw, "%s", user);
	return pw->pw_uid;
}

const char *site_group(void)
{
	return group;
}

const char *site_path(const char *name)
{
	static char paths[8][PATH_MAX];
	static int at;
	char *p = paths[at++ % 8];

	snprintf(p, PATH_MAX, "%s/%s", folder, name);
	return p;
}

static struct db *open_school(void)
{
	struct err e = { 0 };
	struct db *db = db_open(site_path("data/school.db"), &e);

	cr_assert(db, "%s", e.text);
	return db;
}

void site_account(const char *login, const char *role, long uid, int mentor)
{
	static const struct sql add = {
		"test.account",
		"INSERT INTO account (login, role, uid, mentor_id) VALUES (:login, :role, "
		"nullif(:uid, -1), nullif(:mentor, 0))",
		true
	};
	struct db *db = open_school();
	struct err e = { 0 };

	bool ok = door_enter(db, &e) &&
		  door_leave(db,
			     db_run(db, &add,
				    WITH(TEXT("login", login), TEXT("role", role), INT("uid", uid),
					 INT("mentor", mentor)),
				    NULL, &e),
			     &e);

	cr_assert(ok, "%s %s", e.text, e.detail);
	db_close(db);
}

int site_refusals(const char *login, const char *words, const char *source)
{
	static const struct sql count = { "test.refusals",
					  "SELECT count(*) FROM audit WHERE action = 'refuse' "
					  "AND login = :login AND instr(reason, :words) "
					  "AND instr(source, :source)",
					  false };
	struct db *db = open_school();
	struct err e = { 0 };
	int64_t n;

	cr_assert(db_int(db, &count,
			 WITH(TEXT("login", login), TEXT("words", words), TEXT("source", source)),
			 &n, NULL, &e),
		  "%s %s", e.text, e.detail);
	db_close(db);
	return (int)n;
}

struct run site_run(const char *user, const struct run_options *o, const char *const *argv)
{
	struct run_options options = o ? *o : (struct run_options){ 0 };
	char gid[16];
	const char *words[64] = { "/usr/bin/setpriv", "--reuid", user, "--regid", gid,
				  "--clear-groups",   "--" };
	char home[PATH_MAX];
	size_t n = 7;

	snprintf(gid, sizeof gid, "%u", (unsigned)getpwnam(user)->pw_gid);
	snprintf(home, sizeof home, "%s/home/%s", folder, user);
	if (!options.folder)
		options.folder = home;
	for (; *argv && n < 63; n++)
		words[n] = *argv++;
	return run_program(words, &options);
}
