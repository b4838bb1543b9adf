/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assignment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/closing.h"
#include "model/enrolment.h"
#include "model/mentor.h"
#include "model/row.h"
#include "model/statements.h"
#include "model/student.h"

const struct choice assignment_roles[] = {
	{ "lead", N_("mentor"), "导师|主导师|lead" },
	{ "co", N_("co-mentor"), "协同导师|副导师|co" },
	{ 0 },
};

const struct field assignment_fields[] = {
	{ FIELD(struct assignment, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED, .width = 10 },
	{ FIELD(struct assignment, role), .label = N_("Role"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = assignment_roles, .width = 9,
	  .help = N_("co: stands beside the lead mentor, who alone owes what is due") },
	{ FIELD(struct assignment, starts), .label = N_("First day"), .kind = FIELD_DATE,
	  .width = 10, .help = N_("of this mentor with the student; empty: today") },
	{ FIELD(struct assignment, ends), .label = N_("Last day"), .kind = FIELD_DATE,
	  .width = 10 },
	{ FIELD(struct assignment, reason), .label = N_("Reason"), .kind = FIELD_TEXT, .width = 24,
	  .max = 200, .help = N_("for a change in the year, or for more students than the rule") },
	{ FIELD(struct assignment, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ FIELD(struct assignment, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED, .help = N_("Space or a letter opens the list") },
	{ 0 },
};

enum { LIST, ONE, IN_FORCE, FIRST_DAY, ADD, END };

static const struct sql statements[] = {
	[LIST] = { "assignment.list",
		   "SELECT a.id, a.rev, a.student_id, a.mentor_id, m.name AS mentor, a.role, "
		   "a.starts, a.ends, a.reason FROM my_assignment a JOIN mentor m "
		   "ON m.id = a.mentor_id WHERE a.student_id = :student AND a.ends >= a.starts "
		   "ORDER BY a.ends DESC, a.role DESC, a.starts DESC",
		   false },
	[ONE] = { "assignment.one",
		  "SELECT starts, ends FROM my_assignment WHERE id = :id AND rev = :rev", false },
	/* leading, or this very mentor in whatever role, on the day or after it */
	[IN_FORCE] = { "assignment.in_force",
		       "SELECT id, mentor_id, role, starts, ends FROM my_assignment "
		       "WHERE student_id = :student AND ends >= :day AND ends >= starts "
		       "AND (role = :role OR mentor_id = :mentor OR :mentor = 0) ORDER BY starts",
		       false },
	/* no lead mentor yet this year: from the first day of the enrolment that holds today */
	[FIRST_DAY] = { "assignment.first_day",
			"SELECT max(e.starts) FROM my_enrolment e WHERE e.student_id = :student "
			"AND e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today "
			"AND NOT EXISTS (SELECT 1 FROM my_assignment a "
			"WHERE a.student_id = :student AND a.role = 'lead' "
			"AND a.ends >= :year_starts)",
			false },
	[ADD] = { "assignment.add",
		  "INSERT INTO assignment (student_id, mentor_id, role, starts, reason) "
		  "VALUES (:student, :mentor, :role, :starts, :reason)",
		  true },
	[END] = { "assignment.end",
		  "UPDATE assignment SET ends = :ends, rev = rev + 1, "
		  "reason = coalesce(:reason, (SELECT m.reason FROM my_assignment m "
		  "WHERE m.id = :id)) WHERE id = :id",
		  true },
};
const struct sql_table assignment_sql = SQL_TABLE(statements);

bool assignment_list(struct session *s, int64_t student_id, struct rowset *out, struct err *e)
{
	rowset_init(out, assignment_fields, sizeof(struct assignment));
	return db_rows(s->db, &statements[LIST], WITH(INT("student", student_id)), out, e);
}

/* ---------------------------------------------------------------- ranges */

enum { MOST_IN_FORCE = 32 };

struct in_force {
	int64_t id, mentor_id;
	bool same_role, open;
	iso_date starts;
};

static bool load_in_force(struct session *s, int64_t student_id, int64_t mentor_id,
			  const char *role, const char *day, struct in_force rows[MOST_IN_FORCE],
			  size_t *count, struct err *e)
{
	struct cursor c;

	*count = 0;
	if (!cursor_open(&c, s->db, &statements[IN_FORCE],
			 WITH(INT("student", student_id), INT("mentor", mentor_id),
			      TEXT("role", role), TEXT("day", day)),
			 e))
		return false;
	while (*count < MOST_IN_FORCE && cursor_next(&c)) {
		struct in_force *r = &rows[(*count)++];

		*r = (struct in_force){ .id = cursor_int(&c, 0),
					.mentor_id = cursor_int(&c, 1),
					.same_role = !strcmp(cursor_text(&c, 2), role),
					.open = !strcmp(cursor_text(&c, 4), DATE_OPEN) };
		date_copy(r->starts, cursor_text(&c, 3));
	}
	return cursor_close(&c);
}

/* A range that began after the last day was never in force: it ends the day before it begins. */
static bool end_row(struct session *s, const struct in_force *r, const char *last_day,
		    const char *reason, struct err *e)
{
	iso_date never;

	date_shift(r->starts, -1, never);
	return db_run(s->db, &statements[END],
		      WITH(INT("id", r->id),
			   TEXT("ends", strcmp(last_day, never) < 0 ? never : last_day),
			   { .name = "reason", .text = reason, .null = !reason || !*reason }),
		      NULL, e);
}

bool assignment_end_all(struct session *s, int64_t student_id, const char *last_day,
			const char *reason, struct err *e)
{
	struct in_force rows[MOST_IN_FORCE];
	iso_date next_day;
	size_t count;
	bool ok;

	date_shift(last_day, 1, next_day);
	ok = load_in_force(s, student_id, 0, "lead", next_day, rows, &count, e);
	for (size_t i = 0; ok && i < count; i++)
		ok = end_row(s, &rows[i], last_day, reason, e);
	return ok;
}

static bool check_last_day(struct session *s, const char *starts, const char *ends,
			   const char *last_day, struct err *e)
{
	if (strcmp(last_day, s->year.starts) < 0 || strcmp(last_day, s->year.ends) > 0)
		return err_field(e, "ends", _("%s is outside the school year (%s to %s)."),
				 last_day, s->year.starts, s->year.ends);
	if (strcmp(last_day, starts) < 0)
		return err_field(e, "ends", _("It began on %s; choose that day or a later one."),
				 starts);
	return strcmp(last_day, ends) < 0 ||
	       err_field(e, "ends", _("It ended on %s already."), ends);
}

static bool end_one(struct session *s, int64_t id, int64_t rev, const char *last_day,
		    const char *reason, struct err *e)
{
	struct in_force row = { .id = id };
	iso_date ends = "";
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[ONE], WITH(INT("id", id), INT("rev", rev)), e))
		return false;
	if (cursor_next(&c)) {
		date_copy(row.starts, cursor_text(&c, 0));
		date_copy(ends, cursor_text(&c, 1));
	}
	if (!cursor_close(&c))
		return false;
	if (!*ends)
		return row_conflict(e, _("this assignment"));
	return check_last_day(s, row.starts, ends, last_day, e) &&
	       year_check_day(s, "ends", last_day, e) && end_row(s, &row, last_day, reason, e);
}

bool assignment_end(struct session *s, int64_t id, int64_t rev, const char *last_day,
		    const char *reason, struct err *e)
{
	return session_may(s, MAY_ASSIGN, e) && door_enter(s->db, e) &&
	       door_leave(s->db, end_one(s, id, rev, last_day, reason, e), e);
}

/* ---------------------------------------------------------------- assigning */

static bool default_from(struct session *s, const struct assign *a, int64_t student_id,
			 iso_date from, struct err *e)
{
	struct arena arena = { 0 };
	const char *first = NULL;
	bool ok = true;

	if (!a->from && !strcmp(a->role, "lead"))
		ok = db_text(s->db, &statements[FIRST_DAY],
			     WITH(INT("student", student_id), INT("year", s->year.id),
				  TEXT("today", s->today_iso), TEXT("year_starts", s->year.starts)),
			     &arena, &first, e);
	date_copy(from, a->from ? a->from : first ? first : s->today_iso);
	arena_release(&arena);
	return ok;
}

static bool assign_one(struct session *s, const struct assign *a, int64_t student_id, bool *changed,
		       struct err *e)
{
	struct in_force rows[MOST_IN_FORCE];
	iso_date from, day_before;
	size_t count;
	bool lead = !strcmp(a->role, "lead"), enrolled;

	if (!default_from(s, a, student_id, from, e) ||
	    !enrolment_on(s, student_id, from, &enrolled, e))
		return false;
	if (!enrolled)
		return err_field(e, "starts", _("The student is not enrolled on %s."), from);
	if (!load_in_force(s, student_id, a->mentor_id, a->role, from, rows, &count, e))
		return false;
	*changed = true;
	for (size_t i = 0; i < count; i++)
		if (rows[i].mentor_id == a->mentor_id &&
		    (!lead ||
		     (rows[i].same_role && rows[i].open && strcmp(rows[i].starts, from) <= 0)))
			*changed = false; /* a lead mentor is no co-mentor beside */
	date_shift(from, -1, day_before);
	for (size_t i = 0; *changed && i < count; i++) {
		/* the earlier lead goes; co-mentors stay, but nobody is both */
		bool goes = rows[i].mentor_id == a->mentor_id || (lead && rows[i].same_role);

		if (goes && !end_row(s, &rows[i], day_before, NULL, e))
			return false;
	}
	return !*changed || db_run(s->db, &statements[ADD],
				   WITH(INT("student", student_id), INT("mentor", a->mentor_id),
					TEXT("role", a->role), TEXT("starts", from),
					{ .name = "reason",
					  .text = a->reason,
					  .null = !a->reason || !*a->reason }),
				   NULL, e);
}

/* 原则上: past the capacity it takes a reason. Looked at after the fact, inside the transaction, so
 * that two offices who assign at once cannot slip past it together. */
static bool check_capacity(struct session *s, const struct assign *a, struct err *e)
{
	int64_t load, capacity;
	struct rowset mentor;
	/* on the day it begins, where that is still to come */
	bool coming = a->from && strcmp(a->from, s->today_iso) > 0;

	if (strcmp(a->role, "lead") || (a->reason && *a->reason))
		return true;
	if (!mentor_load(s, a->mentor_id, coming ? a->from : s->today_iso, &load, &capacity, e))
		return false;
	if (load <= capacity)
		return true;
	if (mentor_get(s, a->mentor_id, &mentor, e)) {
		const struct mentor *m = rowset_at(&mentor, 0);

		err_set(e, ERR_NEED_REASON,
			_("%s would have %lld students, where %lld is the most as a rule. Give a "
			  "reason to assign all the same."),
			m->name, (long long)load, (long long)capacity);
		err_at(e, "reason");
	}
	rowset_release(&mentor);
	return false;
}

/* A mentor whom somebody else gave the student meanwhile is not ended unseen. */
static bool check_lead(struct session *s, const struct assign *a, size_t i, struct err *e)
{
	struct rowset set;
	bool ok;

	if (!a->leads || strcmp(a->role, "lead"))
		return true;
	ok = student_get(s, a->student_ids[i], &set, e);
	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		ok = !st->mentor_id || st->mentor_id == a->leads[i] ||
		     st->mentor_id == a->mentor_id ||
		     err_set(e, ERR_CONFLICT,
			     _("Somebody else gave %s the mentor %s meanwhile. Nothing was "
			       "assigned; saving again does it all the same."),
			     st->name, st->mentor);
	}
	rowset_release(&set);
	return ok;
}

static bool assign_these(struct session *s, const struct assign *a, size_t *changed, struct err *e)
{
	*changed = 0;
	for (size_t i = 0; i < a->count; i++) {
		bool one;

		if (!check_lead(s, a, i, e) || !assign_one(s, a, a->student_ids[i], &one, e))
			return false;
		*changed += one;
	}
	return true;
}

static bool assign_all(struct session *s, const struct assign *all, size_t count, size_t *changed,
		       struct err *e)
{
	size_t *each = mem_alloc((count + 1) * sizeof *each);
	bool ok = true;

	*changed = 0;
	for (size_t i = 0; ok && i < count; i++) {
		ok = assign_these(s, &all[i], &each[i], e);
		*changed += each[i];
	}
	for (size_t i = 0; ok && i < count; i++)
		ok = !each[i] || check_capacity(s, &all[i], e);
	free(each);
	return ok;
}

static bool check_mentor(struct session *s, const struct assign *a, struct err *e)
{
	struct rowset set;
	bool ok = mentor_get(s, a->mentor_id, &set, e);

	if (ok && !strcmp(((const struct mentor *)rowset_at(&set, 0))->status, "left"))
		ok = err_field(e, "mentor_id", _("This mentor has left; choose another."));
	rowset_release(&set);
	return ok;
}

static bool check(struct session *s, const struct assign *a, struct err *e)
{
	int day;

	if (!check_mentor(s, a, e))
		return false;
	if (a->from && (!date_from_iso(a->from, &day) || strcmp(a->from, s->year.starts) < 0 ||
			strcmp(a->from, s->year.ends) > 0))
		return err_field(e, "starts", _("%s is outside the school year (%s to %s)."),
				 a->from, s->year.starts, s->year.ends);
	return year_check_day(s, "starts", a->from ? a->from : s->today_iso, e);
}

bool assignment_make_all(struct session *s, const struct assign *all, size_t count, size_t *changed,
			 struct err *e)
{
	*changed = 0;
	if (!session_may(s, MAY_ASSIGN, e))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!check(s, &all[i], e))
			return false;
	return door_enter(s->db, e) && door_leave(s->db, assign_all(s, all, count, changed, e), e);
}

bool assignment_make(struct session *s, const struct assign *a, size_t *changed, struct err *e)
{
	return assignment_make_all(s, a, 1, changed, e);
}
