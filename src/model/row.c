/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/row.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/rowset.h"
#include "db/door.h"

bool row_conflict(struct err *e, const char *name)
{
	return err_set(e, ERR_CONFLICT,
		       _("Somebody else changed %s meanwhile. Nothing was saved; look at the new "
			 "state and change it again."),
		       name);
}

bool row_check(const struct field *fields, void *thing, struct arena *arena, struct err *e)
{
	for (const struct field *f = fields; f->name; f++) {
		struct buf text = { 0 };
		bool ok;

		field_raw(f, thing, &text);
		ok = field_read(f, thing, buf_str(&text), arena, DATE_NO_TODAY, NULL, e) &&
		     field_check_required(f, thing, e);
		buf_release(&text);
		if (!ok)
			return false;
	}
	return true;
}

bool row_save(struct db *db, const struct sql *add, const struct sql *change,
	      const struct field *fields, void *thing, const struct bind *with, const char *name,
	      struct err *e)
{
	struct row_head *head = thing;
	int64_t changes;

	if (!db_put(db, head->id ? change : add, fields, thing, with, &changes, e))
		return false;
	if (head->id && !changes)
		return row_conflict(e, name);
	if (!head->id)
		head->id = db_last_id(db);
	head->rev++;
	return true;
}

bool row_run(struct db *db, const struct sql *sql, int64_t id, int64_t rev, const char *name,
	     struct err *e)
{
	int64_t changes = 0;
	bool ok;

	if (!door_enter(db, e))
		return false;
	ok = db_run(db, sql, WITH(INT("id", id), INT("rev", rev)), &changes, e) &&
	     (changes || row_conflict(e, name));
	return door_leave(db, ok, e);
}
