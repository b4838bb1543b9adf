/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is still owed a visit that nobody has planned, and where they live. */
#include <stdlib.h>
#include <string.h>

#include "model/address.h"
#include "model/checklist.h"
#include "model/grade.h"
#include "model/plan.h"
#include "model/statements.h"

enum { HOMES };

static const struct sql statements[] = {
	[HOMES] = { "plan.homes",
		    "SELECT s.id, s.id AS student_id, 'visit' AS kind, s.name AS student, "
		    "s.student_no, " SQL_CLASS_NAME " AS class_name, m.id AS mentor_id, "
		    "m.name AS mentor, s.address, s.address AS location, g.name AS guardian, "
		    "g.phone FROM my_enrolment e JOIN class c ON c.id = e.class_id "
		    "JOIN my_student s ON s.id = e.student_id "
		    "LEFT JOIN my_assignment a ON a.student_id = s.id AND a.role = 'lead' "
		    "AND a.starts <= :today AND a.ends >= :today "
		    "LEFT JOIN mentor m ON m.id = a.mentor_id "
		    "LEFT JOIN my_guardian g "
		    "ON g.id = (SELECT min(id) FROM my_guardian WHERE student_id = s.id) "
		    "WHERE e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today "
		    "AND (:mentor = 0 OR a.mentor_id = :mentor)",
		    false },
};
const struct sql_table plan_unplanned_sql = SQL_TABLE(statements);

/* Students who are owed a visit, and how that stands. */
struct visits {
	struct visit {
		int64_t student_id;
		iso_date due;
		const char *state;
	} * rows;
	size_t count, room;
};

static bool is_owed(enum obligation_state state)
{
	return state == OBLIGATION_OPEN || state == OBLIGATION_SOON || state == OBLIGATION_OVERDUE;
}

/* The first of several; none where one of them is planned. */
static const struct obligation *unplanned(const struct owed *student, const struct checklist *list)
{
	const struct obligation *first = NULL;

	for (size_t i = 0; i < list->occasion_count; i++) {
		const struct obligation *o = &student->cell[i];

		if (list->occasions[i].kind != OCCASION_VISIT || !is_owed(o->state))
			continue;
		if (o->plan)
			return NULL;
		if (!first)
			first = o;
	}
	return first;
}

static bool take(void *arg, const struct owed *student, const struct checklist *list)
{
	struct visits *set = arg;
	const struct obligation *o = unplanned(student, list);
	struct visit *v;

	if (!o)
		return true;
	if (set->count == set->room) {
		set->room = set->room ? set->room * 2 : 16;
		set->rows = mem_grow(set->rows, set->room * sizeof *set->rows);
	}
	v = &set->rows[set->count++];
	*v = (struct visit){ .student_id = student->student_id,
			     .state = obligation_state_code(o->state) };
	date_copy(v->due, o->day);
	return true;
}

static int by_student(const void *a, const void *b)
{
	const struct visit *x = a, *y = b;

	return (x->student_id > y->student_id) - (x->student_id < y->student_id);
}

/* Keeps the rows of those who are owed one. */
static void join(struct rowset *out, const struct visits *set)
{
	struct buf key = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < out->count; i++) {
		struct plan *p = rowset_at(out, i);
		const struct visit wanted = { .student_id = p->student_id };
		const struct visit *v = set->count ? bsearch(&wanted, set->rows, set->count,
							     sizeof wanted, by_student)
						   : NULL;

		if (!v)
			continue;
		buf_clear(&key);
		address_key(p->address ? p->address : "", &key);
		p->near = arena_text(&out->arena, buf_str(&key));
		p->date = arena_text(&out->arena, v->due);
		p->state = v->state;
		memmove(rowset_at(out, kept++), p, sizeof *p);
	}
	out->count = kept;
	buf_release(&key);
}

bool plan_list_unplanned(struct session *s, int64_t mentor_id, struct rowset *out, struct err *e)
{
	struct visits set = { 0 };
	bool ok;

	rowset_init(out, plan_fields, sizeof(struct plan));
	ok = checklist_each(s, mentor_id ? OWED_BY_MENTOR : OWED_BY_ANYONE, mentor_id, take, &set,
			    e) &&
	     db_rows(s->db, &statements[HOMES],
		     WITH(INT("year", s->year.id), TEXT("today", s->today_iso),
			  INT("mentor", mentor_id)),
		     out, e);
	if (set.count)
		qsort(set.rows, set.count, sizeof *set.rows, by_student);
	if (ok) {
		join(out, &set);
		plan_sort_near(out);
	}
	free(set.rows);
	return ok;
}
