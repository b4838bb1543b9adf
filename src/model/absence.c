/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/absence.h"

#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/closing.h"
#include "model/enrolment.h"
#include "model/grade.h"
#include "model/row.h"
#include "model/statements.h"

const struct choice absence_reasons[] = {
	{ "illness", N_("illness"), "生病|疾病|身体原因|病假|illness" },
	{ "mental", N_("mental health"), "心理|心理原因|情绪|mental" },
	{ "refusal", N_("does not want to come"), "厌学|拒学|refusal" },
	{ "family", N_("family"), "家庭|家庭原因|family" },
	{ "disability", N_("taught at home"), "送教上门|残疾|disability" },
	{ "abroad", N_("study abroad"), "留学|出国|境外|abroad" },
	{ "other", N_("other reasons"), "其他|other" },
	{ 0 },
};

static const struct choice states[] = {
	{ "open", N_("still"), NULL },
	{ "ended", N_("is over"), NULL },
	{ 0 },
};

const struct field absence_fields[] = {
	{ FIELD(struct absence, student), .label = N_("Student"), .kind = FIELD_NAME, .width = 8,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct absence, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 7,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct absence, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_MASKED },
	{ FIELD(struct absence, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ FIELD(struct absence, starts), .label = N_("First day"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_OF_YEAR, .width = 10,
	  .help = N_("since when the student cannot attend normally") },
	{ FIELD(struct absence, ends), .label = N_("Last day"), .kind = FIELD_DATE, .width = 10,
	  .flags = FIELD_OF_YEAR, .help = N_("empty as long as the student is not back") },
	{ FIELD(struct absence, reason), .label = N_("Reason"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = absence_reasons, .width = 12, .max = 20,
	  .help = N_("why, in one word; figures of it name nobody") },
	{ FIELD(struct absence, measures), .label = N_("Care and effect"), .kind = FIELD_NOTE,
	  .width = 30, .max = 1000,
	  .help = N_("what is done for the student, and with what effect; may stay empty") },
	{ FIELD(struct absence, mentor), .label = N_("Mentor"), .kind = FIELD_NAME, .width = 8,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct absence, state), .label = N_("State"), .kind = FIELD_CHOICE, .width = 6,
	  .choices = states, .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct absence, days), .label = N_("Days"), .kind = FIELD_INT, .width = 5,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT },
	{ 0 },
};

enum { LIST, LIST_OF_STUDENT, GET, OTHER, ADD, CHANGE, REMOVE };

/* Who reads no notes of the student reads no reason either, and sees no such row. */
#define COLUMNS                                                                                    \
	"SELECT a.id, a.rev, a.student_id, a.starts, a.ends, a.reason, a.measures, "               \
	"s.name AS student, s.student_no, iif(coalesce(a.ends, '9999-12-31') > :today, "           \
	"'open', 'ended') AS state, CAST(julianday(min(coalesce(a.ends, :today), :today)) "        \
	"- julianday(a.starts) AS INTEGER) + 1 AS days, (SELECT " SQL_CLASS_NAME                   \
	" FROM my_enrolment n JOIN class c ON c.id = n.class_id WHERE n.student_id = s.id "        \
	"AND n.school_year_id = :year ORDER BY n.ends DESC LIMIT 1) AS class_name, "               \
	"(SELECT m.name FROM my_assignment l JOIN mentor m ON m.id = l.mentor_id "                 \
	"WHERE l.student_id = s.id AND l.role = 'lead' AND l.starts <= :today "                    \
	"AND l.ends >= :today) AS mentor "                                                         \
	"FROM my_absence a JOIN my_student s ON s.id = a.student_id WHERE a.reason <> '' AND "

static const struct sql statements[] = {
	[LIST] = { "absence.list",
		   COLUMNS "coalesce(a.ends, '9999-12-31') > :after AND EXISTS (SELECT 1 "
			   "FROM my_enrolment n WHERE n.student_id = s.id "
			   "AND n.school_year_id = :year AND n.starts <= :today "
			   "AND n.ends >= :today) ORDER BY state = 'ended', a.starts, a.id",
		   false },
	[LIST_OF_STUDENT] = { "absence.list_of_student",
			      COLUMNS "a.student_id = :student ORDER BY a.starts DESC, a.id DESC",
			      false },
	[GET] = { "absence.get", COLUMNS "a.id = :id", false },
	[OTHER] = { "absence.other",
		    "SELECT starts FROM my_absence WHERE student_id = :student_id AND id <> :id "
		    "AND rev > 0 AND starts <= coalesce(nullif(:ends, ''), '9999-12-31') "
		    "AND coalesce(ends, '9999-12-31') >= :starts LIMIT 1",
		    false },
	[ADD] = { "absence.add",
		  "INSERT INTO absence (student_id, starts, ends, reason, measures) "
		  "VALUES (:student_id, :starts, :ends, :reason, :measures)",
		  true },
	[CHANGE] = { "absence.change",
		     "UPDATE absence SET starts = :starts, ends = :ends, reason = :reason, "
		     "measures = :measures, rev = rev + 1 WHERE id = :id AND rev = :rev",
		     true },
	[REMOVE] = { "absence.remove", "DELETE FROM absence WHERE id = :id AND rev = :rev", true },
};
const struct sql_table absence_sql = SQL_TABLE(statements);

#define DAY_OF(s) INT("year", (s)->year.id), TEXT("today", (s)->today_iso)

/* ---------------------------------------------------------------- reading */

bool absence_list(struct session *s, bool ended, struct rowset *out, struct err *e)
{
	iso_date before_year;
	int first = 0;

	rowset_init(out, absence_fields, sizeof(struct absence));
	if (!(s->may & MAY_READ_NOTES))
		return err_set(e, ERR_DENIED, "%s",
			       _("Who cannot attend, and why, is for their mentors and the office "
				 "to read. The reports for inspections have the figures."));
	date_from_iso(s->year.starts, &first);
	date_to_iso(first - 1, before_year);
	return db_rows(s->db, &statements[LIST],
		       WITH(DAY_OF(s), TEXT("after", ended ? before_year : s->today_iso)), out, e);
}

bool absence_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			     struct err *e)
{
	rowset_init(out, absence_fields, sizeof(struct absence));
	return db_rows(s->db, &statements[LIST_OF_STUDENT],
		       WITH(DAY_OF(s), INT("student", student_id)), out, e);
}

bool absence_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, absence_fields, sizeof(struct absence));
	if (!db_rows(s->db, &statements[GET], WITH(DAY_OF(s), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such absence."));
}

/* ---------------------------------------------------------------- writing */

static const char *text(const char *s)
{
	return s ? s : "";
}

/* As it is in the file; empty for a new one. */
struct stored {
	iso_date starts, ends;
	int64_t student_id;
};

static bool load_stored(struct session *s, int64_t id, struct stored *out, struct err *e)
{
	struct rowset set;
	bool ok;

	*out = (struct stored){ 0 };
	if (!id)
		return true;
	ok = absence_get(s, id, &set, e);
	if (ok) {
		const struct absence *a = rowset_at(&set, 0);

		date_copy(out->starts, a->starts);
		if (a->ends)
			date_copy(out->ends, a->ends);
		out->student_id = a->student_id;
	}
	rowset_release(&set);
	return ok;
}

static bool check_start(struct session *s, const struct absence *a, struct err *e)
{
	bool enrolled;

	if (strcmp(a->starts, s->today_iso) > 0)
		return err_field(e, "starts",
				 _("%s is in the future; only what was done is recorded."),
				 a->starts);
	if (!year_check_day(s, "starts", a->starts, e) ||
	    !enrolment_on(s, a->student_id, a->starts, &enrolled, e))
		return false;
	return enrolled ||
	       err_field(e, "starts", _("A student was not enrolled on %s; choose another day."),
			 a->starts);
}

static bool check_end(struct session *s, const struct absence *a, const struct stored *was,
		      struct err *e)
{
	if (*text(a->ends) && strcmp(a->ends, a->starts) < 0)
		return err_field(e, "ends", _("The last day is before the first, %s."), a->starts);
	if (!strcmp(text(a->ends), was->ends))
		return true;
	return (!*text(a->ends) || year_check_day(s, "ends", a->ends, e)) &&
	       (!*was->ends || year_check_day(s, "ends", was->ends, e));
}

static bool check_others(struct session *s, const struct absence *a, struct err *e)
{
	struct arena arena = { 0 };
	const char *starts;
	bool ok = db_text(s->db, &statements[OTHER],
			  WITH(INT("student_id", a->student_id), INT("id", a->id),
			       TEXT("starts", a->starts), TEXT("ends", text(a->ends))),
			  &arena, &starts, e);

	if (ok && starts)
		ok = err_field(e, "starts",
			       _("This student has an absence from %s on in the same days; change "
				 "that one."),
			       starts);
	arena_release(&arena);
	return ok;
}

static bool check(struct session *s, struct absence *a, struct err *e)
{
	struct stored was;

	if (!session_may(s, MAY_RECORD, e) || !load_stored(s, a->id, &was, e))
		return false;
	if (a->id)
		a->student_id = was.student_id;
	for (const struct field *f = absence_fields; f->name; f++)
		if (!(f->flags & FIELD_DERIVED) && !field_check_required(f, a, e))
			return false;
	if (!a->student_id)
		return err_field(e, "student_id", "%s", _("Choose at least one student."));
	return (!strcmp(a->starts, was.starts) ||
		((!*was.starts || year_check_day(s, "starts", was.starts, e)) &&
		 check_start(s, a, e))) &&
	       check_end(s, a, &was, e) && check_others(s, a, e);
}

bool absence_save(struct session *s, struct absence *a, struct err *e)
{
	struct absence before = *a;
	bool ok;

	if (!check(s, a, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db,
			row_save(s->db, &statements[ADD], &statements[CHANGE], absence_fields, a,
				 NULL, _("this absence"), e),
			e);
	if (!ok)
		*a = before;
	return ok;
}

bool absence_end(struct session *s, int64_t id, int64_t rev, const char *last, struct err *e)
{
	struct rowset set;
	bool ok = absence_get(s, id, &set, e);

	if (ok) {
		struct absence a = *(const struct absence *)rowset_at(&set, 0);

		a.ends = last;
		a.rev = rev;
		ok = absence_save(s, &a, e);
	}
	rowset_release(&set);
	return ok;
}

bool absence_remove(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	struct stored was;

	return session_may(s, MAY_RECORD, e) && load_stored(s, id, &was, e) &&
	       year_check_day(s, "", was.starts, e) &&
	       row_run(s->db, &statements[REMOVE], id, rev, _("this absence"), e);
}
