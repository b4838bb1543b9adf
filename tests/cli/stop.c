/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody's disk failed: what subcommands do until the file was looked at. */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "support/daoshi.h"

static const char stop[] = "wang\n2026-11-23T08:02:11Z\nplan.add: disk I/O error (778)\n";

static void stopped(void)
{
	daoshi_school();
	daoshi_file("school.db.stop", stop, sizeof stop - 1);
}

TestSuite(cli_stop, .init = stopped, .fini = daoshi_tidy);

#define RECORD DAOSHI("record", "talk", "--student", "S1")

Test(cli_stop, reads_and_does_not_write_until_the_check)
{
	EXPECT_RUN(RECORD, 8, "", "failed for wang, so nobody writes");
	EXPECT_RUN(DAOSHI("todo", "--mentor", "T2"), 0, "", "");
	EXPECT_RUN(DAOSHI("check", "--format", "csv"), 0, "name,table,row,says\r\n",
		   "they can write again");
	EXPECT_RUN(RECORD, 0, "", "");
}

/* Somebody else's words are shown, never obeyed. */
Test(cli_stop, a_stop_file_full_of_rubbish)
{
	char rubbish[3000];

	memset(rubbish, 0x1B, sizeof rubbish);
	daoshi_file("school.db.stop", rubbish, sizeof rubbish);
	EXPECT_RUN(RECORD, 8, "", "failed for ^[^[");
	daoshi_file("school.db.stop", "", 0);
	EXPECT_RUN(RECORD, 8, "", "failed for ?");
}

Test(cli_stop, going_back_to_a_backup_lifts_it)
{
	struct run made = DAOSHI("backup", "--format", "csv");
	struct run back;
	char *path = strchr(buf_str(&made.out), '/');

	cr_assert(!made.code && path, "%s", buf_str(&made.err));
	path[strcspn(path, "\r")] = '\0';
	back = DAOSHI("restore", path, "--yes");
	cr_expect_eq(back.code, 0, "%s", buf_str(&back.err));
	cr_expect(access(daoshi_path("school.db.stop"), F_OK));
	EXPECT_RUN(RECORD, 0, "", "");
	run_release(&made);
	run_release(&back);
}
