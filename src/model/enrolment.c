/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/enrolment.h"

#include <string.h>

#include "base/i18n.h"
#include "model/statements.h"

enum {
	ADD_CLASS,
	FIND_CLASS,
	STAGES,
	IN_FORCE,
	OVERLAP,
	ADD,
	CORRECT,
	END,
	ANY,
	ON_DAY,
	ROLLED_OVER,
	IN_YEAR
};

static const struct sql statements[] = {
	[ADD_CLASS] = { "enrolment.add_class",
			"INSERT INTO class (stage, entry_year, number) "
			"VALUES (:stage, :entry_year, :number) ON CONFLICT DO NOTHING",
			true },
	[FIND_CLASS] = { "enrolment.find_class",
			 "SELECT id FROM class WHERE stage = :stage AND entry_year = :entry_year "
			 "AND number = :number",
			 false },
	[STAGES] = { "enrolment.stages",
		     "SELECT min(stage) FROM class HAVING min(stage) = max(stage)", false },
	[IN_FORCE] = { "enrolment.in_force",
		       "SELECT id, class_id, coalesce(seat, 0), starts, ends FROM my_enrolment "
		       "WHERE student_id = :student AND ends >= :day AND starts <= :until "
		       "AND ends >= starts ORDER BY starts LIMIT 1",
		       false },
	[OVERLAP] = { "enrolment.overlap",
		      "SELECT max(ends) FROM my_enrolment WHERE student_id = :student "
		      "AND ends >= :from AND starts <= :until AND ends >= starts",
		      false },
	[ADD] = { "enrolment.add",
		  "INSERT INTO enrolment (student_id, school_year_id, class_id, seat, starts, "
		  "ends) "
		  "VALUES (:student, :year, :class, :seat, :starts, :ends)",
		  true },
	[CORRECT] = { "enrolment.correct",
		      "UPDATE enrolment SET class_id = :class, seat = :seat, starts = :starts, "
		      "rev = rev + 1 WHERE id = :id",
		      true },
	[END] = { "enrolment.end",
		  "UPDATE enrolment SET ends = :ends, reason = :reason, rev = rev + 1 "
		  "WHERE id = :id",
		  true },
	[ANY] = { "enrolment.any",
		  "SELECT EXISTS (SELECT 1 FROM my_enrolment WHERE school_year_id = :year)",
		  false },
	[ON_DAY] = { "enrolment.on_day",
		     "SELECT EXISTS (SELECT 1 FROM my_enrolment WHERE student_id = :student "
		     "AND starts <= :day AND ends >= :day)",
		     false },
	[ROLLED_OVER] = { "enrolment.rolled_over",
			  "SELECT y.starts, y.ends FROM rollover r JOIN school_year y "
			  "ON y.id = r.id WHERE r.id = :next",
			  false },
	[IN_YEAR] = { "enrolment.in_year",
		      "SELECT e.id, e.class_id, coalesce(e.seat, 0), c.stage FROM my_enrolment e "
		      "JOIN class c ON c.id = e.class_id WHERE e.student_id = :student "
		      "AND e.school_year_id = :next AND e.ends >= e.starts LIMIT 1",
		      false },
};
const struct sql_table enrolment_sql = SQL_TABLE(statements);

static bool class_id_of(struct session *s, const struct class_key *k, int64_t *id, struct err *e)
{
	const struct bind *with = WITH(TEXT("stage", k->stage), INT("entry_year", k->entry_year),
				       INT("number", k->number));
	bool found;

	return db_run(s->db, &statements[ADD_CLASS], with, NULL, e) &&
	       db_int(s->db, &statements[FIND_CLASS], with, id, &found, e);
}

static bool end_row(struct session *s, int64_t id, const char *last_day, const char *reason,
		    struct err *e)
{
	return db_run(s->db, &statements[END],
		      WITH(INT("id", id), TEXT("ends", last_day),
			   { .name = "reason", .text = reason, .null = !reason || !*reason }),
		      NULL, e);
}

/* The enrolment that holds on the day or begins after it, until that day; *id 0 for none. */
struct in_force {
	int64_t id, class_id, seat;
	iso_date starts, ends;
};

static bool find_in_force(struct session *s, int64_t student_id, const char *day, const char *until,
			  struct in_force *out, struct err *e)
{
	struct cursor c;

	*out = (struct in_force){ 0 };
	if (!cursor_open(&c, s->db, &statements[IN_FORCE],
			 WITH(INT("student", student_id), TEXT("day", day), TEXT("until", until)),
			 e))
		return false;
	if (cursor_next(&c)) {
		out->id = cursor_int(&c, 0);
		out->class_id = cursor_int(&c, 1);
		out->seat = cursor_int(&c, 2);
		date_copy(out->starts, cursor_text(&c, 3));
		date_copy(out->ends, cursor_text(&c, 4));
	}
	return cursor_close(&c);
}

static bool add(struct session *s, int64_t student_id, int64_t year, int64_t class_id, int64_t seat,
		const char *from, const char *ends, struct err *e)
{
	struct arena arena = { 0 };
	const char *until;
	bool ok = db_text(s->db, &statements[OVERLAP],
			  WITH(INT("student", student_id), TEXT("from", from), TEXT("until", ends)),
			  &arena, &until, e);

	if (ok && until)
		ok = err_field(e, "enrolled_from",
			       _("This student was enrolled until %s; choose a later day."), until);
	arena_release(&arena);
	return ok &&
	       db_run(s->db, &statements[ADD],
		      WITH(INT("student", student_id), INT("year", year), INT("class", class_id),
			   NULL_OR("seat", seat), TEXT("starts", from), TEXT("ends", ends)),
		      NULL, e);
}

static bool correct(struct session *s, int64_t id, int64_t class_id, int64_t seat,
		    const char *starts, struct err *e)
{
	return db_run(s->db, &statements[CORRECT],
		      WITH(INT("id", id), INT("class", class_id), NULL_OR("seat", seat),
			   TEXT("starts", starts)),
		      NULL, e);
}

/* ------------------------------------------------- the year a roll-over made */

static int64_t last_year(const struct class_key *class, const struct rules *rules)
{
	static const struct {
		const char *stage;
		int years;
	} stages[] = { { "primary", 5 }, { "junior", 4 }, { "senior", 3 } };

	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (!strcmp(class->stage, stages[i].stage))
			return class->entry_year + stages[i].years - 1;
	return class->entry_year + rules->vocational_years - 1;
}

/* The year after it, where it was rolled over already; starts is "" where it was not. */
static bool find_next(struct session *s, iso_date starts, iso_date ends, struct err *e)
{
	struct cursor c;

	starts[0] = ends[0] = '\0';
	if (!cursor_open(&c, s->db, &statements[ROLLED_OVER], WITH(INT("next", s->year.id + 1)), e))
		return false;
	if (cursor_next(&c)) {
		date_copy(starts, cursor_text(&c, 0));
		date_copy(ends, cursor_text(&c, 1));
	}
	return cursor_close(&c);
}

/* Who joins or changes class after an early roll-over is taken along; who goes on to another stage
 * stays in the class found there. */
static bool take_along(struct session *s, int64_t student_id, int64_t class_id,
		       const struct class_key *class, int64_t seat, struct err *e)
{
	struct in_force there = { 0 };
	bool same_stage = false;
	iso_date starts, ends;
	struct cursor c;

	if (!find_next(s, starts, ends, e))
		return false;
	if (!*starts)
		return true;
	if (!cursor_open(&c, s->db, &statements[IN_YEAR],
			 WITH(INT("student", student_id), INT("next", s->year.id + 1)), e))
		return false;
	if (cursor_next(&c)) {
		there.id = cursor_int(&c, 0);
		there.class_id = cursor_int(&c, 1);
		there.seat = cursor_int(&c, 2);
		same_stage = !strcmp(cursor_text(&c, 3), class->stage);
	}
	if (!cursor_close(&c))
		return false;
	if (!there.id)
		return last_year(class, &s->rules) <= s->year.id ||
		       add(s, student_id, s->year.id + 1, class_id, seat, starts, ends, e);
	return !same_stage || (there.class_id == class_id && there.seat == seat) ||
	       correct(s, there.id, class_id, seat, starts, e);
}

static bool set_this_year(struct session *s, int64_t student_id, int64_t class_id, int64_t seat,
			  const char *from, struct err *e)
{
	struct in_force now;
	iso_date day_before;

	if (!find_in_force(s, student_id, from, s->year.ends, &now, e))
		return false;
	if (!now.id)
		return add(s, student_id, s->year.id, class_id, seat, from, s->year.ends, e);
	if (strcmp(now.ends, s->today_iso) < 0)
		return err_field(e, "enrolled_from",
				 _("This student was enrolled until %s; choose a later day."),
				 now.ends);
	/* it has not begun yet, or begins that day */
	if (strcmp(now.starts, from) >= 0 || strcmp(now.starts, s->today_iso) > 0)
		return (now.class_id == class_id && now.seat == seat &&
			!strcmp(now.starts, from)) ||
		       correct(s, now.id, class_id, seat, from, e);
	if (now.class_id == class_id)
		return now.seat == seat || correct(s, now.id, class_id, seat, now.starts, e);
	date_shift(from, -1, day_before);
	return end_row(s, now.id, day_before, _("changed class"), e) &&
	       add(s, student_id, s->year.id, class_id, seat, from, now.ends, e);
}

bool enrolment_set(struct session *s, int64_t student_id, const struct class_key *class,
		   int64_t seat, const char *from, struct err *e)
{
	int64_t class_id;

	return class_id_of(s, class, &class_id, e) &&
	       set_this_year(s, student_id, class_id, seat, from, e) &&
	       take_along(s, student_id, class_id, class, seat, e);
}

bool enrolment_end(struct session *s, int64_t student_id, const char *last_day, const char *reason,
		   bool *ended, struct err *e)
{
	struct in_force now;
	iso_date next_day, never;

	date_shift(last_day, 1, next_day);
	for (*ended = false;; *ended = true) {
		if (!find_in_force(s, student_id, next_day, DATE_OPEN, &now, e))
			return false;
		if (!now.id)
			return true;
		/* left before it began: never in force */
		date_shift(now.starts, -1, never);
		if (!end_row(s, now.id, strcmp(last_day, never) < 0 ? never : last_day, reason, e))
			return false;
	}
}

bool enrolment_only_stage(struct session *s, struct arena *arena, const char **stage, struct err *e)
{
	return db_text(s->db, &statements[STAGES], NULL, arena, stage, e);
}

bool enrolment_any(struct session *s, bool *any, struct err *e)
{
	int64_t n;

	if (!db_int(s->db, &statements[ANY], WITH(INT("year", s->year.id)), &n, NULL, e))
		return false;
	*any = n != 0;
	return true;
}

bool enrolment_on(struct session *s, int64_t student_id, const char *day, bool *enrolled,
		  struct err *e)
{
	int64_t n;

	if (!db_int(s->db, &statements[ON_DAY], WITH(INT("student", student_id), TEXT("day", day)),
		    &n, NULL, e))
		return false;
	*enrolled = n != 0;
	return true;
}
