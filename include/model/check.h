/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the file is whole, and says nothing that cannot be: SQLite's own checks, then what holds
 * of a school and stands in no constraint, or in one that a damaged or foreign-made file got past.
 * Only read. Each finding names a row, never a person.
 */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include <stdbool.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct check_finding {
	int64_t id, rev; /* the place in the list, counted from 1; 0 */
	const char *name;
	const char *table;
	int64_t row; /* its id; 0 where none can be named */
	const char *says;
};
extern const struct field check_fields[];

/* Refused to a session that does not see everybody. Where the file is damaged nobody writes any
 * more, and where it is not, all can again (db/stop.h): *lifted, which may be NULL, says that
 * nobody could. */
bool check_run(struct session *s, struct rowset *out, bool *lifted, struct err *e);

#endif
