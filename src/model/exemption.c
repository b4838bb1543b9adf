/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/exemption.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/closing.h"
#include "model/grade.h"
#include "model/row.h"
#include "model/statements.h"

const struct choice exemption_kinds[] = {
	{ "all", N_("everything"), "全部|all" },
	{ "visit", N_("home visits"), "家访|visit" },
	{ "talk", N_("talks"), "谈话|talk" },
	{ "feedback", N_("feedback"), "反馈|书面反馈|feedback" },
	{ 0 },
};

const struct field exemption_fields[] = {
	{ FIELD(struct exemption, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FIELD_DERIVED | FIELD_MASKED, .width = 12 },
	{ FIELD(struct exemption, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED, .width = 10 },
	{ FIELD(struct exemption, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FIELD_DERIVED, .width = 7 },
	{ FIELD(struct exemption, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ FIELD(struct exemption, what), .label = N_("Exempt from"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = exemption_kinds, .width = 9,
	  .help = N_("what is not asked for in that time") },
	{ FIELD(struct exemption, starts), .label = N_("First day"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_OF_YEAR, .width = 10,
	  .help = N_("what falls due from this day on is exempt") },
	{ FIELD(struct exemption, ends), .label = N_("Last day"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_OF_YEAR, .width = 10,
	  .help = N_("what is due later is owed again the day after") },
	{ FIELD(struct exemption, reason), .label = N_("Reason"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 24, .max = 200,
	  .help = N_("such as: in hospital until the winter holidays") },
	{ FIELD(struct exemption, approver), .label = N_("Approved by"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 10, .max = 100,
	  .help = N_("who said so, such as: the principal") },
	{ 0 },
};

enum { LIST, LIST_OF_STUDENT, GET, ADD, CHANGE, REMOVE };

#define COLUMNS                                                                                    \
	"SELECT x.id, x.rev, x.student_id, x.what, x.starts, x.ends, x.reason, x.approver, "       \
	"s.name AS student, s.student_no, (SELECT " SQL_CLASS_NAME                                 \
	" FROM my_enrolment n JOIN class c ON c.id = n.class_id WHERE n.student_id = s.id "        \
	"AND n.school_year_id = :year ORDER BY n.ends DESC LIMIT 1) AS class_name "                \
	"FROM my_exemption x JOIN my_student s ON s.id = x.student_id "
#define LAST_FIRST "ORDER BY x.ends DESC, x.starts DESC, x.id DESC"

static const struct sql statements[] = {
	[LIST] = { "exemption.list", COLUMNS "WHERE x.ends >= :year_starts " LAST_FIRST, false },
	[LIST_OF_STUDENT] = { "exemption.list_of_student",
			      COLUMNS "WHERE x.student_id = :student " LAST_FIRST, false },
	[GET] = { "exemption.get", COLUMNS "WHERE x.id = :id", false },
	[ADD] = { "exemption.add",
		  "INSERT INTO exemption (student_id, what, starts, ends, reason, approver) "
		  "VALUES (:student_id, :what, :starts, :ends, :reason, :approver)",
		  true },
	[CHANGE] = { "exemption.change",
		     "UPDATE exemption SET what = :what, starts = :starts, ends = :ends, "
		     "reason = :reason, approver = :approver, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev",
		     true },
	[REMOVE] = { "exemption.remove", "DELETE FROM exemption WHERE id = :id AND rev = :rev",
		     true },
};
const struct sql_table exemption_sql = SQL_TABLE(statements);

static bool load(struct session *s, int statement, const struct bind *with, struct rowset *out,
		 struct err *e)
{
	rowset_init(out, exemption_fields, sizeof(struct exemption));
	return db_rows(s->db, &statements[statement], with, out, e);
}

bool exemption_list(struct session *s, struct rowset *out, struct err *e)
{
	return load(s, LIST, WITH(INT("year", s->year.id), TEXT("year_starts", s->year.starts)),
		    out, e);
}

bool exemption_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			       struct err *e)
{
	return load(s, LIST_OF_STUDENT, WITH(INT("year", s->year.id), INT("student", student_id)),
		    out, e);
}

bool exemption_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	if (!load(s, GET, WITH(INT("year", s->year.id), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such exemption."));
}

/* ---------------------------------------------------------------- writing */

/* As it is in the file: its days and what it is from; empty for a new one. */
struct stored {
	iso_date starts, ends;
	char what[16];
};

static bool load_stored(struct session *s, int64_t id, struct stored *out, struct err *e)
{
	struct rowset set;
	bool ok;

	*out = (struct stored){ 0 };
	if (!id)
		return true;
	ok = exemption_get(s, id, &set, e);
	if (ok) {
		const struct exemption *x = rowset_at(&set, 0);

		date_copy(out->starts, x->starts);
		date_copy(out->ends, x->ends);
		snprintf(out->what, sizeof out->what, "%s", x->what);
	}
	rowset_release(&set);
	return ok;
}

static bool check_start(struct session *s, const struct exemption *x, struct err *e)
{
	if (strcmp(x->starts, s->year.starts) < 0)
		return err_field(e, "starts",
				 _("%s is before this school year; an exemption begins in it, on "
				   "%s at the earliest."),
				 x->starts, s->year.starts);
	if (strcmp(x->starts, s->year.ends) > 0)
		return err_field(e, "starts", _("%s is after this school year, which ends on %s."),
				 x->starts, s->year.ends);
	return year_check_day(s, "starts", x->starts, e);
}

/* What a closed year counted stays: the days it was exempt on, and from what. */
static bool check_closed(struct session *s, const struct exemption *x, const struct stored *was,
			 struct err *e)
{
	if (strcmp(x->what, was->what) && *was->starts &&
	    !year_check_day(s, "what", was->starts, e))
		return false;
	return !strcmp(x->ends, was->ends) ||
	       (year_check_day(s, "ends", x->ends, e) &&
		(!*was->ends || year_check_day(s, "ends", was->ends, e)));
}

static bool check(struct session *s, const struct exemption *x, struct err *e)
{
	struct stored was;

	for (const struct field *f = exemption_fields; f->name; f++)
		if (!field_check_required(f, x, e))
			return false;
	if (strcmp(x->ends, x->starts) < 0)
		return err_field(e, "ends", _("The last day is before the first, %s."), x->starts);
	return load_stored(s, x->id, &was, e) &&
	       (!strcmp(x->starts, was.starts) || check_start(s, x, e)) &&
	       check_closed(s, x, &was, e);
}

static bool write(struct session *s, const int64_t *student_ids, size_t count, struct exemption *x,
		  struct err *e)
{
	if (x->id)
		return row_save(s->db, &statements[ADD], &statements[CHANGE], exemption_fields, x,
				NULL, _("this exemption"), e);
	for (size_t i = 0; i < count; i++)
		if (!db_put(s->db, &statements[ADD], exemption_fields, x,
			    WITH(INT("student_id", student_ids[i])), NULL, e))
			return false;
	return count || err_field(e, "student_id", "%s", _("Choose at least one student."));
}

bool exemption_save(struct session *s, const int64_t *student_ids, size_t count,
		    struct exemption *x, struct err *e)
{
	struct exemption before = *x;
	bool ok;

	if (!session_may(s, MAY_RUN_YEAR, e) || !check(s, x, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db, write(s, student_ids, count, x, e), e);
	if (!ok)
		*x = before;
	return ok;
}

bool exemption_remove(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	struct stored was;

	return session_may(s, MAY_RUN_YEAR, e) && load_stored(s, id, &was, e) &&
	       year_check_day(s, "", was.starts, e) &&
	       row_run(s->db, &statements[REMOVE], id, rev, _("this exemption"), e);
}
