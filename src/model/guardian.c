/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/guardian.h"

#include "base/i18n.h"
#include "db/door.h"
#include "model/statements.h"

enum { LIST, FIND, ADD, CHANGE, REMOVE };

static const struct sql statements[] = {
	[LIST] = { "guardian.list",
		   "SELECT id, rev, student_id, name, relation, phone FROM my_guardian "
		   "WHERE student_id = :student ORDER BY id",
		   false },
	[FIND] = { "guardian.find",
		   "SELECT id FROM my_guardian WHERE student_id = :student_id AND name = :name",
		   false },
	[ADD] = { "guardian.add",
		  "INSERT INTO guardian (student_id, name, relation, phone) "
		  "VALUES (:student_id, :name, :relation, :phone)",
		  true },
	[CHANGE] = { "guardian.change",
		     "UPDATE guardian SET name = :name, relation = :relation, phone = :phone, "
		     "rev = rev + 1 WHERE id = :id AND (rev = :rev OR :rev = 0)",
		     true },
	[REMOVE] = { "guardian.remove", "DELETE FROM guardian WHERE id = :id AND rev = :rev",
		     true },
};
const struct sql_table guardian_sql = SQL_TABLE(statements);

const struct field guardian_fields[] = {
	{ FIELD(struct guardian, name), .label = N_("Guardian"), .kind = FIELD_NAME,
	  .flags = FIELD_REQUIRED, .width = 10 },
	{ FIELD(struct guardian, relation), .label = N_("Relation"), .kind = FIELD_TEXT, .width = 8,
	  .max = 20, .help = N_("mother, father, grandfather, …") },
	{ FIELD(struct guardian, phone), .label = N_("Phone"), .kind = FIELD_PHONE, .width = 13,
	  .max = 30 },
	{ FIELD(struct guardian, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ 0 },
};

bool guardian_list(struct session *s, int64_t student_id, struct rowset *out, struct err *e)
{
	rowset_init(out, guardian_fields, sizeof(struct guardian));
	return db_rows(s->db, &statements[LIST], WITH(INT("student", student_id)), out, e);
}

/* Inside the door. */
static bool write(struct session *s, struct guardian *g, struct err *e)
{
	int64_t found, changes;

	if (!db_int(s->db, &statements[FIND],
		    WITH(INT("student_id", g->student_id), TEXT("name", g->name)), &found, NULL, e))
		return false;
	if (g->id && found && found != g->id)
		return err_field(e, "name", _("This student has a guardian of that name already."));
	if (!g->id)
		g->id = found;
	if (!g->id) {
		if (!db_put(s->db, &statements[ADD], guardian_fields, g, NULL, NULL, e))
			return false;
		g->id = db_last_id(s->db);
		return true;
	}
	if (!db_put(s->db, &statements[CHANGE], guardian_fields, g,
		    WITH(INT("id", g->id), INT("rev", g->rev)), &changes, e))
		return false;
	return changes || err_set(e, ERR_CONFLICT, "%s",
				  _("Somebody else changed this guardian meanwhile. Look again."));
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
	int64_t changes = 0;
	bool ok;

	if (!session_may(s, MAY_EDIT_PEOPLE, e) || !door_enter(s->db, e))
		return false;
	ok = db_run(s->db, &statements[REMOVE], WITH(INT("id", id), INT("rev", rev)), &changes, e);
	if (ok && !changes)
		ok = err_set(e, ERR_CONFLICT, "%s",
			     _("Somebody else changed this guardian meanwhile. Look again."));
	return door_leave(s->db, ok, e);
}
