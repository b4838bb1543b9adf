/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/guardian.h"

#include <criterion/criterion.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;
static int64_t student;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	student = school_add_student(&s, 1, "六(1)", NULL);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_guardian, .init = begin, .fini = end);

static int64_t add(const char *name)
{
	struct guardian g = { .student_id = student, .name = name };

	MUST(guardian_save(&s, &g, &e), e);
	return g.id;
}

static const char *names(void)
{
	struct rowset set;
	const char *all;

	MUST(guardian_list(&s, student, &set, &e), e);
	all = rows_field(&set, "name");
	rowset_release(&set);
	return all;
}

Test(model_guardian, every_field_comes_back)
{
	struct guardian g = { .student_id = student };
	struct arena arena = { 0 };
	struct rowset set;

	fill_fields(guardian_fields, &g, &arena);
	MUST(guardian_save(&s, &g, &e), e);
	MUST(guardian_list(&s, student, &set, &e), e);
	cr_assert_eq(set.count, 1);
	cr_expect_eq(rowset_id(&set, 0), g.id);
	expect_same_fields(guardian_fields, &g, rowset_at(&set, 0));
	rowset_release(&set);
	arena_release(&arena);
}

Test(model_guardian, in_the_order_they_were_entered)
{
	school_add_student(&s, 2, "六(1)", NULL);
	add("丙家长");
	add("甲家长");
	add("乙家长");
	cr_expect_str_eq(names(), "丙家长 甲家长 乙家长");
	student = school_student(&s, 2);
	cr_expect_str_empty(names());
}

Test(model_guardian, without_an_id_the_one_of_that_name_is_changed)
{
	struct guardian g = { .student_id = student, .name = "甲家长", .phone = "13900000001" };
	int64_t id = add("甲家长");

	MUST(guardian_save(&s, &g, &e), e);
	cr_expect_eq(g.id, id);
	cr_expect_str_eq(names(), "甲家长");
	cr_expect_str_eq(file_text("school.db", "SELECT phone || ' ' || rev FROM guardian"),
			 "13900000001 2");
	/* of another student, it is another guardian */
	student = school_add_student(&s, 2, "六(1)", NULL);
	cr_expect_neq(add("甲家长"), id);
}

Test(model_guardian, what_is_wrong_is_told_at_its_field)
{
	struct guardian g = { .student_id = student, .phone = "13900000001" };

	REFUSED(guardian_save(&s, &g, &e), &e, ERR_INVALID, "name",
		"Guardian is missing; it must be filled in");
	add("甲家长");
	g = (struct guardian){
		.id = add("乙家长"), .rev = 1, .student_id = student, .name = "甲家长"
	};
	REFUSED(guardian_save(&s, &g, &e), &e, ERR_INVALID, "name",
		"This student has a guardian of that name already.");
	cr_expect_str_eq(names(), "甲家长 乙家长");
}

Test(model_guardian, two_who_change_the_same)
{
	int64_t id = add("甲家长");
	struct guardian first = { .id = id, .rev = 1, .student_id = student, .name = "乙家长" },
			second = { .id = id, .rev = 1, .student_id = student, .name = "丙家长" };

	MUST(guardian_save(&s, &first, &e), e);
	REFUSED(guardian_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed this guardian meanwhile. Nothing was saved");
	cr_expect_str_eq(names(), "乙家长");
	REFUSED(guardian_remove(&s, id, 1, &e), &e, ERR_CONFLICT, "", "Nothing was saved");
	cr_expect_str_eq(names(), "乙家长");
	MUST(guardian_remove(&s, id, 2, &e), e);
	cr_expect_str_empty(names());
	REFUSED(guardian_remove(&s, id, 2, &e), &e, ERR_CONFLICT, "", "Nothing was saved");
}
