/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/feedback.h"

#include "model/statements.h"

enum { PROGRESS };

#define OF_THE_YEAR                                                                                \
	"f.student_id = a.student_id AND f.school_year_id = :year AND f.kind = 'feedback' "        \
	"AND f.withdrawn = 0"
#define HANDED_TO(party)                                                                           \
	"count(EXISTS (SELECT 1 FROM my_contact_student f JOIN my_delivery d "                     \
	"ON d.contact_id = f.contact_id WHERE " OF_THE_YEAR " AND d.party = '" party "') OR NULL)"

static const struct sql statements[] = {
	[PROGRESS] = { "feedback.progress",
		       "SELECT count(*), count(EXISTS (SELECT 1 FROM my_contact_student f "
		       "WHERE " OF_THE_YEAR ") OR NULL), " HANDED_TO("student") ", " HANDED_TO(
			       "guardians") " FROM my_assignment a WHERE a.mentor_id = :mentor "
					    "AND a.role = 'lead' AND a.starts <= :today "
					    "AND a.ends >= :today",
		       false },
};
const struct sql_table feedback_sql = SQL_TABLE(statements);

bool feedback_progress_of(struct session *s, int64_t mentor_id, struct feedback_progress *out,
			  struct err *e)
{
	struct cursor c;

	*out = (struct feedback_progress){ 0 };
	if (cursor_open(&c, s->db, &statements[PROGRESS],
			WITH(INT("mentor", mentor_id), INT("year", s->year.id),
			     TEXT("today", s->today_iso)),
			e) &&
	    cursor_next(&c))
		*out = (struct feedback_progress){ .students = cursor_int(&c, 0),
						   .written = cursor_int(&c, 1),
						   .to_student = cursor_int(&c, 2),
						   .to_guardians = cursor_int(&c, 3) };
	return cursor_close(&c);
}
