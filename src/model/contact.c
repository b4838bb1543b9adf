/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/contact.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "contact_private.h"
#include "db/door.h"
#include "model/closing.h"
#include "model/enrolment.h"
#include "model/plan.h"
#include "model/row.h"
#include "model/statements.h"

/* -------------------------------------------------------------- statements */

enum {
	GET,
	FIND_FEEDBACK,
	LAST,
	ADD,
	CHANGE,
	WITHDRAW,
	STUDENTS_OF,
	ADD_STUDENT,
	REMOVE_STUDENTS,
	DELIVER,
	UNDELIVER,
	WHOSE_GUARDIAN,
	YEAR_OF_KEY_DATE
};

static const struct sql statements[] = {
	[GET] = { "contact.get",
		  CONTACT_COLUMNS
		  ", c.summary, c.withdrawn, (SELECT group_concat(student_id, ' ') "
		  "FROM my_contact_student WHERE contact_id = c.id) AS student_ids, "
		  "(SELECT date FROM my_delivery WHERE contact_id = c.id AND party = 'student') "
		  "AS to_student, "
		  "(SELECT date FROM my_delivery WHERE contact_id = c.id AND party = 'guardians') "
		  "AS to_guardians, "
		  "(SELECT way FROM my_delivery WHERE contact_id = c.id AND party = 'student') "
		  "AS to_student_way, "
		  "(SELECT way FROM my_delivery WHERE contact_id = c.id AND party = 'guardians') "
		  "AS to_guardians_way FROM my_contact c " CONTACT_BESIDE "WHERE c.id = :id",
		  false },
	[FIND_FEEDBACK] = { "contact.find_feedback",
			    "SELECT contact_id FROM my_contact_student WHERE student_id = :student "
			    "AND school_year_id = :year AND kind = 'feedback' AND withdrawn = 0 "
			    "ORDER BY date, contact_id LIMIT 1",
			    false },
	/* by the mentor's students, who are few: a mentor's contacts have no index of their own */
	[LAST] = { "contact.last",
		   "SELECT max(c.contact_id) FROM my_assignment a CROSS JOIN my_contact_student c "
		   "ON c.student_id = a.student_id AND c.school_year_id = :year AND c.kind = :kind "
		   "AND c.withdrawn = 0 WHERE a.mentor_id = :mentor AND c.mentor_id = :mentor "
		   "AND c.contact_id <> :but",
		   false },
	[ADD] = { "contact.add",
		  "INSERT INTO contact (id, school_year_id, kind, date, mentor_id, key_date_id, "
		  "mode, "
		  "place, reason, guardian_id, topics, sensitive, summary, bright_spots, advice, "
		  "created_at) "
		  "VALUES (" SQL_NEXT_ID("contact") ", :year, :kind, :date, :mentor_id, "
						    ":key_date_id, :mode, :place, :reason, "
						    ":guardian_id, :topics, :sensitive, :summary, "
						    ":bright_spots, :advice, :now)",
		  true },
	[CHANGE] = { "contact.change",
		     "UPDATE contact SET school_year_id = :year, kind = :kind, date = :date, "
		     "mentor_id = :mentor_id, "
		     "key_date_id = :key_date_id, mode = :mode, place = :place, reason = :reason, "
		     "guardian_id = :guardian_id, topics = :topics, sensitive = :sensitive, "
		     "summary = :summary, "
		     "bright_spots = :bright_spots, advice = :advice, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev",
		     true },
	[WITHDRAW] = { "contact.withdraw",
		       "UPDATE contact SET withdrawn = 1, rev = rev + 1 WHERE id = :id AND rev = "
		       ":rev",
		       true },
	[STUDENTS_OF] = { "contact.students_of",
			  "SELECT student_id FROM my_contact_student WHERE contact_id = :contact",
			  false },
	[ADD_STUDENT] = { "contact.add_student",
			  "INSERT INTO contact_student (contact_id, student_id, school_year_id, "
			  "kind, date, mentor_id, key_date_id, withdrawn) VALUES (:contact, "
			  ":student, :year, :kind, :date, :mentor_id, :key_date_id, 0) "
			  "ON CONFLICT DO NOTHING",
			  true },
	[REMOVE_STUDENTS] = { "contact.remove_student",
			      "DELETE FROM contact_student WHERE id IN (SELECT id "
			      "FROM my_contact_student WHERE contact_id = :contact "
			      "AND student_id = :student)",
			      true },
	[DELIVER] = { "contact.deliver",
		      "INSERT INTO delivery (contact_id, party, date, way) "
		      "VALUES (:contact, :party, :day, nullif(:way, ''))",
		      true },
	[UNDELIVER] = { "contact.undeliver",
			"DELETE FROM delivery WHERE id IN (SELECT id FROM my_delivery "
			"WHERE contact_id = :contact AND party = :party)",
			true },
	[YEAR_OF_KEY_DATE] = { "contact.year_of_key_date",
			       "SELECT school_year_id FROM key_date WHERE id = :key_date", false },
	[WHOSE_GUARDIAN] = { "contact.whose_guardian",
			     "SELECT student_id FROM my_guardian WHERE id = :guardian", false },
};
const struct sql_table contact_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- reading */

bool contact_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, contact_fields, sizeof(struct contact));
	if (!db_rows(s->db, &statements[GET], WITH(INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such record."));
}

bool contact_find_feedback(struct session *s, int64_t student_id, int64_t *id, struct err *e)
{
	return db_int(s->db, &statements[FIND_FEEDBACK],
		      WITH(INT("student", student_id), INT("year", s->year.id)), id, NULL, e);
}

bool contact_last(struct session *s, const struct contact *like, int64_t *id, struct err *e)
{
	return db_int(s->db, &statements[LAST],
		      WITH(INT("year", s->year.id), INT("mentor", like->mentor_id),
			   TEXT("kind", like->kind), INT("but", like->id)),
		      id, NULL, e);
}

/* --------------------------------------------------------------- checking */

static int64_t next_id(const char **ids)
{
	char *end;
	long long id = strtoll(*ids, &end, 10);

	*ids = end;
	return id;
}

static bool check_not_future(struct session *s, const char *field, const char *day, struct err *e)
{
	return strcmp(day, s->today_iso) <= 0 ||
	       err_field(e, field, _("%s is in the future; only what was done is recorded."), day);
}

static bool find_year(struct session *s, const struct contact *c, struct school_year *year,
		      struct err *e)
{
	bool holds;

	if (!check_not_future(s, "date", c->date, e) ||
	    !school_year_holding(s->db, c->date, year, &holds, e))
		return false;
	if (!holds)
		return err_field(e, "date", _("%s is outside the school year (%s to %s)."), c->date,
				 s->year.starts, s->year.ends);
	return !*year->closed_on || year_refuse(year->id, e);
}

static bool check_key_date(struct session *s, const struct contact *c,
			   const struct school_year *year, struct err *e)
{
	int64_t of;

	if (!c->key_date_id)
		return true;
	if (!db_int(s->db, &statements[YEAR_OF_KEY_DATE], WITH(INT("key_date", c->key_date_id)),
		    &of, NULL, e))
		return false;
	return of == year->id ||
	       err_field(e, "key_date_id", "%s",
			 _("This key date is of another school year than the day; choose another "
			   "one, or leave it empty."));
}

static bool check_students(struct session *s, const struct contact *c, struct err *e)
{
	const char *ids = c->student_ids;
	size_t count = 0;

	for (int64_t id; (id = next_id(&ids)) != 0; count++) {
		bool enrolled;

		if (!enrolment_on(s, id, c->date, &enrolled, e))
			return false;
		if (!enrolled)
			return err_field(e, "date",
					 _("A student was not enrolled on %s; choose another day."),
					 c->date);
	}
	if (!count)
		return err_field(e, "student_ids", _("Choose at least one student."));
	if (count > 1 && !strcmp(c->kind, "feedback"))
		return err_field(
			e, "student_ids",
			_("Feedback is for one student; write each a letter of their own."));
	return true;
}

static bool holds(const char *ids, int64_t id)
{
	for (int64_t one; (one = next_id(&ids)) != 0;)
		if (one == id)
			return true;
	return false;
}

static bool check_guardian(struct session *s, const struct contact *c, struct err *e)
{
	int64_t student;

	if (!c->guardian_id)
		return true;
	if (!db_int(s->db, &statements[WHOSE_GUARDIAN], WITH(INT("guardian", c->guardian_id)),
		    &student, NULL, e))
		return false;
	return (student && holds(c->student_ids, student)) ||
	       err_field(e, "guardian_id", "%s",
			 _("This is no guardian of the student; choose one, or leave it empty."));
}

static bool check_delivery(struct session *s, const struct school_year *year, const char *field,
			   const char *day, const char *way, struct err *e)
{
	if (way && *way && !(day && *day))
		return err_field(e, field, "%s",
				 _("How it was handed over is known, but not when: give the day."));
	if (!day || !*day)
		return true;
	return check_not_future(s, field, day, e) &&
	       (strcmp(day, year->starts) >= 0 ||
		err_field(e, field, _("%s is outside the school year (%s to %s)."), day,
			  year->starts, year->ends));
}

bool contact_check(struct session *s, const struct contact *c, struct school_year *year,
		   struct err *e)
{
	for (const struct field *f = contact_fields; f->name; f++)
		if (!field_check_required(f, c, e))
			return false;
	return contact_check_texts(c, e) && find_year(s, c, year, e) &&
	       check_key_date(s, c, year, e) &&
	       check_delivery(s, year, "to_student", c->to_student, c->to_student_way, e) &&
	       check_delivery(s, year, "to_guardians", c->to_guardians, c->to_guardians_way, e) &&
	       check_students(s, c, e) && check_guardian(s, c, e);
}

/* ---------------------------------------------------------------- writing */

static bool write_row(struct session *s, int64_t year, struct contact *c, struct err *e)
{
	char now[20];

	date_now_utc(now);
	return row_save(s->db, &statements[ADD], &statements[CHANGE], contact_fields, c,
			WITH(INT("year", year), TEXT("now", now)), _("this record"), e);
}

static bool stored_students(struct session *s, int64_t id, struct buf *ids, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[STUDENTS_OF], WITH(INT("contact", id)), e))
		return false;
	while (cursor_next(&c))
		buf_printf(ids, "%lld ", (long long)cursor_int(&c, 0));
	return cursor_close(&c);
}

static bool write_students(struct session *s, int64_t year, const struct contact *c, struct err *e)
{
	struct buf stored = { 0 };
	bool ok = stored_students(s, c->id, &stored, e);
	const char *ids = c->student_ids;

	for (int64_t id; ok && (id = next_id(&ids)) != 0;)
		if (!holds(buf_str(&stored), id))
			ok = db_put(
				s->db, &statements[ADD_STUDENT], contact_fields, c,
				WITH(INT("contact", c->id), INT("student", id), INT("year", year)),
				NULL, e);
	ids = buf_str(&stored);
	for (int64_t id; ok && (id = next_id(&ids)) != 0;)
		if (!holds(c->student_ids, id))
			ok = db_run(s->db, &statements[REMOVE_STUDENTS],
				    WITH(INT("contact", c->id), INT("student", id)), NULL, e);
	buf_release(&stored);
	return ok;
}

static bool write_delivery(struct session *s, const struct contact *c, const char *party,
			   const char *day, const char *way, struct err *e)
{
	if (!db_run(s->db, &statements[UNDELIVER],
		    WITH(INT("contact", c->id), TEXT("party", party)), NULL, e))
		return false;
	return !day || !*day || strcmp(c->kind, "feedback") ||
	       db_run(s->db, &statements[DELIVER],
		      WITH(INT("contact", c->id), TEXT("party", party), TEXT("day", day),
			   TEXT("way", way)),
		      NULL, e);
}

/* What is not read would be written over with nothing. */
static bool check_read(struct session *s, int64_t id, struct err *e)
{
	struct rowset set;
	struct err lacking = { 0 };
	bool ok = contact_get(s, id, &set, &lacking) ? contact_may_open(rowset_at(&set, 0), e)
						     : lacking.kind == ERR_NOT_FOUND;

	if (lacking.kind && !ok)
		*e = lacking;
	rowset_release(&set);
	return ok;
}

bool contact_save(struct session *s, struct contact *c, struct err *e)
{
	struct contact before = *c;
	struct school_year year;
	bool ok;

	if (!session_may(s, MAY_RECORD, e) || !year_check_open(s, c->id, e) ||
	    (c->id && !check_read(s, c->id, e)) || !contact_check(s, c, &year, e) ||
	    !door_enter(s->db, e))
		return false;
	ok = write_row(s, year.id, c, e) && write_students(s, year.id, c, e) &&
	     write_delivery(s, c, "student", c->to_student, c->to_student_way, e) &&
	     write_delivery(s, c, "guardians", c->to_guardians, c->to_guardians_way, e) &&
	     plans_follow(s, c, !before.id, e);
	ok = door_leave(s->db, ok, e);
	if (!ok)
		*c = before;
	return ok;
}

bool contact_withdraw(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	bool ok;

	if (!session_may(s, MAY_RECORD, e) || !year_check_open(s, id, e) || !check_read(s, id, e) ||
	    !door_enter(s->db, e))
		return false;
	ok = row_run(s->db, &statements[WITHDRAW], id, rev, _("this record"), e) &&
	     plans_reopen(s, id, e);
	return door_leave(s->db, ok, e);
}
