/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/rollover.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/closing.h"
#include "model/key_date.h"
#include "model/rollover_private.h"
#include "model/statements.h"

enum {
	ENROLLED,
	CONTINUED,
	STAYING,
	BEYOND,
	DONE,
	TWO_STAGES,
	BEGIN,
	LAST_IDS,
	NEW_CLASSES,
	ADD_CLASS,
	ENROL,
	LOG_ENROLMENTS,
	LOG_ASSIGNMENTS,
	END_ASSIGNMENTS,
	SEAL
};

#define LAST_GRADE                                                                                 \
	"CASE c.stage WHEN 'primary' THEN 5 WHEN 'junior' THEN 9 WHEN 'senior' THEN 12 "           \
	"ELSE 12 + :vocational END"
#define GOES_ON                                                                                    \
	"((:go_on AND c.stage = 'primary') OR (:go_on_senior AND c.stage = 'junior')) "            \
	"AND " SQL_GRADE " = " LAST_GRADE
#define NEXT_STAGE "CASE c.stage WHEN 'primary' THEN 'junior' ELSE 'senior' END"

/* A view of which nothing but the key is read counts as its table with the guard. */
#define LAST_OF(view)                                                                              \
	"coalesce((SELECT id FROM " view " WHERE rev > 0 ORDER BY id DESC LIMIT 1), 0)"
#define LAST_CONTACT  LAST_OF("my_contact")
#define LAST_REFERRAL LAST_OF("my_referral")

static const struct sql statements[] = {
	[ENROLLED] = { "rollover.enrolled",
		       "SELECT count(*) FROM my_enrolment WHERE school_year_id = :year "
		       "AND starts <= ends",
		       false },
	[CONTINUED] = { "rollover.continued",
			"SELECT count(*) FROM my_enrolment e WHERE e.school_year_id = :year "
			"AND e.starts <= e.ends AND EXISTS (SELECT 1 FROM my_enrolment n "
			"WHERE n.student_id = e.student_id AND n.school_year_id = :year + 1 "
			"AND n.starts <= n.ends)",
			false },
	[STAYING] = { "rollover.staying",
		      "SELECT EXISTS (SELECT 1 FROM my_enrolment e WHERE " SQL_STAYS ")", false },
	[BEYOND] = { "rollover.beyond",
		     "SELECT s.name, o.starts, o.ends FROM my_enrolment e "
		     "JOIN my_enrolment o ON o.student_id = e.student_id "
		     "JOIN my_student s ON s.id = e.student_id WHERE " SQL_STAYS
		     " AND o.starts <= o.ends AND o.starts <= :ends AND o.ends >= :starts "
		     "ORDER BY s.student_no LIMIT 1",
		     false },
	[DONE] = { "rollover.done", "SELECT EXISTS (SELECT 1 FROM rollover WHERE id = :next)",
		   false },
	[TWO_STAGES] = { "rollover.two_stages",
			 "SELECT EXISTS (SELECT 1 FROM class WHERE stage = :stage) "
			 "AND EXISTS (SELECT 1 FROM class WHERE stage = :next_stage)",
			 false },
	[BEGIN] = { "rollover.begin", "INSERT INTO rollover (id, done_at) VALUES (:next, :now)",
		    true },
	[LAST_IDS] = { "rollover.last_ids",
		       "SELECT (SELECT coalesce(max(id), 0) FROM class), " LAST_OF("my_enrolment"),
		       false },
	[NEW_CLASSES] = { "rollover.new_classes",
			  "SELECT DISTINCT " NEXT_STAGE ", c.number "
			  "FROM my_enrolment e JOIN class c ON c.id = e.class_id WHERE " SQL_STAYS
			  " AND " GOES_ON
			  " AND NOT EXISTS (SELECT 1 FROM class n WHERE n.stage = " NEXT_STAGE
			  " AND n.entry_year = :next AND n.number = c.number) "
			  "ORDER BY 1, c.number",
			  false },
	[ADD_CLASS] = { "rollover.add_class",
			"INSERT INTO class (stage, entry_year, number) "
			"VALUES (:stage, :next, :number)",
			true },
	[ENROL] = { "rollover.enrol",
		    "INSERT INTO enrolment (student_id, school_year_id, class_id, seat, starts, "
		    "ends) SELECT e.student_id, :next, coalesce(n.id, c.id), e.seat, :starts, "
		    ":ends FROM my_enrolment e JOIN class c ON c.id = e.class_id "
		    "LEFT JOIN class n ON n.stage = " NEXT_STAGE " AND n.entry_year = :next "
		    "AND n.number = c.number AND " GOES_ON " WHERE " SQL_STAYS
		    " AND (n.id IS NOT NULL OR " SQL_GRADE " < " LAST_GRADE ") ORDER BY e.id",
		    true },
	[LOG_ENROLMENTS] = { "rollover.log_enrolments",
			     "INSERT INTO rollover_row (rollover_id, what, row_id) "
			     "SELECT :next, 'enrolment', id FROM my_enrolment "
			     "WHERE school_year_id = :next AND id > :last_enrolment",
			     true },
	[LOG_ASSIGNMENTS] = { "rollover.log_assignments",
			      "INSERT INTO rollover_row (rollover_id, what, row_id, ends_before) "
			      "SELECT :next, 'assignment', a.id, a.ends FROM my_enrolment e "
			      "JOIN my_assignment a ON a.student_id = e.student_id "
			      "JOIN mentor m ON m.id = a.mentor_id "
			      "LEFT JOIN my_enrolment n ON n.student_id = e.student_id "
			      "AND n.school_year_id = :next AND n.starts <= n.ends WHERE " SQL_STAYS
			      " AND a.starts <= a.ends AND a.ends > :last "
			      "AND (n.id IS NULL OR m.status = 'left' "
			      "OR (:end_assignments AND a.starts <= :last))",
			      true },
	/* one that would begin later was never in force */
	[END_ASSIGNMENTS] = { "rollover.end_assignments",
			      "UPDATE assignment SET rev = rev + 1, ends = (SELECT "
			      "max(:last, date(m.starts, '-1 day')) FROM my_assignment m "
			      "WHERE m.id = assignment.id) WHERE id IN (SELECT row_id "
			      "FROM rollover_row WHERE rollover_id = :next "
			      "AND what = 'assignment')",
			      true },
	[SEAL] = { "rollover.seal",
		   "UPDATE rollover SET enrolment_revs = (SELECT sum(rev) FROM my_enrolment), "
		   "assignment_revs = (SELECT coalesce(sum(rev), 0) FROM my_assignment), "
		   "contacts = (SELECT count(*) FROM my_contact WHERE school_year_id = :next), "
		   "last_contact = " LAST_CONTACT ", last_referral = " LAST_REFERRAL
		   " WHERE id = :next",
		   true },
};
const struct sql_table rollover_sql = SQL_TABLE(statements);

/* ------------------------------------------------------------------- the years */

static bool enrolled(struct session *s, int64_t year, int64_t *count, struct err *e)
{
	return db_int(s->db, &statements[ENROLLED], WITH(INT("year", year)), count, NULL, e);
}

/* So many students of the year are in the next one already. */
static bool continued(struct session *s, int64_t year, int64_t *count, struct err *e)
{
	return db_int(s->db, &statements[CONTINUED], WITH(INT("year", year)), count, NULL, e);
}

static bool was_done(struct session *s, int64_t to, int64_t *done, struct err *e)
{
	return db_int(s->db, &statements[DONE], WITH(INT("next", to)), done, NULL, e);
}

/* Whether the year has students, and none of them is in the next one: newcomers may be. */
static bool is_left_behind(struct session *s, int64_t year, bool *left, struct err *e)
{
	int64_t done, there, gone_on;

	if (!was_done(s, year + 1, &done, e) || !enrolled(s, year, &there, e) ||
	    !continued(s, year, &gone_on, e))
		return false;
	*left = there && !gone_on && !done;
	return true;
}

static bool two_stages(struct session *s, const char *stage, const char *next, bool *both,
		       struct err *e)
{
	int64_t n = 0;
	bool ok = db_int(s->db, &statements[TWO_STAGES],
			 WITH(TEXT("stage", stage), TEXT("next_stage", next)), &n, NULL, e);

	*both = n != 0;
	return ok;
}

bool rollover_plan(struct session *s, struct rollover_plan *out, struct err *e)
{
	int64_t year = s->year.id;
	bool before, found;

	*out = (struct rollover_plan){ 0 };
	if (!is_left_behind(s, year - 1, &before, e))
		return false;
	year -= before;
	/* not as the session has it: it may have been closed since */
	if (!school_get_year(s->db, year, &out->from, &found, e) ||
	    !school_get_year(s->db, year + 1, &out->to, &found, e))
		return false;
	out->to.id = year + 1;
	return two_stages(s, "primary", "junior", &out->go_on, e) &&
	       two_stages(s, "junior", "senior", &out->go_on_senior, e);
}

bool rollover_is_due(struct session *s, int64_t *year, struct err *e)
{
	struct rollover_plan plan;
	bool left;

	*year = 0;
	if (!rollover_plan(s, &plan, e) || !is_left_behind(s, plan.from.id, &left, e))
		return false;
	if (left && strcmp(plan.from.ends, s->today_iso) < 0)
		*year = plan.from.id;
	return true;
}

/* ---------------------------------------------------------------- refusing */

/* What the statements of a roll-over may ask for. */
#define ASKED(r)                                                                                   \
	INT("year", (r)->plan.from.id), TEXT("last", (r)->plan.from.ends),                         \
		INT("next", (r)->plan.to.id), TEXT("starts", (r)->plan.to.starts),                 \
		TEXT("ends", (r)->plan.to.ends), INT("vocational", (r)->vocational_years),         \
		INT("go_on", (r)->o->go_on), INT("go_on_senior", (r)->o->go_on_senior),            \
		INT("end_assignments", (r)->o->end_assignments),                                   \
		INT("last_enrolment", (r)->last_enrolment)

static bool not_begun_again(struct rollover *r, struct err *e)
{
	const struct rollover_plan *p = &r->plan;
	int64_t done, count;

	if (!was_done(r->s, p->to.id, &done, e) || !continued(r->s, p->from.id, &count, e))
		return false;
	if (done)
		return err_set(e, ERR_INVALID,
			       _("School year %lld was rolled over to %lld already."),
			       (long long)p->from.id, (long long)p->to.id);
	if (count)
		return err_set(e, ERR_INVALID,
			       _("%lld students of %lld are enrolled in %lld already; a "
				 "roll-over comes before the first of them."),
			       (long long)count, (long long)p->from.id, (long long)p->to.id);
	return true;
}

static bool anybody_stays(struct rollover *r, struct err *e)
{
	const struct school_year *from = &r->plan.from;
	int64_t any;

	return db_int(r->s->db, &statements[STAYING],
		      WITH(INT("year", from->id), TEXT("last", from->ends)), &any, NULL, e) &&
	       (any || err_set(e, ERR_INVALID,
			       _("Nobody is enrolled on the last day of %lld (%s); there is "
				 "nobody to roll over."),
			       (long long)from->id, from->ends));
}

static bool is_time(const struct rollover *r, struct err *e)
{
	const struct school_year *from = &r->plan.from;

	if (*from->closed_on)
		return err_set(e, ERR_INVALID, _("School year %lld was closed on %s already."),
			       (long long)from->id, from->closed_on);
	if (strcmp(r->s->today_iso, from->second_term) < 0)
		return err_set(e, ERR_INVALID,
			       _("School year %lld is in its first term; it can be rolled over "
				 "from %s on."),
			       (long long)from->id, from->second_term);
	if (r->o->go_on && !r->plan.go_on)
		return err_field(e, "go_on", _("The school has no grade 6 to go on to."));
	if (r->o->go_on_senior && !r->plan.go_on_senior)
		return err_field(e, "go_on_senior", _("The school has no grade 10 to go on to."));
	return true;
}

static bool nobody_beyond(struct rollover *r, struct err *e)
{
	const struct rollover_plan *p = &r->plan;
	struct cursor c;

	if (!cursor_open(&c, r->s->db, &statements[BEYOND], WITH(ASKED(r)), e))
		return false;
	if (cursor_next(&c)) {
		err_set(e, ERR_INVALID,
			_("%s is enrolled from %s to %s, which overlaps %lld (%s to %s); mend "
			  "that first."),
			cursor_text(&c, 0), cursor_text(&c, 1), cursor_text(&c, 2),
			(long long)p->to.id, p->to.starts, p->to.ends);
		cursor_close(&c);
		return false;
	}
	return cursor_close(&c);
}

/* ------------------------------------------------------------------- doing */

/* A year that is there keeps its rules and key dates. */
static bool prepare_year(struct rollover *r, struct err *e)
{
	r->year_made = !*r->plan.to.starts;
	return !r->year_made || (key_dates_copy(r->s, r->plan.from.id, r->plan.to.id, false, e) &&
				 school_get_year(r->s->db, r->plan.to.id, &r->plan.to, NULL, e));
}

/* What is new is known by its id: nothing of these tables is deleted meanwhile. */
static bool begin(struct rollover *r, struct err *e)
{
	struct cursor c;
	char now[20];

	if (!cursor_open(&c, r->s->db, &statements[LAST_IDS], NULL, e))
		return false;
	if (cursor_next(&c)) {
		r->last_class = cursor_int(&c, 0);
		r->last_enrolment = cursor_int(&c, 1);
	}
	date_now_utc(now);
	return cursor_close(&c) &&
	       db_run(r->s->db, &statements[BEGIN],
		      WITH(INT("next", r->plan.to.id), TEXT("now", now)), NULL, e);
}

static bool run(struct rollover *r, int statement, struct err *e)
{
	return db_run(r->s->db, &statements[statement], WITH(ASKED(r)), NULL, e);
}

/* Those that grade 6 and grade 10 lack: read first, added then. */
static bool add_classes(struct rollover *r, struct err *e)
{
	struct arena arena = { 0 };
	struct class_key *keys = NULL;
	size_t count = 0;
	struct cursor c;
	bool ok;

	if (!cursor_open(&c, r->s->db, &statements[NEW_CLASSES], WITH(ASKED(r)), e))
		return false;
	for (; cursor_next(&c); count++) {
		keys = mem_grow(keys, (count + 1) * sizeof *keys);
		keys[count] = (struct class_key){ .stage = arena_text(&arena, cursor_text(&c, 0)),
						  .number = cursor_int(&c, 1) };
	}
	ok = cursor_close(&c);
	for (size_t i = 0; ok && i < count; i++)
		ok = db_run(r->s->db, &statements[ADD_CLASS],
			    WITH(TEXT("stage", keys[i].stage), INT("next", r->plan.to.id),
				 INT("number", keys[i].number)),
			    NULL, e);
	free(keys);
	arena_release(&arena);
	return ok;
}

/* By the rules of the year that ends. */
static bool load_stages(struct rollover *r, struct err *e)
{
	struct arena arena = { 0 };
	struct rules rules;
	bool ok = rules_load(r->s->db, &r->plan.from, &rules, &arena, e);

	if (ok)
		r->vocational_years = rules.vocational_years ? rules.vocational_years : 3;
	arena_release(&arena);
	return ok;
}

static bool roll_over(struct rollover *r, struct err *e)
{
	struct rollover_report *report = r->report;

	if (!rollover_plan(r->s, &r->plan, e) || !load_stages(r, e))
		return false;
	report->from = r->plan.from.id;
	report->to = r->plan.to.id;
	return not_begun_again(r, e) && is_time(r, e) && anybody_stays(r, e) &&
	       prepare_year(r, e) && nobody_beyond(r, e) && begin(r, e) && add_classes(r, e) &&
	       run(r, ENROL, e) && run(r, LOG_ENROLMENTS, e) && run(r, LOG_ASSIGNMENTS, e) &&
	       run(r, END_ASSIGNMENTS, e) && run(r, SEAL, e) &&
	       (!r->o->close || year_close_now(r->s, &r->plan.from, e)) && rollover_tell(r, e);
}

bool rollover_run(struct session *s, const struct rollover_options *o,
		  struct rollover_report *report, struct err *e)
{
	struct rollover r = { .s = s, .o = o, .report = report };
	bool ok;

	*report = (struct rollover_report){ 0 };
	rowset_init(&report->changes, rollover_fields, sizeof(struct rollover_change));
	if (!session_may(s, MAY_RUN_YEAR, e) || !door_enter(s->db, e))
		return false;
	ok = roll_over(&r, e);
	report->written = door_leave(s->db, ok && !o->dry_run, e);
	/* what was written and rolled back may have been taken into the session */
	return session_reload(s, ok ? e : &(struct err){ 0 }) && ok &&
	       (o->dry_run || report->written);
}

void rollover_report_release(struct rollover_report *report)
{
	rowset_release(&report->changes);
}
