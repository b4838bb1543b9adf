/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom mentors would like, where a school asks both sides. */
#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/preference.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 to S4; S2 chose mentor 1 first, S3 second. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 2; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 4; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	school_script(&s, "INSERT INTO preference (school_year_id, student_id, rank, mentor_id, "
			  "answered_on) VALUES (2026, 2, 1, 1, '2026-09-10'), (2026, 3, 1, 2, "
			  "'2026-09-10'), (2026, 3, 2, 1, '2026-09-10')");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_mentor_preference, .init = begin, .fini = end);

/* "S1 ordered 1 0" of each: place, and what the student chose the mentor as. */
static const char *listed(int mentor)
{
	static struct buf text;
	struct rowset set;

	buf_clear(&text);
	MUST(mentor_preference_list(&s, mentor, &set, &e), e);
	for (size_t i = 0; i < set.count; i++) {
		const struct mentor_preference *p = rowset_at(&set, i);

		buf_printf(&text, "%s%s %s %d %d", i ? ", " : "", p->student_no, p->state,
			   (int)p->place, (int)p->rank);
	}
	rowset_release(&set);
	return buf_str(&text);
}

static struct mentor_preference line_of(int mentor, int student)
{
	static struct rowset set;

	rowset_release(&set);
	MUST(mentor_preference_list(&s, mentor, &set, &e), e);
	for (size_t i = 0; i < set.count; i++)
		if (((const struct mentor_preference *)rowset_at(&set, i))->student_id == student)
			return *(const struct mentor_preference *)rowset_at(&set, i);
	return (struct mentor_preference){ .mentor_id = mentor, .student_id = student };
}

static void move(int student, int place)
{
	MUST(mentor_preference_move(&s, 1, student, place, &e), e);
}

Test(model_mentor_preference, who_named_the_mentor_waits_for_a_word)
{
	cr_expect_str_eq(listed(1), "S2 named 0 1, S3 named 0 2");
	cr_expect_str_eq(listed(2), "S3 named 0 1");
	cr_expect_str_eq(listed(0), "");
}

Test(model_mentor_preference, a_move_counts_the_order_anew)
{
	move(3, 1);
	move(2, 1);
	move(4, 2);
	cr_expect_str_eq(listed(1), "S2 ordered 1 1, S4 ordered 2 0, S3 ordered 3 2");
	move(3, 1);
	cr_expect_str_eq(listed(1), "S3 ordered 1 2, S2 ordered 2 1, S4 ordered 3 0");
	move(3, 99);
	cr_expect_str_eq(listed(1), "S2 ordered 1 1, S4 ordered 2 0, S3 ordered 3 2");
}

Test(model_mentor_preference, a_veto_stands_at_the_end_and_can_be_taken_back)
{
	struct mentor_preference p = line_of(1, 2);

	move(3, 1);
	MUST(mentor_preference_save(&s, &p, &e), e);
	cr_expect_str_eq(listed(1), "S3 ordered 1 2, S2 veto 0 1");
	cr_expect_str_eq(listed(0), "S3 ordered 1 2, S2 veto 0 1");
	MUST(mentor_preference_remove(&s, p.id, p.rev, &e), e);
	cr_expect_str_eq(listed(1), "S3 ordered 1 2, S2 named 0 1");
}

Test(model_mentor_preference, a_place_saved_is_the_place_kept_and_may_be_shared)
{
	struct mentor_preference a = line_of(1, 2), b = line_of(1, 3);

	a.place = b.place = 5;
	MUST(mentor_preference_save(&s, &a, &e), e);
	MUST(mentor_preference_save(&s, &b, &e), e);
	cr_expect_str_eq(listed(1), "S2 ordered 5 1, S3 ordered 5 2");
}

Test(model_mentor_preference, what_cannot_be_is_refused)
{
	struct mentor_preference p = line_of(1, 2), again, nobody = { .mentor_id = 1 };

	p.place = 1000;
	REFUSED(mentor_preference_save(&s, &p, &e), &e, ERR_INVALID, "place", "1 to 999");
	p.place = 1;
	MUST(mentor_preference_save(&s, &p, &e), e);
	again = (struct mentor_preference){ .mentor_id = 1, .student_id = 2, .place = 2 };
	REFUSED(mentor_preference_save(&s, &again, &e), &e, ERR_INVALID, "student_id", "already");
	REFUSED(mentor_preference_save(&s, &nobody, &e), &e, ERR_INVALID, "student_id",
		"enrolled today");
	p.rev = 7;
	REFUSED(mentor_preference_save(&s, &p, &e), &e, ERR_CONFLICT, "", "");
	REFUSED(mentor_preference_remove(&s, p.id, 7, &e), &e, ERR_CONFLICT, "", "");
}

Test(model_mentor_preference, a_closed_year_is_as_it_was)
{
	move(2, 1);
	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-20' WHERE id = 2026");
	REFUSED(mentor_preference_move(&s, 1, 3, 1, &e), &e, ERR_INVALID, "", "is closed");
	cr_expect_str_eq(listed(1), "S2 ordered 1 1, S3 named 0 2");
}

/* Whom another mentor would not have is neither the class's business nor the mentor's who has the
 * student. */
Test(model_mentor_preference, nobody_reads_another_mentors_but_the_office)
{
	struct rowset set;

	move(2, 1);
	move(3, 2);
	school_lead(&s, 2, 2, "2026-09-01");
	school_lead(&s, 3, 1, "2026-09-01");
	school_as(&s, 2);
	REFUSED(mentor_preference_list(&s, 1, &set, &e), &e, ERR_DENIED, "", "office");
	rowset_release(&set);
	REFUSED(mentor_preference_list(&s, 0, &set, &e), &e, ERR_DENIED, "", "office");
	rowset_release(&set);
	cr_expect_str_eq(listed(2), "");
	REFUSED(mentor_preference_move(&s, 2, 2, 1, &e), &e, ERR_DENIED, "", "");
	school_as(&s, 1);
	cr_expect_str_eq(listed(1), "S3 ordered 2 2");
}
