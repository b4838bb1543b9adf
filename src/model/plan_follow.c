/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a contact makes of the plans of its students. */
#include "base/i18n.h"
#include "model/contact.h"
#include "model/plan.h"
#include "model/statements.h"

enum { LEAVE, FOLLOW, REOPEN };

/* Kept by such a contact on its day: a visit is one that counts (model/checklist.c), or by whoever
 * planned it. Never NULL, as LEAVE asks for its contrary. */
#define KEPT                                                                                       \
	"p.kind = :kind AND p.made_on <= :date AND (p.key_date_id IS NULL "                        \
	"OR p.key_date_id IS :key_date_id OR (:key_date_id IS NULL AND EXISTS "                    \
	"(SELECT 1 FROM key_date k WHERE k.id = p.key_date_id "                                    \
	"AND :date BETWEEN k.opens AND k.due))) "                                                  \
	"AND EXISTS (SELECT 1 FROM school_year y WHERE :date BETWEEN y.starts AND y.ends "         \
	"AND p.date BETWEEN y.starts AND y.ends AND (p.kind = 'talk' "                             \
	"OR p.mentor_id = :mentor_id OR EXISTS (SELECT 1 FROM my_assignment v "                    \
	"WHERE v.student_id = p.student_id AND v.role = 'lead' AND v.starts <= :date "             \
	"AND max(v.starts, v.ends) >= y.starts AND v.mentor_id = :mentor_id)))"
#define ITS_STUDENT                                                                                \
	"EXISTS (SELECT 1 FROM my_contact_student j WHERE j.contact_id = :id "                     \
	"AND j.student_id = p.student_id)"
/* Two open ones of one occasion there must not be in a year: what was planned since stands. */
#define NONE_SINCE                                                                                 \
	"NOT EXISTS (SELECT 1 FROM my_plan o JOIN school_year y "                                  \
	"ON o.date BETWEEN y.starts AND y.ends AND p.date BETWEEN y.starts AND y.ends "            \
	"WHERE o.student_id = p.student_id AND o.kind = p.kind "                                   \
	"AND o.key_date_id IS p.key_date_id AND o.contact_id IS NULL)"

static const struct sql statements[] = {
	[LEAVE] = { "plan.leave",
		    "UPDATE plan SET contact_id = NULL, rev = rev + 1 WHERE id IN (SELECT p.id "
		    "FROM my_plan p WHERE p.contact_id = :id AND NOT (" KEPT " AND " ITS_STUDENT
		    ") AND " NONE_SINCE ")",
		    true },
	/* when a contact is changed, what was planned on its own day may have been planned after */
	[FOLLOW] = { "plan.follow",
		     "UPDATE plan SET contact_id = :id, rev = rev + 1 WHERE id IN (SELECT "
		     "(SELECT p.id FROM my_plan p WHERE p.student_id = t.student_id "
		     "AND p.contact_id IS NULL AND " KEPT
		     " AND (:is_new OR p.made_on < :date) ORDER BY p.key_date_id IS NULL, "
		     "abs(julianday(p.date) - julianday(:date)), p.id LIMIT 1) "
		     "FROM my_contact_student t WHERE t.contact_id = :id AND NOT EXISTS "
		     "(SELECT 1 FROM my_plan d WHERE d.contact_id = :id "
		     "AND d.student_id = t.student_id))",
		     true },
	[REOPEN] = { "plan.reopen",
		     "UPDATE plan SET contact_id = NULL, rev = rev + 1 WHERE id IN (SELECT p.id "
		     "FROM my_plan p WHERE p.contact_id = :id AND " NONE_SINCE ")",
		     true },
};
const struct sql_table plan_follow_sql = SQL_TABLE(statements);

bool plans_follow(struct session *s, const struct contact *c, bool is_new, struct err *e)
{
	const struct bind *with =
		WITH(INT("id", c->id), TEXT("kind", c->kind), TEXT("date", c->date),
		     INT("is_new", is_new), INT("mentor_id", c->mentor_id),
		     NULL_OR("key_date_id", c->key_date_id));

	return (is_new || db_run(s->db, &statements[LEAVE], with, NULL, e)) &&
	       db_run(s->db, &statements[FOLLOW], with, NULL, e);
}

bool plans_reopen(struct session *s, int64_t contact_id, struct err *e)
{
	return db_run(s->db, &statements[REOPEN], WITH(INT("id", contact_id)), NULL, e);
}
