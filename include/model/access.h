/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may see and do what: decided here and nowhere else, and held by SQLite itself.
 *
 * When a session begins, the students it may see become a TEMP table, TEMP views over it
 * (my_student, my_contact, …) are the only way to read a table about persons, TEMP triggers refuse
 * writes outside it, and the guard (db/guard.h) refuses everything else when a statement is
 * prepared. Alone on one's own file the scope is everybody; the path is the same.
 */
#ifndef MODEL_ACCESS_H
#define MODEL_ACCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* What an action or a model function asks for; a session holds a set of them. */
enum may {
	MAY_READ = 1 << 0,
	MAY_RECORD = 1 << 1,      /* contacts */
	MAY_EDIT_PEOPLE = 1 << 2, /* students, guardians, mentors */
	MAY_ASSIGN = 1 << 3,
	MAY_IMPORT = 1 << 4,
	MAY_RUN_YEAR = 1 << 5, /* rules, key dates, exemptions, departments, training, roll-over */
};

enum scope {
	SCOPE_EVERYBODY,
	SCOPE_OWN, /* the students one mentors now, as lead or co-mentor */
};

struct access {
	const char *role; /* of the account */
	enum scope scope;
	unsigned may;
};

/* NULL for a role unknown here. */
const struct access *access_of_role(const char *role);

/* Makes the session's scope, views and guard, replacing earlier ones. `today` is ISO. */
bool access_install(struct db *db, enum scope scope, int64_t mentor_id, const char *today,
		    struct err *e);

#endif
