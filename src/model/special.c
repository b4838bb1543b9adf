/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What concerns single students, in one statement: they are few, and most lists have none of most.
 * Changes of this year come with what was done for the students (model/checklist.c).
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "checklist_private.h"
#include "model/grade.h"
#include "model/statements.h"

enum column { STUDENT, ID, WHAT, FROM, TO, CLOSED, LABEL, FROM_WHAT, KEY_DATE };

/* A change of the year before is still owed where its last day is in this year, and no talk
 * followed it in that one. There are few, whosever they are: their own index has them. */
#define CARRIED                                                                                    \
	"SELECT t.student_id, t.contact_id, 'c', t.date, NULL, NULL, NULL, NULL, NULL "            \
	"FROM my_contact_student t WHERE t.school_year_id = :year - 1 AND t.kind = 'change' "      \
	"AND t.withdrawn = 0 AND t.date >= :carried AND NOT EXISTS ("                              \
	"SELECT 1 FROM my_contact_student k WHERE k.student_id = t.student_id "                    \
	"AND k.school_year_id = t.school_year_id AND k.kind = 'talk' AND k.withdrawn = 0 "         \
	"AND k.date >= t.date) AND "
#define REFERRALS                                                                                  \
	"UNION ALL SELECT t.student_id, t.id, 'r', t.date, t.due, t.closed_on, d.name, NULL, "     \
	"NULL FROM "
#define THEIR_DEPARTMENT                                                                           \
	" JOIN department d ON d.id = t.department_id "                                            \
	"WHERE (t.closed_on IS NULL OR t.closed_on >= :year_starts) AND "
#define EXEMPTIONS                                                                                 \
	"UNION ALL SELECT t.student_id, t.id, 'x', t.starts, t.ends, NULL, NULL, t.what, NULL "    \
	"FROM "
#define IN_FORCE " WHERE t.ends >= :year_starts AND "
/* What nothing came of in another year is past. */
#define PLANS                                                                                      \
	"UNION ALL SELECT t.student_id, t.id, 'p', t.date, NULL, NULL, NULL, t.kind, "             \
	"t.key_date_id FROM "
#define OPEN " WHERE t.contact_id IS NULL AND t.date BETWEEN :year_starts AND :year_ends AND "

#define ALL_OF(where)                                                                              \
	CARRIED where REFERRALS "my_referral t" THEIR_DEPARTMENT where EXEMPTIONS                  \
				"my_exemption t" IN_FORCE where PLANS "my_plan t" OPEN where

#define LED(table) "my_assignment a CROSS JOIN " table " t ON t.student_id = a.student_id"
#define LEADS_TODAY                                                                                \
	"a.mentor_id = :id AND a.role = 'lead' AND a.starts <= :today AND a.ends >= :today "

static const struct sql statements[] = {
	[OWED_BY_MENTOR] = { "special.of_mentor",
			     CARRIED
			     "EXISTS (SELECT 1 FROM my_assignment a "
			     "WHERE a.student_id = t.student_id AND " LEADS_TODAY
			     ") " REFERRALS LED("my_referral")
				     THEIR_DEPARTMENT LEADS_TODAY EXEMPTIONS LED("my_exemption")
					     IN_FORCE LEADS_TODAY PLANS LED("my_plan")
						     OPEN LEADS_TODAY,
			     false },
	[OWED_BY_ANYONE] = { "special.of_school", ALL_OF(":id = 0 "), false },
	[OWED_FOR_STUDENT] = { "special.of_student", ALL_OF("t.student_id = :id "), false },
};
const struct sql_table special_sql = SQL_TABLE(statements);

static void take(struct specials *set, const struct cursor *c)
{
	struct special *x;

	if (set->count == set->room) {
		set->room = set->room ? set->room * 2 : 16;
		set->rows = mem_grow(set->rows, set->room * sizeof *set->rows);
	}
	x = &set->rows[set->count++];
	*x = (struct special){ .student_id = cursor_int(c, STUDENT),
			       .id = cursor_int(c, ID),
			       .what = *cursor_text(c, WHAT),
			       .of = *cursor_text(c, FROM_WHAT),
			       .key_date_id = cursor_int(c, KEY_DATE) };
	date_copy(x->from, cursor_text(c, FROM));
	date_copy(x->to, cursor_text(c, TO));
	date_copy(x->closed, cursor_text(c, CLOSED));
	x->label = x->what == 'r' ? arena_text(&set->arena, cursor_text(c, LABEL)) : NULL;
}

/* As they were recorded, student by student. */
static int in_order(const void *a, const void *b)
{
	const struct special *x = a, *y = b;

	if (x->student_id != y->student_id)
		return x->student_id < y->student_id ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

bool specials_load(struct session *s, enum owed_by by, int64_t id, struct specials *out,
		   struct err *e)
{
	struct cursor c;
	iso_date carried;

	*out = (struct specials){ 0 };
	date_shift(s->year.starts, -(int)s->rules.change_days, carried);
	if (!cursor_open(&c, s->db, &statements[by],
			 WITH(INT("id", id), INT("year", s->year.id), TEXT("today", s->today_iso),
			      TEXT("year_starts", s->year.starts), TEXT("year_ends", s->year.ends),
			      TEXT("carried", carried)),
			 e))
		return false;
	while (cursor_next(&c))
		take(out, &c);
	if (out->count > 1)
		qsort(out->rows, out->count, sizeof *out->rows, in_order);
	return cursor_close(&c);
}

static const struct special *specials_of(const struct specials *set, int64_t student_id,
					 size_t *count)
{
	size_t low = 0, high = set->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->rows[middle].student_id < student_id)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < set->count && set->rows[low + *count].student_id == student_id)
		(*count)++;
	return set->rows + low;
}

void specials_release(struct specials *set)
{
	free(set->rows);
	arena_release(&set->arena);
	*set = (struct specials){ 0 };
}

/* ------------------------------------------------------------- what follows from them */

struct event *facts_event(struct facts *f)
{
	if (f->count == f->room) {
		f->room = f->room ? f->room * 2 : 32;
		f->events = mem_grow(f->events, f->room * sizeof *f->events);
	}
	return &f->events[f->count++];
}

static void add_exempt(const struct special *x, struct facts *f)
{
	struct exempt *to;

	if (f->exempt_count == f->exempt_room) {
		f->exempt_room = f->exempt_room ? f->exempt_room * 2 : 8;
		f->exempt = mem_grow(f->exempt, f->exempt_room * sizeof *f->exempt);
	}
	to = &f->exempt[f->exempt_count++];
	*to = (struct exempt){ .id = x->id, .what = x->of };
	date_copy(to->starts, x->from);
	date_copy(to->ends, x->to);
}

/* The follow-up of a referral is met by its closing. */
static void add_closing(const struct special *x, struct facts *f)
{
	struct event *v;

	if (!*x->closed)
		return;
	v = facts_event(f);
	*v = (struct event){ .kind = OCCASION_REFERRAL, .for_id = x->id, .by = x->id };
	date_copy(v->date, x->closed);
}

static void add_change(const struct special *x, struct facts *f)
{
	struct event *v = facts_event(f);

	*v = (struct event){ .kind = OCCASION_CHANGE, .by = x->id };
	date_copy(v->date, x->from);
}

static void add_plan(const struct special *x, struct facts *f)
{
	struct event *v;

	if (f->plan_count == f->plan_room) {
		f->plan_room = f->plan_room ? f->plan_room * 2 : 8;
		f->plans = mem_grow(f->plans, f->plan_room * sizeof *f->plans);
	}
	v = &f->plans[f->plan_count++];
	*v = (struct event){ .kind = x->of == 'v' ? OCCASION_VISIT : OCCASION_TALK,
			     .for_id = x->key_date_id,
			     .by = x->id };
	date_copy(v->date, x->from);
}

static struct occasion follow_up(const struct special *x)
{
	return (struct occasion){ .kind = OCCASION_REFERRAL,
				  .nth = 1,
				  .id = x->id,
				  .label = x->label,
				  .opens = x->from,
				  .due = x->to,
				  .grades = GRADES_ALL };
}

static struct occasion talk_after(const struct event *change, const struct rules *rules,
				  struct arena *arena)
{
	iso_date due;

	date_shift(change->date, (int)rules->change_days, due);
	return (struct occasion){ .kind = OCCASION_CHANGE,
				  .nth = 1,
				  .id = change->by,
				  .label = _("Change"),
				  .opens = arena_text(arena, change->date),
				  .due = arena_text(arena, due),
				  .grades = GRADES_ALL };
}

int own_by_urgency(const void *a, const void *b)
{
	static const int rank[OBLIGATION_STATES] = {
		[OBLIGATION_OVERDUE] = 0, [OBLIGATION_SOON] = 1, [OBLIGATION_OPEN] = 2,
		[OBLIGATION_EXEMPT] = 3,  [OBLIGATION_MET] = 4,  [OBLIGATION_NOT_APPLICABLE] = 5,
		[OBLIGATION_NONE] = 6
	};
	const struct own *x = a, *y = b;
	int by_day = strcmp(x->state.day, y->state.day);

	if (rank[x->state.state] != rank[y->state.state])
		return rank[x->state.state] - rank[y->state.state];
	if (by_day)
		return by_day;
	if (x->occasion.kind != y->occasion.kind)
		return x->occasion.kind < y->occasion.kind ? -1 : 1;
	return x->occasion.id < y->occasion.id ? -1 : x->occasion.id > y->occasion.id;
}

/* Referrals, of which `rows` has so many at most, and the changes among the events. */
static void add_own(const struct special *x, size_t rows, struct owed *student,
		    const struct rules *rules, const struct facts *f, struct arena *arena)
{
	size_t most = rows;

	for (size_t i = 0; i < f->count; i++)
		most += f->events[i].kind == OCCASION_CHANGE;
	if (!most)
		return;
	student->own = arena_alloc(arena, most * sizeof *student->own);
	for (size_t i = 0; i < rows; i++)
		if (x[i].what == 'r')
			student->own[student->own_count++].occasion = follow_up(&x[i]);
	for (size_t i = 0; i < f->count; i++)
		if (f->events[i].kind == OCCASION_CHANGE)
			student->own[student->own_count++].occasion =
				talk_after(&f->events[i], rules, arena);
}

void specials_apply(const struct specials *set, struct owed *student, const struct rules *rules,
		    struct facts *f, struct arena *arena)
{
	size_t count;
	const struct special *x = specials_of(set, student->student_id, &count);

	for (size_t i = 0; i < count; i++) {
		if (x[i].what == 'x')
			add_exempt(&x[i], f);
		else if (x[i].what == 'r')
			add_closing(&x[i], f);
		else if (x[i].what == 'p')
			add_plan(&x[i], f);
		else
			add_change(&x[i], f);
	}
	add_own(x, count, student, rules, f, arena);
}
