/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/daoshi.h"

TestSuite(cli_init, .init = daoshi_folder, .fini = daoshi_tidy);

Test(cli_init, makes_a_file_for_the_group)
{
	struct stat st;

	EXPECT_RUN(DAOSHI("init", "--name", "测试学校"), 0, "", "");
	cr_assert(!stat(daoshi_path("school.db"), &st));
	cr_expect_eq(st.st_mode & 0777, 0660);
}

Test(cli_init, leaves_a_file_that_exists)
{
	struct stat before, after;

	EXPECT_RUN(DAOSHI("init"), 0, "", "");
	cr_assert(!stat(daoshi_path("school.db"), &before));
	EXPECT_RUN(DAOSHI("init"), 3, "", "exists already. It was left as it is.");
	EXPECT_RUN(DAOSHI("demo"), 3, "", "exists already. It was left as it is.");
	cr_assert(!stat(daoshi_path("school.db"), &after));
	cr_expect(!memcmp(&before.st_mtim, &after.st_mtim, sizeof after.st_mtim));
	cr_expect_eq(before.st_size, after.st_size);
}

Test(cli_init, refuses_a_name_that_is_no_text)
{
	EXPECT_RUN(DAOSHI("init", "--name", "a\033b"), 3, "", "holds a control character");
	EXPECT_RUN(DAOSHI("init", "--name", "\xff\xfe"), 3, "", "holds bytes that are no text");
	cr_expect(access(daoshi_path("school.db"), F_OK), "nothing was made");
}

Test(cli_init, demo_has_as_many_as_asked_for)
{
	struct run r;
	size_t lines = 0;

	EXPECT_RUN(DAOSHI("demo", "--students", "50", "--mentors", "7", "--years", "1"), 0, "", "");
	r = DAOSHI("list", "students", "--format", "csv");
	for (const char *s = buf_str(&r.out); (s = strchr(s, '\n')); s++)
		lines++;
	cr_expect_eq(lines, 51, "%zu lines", lines);
	run_release(&r);
	r = DAOSHI("list", "mentors", "--format", "csv");
	lines = 0;
	for (const char *s = buf_str(&r.out); (s = strchr(s, '\n')); s++)
		lines++;
	cr_expect_eq(lines, 8, "%zu lines", lines);
	run_release(&r);
}

static char *students_of_seed(const char *seed)
{
	struct run r;
	char *list;

	unlink(daoshi_path("school.db"));
	EXPECT_RUN(DAOSHI("demo", "--students", "20", "--mentors", "2", "--seed", seed), 0, "", "");
	r = DAOSHI("list", "students", "--format", "csv");
	list = mem_text(buf_str(&r.out));
	run_release(&r);
	return list;
}

Test(cli_init, demo_is_the_same_for_the_same_seed)
{
	char *one = students_of_seed("1"), *two = students_of_seed("2"),
	     *again = students_of_seed("1");

	cr_expect_str_eq(one, again);
	cr_expect_str_neq(one, two);
	free(one);
	free(two);
	free(again);
}

Test(cli_init, demo_refuses_impossible_numbers_and_leaves_nothing)
{
	EXPECT_RUN(DAOSHI("demo", "--students", "many"), 3, "", "--students \"many\" is not");
	EXPECT_RUN(DAOSHI("demo", "--students", "-1"), 3, "", "is not a whole number");
	EXPECT_RUN(DAOSHI("demo", "--students", "99999999999999999999"), 3, "", "is not");
	EXPECT_RUN(DAOSHI("demo", "--years", "0"), 3, "", "1 to 20 years");
	cr_expect(access(daoshi_path("school.db"), F_OK), "nothing was made");
}
