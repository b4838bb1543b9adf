/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run's pairs, and what each mentor would have on hand by them. */
#include "base/i18n.h"
#include "matching_private.h"
#include "model/grade.h"
#include "model/mentor.h"
#include "model/search.h"
#include "model/statements.h"

enum { YEAR_OF, PAIRS, LOADS };

#define NUMBER_OF(kind, whose)                                                                     \
	"(SELECT c.number FROM my_condition c WHERE c.school_year_id = :year "                     \
	"AND c.kind = '" kind "' AND c.mentor_id IS " whose ")"

/* clang-format off */
static const struct sql statements[] = {
	[YEAR_OF] = { "matching.year_of", "SELECT school_year_id FROM match_run WHERE id = :run",
		false },
	/* the class of today, else the last one of the year */
	[PAIRS] = { "matching.pairs",
		"WITH " SQL_CALLED
		"SELECT p.id, p.rev, p.run_id, p.student_id, p.mentor_id, p.solved_id, "
		"p.before_id, p.rank, p.lot, p.by_hand, s.student_no, s.name AS student, "
		SQL_CLASS_NAME " AS class_name, m.staff_no, m.name AS mentor, "
		"b.name AS before, "
		"CASE WHEN p.mentor_id IS NULL THEN 'none' WHEN p.rank > 0 THEN 'choice' || p.rank "
		"WHEN p.mentor_id = p.before_id THEN 'kept' ELSE 'filled' END AS result, "
		SQL_SEARCH("s") " FROM my_match_pair p JOIN my_student s ON s.id = p.student_id "
		"LEFT JOIN my_enrolment e ON e.id = (SELECT l.id FROM my_enrolment l WHERE "
		"l.student_id = p.student_id AND l.school_year_id = :year AND l.ends >= l.starts "
		"ORDER BY l.starts > :today, l.starts DESC LIMIT 1) LEFT JOIN class c "
		"ON c.id = e.class_id LEFT JOIN called m ON m.id = p.mentor_id LEFT JOIN called b "
		"ON b.id = p.before_id WHERE p.run_id = :run ORDER BY " SQL_GRADE ", c.number, "
		"c.id, e.seat, s.student_no",
		false },
	[LOADS] = { "matching.loads",
		"WITH " SQL_CALLED
		", held AS (SELECT a.mentor_id, count(*) AS students FROM my_enrolment e "
		"JOIN my_assignment a ON a.student_id = e.student_id WHERE e.school_year_id = "
		":year AND e.starts <= :today AND e.ends >= :today AND a.role = 'lead' "
		"AND a.starts <= :today AND a.ends >= :today AND NOT EXISTS (SELECT 1 "
		"FROM my_match_pair p WHERE p.run_id = :run AND p.student_id = e.student_id) "
		"GROUP BY a.mentor_id), given AS (SELECT p.mentor_id, count(*) AS students, "
		"sum(p.rank = 1) AS choice1, sum(p.rank = 2) AS choice2, sum(p.rank = 3) AS "
		"choice3, sum(p.rank > 3) AS later, sum(p.rank = 0) AS filled FROM my_match_pair p "
		"WHERE p.run_id = :run GROUP BY p.mentor_id), wished AS (SELECT f.mentor_id, "
		"count(*) AS named, sum(f.rank = 1) AS first FROM my_preference f WHERE "
		"f.school_year_id = :year GROUP BY f.mentor_id) "
		"SELECT m.id, m.rev, m.staff_no, k.name AS mentor, coalesce(h.students, 0) + "
		"coalesce(g.students, 0) AS load, coalesce(" NUMBER_OF("capacity", "m.id")
		", nullif(m.capacity, 0), :capacity) AS capacity, coalesce("
		NUMBER_OF("least", "m.id") ", " NUMBER_OF("least", "NULL") ", 0) AS least, "
		"w.named, w.first, g.choice1, g.choice2, g.choice3, g.later, g.filled "
		"FROM mentor m JOIN called k ON k.id = m.id "
		"LEFT JOIN held h ON h.mentor_id = m.id LEFT JOIN given g "
		"ON g.mentor_id = m.id LEFT JOIN wished w ON w.mentor_id = m.id "
		"WHERE (m.status = 'active' AND m.id IS NOT (SELECT r.leaving_id FROM match_run r "
		"WHERE r.id = :run)) OR g.students > 0 ORDER BY m.staff_no",
		false },
};
/* clang-format on */
const struct sql_table matching_pairs_sql = SQL_TABLE(statements);

const struct choice match_results[] = {
	{ "choice1", N_("1st choice"), "第一志愿|choice1" },
	{ "choice2", N_("2nd choice"), "第二志愿|choice2" },
	{ "choice3", N_("3rd choice"), "第三志愿|choice3" },
	{ "choice4", N_("4th choice"), "第四志愿|choice4" },
	{ "choice5", N_("5th choice"), "第五志愿|choice5" },
	{ "kept", N_("kept"), "保留|kept" },
	{ "filled", N_("filled"), "补足|filled" },
	{ "none", N_("no place"), "未配|none" },
	{ 0 },
};

#define SHOWN .flags = FIELD_DERIVED | FIELD_READ_ONLY
const struct field match_pair_fields[] = {
	{ FIELD(struct match_pair, student), .label = N_("Student"), .kind = FIELD_NAME, SHOWN,
	  .width = 8 },
	{ FIELD(struct match_pair, class_name), .label = N_("Class"), .kind = FIELD_TEXT, SHOWN,
	  .width = 7 },
	{ FIELD(struct match_pair, mentor), .label = N_("Mentor"), .kind = FIELD_NAME, SHOWN,
	  .width = 12 },
	{ FIELD(struct match_pair, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE, SHOWN,
	  .width = 9 },
	{ FIELD(struct match_pair, result), .label = N_("Result"), .kind = FIELD_CHOICE, SHOWN,
	  .width = 10, .choices = match_results },
	{ FIELD(struct match_pair, by_hand), .label = N_("By hand"), .kind = FIELD_INT,
	  .flags = FIELD_READ_ONLY, .most = 1, .width = 4 },
	{ FIELD(struct match_pair, before), .label = N_("Before"), .kind = FIELD_NAME, SHOWN,
	  .width = 8 },
	{ FIELD(struct match_pair, lot), .label = N_("Lot"), .kind = FIELD_INT,
	  .flags = FIELD_READ_ONLY | FIELD_RIGHT, .width = 6 },
	{ FIELD(struct match_pair, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct match_pair, rank), .label = N_("Choice"), .kind = FIELD_INT,
	  .flags = FIELD_READ_ONLY, .most = 5, .width = 4 },
	{ FIELD(struct match_pair, run_id), .label = N_("Run"), .kind = FIELD_REF },
	{ FIELD(struct match_pair, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ FIELD(struct match_pair, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF },
	{ FIELD(struct match_pair, solved_id), .label = N_("Worked out"), .kind = FIELD_REF },
	{ FIELD(struct match_pair, before_id), .label = N_("Before"), .kind = FIELD_REF },
	{ FIELD(struct match_pair, search), .label = N_("Pinyin"), .kind = FIELD_TEXT,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ 0 },
};

#define COUNTED                                                                                    \
	.kind = FIELD_INT, .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT | FIELD_ZERO
const struct field match_load_fields[] = {
	{ FIELD(struct match_load, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE, SHOWN,
	  .width = 9 },
	{ FIELD(struct match_load, mentor), .label = N_("Mentor"), .kind = FIELD_NAME, SHOWN,
	  .width = 8 },
	{ FIELD(struct match_load, load), .label = N_("Students"), COUNTED, .width = 6 },
	{ FIELD(struct match_load, capacity), .label = N_("At most"), COUNTED, .width = 6 },
	{ FIELD(struct match_load, least), .label = N_("At least"), COUNTED, .width = 6 },
	{ FIELD(struct match_load, named), .label = N_("Named by"), COUNTED, .width = 6 },
	{ FIELD(struct match_load, first), .label = N_("first by"), COUNTED, .width = 6 },
	{ FIELD(struct match_load, choice1), .label = N_("1st choice"), COUNTED, .width = 6 },
	{ FIELD(struct match_load, choice2), .label = N_("2nd"), COUNTED, .width = 6 },
	{ FIELD(struct match_load, choice3), .label = N_("3rd"), COUNTED, .width = 6 },
	{ FIELD(struct match_load, later), .label = N_("4th, 5th"), COUNTED, .width = 6 },
	{ FIELD(struct match_load, filled), .label = N_("Not chosen"), COUNTED, .width = 6 },
	{ 0 },
};

static bool year_of(struct session *s, int64_t run, int64_t *year, struct err *e)
{
	bool found;

	return session_may(s, MAY_ASSIGN, e) &&
	       db_int(s->db, &statements[YEAR_OF], WITH(INT("run", run)), year, &found, e) &&
	       (found || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such matching.")));
}

bool match_pair_list(struct session *s, int64_t run, struct rowset *out, struct err *e)
{
	int64_t year;

	rowset_init(out, match_pair_fields, sizeof(struct match_pair));
	return year_of(s, run, &year, e) &&
	       db_rows(s->db, &statements[PAIRS],
		       WITH(INT("run", run), INT("year", year), TEXT("today", s->today_iso),
			    INT("stale", s->keys_stale)),
		       out, e);
}

bool match_load_list(struct session *s, int64_t run, struct rowset *out, struct err *e)
{
	int64_t year;

	rowset_init(out, match_load_fields, sizeof(struct match_load));
	return year_of(s, run, &year, e) &&
	       db_rows(s->db, &statements[LOADS],
		       WITH(INT("run", run), INT("year", year), TEXT("today", s->today_iso),
			    INT("capacity", s->rules.mentor_capacity)),
		       out, e);
}
