/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What concerns single students, in one statement: they are few, and most lists have none. Of the
 * whole school the three tables are read, of a mentor the students' few rows are looked up.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "checklist_private.h"
#include "model/grade.h"
#include "model/statements.h"

enum column { STUDENT, ID, WHAT, FROM, TO, CLOSED, LABEL, EXEMPT };

/* A change of the year before is still owed where its last day is in this year, and no talk
 * followed it in that one. `whose` narrows the rows of `t`. */
#define CHANGES(from, where)                                                                       \
	"SELECT t.student_id, t.contact_id, 'c', t.date, NULL, NULL, NULL, NULL FROM " from        \
	" WHERE " where "t.kind = 'change' AND t.withdrawn = 0 AND (t.school_year_id = :year "     \
	"OR (t.school_year_id = :year - 1 AND t.date >= :carried AND NOT EXISTS ("                 \
	"SELECT 1 FROM my_contact_student k WHERE k.student_id = t.student_id "                    \
	"AND k.school_year_id = t.school_year_id AND k.kind = 'talk' AND k.withdrawn = 0 "         \
	"AND k.date >= t.date))) "
#define REFERRALS(from, where)                                                                     \
	"SELECT t.student_id, t.id, 'r', t.date, t.due, t.closed_on, d.name, NULL FROM " from      \
	" JOIN department d ON d.id = t.department_id WHERE " where                                \
	"(t.closed_on IS NULL OR t.closed_on >= :year_starts) "
#define EXEMPTIONS(from, where)                                                                    \
	"SELECT t.student_id, t.id, 'x', t.starts, t.ends, NULL, NULL, t.what FROM " from          \
	" WHERE " where "t.ends >= :year_starts "
#define ALL(changes, referrals, exemptions, where)                                                 \
	CHANGES(changes, where)                                                                    \
	"UNION ALL " REFERRALS(referrals, where) "UNION ALL " EXEMPTIONS(exemptions,               \
									 where) "ORDER BY 1, 3, 2"

#define LED(table) "my_assignment a CROSS JOIN " table " t ON t.student_id = a.student_id"
#define LEADS_TODAY                                                                                \
	"a.mentor_id = :id AND a.role = 'lead' AND a.starts <= :today AND a.ends >= :today AND "

static const struct sql statements[] = {
	[OWED_BY_MENTOR] = { "special.of_mentor",
			     ALL(LED("my_contact_student"), LED("my_referral"), LED("my_exemption"),
				 LEADS_TODAY),
			     false },
	[OWED_BY_ANYONE] = { "special.of_school",
			     ALL("my_contact_student t", "my_referral t", "my_exemption t",
				 ":id = 0 AND "),
			     false },
	[OWED_FOR_STUDENT] = { "special.of_student",
			       ALL("my_contact_student t", "my_referral t", "my_exemption t",
				   "t.student_id = :id AND "),
			       false },
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
			       .exempt = *cursor_text(c, EXEMPT) };
	date_copy(x->from, cursor_text(c, FROM));
	date_copy(x->to, cursor_text(c, TO));
	date_copy(x->closed, cursor_text(c, CLOSED));
	x->label = x->what == 'r' ? arena_text(&set->arena, cursor_text(c, LABEL)) : NULL;
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
			      TEXT("year_starts", s->year.starts), TEXT("carried", carried)),
			 e))
		return false;
	while (cursor_next(&c))
		take(out, &c);
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

static void add_exempt(const struct special *x, struct facts *f)
{
	struct exempt *to;

	if (f->exempt_count == f->exempt_room) {
		f->exempt_room = f->exempt_room ? f->exempt_room * 2 : 8;
		f->exempt = mem_grow(f->exempt, f->exempt_room * sizeof *f->exempt);
	}
	to = &f->exempt[f->exempt_count++];
	*to = (struct exempt){ .id = x->id, .what = x->exempt };
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

static struct occasion occasion_of(const struct special *x, const struct rules *rules,
				   struct arena *arena)
{
	struct occasion o = { .kind = OCCASION_REFERRAL,
			      .nth = 1,
			      .id = x->id,
			      .label = x->label,
			      .opens = x->from,
			      .due = x->to,
			      .grades = GRADES_ALL };
	iso_date due;

	if (x->what == 'c') {
		date_shift(x->from, (int)rules->change_days, due);
		o.kind = OCCASION_CHANGE;
		o.label = _("Change");
		o.due = arena_text(arena, due);
	}
	return o;
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

void specials_apply(const struct specials *set, struct owed *student, const struct rules *rules,
		    struct facts *f, struct arena *arena)
{
	size_t count;
	const struct special *x = specials_of(set, student->student_id, &count);

	if (count)
		student->own = arena_alloc(arena, count * sizeof *student->own);
	for (size_t i = 0; i < count; i++) {
		if (x[i].what == 'x') {
			add_exempt(&x[i], f);
			continue;
		}
		if (x[i].what == 'r')
			add_closing(&x[i], f);
		student->own[student->own_count++].occasion = occasion_of(&x[i], rules, arena);
	}
}
