/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only what needs no daoshi-table: pipes that say anything, and a program that is not there. */
#include "base/table.h"

#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "base/place.h"

/* A reader without a child, fed from a pipe. */
static struct table_reader fed(const char *bytes)
{
	struct table_reader t = { 0 };
	int fds[2];

	cr_assert(!pipe(fds));
	cr_assert_eq(write(fds[1], bytes, strlen(bytes)), (ssize_t)strlen(bytes));
	close(fds[1]);
	t.in = fdopen(fds[0], "r");
	return t;
}

Test(base_table, whole)
{
	struct table_reader t = fed("I\tencoding\tGB18030\nR\t1\t姓名\nP\t2\t1\tbad\nZ\t2\n");
	struct err e = { 0 };

	cr_assert(table_next(&t, &e));
	cr_assert_eq(t.frame.tag, 'I');
	cr_assert(table_next(&t, &e));
	cr_assert_str_eq(t.frame.cell[1], "姓名");
	cr_assert(table_next(&t, &e));
	cr_assert_eq(t.frame.tag, 'P');
	cr_assert_not(table_next(&t, &e));
	cr_assert(table_close(&t, &e));
	cr_assert_eq(e.kind, ERR_NONE);
}

Test(base_table, cut_short)
{
	struct table_reader t = fed("R\t1\t姓名\nR\t2\t李");
	struct err e = { 0 };

	cr_assert(table_next(&t, &e));
	cr_assert_not(table_next(&t, &e));
	cr_assert_not(table_close(&t, &e));
	cr_assert_eq(e.kind, ERR_IO);
	cr_assert_str_eq(e.text, "The file could not be read to its end.");
}

Test(base_table, refusal_is_told_in_its_own_words)
{
	struct table_reader t = fed("F\tThis is a picture.\n");
	struct err e = { 0 };

	cr_assert_not(table_next(&t, &e));
	cr_assert_not(table_close(&t, &e));
	cr_assert_eq(e.kind, ERR_INVALID);
	cr_assert_str_eq(e.text, "This is a picture.");
}

/* The program beside this one is not there in every build; where it is, its being there is tested
 * with it. */
Test(base_table, program_is_missing)
{
	struct table_reader t;
	struct err e = { 0 };

	if (!access(place_of(PLACE_TABLE), X_OK))
		cr_skip_test("daoshi-table is there");
	cr_assert(table_open(&t, &(struct table_source){ "/dev/null", "UTF-8", ",", NULL }, &e));
	cr_assert_not(table_next(&t, &e));
	cr_assert_not(table_close(&t, &e));
	cr_assert_eq(e.kind, ERR_IO);
	cr_assert(strstr(e.text, "not installed"), "%s", e.text);
	cr_assert_null(t.in);
}

Test(base_table, no_descriptors_left)
{
	struct table_reader t;
	struct err e = { 0 };
	int fd, most = 0;

	while ((fd = dup(STDIN_FILENO)) >= 0)
		most = fd;
	cr_assert_not(table_open(&t, &(struct table_source){ .path = "/dev/null" }, &e));
	cr_assert_eq(e.kind, ERR_IO);
	close(most); /* one is not enough for a pipe, and it must be given back */
	cr_assert_not(table_open(&t, &(struct table_source){ .path = "/dev/null" }, &e));
	cr_assert_eq(dup(STDIN_FILENO), most);
}
