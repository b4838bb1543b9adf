/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/training.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/row.h"
#include "model/statements.h"

const struct choice training_levels[] = {
	{ "city", N_("city"), "市级|市|city" },
	{ "district", N_("district"), "区级|区|district" },
	{ "school", N_("school"), "校级|校|校本|school" },
	{ 0 },
};

#define COUNTED FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT

const struct field training_fields[] = {
	{ FIELD(struct training, date), .label = N_("Date"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .width = 10, .help = N_("the day it was held, or will be") },
	{ FIELD(struct training, level), .label = N_("Level"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = training_levels, .width = 8,
	  .help = N_("who held it") },
	{ FIELD(struct training, title), .label = N_("Title"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 24, .help = N_("what it was about, as on the notice") },
	{ FIELD(struct training, place), .label = N_("Place"), .kind = FIELD_TEXT, .width = 10,
	  .help = N_("may stay empty") },
	{ FIELD(struct training, credits), .label = N_("Credits"), .kind = FIELD_TENTHS,
	  .flags = FIELD_RIGHT, .width = 7, .most = 9999,
	  .help = N_("for each who is there, such as 2 or 1.5; empty: none") },
	{ FIELD(struct training, no), .label = N_("No."), .kind = FIELD_INT, .flags = COUNTED,
	  .width = 5 },
	{ FIELD(struct training, attended), .label = N_("There"), .kind = FIELD_INT,
	  .flags = COUNTED, .width = 5 },
	{ 0 },
};

#define OF_MENTOR(type, member) FIELD(type, member), .flags = FIELD_DERIVED

const struct field attendee_fields[] = {
	{ OF_MENTOR(struct attendee, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .width = 9 },
	{ OF_MENTOR(struct attendee, name), .label = N_("Name"), .kind = FIELD_NAME, .width = 10 },
	{ OF_MENTOR(struct attendee, subject), .label = N_("Subject"), .width = 8 },
	{ FIELD(struct attendee, there), .label = N_("There"), .kind = FIELD_INT, .flags = COUNTED,
	  .width = 5 },
	{ 0 },
};

const struct field credits_fields[] = {
	{ OF_MENTOR(struct credits, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .width = 9 },
	{ OF_MENTOR(struct credits, name), .label = N_("Name"), .kind = FIELD_NAME, .width = 10 },
	{ OF_MENTOR(struct credits, subject), .label = N_("Subject"), .width = 8 },
	{ FIELD(struct credits, sessions), .label = N_("Times"), .kind = FIELD_INT,
	  .flags = COUNTED, .width = 5 },
	{ FIELD(struct credits, city), .label = N_("city"), .kind = FIELD_TENTHS, .flags = COUNTED,
	  .width = 8 },
	{ FIELD(struct credits, district), .label = N_("district"), .kind = FIELD_TENTHS,
	  .flags = COUNTED, .width = 8 },
	{ FIELD(struct credits, school), .label = N_("school"), .kind = FIELD_TENTHS,
	  .flags = COUNTED, .width = 8 },
	{ FIELD(struct credits, total), .label = N_("Credits"), .kind = FIELD_TENTHS,
	  .flags = COUNTED, .width = 7 },
	{ 0 },
};

/* -------------------------------------------------------------- statements */

enum {
	LIST,
	GET,
	FIND,
	YEAR,
	ADD,
	CHANGE,
	REMOVE,
	ATTENDANCE,
	COUNT,
	HAS_MENTOR,
	ATTEND,
	MISS,
	MISS_ALL,
	CREDITS
};

#define COLUMNS                                                                                    \
	"SELECT t.id, t.rev, t.id AS no, t.date, t.level, t.title, t.place, t.credits, "           \
	"(SELECT count(*) FROM attendance a WHERE a.training_id = t.id) AS attended "              \
	"FROM training t "

static const struct sql statements[] = {
	[LIST] = { "training.list",
		   COLUMNS "WHERE t.school_year_id = :year AND (:mentor = 0 OR EXISTS (SELECT 1 "
			   "FROM attendance a WHERE a.training_id = t.id "
			   "AND a.mentor_id = :mentor)) ORDER BY t.date DESC, t.id DESC",
		   false },
	[GET] = { "training.get", COLUMNS "WHERE t.id = :id", false },
	[FIND] = { "training.find",
		   "SELECT count(*), max(id) FROM training WHERE school_year_id = :year "
		   "AND date = :date AND title = :title",
		   false },
	[YEAR] = { "training.year",
		   "SELECT starts, ends, closed_on FROM school_year WHERE id = "
		   "coalesce((SELECT school_year_id FROM training WHERE id = :id), :year)",
		   false },
	[ADD] = { "training.add",
		  "INSERT INTO training (school_year_id, date, level, title, place, credits) "
		  "VALUES (:year, :date, :level, :title, :place, :credits)",
		  true },
	[CHANGE] = { "training.change",
		     "UPDATE training SET date = :date, level = :level, title = :title, "
		     "place = :place, credits = :credits, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev",
		     true },
	[REMOVE] = { "training.remove", "DELETE FROM training WHERE id = :id AND rev = :rev",
		     true },
	[ATTENDANCE] = { "training.attendance",
			 "SELECT m.id, m.rev, m.staff_no, m.name, m.subject, "
			 "a.id IS NOT NULL AS there FROM mentor m LEFT JOIN attendance a "
			 "ON a.training_id = :training AND a.mentor_id = m.id "
			 "WHERE (m.status <> 'left' OR a.id IS NOT NULL) AND :own IN (0, m.id) "
			 "ORDER BY m.staff_no",
			 false },
	[COUNT] = { "training.count", "SELECT count(*) FROM attendance WHERE training_id = :id",
		    false },
	[HAS_MENTOR] = { "training.has_mentor",
			 "SELECT EXISTS (SELECT 1 FROM mentor WHERE id = :mentor)", false },
	[ATTEND] = { "training.attend",
		     "INSERT INTO attendance (training_id, mentor_id) VALUES (:training, :mentor) "
		     "ON CONFLICT DO NOTHING",
		     true },
	[MISS] = { "training.miss",
		   "DELETE FROM attendance WHERE training_id = :training AND mentor_id = :mentor",
		   true },
	[MISS_ALL] = { "training.miss_all", "DELETE FROM attendance WHERE training_id = :training",
		       true },
	[CREDITS] = { "training.credits",
		      "SELECT m.id, m.rev, m.staff_no, m.name, m.subject, "
		      "count(t.id) AS sessions, sum(t.credits * (t.level = 'city')) AS city, "
		      "sum(t.credits * (t.level = 'district')) AS district, "
		      "sum(t.credits * (t.level = 'school')) AS school, sum(t.credits) AS total "
		      "FROM mentor m LEFT JOIN (attendance a JOIN training t "
		      "ON t.id = a.training_id AND t.school_year_id = :year) "
		      "ON a.mentor_id = m.id WHERE :own IN (0, m.id) GROUP BY m.id "
		      "HAVING m.status <> 'left' OR count(t.id) > 0 ORDER BY m.staff_no",
		      false },
};
const struct sql_table training_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- reading */

bool training_list(struct session *s, int64_t year, int64_t mentor_id, struct rowset *out,
		   struct err *e)
{
	rowset_init(out, training_fields, sizeof(struct training));
	return db_rows(
		s->db, &statements[LIST],
		WITH(INT("year", year),
		     INT("mentor", mentor_id && session_own(s) ? session_own(s) : mentor_id)),
		out, e);
}

static bool no_session(struct err *e)
{
	return err_set(e, ERR_NOT_FOUND, "%s", _("There is no such training."));
}

bool training_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, training_fields, sizeof(struct training));
	return db_rows(s->db, &statements[GET], WITH(INT("id", id)), out, e) &&
	       (out->count || no_session(e));
}

bool training_find(struct session *s, const char *date, const char *title, int64_t *id,
		   int64_t *count, struct err *e)
{
	struct cursor c;

	*id = *count = 0;
	if (!cursor_open(&c, s->db, &statements[FIND],
			 WITH(INT("year", s->year.id), TEXT("date", date), TEXT("title", title)),
			 e))
		return false;
	if (cursor_next(&c)) {
		*count = cursor_int(&c, 0);
		*id = *count == 1 ? cursor_int(&c, 1) : 0;
	}
	return cursor_close(&c);
}

bool training_attendance(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, attendee_fields, sizeof(struct attendee));
	return db_rows(s->db, &statements[ATTENDANCE],
		       WITH(INT("training", id), INT("own", session_own(s))), out, e);
}

bool training_credits(struct session *s, int64_t year, struct rowset *out, struct err *e)
{
	rowset_init(out, credits_fields, sizeof(struct credits));
	return db_rows(s->db, &statements[CREDITS],
		       WITH(INT("year", year), INT("own", session_own(s))), out, e);
}

/* --------------------------------------------------------------- checking */

/* The school year of a session, of a new one this year's; refused where it is closed. Read anew:
 * somebody else may have closed it since ours began. */
static bool open_year(struct session *s, int64_t id, struct school_year *year, struct err *e)
{
	struct cursor c;
	bool closed = false;

	if (!cursor_open(&c, s->db, &statements[YEAR], WITH(INT("id", id), INT("year", s->year.id)),
			 e))
		return false;
	if (cursor_next(&c)) {
		date_copy(year->starts, cursor_text(&c, 0));
		date_copy(year->ends, cursor_text(&c, 1));
		closed = !cursor_null(&c, 2);
	}
	if (!cursor_close(&c))
		return false;
	return !closed || err_set(e, ERR_INVALID, "%s",
				  _("The school year is closed: its training stays as it is."));
}

/* Planned ahead it may be, as long as nobody was there. */
static bool check_day(struct session *s, const struct training *t, const struct school_year *year,
		      struct err *e)
{
	int64_t there;

	if (strcmp(t->date, year->starts) < 0 || strcmp(t->date, year->ends) > 0)
		return err_field(e, "date", _("%s is outside the school year (%s to %s)."), t->date,
				 year->starts, year->ends);
	if (!t->id || strcmp(t->date, s->today_iso) <= 0)
		return true;
	if (!db_int(s->db, &statements[COUNT], WITH(INT("id", t->id)), &there, NULL, e))
		return false;
	return !there ||
	       err_field(
		       e, "date",
		       _("%s is in the future, and %lld mentors were there already; take them off "
			 "first."),
		       t->date, (long long)there);
}

static bool check(struct session *s, const struct training *t, struct err *e)
{
	struct school_year year = { 0 };

	for (const struct field *f = training_fields; f->name; f++)
		if (!field_check_required(f, t, e))
			return false;
	return open_year(s, t->id, &year, e) && check_day(s, t, &year, e);
}

/* ---------------------------------------------------------------- writing */

bool training_save(struct session *s, struct training *t, struct err *e)
{
	struct training before = *t;
	bool ok;

	if (!session_may(s, MAY_RUN_YEAR, e) || !door_enter(s->db, e))
		return false;
	ok = check(s, t, e) &&
	     row_save(s->db, &statements[ADD], &statements[CHANGE], training_fields, t,
		      WITH(INT("year", s->year.id)), _("this training"), e);
	ok = door_leave(s->db, ok, e);
	if (!ok)
		*t = before;
	return ok;
}

/* Inside the door. */
static bool remove_all(struct session *s, int64_t id, int64_t rev, int64_t attended, struct err *e)
{
	struct school_year year = { 0 };
	int64_t changes, there;

	if (!open_year(s, id, &year, e) ||
	    !db_int(s->db, &statements[COUNT], WITH(INT("id", id)), &there, NULL, e))
		return false;
	if (there > attended)
		return row_conflict(e, _("this training"));
	if (!db_run(s->db, &statements[MISS_ALL], WITH(INT("training", id)), NULL, e) ||
	    !db_run(s->db, &statements[REMOVE], WITH(INT("id", id), INT("rev", rev)), &changes, e))
		return false;
	return changes || row_conflict(e, _("this training"));
}

bool training_remove(struct session *s, int64_t id, int64_t rev, int64_t attended, struct err *e)
{
	return session_may(s, MAY_RUN_YEAR, e) && door_enter(s->db, e) &&
	       door_leave(s->db, remove_all(s, id, rev, attended, e), e);
}

static bool has_come(struct session *s, int64_t id, struct err *e)
{
	struct rowset set;
	const struct training *t;
	bool ok = training_get(s, id, &set, e);

	t = ok ? rowset_at(&set, 0) : NULL;
	if (ok && strcmp(t->date, s->today_iso) > 0)
		ok = err_field(
			e, "date",
			_("This training is on %s; who is there is recorded from that day on."),
			t->date);
	rowset_release(&set);
	return ok;
}

static bool attend_one(struct session *s, int64_t id, int64_t mentor, bool there, size_t *changed,
		       struct err *e)
{
	int64_t known, changes;

	if (!db_int(s->db, &statements[HAS_MENTOR], WITH(INT("mentor", mentor)), &known, NULL, e))
		return false;
	if (!known)
		return err_set(e, ERR_NOT_FOUND, "%s", _("There is no such mentor."));
	if (!db_run(s->db, &statements[there ? ATTEND : MISS],
		    WITH(INT("training", id), INT("mentor", mentor)), &changes, e))
		return false;
	*changed += changes != 0;
	return true;
}

/* Inside the door. */
static bool attend_all(struct session *s, int64_t id, const int64_t *mentor_ids, size_t count,
		       bool there, size_t *changed, struct err *e)
{
	struct school_year year = { 0 };
	bool ok = has_come(s, id, e) && open_year(s, id, &year, e);

	for (size_t i = 0; ok && i < count; i++)
		ok = attend_one(s, id, mentor_ids[i], there, changed, e);
	return ok;
}

bool training_attend(struct session *s, int64_t id, const int64_t *mentor_ids, size_t count,
		     bool there, size_t *changed, struct err *e)
{
	bool ok;

	*changed = 0;
	if (!session_may(s, MAY_RUN_YEAR, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db, attend_all(s, id, mentor_ids, count, there, changed, e), e);
	if (!ok)
		*changed = 0;
	return ok;
}
