/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/mentor.h"

#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/account.h"
#include "model/checklist.h"
#include "model/demo.h"
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

TestSuite(model_mentor, .init = begin, .fini = end);

static bool set_status(int n, const char *status)
{
	struct rowset set;
	struct mentor *m;
	bool ok;

	MUST(mentor_get(&s, school_mentor(&s, n), &set, &e), e);
	m = rowset_at(&set, 0);
	m->status = status;
	ok = mentor_save(&s, m, &e);
	rowset_release(&set);
	return ok;
}

Test(model_mentor, every_field_comes_back)
{
	struct mentor m = { 0 };
	struct arena arena = { 0 };
	struct rowset set;

	for (int change = 0; change < 2; change++) {
		fill_fields(mentor_fields, &m, &arena);
		if (change)
			m.name = "另一个名字";
		MUST(mentor_save(&s, &m, &e), e);
		MUST(mentor_get(&s, m.id, &set, &e), e);
		cr_expect_eq(((struct mentor *)rowset_at(&set, 0))->rev, 1 + change);
		cr_expect_eq(m.rev, 1 + change);
		expect_same_fields(mentor_fields, &m, rowset_at(&set, 0));
		rowset_release(&set);
	}
	arena_release(&arena);
}

Test(model_mentor, a_new_one_is_on_duty)
{
	struct rowset set;

	school_add_mentor(&s, 1);
	MUST(mentor_list(&s, false, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "status"), "active");
	cr_expect_str_eq(rows_field(&set, "load_of"), "0/15");
	rowset_release(&set);
}

Test(model_mentor, what_is_wrong_is_told_at_its_field)
{
	static const struct {
		struct mentor m;
		const char *field, *words;
	} rows[] = {
		{ { .name = "某人" }, "staff_no", "Staff no. is missing; it must be filled in" },
		{ { .staff_no = "T9" }, "name", "Name is missing; it must be filled in" },
		{ { .staff_no = "T1", .name = "某人" },
		  "staff_no",
		  "Another mentor has the number T1 already; numbers are unique." },
	};

	school_add_mentor(&s, 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct mentor m = rows[i].m;

		REFUSED(mentor_save(&s, &m, &e), &e, ERR_INVALID, rows[i].field, rows[i].words);
		cr_expect_eq(m.id, 0);
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM mentor"), 1);
}

Test(model_mentor, two_who_change_the_same)
{
	struct mentor first = { .rev = 1, .staff_no = "T1", .name = "甲" },
		      second = { .rev = 1, .staff_no = "T1", .name = "乙" };

	first.id = second.id = school_add_mentor(&s, 1);
	MUST(mentor_save(&s, &first, &e), e);
	REFUSED(mentor_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed 乙 meanwhile. Nothing was saved");
	cr_expect_eq(second.rev, 1);
	cr_expect_str_eq(file_text("school.db", "SELECT name FROM mentor"), "甲");
}

Test(model_mentor, there_is_no_such_mentor)
{
	struct rowset set;
	int64_t n, capacity;

	REFUSED(mentor_get(&s, 99, &set, &e), &e, ERR_NOT_FOUND, "", "There is no such mentor.");
	rowset_release(&set);
	REFUSED(mentor_load(&s, 99, s.today_iso, &n, &capacity, &e), &e, ERR_NOT_FOUND, "",
		"There is no such mentor.");
	MUST(mentor_find_no(&s, "T99", &n, &e), e);
	cr_expect_eq(n, 0);
}

Test(model_mentor, a_name_finds_the_only_one_who_is_there)
{
	static const struct {
		const char *no, *name, *status;
	} all[] = {
		{ "T1", "甲", "active" }, { "T2", "乙", "active" }, { "T3", "乙", "training" },
		{ "T4", "甲", "left" },   { "T5", "丙", "left" },
	};
	static const struct {
		const char *name;
		int64_t count, id;
	} rows[] = { { "甲", 1, 1 }, { "乙", 2, 0 }, { "丙", 0, 0 }, { "丁", 0, 0 } };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct mentor m = { .staff_no = all[i].no,
				    .name = all[i].name,
				    .status = all[i].status };

		MUST(mentor_save(&s, &m, &e), e);
	}
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t id, count;

		MUST(mentor_find_name(&s, rows[i].name, &id, &count, &e), e);
		cr_expect(count == rows[i].count && id == rows[i].id, "%s: %d, %d", rows[i].name,
			  (int)count, (int)id);
	}
}

Test(model_mentor, by_staff_number_without_those_who_left)
{
	struct rowset set;

	school_add_mentor(&s, 2);
	school_add_mentor(&s, 3);
	school_add_mentor(&s, 1);
	MUST(set_status(3, "left"), e);
	MUST(mentor_list(&s, false, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "staff_no"), "T1 T2");
	rowset_release(&set);
	MUST(mentor_list(&s, true, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "staff_no"), "T1 T2 T3");
	rowset_release(&set);
}

/* ----------------------------------------------------------------------- load */

static const char *load_of(int n)
{
	struct rowset set;
	const char *text;
	int64_t load, capacity;

	MUST(mentor_get(&s, school_mentor(&s, n), &set, &e), e);
	MUST(mentor_load(&s, school_mentor(&s, n), s.today_iso, &load, &capacity, &e), e);
	cr_expect_eq(load, ((struct mentor *)rowset_at(&set, 0))->load);
	text = row_field(&set, 0, "load_of");
	rowset_release(&set);
	return text;
}

Test(model_mentor, the_load_is_who_is_led_today)
{
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 5; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_lead(&s, 2, 1, NULL);
	school_co(&s, 3, 1, NULL);
	school_lead(&s, 4, 1, "2026-12-01");
	school_lead(&s, 5, 1, NULL);
	school_lead(&s, 5, 2, NULL);
	cr_expect_str_eq(load_of(1), "2/15");
	cr_expect_str_eq(load_of(2), "1/15");
	school_on(&s, "2026-12-01");
	cr_expect_str_eq(load_of(1), "3/15");
}

/* An assignment has no end when the student graduates; the load has. */
Test(model_mentor, who_graduated_is_no_load)
{
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "九(1)", "2026-09-01");
	school_add_student(&s, 2, "八(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_lead(&s, 2, 1, NULL);
	school_script(&s,
		      "INSERT INTO school_year (id, starts, second_term, ends)"
		      " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31');"
		      "INSERT INTO enrolment (student_id, school_year_id, class_id, starts, ends)"
		      " VALUES (2, 2027, 2, '2027-09-01', '2028-08-31')");
	school_on(&s, "2027-10-12");
	cr_expect_str_eq(load_of(1), "1/15");
}

Test(model_mentor, ones_own_capacity_goes_before_the_rule)
{
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_script(&s, "UPDATE rule SET value = '12' WHERE name = 'mentor_capacity';"
			  "UPDATE mentor SET capacity = 8 WHERE staff_no = 'T2'");
	cr_expect_str_eq(load_of(1), "0/12");
	cr_expect_str_eq(load_of(2), "0/8");
}

Test(model_mentor, who_has_students_does_not_leave)
{
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_lead(&s, 2, 1, NULL);
	REFUSED(set_status(1, "left"), &e, ERR_INVALID, "status",
		"导师1 still has 2 students, who need another mentor first: in the list of "
		"mentors, F10");
	MUST(set_status(1, "training"), e);
	MUST(student_leave(&s, school_student(&s, 1), "2026-11-22", NULL, &e), e);
	REFUSED(set_status(1, "left"), &e, ERR_INVALID, "status", "still has 1 student");
	school_add_mentor(&s, 2);
	school_lead(&s, 2, 2, NULL);
	MUST(set_status(1, "left"), e);
}

/* "A mentor with students": those one is co-mentor of, and those one is to lead, are students too.
 */
Test(model_mentor, who_is_co_mentor_or_is_to_lead_does_not_leave)
{
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_co(&s, 1, 1, NULL);
	school_lead(&s, 1, 2, "2026-12-01");
	REFUSED(set_status(1, "left"), &e, ERR_INVALID, "status", "still has 1 student");
	REFUSED(set_status(2, "left"), &e, ERR_INVALID, "status", "still has 1 student");
}

/* ----------------------------------------------------------------------- work */

/* On the made-up school, over a year: each mentor's counts are those of that mentor's checklist. */
Test(model_mentor, the_work_is_what_the_checklist_says)
{
	static const char *const days[] = { "2026-09-15", SCHOOL_TODAY, "2027-06-20" };
	struct demo d = { .students = 40, .mentors = 4, .years = 1, .seed = 3 };
	struct rowset set;
	size_t seen = 0;

	MUST(demo_fill(&s, &d, &e), e);
	for (int day = 0; day < 3; day++) {
		school_on(&s, days[day]);
		MUST(mentor_list(&s, false, &set, &e), e);
		MUST(mentor_count_work(&s, &set, &e), e);
		for (size_t i = 0; i < set.count; i++) {
			const struct mentor *m = rowset_at(&set, i);
			struct checklist list;

			MUST(checklist_load(&s, OWED_BY_MENTOR, m->id, &list, &e), e);
			cr_expect_eq(list.student_count, (size_t)m->load);
			cr_expect_eq(list.count[OBLIGATION_MET], (size_t)m->met);
			cr_expect_eq(list.count[OBLIGATION_OPEN], (size_t)m->open);
			cr_expect_eq(list.count[OBLIGATION_SOON], (size_t)m->soon);
			cr_expect_eq(list.count[OBLIGATION_OVERDUE], (size_t)m->overdue);
			seen += (size_t)(m->met && m->open) + (size_t)(m->soon && m->overdue);
			checklist_release(&list);
		}
		rowset_release(&set);
	}
	cr_expect_gt(seen, 4, "there was nothing to count");
}

/* ------------------------------------------------------------------------- me */

Test(model_mentor, the_one_at_the_desk_is_remembered)
{
	int64_t id = school_add_mentor(&s, 1);

	MUST(account_is_mentor(&s, id, &e), e);
	cr_expect_eq(s.mentor_id, id);
	school_on(&s, SCHOOL_TODAY);
	cr_expect_eq(s.mentor_id, id);
	cr_expect_eq(s.scope, SCOPE_EVERYBODY, "the office it stays");
	MUST(account_is_mentor(&s, 0, &e), e);
	school_on(&s, SCHOOL_TODAY);
	cr_expect_eq(s.mentor_id, 0);
}

Test(model_mentor, without_an_account_one_is_made)
{
	int64_t id = school_add_mentor(&s, 1);

	school_script(&s, "DELETE FROM account");
	MUST(account_is_mentor(&s, id, &e), e);
	cr_expect_str_eq(file_text("school.db", "SELECT role || ' ' || mentor_id FROM account"),
			 "office 1");
}
