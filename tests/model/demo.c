/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "expect.h"
#include "model/checklist.h"
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

TestSuite(model_demo, .init = begin, .fini = end);

static void fill(int64_t students, int64_t mentors, int64_t years, uint64_t seed)
{
	struct demo d = { students, mentors, years, seed };

	MUST(demo_fill(&s, &d, &e), e);
}

/* All that is in it, but the moments of entering, and what tells this file from any other. */
static void content_with_seed(uint64_t seed, struct buf *out)
{
	end();
	begin();
	fill(80, 6, 2, seed);
	school_script(&s, "DELETE FROM setting WHERE name = 'file_id'");
	session_close(&s);
	content_of_file("school.db", "created_at", out);
}

Test(model_demo, the_same_seed_makes_the_same_school)
{
	struct buf first = { 0 }, again = { 0 }, other = { 0 };

	content_with_seed(7, &first);
	content_with_seed(7, &again);
	content_with_seed(8, &other);
	cr_expect_gt(first.len, 100000);
	cr_expect_str_eq(first.at, again.at);
	cr_expect(strcmp(first.at, other.at), "another seed makes no other school");
	buf_release(&first);
	buf_release(&again);
	buf_release(&other);
}

static const char per_year[] =
	"SELECT group_concat(n, ' ') FROM (SELECT count(DISTINCT student_id)"
	" AS n FROM enrolment GROUP BY school_year_id ORDER BY school_year_id)";

Test(model_demo, there_are_as_many_as_were_asked_for)
{
	struct rowset set;

	fill(120, 9, 3, 1);
	cr_expect_str_eq(file_text("school.db", per_year), "120 120 120");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM mentor"), 9);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM school_year"), 3);
	cr_expect_eq(file_int("school.db", "SELECT min(id) FROM school_year"), 2024);
	cr_expect_gt(file_int("school.db", "SELECT count(*) FROM contact"), 1000);
	MUST(student_list(&s, &set, &e), e);
	cr_expect_eq(set.count, 120);
	rowset_release(&set);
	cr_expect_eq(s.mentor_id, 1, "the first mentor is at the desk");
}

/* Whatever is left over by four grades is there in each year. */
Test(model_demo, a_number_that_grades_do_not_divide)
{
	fill(63, 4, 3, 1);
	cr_expect_str_eq(file_text("school.db", per_year), "63 63 63");
}

Test(model_demo, small_ones)
{
	fill(3, 0, 1, 1);
	cr_expect_str_eq(file_text("school.db", per_year), "3");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM assignment"), 0);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact"), 0);
	end();
	begin();
	fill(0, 2, 1, 1);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 0);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM mentor"), 2);
}

Test(model_demo, what_cannot_be_is_refused)
{
	static const struct demo rows[] = {
		{ -1, 1, 1, 1 }, { 1, -1, 1, 1 }, { 1, 1, 0, 1 }, { 1, 1, 21, 1 }
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		REFUSED(demo_fill(&s, &rows[i], &e), &e, ERR_INVALID, "",
			"A made-up school has 1 to 20 years, and no less than nothing.");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM mentor"), 0);
}

/* ------------------------------------------------------------------- invariants */

/* What the model would never let in, and the schema alone does not refuse: each finds nothing. */
static const struct invariant {
	const char *what, *query;
} invariants[] = {
	{ "overlapping enrolments",
	  "enrolment a JOIN enrolment b ON a.student_id = b.student_id"
	  " AND a.id < b.id AND a.starts <= b.ends AND a.ends >= b.starts" },
	{ "overlapping leads", "assignment a JOIN assignment b ON a.student_id = b.student_id"
			       " AND a.id < b.id AND a.starts <= b.ends AND a.ends >= b.starts" },
	{ "two open leads", "(SELECT 1 FROM assignment WHERE role = 'lead' AND ends = '9999-12-31'"
			    " GROUP BY student_id HAVING count(*) > 1)" },
	{ "assignments before the enrolment",
	  "assignment a WHERE starts < (SELECT min(starts) FROM enrolment e"
	  " WHERE e.student_id = a.student_id)" },
	{ "enrolments outside their year",
	  "enrolment e JOIN school_year y ON y.id = e.school_year_id"
	  " WHERE e.starts < y.starts OR e.ends > y.ends" },
	{ "contacts outside the enrolment",
	  "contact_student k WHERE NOT EXISTS (SELECT 1 FROM enrolment e"
	  " WHERE e.student_id = k.student_id AND e.school_year_id = k.school_year_id"
	  " AND k.date BETWEEN e.starts AND e.ends)" },
	{ "contacts in the future", "contact WHERE date > '" SCHOOL_TODAY "'" },
	{ "contacts by somebody else",
	  "contact_student k WHERE NOT EXISTS (SELECT 1 FROM assignment a"
	  " WHERE a.student_id = k.student_id AND a.mentor_id = k.mentor_id"
	  " AND k.date BETWEEN a.starts AND a.ends)" },
	{ "contacts without a student",
	  "contact WHERE id NOT IN (SELECT contact_id FROM contact_student)" },
	{ "contacts that their students' rows do not repeat",
	  "contact_student k JOIN contact c ON c.id = k.contact_id WHERE k.kind <> c.kind"
	  " OR k.date <> c.date OR k.mentor_id <> c.mentor_id OR k.withdrawn <> c.withdrawn"
	  " OR k.school_year_id <> c.school_year_id OR k.key_date_id IS NOT c.key_date_id" },
	{ "deliveries of what is no feedback",
	  "delivery d JOIN contact c ON c.id = d.contact_id WHERE c.kind <> 'feedback'" },
	{ "deliveries in the future", "delivery WHERE date > '" SCHOOL_TODAY "'" },
	{ "two of a number in one class",
	  "enrolment a JOIN enrolment b ON a.class_id = b.class_id AND a.seat = b.seat"
	  " AND a.school_year_id = b.school_year_id AND a.id < b.id" },
	{ "classes outside their stage",
	  "enrolment e JOIN class c ON c.id = e.class_id WHERE c.stage <> 'junior'"
	  " OR e.school_year_id - c.entry_year NOT BETWEEN 0 AND 3" },
	{ "foreign keys without their row", "pragma_foreign_key_check" },
};
enum { INVARIANTS = sizeof invariants / sizeof *invariants };

Test(model_demo, it_is_a_school_that_could_be)
{
	for (uint64_t seed = 1; seed <= 3; seed++) {
		end();
		begin();
		fill(400, 30, 2, seed);
		cr_expect(file_is_sound("school.db"));
		for (size_t i = 0; i < INVARIANTS; i++) {
			char query[800];

			snprintf(query, sizeof query, "SELECT count(*) FROM %s",
				 invariants[i].query);
			cr_expect_eq(file_int("school.db", query), 0, "seed %d: %s", (int)seed,
				     invariants[i].what);
		}
	}
}

/* A demonstration has something of everything to show. */
Test(model_demo, every_state_is_there)
{
	struct checklist list;

	fill(400, 30, 1, 1);
	MUST(checklist_load(&s, OWED_BY_ANYONE, 0, &list, &e), e);
	for (int state = OBLIGATION_NONE; state < OBLIGATION_STATES; state++)
		if (state != OBLIGATION_SOON && state != OBLIGATION_EXEMPT) /* on this day */
			cr_expect_gt(list.count[state], 0, "%d", state);
	checklist_release(&list);
}
