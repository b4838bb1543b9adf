/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user can do to the setgid program from outside, and it to the user's files. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/limit.h"
#include "support/site.h"
#include "support/terminal.h"

TestSuite(site_walls, .fini = site_end, .timeout = TIME_LIMIT);

static const char *wang, *li;

static const char *home_of(const char *user, const char *name)
{
	static char paths[8][PATH_MAX];
	static int at;
	char *p = paths[at++ % 8];

	snprintf(p, PATH_MAX, "%s/%s/%s", site_path("home"), user, name);
	return p;
}

/* A file of the user's own, for nobody else to read. */
static void put(const char *user, const char *name, const char *text)
{
	FILE *f = fopen(home_of(user, name), "w");

	cr_assert(f && fputs(text, f) >= 0 && !fclose(f), "%s", name);
	cr_assert(!chmod(home_of(user, name), 0600));
	cr_assert(!chown(home_of(user, name), site_uid(user), getpwnam(user)->pw_gid));
}

static void expect(struct run r, int code, const char *words)
{
	cr_expect_eq(r.code, code, "%d, signal %d: %s%s", r.code, r.signal, buf_str(&r.out),
		     buf_str(&r.err));
	cr_expect(!*words || strstr(buf_str(&r.err), words) || strstr(buf_str(&r.out), words),
		  "not \"%s\": %s%s", words, buf_str(&r.out), buf_str(&r.err));
	run_release(&r);
}

static bool begin(void)
{
	if (!site_make() || !site_install(NULL))
		return false;
	wang = site_user("wang");
	li = site_user("li");
	expect(run_program((const char *const[]){ site_path("usr/bin/daoshi"), "init", "--name",
						  "样例中学", NULL },
			   NULL),
	       0, "");
	site_account(wang, "office", site_uid(wang), 0);
	return true;
}

/* ------------------------------------------------------------------- environment */

/* Runs it as wang under strace, with each of the variables naming a folder of wang's: env(1) sets
 * them, so that strace has its own. */
static struct run run_traced(const char *evil)
{
	static const char *const names[] = {
		"LD_PRELOAD",    "LD_LIBRARY_PATH", "GCONV_PATH", "LOCPATH",       "NLSPATH",
		"TMPDIR",        "TZDIR",           "TERMINFO",   "TERMINFO_DIRS", "TERMCAP",
		"SQLITE_TMPDIR", "TEXTDOMAINDIR",   "ICU_DATA",   "HOME",          "XDG_DATA_HOME",
		"DAOSHI_DB",     "BASH_ENV",        "EDITOR",     "PATH",          "TZ",
		"LANGUAGE",      "LC_ALL",          "TERM",       "OPENSSL_CONF",  "NCURSES_TRACE",
	};
	enum { NAMES = sizeof names / sizeof *names };
	static char values[NAMES][PATH_MAX + 32];
	const char *argv[NAMES + 20] = { "/usr/bin/strace",
					 "-f",
					 "-qq",
					 "-u",
					 wang,
					 "-e",
					 "trace=open,openat,openat2,creat",
					 "-s",
					 "4096",
					 "-o",
					 site_path("trace"),
					 "/usr/bin/env" };
	size_t n = 12;

	for (size_t i = 0; i < NAMES; i++) {
		snprintf(values[i], sizeof values[i], "%s=%s", names[i], evil);
		argv[n++] = values[i];
	}
	argv[n++] = "GLIBC_TUNABLES=glibc.malloc.check=3";
	argv[n++] = site_path("usr/bin/daoshi");
	argv[n++] = "--lang";
	argv[n++] = "en";
	argv[n++] = "list";
	argv[n++] = "mentors";
	return run_program(argv, NULL);
}

/* None of it is opened, and nothing is written but the school's file and what belongs to it. */
Test(site_walls, a_hostile_environment_has_no_effect)
{
	char evil[PATH_MAX], line[8192];
	bool seen = false;
	FILE *f;

	if (!begin())
		return;
	snprintf(evil, sizeof evil, "%s", home_of(wang, "evil"));
	cr_assert(!mkdir(evil, 0777) && !chmod(evil, 0777));
	expect(run_traced(evil), 0, "");
	f = fopen(site_path("trace"), "r");
	cr_assert(f);
	while (fgets(line, sizeof line, f)) {
		bool ours = strstr(line, site_path("data/")) != NULL;

		seen |= ours;
		cr_expect(!strstr(line, evil), "%s", line);
		if (strstr(line, "O_WRONLY") || strstr(line, "O_RDWR") || strstr(line, "O_CREAT"))
			cr_expect(ours || strstr(line, "\"/dev/null\""), "%s", line);
	}
	fclose(f);
	cr_expect(seen, "the program was looked at");
}

/* ------------------------------------------------------------------ the process */

enum way { MEMORY, ENVIRON, MAPS, DESCRIPTORS, TRACE, READ_OTHER, WAYS };

/* As wang: a bit for each way that opens. */
static unsigned ways_in(pid_t pid)
{
	const char *const files[] = { [MEMORY] = "mem", [ENVIRON] = "environ", [MAPS] = "maps" };
	char path[64], byte;
	unsigned open_ways = 0;
	struct iovec here = { &byte, 1 }, there = { (void *)environ, 1 };
	DIR *d;

	for (int i = MEMORY; i <= MAPS; i++) {
		int fd;

		snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, files[i]);
		fd = open(path, O_RDONLY | O_CLOEXEC);
		/* some can be opened and not read */
		if (fd >= 0 && (i == MEMORY || read(fd, &byte, 1) >= 0))
			open_ways |= 1U << i;
	}
	snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	d = opendir(path);
	open_ways |= d ? 1U << DESCRIPTORS : 0;
	if (process_vm_readv(pid, &here, 1, &there, 1, 0) >= 0 || errno == EFAULT)
		open_ways |= 1U << READ_OTHER;
	if (!ptrace(PTRACE_ATTACH, pid, NULL, NULL))
		open_ways |= 1U << TRACE;
	return open_ways;
}

static void become(const char *user)
{
	const struct passwd *pw = getpwnam(user);

	if (setgroups(0, NULL) || setgid(pw->pw_gid) || setuid(pw->pw_uid))
		_exit(126);
}

static unsigned ways_in_for(const char *user, pid_t pid)
{
	int status;
	pid_t child = fork();

	if (!child) {
		become(user);
		_exit((int)ways_in(pid));
	}
	waitpid(child, &status, 0);
	cr_assert(WIFEXITED(status));
	return (unsigned)WEXITSTATUS(status);
}

/* A program that waits for its standard input, whose other end is *to. */
static pid_t start_waiting(const char *user, const char *const *argv, int *to)
{
	char path[64], exe[PATH_MAX] = "";
	int ends[2];
	pid_t child;

	cr_assert(!pipe2(ends, O_CLOEXEC));
	child = fork();
	if (!child) {
		dup2(ends[0], STDIN_FILENO);
		become(user);
		execv(argv[0], (char *const *)(const void *)argv);
		_exit(127);
	}
	close(ends[0]);
	*to = ends[1];
	site_remember_pid(child);
	snprintf(path, sizeof path, "/proc/%d/wchan", (int)child);
	for (int i = 0; i < 2000 && !strstr(exe, "pipe_read"); i++) {
		int fd = open(path, O_RDONLY | O_CLOEXEC);
		ssize_t n = read(fd, exe, sizeof exe - 1);

		exe[n > 0 ? n : 0] = '\0';
		close(fd);
		poll(NULL, 0, 5);
	}
	return child;
}

static pid_t child_of(pid_t pid)
{
	char path[64];
	int child = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
	f = fopen(path, "r");
	cr_assert(f && fscanf(f, "%d", &child) == 1, "the process outside");
	fclose(f);
	return child;
}

static void expect_no_dump(pid_t pid)
{
	char path[64], line[256];
	bool none = false;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/limits", (int)pid);
	f = fopen(path, "r");
	cr_assert(f);
	while (fgets(line, sizeof line, f))
		none |= !strncmp(line, "Max core file size        0                    0 ", 48);
	fclose(f);
	cr_expect(none);
}

Test(site_walls, a_running_process_stays_closed)
{
	int to;
	pid_t pid, outside;

	if (!begin())
		return;
	/* these are ways in, where nothing stands in them */
	pid = start_waiting(wang, (const char *const[]){ "/bin/cat", NULL }, &to);
	cr_expect_eq(ways_in_for(wang, pid) & ~(1U << TRACE), (1U << WAYS) - 1 - (1U << TRACE));
	kill(pid, SIGKILL); /* it was stopped to be looked at */
	close(to);
	waitpid(pid, NULL, 0);

	pid = start_waiting(
		wang,
		(const char *const[]){ site_path("usr/bin/daoshi"), "phrase", "add", "-", NULL },
		&to);
	outside = child_of(pid);
	cr_expect_eq(ways_in_for(wang, pid), 0, "%x", ways_in_for(wang, pid));
	cr_expect_eq(ways_in_for(wang, outside), 0, "%x", ways_in_for(wang, outside));
	expect_no_dump(pid);
	expect_no_dump(outside);
	close(to);
	waitpid(pid, NULL, 0);
}

/* A save that breaks off stops everybody; a user's limit breaks none off, whoever it is. */
Test(site_walls, a_limit_of_its_user_stops_nobody)
{
	static const char *const limits[] = { "--fsize=65536", "--fsize=65536:unlimited" };

	if (!begin())
		return;
	for (int i = 0; i < 4; i++)
		expect(site_run(i / 2 ? li : wang, NULL,
				(const char *const[]){ "/usr/bin/prlimit", limits[i % 2],
						       site_path("usr/bin/daoshi"), "--lang", "en",
						       "phrase", "add", "x", NULL }),
		       i % 2 == 0 ? 8
		       : i / 2    ? 5
				  : 0,
		       i % 2 == 0 ? "ulimit -f" : "");
	cr_expect(access(site_path("data/school.db.stop"), F_OK));
	expect(SITE_RUN(wang, "phrase", "add", "y"), 0, "");
}

/* ------------------------------------------------------------------ users' files */

Test(site_walls, rosters_are_read_with_the_users_own_rights)
{
	static const char roster[] = "工号,姓名,学科,手机\nT1,甲测试,语文,\n";
	static const struct {
		const char *name, *words;
	} refused[] = {
		{ "link-to-others", "You may not read the file" },
		{ "link-to-school", "You may not read the file" },
		{ "link-to-shadow", "You may not read the file" },
		{ "pipe", "This is no ordinary file" },
		{ "/dev/tty", "cannot be read" },
	};

	if (!begin())
		return;
	put(wang, "mentors.csv", roster);
	put(li, "mentors.csv", roster);
	cr_assert(!symlink(home_of(li, "mentors.csv"), home_of(wang, "link-to-others")));
	cr_assert(!symlink(site_path("data/school.db"), home_of(wang, "link-to-school")));
	cr_assert(!symlink("/etc/shadow", home_of(wang, "link-to-shadow")));
	cr_assert(!mkfifo(home_of(wang, "pipe"), 0666));
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		expect(SITE_RUN(wang, "import", "mentors", refused[i].name), 3, refused[i].words);
	expect(SITE_RUN(wang, "list", "mentors", "--format", "json"), 0, "[]");
	expect(SITE_RUN(wang, "import", "mentors", "mentors.csv"), 0, "");
	expect(site_run(wang, &(const struct run_options){ .in = roster, .in_len = strlen(roster) },
			(const char *const[]){ site_path("usr/bin/daoshi"), "--lang", "en",
					       "import", "mentors", "-", NULL }),
	       0, "");
	expect(SITE_RUN(wang, "list", "mentors", "--format", "csv"), 0, "T1");
}

/* Names the file in the form, which stands open, and says that data may leave. */
static void write_to(struct terminal *t, const char *path, const char *answer)
{
	terminal_press(t, "C-a C-k");
	terminal_type(t, path);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "leave this system");
	terminal_press(t, "1");
	terminal_wait_text(t, answer);
}

Test(site_walls, an_export_is_the_users_and_for_nobody_else)
{
	struct terminal *t;
	struct terminal_options o = { 0 };
	struct stat st;

	if (!begin())
		return;
	o.folder = home_of(wang, "");
	put(wang, "there.ics", "mine");
	cr_assert(!symlink("/etc/daoshi-test", home_of(wang, "link.ics")));
	cr_assert(!mkfifo(home_of(wang, "pipe.ics"), 0666));
	t = terminal_start(&o, (const char *const[]){ "setpriv", "--reuid", wang, "--regid", wang,
						      "--clear-groups", site_path("usr/bin/daoshi"),
						      "--lang", "en", NULL });
	terminal_press(t, "C-k C-o");
	write_to(t, site_path("data/plans.ics"), "You may not");
	write_to(t, home_of(li, "plans.ics"), "You may not");
	write_to(t, home_of(wang, "pipe.ics"), "no ordinary file");
	write_to(t, home_of(wang, "there.ics"), "There is a file of that name");
	terminal_press(t, "2");
	write_to(t, home_of(wang, "link.ics"), "There is a file of that name");
	terminal_press(t, "2");
	write_to(t, home_of(wang, "plans.ics"), "plans are in");
	terminal_press(t, "C-q");
	cr_expect_eq(terminal_wait_exit(t), 0);
	cr_assert(!stat(home_of(wang, "plans.ics"), &st));
	cr_expect_eq(st.st_uid, site_uid(wang));
	cr_expect_eq(st.st_gid, getpwnam(wang)->pw_gid);
	cr_expect_eq(st.st_mode & 0777, 0600, "%o", st.st_mode);
	cr_expect(access(site_path("data/plans.ics"), F_OK));
	terminal_close(t);
}
