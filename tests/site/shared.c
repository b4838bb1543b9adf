/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file for all who have a login: the program is setgid, and real users of the machine run it.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/limit.h"
#include "support/site.h"

TestSuite(site_shared, .fini = site_end, .timeout = TIME_LIMIT);

static void expect(struct run r, int code, const char *words)
{
	cr_expect_eq(r.code, code, "%d, signal %d: %s%s", r.code, r.signal, buf_str(&r.out),
		     buf_str(&r.err));
	cr_expect(!*words || strstr(buf_str(&r.err), words), "not \"%s\": %s", words,
		  buf_str(&r.err));
	run_release(&r);
}

/* Wang and Li have accounts, and Zhao has none. */
static const char *wang, *li, *zhao;

static bool begin(void)
{
	struct run r;

	if (!site_make() || !site_install(NULL))
		return false;
	wang = site_user("wang");
	li = site_user("li");
	zhao = site_user("zhao");
	r = run_program((const char *const[]){ site_path("usr/bin/daoshi"), "init", "--name",
					       "样例中学", NULL },
			NULL);
	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
	site_account(wang, "office", site_uid(wang), 0);
	site_account(li, "mentor", -1, 0);
	return true;
}

static void expect_mode(const char *name, unsigned mode)
{
	struct stat st;
	const struct group *g = getgrnam(site_group());

	cr_assert(!stat(site_path(name), &st), "%s", name);
	cr_expect_eq(st.st_mode & 07777, mode, "%s: %o", name, st.st_mode);
	cr_expect_eq(st.st_gid, g->gr_gid, "%s", name);
}

Test(site_shared, as_make_install_leaves_it)
{
	if (!begin())
		return;
	expect_mode("usr/bin/daoshi", 02755);
	expect_mode("data", 02770);
	expect_mode("data/school.db", 0660);
	/* once more: what is there stays */
	cr_assert(site_install(NULL));
	expect(SITE_RUN(wang, "list", "mentors"), 0, "");
}

Test(site_shared, by_uid_and_login)
{
	if (!begin())
		return;
	expect(SITE_RUN(wang, "list", "students"), 0, "");
	expect(SITE_RUN(li, "list", "students"), 0, "");
	expect(SITE_RUN(zhao, "list", "students"), 5, "You have no account here. Ask the office");
	cr_expect_eq(site_refusals(zhao, "no account", "uid "), 1);
	site_account(zhao, "mentor", site_uid(li), 0);
	expect(SITE_RUN(zhao, "list", "students"), 5, "made for another user of that name");
	expect(SITE_RUN(zhao, "--as", wang, "list", "students"), 5, "--as is for the account that");
	cr_expect_eq(site_refusals(zhao, "--as is for", "uid "), 1);
	expect(SITE_RUN(wang, "--db", "/tmp/other.db", "list", "students"), 5,
	       "/school.db alone here");
	expect(SITE_RUN(wang, "--db", "/tmp/other.db", "init"), 5, "/school.db alone here");
	/* a copy would have accounts and an audit of its own */
	expect(SITE_RUN(wang, "--db", site_path("data/more.db"), "init"), 5,
	       "/school.db alone here");
	expect(SITE_RUN(wang, "--db", site_path("data/more.db"), "restore",
			site_path("data/school.db"), "--yes"),
	       5, "/school.db alone here");
	expect(SITE_RUN(wang, "--db", site_path("data/school.db.drafts/school.db"), "init"), 5,
	       "/school.db alone here");
	expect(SITE_RUN(wang, "backup", "--open", site_path("data/school.db"), "--to",
			site_path("data/more.db")),
	       5, "opened and verified by root");
	expect(SITE_RUN(wang, "backup", "--verify", site_path("data/school.db")), 5,
	       "opened and verified by root");
	expect(SITE_RUN(wang, "--today", "2020-11-11", "list", "students"), 5, "--today cannot");
	expect(SITE_RUN(wang, "backup", "--to", "/tmp"), 5, "--to can name files in");
	expect(SITE_RUN(wang, "restore", "/etc/passwd"), 5, "FILE can name files in");
}

/* Each writes a hundred times under a umask that lets nobody else read. */
Test(site_shared, three_at_once_under_a_umask_of_077)
{
	static const char script[] =
		"umask 077; for i in $(seq 100); do \"$0\" --lang en phrase add \"$1 $i\" "
		">/dev/null || echo failed; done";
	const char *users[3];
	struct run r;
	pid_t pids[3];

	if (!begin())
		return;
	users[0] = wang;
	users[1] = li;
	users[2] = zhao;
	site_account(zhao, "mentor", site_uid(zhao), 0);
	for (int i = 0; i < 3; i++) {
		pids[i] = fork();
		if (pids[i])
			continue;
		r = site_run(users[i], NULL,
			     (const char *const[]){ "/bin/sh", "-c", script,
						    site_path("usr/bin/daoshi"), users[i], NULL });
		_exit(r.code || r.out.len || r.err.len ? 1 : 0);
	}
	for (int i = 0; i < 3; i++) {
		int status;

		cr_assert_eq(waitpid(pids[i], &status, 0), pids[i]);
		cr_expect_eq(status, 0, "%s", users[i]);
	}
	for (int i = 0; i < 3; i++) {
		size_t lines = 0;

		r = SITE_RUN(users[i], "phrase", "list", "--format", "csv");
		for (const char *s = buf_str(&r.out); (s = strstr(s, users[i])); s++)
			lines++;
		cr_expect_eq(lines, 100, "%s: %zu", users[i], lines);
		run_release(&r);
	}
	expect_mode("data/school.db", 0660);
}

Test(site_shared, nothing_but_the_program_comes_near_the_file)
{
	const char *const ways[][4] = {
		{ "/bin/cat", NULL },
		{ "/bin/ls", NULL },
		{ "/usr/bin/tail", "-c1", NULL },
		{ "/bin/cp", "-t", ".", NULL },
	};

	if (!begin())
		return;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		const char *argv[6] = { 0 };
		struct run r;
		size_t n = 0;

		for (; ways[i][n]; n++)
			argv[n] = ways[i][n];
		argv[n] = site_path("data/school.db");
		r = site_run(wang, NULL, argv);
		cr_expect_neq(r.code, 0, "%s", argv[0]);
		cr_expect_eq(r.out.len, 0, "%s", argv[0]);
		run_release(&r);
	}
	/* a copy of the program has no group, and finds no way to the file */
	expect(site_run(wang, NULL,
			(const char *const[]){
				"/bin/sh", "-c",
				"cp \"$0\" mine && ./mine --lang en --db \"$1\" list "
				"students",
				site_path("usr/bin/daoshi"), site_path("data/school.db"), NULL }),
	       8, "cannot be opened");
}

/* Somebody's disk failed: another one reads, and the office lets all go on. */
Test(site_shared, whoever_finds_a_stop)
{
	static const char words[] = "li\n2026-11-23T08:02:11Z\nplan.add: disk I/O error (778)\n";
	const char *path;
	struct stat st;
	FILE *f;

	if (!begin())
		return;
	path = site_path("data/school.db.stop");
	f = fopen(path, "we");
	cr_assert(f && fputs(words, f) >= 0 && !fclose(f) && !chmod(path, 0660));
	cr_assert(!chown(path, site_uid(li), getgrnam(site_group())->gr_gid));
	expect(SITE_RUN(wang, "phrase", "add", "x"), 8, "failed for li, so nobody writes");
	expect(SITE_RUN(wang, "list", "students"), 0, "");
	expect(SITE_RUN(wang, "check"), 0, "they can write again");
	cr_expect(stat(path, &st));
	expect(SITE_RUN(li, "phrase", "add", "x"), 0, "");
}

/* Static storage. */
static const char *newest_backup(void)
{
	static char path[PATH_MAX];
	struct run r =
		run_program((const char *const[]){ "/bin/sh", "-c", "ls -t \"$0\"/*.db | head -n 1",
						   site_path("data/backup"), NULL },
			    NULL);

	snprintf(path, sizeof path, "%.*s", (int)strcspn(buf_str(&r.out), "\n"), buf_str(&r.out));
	run_release(&r);
	return path;
}

/* As daoshi-backup.service does it: root, in the group, with a umask that lets nobody else read. */
static void back_up_by_night(void)
{
	static const char script[] = "umask 077; export DAOSHI_DB=\"$1\"; "
				     "\"$0\" backup && \"$0\" check";

	expect(run_program((const char *const[]){ "/usr/bin/setpriv", "--regid", site_group(),
						  "--clear-groups", "/bin/sh", "-c", script,
						  site_path("usr/bin/daoshi"),
						  site_path("data/school.db"), NULL },
			   NULL),
	       0, "");
}

/* Made by one, gone back to by another. */
Test(site_shared, backups_of_the_whole_office)
{
	if (!begin())
		return;
	back_up_by_night();
	expect_mode("data/backup", 02770);
	expect(SITE_RUN(wang, "phrase", "add", "later"), 0, "");
	expect(SITE_RUN(li, "restore", newest_backup(), "--yes"), 5, "");
	expect(SITE_RUN(wang, "restore", newest_backup(), "--yes"), 0, "Restored from");
	expect(SITE_RUN(wang, "backup"), 0, "");
	site_account(zhao, "office", site_uid(zhao), 0);
	expect(SITE_RUN(zhao, "restore", newest_backup(), "--yes"), 0, "Restored from");
	expect_mode("data/school.db", 0660);
	expect(site_run(li, NULL, (const char *const[]){ "/bin/cat", newest_backup(), NULL }), 1,
	       "Permission denied");
}

/* As for a package: nothing of the machine but the group is touched, and what a school wrote stays
 * when the program goes. */
Test(site_shared, into_another_root_and_out_of_it)
{
	static const char setting[] =
		"make -s --no-print-directory \"$0\" SITE=1 B=\"$1\" STAGE=\"$2/stage\" "
		"DESTDIR=\"$2/dest\" PREFIX=/usr DATA_DIR=/var/lib/daoshi GROUP=\"$3\"";
	const char *build = run_beside("");
	char folder[PATH_MAX];
	struct run r;

	if (!begin())
		return;
	snprintf(folder, sizeof folder, "%.*s", (int)strlen(build) - 1, build);
	for (int i = 0; i < 2; i++) {
		r = run_program((const char *const[]){ "/bin/sh", "-c", setting,
						       i ? "uninstall" : "install", folder,
						       site_path("."), site_group(), NULL },
				NULL);
		cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
		run_release(&r);
		expect_mode("dest/var/lib/daoshi", 02770);
		if (!i)
			expect_mode("dest/usr/bin/daoshi", 02755);
		cr_expect_eq(access(site_path("dest/usr/bin/daoshi"), F_OK) != 0, i);
	}
	/* root alone can */
	r = site_run(wang, &(const struct run_options){ .folder = "." },
		     (const char *const[]){ "/usr/bin/make", "as-root", "SITE=1", NULL });
	cr_expect_neq(r.code, 0);
	cr_expect(strstr(buf_str(&r.err), "which root alone may do"), "%s", buf_str(&r.err));
	run_release(&r);
}
