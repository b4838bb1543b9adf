/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever a session saved, in any order: taken back one by one, the file holds again what it held
 * before each; done again, what it held after. Only rev and the marks of what is gone differ.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "db/journal.h"
#include "model/assignment.h"
#include "model/contact.h"
#include "model/department.h"
#include "model/exemption.h"
#include "model/guardian.h"
#include "model/key_date.h"
#include "model/mentor.h"
#include "model/referral.h"
#include "model/rule.h"
#include "model/student.h"
#include "model/training.h"
#include "model/undo.h"
#include "random_school.h"
#include "support/limit.h"
#include "support/school.h"

enum { SCHOOLS = 4, FIRST_SEED = 900, OPERATIONS = 40, STUDENTS = 5, MENTORS = 3 };

static struct session s;
static struct undo u;
static struct random_school dice;
static char text[32];

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int i = 1; i <= MENTORS; i++)
		school_add_mentor(&s, i);
	for (int i = 1; i <= STUDENTS; i++)
		school_add_student(&s, i, i % 2 ? "601" : "702", "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_undo_random, .init = begin, .fini = end);

static int roll(int n)
{
	return random_roll(&dice, n);
}

/* A row's id, or one that there is not. */
static int64_t any(const char *table)
{
	char query[80];

	snprintf(query, sizeof query, "SELECT coalesce(max(id), 0) FROM %s", table);
	return 1 + roll((int)file_int("school.db", query) + 1);
}

static const char *any_day(void)
{
	static const char *const days[] = { "2026-09-10", "2026-10-08", "2026-11-11", "2026-11-20",
					    "2026-11-23" };

	return days[roll(5)];
}

static const char *any_text(void)
{
	static const char *const texts[] = { "", "甲", "乙", "丙" };

	snprintf(text, sizeof text, "%s%d", texts[roll(4)], roll(6));
	return text;
}

/* ---------------------------------------------------------------- what is done */

static bool contact(struct err *e)
{
	static const char *const kinds[] = { "visit", "talk", "feedback", "call", "change" };
	char ids[40];
	struct contact c = { .kind = kinds[roll(5)], .date = any_day(), .summary = any_text() };
	struct rowset set = { 0 };
	bool ok;

	snprintf(ids, sizeof ids, "%d %d", 1 + roll(STUDENTS), 1 + roll(STUDENTS));
	if (!strcmp(c.kind, "feedback"))
		ids[1] = '\0';
	if (roll(2) && contact_get(&s, any("contact"), &set, e)) {
		c = *(const struct contact *)rowset_at(&set, 0);
		c.place = any_text();
	}
	*e = (struct err){ 0 };
	c.date = any_day();
	c.student_ids = ids;
	c.mentor_id = any("mentor");
	c.to_student = roll(2) ? c.date : "";
	ok = contact_save(&s, &c, e);
	rowset_release(&set);
	return ok;
}

static bool withdraw(struct err *e)
{
	return contact_withdraw(&s, any("contact"), 1, e);
}

static bool student(struct err *e)
{
	struct student st = { .name = any_text(), .student_no = any_text(), .class_name = "703" };
	struct rowset set = { 0 };
	bool ok;

	if (roll(2) && student_get(&s, any("student"), &set, e)) {
		st = *(const struct student *)rowset_at(&set, 0);
		st.address = any_text();
		st.class_name = roll(2) ? "603" : st.class_name;
	}
	*e = (struct err){ 0 };
	st.guardian_name = roll(2) ? "家长" : st.guardian_name;
	ok = student_save(&s, &st, e);
	rowset_release(&set);
	return ok;
}

static bool leave(struct err *e)
{
	return student_leave(&s, any("student"), any_day(), "转学", e);
}

static bool guardian(struct err *e)
{
	struct guardian g = { .student_id = any("student"), .name = any_text(), .phone = "1" };

	return roll(3) ? guardian_save(&s, &g, e) : guardian_remove(&s, any("guardian"), 1, e);
}

static bool assign(struct err *e)
{
	const int64_t ids[] = { 1 + roll(STUDENTS), 1 + roll(STUDENTS) };
	const struct assign a = { .student_ids = ids,
				  .count = ids[0] == ids[1] ? 1 : 2,
				  .mentor_id = any("mentor"),
				  .role = roll(3) ? "lead" : "co",
				  .from = roll(2) ? any_day() : NULL,
				  .reason = "换" };
	size_t changed;

	return roll(4) ? assignment_make(&s, &a, &changed, e)
		       : assignment_end(&s, any("assignment"), 1, any_day(), "", e);
}

static bool exempt(struct err *e)
{
	const int64_t ids[] = { 1, 2, 3, 4 };
	struct exemption x = { .what = "visit",
			       .starts = any_day(),
			       .ends = "2026-12-01",
			       .reason = any_text(),
			       .approver = "校长" };

	return roll(3) ? exemption_save(&s, ids, 1 + (size_t)roll(4), &x, e)
		       : exemption_remove(&s, any("exemption"), 1, e);
}

static bool refer(struct err *e)
{
	struct referral r = { .id = roll(2) ? any("referral") : 0, .rev = 1 };

	r.student_id = any("student");
	r.department_id = any("department");
	r.mentor_id = any("mentor");
	r.date = "2026-11-11";
	r.due = "2026-11-30";
	if (r.id) {
		r.closed_on = "2026-11-20";
		r.outcome = any_text();
	}
	return referral_save(&s, &r, e);
}

static bool train(struct err *e)
{
	struct training t = { .date = any_day(), .level = "school", .title = any_text() };
	const int64_t ids[] = { 1, 2, 3 };
	size_t changed;

	switch (roll(3)) {
	case 0:
		return training_save(&s, &t, e);
	case 1:
		return training_attend(&s, any("training"), ids, 3, roll(3), &changed, e);
	default:
		return training_remove(&s, any("training"), 1, 99, e);
	}
}

static bool key_date(struct err *e)
{
	struct key_date_row k = { .school_year_id = 2026,
				  .name = any_text(),
				  .term = "first",
				  .opens = "2026-12-01",
				  .due = "2026-12-05",
				  .grades = "64",
				  .reviewed = "1" };

	switch (roll(4)) {
	case 0:
		return key_dates_copy(&s, 2026, 2027, true, e);
	case 1:
		return key_date_remove(&s, any("key_date"), 1, e);
	default:
		return key_date_save(&s, &k, e);
	}
}

static bool rule(struct err *e)
{
	struct rowset set;
	bool ok = rules_get(&s, 2026, &set, e);

	if (ok) {
		struct rules *r = rowset_at(&set, 0);

		r->visits = roll(4);
		r->due_soon = 1 + roll(9);
		ok = rules_save(&s, r, e);
	}
	rowset_release(&set);
	return ok;
}

static bool name(struct err *e)
{
	struct mentor m = {
		.staff_no = any_text(), .name = any_text(), .capacity = 15, .status = "active"
	};
	struct department d = { .name = any_text(), .in_use = 1 };

	return roll(2) ? mentor_save(&s, &m, e) : department_save(&s, &d, e);
}

static bool (*const operations[])(struct err *e) = { contact, contact,  contact,  withdraw, student,
						     leave,   guardian, assign,   assign,   exempt,
						     refer,   train,    key_date, rule,     name };
enum { KINDS = sizeof operations / sizeof *operations };

/* ------------------------------------------------------------------ and undone */

static char *content(void)
{
	struct buf all = { 0 };
	char *from, *to;

	content_of_file("school.db", "rev", &all);
	from = strstr(all.at, "\ngone:");
	to = strstr(all.at, "\nguardian:");
	memmove(from, to, strlen(to) + 1);
	return all.at;
}

static void expect_state(const char *state, bool done, struct err *e, const char *what, int i)
{
	char *now = content();

	cr_assert(done, "seed %u, %s %d: %s (%s)", dice.seed, what, i, e->text, e->detail);
	cr_assert_str_eq(now, state, "seed %u, %s %d", dice.seed, what, i);
	free(now);
}

/* Returns the number of changes that were saved and the kinds of them as bits. */
static int one_round(unsigned *kinds)
{
	char *states[OPERATIONS + 1];
	struct buf said = { 0 };
	struct err e = { 0 };
	int count = 0;

	states[0] = content();
	for (int i = 0; i < OPERATIONS; i++) {
		int kind = roll(KINDS);

		e = (struct err){ 0 };
		operations[kind](&e);
		if (!journal_name(s.db, NULL))
			continue;
		*kinds |= 1U << kind;
		states[++count] = content();
	}
	for (int turn = 0; turn < 2; turn++) {
		for (int i = count; i-- > 0;)
			expect_state(states[i], undo_take_back(&u, &said, &e), &e, "back to", i);
		for (int i = 1; !turn && i <= count; i++)
			expect_state(states[i], undo_do_again(&u, &said, &e), &e, "again", i);
	}
	cr_assert_not(undo_take_back(&u, &said, &e), "more than was saved");
	for (int i = 0; i <= count; i++)
		free(states[i]);
	buf_release(&said);
	return count;
}

Test(model_undo_random, back_to_each_state_and_again, .timeout = TIME_LIMIT)
{
	struct err e = { 0 };
	unsigned kinds = 0;
	int count = 0;

	cr_assert(undo_begin(&u, &s, &e), "%s", e.text);
	for (uint32_t seed = FIRST_SEED; seed < FIRST_SEED + SCHOOLS; seed++) {
		dice = (struct random_school){ .seed = seed, .state = seed };
		count += one_round(&kinds);
	}
	cr_expect_gt(count, SCHOOLS * OPERATIONS / 3, "%d", count);
	cr_expect_eq(kinds, (1U << KINDS) - 1, "%x", kinds);
	cr_expect(file_is_sound("school.db"));
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}
