/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/search.h"

#include <string.h>

#include "base/find.h"
#include "base/mem.h"
#include "db/door.h"
#include "db/guard.h"
#include "model/school.h"

static bool is_stale(struct db *db, bool *stale, struct err *e)
{
	struct arena arena = { 0 };
	const char *version;
	bool ok = school_setting(db, SEARCH_VERSION, &arena, &version, e);

	*stale = ok && (!version || strcmp(version, find_key_version) != 0);
	arena_release(&arena);
	return ok;
}

/* Inside the door: another session may have been faster. */
static bool renew(struct db *db, struct err *e)
{
	struct buf script = { 0 };
	bool stale, ok = is_stale(db, &stale, e);

	if (!ok || !stale)
		return ok;
	buf_printf(&script,
		   "UPDATE student SET search = search_key(name, reading);"
		   "UPDATE mentor SET search = search_key(name, reading);"
		   "INSERT INTO setting (name, value) VALUES ('" SEARCH_VERSION "', '%s')"
		   " ON CONFLICT (name) DO UPDATE SET value = excluded.value, rev = rev + 1;",
		   find_key_version);
	ok = guard_script(db, "search keys", buf_str(&script), e);
	buf_release(&script);
	return ok;
}

bool search_renew(struct db *db, bool *stale, struct err *e)
{
	struct err ignored; /* whoever cannot write finds people all the same */

	if (!is_stale(db, stale, e))
		return false;
	if (*stale && !db_read_only(db) && door_enter(db, &ignored))
		*stale = !door_leave(db, renew(db, &ignored), &ignored);
	return true;
}
