/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and outputs that fail: told, never silent, and nothing changed. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/daoshi.h"

TestSuite(cli_failure, .init = daoshi_school, .fini = daoshi_tidy);

static const char *const students[] = { "list", "students", NULL };
static const char *const help[] = { "--help", NULL };
static const char gone[] = "The output could not be written to its end";

Test(cli_failure, a_full_disk_under_stdout)
{
	const struct run_options full = { .out_path = "/dev/full" };

	EXPECT_RUN(daoshi_run(&full, students), 8, "", gone);
	EXPECT_RUN(daoshi_run(&full, help), 8, "", gone);
}

Test(cli_failure, a_reader_who_has_gone)
{
	EXPECT_RUN(daoshi_run(&(struct run_options){ .stop_reading = true }, students), 8, "",
		   gone);
}

/* Its number is the next that open() gives: to the school's file, if nobody minds. */
Test(cli_failure, a_closed_stdout_does_not_become_the_file)
{
	EXPECT_RUN(daoshi_run(&(struct run_options){ .close_fd = STDOUT_FILENO }, students), 8, "",
		   gone);
	EXPECT_RUN(DAOSHI("todo", "--mentor", "T2"), 0, "", "");
}

static void replace_file(const char *bytes, size_t len)
{
	daoshi_file("school.db", bytes, len);
}

Test(cli_failure, a_file_that_is_no_database)
{
	static const char text[] = "This is a letter, and it is long enough to be looked into: it "
				   "has more bytes than the header of a database has.\n";

	replace_file(text, sizeof text - 1);
	EXPECT_RUN(daoshi_run(NULL, students), 9, "", "it is no database");
	EXPECT_RUN(DAOSHI("init"), 3, "", "exists already. It was left as it is.");
}

Test(cli_failure, no_file_a_folder_and_an_empty_file)
{
	unlink(daoshi_path("school.db"));
	EXPECT_RUN(daoshi_run(NULL, students), 4, "", "Make one with 'daoshi --db FILE init'.");
	cr_assert(!mkdir(daoshi_path("school.db"), 0700));
	EXPECT_RUN(daoshi_run(NULL, students), 8, "", "is a folder or a device");
	cr_assert(!rmdir(daoshi_path("school.db")));
	replace_file("", 0);
	EXPECT_RUN(daoshi_run(NULL, students), 9, "", "daoshi: ");
}

Test(cli_failure, a_file_that_was_cut_short)
{
	cr_assert(!truncate(daoshi_path("school.db"), 8192));
	EXPECT_RUN(daoshi_run(NULL, students), 9, "", "damaged");
}

/* root may write everything, so the program is run as nobody. */
Test(cli_failure, a_file_that_may_only_be_read)
{
	const struct run_options nobody = { .uid = geteuid() ? 0 : 65534 };
	const char *const talk[] = { "record", "talk", "--student", "S1", NULL };
	const char *const todo[] = { "todo", "--mentor", "T2", NULL };

	daoshi_give_away();
	cr_assert(!chmod(daoshi_path("."), 0555));
	cr_assert(!chmod(daoshi_path("school.db"), 0444));
	EXPECT_RUN(daoshi_run(&nobody, talk), 8, "", "may only be read: nothing can be changed.");
	EXPECT_RUN(daoshi_run(&nobody, todo), 0, "", "");
	cr_assert(!chmod(daoshi_path("."), 0755));
}
