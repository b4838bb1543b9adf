/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checklist_look.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "db/door.h"
#include "support/scratch.h"

/* ------------------------------------------------------------------ telling */

void differ(const struct look *l, const char *fmt, ...)
{
	struct buf out = { 0 };
	char what[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	buf_printf(&out, "seed %" PRIu32 ", %s, list %s, student %" PRId64 ": %s %s\n",
		   l->school->seed, iso_of(l->today), l->list, l->student, l->thing, what);
	if (l->student)
		random_school_script(l->school, l->student, &out);
	cr_assert_fail("%s", buf_str(&out));
}

void works(struct look *l, const char *thing, bool ok)
{
	l->thing = thing;
	if (!ok)
		differ(l, "fails: %s (%s)", l->e.text, l->e.detail);
}

void same_int(struct look *l, const char *thing, int64_t got, int64_t want)
{
	l->thing = thing;
	if (got != want)
		differ(l, "is %" PRId64 ", not %" PRId64, got, want);
}

void same_text(struct look *l, const char *thing, const char *got, const char *want)
{
	l->thing = thing;
	if (strcmp(got, want))
		differ(l, "is \"%s\", not \"%s\"", got, want);
}

/* ---------------------------------------------------------------- comparing */

const struct verdict_words verdicts[VERDICTS] = {
	[SPARED] = { OBLIGATION_NONE, "" },
	[DONE] = { OBLIGATION_MET, "met" },
	[WAITING] = { OBLIGATION_OPEN, "open" },
	[NEAR] = { OBLIGATION_SOON, "soon" },
	[LATE] = { OBLIGATION_OVERDUE, "overdue" },
	[EXEMPTED] = { OBLIGATION_EXEMPT, "exempt" },
	[NOT_OWED] = { OBLIGATION_NOT_APPLICABLE, "not_applicable" },
};
const struct asked_words asked[ASKED_KINDS] = {
	[ASKED_VISIT] = { OCCASION_VISIT, "visit", "visit", FACT_VISIT },
	[ASKED_TALK] = { OCCASION_TALK, "talk", "talk", FACT_TALK },
	[ASKED_ANY_TALK] = { OCCASION_FREQUENT, "talk_frequent", "talk", FACT_TALK },
	[ASKED_TO_STUDENT] = { OCCASION_TO_STUDENT, "feedback_student", "feedback", FACT_FEEDBACK },
	[ASKED_TO_GUARDIANS] = { OCCASION_TO_GUARDIANS, "feedback_guardians", "feedback",
				 FACT_FEEDBACK },
	[ASKED_AFTER_CHANGE] = { OCCASION_CHANGE, "talk_change", "talk", FACT_TALK },
	[ASKED_FOLLOW_UP] = { OCCASION_REFERRAL, "referral", NULL, FACT_TALK },
};

void same_occasions(struct look *l, const struct checklist *got, const struct oracle_list *want)
{
	same_int(l, "occasions", (int64_t)got->occasion_count, want->occasion_count);
	for (int i = 0; i < want->occasion_count; i++) {
		const struct occasion *o = &got->occasions[i];
		const struct oracle_occasion *w = &want->occasions[i];

		same_int(l, "kind of occasion", o->kind, asked[w->what].kind);
		same_int(l, "n-th", o->nth, w->nth);
		same_int(l, "key date", o->id, w->key_date);
		same_text(l, "label", o->label, w->name);
		same_int(l, "term", o->term, w->term);
		same_text(l, "opens", o->opens, iso_of(w->opens));
		same_text(l, "due", o->due, iso_of(w->due));
		same_int(l, "grades", o->grades, w->grades);
	}
}

void same_cell(struct look *l, const struct oracle_occasion *o, const struct obligation *got,
	       const struct oracle_cell *want)
{
	if (got->state == verdicts[want->verdict].state && !strcmp(got->day, iso_of(want->day)) &&
	    got->by == want->contact && got->plan == want->plan &&
	    !strcmp(got->planned, iso_of(want->planned)))
		return;
	l->thing = o->name;
	if (got->plan != want->plan)
		differ(l, "%d (key date %" PRId64 ") has plan %" PRId64 ", not %" PRId64, o->nth,
		       o->key_date, got->plan, want->plan);
	differ(l, "%d (key date %" PRId64 ") is %s %s by %" PRId64 ", not %s %s by %" PRId64,
	       o->nth, o->key_date, obligation_state_code(got->state), got->day, got->by,
	       verdicts[want->verdict].code, iso_of(want->day), want->contact);
}

static void same_own(struct look *l, const struct own *got, const struct oracle_own *want)
{
	same_int(l, "kind of own", got->occasion.kind, asked[want->occasion.what].kind);
	same_int(l, "id of own", got->occasion.id, want->occasion.key_date);
	same_text(l, "label of own", got->occasion.label, want->occasion.name);
	same_text(l, "own opens", got->occasion.opens, iso_of(want->occasion.opens));
	same_text(l, "own due", got->occasion.due, iso_of(want->occasion.due));
	same_cell(l, &want->occasion, &got->state, &want->cell);
}

void same_student(struct look *l, const struct owed *got, const struct oracle_student *want,
		  const struct oracle_list *list)
{
	l->student = want->student->id;
	same_int(l, "id", got->student_id, want->student->id);
	same_int(l, "mentor", got->mentor_id, want->mentor);
	same_text(l, "name", got->name, want->student->name);
	same_text(l, "student number", got->student_no, want->student->no);
	same_text(l, "class", got->class_name, want->class_name);
	same_int(l, "grade", got->grade, want->grade);
	same_int(l, "class number", got->class_number, want->class_number);
	same_int(l, "number in class", got->seat, want->seat);
	for (int i = 0; i < list->occasion_count; i++)
		same_cell(l, &list->occasions[i], &got->cell[i], &want->cells[i]);
	same_int(l, "things of one's own", (int64_t)got->own_count, want->own_count);
	for (int i = 0; i < want->own_count; i++)
		same_own(l, &got->own[i], &want->own[i]);
	l->student = 0;
}

bool outstanding(enum verdict v)
{
	return v == WAITING || v == NEAR || v == LATE;
}

void same_list(struct look *l, const struct checklist *got, const struct oracle_list *want)
{
	same_occasions(l, got, want);
	same_int(l, "students", (int64_t)got->student_count, want->student_count);
	for (int i = 0; i < want->student_count; i++)
		same_student(l, &got->students[i], &want->students[i], want);
	for (int v = 0; v < VERDICTS; v++)
		same_int(l, verdicts[v].code, (int64_t)got->count[verdicts[v].state],
			 want->counts[v]);
}

const char *of_whom(enum owed_by by, int64_t id)
{
	static const char *const whose[] = { [OWED_BY_MENTOR] = "of mentor",
					     [OWED_BY_ANYONE] = "of all",
					     [OWED_FOR_STUDENT] = "of student" };
	static char text[48];

	snprintf(text, sizeof text, "%s %" PRId64, whose[by], id);
	return text;
}

void ask_oracle(struct look *l, enum owed_by by, int64_t id, struct oracle_list *want)
{
	l->list = of_whom(by, id);
	oracle_list(l->school, l->today, by == OWED_BY_MENTOR ? id : 0,
		    by == OWED_FOR_STUDENT ? id : 0, want);
}

void load(struct look *l, enum owed_by by, int64_t id, struct checklist *list)
{
	l->list = of_whom(by, id);
	works(l, "loading", checklist_load(&l->session, by, id, list, &l->e));
}

void expect_list(struct look *l, enum owed_by by, int64_t id)
{
	struct checklist got;
	struct oracle_list want;

	load(l, by, id, &got);
	ask_oracle(l, by, id, &want);
	same_list(l, &got, &want);
	checklist_release(&got);
	l->cases += want.student_count;
}

/* ---------------------------------------------------------- schools and days */

void open_on(struct look *l, int today)
{
	l->today = today;
	works(l, "opening", session_open(&l->session, scratch_path("school.db"), today, &l->e));
}

/* As session_open begins a day: to open it anew each time would take longer than all the rest. */
static void go_on_to(struct look *l, int today)
{
	struct session *s = &l->session;

	l->today = s->today = today;
	date_to_iso(today, s->today_iso);
	works(l, "the year and its rules", session_reload(s, &l->e));
}

int64_t for_schools(uint32_t seed, int count, void (*call)(struct look *l))
{
	static struct random_school school;
	struct look l = { .school = &school };

	for (int i = 0; i < count; i++) {
		random_school_make(&school, seed + (uint32_t)i);
		random_school_write(&school, "school.db", NULL, 0);
		if (!i)
			open_on(&l, school.years[0].starts);
		works(&l, "the door", door_enter(l.session.db, &l.e));
		for (int day = 0; day < RANDOM_DAYS; day++) {
			go_on_to(&l, random_today(&school, day));
			call(&l);
		}
		cr_assert_not(door_leave(l.session.db, false, &l.e));
	}
	session_close(&l.session);
	return l.cases;
}
