/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs: what is asked of one, working it out, keeping it, listing them. */
#include "model/matching.h"

#include <sodium.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "matching_private.h"
#include "model/mentor.h"
#include "model/statements.h"

enum { SEED_MOST = 999999999 };

enum { ADD_RUN, ADD_PAIR, OLD_PAIRS, OLD_RUNS, LIST, GET, SOLVED };

#define COLUMNS                                                                                    \
	"SELECT r.id, r.rev, r.school_year_id, r.made_at, r.login, r.method, r.aim, r.who, "       \
	"r.leaving_id, r.state, "                                                                  \
	"r.starts, r.note, r.seed, m.name AS leaving, count(p.rev) AS students, "                  \
	"count(p.mentor_id) AS placed, sum(p.rank = 1) AS first, sum(p.rank = 2) AS second, "      \
	"sum(p.rank = 3) AS third, sum(p.rank > 3) AS later, "                                     \
	"sum(p.rank = 0 AND p.mentor_id IS NOT NULL) AS unasked, sum(p.by_hand) AS by_hand "       \
	"FROM match_run r LEFT JOIN my_match_pair p ON p.run_id = r.id "                           \
	"LEFT JOIN mentor m ON m.id = r.leaving_id "
#define OLD                                                                                        \
	"(SELECT o.id FROM match_run o WHERE o.state <> 'confirmed' AND o.starts IS NULL "         \
	"ORDER BY o.id DESC LIMIT -1 OFFSET :kept)"

/* clang-format off */
static const struct sql statements[] = {
	[ADD_RUN] = { "matching.add_run",
		"INSERT INTO match_run (school_year_id, made_at, login, method, aim, seed, who, "
		"leaving_id, input, note) VALUES (:year, :now, :login, :method, :aim, :seed, :who, "
		":leaving, :input, :note)",
		true },
	[ADD_PAIR] = { "matching.add_pair",
		"INSERT INTO match_pair (run_id, student_id, mentor_id, solved_id, before_id, "
		"rank, lot, by_hand) VALUES (:run, :student, :mentor, :mentor, :before, :rank, "
		":lot, :by_hand)",
		true },
	[OLD_PAIRS] = { "matching.old_pairs", "DELETE FROM match_pair WHERE id IN (SELECT p.id "
		"FROM my_match_pair p WHERE p.rev > 0 AND p.run_id IN " OLD ")", true },
	[OLD_RUNS] = { "matching.old_runs", "DELETE FROM match_run WHERE id IN " OLD, true },
	[LIST] = { "matching.list", COLUMNS "GROUP BY r.id ORDER BY r.id DESC", false },
	[GET] = { "matching.get",
		COLUMNS "WHERE r.id = coalesce(nullif(:id, 0), (SELECT max(o.id) FROM match_run o "
		"WHERE o.school_year_id = :year)) GROUP BY r.id",
		false },
	[SOLVED] = { "matching.solved",
		"SELECT student_id, coalesce(solved_id, 0) FROM my_match_pair WHERE run_id = :run "
		"ORDER BY student_id",
		false },
};
/* clang-format on */
const struct sql_table matching_sql = SQL_TABLE(statements);

/* -------------------------------------------------------------------------- fields */

const struct choice match_methods[] = {
	{ "students", N_("the students choose"), "学生选导师|单向|students" },
	{ "both", N_("both sides choose"), "双向选择|双向|both" },
	{ 0 },
};
const struct choice match_aims[] = {
	{ "most_first", N_("most first choices"), "第一志愿最多|most_first" },
	{ "fewest_last", N_("fewest without a choice"), "落空最少|fewest_last" },
	{ 0 },
};
const struct choice match_whos[] = {
	{ "all", N_("all students"), "全体学生|全部|all" },
	{ "without", N_("students without a mentor"), "没有导师的学生|without" },
	{ "leaving", N_("students of a mentor who leaves"), "离任导师的学生|leaving" },
	{ 0 },
};
const struct choice match_states[] = {
	{ "proposed", N_("proposed"), "方案|proposed" },
	{ "confirmed", N_("confirmed"), "已确认|confirmed" },
	{ "withdrawn", N_("withdrawn"), "已撤回|withdrawn" },
	{ 0 },
};

const struct field match_asked_fields[] = {
	{ FIELD(struct match_asked, who), .label = N_("Who"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = match_whos, .width = 16,
	  .help = N_("whom it is about; the others stay with their mentors") },
	{ FIELD(struct match_asked, leaving), .label = N_("Leaves"), .kind = FIELD_REF, .width = 10,
	  .help = N_("the mentor whose students need another one, with who: leaving") },
	{ FIELD(struct match_asked, method), .label = N_("Method"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = match_methods, .width = 16,
	  .help = N_("both: mentors put their students in order too, and may say no") },
	{ FIELD(struct match_asked, aim), .label = N_("Aim"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = match_aims, .width = 16,
	  .help = N_("where the students choose: what is looked at first") },
	{ FIELD(struct match_asked, waited), .label = N_("Waited first"), .kind = FIELD_INT,
	  .most = 1, .width = 4,
	  .help = N_("1: who missed the first choice in earlier years comes first among equals") },
	{ FIELD(struct match_asked, keep), .label = N_("Keep by hand"), .kind = FIELD_INT,
	  .most = 1, .width = 4,
	  .help = N_("1: what was moved by hand in the last proposal stays") },
	{ FIELD(struct match_asked, seed), .label = N_("Seed"), .kind = FIELD_INT,
	  .most = SEED_MOST, .width = 9,
	  .help = N_("of the lots; the same gives the same; empty: drawn") },
	{ FIELD(struct match_asked, note), .label = N_("Note"), .kind = FIELD_TEXT, .max = 200,
	  .width = 30, .help = N_("what this run is for") },
	{ 0 },
};

#define COUNTED                                                                                    \
	.kind = FIELD_INT, .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT | FIELD_ZERO
const struct field match_run_fields[] = {
	{ FIELD(struct match_run, made_at), .label = N_("Made"), .kind = FIELD_TEXT,
	  .flags = FIELD_READ_ONLY, .width = 19 },
	{ FIELD(struct match_run, state), .label = N_("State"), .kind = FIELD_CHOICE,
	  .flags = FIELD_READ_ONLY, .choices = match_states, .width = 6 },
	{ FIELD(struct match_run, who), .label = N_("Who"), .kind = FIELD_CHOICE,
	  .flags = FIELD_READ_ONLY, .choices = match_whos, .width = 14 },
	{ FIELD(struct match_run, leaving), .label = N_("Leaves"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 8 },
	{ FIELD(struct match_run, students), .label = N_("Students"), COUNTED, .width = 6 },
	{ FIELD(struct match_run, placed), .label = N_("Placed"), COUNTED, .width = 6 },
	{ FIELD(struct match_run, first), .label = N_("1st choice"), COUNTED, .width = 6 },
	{ FIELD(struct match_run, second), .label = N_("2nd"), COUNTED, .width = 6 },
	{ FIELD(struct match_run, third), .label = N_("3rd"), COUNTED, .width = 6 },
	{ FIELD(struct match_run, later), .label = N_("4th, 5th"), COUNTED, .width = 6 },
	{ FIELD(struct match_run, unasked), .label = N_("Not chosen"), COUNTED, .width = 6 },
	{ FIELD(struct match_run, by_hand), .label = N_("By hand"), COUNTED, .width = 6 },
	{ FIELD(struct match_run, method), .label = N_("Method"), .kind = FIELD_CHOICE,
	  .flags = FIELD_READ_ONLY, .choices = match_methods, .width = 10 },
	{ FIELD(struct match_run, aim), .label = N_("Aim"), .kind = FIELD_CHOICE,
	  .flags = FIELD_READ_ONLY, .choices = match_aims, .width = 14 },
	{ FIELD(struct match_run, seed), .label = N_("Seed"), .kind = FIELD_INT,
	  .flags = FIELD_READ_ONLY | FIELD_RIGHT, .width = 9 },
	{ FIELD(struct match_run, starts), .label = N_("First day"), .kind = FIELD_DATE,
	  .flags = FIELD_READ_ONLY, .width = 10 },
	{ FIELD(struct match_run, login), .label = N_("By"), .kind = FIELD_TEXT,
	  .flags = FIELD_READ_ONLY, .width = 10 },
	{ FIELD(struct match_run, note), .label = N_("Note"), .kind = FIELD_TEXT, .max = 200,
	  .width = 30 },
	{ FIELD(struct match_run, leaving_id), .label = N_("Leaves"), .kind = FIELD_REF,
	  .flags = FIELD_READ_ONLY },
	{ FIELD(struct match_run, school_year_id), .label = N_("School year"), .kind = FIELD_REF,
	  .flags = FIELD_READ_ONLY },
	{ 0 },
};

/* ------------------------------------------------------------------------- keeping */

static bool add_pair(struct session *s, int64_t run, const struct match_pair *p, struct err *e)
{
	return db_run(s->db, &statements[ADD_PAIR],
		      WITH(INT("run", run), INT("student", p->student_id),
			   NULL_OR("mentor", p->mentor_id), NULL_OR("before", p->before_id),
			   INT("rank", p->rank), INT("lot", p->lot), INT("by_hand", p->by_hand)),
		      NULL, e);
}

static bool add_pairs(struct session *s, int64_t run, const struct match_input *in,
		      const struct match_result *r, struct err *e)
{
	bool ok = true;

	for (size_t i = 0; ok && i < in->students; i++) {
		int m = r->mentor[i];
		struct match_pair p = { .student_id = in->student[i].id,
					.before_id = in->student[i].before,
					.lot = r->lot[i] };

		if (m != MATCH_NOBODY) {
			p.mentor_id = in->mentor[m].id;
			p.rank = r->rank[i] < MATCH_UNASKED ? r->rank[i] + 1 : 0;
		}
		ok = add_pair(s, run, &p, e);
	}
	for (size_t i = 0; ok && i < in->hands; i++) {
		const struct input_hand *h = &in->hand[i];
		struct match_pair p = { .student_id = h->student_id,
					.mentor_id = h->mentor_id,
					.before_id = h->before,
					.rank = h->rank,
					.by_hand = 1 };

		ok = add_pair(s, run, &p, e);
	}
	return ok;
}

static bool add_run(struct session *s, const struct match_asked *asked,
		    const struct match_input *in, int64_t *run, struct err *e)
{
	struct buf json = { 0 };
	char now[20];
	bool ok;

	date_now_utc(now);
	match_input_write(in, &json);
	ok = db_run(s->db, &statements[ADD_RUN],
		    WITH(INT("year", s->year.id), TEXT("now", now), TEXT("login", s->login),
			 TEXT("method", asked->method), TEXT("aim", asked->aim),
			 INT("seed", asked->seed), TEXT("who", asked->who),
			 NULL_OR("leaving", asked->leaving), TEXT("input", buf_str(&json)),
			 { .name = "note",
			   .text = asked->note,
			   .is_text = true,
			   .null = !asked->note || !*asked->note }),
		    NULL, e);
	*run = ok ? db_last_id(s->db) : 0;
	buf_release(&json);
	return ok;
}

static bool store(struct session *s, const struct match_asked *asked, const struct match_input *in,
		  const struct match_result *r, int64_t *run, struct err *e)
{
	const struct bind *kept = WITH(INT("kept", MATCH_PROPOSALS_KEPT));

	return door_enter(s->db, e) &&
	       door_leave(s->db,
			  add_run(s, asked, in, run, e) && add_pairs(s, *run, in, r, e) &&
				  db_run(s->db, &statements[OLD_PAIRS], kept, NULL, e) &&
				  db_run(s->db, &statements[OLD_RUNS], kept, NULL, e),
			  e);
}

/* ----------------------------------------------------------------------- proposing */

static bool check(struct session *s, struct match_asked *asked, struct err *e)
{
	struct rowset set;
	bool ok = true;

	for (const struct field *f = match_asked_fields; f->name; f++)
		if (!field_check_required(f, asked, e))
			return false;
	if (strcmp(asked->who, "leaving") != 0) {
		asked->leaving = 0;
	} else if (!asked->leaving) {
		return err_field(e, "leaving", "%s", _("Say which mentor leaves."));
	} else {
		ok = mentor_get(s, asked->leaving, &set, e);
		rowset_release(&set);
		if (!ok)
			err_at(e, "leaving");
	}
	return ok;
}

static bool check_gathered(const struct match_asked *asked, const struct match_input *in,
			   struct err *e)
{
	if (!in->mentors)
		return err_set(e, ERR_INVALID, "%s",
			       _("There is no mentor on duty to match anybody with; add mentors "
				 "first."));
	if (in->students + in->hands)
		return true;
	if (!strcmp(asked->who, "without"))
		return err_set(e, ERR_INVALID, "%s",
			       _("Every student has a mentor; there is nobody to match."));
	if (!strcmp(asked->who, "leaving"))
		return err_field(e, "leaving", "%s",
				 _("This mentor leads nobody; there is nobody to match."));
	return err_set(e, ERR_INVALID, "%s",
		       _("No student is enrolled today; add students first."));
}

bool match_propose(struct session *s, const struct match_asked *asked, int64_t *run, struct err *e)
{
	struct match_asked a = *asked;
	struct match_result result = { 0 };
	struct match_input in = { 0 };
	struct facts facts;
	bool ok;

	*run = 0;
	if (!session_may(s, MAY_ASSIGN, e) || !school_year_is_open(&s->year, e) || !check(s, &a, e))
		return false;
	if (a.seed <= 0)
		a.seed = (int64_t)randombytes_uniform(SEED_MOST) + 1;
	ok = match_facts_load(s, &a, 0, &facts, e);
	if (ok) {
		match_gather(&facts, &a, &in);
		ok = check_gathered(&a, &in, e);
	}
	if (ok) {
		match_input_solve(&in, &result, NULL);
		ok = store(s, &a, &in, &result, run, e);
	}
	match_release(&result);
	match_input_release(&in);
	match_facts_release(&facts);
	return ok;
}

/* ------------------------------------------------------------------------- reading */

bool match_run_list(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, match_run_fields, sizeof(struct match_run));
	return session_may(s, MAY_ASSIGN, e) && db_rows(s->db, &statements[LIST], NULL, out, e);
}

bool match_run_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, match_run_fields, sizeof(struct match_run));
	if (!session_may(s, MAY_ASSIGN, e) ||
	    !db_rows(s->db, &statements[GET], WITH(INT("id", id), INT("year", s->year.id)), out, e))
		return false;
	if (out->count)
		return true;
	return err_set(e, ERR_NOT_FOUND, "%s",
		       id ? _("There is no such matching.")
			  : _("Nothing was matched in this school year yet."));
}

static bool compare(struct session *s, int64_t run, const struct match_input *in,
		    const struct match_result *r, bool *same, struct err *e)
{
	struct cursor c;
	size_t i = 0;

	*same = true;
	if (!cursor_open(&c, s->db, &statements[SOLVED], WITH(INT("run", run)), e))
		return false;
	while (cursor_next(&c)) {
		int64_t student = cursor_int(&c, 0);

		while (i < in->students && in->student[i].id < student)
			i++;
		if (i == in->students || in->student[i].id != student)
			continue; /* chosen by hand, and not worked out */
		if (cursor_int(&c, 1) !=
		    (r->mentor[i] == MATCH_NOBODY ? 0 : in->mentor[r->mentor[i]].id))
			*same = false;
	}
	return cursor_close(&c);
}

bool match_again(struct session *s, int64_t run, bool *same, struct err *e)
{
	struct match_result result = { 0 };
	struct match_input in = { 0 };
	bool ok;

	*same = false;
	ok = session_may(s, MAY_ASSIGN, e) && match_input_load(s, run, &in, e);
	if (ok) {
		match_input_solve(&in, &result, NULL);
		ok = compare(s, run, &in, &result, same, e);
	}
	match_release(&result);
	match_input_release(&in);
	return ok;
}
