/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What access.c says and access_views.c makes views, triggers and a scope of. */
#ifndef MODEL_ACCESS_PRIVATE_H
#define MODEL_ACCESS_PRIVATE_H

#include "base/mem.h"
#include "db/guard.h"
#include "model/access.h"

/* After a column with a student's id: whether the student is in scope at all; and whether not, or
 * not with the right that stands in the place of $ (" WHERE writes", " WHERE sensitive", ""). */
#define SEEN    " IN (SELECT student_id FROM temp.scope)"
#define FOREIGN " NOT IN (SELECT student_id FROM temp.scope$)"
/* Whether a contact has a student of whom that is true. */
#define OF_CONTACT(id, what)                                                                       \
	"EXISTS (SELECT 1 FROM main.contact_student cs"                                            \
	" WHERE cs.contact_id = " id " AND cs.student_id" what ")"

/* A table about students: what its view shows, and when a row is foreign. %s is OLD, NEW or the
 * table. */
struct access_table {
	const char *table;
	const char *seen, *foreign;
	bool sensitive; /* it has that column */
};
extern const struct access_table access_tables[]; /* ended by NULL */

/* Whether the table is none of this role's business, whomever a row is about. */
bool access_shows_none(const struct access *access, const char *table);

enum access_of_what {
	OF_NAME,
	OF_REACH, /* how somebody is reached, or told apart */
	OF_NOTE,
	OF_KIND, /* that a note is sensitive, and how */
};
struct access_mask {
	const char *table, *column;
	enum access_of_what what;
	const char *instead;
};
extern const struct access_mask access_masks[]; /* ended by NULL */

/* A session's SQL while it is put together; `shut`: so that nothing is seen. */
struct make {
	struct db *db;
	const struct access_of *of;
	struct buf script;
	bool shut;
};
void access_add_quoted(struct buf *script, const char *text);
void access_add_scope(struct make *m);
void access_add_standing(struct make *m);
void access_add_matched(struct make *m);

const struct guard_rule *access_rules(const struct access *access);

#endif
