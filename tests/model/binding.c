/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/binding.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_binding, .init = begin, .fini = end);

static bool set(const char *action, const char *keys)
{
	const struct binding b = { .action = action, .keys = keys };

	return binding_set(&s, &b, 1, &e);
}

static const char *all(const char *field)
{
	struct rowset rows;
	const char *text;

	MUST(binding_list(&s, &rows, &e), e);
	text = rows_field(&rows, field);
	rowset_release(&rows);
	return text;
}

Test(model_binding, set_changed_and_given_back)
{
	cr_expect_str_eq(all("action"), "");
	MUST(set("student.edit", "F6"), e);
	MUST(set("list.sort", ""), e); /* none at all, which is not the same as its own */
	MUST(set("student.edit", "F7 C-e"), e);
	cr_expect_str_eq(all("action"), "student.edit list.sort");
	cr_expect_str_eq(all("keys"), "F7 C-e -");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(rev, ' ') FROM binding"),
			 "2 1");
	MUST(set("student.edit", NULL), e);
	MUST(set("student.edit", NULL), e);
	cr_expect_str_eq(all("action"), "list.sort");
	MUST(binding_reset(&s, &e), e);
	cr_expect_str_eq(all("action"), "");
}

/* What this program does not know may be another's, newer or older. */
Test(model_binding, unknown_names_are_kept)
{
	MUST(set("nobody.knows", "Hyper-7 F6"), e);
	cr_expect_str_eq(all("action"), "nobody.knows");
	cr_expect_str_eq(all("keys"), "Hyper-7 F6");
}

Test(model_binding, several_together_or_none)
{
	char long_name[80];
	const struct binding two[] = { { .action = "a.first", .keys = "F6" },
				       { .action = "a.second", .keys = NULL } };
	const struct binding wrong[] = { { .action = "a.first", .keys = "F5" },
					 { .action = long_name, .keys = "F6" } };

	memset(long_name, 'x', sizeof long_name - 1);
	long_name[sizeof long_name - 1] = '\0';
	MUST(set("a.second", "F6"), e);
	MUST(binding_set(&s, two, 2, &e), e);
	cr_expect_str_eq(all("action"), "a.first");
	REFUSED(binding_set(&s, wrong, 2, &e), &e, ERR_INVALID, "action", "60");
	cr_expect_str_eq(all("keys"), "F6");
	REFUSED(set("", "F6"), &e, ERR_INVALID, "action", "Action is missing");
}

Test(model_binding, each_has_their_own)
{
	char sql[200];

	MUST(set("student.edit", "F6"), e);
	snprintf(sql, sizeof sql,
		 "INSERT INTO binding (login, action, keys) VALUES ('%s2', 'student.edit', 'F7')",
		 s.login);
	school_script(&s, sql);
	cr_expect_str_eq(all("keys"), "F6");
	MUST(set("student.edit", "F8"), e);
	MUST(binding_reset(&s, &e), e);
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(keys, ' ') FROM binding"),
			 "F7");
}

Test(model_binding, a_mentor_has_their_own_too)
{
	school_add_mentor(&s, 1);
	school_as(&s, 1);
	MUST(set("student.edit", "F6"), e);
	cr_expect_str_eq(all("keys"), "F6");
}

Test(model_binding, a_file_that_may_only_be_read)
{
	s.read_only = true;
	REFUSED(set("student.edit", "F6"), &e, ERR_IO, "", "The file may only be read");
	REFUSED(binding_reset(&s, &e), &e, ERR_IO, "", "The file may only be read");
}
