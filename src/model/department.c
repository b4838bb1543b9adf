/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/department.h"

#include "base/i18n.h"
#include "db/door.h"
#include "model/row.h"
#include "model/statements.h"

enum { LIST, GET, FIND, ADD, CHANGE };

#define COLUMNS                                                                                    \
	"SELECT d.id, d.rev, d.name, d.in_use, "                                                   \
	"CASE d.in_use WHEN 1 THEN 'offered' ELSE 'retired' END AS status, "                       \
	"(SELECT count(*) FROM my_referral r WHERE r.department_id = d.id "                        \
	"AND r.closed_on IS NULL) AS open FROM department d "

static const struct sql statements[] = {
	[LIST] = { "department.list",
		   COLUMNS "WHERE :with_retired OR d.in_use ORDER BY d.in_use DESC, d.id", false },
	[GET] = { "department.get", COLUMNS "WHERE d.id = :id", false },
	[FIND] = { "department.find", "SELECT id FROM department WHERE name = :name", false },
	[ADD] = { "department.add", "INSERT INTO department (name) VALUES (:name)", true },
	[CHANGE] = { "department.change",
		     "UPDATE department SET name = :name, in_use = :in_use, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev",
		     true },
};
const struct sql_table department_sql = SQL_TABLE(statements);

static const struct choice statuses[] = {
	{ "offered", N_("offered"), "启用|offered" },
	{ "retired", N_("no longer offered"), "停用|retired" },
	{ 0 },
};

const struct field department_fields[] = {
	{ FIELD(struct department, name), .label = N_("Department"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 20, .max = 20,
	  .help = N_("as the school calls it, such as: psychology") },
	{ FIELD(struct department, in_use), .label = N_("Offered"), .kind = FIELD_INT, .width = 4,
	  .most = 1, .flags = FIELD_READ_ONLY },
	{ FIELD(struct department, status), .label = N_("Status"), .kind = FIELD_CHOICE, .width = 8,
	  .choices = statuses, .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct department, open), .label = N_("Open referrals"), .kind = FIELD_INT,
	  .width = 4, .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT },
	{ 0 },
};

bool department_add_usual(struct db *db, struct err *e)
{
	static const char *const usual[] = { N_("Psychology"), N_("Medical"), N_("Study support"),
					     N_("Social") };

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (!db_run(db, &statements[ADD], WITH(TEXT("name", _(usual[i]))), NULL, e))
			return false;
	return true;
}

bool department_list(struct session *s, bool with_retired, struct rowset *out, struct err *e)
{
	rowset_init(out, department_fields, sizeof(struct department));
	return db_rows(s->db, &statements[LIST], WITH(INT("with_retired", with_retired)), out, e);
}

bool department_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, department_fields, sizeof(struct department));
	if (!db_rows(s->db, &statements[GET], WITH(INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such department."));
}

bool department_find(struct session *s, const char *name, int64_t *id, struct err *e)
{
	return db_int(s->db, &statements[FIND], WITH(TEXT("name", name)), id, NULL, e);
}

static bool check(struct session *s, const struct department *d, struct err *e)
{
	int64_t other;

	for (const struct field *f = department_fields; f->name; f++)
		if (!field_check_required(f, d, e))
			return false;
	if (!department_find(s, d->name, &other, e))
		return false;
	return !other || other == d->id ||
	       err_field(e, "name",
			 _("There is a department of that name already; if it is no longer "
			   "offered, offer it again."));
}

bool department_save(struct session *s, struct department *d, struct err *e)
{
	struct department before = *d;
	bool ok;

	if (!session_may(s, MAY_RUN_YEAR, e) || !door_enter(s->db, e))
		return false;
	if (!d->id)
		d->in_use = 1;
	ok = door_leave(s->db,
			check(s, d, e) &&
				row_save(s->db, &statements[ADD], &statements[CHANGE],
					 department_fields, d, NULL, _("this department"), e),
			e);
	if (!ok)
		*d = before;
	return ok;
}
