/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/referral.h"

#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/department.h"
#include "model/enrolment.h"
#include "model/grade.h"
#include "model/mentor.h"
#include "model/row.h"
#include "model/statements.h"
#include "model/student.h"

/* -------------------------------------------------------------- statements */

enum { LIST, LIST_OF_STUDENT, GET, OF_CONTACT, IS_OF_CONTACT, ADD, CHANGE };

#define COLUMNS                                                                                    \
	"SELECT r.id, r.rev, r.student_id, r.department_id, r.date, r.due, r.mentor_id, "          \
	"r.contact_id, r.sensitive, r.notes, r.closed_on, r.outcome, "                             \
	"CASE WHEN r.closed_on IS NOT NULL THEN 'closed' WHEN r.due < :today THEN 'overdue' "      \
	"WHEN r.due <= :soon THEN 'soon' ELSE 'open' END AS state, s.name AS student, "            \
	"s.student_no, " SQL_CLASS_NAME " AS class_name, d.name AS department, "                   \
	"m.name AS mentor, k.date AS contact_date "
/* The class of today, else the last one of the year. */
#define BESIDE                                                                                     \
	"JOIN my_student s ON s.id = r.student_id JOIN department d ON d.id = r.department_id "    \
	"JOIN mentor m ON m.id = r.mentor_id LEFT JOIN my_contact k ON k.id = r.contact_id "       \
	"LEFT JOIN my_enrolment e ON e.id = (SELECT id FROM my_enrolment "                         \
	"WHERE student_id = r.student_id AND school_year_id = :year AND ends >= starts "           \
	"ORDER BY starts <= :today DESC, starts DESC LIMIT 1) "                                    \
	"LEFT JOIN class c ON c.id = e.class_id "
#define IN_ORDER "ORDER BY r.closed_on IS NOT NULL, r.closed_on DESC, r.due, r.id"

static const struct sql statements[] = {
	[LIST] = { "referral.list",
		   COLUMNS
		   "FROM my_referral r " BESIDE "WHERE CASE :which WHEN 'open' "
		   "THEN r.closed_on IS NULL WHEN 'overdue' THEN r.closed_on IS NULL "
		   "AND r.due < :today ELSE r.date <= :year_ends "
		   "AND (r.closed_on IS NULL OR r.closed_on >= :year_starts) END "
		   "AND (:mentor = 0 OR EXISTS (SELECT 1 FROM my_assignment a "
		   "WHERE a.student_id = r.student_id AND a.mentor_id = :mentor "
		   "AND a.role = 'lead' AND a.starts <= :today AND a.ends >= :today)) " IN_ORDER,
		   false },
	[LIST_OF_STUDENT] = { "referral.list_of_student",
			      COLUMNS "FROM my_referral r " BESIDE
				      "WHERE r.student_id = :student " IN_ORDER,
			      false },
	[GET] = { "referral.get", COLUMNS "FROM my_referral r " BESIDE "WHERE r.id = :id", false },
	[OF_CONTACT] = { "referral.of_contact",
			 "SELECT CASE count(*) WHEN 1 THEN max(student_id) ELSE 0 END, max(date) "
			 "FROM my_contact_student WHERE contact_id = :contact",
			 false },
	[IS_OF_CONTACT] = { "referral.is_of_contact",
			    "SELECT EXISTS (SELECT 1 FROM my_contact_student "
			    "WHERE contact_id = :contact AND student_id = :student)",
			    false },
	[ADD] = { "referral.add",
		  "INSERT INTO referral (id, student_id, department_id, date, due, mentor_id, "
		  "contact_id, sensitive, notes, closed_on, outcome) VALUES (" SQL_NEXT_ID(
			  "referral") ", :student_id, :department_id, "
				      ":date, :due, :mentor_id, :contact_id, :sensitive, :notes, "
				      ":closed_on, "
				      ":outcome)",
		  true },
	[CHANGE] = { "referral.change",
		     "UPDATE referral SET student_id = :student_id, "
		     "department_id = :department_id, date = :date, due = :due, "
		     "mentor_id = :mentor_id, contact_id = :contact_id, sensitive = :sensitive, "
		     "notes = :notes, "
		     "closed_on = :closed_on, outcome = :outcome, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev",
		     true },
};
const struct sql_table referral_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- reading */

static void soon_day(const struct session *s, iso_date soon)
{
	date_to_iso(s->today + (int)s->rules.due_soon, soon);
}

#define NOW(s, soon) INT("year", (s)->year.id), TEXT("today", (s)->today_iso), TEXT("soon", (soon))

bool referral_list(struct session *s, const struct referral_filter *f, struct rowset *out,
		   struct err *e)
{
	static const char *const which[] = { [REFERRAL_OPEN] = "open",
					     [REFERRAL_OVERDUE] = "overdue",
					     [REFERRAL_OF_YEAR] = "year" };
	iso_date soon;

	soon_day(s, soon);
	rowset_init(out, referral_fields, sizeof(struct referral));
	return db_rows(s->db, &statements[LIST],
		       WITH(NOW(s, soon), TEXT("which", which[f->which]),
			    TEXT("year_starts", s->year.starts), TEXT("year_ends", s->year.ends),
			    INT("mentor", f->mentor_id)),
		       out, e);
}

bool referral_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			      struct err *e)
{
	iso_date soon;

	soon_day(s, soon);
	rowset_init(out, referral_fields, sizeof(struct referral));
	return db_rows(s->db, &statements[LIST_OF_STUDENT],
		       WITH(NOW(s, soon), INT("student", student_id)), out, e);
}

bool referral_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	iso_date soon;

	soon_day(s, soon);
	rowset_init(out, referral_fields, sizeof(struct referral));
	if (!db_rows(s->db, &statements[GET], WITH(NOW(s, soon), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such referral."));
}

/* --------------------------------------------------------------- beginning */

static bool preset_student(struct session *s, struct arena *arena, struct referral *out,
			   struct err *e)
{
	struct rowset set;
	bool ok = student_get(s, out->student_id, &set, e);

	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		out->student = arena_text(arena, st->name);
		if (!out->mentor_id)
			out->mentor_id = st->mentor_id;
	}
	rowset_release(&set);
	return ok;
}

static bool preset_mentor(struct session *s, struct arena *arena, struct referral *out,
			  struct err *e)
{
	struct rowset set;
	bool ok = mentor_get(s, out->mentor_id, &set, e);

	if (ok)
		out->mentor = arena_text(arena, ((const struct mentor *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}

static bool preset_contact(struct session *s, struct arena *arena, struct referral *out,
			   struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[OF_CONTACT], WITH(INT("contact", out->contact_id)),
			 e))
		return false;
	if (cursor_next(&c)) {
		if (!out->student_id)
			out->student_id = cursor_int(&c, 0);
		out->contact_date = arena_text(arena, cursor_text(&c, 1));
	}
	return cursor_close(&c);
}

bool referral_preset(struct session *s, int64_t student_id, int64_t contact_id, struct arena *arena,
		     struct referral *out, struct err *e)
{
	iso_date due;

	date_to_iso(s->today + (int)s->rules.referral_days, due);
	*out = (struct referral){ .student_id = student_id,
				  .contact_id = contact_id,
				  .mentor_id = s->mentor_id,
				  .date = arena_text(arena, s->today_iso),
				  .due = arena_text(arena, due) };
	return (!contact_id || preset_contact(s, arena, out, e)) &&
	       (!out->student_id || preset_student(s, arena, out, e)) &&
	       (!out->mentor_id || preset_mentor(s, arena, out, e));
}

/* --------------------------------------------------------------- checking */

static bool is_set(const char *text)
{
	return text && *text;
}

static bool same(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

/* The school year that the day is in, where it is closed; else 0. */
static bool closed_year(struct session *s, const char *day, int64_t *year, struct err *e)
{
	struct school_year of;
	bool holds;

	if (!school_year_holding(s->db, day, &of, &holds, e))
		return false;
	*year = holds && *of.closed_on ? of.id : 0;
	return true;
}

static bool check_department(struct session *s, int64_t id, struct err *e)
{
	struct rowset set;
	bool ok = department_get(s, id, &set, e);

	if (ok) {
		const struct department *d = rowset_at(&set, 0);

		ok = d->in_use || err_field(e, "department_id",
					    _("%s is no longer offered; choose another "
					      "department."),
					    d->name);
	}
	rowset_release(&set);
	return ok;
}

static bool check_contact(struct session *s, const struct referral *r, struct err *e)
{
	int64_t is_of = 0;

	if (!db_int(s->db, &statements[IS_OF_CONTACT],
		    WITH(INT("contact", r->contact_id), INT("student", r->student_id)), &is_of,
		    NULL, e))
		return false;
	return is_of ||
	       err_field(e, "student_id",
			 _("The record that this referral came from is not about this student; "
			   "choose one that it is about, or begin from the student."));
}

static bool check_date(struct session *s, const struct referral *r, struct err *e)
{
	bool enrolled;

	if (strcmp(r->date, s->today_iso) > 0)
		return err_field(e, "date",
				 _("%s is in the future; only what was done is recorded."),
				 r->date);
	if (strcmp(r->date, s->year.starts) < 0 || strcmp(r->date, s->year.ends) > 0)
		return err_field(e, "date", _("%s is outside the school year (%s to %s)."), r->date,
				 s->year.starts, s->year.ends);
	if (s->year.closed_on[0])
		return err_field(e, "date",
				 _("The school year %lld is closed; nothing is added to it."),
				 (long long)s->year.id);
	if (!enrolment_on(s, r->student_id, r->date, &enrolled, e))
		return false;
	return enrolled ||
	       err_field(e, "date", _("A student was not enrolled on %s; choose another day."),
			 r->date);
}

static bool check_closing(struct session *s, const struct referral *r, struct err *e)
{
	int64_t year;

	if (!is_set(r->closed_on))
		return !is_set(r->outcome) ||
		       err_field(e, "closed_on",
				 _("An outcome closes a referral: give the day too. What is known "
				   "so far goes into the notes."));
	if (strcmp(r->closed_on, s->today_iso) > 0)
		return err_field(e, "closed_on",
				 _("%s is in the future; close it once there is an outcome."),
				 r->closed_on);
	if (strcmp(r->closed_on, r->date) < 0)
		return err_field(e, "closed_on",
				 _("It was closed on %s, before the referral of %s; one of the "
				   "days is wrong."),
				 r->closed_on, r->date);
	if (!closed_year(s, r->closed_on, &year, e))
		return false;
	if (year)
		return err_field(
			e, "closed_on",
			_("The school year %lld is closed; close the referral on a day of a "
			  "later one."),
			(long long)year);
	return is_set(r->outcome) ||
	       err_field(e, "outcome",
			 _("Say what came of it, or leave it open: empty the day of closing."));
}

/* Without anything to read it could not be told from one that is not for this session. */
static bool check_sensitive(const struct referral *r, struct err *e)
{
	return !referral_is_masked(r) ||
	       err_field(e, "sensitive", "%s",
			 _("There is no text that could be sensitive: write it, or leave this "
			   "empty."));
}

/* What it says about how things stood before is not asked again. */
static bool check(struct session *s, const struct referral *r, const char *due,
		  const struct referral *before, struct err *e)
{
	bool other = r->student_id != before->student_id;

	for (const struct field *f = referral_fields; f->name; f++)
		if (!field_check_required(f, r, e))
			return false;
	if (r->department_id != before->department_id && !check_department(s, r->department_id, e))
		return false;
	if (r->contact_id && (other || r->contact_id != before->contact_id) &&
	    !check_contact(s, r, e))
		return false;
	if ((other || !same(r->date, before->date)) && !check_date(s, r, e))
		return false;
	if (strcmp(due, r->date) < 0)
		return err_field(e, "due", _("%s is before the day of the referral (%s)."), due,
				 r->date);
	return check_sensitive(r, e) && check_closing(s, r, e);
}

/* ---------------------------------------------------------------- writing */

static bool may_change(struct session *s, const struct referral *r, const struct referral *stored,
		       struct err *e)
{
	int64_t year = 0;

	if (!referral_may_open(stored, e))
		return false;
	if (stored->rev != r->rev)
		return row_conflict(e, _("this referral"));
	if (is_set(stored->closed_on) && !closed_year(s, stored->closed_on, &year, e))
		return false;
	return !year || err_set(e, ERR_DENIED,
				_("This referral was closed in the school year %lld, which is "
				  "closed itself: it stays as it is. What is new is another "
				  "referral."),
				(long long)year);
}

static bool write(struct session *s, struct referral *r, struct err *e)
{
	struct rowset set = { 0 };
	struct referral none = { 0 };
	const struct referral *before = &none;
	const char *due = r->due;
	iso_date usual;
	bool ok = true;

	if (!is_set(due)) {
		date_shift(r->date ? r->date : "", (int)s->rules.referral_days, usual);
		due = usual;
	}
	if (r->id) {
		ok = referral_get(s, r->id, &set, e);
		before = ok ? rowset_at(&set, 0) : &none;
		ok = ok && may_change(s, r, before, e);
	}
	ok = ok && check(s, r, due, before, e) &&
	     row_save(s->db, &statements[ADD], &statements[CHANGE], referral_fields, r,
		      WITH(TEXT("due", due)), _("this referral"), e);
	rowset_release(&set);
	return ok;
}

bool referral_save(struct session *s, struct referral *r, struct err *e)
{
	struct referral before = *r;
	bool ok;

	if (!session_may(s, MAY_RECORD, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db, write(s, r, e), e);
	if (!ok)
		*r = before;
	return ok;
}
