/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be a condition, and how it is kept. */
#include <string.h>

#include "base/i18n.h"
#include "condition_private.h"
#include "db/door.h"
#include "model/enrolment.h"
#include "model/row.h"
#include "model/statements.h"

enum { SAME, FIXED, BOUND, ADD, CHANGE, REMOVE };

static const struct sql statements[] = {
	/* either way round */
	[SAME] = { "condition.same",
		   "SELECT id FROM my_condition WHERE school_year_id = :year AND kind = :kind "
		   "AND mentor_id IS :mentor AND id <> :id AND rev > 0 "
		   "AND ((student_id IS :student AND other_id IS :other) "
		   "OR (student_id IS :other AND other_id IS :student)) LIMIT 1",
		   false },
	[FIXED] = { "condition.fixed",
		    "SELECT m.name FROM my_condition k JOIN mentor m ON m.id = k.mentor_id "
		    "WHERE k.school_year_id = :year AND k.kind = 'fixed' "
		    "AND k.student_id = :student AND k.id <> :id AND k.rev > 0 LIMIT 1",
		    false },
	/* without a condition, what the mentor has anyway */
	[BOUND] = { "condition.bound",
		    "SELECT coalesce((SELECT k.number FROM my_condition k "
		    "WHERE k.school_year_id = :year AND k.kind = :kind AND k.mentor_id = m.id "
		    "AND k.rev > 0), iif(:kind = 'least', 0, "
		    "coalesce(nullif(m.capacity, 0), :capacity))), m.status = 'left', m.rev "
		    "FROM mentor m WHERE m.id = :mentor",
		    false },
	[ADD] = { "condition.add",
		  "INSERT INTO condition (school_year_id, kind, weight, student_id, other_id, "
		  "mentor_id, number, note) VALUES (:year, :kind, :weight, :student, :other, "
		  ":mentor, :number, :note)",
		  true },
	[CHANGE] = { "condition.change",
		     "UPDATE condition SET kind = :kind, weight = :weight, student_id = :student, "
		     "other_id = :other, mentor_id = :mentor, number = :number, note = :note, "
		     "rev = rev + 1 WHERE id = :id AND rev = :rev AND id IN (SELECT k.id "
		     "FROM my_condition k WHERE k.school_year_id = :year AND k.rev > 0)",
		     true },
	[REMOVE] = { "condition.remove", "DELETE FROM condition WHERE id = :id AND rev = :rev",
		     true },
};
const struct sql_table condition_save_sql = SQL_TABLE(statements);

#define WHOM(c)                                                                                    \
	NULL_OR("student", (c)->student_id), NULL_OR("other", (c)->other_id),                      \
		NULL_OR("mentor", (c)->mentor_id)

/* ---------------------------------------------------------------- what its kind takes */

static bool has_number(const struct condition *c)
{
	return c->number != FIELD_UNKNOWN;
}

static unsigned parts_of(const struct condition *c, struct condition_takes takes)
{
	/* a number that nobody asked for is 0 as often as none */
	bool number = takes.may & CONDITION_NUMBER ? has_number(c) : has_number(c) && c->number;

	return (c->student_id ? CONDITION_STUDENT : 0U) | (c->other_id ? CONDITION_OTHER : 0U) |
	       (c->mentor_id ? CONDITION_MENTOR : 0U) | (number ? CONDITION_NUMBER : 0U) |
	       (c->weight ? CONDITION_SOFT : 0U);
}

static const struct {
	unsigned part;
	const char *field, *missing, *needless;
} parts[] = {
	{ CONDITION_STUDENT, "student_id", N_("Choose the student."),
	  N_("This condition names no student.") },
	{ CONDITION_OTHER, "other_id", N_("Choose the other student."),
	  N_("This condition names no second student.") },
	{ CONDITION_MENTOR, "mentor_id", N_("Choose the mentor."),
	  N_("This condition names no mentor.") },
	{ CONDITION_NUMBER, "number", N_("This condition needs a number."),
	  N_("This condition takes no number.") },
	{ CONDITION_SOFT, "weight", "",
	  N_("This condition must always hold: it takes no weight.") },
};

static bool check_parts(const struct condition *c, struct err *e)
{
	struct condition_takes takes = condition_takes(c->kind);
	unsigned has = parts_of(c, takes);

	if (!choice_find(condition_kinds, c->kind))
		return err_field(e, "kind", _("There is no condition \"%s\"."), c->kind);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (has & ~takes.may & parts[i].part)
			return err_field(e, parts[i].field, "%s", _(parts[i].needless));
		if (takes.needed & ~has & parts[i].part)
			return err_field(e, parts[i].field, "%s", _(parts[i].missing));
	}
	if (c->weight < 0 || c->weight > CONDITION_WEIGHT_MOST)
		return err_field(e, "weight", _("A weight is 1 to %d; 0: it must hold."),
				 CONDITION_WEIGHT_MOST);
	if (!strcmp(c->kind, "siblings") && c->number != 1 && c->number != 2)
		return err_field(e, "number", "%s", _("Siblings: 1 for together, 2 for apart."));
	if (has & CONDITION_NUMBER && (c->number < 0 || c->number > 999))
		return err_field(e, "number", "%s", _("The number is 0 to 999."));
	return true;
}

/* ---------------------------------------------------------------- who it names */

static bool check_student(struct session *s, const char *field, int64_t id, struct err *e)
{
	bool enrolled = true;

	return (!id || enrolment_on(s, id, s->today_iso, &enrolled, e)) &&
	       (enrolled || err_field(e, field, "%s",
				      _("This student is not enrolled today; choose another.")));
}

/* The mentor's number of that kind. */
static bool bound_of(struct session *s, const struct condition *c, const char *kind, int64_t *bound,
		     struct err *e)
{
	struct cursor cursor;
	bool there, left = false;

	if (!cursor_open(&cursor, s->db, &statements[BOUND],
			 WITH(INT("year", s->year.id), TEXT("kind", kind),
			      INT("mentor", c->mentor_id),
			      INT("capacity", s->rules.mentor_capacity)),
			 e))
		return false;
	there = cursor_next(&cursor);
	if (there) {
		*bound = cursor_int(&cursor, 0);
		left = cursor_int(&cursor, 1) != 0;
	}
	return cursor_close(&cursor) &&
	       ((there && !left) ||
		err_field(e, "mentor_id", "%s", _("This mentor has left; choose another.")));
}

static bool check_mentor(struct session *s, const struct condition *c, struct err *e)
{
	bool least = !strcmp(c->kind, "least"), capacity = !strcmp(c->kind, "capacity");
	int64_t bound = s->rules.mentor_capacity;

	if (c->mentor_id && !bound_of(s, c, least ? "capacity" : "least", &bound, e))
		return false;
	if (least && c->number > bound)
		return err_field(e, "number",
				 c->mentor_id ? _("This mentor gets at most %lld students.")
					      : _("A mentor gets at most %lld students as a rule."),
				 (long long)bound);
	if (capacity && c->number < bound)
		return err_field(e, "number",
				 _("This mentor is to have at least %lld students; change that "
				   "condition first."),
				 (long long)bound);
	return true;
}

/* ---------------------------------------------------------------- beside the others */

static bool find(struct session *s, const struct condition *c, const char *kind, int64_t *id,
		 struct err *e)
{
	return db_int(s->db, &statements[SAME],
		      WITH(INT("year", s->year.id), TEXT("kind", kind), INT("id", c->id), WHOM(c)),
		      id, NULL, e);
}

static const char *last_part(const struct condition *c)
{
	return c->other_id     ? "other_id"
	       : c->mentor_id  ? "mentor_id"
	       : c->student_id ? "student_id"
			       : "kind";
}

static bool check_same(struct session *s, const struct condition *c, struct err *e)
{
	int64_t other = 0;

	return find(s, c, c->kind, &other, e) &&
	       (!other || err_field(e, last_part(c), "%s",
				    _("There is this condition already; change that one.")));
}

static bool check_opposite(struct session *s, const struct condition *c, struct err *e)
{
	static const struct {
		const char *kind, *opposite, *says;
	} pairs[] = {
		{ "fixed", "forbidden",
		  N_("This pair is forbidden; remove that condition first.") },
		{ "forbidden", "fixed", N_("This pair is fixed; remove that condition first.") },
		{ "together", "apart",
		  N_("These two are to be apart; remove that condition first.") },
		{ "apart", "together",
		  N_("These two are to be together; remove that condition first.") },
	};
	int64_t other = 0;

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (strcmp(pairs[i].kind, c->kind) != 0)
			continue;
		if (!find(s, c, pairs[i].opposite, &other, e))
			return false;
		if (other)
			return err_field(e, last_part(c), "%s", _(pairs[i].says));
	}
	return true;
}

static bool check_fixed(struct session *s, const struct condition *c, struct err *e)
{
	struct arena arena = { 0 };
	const char *name = NULL;
	bool ok;

	if (strcmp(c->kind, "fixed") != 0)
		return true;
	ok = db_text(s->db, &statements[FIXED],
		     WITH(INT("year", s->year.id), INT("id", c->id), INT("student", c->student_id)),
		     &arena, &name, e);
	if (ok && name)
		ok = err_field(e, "mentor_id",
			       _("This student has a fixed mentor, %s; change that condition."),
			       name);
	arena_release(&arena);
	return ok;
}

static bool check(struct session *s, const struct condition *c, struct err *e)
{
	for (const struct field *f = condition_fields; f->name; f++)
		if (!field_check_required(f, c, e))
			return false;
	if (!check_parts(c, e) || !school_year_is_open(&s->year, e))
		return false;
	if (c->other_id && c->other_id == c->student_id)
		return err_field(e, "other_id", "%s", _("These are one and the same student."));
	return check_student(s, "student_id", c->student_id, e) &&
	       check_student(s, "other_id", c->other_id, e) && check_same(s, c, e) &&
	       check_opposite(s, c, e) && check_fixed(s, c, e) && check_mentor(s, c, e);
}

/* ---------------------------------------------------------------- writing */

static bool save(struct session *s, struct condition *c, struct err *e)
{
	if (c->other_id && c->other_id < c->student_id) {
		int64_t first = c->other_id;

		c->other_id = c->student_id;
		c->student_id = first;
	}
	return check(s, c, e) &&
	       row_save(s->db, &statements[ADD], &statements[CHANGE], condition_fields, c,
			WITH(INT("year", s->year.id), WHOM(c),
			     { .name = "number",
			       .number = c->number,
			       .null = !(condition_takes(c->kind).may & CONDITION_NUMBER) }),
			_("this condition"), e);
}

bool condition_save(struct session *s, struct condition *c, struct err *e)
{
	struct condition before = *c;
	bool ok;

	if (!session_may(s, MAY_ASSIGN, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db, save(s, c, e), e);
	if (!ok)
		*c = before;
	return ok;
}

bool condition_remove(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	struct rowset set;
	bool there = condition_get(s, id, &set, e);

	rowset_release(&set);
	return there && session_may(s, MAY_ASSIGN, e) && school_year_is_open(&s->year, e) &&
	       row_run(s->db, &statements[REMOVE], id, rev, _("this condition"), e);
}

/* ---------------------------------------------------------------- from last year */

static bool copy_one(struct session *s, const struct condition *last, struct condition_copied *out,
		     struct err *e)
{
	struct condition c = *last;
	struct err refused = { 0 };
	int64_t here = 0;

	c.id = c.rev = 0;
	if (!find(s, &c, c.kind, &here, e) || here)
		return here != 0;
	if (save(s, &c, &refused)) {
		out->copied++;
		return true;
	}
	if (refused.kind != ERR_INVALID) {
		*e = refused;
		return false;
	}
	out->left++;
	return true;
}

bool condition_copy(struct session *s, struct condition_copied *out, struct err *e)
{
	struct rowset last;
	bool ok;

	*out = (struct condition_copied){ 0 };
	if (!session_may(s, MAY_ASSIGN, e) || !school_year_is_open(&s->year, e))
		return false;
	ok = condition_list_of_year(s, s->year.id - 1, &last, e) && door_enter(s->db, e);
	if (ok) {
		for (size_t i = 0; ok && i < last.count; i++)
			ok = copy_one(s, rowset_at(&last, i), out, e);
		ok = door_leave(s->db, ok, e);
	}
	rowset_release(&last);
	return ok;
}
