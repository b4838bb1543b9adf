/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/bright_spot.h"

#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/closing.h"
#include "model/enrolment.h"
#include "model/row.h"
#include "model/statements.h"

enum { LIST, LIST_OF_STUDENT, GET, ADD, CHANGE, REMOVE };

#define COLUMNS                                                                                    \
	"SELECT b.id, b.rev, b.student_id, b.mentor_id, b.date, b.text, b.created_at, "            \
	"s.student_no, s.name AS student, m.name AS mentor FROM my_bright_spot b "                 \
	"JOIN my_student s ON s.id = b.student_id LEFT JOIN mentor m ON m.id = b.mentor_id "

static const struct sql statements[] = {
	[LIST] = { "bright_spot.list",
		   COLUMNS "WHERE b.date BETWEEN :year_starts AND :year_ends "
			   "ORDER BY b.date DESC, b.id DESC",
		   false },
	[LIST_OF_STUDENT] = { "bright_spot.list_of_student",
			      COLUMNS "WHERE b.student_id = :student ORDER BY b.date, b.id",
			      false },
	[GET] = { "bright_spot.get", COLUMNS "WHERE b.id = :id", false },
	[ADD] = { "bright_spot.add",
		  "INSERT INTO bright_spot (student_id, mentor_id, date, text, created_at) "
		  "VALUES (:student_id, :mentor_id, :date, :text, :now)",
		  true },
	[CHANGE] = { "bright_spot.change",
		     "UPDATE bright_spot SET date = :date, text = :text, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev",
		     true },
	[REMOVE] = { "bright_spot.remove", "DELETE FROM bright_spot WHERE id = :id AND rev = :rev",
		     true },
};
const struct sql_table bright_spot_sql = SQL_TABLE(statements);

const struct field bright_spot_fields[] = {
	{ FIELD(struct bright_spot, date), .label = N_("Date"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .width = 10 },
	{ FIELD(struct bright_spot, text), .label = N_("Bright spot"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 40, .max = 200,
	  .help = N_("one line: what this student did well") },
	{ FIELD(struct bright_spot, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ FIELD(struct bright_spot, mentor_id), .label = N_("Seen by"), .kind = FIELD_REF },
	{ FIELD(struct bright_spot, created_at), .label = N_("Recorded"), .kind = FIELD_TEXT,
	  .flags = FIELD_READ_ONLY, .width = 19 },
	{ FIELD(struct bright_spot, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct bright_spot, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 8 },
	{ FIELD(struct bright_spot, mentor), .label = N_("Seen by"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 8 },
	{ 0 },
};

/* ---------------------------------------------------------------- reading */

bool bright_spot_list(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, bright_spot_fields, sizeof(struct bright_spot));
	return db_rows(s->db, &statements[LIST],
		       WITH(TEXT("year_starts", s->year.starts), TEXT("year_ends", s->year.ends)),
		       out, e);
}

bool bright_spot_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
				 struct err *e)
{
	rowset_init(out, bright_spot_fields, sizeof(struct bright_spot));
	return db_rows(s->db, &statements[LIST_OF_STUDENT], WITH(INT("student", student_id)), out,
		       e);
}

bool bright_spot_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, bright_spot_fields, sizeof(struct bright_spot));
	if (!db_rows(s->db, &statements[GET], WITH(INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such bright spot."));
}

/* ---------------------------------------------------------------- writing */

static bool check_day(struct session *s, int64_t student_id, const char *day, struct err *e)
{
	bool enrolled;

	if (!enrolment_on(s, student_id, day, &enrolled, e))
		return false;
	return enrolled ||
	       err_field(e, "date", _("A student was not enrolled on %s; choose another day."),
			 day);
}

static bool check(struct session *s, const int64_t *student_ids, size_t count,
		  const struct bright_spot *b, struct err *e)
{
	for (const struct field *f = bright_spot_fields; f->name; f++)
		if (!field_check_required(f, b, e))
			return false;
	if (strcmp(b->date, s->today_iso) > 0)
		return err_field(e, "date",
				 _("%s is in the future; only what was done is recorded."),
				 b->date);
	if (!count)
		return err_field(e, "student_id", "%s", _("Choose at least one student."));
	for (size_t i = 0; i < count; i++)
		if (!check_day(s, student_ids[i], b->date, e))
			return false;
	return year_check_day(s, "date", b->date, e);
}

bool bright_spot_may_change(struct session *s, const struct bright_spot *b, struct err *e)
{
	if (!session_may(s, MAY_RECORD, e))
		return false;
	if (!(s->may & MAY_EDIT_PEOPLE) && !(b->mentor_id && b->mentor_id == s->mentor_id))
		return err_set(e, ERR_DENIED, "%s",
			       _("Whoever noted it can change it, and the office."));
	return year_check_day(s, "date", b->date, e);
}

static bool may_change(struct session *s, int64_t id, int64_t *student_id, struct err *e)
{
	struct rowset set;
	bool ok = bright_spot_get(s, id, &set, e);

	if (ok) {
		const struct bright_spot *stored = rowset_at(&set, 0);

		*student_id = stored->student_id;
		ok = bright_spot_may_change(s, stored, e);
	}
	rowset_release(&set);
	return ok;
}

static bool write(struct session *s, const int64_t *student_ids, size_t count,
		  struct bright_spot *b, struct err *e)
{
	char now[20];

	if (b->id)
		return row_save(s->db, &statements[ADD], &statements[CHANGE], bright_spot_fields, b,
				NULL, _("this bright spot"), e);
	date_now_utc(now);
	for (size_t i = 0; i < count; i++)
		if (!db_put(s->db, &statements[ADD], bright_spot_fields, b,
			    WITH(INT("student_id", student_ids[i]),
				 NULL_OR("mentor_id", s->mentor_id), TEXT("now", now)),
			    NULL, e))
			return false;
	return true;
}

bool bright_spot_save(struct session *s, const int64_t *student_ids, size_t count,
		      struct bright_spot *b, struct err *e)
{
	struct bright_spot before = *b;
	int64_t whose;
	bool ok;

	if (!session_may(s, MAY_RECORD, e))
		return false;
	if (b->id) {
		if (!may_change(s, b->id, &whose, e))
			return false;
		student_ids = &whose;
		count = 1;
	}
	ok = check(s, student_ids, count, b, e) && door_enter(s->db, e) &&
	     door_leave(s->db, write(s, student_ids, count, b, e), e);
	if (!ok)
		*b = before;
	return ok;
}

bool bright_spot_remove(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	int64_t whose;

	return may_change(s, id, &whose, e) &&
	       row_run(s->db, &statements[REMOVE], id, rev, _("this bright spot"), e);
}
