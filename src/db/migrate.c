/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/migrate.h"

#include <stdio.h>

#include "base/mem.h"
#include "db/door.h"
#include "db/guard.h"
#include "db_private.h"

int migrate_latest(void)
{
	int latest = 0;

	for (const struct migration *m = migrations; m->number; m++)
		latest = m->number;
	return latest;
}

static bool apply(struct db *db, const struct migration *m, struct err *e)
{
	char version[48];
	int now;
	bool ok;

	if (!door_enter(db, e))
		return false;
	snprintf(version, sizeof version, "PRAGMA user_version=%d", m->number);
	ok = db_schema(db, &now, e);
	if (ok && now < m->number) /* else somebody was faster */
		ok = guard_script(db, m->name, m->sql, e) &&
		     (m[1].number || audit_make_triggers(db, e)) &&
		     guard_script(db, "version", version, e);
	return door_leave(db, ok, e);
}

bool migrate_run(struct db *db, int from, struct err *e)
{
	for (const struct migration *m = migrations; m->number; m++)
		if (m->number > from && !apply(db, m, e))
			return false;
	return true;
}
