/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/address.h"
#include "model/closing.h"
#include "model/enrolment.h"
#include "model/grade.h"
#include "model/row.h"
#include "model/statements.h"

enum { LIST, LIST_OF_STUDENT, GET, FIND, MENTOR_OF, KEY_DATE, ADD, CHANGE, CANCEL };

/* Its own mentor as long as that one has the student, then the lead. */
#define HAS_TODAY                                                                                  \
	"(SELECT a.mentor_id FROM my_assignment a WHERE a.student_id = p.student_id "              \
	"AND a.starts <= :today AND a.ends >= :today "
#define MENTOR_NOW                                                                                 \
	"coalesce(" HAS_TODAY "AND a.mentor_id = p.mentor_id), " HAS_TODAY                         \
	"ORDER BY a.role = 'lead' DESC LIMIT 1), p.mentor_id)"
#define COLUMNS                                                                                    \
	"SELECT p.id, p.rev, p.student_id, m.id AS mentor_id, p.kind, p.key_date_id, p.date, "     \
	"p.time, p.place, p.note, p.made_on, p.contact_id, s.name AS student, "                    \
	"s.student_no, " SQL_CLASS_NAME                                                            \
	" AS class_name, m.name AS mentor, k.name AS key_date, s.address, "                        \
	"coalesce(p.place, CASE p.kind WHEN 'visit' THEN s.address END) AS location, "             \
	"g.name AS guardian, g.phone, "                                                            \
	"CASE WHEN p.date < :today THEN 'missed' ELSE 'planned' END AS state "
/* The class of today, else the last one of the year. */
#define BESIDE                                                                                     \
	"FROM my_plan p JOIN my_student s ON s.id = p.student_id "                                 \
	"JOIN mentor m ON m.id = " MENTOR_NOW " LEFT JOIN key_date k ON k.id = p.key_date_id "     \
	"LEFT JOIN my_guardian g "                                                                 \
	"ON g.id = (SELECT min(id) FROM my_guardian WHERE student_id = s.id) "                     \
	"LEFT JOIN my_enrolment e ON e.id = (SELECT id FROM my_enrolment "                         \
	"WHERE student_id = p.student_id AND school_year_id = :year AND ends >= starts "           \
	"ORDER BY starts <= :today DESC, starts DESC LIMIT 1) "                                    \
	"LEFT JOIN class c ON c.id = e.class_id "
#define OPEN     "p.contact_id IS NULL AND p.date BETWEEN :from AND :to "
#define IN_ORDER "ORDER BY p.date, p.time, s.student_no, p.id"

static const struct sql statements[] = {
	[LIST] = { "plan.list",
		   COLUMNS BESIDE "WHERE " OPEN "AND (:mentor = 0 OR m.id = :mentor) "
				  "AND (:missed = 0 OR p.date < :today) " IN_ORDER,
		   false },
	[LIST_OF_STUDENT] = { "plan.list_of_student",
			      COLUMNS BESIDE "WHERE p.student_id = :student AND " OPEN IN_ORDER,
			      false },
	[GET] = { "plan.get", COLUMNS BESIDE "WHERE p.id = :id", false },
	[FIND] = { "plan.find",
		   "SELECT id FROM my_plan WHERE student_id = :student AND kind = :kind "
		   "AND key_date_id IS :key_date AND contact_id IS NULL AND date >= :from LIMIT 1",
		   false },
	[MENTOR_OF] = { "plan.mentor_of",
			"SELECT mentor_id FROM my_assignment WHERE student_id = :student "
			"AND starts <= :today AND ends >= :today ORDER BY mentor_id = "
			"(SELECT mentor_id FROM my_plan WHERE id = :plan) DESC, "
			"mentor_id = :mentor DESC, role = 'lead' DESC LIMIT 1",
			false },
	[KEY_DATE] = { "plan.key_date",
		       "SELECT school_year_id, opens, name FROM key_date WHERE id = :key_date",
		       false },
	[ADD] = { "plan.add",
		  "INSERT INTO plan (student_id, mentor_id, kind, key_date_id, date, time, place, "
		  "note, made_on) VALUES (:student_id, :mentor_id, :kind, :key_date_id, :date, "
		  ":time, :place, :note, :today)",
		  true },
	[CHANGE] = { "plan.change",
		     "UPDATE plan SET mentor_id = :mentor_id, kind = :kind, "
		     "key_date_id = :key_date_id, date = :date, time = :time, place = :place, "
		     "note = :note, rev = rev + 1 WHERE id = :id AND rev = :rev",
		     true },
	[CANCEL] = { "plan.cancel", "DELETE FROM plan WHERE id = :id AND rev = :rev", true },
};
const struct sql_table plan_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- reading */

#define NOW(s)  INT("year", (s)->year.id), TEXT("today", (s)->today_iso)
#define YEAR(s) TEXT("from", (s)->year.starts), TEXT("to", (s)->year.ends)

static bool read(struct session *s, int statement, const struct bind *with, struct rowset *out,
		 struct err *e)
{
	struct buf key = { 0 };
	bool ok;

	rowset_init(out, plan_fields, sizeof(struct plan));
	ok = db_rows(s->db, &statements[statement], with, out, e);
	for (size_t i = 0; i < out->count; i++) {
		struct plan *p = rowset_at(out, i);

		buf_clear(&key);
		address_key(p->location ? p->location : "", &key);
		p->near = arena_text(&out->arena, buf_str(&key));
	}
	buf_release(&key);
	return ok;
}

bool plan_list(struct session *s, const struct plan_filter *f, struct rowset *out, struct err *e)
{
	return read(s, LIST,
		    WITH(NOW(s), INT("mentor", f->mentor_id), INT("missed", f->missed),
			 TEXT("from", f->from ? f->from : s->year.starts),
			 TEXT("to", f->to ? f->to : s->year.ends)),
		    out, e);
}

bool plan_list_of_student(struct session *s, int64_t student_id, struct rowset *out, struct err *e)
{
	return read(s, LIST_OF_STUDENT, WITH(NOW(s), YEAR(s), INT("student", student_id)), out, e);
}

bool plan_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	if (!read(s, GET, WITH(NOW(s), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s",
				     _("There is no such plan any more: it was cancelled."));
}

bool plan_find(struct session *s, int64_t student_id, const char *kind, int64_t key_date_id,
	       int64_t *id, struct err *e)
{
	return db_int(s->db, &statements[FIND],
		      WITH(INT("student", student_id), TEXT("kind", kind),
			   NULL_OR("key_date", key_date_id), TEXT("from", s->year.starts)),
		      id, NULL, e);
}

static int by_near(const void *a, const void *b)
{
	const struct plan *x = a, *y = b;
	int order = strcmp(x->near, y->near);

	if (!order)
		order = strcmp(x->date, y->date);
	return order ? order : x->id < y->id ? -1 : x->id > y->id;
}

void plan_sort_near(struct rowset *set)
{
	if (set->count > 1)
		qsort(set->rows, set->count, set->stride, by_near);
}

/* --------------------------------------------------------------- checking */

/* Of one that is changed, as it was; zeroed for a new one. */
struct stored {
	iso_date date;
	int64_t student_id;
};

static bool load_stored(struct session *s, const struct plan *p, struct stored *out, struct err *e)
{
	struct rowset set;
	bool ok;

	*out = (struct stored){ 0 };
	if (!p->id)
		return true;
	ok = plan_get(s, p->id, &set, e);
	if (ok) {
		const struct plan *was = rowset_at(&set, 0);

		date_copy(out->date, was->date);
		out->student_id = was->student_id;
		if (was->contact_id)
			ok = err_set(e, ERR_INVALID,
				     _("What was planned for %s is recorded already; plan another "
				       "day anew."),
				     was->date);
	}
	rowset_release(&set);
	return ok;
}

static bool check_date(struct session *s, const struct plan *p, const char *before, struct err *e)
{
	if (strcmp(p->date, s->today_iso) < 0 && strcmp(p->date, before))
		return err_field(e, "date",
				 _("%s is over: what was done is recorded, not planned."), p->date);
	if (strcmp(p->date, s->year.starts) < 0 || strcmp(p->date, s->year.ends) > 0)
		return err_field(e, "date", _("%s is outside the school year (%s to %s)."), p->date,
				 s->year.starts, s->year.ends);
	return true;
}

static bool check_occasion(struct session *s, const struct plan *p, struct err *e)
{
	struct cursor c;
	bool ok = true;

	if (!p->key_date_id)
		return true;
	if (strcmp(p->kind, "talk"))
		return err_field(e, "key_date_id", "%s",
				 _("A visit has no key date: leave the occasion empty, or plan a "
				   "talk."));
	if (!cursor_open(&c, s->db, &statements[KEY_DATE], WITH(INT("key_date", p->key_date_id)),
			 e))
		return false;
	if (!cursor_next(&c) || cursor_int(&c, 0) != s->year.id)
		ok = err_field(e, "key_date_id", "%s",
			       _("This key date is of another school year than the day; choose "
				 "another one, or leave it empty."));
	else if (strcmp(p->date, cursor_text(&c, 1)) < 0)
		ok = err_field(e, "date",
			       _("A talk for %s counts from %s on; choose that day or a later "
				 "one."),
			       cursor_text(&c, 2), cursor_text(&c, 1));
	return cursor_close(&c) && ok;
}

static bool check(struct session *s, const struct plan *p, const struct stored *was, struct err *e)
{
	for (const struct field *f = plan_fields; f->name; f++)
		if (!field_check_required(f, p, e))
			return false;
	return school_year_is_open(&s->year, e) && check_date(s, p, was->date, e) &&
	       check_occasion(s, p, e);
}

static bool check_student(struct session *s, const struct plan *p, struct err *e)
{
	bool enrolled;

	if (!enrolment_on(s, p->student_id, p->date, &enrolled, e))
		return false;
	return enrolled ||
	       err_field(e, "date", _("A student is not enrolled on %s; choose another day."),
			 p->date);
}

/* Whose it was, else whoever plans, where the student is theirs; else the lead. */
static bool find_mentor(struct session *s, struct plan *p, struct err *e)
{
	if (!db_int(s->db, &statements[MENTOR_OF],
		    WITH(INT("student", p->student_id), TEXT("today", s->today_iso),
			 INT("plan", p->id), INT("mentor", s->mentor_id)),
		    &p->mentor_id, NULL, e))
		return false;
	return p->mentor_id ||
	       err_field(e, "student_id", "%s",
			 _("A student has no mentor yet, who would keep the plan; assign one "
			   "first."));
}

/* ---------------------------------------------------------------- writing */

static bool write_row(struct session *s, struct plan *p, struct err *e)
{
	return check_student(s, p, e) && find_mentor(s, p, e) &&
	       row_save(s->db, &statements[ADD], &statements[CHANGE], plan_fields, p,
			WITH(TEXT("today", s->today_iso)), _("this plan"), e);
}

/* Of two for one occasion nobody would know which is meant. */
static bool change(struct session *s, struct plan *p, const struct stored *was, struct err *e)
{
	int64_t other;

	p->student_id = was->student_id;
	if (!plan_find(s, p->student_id, p->kind, p->key_date_id, &other, e))
		return false;
	if (other && other != p->id)
		return err_field(e, "kind", "%s",
				 _("The student has another open plan of this kind and occasion: "
				   "move or cancel that one."));
	return write_row(s, p, e);
}

static bool rev_of(struct session *s, int64_t id, int64_t *rev, struct err *e)
{
	struct rowset set;
	bool ok = plan_get(s, id, &set, e);

	*rev = ok ? ((const struct plan *)rowset_at(&set, 0))->rev : 0;
	rowset_release(&set);
	return ok;
}

static bool add(struct session *s, const int64_t *student_ids, size_t count, struct plan *p,
		size_t *moved, struct err *e)
{
	*moved = 0;
	for (size_t i = 0; i < count; i++) {
		p->student_id = student_ids[i];
		p->id = p->rev = 0;
		if (!plan_find(s, p->student_id, p->kind, p->key_date_id, &p->id, e) ||
		    (p->id && !rev_of(s, p->id, &p->rev, e)))
			return false;
		*moved += p->id != 0;
		if (!write_row(s, p, e))
			return false;
	}
	return count || err_field(e, "student_id", "%s", _("Choose at least one student."));
}

bool plan_save(struct session *s, const int64_t *student_ids, size_t count, struct plan *p,
	       size_t *moved, struct err *e)
{
	struct plan before = *p;
	struct stored was;
	size_t ignored;
	bool ok;

	if (!session_may(s, MAY_RECORD, e) || !door_enter(s->db, e))
		return false;
	ok = load_stored(s, p, &was, e) && check(s, p, &was, e) &&
	     (p->id ? change(s, p, &was, e)
		    : add(s, student_ids, count, p, moved ? moved : &ignored, e));
	ok = door_leave(s->db, ok, e);
	if (!ok)
		*p = before;
	return ok;
}

static bool cancel(struct session *s, const struct row_head *plan, struct err *e)
{
	struct rowset set;
	bool ok = plan_get(s, plan->id, &set, e) &&
		  year_check_day(s, "", ((const struct plan *)rowset_at(&set, 0))->date, e) &&
		  row_run(s->db, &statements[CANCEL], plan->id, plan->rev, _("this plan"), e);

	rowset_release(&set);
	return ok;
}

bool plan_cancel(struct session *s, const struct row_head *plans, size_t count, struct err *e)
{
	bool ok = true;

	if (!session_may(s, MAY_RECORD, e) || !door_enter(s->db, e))
		return false;
	for (size_t i = 0; ok && i < count; i++)
		ok = cancel(s, &plans[i], e);
	return door_leave(s->db, ok, e);
}
