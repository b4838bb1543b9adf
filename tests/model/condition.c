/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/condition.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 to S4 in 六(1) and 六(2), S5 has left; T1 to T3, T3 has left. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 5; n++)
		school_add_student(&s, n, n < 3 ? "六(1)" : "六(2)", "2026-09-01");
	school_script(&s, "UPDATE enrolment SET ends = '2026-11-01' WHERE student_id = 5;"
			  "UPDATE mentor SET status = 'left' WHERE id = 3;"
			  "UPDATE mentor SET capacity = 12 WHERE id = 2");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_condition, .init = begin, .fini = end);

/* People by number, 0 for none. */
static struct condition make(const char *kind, int student, int other, int mentor, int number)
{
	return (struct condition){ .kind = kind,
				   .student_id = student,
				   .other_id = other,
				   .mentor_id = mentor,
				   .number = number < 0 ? FIELD_UNKNOWN : number };
}

static int64_t add(const char *kind, int student, int other, int mentor, int number)
{
	struct condition c = make(kind, student, other, mentor, number);

	MUST(condition_save(&s, &c, &e), e);
	return c.id;
}

/* "kind about says, " of each, in order. */
static const char *listed(void)
{
	static struct buf text;
	struct rowset set;

	buf_clear(&text);
	MUST(condition_list(&s, &set, &e), e);
	for (size_t i = 0; i < set.count; i++) {
		const struct condition *c = rowset_at(&set, i);

		buf_printf(&text, "%s%s %s: ", i ? "; " : "", c->kind, c->about);
		condition_says(c, &text);
	}
	rowset_release(&set);
	return buf_str(&text);
}

Test(model_condition, those_of_the_school_come_first_and_all_say_whom_they_name)
{
	add("apart", 4, 1, 0, -1);
	add("forbidden", 2, 0, 1, -1);
	add("capacity", 0, 0, 2, 0);
	add("keep", 3, 0, 0, -1);
	add("least", 0, 0, 0, 2);
	add("siblings", 0, 0, 0, 2);
	add("campus", 0, 0, 0, -1);
	add("keep", 0, 0, 0, -1);
	cr_expect_str_eq(listed(), "keep the school: all keep the mentors of now; "
				   "campus the school: same campus; "
				   "siblings the school: siblings with different mentors; "
				   "least the school: each at least 2 students; "
				   "keep 学生3 六(2): keeps the mentor of now; "
				   "capacity 导师2: at most 0 students; "
				   "forbidden 学生2 六(1), 导师1: forbidden pair; "
				   "apart 学生1 六(1), 学生4 六(2): two students apart");
}

static const struct part {
	const char *kind;
	int student, other, mentor, number, weight;
	const char *field, *words; /* NULL: it is taken */
} part_cases[] = {
	{ "keep", 0, 0, 0, -1, 20, NULL, NULL },
	{ "keep", 1, 0, 0, -1, 0, NULL, NULL },
	{ "keep", 1, 0, 1, -1, 0, "mentor_id", "names no mentor" },
	{ "keep", 0, 0, 0, 3, 0, "number", "takes no number" },
	{ "campus", 0, 0, 0, -1, 1000, NULL, NULL },
	{ "campus", 0, 0, 0, -1, 1001, "weight", "1 to 1000" },
	{ "campus", 0, 0, 0, -1, -1, "weight", "1 to 1000" },
	{ "campus", 1, 0, 0, -1, 0, "student_id", "names no student" },
	{ "grade", 0, 0, 0, 0, 0, NULL, NULL },
	{ "grade", 0, 0, 1, -1, 0, "mentor_id", "names no mentor" },
	{ "group", 0, 0, 0, -1, 5, NULL, NULL },
	{ "group", 0, 2, 0, -1, 5, "other_id", "no second student" },
	{ "class_teacher", 0, 0, 0, -1, 0, NULL, NULL },
	{ "class_teacher", 0, 0, 2, -1, 0, "mentor_id", "names no mentor" },
	{ "siblings", 0, 0, 0, 1, 30, NULL, NULL },
	{ "siblings", 0, 0, 0, -1, 0, "number", "needs a number" },
	{ "siblings", 0, 0, 0, 0, 0, "number", "1 for together" },
	{ "siblings", 0, 0, 0, 3, 0, "number", "1 for together" },
	{ "least", 0, 0, 0, 5, 0, NULL, NULL },
	{ "least", 0, 0, 2, 0, 0, NULL, NULL },
	{ "least", 0, 0, 0, 5, 20, "weight", "takes no weight" },
	{ "least", 0, 0, 0, -1, 0, "number", "needs a number" },
	{ "least", 0, 0, 0, 16, 0, "number", "at most 15 students as a rule" },
	{ "least", 0, 0, 2, 13, 0, "number", "at most 12 students" },
	{ "least", 0, 0, 3, 1, 0, "mentor_id", "has left" },
	{ "least", 0, 0, 99, 1, 0, "mentor_id", "has left" },
	{ "capacity", 0, 0, 1, 0, 0, NULL, NULL },
	{ "capacity", 0, 0, 1, 999, 0, NULL, NULL },
	{ "capacity", 0, 0, 1, 1000, 0, "number", "0 to 999" },
	{ "capacity", 0, 0, 0, 8, 0, "mentor_id", "Choose the mentor" },
	{ "capacity", 0, 0, 1, -1, 0, "number", "needs a number" },
	{ "capacity", 0, 0, 1, 8, 5, "weight", "takes no weight" },
	{ "capacity", 0, 0, 3, 8, 0, "mentor_id", "has left" },
	{ "fixed", 1, 0, 1, -1, 0, NULL, NULL },
	{ "fixed", 0, 0, 1, -1, 0, "student_id", "Choose the student" },
	{ "fixed", 1, 0, 0, -1, 0, "mentor_id", "Choose the mentor" },
	{ "fixed", 5, 0, 1, -1, 0, "student_id", "not enrolled" },
	{ "fixed", 1, 0, 3, -1, 0, "mentor_id", "has left" },
	{ "forbidden", 1, 0, 1, -1, 50, NULL, NULL },
	{ "forbidden", 1, 2, 1, -1, 0, "other_id", "no second student" },
	{ "together", 1, 2, 0, -1, 50, NULL, NULL },
	{ "together", 1, 0, 0, -1, 0, "other_id", "Choose the other" },
	{ "together", 0, 2, 0, -1, 0, "student_id", "Choose the student" },
	{ "together", 1, 1, 0, -1, 0, "other_id", "one and the same" },
	{ "together", 1, 5, 0, -1, 0, "other_id", "not enrolled" },
	{ "apart", 2, 1, 0, -1, 0, NULL, NULL },
	{ "apart", 2, 1, 1, -1, 0, "mentor_id", "names no mentor" },
	{ "", 0, 0, 0, -1, 0, "kind", "Condition is missing" },
	{ "colour", 0, 0, 0, -1, 0, "kind", "no condition \"colour\"" },
};

Test(model_condition, each_kind_takes_what_it_needs_and_nothing_else)
{
	for (size_t i = 0; i < sizeof part_cases / sizeof *part_cases; i++) {
		const struct part *p = &part_cases[i];
		struct condition c = make(p->kind, p->student, p->other, p->mentor, p->number);

		c.weight = p->weight;
		if (p->field) {
			REFUSED(condition_save(&s, &c, &e), &e, ERR_INVALID, p->field, p->words);
			cr_expect_eq(c.id, 0, "row %zu", i);
			continue;
		}
		cr_assert(condition_save(&s, &c, &e), "row %zu: %s", i, e.text);
		MUST(condition_remove(&s, c.id, c.rev, &e), e);
	}
	cr_expect_str_eq(listed(), "");
}

static const struct beside {
	const char *first;
	int student, other, mentor, number;
	const char *second;
	int student2, other2, mentor2, number2;
	const char *field, *words;
} beside_cases[] = {
	{ "keep", 0, 0, 0, -1, "keep", 0, 0, 0, -1, "kind", "already" },
	{ "keep", 0, 0, 0, -1, "keep", 1, 0, 0, -1, NULL, NULL },
	{ "keep", 1, 0, 0, -1, "keep", 1, 0, 0, -1, "student_id", "already" },
	{ "siblings", 0, 0, 0, 1, "siblings", 0, 0, 0, 2, "kind", "already" },
	{ "capacity", 0, 0, 1, 8, "capacity", 0, 0, 1, 9, "mentor_id", "already" },
	{ "fixed", 1, 0, 1, -1, "fixed", 1, 0, 1, -1, "mentor_id", "already" },
	{ "fixed", 1, 0, 1, -1, "fixed", 1, 0, 2, -1, "mentor_id", "fixed mentor, 导师1" },
	{ "fixed", 1, 0, 1, -1, "forbidden", 1, 0, 1, -1, "mentor_id", "is fixed" },
	{ "forbidden", 1, 0, 1, -1, "fixed", 1, 0, 1, -1, "mentor_id", "is forbidden" },
	{ "forbidden", 1, 0, 1, -1, "fixed", 1, 0, 2, -1, NULL, NULL },
	{ "together", 1, 2, 0, -1, "together", 2, 1, 0, -1, "other_id", "already" },
	{ "together", 1, 2, 0, -1, "apart", 2, 1, 0, -1, "other_id", "to be together" },
	{ "apart", 1, 2, 0, -1, "together", 1, 2, 0, -1, "other_id", "to be apart" },
	{ "apart", 1, 2, 0, -1, "together", 1, 3, 0, -1, NULL, NULL },
	{ "capacity", 0, 0, 1, 3, "least", 0, 0, 1, 4, "number", "at most 3" },
	{ "least", 0, 0, 1, 4, "capacity", 0, 0, 1, 3, "number", "at least 4" },
	{ "least", 0, 0, 0, 4, "capacity", 0, 0, 1, 3, NULL, NULL },
	{ "capacity", 0, 0, 2, 14, "least", 0, 0, 2, 13, NULL, NULL },
};

Test(model_condition, what_contradicts_another_is_refused)
{
	for (size_t i = 0; i < sizeof beside_cases / sizeof *beside_cases; i++) {
		const struct beside *b = &beside_cases[i];
		struct condition c =
			make(b->second, b->student2, b->other2, b->mentor2, b->number2);

		add(b->first, b->student, b->other, b->mentor, b->number);
		if (b->field)
			REFUSED(condition_save(&s, &c, &e), &e, ERR_INVALID, b->field, b->words);
		else
			cr_assert(condition_save(&s, &c, &e), "row %zu: %s", i, e.text);
		school_script(&s, "DELETE FROM condition");
	}
}

/* SQLite itself holds it, also where two save at once. */
Test(model_condition, the_file_keeps_none_twice)
{
	add("together", 1, 2, 0, -1);
	cr_expect(strstr(
		file_refusal("school.db",
			     "INSERT INTO condition (school_year_id, kind, weight, student_id, "
			     "other_id) VALUES (2026, 'together', 0, 2, 1)"),
		"UNIQUE"));
	add("keep", 0, 0, 0, -1);
	cr_expect(strstr(file_refusal("school.db",
				      "INSERT INTO condition (school_year_id, kind, weight) "
				      "VALUES (2026, 'keep', 5)"),
			 "UNIQUE"));
}

Test(model_condition, two_who_change_the_same)
{
	struct condition first = make("campus", 0, 0, 0, -1), second;

	MUST(condition_save(&s, &first, &e), e);
	second = first;
	first.weight = 20;
	MUST(condition_save(&s, &first, &e), e);
	cr_expect_eq(first.rev, 2);
	second.weight = 30;
	REFUSED(condition_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed this condition meanwhile.");
	REFUSED(condition_remove(&s, second.id, 1, &e), &e, ERR_CONFLICT, "", "this condition");
	cr_expect_eq(file_int("school.db", "SELECT weight FROM condition"), 20);
}

Test(model_condition, teachers_and_those_who_look_on_see_none)
{
	static const char *const roles[] = { "mentor", "class_teacher", "grade_head", "principal",
					     "inspector" };
	struct condition c = make("campus", 0, 0, 0, -1);
	struct rowset set;

	add("keep", 1, 0, 0, -1);
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		char script[160];

		snprintf(script, sizeof script,
			 "UPDATE account SET role = '%s', mentor_id = 1, class_id = 1, grade = 6",
			 roles[i]);
		school_script(&s, script);
		REFUSED(condition_list(&s, &set, &e), &e, ERR_DENIED, "", "");
		rowset_release(&set);
		REFUSED(condition_get(&s, 1, &set, &e), &e, ERR_DENIED, "", "");
		rowset_release(&set);
		REFUSED(condition_siblings(&s, &set, &e), &e, ERR_DENIED, "", "");
		rowset_release(&set);
		REFUSED(condition_save(&s, &c, &e), &e, ERR_DENIED, "", "");
		REFUSED(condition_remove(&s, 1, 1, &e), &e, ERR_DENIED, "", "");
	}
}

Test(model_condition, a_closed_year_keeps_its_own)
{
	struct condition c = make("campus", 0, 0, 0, -1);
	struct condition_copied copied;
	int64_t id = add("keep", 0, 0, 0, -1);

	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-01'");
	REFUSED(condition_save(&s, &c, &e), &e, ERR_INVALID, "", "closed");
	REFUSED(condition_remove(&s, id, 1, &e), &e, ERR_INVALID, "", "closed");
	REFUSED(condition_copy(&s, &copied, &e), &e, ERR_INVALID, "", "closed");
	cr_expect_str_eq(listed(), "keep the school: all keep the mentors of now");
}

/* What would be refused today stays behind: who has left, and what this year's forbids. */
Test(model_condition, last_years_are_taken_over_without_doubling)
{
	struct condition_copied copied;
	int64_t offered;

	MUST(condition_offered(&s, &offered, &e), e);
	cr_expect_eq(offered, 0);
	school_script(
		&s,
		"INSERT OR IGNORE INTO school_year (id, starts, second_term, ends) VALUES "
		"(2025, '2025-09-01', '2026-02-16', '2026-08-31');"
		"INSERT INTO condition (school_year_id, kind, weight, student_id, other_id, "
		"mentor_id, number, note) VALUES (2025, 'keep', 0, NULL, NULL, NULL, NULL, NULL), "
		"(2025, 'campus', 20, NULL, NULL, NULL, NULL, 'why'), "
		"(2025, 'capacity', 0, NULL, NULL, 2, 8, NULL), "
		"(2025, 'capacity', 0, NULL, NULL, 3, 8, NULL), "
		"(2025, 'forbidden', 0, 1, NULL, 1, NULL, NULL), "
		"(2025, 'apart', 0, 2, 5, NULL, NULL, NULL)");
	add("keep", 0, 0, 0, -1);
	add("fixed", 1, 0, 1, -1);
	MUST(condition_offered(&s, &offered, &e), e);
	cr_expect_eq(offered, 5);
	for (int time = 0; time < 2; time++) {
		MUST(condition_copy(&s, &copied, &e), e);
		cr_expect_eq(copied.copied, time ? 0U : 2U);
		cr_expect_eq(copied.left, 3);
		cr_expect_str_eq(listed(), "keep the school: all keep the mentors of now; "
					   "campus the school: same campus; "
					   "capacity 导师2: at most 8 students; "
					   "fixed 学生1 六(1), 导师1: fixed pair");
	}
	cr_expect_str_eq(file_text("school.db", "SELECT weight || note FROM condition WHERE "
						"kind = 'campus' AND school_year_id = 2026"),
			 "20why");
}

/* ------------------------------------------------------------------ siblings */

static const char *siblings(const char *script)
{
	static struct buf text;
	struct rowset set;

	school_script(&s, "DELETE FROM guardian");
	school_script(&s, script);
	buf_clear(&text);
	MUST(condition_siblings(&s, &set, &e), e);
	for (size_t i = 0; i < set.count; i++) {
		const struct sibling *b = rowset_at(&set, i);

		buf_printf(&text, "%s%s-%s", i ? " " : "", b->student_no, b->other_no);
	}
	rowset_release(&set);
	return buf_str(&text);
}

#define PHONE(rows) "INSERT INTO guardian (student_id, name, phone) VALUES " rows

Test(model_condition, siblings_share_a_guardians_number)
{
	static const struct {
		const char *rows, *pairs;
	} cases[] = {
		{ PHONE("(1, 'm', '13800000001'), (3, 'm', '13800000002')"), "" },
		{ PHONE("(1, 'm', '13800000001'), (3, 'm', '+86 138-0000-0001')"), "S1-S3" },
		{ PHONE("(4, 'm', '008613800000001'), (2, 'f', '(138) 0000 0001')"), "S2-S4" },
		{ PHONE("(1, 'm', '13800000001'), (2, 'm', '13800000001'), (4, 'f', "
			"'13800000001')"),
		  "S1-S2 S1-S4 S2-S4" },
		/* both guardians are the same: one pair */
		{ PHONE("(1, 'm', '13800000001'), (1, 'f', '13800000002'), (2, 'm', "
			"'13800000001'), (2, 'f', '13800000002')"),
		  "S1-S2" },
		/* one's own guardians have one telephone */
		{ PHONE("(1, 'm', '13800000001'), (1, 'f', '13800000001')"), "" },
		{ PHONE("(1, 'm', NULL), (2, 'm', NULL), (3, 'm', '123'), (4, 'm', '123')"), "" },
		/* who has left has no place to be kept */
		{ PHONE("(1, 'm', '13800000001'), (5, 'm', '13800000001')"), "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(siblings(cases[i].rows), cases[i].pairs, "row %zu: %s", i,
				 siblings(cases[i].rows));
}

Test(model_condition, a_number_of_seven_is_no_familys)
{
	struct rowset set;

	for (int n = 6; n <= 8; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	school_script(&s, "INSERT INTO guardian (student_id, name, phone) "
			  "SELECT id, 'm', '13800000001' FROM student WHERE id < 8 AND id <> 5");
	MUST(condition_siblings(&s, &set, &e), e);
	cr_expect_eq(set.count, 15, "%zu", set.count);
	rowset_release(&set);
	school_script(&s, "INSERT INTO guardian (student_id, name, phone) "
			  "VALUES (8, 'm', '13800000001')");
	MUST(condition_siblings(&s, &set, &e), e);
	cr_expect_eq(set.count, 0, "%zu", set.count);
	rowset_release(&set);
}

Test(model_condition, class_teachers_are_those_of_the_accounts)
{
	struct rowset set;

	school_script(&s, "INSERT INTO account (login, role, mentor_id, class_id, locked) VALUES "
			  "('a', 'class_teacher', 1, 1, 0), ('b', 'class_teacher', 2, 2, 1), "
			  "('c', 'class_teacher', 3, 2, 0), ('d', 'class_teacher', NULL, 2, 0), "
			  "('f', 'mentor', 2, NULL, 0)");
	MUST(condition_class_teachers(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "staff_no"), "T1");
	cr_expect_str_eq(rows_field(&set, "class_name"), "六(1)");
	rowset_release(&set);
}
