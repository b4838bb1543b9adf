/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "story.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "model/exemption.h"
#include "model/student.h"

struct session story_session;
static struct err e;

void story_end(void)
{
	school_end(&story_session);
}

static void come_back(const char *day)
{
	struct rowset set;
	struct student *st;

	MUST(student_get(&story_session, school_student(&story_session, 1), &set, &e), e);
	st = rowset_at(&set, 0);
	st->enrolled_from = day;
	st->enrolled_to = NULL;
	MUST(student_save(&story_session, st, &e), e);
	rowset_release(&set);
}

static const char *or_none(const char *day)
{
	return *day == '-' ? NULL : day;
}

static void exempt(const char *what, const char *from, const char *to)
{
	int64_t id = school_student(&story_session, 1);
	struct exemption x = {
		.what = what, .starts = from, .ends = to, .reason = "r", .approver = "a"
	};

	MUST(exemption_save(&story_session, &id, 1, &x, &e), e);
}

static void refer(const char *day, const char *due, const char *closed)
{
	char script[400];

	snprintf(script, sizeof script,
		 "INSERT INTO department (name) SELECT 'D' WHERE NOT EXISTS (SELECT 1 "
		 "FROM department WHERE name = 'D');"
		 "INSERT INTO referral (student_id, mentor_id, department_id, date, due, closed_on,"
		 " outcome) SELECT 1, 1, id, '%s', '%s', nullif('%s', '-'), 'o' FROM department "
		 "WHERE name = 'D'",
		 day, due, closed);
	school_script(&story_session, script);
}

static int64_t take_step(const char *step, int64_t last)
{
	char verb[16], a[16] = "", b[16] = "", c[16] = "", d[16] = "";
	int n = sscanf(step, "%15s %15s %15s %15s %15s", verb, a, b, c, d), mentor = 0;

	sscanf(a, "%d", &mentor);
	if (!strcmp(verb, "join"))
		school_add_student(&story_session, 1, b, a);
	else if (!strcmp(verb, "leave"))
		MUST(student_leave(&story_session, school_student(&story_session, 1), a, NULL, &e),
		     e);
	else if (!strcmp(verb, "back"))
		come_back(a);
	else if (!strcmp(verb, "lead"))
		school_lead(&story_session, 1, mentor, b);
	else if (!strcmp(verb, "co"))
		school_co(&story_session, 1, mentor, b);
	else if (!strcmp(verb, "letter"))
		return school_feedback(&story_session, 1, mentor, b, or_none(c), or_none(d));
	else if (!strcmp(verb, "talk") && n == 5)
		return school_talk_for(&story_session, 1, mentor, b,
				       school_key_date(&story_session, c, *d - '0'));
	else if (!strcmp(verb, "exempt"))
		exempt(a, b, c);
	else if (!strcmp(verb, "refer"))
		refer(a, b, c);
	else if (!strcmp(verb, "withdraw"))
		school_withdraw(&story_session, last);
	else
		return school_contact(&story_session, verb, 1, mentor, b);
	return last;
}

static void take_steps(const char *steps)
{
	char step[100];
	int64_t last = 0;

	while (*steps) {
		size_t len = strcspn(steps, ",");

		snprintf(step, sizeof step, "%.*s", (int)len, steps);
		last = take_step(step, last);
		steps += len + (steps[len] == ',');
	}
}

/* ----------------------------------------------------------------- how it stands */

/* "Mid 1" as the label and the term, "Visit2" as it is. */
static bool is_occasion(const struct occasion *o, const char *name)
{
	char label[64];

	if (o->term)
		snprintf(label, sizeof label, "%s %d", o->label, (int)o->term);
	else
		snprintf(label, sizeof label, "%s", o->label);
	return !strcmp(label, name);
}

const char *story_standing(enum owed_by by, int64_t id, const char *occasion)
{
	static char text[4][64];
	static int at;
	char *to = text[at++ % 4];
	struct checklist list;
	const struct occasion *of;
	const struct obligation *o;

	MUST(checklist_load(&story_session, by, id, &list, &e), e);
	strcpy(to, "not in the list");
	for (size_t i = 0; list.student_count && (o = owed_at(list.students, &list, i, &of)); i++) {
		const char *code = obligation_state_code(o->state);

		if (is_occasion(of, occasion))
			snprintf(to, sizeof text[0], "%s", *code ? code : "none");
		if (is_occasion(of, occasion) && *code)
			snprintf(to + strlen(to), sizeof text[0] - strlen(to), " %s", o->day);
		cr_expect_eq(o->state == OBLIGATION_MET || o->state == OBLIGATION_EXEMPT,
			     o->by != 0);
	}
	checklist_release(&list);
	return to;
}

void story_expect(const struct story *r)
{
	const char *of_student, *of_school;

	school_begin(&story_session, r->today);
	if (r->rules)
		school_script(&story_session, r->rules);
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&story_session, n);
	take_steps(r->steps);
	of_student =
		story_standing(OWED_FOR_STUDENT, school_student(&story_session, 1), r->occasion);
	of_school = story_standing(OWED_BY_ANYONE, 0, r->occasion);
	cr_expect_str_eq(of_student, r->state, "%s: %s is %s, not %s", r->what, r->occasion,
			 of_student, r->state);
	cr_expect_str_eq(of_school, of_student, "%s: %s of the school", r->what, of_school);
	for (int n = 1; n <= 3; n++) {
		const char *of_mentor = story_standing(
			OWED_BY_MENTOR, school_mentor(&story_session, n), r->occasion);

		cr_expect(!strcmp(of_mentor, of_student) || !strcmp(of_mentor, "not in the list"),
			  "%s: %s of mentor %d", r->what, of_mentor, n);
	}
	school_end(&story_session);
}
