/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/exemption.h"

#include <criterion/criterion.h>

#include "db/file.h"
#include "expect.h"
#include "model/checklist.h"
#include "support/school.h"

static struct session s;
static struct err e;
static int64_t students[2];

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	for (int i = 0; i < 2; i++) {
		students[i] = school_add_student(&s, i + 1, "六(1)", "2026-09-01");
		school_lead(&s, i + 1, 1, NULL);
	}
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_exemption, .init = begin, .fini = end);

/* From the visit for as long as it is said. */
static struct exemption sample(void)
{
	return (struct exemption){ .what = "visit",
				   .starts = "2026-11-01",
				   .ends = "2027-01-31",
				   .reason = "住院",
				   .approver = "德育处" };
}

static size_t count(void)
{
	struct rowset set;
	size_t n;

	MUST(exemption_list(&s, &set, &e), e);
	n = set.count;
	rowset_release(&set);
	return n;
}

/* "exempt", "open" of the first student's visit on that day. */
static const char *visit_on(const char *day)
{
	struct checklist list;
	const char *state;

	school_on(&s, day);
	MUST(checklist_load(&s, OWED_FOR_STUDENT, students[0], &list, &e), e);
	state = obligation_state_code(list.students[0].cell[0].state);
	checklist_release(&list);
	return state;
}

Test(model_exemption, every_field_comes_back)
{
	struct exemption x = sample();
	struct rowset set;

	x.student_id = students[0];
	MUST(exemption_save(&s, students, 1, &x, &e), e);
	MUST(exemption_get(&s, 1, &set, &e), e);
	expect_same_fields(exemption_fields, &x, rowset_at(&set, 0));
	cr_expect_str_eq(row_field(&set, 0, "student"), "学生1");
	cr_expect_str_eq(row_field(&set, 0, "student_no"), "S1");
	cr_expect_str_eq(row_field(&set, 0, "class_name"), "六(1)");
	rowset_release(&set);
}

Test(model_exemption, several_students_at_once)
{
	struct exemption x = sample();

	MUST(exemption_save(&s, students, 2, &x, &e), e);
	cr_expect_eq(count(), 2);
	x = sample();
	REFUSED(exemption_save(&s, students, 0, &x, &e), &e, ERR_INVALID, "student_id",
		"at least one student");
	cr_expect_eq(count(), 2);
}

Test(model_exemption, what_cannot_be_is_refused_at_its_field)
{
	static const struct {
		const char *put, *value, *field, *words;
	} rows[] = {
		{ "reason", "", "reason", "Reason" },
		{ "approver", "", "approver", "Approved by" },
		{ "what", "", "what", "Exempt from" },
		{ "starts", "", "starts", "First day" },
		{ "ends", "", "ends", "Last day" },
		{ "ends", "2026-10-31", "ends", "before the first, 2026-11-01" },
		{ "starts", "2026-08-31", "starts", "2026-09-01 at the earliest" },
		{ "starts", "2027-02-01", "ends", "before the first, 2027-02-01" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct exemption x = sample();

		field_put_text(field_find(exemption_fields, rows[i].put), &x, rows[i].value);
		REFUSED(exemption_save(&s, students, 2, &x, &e), &e, ERR_INVALID, rows[i].field,
			rows[i].words);
		cr_expect_eq(count(), 0, "%s", rows[i].put);
	}
}

Test(model_exemption, one_from_last_year_may_be_ended_and_not_moved)
{
	struct exemption x = sample();
	struct rowset set;

	MUST(exemption_save(&s, students, 1, &x, &e), e);
	school_script(&s, "UPDATE exemption SET starts = '2026-03-01'");
	MUST(exemption_get(&s, 1, &set, &e), e);
	x = *(const struct exemption *)rowset_at(&set, 0);
	x.ends = "2026-11-30";
	MUST(exemption_save(&s, NULL, 0, &x, &e), e);
	x.starts = "2026-04-01";
	REFUSED(exemption_save(&s, NULL, 0, &x, &e), &e, ERR_INVALID, "starts", "at the earliest");
	rowset_release(&set);
	cr_expect_str_eq(file_text("school.db", "SELECT starts || ' ' || ends FROM exemption"),
			 "2026-03-01 2026-11-30");
}

/* It spares what is due while it holds; the year's visit is owed again after it. */
Test(model_exemption, holds_until_its_end)
{
	struct exemption x = sample();

	MUST(exemption_save(&s, students, 1, &x, &e), e);
	cr_expect_str_eq(visit_on("2026-10-31"), "open");
	cr_expect_str_eq(visit_on("2026-11-01"), "exempt");
	cr_expect_str_eq(visit_on("2027-01-31"), "exempt");
	cr_expect_str_eq(visit_on("2027-02-01"), "open");
}

Test(model_exemption, somebody_else_changed_or_removed_it)
{
	struct exemption x = sample(), y;
	struct rowset set;

	MUST(exemption_save(&s, students, 1, &x, &e), e);
	MUST(exemption_get(&s, 1, &set, &e), e);
	x = y = *(const struct exemption *)rowset_at(&set, 0);
	MUST(exemption_save(&s, NULL, 0, &x, &e), e);
	REFUSED(exemption_save(&s, NULL, 0, &y, &e), &e, ERR_CONFLICT, "", "meanwhile");
	REFUSED(exemption_remove(&s, 1, y.rev, &e), &e, ERR_CONFLICT, "", "meanwhile");
	MUST(exemption_remove(&s, 1, x.rev, &e), e);
	rowset_release(&set);
	REFUSED(exemption_get(&s, 1, &set, &e), &e, ERR_NOT_FOUND, "", "no such exemption");
	rowset_release(&set);
}

Test(model_exemption, a_mentor_reads_those_of_own_students_and_writes_none)
{
	struct exemption x = sample();
	struct rowset set;

	MUST(exemption_save(&s, students, 2, &x, &e), e);
	school_script(&s, "UPDATE assignment SET ends = '2026-10-01' WHERE student_id = 2");
	school_as(&s, 1);
	cr_expect_eq(count(), 1);
	MUST(exemption_list_of_student(&s, students[1], &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
	x = sample();
	REFUSED(exemption_save(&s, students, 1, &x, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(exemption_remove(&s, 1, 1, &e), &e, ERR_DENIED, "", "ask the office");
}
