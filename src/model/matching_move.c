/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving a pair by hand, and what that would do. */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "db/door.h"
#include "matching_private.h"
#include "model/mentor.h"
#include "model/row.h"
#include "model/statements.h"

enum { ONE, OF_STUDENT, MOVE };

#define COLUMNS                                                                                    \
	"SELECT p.id, p.rev, p.run_id, p.student_id, p.mentor_id, p.solved_id, p.before_id, "      \
	"p.rank, p.lot, p.by_hand, s.name AS student, m.name AS mentor, r.state AS result "        \
	"FROM my_match_pair p JOIN match_run r ON r.id = p.run_id JOIN my_student s "              \
	"ON s.id = p.student_id LEFT JOIN mentor m ON m.id = p.mentor_id "

static const struct sql statements[] = {
	[ONE] = { "matching.pair", COLUMNS "WHERE p.id = :id", false },
	[OF_STUDENT] = { "matching.pair_of_student",
			 COLUMNS "WHERE p.run_id = :run AND p.student_id = :student", false },
	[MOVE] = { "matching.move",
		   "UPDATE match_pair SET mentor_id = :mentor, rank = :rank, by_hand = 1, "
		   "rev = rev + 1 WHERE id = :id AND rev = :rev",
		   true },
};
const struct sql_table matching_move_sql = SQL_TABLE(statements);

bool match_pair_of(struct session *s, int64_t run, int64_t student_id, struct rowset *out,
		   struct err *e)
{
	rowset_init(out, match_pair_fields, sizeof(struct match_pair));
	if (!session_may(s, MAY_ASSIGN, e) ||
	    !db_rows(s->db, &statements[OF_STUDENT],
		     WITH(INT("run", run), INT("student", student_id)), out, e))
		return false;
	return out->count ||
	       err_set(e, ERR_NOT_FOUND, "%s", _("This student is not part of that matching."));
}

/* 1 to 5; 0: not named. */
int64_t match_rank_of(const struct match_input *in, int64_t student_id, int64_t mentor_id)
{
	for (size_t i = 0; i < in->students; i++) {
		if (in->student[i].id != student_id)
			continue;
		for (size_t k = in->first[i]; k < in->first[i + 1]; k++)
			if (in->mentor[in->option[k].mentor].id == mentor_id &&
			    in->option[k].rank < MATCH_UNASKED)
				return in->option[k].rank + 1;
		for (size_t k = 0; k < in->refusals; k++)
			if (in->refused[k].student == i && in->refused[k].mentor_id == mentor_id)
				return in->refused[k].rank + 1;
	}
	for (size_t i = 0; i < in->hands; i++)
		if (in->hand[i].student_id == student_id && in->hand[i].mentor_id == mentor_id)
			return in->hand[i].rank;
	return 0;
}

static bool check_mentor(struct session *s, int64_t mentor_id, struct err *e)
{
	struct rowset set;
	bool ok;

	if (!mentor_id)
		return true;
	ok = mentor_get(s, mentor_id, &set, e);
	if (ok && strcmp(((const struct mentor *)rowset_at(&set, 0))->status, "active") != 0)
		ok = err_set(e, ERR_INVALID, _("%s is not on duty as a mentor; choose another."),
			     ((const struct mentor *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	if (!ok)
		err_at(e, "mentor_id");
	return ok;
}

static bool move(struct session *s, const struct match_pair *p, int64_t rev, int64_t mentor_id,
		 struct err *e)
{
	struct match_input in;
	int64_t changes = 0;
	bool ok;

	if (strcmp(p->result, "proposed") != 0)
		return err_set(e, ERR_INVALID, "%s",
			       _("This matching is a proposal no longer; assign the student on the "
				 "list of students."));
	ok = match_input_load(s, p->run_id, &in, e);
	ok = ok && db_run(s->db, &statements[MOVE],
			  WITH(INT("id", p->id), INT("rev", rev), NULL_OR("mentor", mentor_id),
			       INT("rank", match_rank_of(&in, p->student_id, mentor_id))),
			  &changes, e);
	match_input_release(&in);
	return ok && (changes || row_conflict(e, p->student));
}

bool match_move(struct session *s, int64_t pair, int64_t rev, int64_t mentor_id, struct err *e)
{
	struct rowset set;
	bool ok;

	if (!session_may(s, MAY_ASSIGN, e) || !school_year_is_open(&s->year, e) ||
	    !check_mentor(s, mentor_id, e) || !door_enter(s->db, e))
		return false;
	rowset_init(&set, match_pair_fields, sizeof(struct match_pair));
	ok = db_rows(s->db, &statements[ONE], WITH(INT("id", pair)), &set, e) &&
	     (set.count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such pair."))) &&
	     move(s, rowset_at(&set, 0), rev, mentor_id, e);
	rowset_release(&set);
	return door_leave(s->db, ok, e);
}
