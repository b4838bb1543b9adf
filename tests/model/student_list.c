/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of students: who is in them, in what order, and what stands beside. */
#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/guardian.h"
#include "model/student.h"
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

TestSuite(model_student_list, .init = begin, .fini = end);

static void add(const char *no, const char *class_name, int64_t seat)
{
	struct student st = {
		.student_no = no, .name = "某人", .class_name = class_name, .seat = seat
	};

	MUST(student_save(&s, &st, &e), e);
}

Test(model_student_list, by_grade_class_seat_and_number)
{
	struct rowset set;

	add("S1", "高一(1)", 1);
	add("S2", "七(10)", 1);
	add("S3", "七(2)", 2);
	add("S4", "七(2)", 11);
	add("S5", "七(2)", 1);
	add("S6", "六(9)", 0);
	add("S8", "六(9)", 2);
	add("S7", "六(9)", 0);
	add("S9", "一(1)", 1);
	MUST(student_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S9 S6 S7 S8 S5 S3 S4 S2 S1");
	cr_expect_str_eq(rows_field(&set, "grade"), "1 6 6 6 7 7 7 7 10");
	cr_expect_str_eq(rows_field(&set, "class_name"), "一(1) 六(9) 六(9) 六(9) 七(2) 七(2) "
							 "七(2) 七(10) 高一(1)");
	rowset_release(&set);
}

Test(model_student_list, beside_each_stand_todays_mentor_and_the_first_guardian)
{
	struct guardian g[] = { { .name = "甲家长", .relation = "父亲", .phone = "13900000001" },
				{ .name = "乙家长" } };
	struct rowset set;

	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_add_mentor(&s, 3);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_lead(&s, 1, 2, "2026-10-01");
	school_lead(&s, 1, 3, "2026-12-01"); /* not yet */
	school_co(&s, 2, 1, NULL);
	for (int i = 0; i < 2; i++) {
		g[i].student_id = school_student(&s, 1);
		MUST(guardian_save(&s, &g[i], &e), e);
	}
	MUST(student_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "mentor"), "导师2 -");
	cr_expect_eq(((struct student *)rowset_at(&set, 0))->mentor_id, school_mentor(&s, 2));
	cr_expect_str_eq(rows_field(&set, "guardian_name"), "甲家长 -");
	cr_expect_str_eq(rows_field(&set, "guardian_relation"), "父亲 -");
	cr_expect_str_eq(rows_field(&set, "guardian_phone"), "139****0001 -");
	rowset_release(&set);
}

/* In the order of their classes; one who changed class or came back is there once. */
Test(model_student_list, who_left_in_this_year)
{
	struct student st = { .student_no = "S2", .name = "学生2", .rev = 1 };
	struct rowset set;

	school_add_student(&s, 1, "九(1)", "2026-09-01");
	st.id = school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_add_student(&s, 3, "六(1)", "2026-09-01");
	school_add_student(&s, 4, "六(1)", "2026-12-01");
	school_on(&s, "2026-10-12");
	st.class_name = "六(2)";
	MUST(student_save(&s, &st, &e), e);
	MUST(student_leave(&s, school_student(&s, 1), "2026-11-01", NULL, &e), e);
	MUST(student_leave(&s, school_student(&s, 2), "2026-11-02", NULL, &e), e);
	school_on(&s, SCHOOL_TODAY);
	MUST(student_list_left(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S2 S1");
	cr_expect_str_eq(rows_field(&set, "class_name"), "六(2) 九(1)");
	cr_expect_str_eq(rows_field(&set, "enrolled_to"), "2026-11-02 2026-11-01");
	rowset_release(&set);
	MUST(student_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S3");
	rowset_release(&set);
}

Test(model_student_list, of_a_mentor_are_those_of_today)
{
	struct rowset set;

	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 6; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_co(&s, 2, 1, NULL);
	school_lead(&s, 3, 1, NULL);
	school_lead(&s, 3, 2, NULL); /* from today on */
	school_lead(&s, 4, 2, "2026-09-01");
	school_lead(&s, 4, 1, "2026-11-24"); /* from tomorrow on */
	school_lead(&s, 5, 1, NULL);
	MUST(student_leave(&s, school_student(&s, 5), "2026-11-22", NULL, &e), e);
	MUST(student_list_of_mentor(&s, school_mentor(&s, 1), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S1 S2");
	rowset_release(&set);
	MUST(student_list_of_mentor(&s, school_mentor(&s, 2), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S3 S4");
	rowset_release(&set);
	school_on(&s, "2026-11-24");
	MUST(student_list_of_mentor(&s, school_mentor(&s, 1), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S1 S2 S4");
	rowset_release(&set);
}

Test(model_student_list, filters)
{
	static const struct student nobody, s1 = { .grade = 9, .class_name = "九(3)" },
					    s2 = { .grade = 9,
						   .class_name = "九(13)",
						   .mentor_id = 1,
						   .missing_since = "2026-11-01" },
					    s3 = { .class_name = "", .missing_since = "" };
	static const struct {
		struct student_filter f;
		const char *who;
	} rows[] = {
		{ { 0 }, "0123" },
		{ { .grade = 9 }, "12" },
		{ { .grade = 8 }, "" },
		{ { .class_name = "九(3)" }, "1" },
		{ { .class_name = "九(13)" }, "2" },
		{ { .without_mentor = true }, "013" },
		{ { .missing = true }, "2" },
		{ { .grade = 9, .without_mentor = true }, "1" },
		{ { .grade = 9, .without_mentor = true, .missing = true }, "" },
	};
	const struct student *const all[] = { &nobody, &s1, &s2, &s3 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char who[5] = "";

		for (size_t k = 0; k < 4; k++)
			if (student_matches(all[k], &rows[i].f))
				strcat(who, (const char[]){ (char)('0' + k), '\0' });
		cr_expect_str_eq(who, rows[i].who, "filter %zu: %s", i, who);
	}
}

Test(model_student_list, a_missing_mark_bears_the_day_and_is_taken_off)
{
	static const char since[] = "SELECT missing_since FROM student";
	struct rowset set;
	int64_t id = school_add_student(&s, 1, "六(1)", NULL);

	MUST(student_mark_missing(&s, id, true, &e), e);
	cr_expect_str_eq(file_text("school.db", since), SCHOOL_TODAY);
	MUST(student_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "missing_since"), SCHOOL_TODAY);
	cr_expect_eq(((struct student *)rowset_at(&set, 0))->rev, 2, "others are told of it");
	rowset_release(&set);
	MUST(student_mark_missing(&s, id, false, &e), e);
	cr_expect_str_empty(file_text("school.db", since));
}

Test(model_student_list, another_year_is_another_list)
{
	struct rowset set;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends)"
			  " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-09-01");
	MUST(student_list(&s, &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
	MUST(student_list_left(&s, &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
	MUST(student_get(&s, school_student(&s, 1), &set, &e), e);
	cr_expect_eq(((struct student *)rowset_at(&set, 0))->grade, 0);
	rowset_release(&set);
}
