/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/consent.h"

#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/grade.h"
#include "model/retention.h"
#include "model/row.h"
#include "model/statements.h"

const struct choice consent_covers[] = {
	{ "records", N_("records"), "记录|档案|records" },
	{ "visits", N_("home visits"), "家访|visits" },
	{ "sensitive", N_("sensitive notes"), "敏感信息|sensitive" },
	{ "photos", N_("photos"), "照片|photos" },
	{ 0 },
};

static const struct choice states[] = {
	{ "holds", N_("holds"), NULL },
	{ "withdrawn", N_("withdrawn"), NULL },
	{ 0 },
};

const struct field consent_fields[] = {
	{ FIELD(struct consent, student), .label = N_("Student"), .kind = FIELD_NAME, .width = 8,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct consent, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 7,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct consent, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_MASKED },
	{ FIELD(struct consent, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ FIELD(struct consent, given_by), .label = N_("Given by"), .kind = FIELD_NAME,
	  .flags = FIELD_REQUIRED, .width = 10, .max = 60, .help = N_("the guardian who signed") },
	{ FIELD(struct consent, covers), .label = N_("Covers"), .kind = FIELD_CHOICES,
	  .flags = FIELD_REQUIRED, .width = 18, .choices = consent_covers,
	  .help = N_("what was agreed to; several by their digits") },
	{ FIELD(struct consent, given_on), .label = N_("Given on"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .width = 10, .help = N_("the day on the paper") },
	{ FIELD(struct consent, withdrawn_on), .label = N_("Taken back on"), .kind = FIELD_DATE,
	  .width = 10, .help = N_("empty as long as it holds") },
	{ FIELD(struct consent, note), .label = N_("Note"), .kind = FIELD_TEXT, .width = 20,
	  .max = 200, .help = N_("such as where the paper is; may stay empty") },
	{ FIELD(struct consent, state), .label = N_("State"), .kind = FIELD_CHOICE, .width = 6,
	  .choices = states, .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ 0 },
};

const struct field consent_lack_fields[] = {
	{ FIELD(struct consent_lack, name), .label = N_("Student"), .kind = FIELD_NAME, .width = 8,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct consent_lack, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .width = 7, .flags = FIELD_DERIVED },
	{ FIELD(struct consent_lack, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .flags = FIELD_DERIVED | FIELD_MASKED },
	{ FIELD(struct consent_lack, mentor), .label = N_("Mentor"), .kind = FIELD_NAME, .width = 8,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct consent_lack, lacks), .label = N_("Lacks"), .kind = FIELD_CHOICES,
	  .width = 18, .choices = consent_covers, .flags = FIELD_DERIVED },
	{ 0 },
};

enum { LIST, LIST_OF_STUDENT, GET, ADD, CHANGE, COVERS, MISSING };

#define COLUMNS                                                                                    \
	"SELECT n.id, n.rev, n.student_id, n.given_by, n.covers, n.given_on, n.withdrawn_on, "     \
	"n.note, s.name AS student, s.student_no, CASE WHEN n.withdrawn_on <= :today "             \
	"THEN 'withdrawn' ELSE 'holds' END AS state, (SELECT " SQL_CLASS_NAME                      \
	" FROM my_enrolment e JOIN class c ON c.id = e.class_id WHERE e.student_id = s.id "        \
	"AND e.school_year_id = :year ORDER BY e.ends DESC LIMIT 1) AS class_name "                \
	"FROM my_consent n JOIN my_student s ON s.id = n.student_id "
#define LAST_FIRST "ORDER BY n.given_on DESC, n.id DESC"
/* Between the two stands what is covered of the student s today. */
#define COVERED                                                                                    \
	"EXISTS (SELECT 1 FROM my_consent n WHERE n.student_id = s.id "                            \
	"AND n.given_on <= :today AND coalesce(n.withdrawn_on, '9999-12-31') > :today "            \
	"AND ' ' || n.covers || ' ' LIKE '% "
#define TODAY " %')"

static const struct sql statements[] = {
	[LIST] = { "consent.list", COLUMNS LAST_FIRST, false },
	[LIST_OF_STUDENT] = { "consent.list_of_student",
			      COLUMNS "WHERE n.student_id = :student " LAST_FIRST, false },
	[GET] = { "consent.get", COLUMNS "WHERE n.id = :id", false },
	[ADD] = { "consent.add",
		  "INSERT INTO consent (student_id, given_by, covers, given_on, withdrawn_on, "
		  "note) VALUES (:student_id, :given_by, :covers, :given_on, :withdrawn_on, :note)",
		  true },
	[CHANGE] = { "consent.change",
		     "UPDATE consent SET given_by = :given_by, covers = :covers, "
		     "given_on = :given_on, withdrawn_on = :withdrawn_on, note = :note, "
		     "rev = rev + 1 WHERE id = :id AND rev = :rev",
		     true },
	[COVERS] = { "consent.covers",
		     "SELECT trim(iif(" COVERED "records" TODAY ", ' records', '') "
		     "|| iif(" COVERED "visits" TODAY ", ' visits', '') "
		     "|| iif(" COVERED "sensitive" TODAY ", ' sensitive', '') "
		     "|| iif(" COVERED "photos" TODAY ", ' photos', '')) "
		     "FROM my_student s WHERE s.id = :student AND s.rev > 0",
		     false },
	[MISSING] = { "consent.missing",
		      "SELECT s.id, s.rev, s.name, s.student_no, " SQL_CLASS_NAME
		      " AS class_name, m.name AS mentor, "
		      "trim(iif(" COVERED "records" TODAY ", '', ' records') "
		      "|| iif(" COVERED "visits" TODAY ", '', ' visits')) AS lacks "
		      "FROM my_enrolment e JOIN class c ON c.id = e.class_id "
		      "JOIN my_student s ON s.id = e.student_id "
		      "LEFT JOIN my_assignment a ON a.student_id = s.id AND a.role = 'lead' "
		      "AND a.starts <= :today AND a.ends >= :today "
		      "LEFT JOIN mentor m ON m.id = a.mentor_id "
		      "WHERE e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today "
		      "AND NOT (" COVERED "records" TODAY " AND " COVERED "visits" TODAY ") "
		      "ORDER BY " SQL_GRADE ", c.number, e.seat, s.student_no",
		      false },
};
const struct sql_table consent_sql = SQL_TABLE(statements);

#define DAY_OF(s) INT("year", (s)->year.id), TEXT("today", (s)->today_iso)

/* ---------------------------------------------------------------- reading */

static bool load(struct session *s, int statement, const struct bind *with, struct rowset *out,
		 struct err *e)
{
	rowset_init(out, consent_fields, sizeof(struct consent));
	return db_rows(s->db, &statements[statement], with, out, e);
}

bool consent_list(struct session *s, struct rowset *out, struct err *e)
{
	return load(s, LIST, WITH(DAY_OF(s)), out, e);
}

bool consent_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			     struct err *e)
{
	return load(s, LIST_OF_STUDENT, WITH(DAY_OF(s), INT("student", student_id)), out, e);
}

bool consent_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	if (!load(s, GET, WITH(DAY_OF(s), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such consent."));
}

bool consent_of_student(struct session *s, int64_t student_id, struct arena *arena,
			const char **covers, struct err *e)
{
	if (!db_text(s->db, &statements[COVERS], WITH(DAY_OF(s), INT("student", student_id)), arena,
		     covers, e))
		return false;
	*covers = *covers ? *covers : "";
	return true;
}

static bool covers_this(struct session *s, int64_t student_id, const char *what, bool *yes,
			struct err *e)
{
	struct arena arena = { 0 };
	const char *covers, *at;
	bool ok = consent_of_student(s, student_id, &arena, &covers, e);
	size_t len = strlen(what);

	*yes = false;
	for (at = ok ? covers : ""; *at && !*yes; at += strcspn(at, " "), at += *at == ' ')
		*yes = strcspn(at, " ") == len && !strncmp(at, what, len);
	arena_release(&arena);
	return ok;
}

bool consent_is_missing(struct session *s, const int64_t *student_ids, size_t count,
			const char *what, bool *missing, struct err *e)
{
	struct arena arena = { 0 };
	struct retention r;
	bool ok = retention_load(s, &arena, &r, e), asked = ok && !strcmp(r.consent, "yes"),
	     covered;

	*missing = false;
	for (size_t i = 0; ok && asked && i < count && !*missing; i++) {
		ok = covers_this(s, student_ids[i], what, &covered, e);
		*missing = ok && !covered;
	}
	arena_release(&arena);
	return ok;
}

bool consent_missing(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, consent_lack_fields, sizeof(struct consent_lack));
	return db_rows(s->db, &statements[MISSING], WITH(DAY_OF(s)), out, e);
}

/* ---------------------------------------------------------------- writing */

static bool check(struct session *s, const struct consent *c, struct err *e)
{
	for (const struct field *f = consent_fields; f->name; f++)
		if (!(f->flags & FIELD_DERIVED) && !field_check_required(f, c, e))
			return false;
	if (strcmp(c->given_on, s->today_iso) > 0)
		return err_field(e, "given_on", _("%s is in the future."), c->given_on);
	if (!c->withdrawn_on || !*c->withdrawn_on)
		return true;
	if (strcmp(c->withdrawn_on, s->today_iso) > 0)
		return err_field(e, "withdrawn_on", _("%s is in the future."), c->withdrawn_on);
	return strcmp(c->withdrawn_on, c->given_on) >= 0 ||
	       err_field(e, "withdrawn_on", _("It was given on %s only."), c->given_on);
}

bool consent_save(struct session *s, struct consent *c, struct err *e)
{
	struct consent before = *c;
	bool ok;

	if (!session_may(s, MAY_EDIT_PEOPLE, e) || !check(s, c, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db,
			row_save(s->db, &statements[ADD], &statements[CHANGE], consent_fields, c,
				 NULL, _("this consent"), e),
			e);
	if (!ok)
		*c = before;
	return ok;
}
