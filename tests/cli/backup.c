/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup, restore and check, as cron and the office call them. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/daoshi.h"

TestSuite(cli_backup, .init = daoshi_school, .fini = daoshi_tidy);

static const char none[] = "[]\n";

/* Runs a backup and takes the path of what was made; static storage. */
static const char *make(void)
{
	static char path[PATH_MAX];
	struct run r = DAOSHI("backup", "--format", "csv");
	const char *out = buf_str(&r.out), *made = strstr(out, "\r\nmade,");

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect_str_empty(buf_str(&r.err), "cron has nothing to mail");
	cr_assert(made && !strncmp(out, "what,schema,bytes,file\r\n", 24), "%s", out);
	snprintf(path, sizeof path, "%s", strchr(made, '/'));
	path[strcspn(path, "\r")] = '\0';
	run_release(&r);
	cr_assert(!access(path, F_OK), "%s", path);
	return path;
}

static int backups(void)
{
	DIR *d = opendir(daoshi_path("backup"));
	int n = -2; /* . and .. */

	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n;
}

static void expect_students(const char *part)
{
	struct run r = DAOSHI("list", "students", "--format", "csv");

	cr_expect(strstr(buf_str(&r.out), part), "%s%s", buf_str(&r.out), buf_str(&r.err));
	run_release(&r);
}

static void expect_error(struct run r, int code, const char *words)
{
	cr_expect_eq(r.code, code, "%d: %s", r.code, buf_str(&r.err));
	cr_expect(strstr(buf_str(&r.err), words), "%s", buf_str(&r.err));
	run_release(&r);
}

Test(cli_backup, made_proved_and_gone_back_to)
{
	const char *path = make();

	expect_error(DAOSHI("backup", "--verify", path), 0, "is whole: not sealed, of schema");
	EXPECT_RUN(DAOSHI("leave", "--student", "S1", "--date", "2026-11-20"), 0, "", "");
	EXPECT_RUN(DAOSHI("restore", path, "--format", "csv"), 0,
		   "what,then,now\r\nschool,测试学校,测试学校\r\nlast_contact,,\r\n"
		   "last_year,2026,2026\r\nstudents,3,3\r\nmentors,2,2\r\ncontacts,0,0\r\n"
		   "referrals,0,0\r\n",
		   "Nothing was changed. With --yes");
	cr_expect_eq(backups(), 1, "and no backup was made for it");
	expect_error(DAOSHI("restore", path, "--yes"), 0, "The state before is kept in ");
	cr_expect_eq(backups(), 2);
	expect_students("S1");
	EXPECT_RUN(DAOSHI("check", "--format", "json"), 0, none, "");
}

Test(cli_backup, sealed_and_opened)
{
	struct run r = DAOSHI("backup", "--make-key", daoshi_path("key"));
	char path[PATH_MAX];

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect_eq(r.out.len, 18 * 5, "the public key: %s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.err), "without it no backup can be opened"));
	run_release(&r);
	snprintf(path, sizeof path, "%s", make());
	cr_expect(strstr(path, ".sealed"));
	expect_error(DAOSHI("backup", "--verify", path), 3, "is sealed. Name the file");
	expect_error(DAOSHI("backup", "--verify", path, "--key", daoshi_path("key")), 0,
		     "is whole: sealed");
	expect_error(DAOSHI("backup", "--open", path, "--key", daoshi_path("key"), "--to",
			    daoshi_path("o.db")),
		     0, "Whoever has it can read it");
	EXPECT_RUN(DAOSHI("--db", daoshi_path("o.db"), "check", "--format", "json"), 0, none, "");
	expect_error(DAOSHI("restore", path, "--key", daoshi_path("key"), "--yes"), 0,
		     "Restored from ");
	expect_error(DAOSHI("backup", "--make-key", daoshi_path("more")), 6,
		     "give --replace for another");
	expect_error(DAOSHI("backup", "--set-key", "none", "--replace"), 0,
		     "Backups are no longer sealed.");
	cr_expect(strstr(make(), ".db"));
}

Test(cli_backup, wrong_words)
{
	static const struct {
		const char *words[8], *sentence;
	} wrong[] = {
		{ { "backup", "--keep", "7" }, "--keep \"7\" is not three numbers such as 7,5,12" },
		{ { "backup", "--keep", "7,5" }, "is not three numbers" },
		{ { "backup", "--keep", "7,5,12,1" }, "is not three numbers" },
		{ { "backup", "--keep", "7,-5,12" }, "is not three numbers" },
		{ { "backup", "--keep", "," }, "is not three numbers" },
		{ { "backup", "--key", "k" }, "The option --key goes with --verify, --open" },
		{ { "backup", "--replace" }, "The option --replace goes with" },
		{ { "backup", "--verify", "f", "--to", "x" },
		  "The option --to does not go with --verify." },
		{ { "backup", "--open", "f", "--keep", "1,1,1", "--to", "o" },
		  "The option --keep does not go with --open." },
		{ { "backup", "--open", "f" }, "--open needs --to FILE" },
		{ { "backup", "--make-key", "f", "--set-key", "none" },
		  "The option --set-key does not go with --make-key." },
		{ { "backup", "now" }, "\"now\" is one word too many." },
		{ { "restore" }, "'daoshi restore' needs FILE." },
		{ { "check", "all" }, "\"all\" is one word too many." },
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		EXPECT_RUN(daoshi_run(NULL, wrong[i].words), 2, "", wrong[i].sentence);
	cr_expect(access(daoshi_path("backup"), F_OK), "nothing was made");
}

Test(cli_backup, what_cannot_be)
{
	daoshi_file("letter", "This is a letter.\n", 18);
	EXPECT_RUN(DAOSHI("backup", "--to", daoshi_path("letter")), 3, "", "is a file. Name the");
	EXPECT_RUN(DAOSHI("backup", "--to", daoshi_path("school.db")), 3, "",
		   "is the school's file itself");
	EXPECT_RUN(DAOSHI("backup", "--to", daoshi_path("no/such")), 8, "", "cannot be made");
	EXPECT_RUN(DAOSHI("backup", "--verify", daoshi_path("letter")), 9, "",
		   "is no backup of daoshi");
	EXPECT_RUN(DAOSHI("backup", "--verify", daoshi_path("none")), 4, "", "There is no file");
	EXPECT_RUN(DAOSHI("backup", "--set-key", "none of that"), 3, "", "This is no key");
	EXPECT_RUN(DAOSHI("restore", daoshi_path("letter"), "--yes"), 9, "", "it is no database");
	EXPECT_RUN(DAOSHI("restore", daoshi_path("school.db"), "--yes"), 3, "",
		   "is the school's file itself");
	cr_expect_leq(backups(), 0);
}

/* root may write everywhere, so the program is run as nobody. */
Test(cli_backup, a_folder_that_may_not_be_written)
{
	const struct run_options nobody = { .uid = geteuid() ? 0 : 65534 };
	const char *const backup[] = { "backup", NULL };

	daoshi_give_away();
	cr_assert(!mkdir(daoshi_path("backup"), 0700) && !chmod(daoshi_path("backup"), 0555));
	cr_assert(!chmod(daoshi_path("."), 0755) && !chmod(daoshi_path("school.db"), 0666));
	EXPECT_RUN(daoshi_run(&nobody, backup), 8, "", "Nothing can be written in");
	/* a file that may only be read is backed up all the same */
	cr_assert(!chmod(daoshi_path("school.db"), 0444) && !chmod(daoshi_path("backup"), 0777));
	expect_error(daoshi_run(&nobody, backup), 0, "");
	cr_expect_eq(backups(), 1);
}

Test(cli_backup, thinned_out_and_told)
{
	const char *path = make();
	char old[PATH_MAX];
	struct run r;

	/* as if it had been made in 2020 */
	snprintf(old, sizeof old, "%s", path);
	memcpy(strstr(old, "school-20") + strlen("school-"), "20200101", 8);
	cr_assert(!rename(path, old));
	r = DAOSHI("backup", "--keep", "1,0,0", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), "\r\nremoved,"), "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), old), "%s", buf_str(&r.out));
	run_release(&r);
	cr_expect_eq(backups(), 1);
}

Test(cli_backup, a_lost_file_is_made_anew)
{
	const char *path = make();

	cr_assert(!unlink(daoshi_path("school.db")));
	EXPECT_RUN(DAOSHI("restore", path), 0, "", "Nothing was changed. There is no file");
	cr_expect(access(daoshi_path("school.db"), F_OK));
	expect_error(DAOSHI("restore", path, "--yes"), 0, "is made from");
	expect_students("S3");
}

/* So badly that it cannot be opened: the way out is told. */
Test(cli_backup, a_file_that_cannot_be_opened)
{
	const char *path = make();

	cr_assert(!truncate(daoshi_path("school.db"), 8192));
	expect_error(DAOSHI("backup"), 9, "damaged");
	expect_error(DAOSHI("check"), 9, "damaged");
	expect_error(DAOSHI("restore", path, "--yes"), 9, "rename");
	cr_assert(!rename(daoshi_path("school.db"), daoshi_path("damaged.db")));
	expect_error(DAOSHI("restore", path, "--yes"), 0, "is made from");
	expect_students("S3");
}

/* ---------------------------------------------------------------------- check */

Test(cli_backup, a_finding_is_a_row_and_exit_status_9)
{
	struct run r;
	char *page;
	struct buf whole = { 0 };
	FILE *f = fopen(daoshi_path("school.db"), "r");
	char part[4096];
	size_t n;

	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&whole, part, n);
	fclose(f);
	/* the one place where the status of a mentor stands */
	page = memmem(whole.at, whole.len, "数学active", strlen("数学active"));
	cr_assert(page);
	memcpy(page, "数学asleep", strlen("数学asleep"));
	daoshi_file("school.db", whole.at, whole.len);
	buf_release(&whole);

	r = DAOSHI("check", "--format", "json");
	cr_expect_eq(r.code, 9);
	cr_expect_str_eq(
		buf_str(&r.out),
		"[\n{\"name\":\"integrity\",\"table\":\"\",\"row\":0,\"says\":"
		"\"CHECK constraint failed in mentor\"},\n"
		"{\"name\":\"audit\",\"table\":\"mentor\",\"row\":2,\"says\":\"The row is not what "
		"the audit last said of it: another program or the disk changed it.\"}\n]\n");
	cr_expect(strstr(buf_str(&r.err), "Findings: 2. Nothing was changed."));
	run_release(&r);
	expect_error(DAOSHI("backup"), 9, "so no backup was made");
	cr_expect_eq(backups(), 0);
}
