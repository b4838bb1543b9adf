/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/guardian.h"

#include "base/i18n.h"
#include "db/door.h"
#include "model/audit.h"
#include "model/grade.h"
#include "model/row.h"
#include "model/statements.h"

enum { LIST, LIST_ALL, GET, FIND, ADD, CHANGE, REMOVE };

static const struct sql statements[] = {
	[LIST] = { "guardian.list",
		   "SELECT id, rev, student_id, name, relation, phone FROM my_guardian "
		   "WHERE student_id = :student ORDER BY id",
		   false },
	[LIST_ALL] = { "guardian.list_all",
		       "SELECT g.id, g.rev, g.student_id, g.name, g.relation, g.phone, "
		       "s.name AS student, s.student_no, " SQL_CLASS_NAME " AS class_name "
		       "FROM my_enrolment e JOIN class c ON c.id = e.class_id "
		       "JOIN my_student s ON s.id = e.student_id "
		       "JOIN my_guardian g ON g.student_id = s.id "
		       "WHERE e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today "
		       "ORDER BY " SQL_GRADE ", c.number, e.seat, s.student_no, g.id",
		       false },
	[GET] = { "guardian.get",
		  "SELECT id, rev, student_id, name, relation, phone FROM my_guardian "
		  "WHERE id = :id",
		  false },
	[FIND] = { "guardian.find",
		   "SELECT id, rev FROM my_guardian WHERE student_id = :student_id "
		   "AND name = :name",
		   false },
	[ADD] = { "guardian.add",
		  "INSERT INTO guardian (student_id, name, relation, phone) "
		  "VALUES (:student_id, :name, :relation, :phone)",
		  true },
	[CHANGE] = { "guardian.change",
		     "UPDATE guardian SET name = :name, relation = :relation, phone = :phone, "
		     "rev = rev + 1 WHERE id = :id AND rev = :rev",
		     true },
	[REMOVE] = { "guardian.remove", "DELETE FROM guardian WHERE id = :id AND rev = :rev",
		     true },
};
const struct sql_table guardian_sql = SQL_TABLE(statements);

const struct field guardian_fields[] = {
	{ FIELD(struct guardian, name), .label = N_("Guardian"), .kind = FIELD_NAME,
	  .flags = FIELD_REQUIRED, .width = 10,
	  .help = N_("the name to ask for; a surname will do") },
	{ FIELD(struct guardian, relation), .label = N_("Relation"), .kind = FIELD_TEXT, .width = 8,
	  .max = 20, .help = N_("mother, father, grandfather, …") },
	{ FIELD(struct guardian, phone), .label = N_("Phone"), .kind = FIELD_PHONE, .width = 13,
	  .flags = FIELD_MASKED, .max = 30,
	  .help = N_("as it is dialled; blanks and dashes do not matter") },
	{ FIELD(struct guardian, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ FIELD(struct guardian, student), .label = N_("Student"), .kind = FIELD_NAME, .width = 8,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct guardian, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_MASKED },
	{ FIELD(struct guardian, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 7,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ 0 },
};

bool guardian_list(struct session *s, int64_t student_id, struct rowset *out, struct err *e)
{
	rowset_init(out, guardian_fields, sizeof(struct guardian));
	return db_rows(s->db, &statements[LIST], WITH(INT("student", student_id)), out, e);
}

bool guardian_list_all(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, guardian_fields, sizeof(struct guardian));
	return db_rows(s->db, &statements[LIST_ALL],
		       WITH(INT("year", s->year.id), TEXT("today", s->today_iso)), out, e);
}

bool guardian_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, guardian_fields, sizeof(struct guardian));
	if (!db_rows(s->db, &statements[GET], WITH(INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such guardian."));
}

/* Inside the door. Who is known by the name alone is changed whatever rev the row has. */
static bool write(struct session *s, struct guardian *g, struct err *e)
{
	struct found {
		int64_t id, rev;
	} found = { 0 };
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[FIND],
			 WITH(INT("student_id", g->student_id), TEXT("name", g->name)), e))
		return false;
	if (cursor_next(&c))
		found = (struct found){ cursor_int(&c, 0), cursor_int(&c, 1) };
	if (!cursor_close(&c))
		return false;
	if (g->id && found.id && found.id != g->id)
		return err_field(e, "name", _("This student has a guardian of that name already."));
	if (!g->id) {
		g->id = found.id;
		g->rev = found.rev;
	}
	return row_save(s->db, &statements[ADD], &statements[CHANGE], guardian_fields, g, NULL,
			_("this guardian"), e);
}

bool guardian_save(struct session *s, struct guardian *g, struct err *e)
{
	if (!session_may(s, MAY_EDIT_PEOPLE, e))
		return false;
	for (const struct field *f = guardian_fields; f->name; f++)
		if (!field_check_required(f, g, e))
			return false;
	return door_enter(s->db, e) && door_leave(s->db, write(s, g, e), e);
}

bool guardian_remove(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	return session_may(s, MAY_EDIT_PEOPLE, e) &&
	       row_run(s->db, &statements[REMOVE], id, rev, _("this guardian"), e);
}

bool guardian_reveal(struct session *s, int64_t id, int64_t student_id, struct err *e)
{
	return audit_write(s,
			   &(struct audit_entry){ .action = "reveal",
						  .name = "guardian",
						  .row_id = id,
						  .student_id = student_id },
			   e);
}

static bool reveal_each(struct session *s, const int64_t *student_ids, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++)
		if (!guardian_reveal(s, 0, student_ids[i], e))
			return false;
	return true;
}

bool guardian_reveal_all(struct session *s, const int64_t *student_ids, size_t count, struct err *e)
{
	if (s->read_only)
		return true; /* where nothing is put on record */
	return door_enter(s->db, e) && door_leave(s->db, reveal_each(s, student_ids, count, e), e);
}
