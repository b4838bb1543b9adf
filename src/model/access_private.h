/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What access.c says and access_views.c makes views, triggers and a scope of. */
#ifndef MODEL_ACCESS_PRIVATE_H
#define MODEL_ACCESS_PRIVATE_H

#include "base/mem.h"
#include "db/guard.h"
#include "model/access.h"

/* After a column with a student's id: whether the student is in scope at all; and whether not, or
 * not with the right that stands in the place of $ (" WHERE writes", " WHERE sensitive",
 * " WHERE asks", ""). */
#define SEEN    " IN (SELECT student_id FROM temp.scope)"
#define FOREIGN " NOT IN (SELECT student_id FROM temp.scope$)"
/* The school year of :today. */
#define SQL_THIS_YEAR                                                                              \
	"(SELECT id FROM main.school_year WHERE starts <= :today ORDER BY starts DESC LIMIT 1)"
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
/* Of a table in which a mentor is asked about somebody else's student: who writes it in the place
 * of " WHERE writes", which rows :mentor sees beside, and which update of such a row is an answer.
 */
struct access_asked {
	const char *table;
	const char *writes, *seen, *answer;
};
extern const struct access_asked access_asked[]; /* ended by NULL */

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
/* A view takes no parameters: what :account, :mentor, :class, :grade and :today stand for is
 * written in their place. */
void access_add_bound(struct buf *script, const char *text, const struct access_of *of);
void access_add_scope(struct make *m);
void access_add_standing(struct make *m);
void access_add_matched(struct make *m);
void access_add_figures(struct make *m);
void access_add_changes(struct make *m);

const struct guard_rule *access_rules(const struct access *access);

#endif
