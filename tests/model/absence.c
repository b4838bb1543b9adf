/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/absence.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 and S2 are led by 1, S3 by 2; S1 came on 2 October. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 3; n++) {
		school_add_student(&s, n, "六(1)", n == 1 ? "2026-10-02" : "2026-09-01");
		school_lead(&s, n, n == 3 ? 2 : 1, "2026-10-02");
	}
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_absence, .init = begin, .fini = end);

static int64_t add(int student, const char *starts, const char *ends, const char *reason)
{
	struct absence a = { .student_id = school_student(&s, student),
			     .starts = starts,
			     .ends = ends,
			     .reason = reason,
			     .measures = "每周送教一次，情绪好转" };

	MUST(absence_save(&s, &a, &e), e);
	return a.id;
}

/* "S1 53 open, " of each, in the order of the list. */
static const char *listed(bool ended)
{
	static struct buf text;
	struct rowset set;

	buf_clear(&text);
	MUST(absence_list(&s, ended, &set, &e), e);
	for (size_t i = 0; i < set.count; i++) {
		const struct absence *a = rowset_at(&set, i);

		buf_printf(&text, "%s%s %d %s", i ? ", " : "", a->student_no, (int)a->days,
			   a->state);
	}
	rowset_release(&set);
	return buf_str(&text);
}

Test(model_absence, days_run_from_the_first_until_today_or_the_last)
{
	add(1, "2026-10-02", NULL, "illness");
	add(2, SCHOOL_TODAY, "2026-12-01", "abroad");
	add(3, "2026-11-01", "2026-11-03", "family");
	add(2, "2026-09-01", "2026-09-01", "illness");
	cr_expect_str_eq(listed(false), "S1 53 open, S2 1 open");
	cr_expect_str_eq(listed(true), "S1 53 open, S2 1 open, S2 1 ended, S3 3 ended");
}

Test(model_absence, who_left_is_not_absent)
{
	add(1, "2026-10-02", NULL, "illness");
	school_script(&s, "UPDATE enrolment SET ends = '2026-11-01' WHERE student_id = 1");
	cr_expect_str_eq(listed(false), "");
}

Test(model_absence, the_last_day_ends_it_and_taking_it_out_opens_it_again)
{
	int64_t id = add(1, "2026-10-02", NULL, "mental");
	struct rowset set;
	struct absence a;

	MUST(absence_end(&s, id, 1, "2026-11-20", &e), e);
	cr_expect_str_eq(listed(false), "");
	cr_expect_str_eq(file_text("school.db", "SELECT reason || measures FROM absence"),
			 "mental每周送教一次，情绪好转");
	REFUSED(absence_end(&s, id, 1, "2026-11-21", &e), &e, ERR_CONFLICT, "", "");
	MUST(absence_get(&s, id, &set, &e), e);
	a = *(const struct absence *)rowset_at(&set, 0);
	a.ends = "";
	MUST(absence_save(&s, &a, &e), e);
	rowset_release(&set);
	cr_expect_str_eq(listed(false), "S1 53 open");
	MUST(absence_remove(&s, id, 3, &e), e);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM absence"), 0);
}

static const struct refusal {
	const char *starts, *ends, *reason;
	const char *field, *words;
} refusals[] = {
	{ "2026-11-24", NULL, "illness", "starts", "in the future" },
	{ "2026-10-01", NULL, "illness", "starts", "not enrolled on 2026-10-01" },
	{ "2026-10-10", "2026-10-09", "illness", "ends", "before the first" },
	{ "2026-11-20", NULL, "illness", "starts", "from 2026-11-10 on" },
	{ "2026-10-10", "2026-11-10", "illness", "starts", "from 2026-11-10 on" },
	{ "2026-10-10", "2026-10-20", NULL, "reason", "Reason" },
	{ NULL, NULL, "illness", "starts", "First day" },
};

Test(model_absence, what_cannot_be_is_refused_at_its_field)
{
	add(1, "2026-11-10", NULL, "illness");
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal *r = &refusals[i];
		struct absence a = { .student_id = school_student(&s, 1),
				     .starts = r->starts,
				     .ends = r->ends,
				     .reason = r->reason };

		REFUSED(absence_save(&s, &a, &e), &e, ERR_INVALID, r->field, r->words);
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM absence"), 1);
}

Test(model_absence, the_day_before_another_one_is_free)
{
	add(1, "2026-11-10", NULL, "illness");
	add(1, "2026-10-10", "2026-11-09", "illness");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM absence"), 2);
}

Test(model_absence, what_a_closed_year_counted_stays)
{
	int64_t id;
	struct absence a = { .student_id = school_student(&s, 2),
			     .starts = "2026-09-10",
			     .reason = "illness" };

	id = add(2, "2026-11-01", NULL, "illness");
	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-20' WHERE id = 2026");
	REFUSED(absence_save(&s, &a, &e), &e, ERR_INVALID, "starts", "is closed");
	REFUSED(absence_end(&s, id, 1, "2026-11-19", &e), &e, ERR_INVALID, "ends", "is closed");
	REFUSED(absence_remove(&s, id, 1, &e), &e, ERR_INVALID, "", "is closed");
	MUST(absence_end(&s, id, 1, "2026-11-22", &e), e);
}

/* ------------------------------------------------------------------ who may */

static void as(const char *account)
{
	struct buf script = { 0 };

	buf_printf(&script, "UPDATE account SET %s WHERE login = '%s'", account, s.login);
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

Test(model_absence, a_mentor_keeps_those_of_ones_own_students)
{
	struct absence a = { .starts = SCHOOL_TODAY, .reason = "illness" };
	int64_t others;

	add(3, "2026-10-02", NULL, "family");
	others = school_student(&s, 3);
	school_as(&s, 1);
	add(1, "2026-10-05", NULL, "illness");
	cr_expect_str_eq(listed(false), "S1 50 open");
	a.student_id = others;
	cr_expect_not(absence_save(&s, &a, &e));
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM absence"), 2);
}

/* Figures are theirs alone: neither reasons nor whose they are. */
Test(model_absence, who_looks_on_reads_none)
{
	static const char *const roles[] = { "principal", "inspector" };
	int64_t id = add(1, "2026-10-02", NULL, "mental");
	int64_t student = school_student(&s, 1);
	struct rowset set;

	for (size_t i = 0; i < 2; i++) {
		char account[60];

		snprintf(account, sizeof account, "role = '%s', mentor_id = NULL", roles[i]);
		as(account);
		REFUSED(absence_list(&s, true, &set, &e), &e, ERR_DENIED, "", "figures");
		rowset_release(&set);
		MUST(absence_list_of_student(&s, student, &set, &e), e);
		cr_expect_eq(set.count, 0);
		rowset_release(&set);
		REFUSED(absence_get(&s, id, &set, &e), &e, ERR_NOT_FOUND, "", "");
		rowset_release(&set);
		REFUSED(absence_remove(&s, id, 1, &e), &e, ERR_DENIED, "", "");
	}
}
