/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/rule.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "db/door.h"
#include "model/row.h"
#include "model/session.h"
#include "model/statements.h"

static const struct choice spans[] = {
	{ "year", N_("school year"), "学年|每学年|year" },
	{ "term", N_("term"), "学期|每学期|term" },
	{ 0 },
};

const struct field rule_fields[] = {
	{ FIELD(struct rules, visits), .label = N_("Home visits"), .kind = FIELD_INT,
	  .flags = FIELD_ZERO, .most = 12,
	  .help = N_("for each student; 1 by the policy, 0 asks for none") },
	{ FIELD(struct rules, visits_per), .label = N_("Visits each"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = spans,
	  .help = N_("whether visits are counted by school year or by term") },
	{ FIELD(struct rules, visit_due), .label = N_("Visits until"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .help = N_("the last day for the year's visits") },
	{ FIELD(struct rules, talks), .label = N_("Talks"), .kind = FIELD_INT, .flags = FIELD_ZERO,
	  .most = 12, .help = N_("for each student, whatever the occasion; 0: key dates alone") },
	{ FIELD(struct rules, talks_per), .label = N_("Talks each"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = spans,
	  .help = N_("whether talks are counted by school year or by term") },
	{ FIELD(struct rules, feedback_opens), .label = N_("Feedback from"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED,
	  .help = N_("from this day on a feedback that is lacking is shown") },
	{ FIELD(struct rules, feedback_due), .label = N_("Feedback until"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .help = N_("the last day to hand it to student and guardians") },
	{ FIELD(struct rules, second_term), .label = N_("Second term"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_DERIVED,
	  .help = N_("its first day: what is asked for each term counts from here") },
	{ FIELD(struct rules, change_days), .label = N_("Major change, days"), .kind = FIELD_INT,
	  .flags = FIELD_ZERO, .most = 365,
	  .help = N_("days until the talk after a major change in a student's life") },
	{ FIELD(struct rules, referral_days), .label = N_("Referral, days"), .kind = FIELD_INT,
	  .flags = FIELD_ZERO, .most = 365,
	  .help = N_("days until a referral is followed up, unless it says a day") },
	{ FIELD(struct rules, due_soon), .label = N_("Due soon, days"), .kind = FIELD_INT,
	  .flags = FIELD_ZERO, .most = 999, .help = N_("days before the last one") },
	{ FIELD(struct rules, mentor_capacity), .label = N_("Students each"), .kind = FIELD_INT,
	  .flags = FIELD_ZERO, .most = 999,
	  .help = N_("of a mentor, as a rule; 15 by the policy") },
	{ FIELD(struct rules, vocational_years), .label = N_("Vocational"), .kind = FIELD_INT,
	  .flags = FIELD_ZERO, .most = 4,
	  .help = N_("years until graduation, in a vocational school") },
	{ FIELD(struct rules, training_credits), .label = N_("Training credits"),
	  .kind = FIELD_TENTHS, .flags = FIELD_ZERO, .most = 9999,
	  .help = N_("that the school asks of each mentor in a year, such as 4 or 1.5; 0: none") },
	{ FIELD(struct rules, former_days), .label = N_("Former, days"), .kind = FIELD_INT,
	  .flags = FIELD_ZERO, .most = 999,
	  .help = N_("that a mentor still reads, not writes, the records of former students") },
	{ 0 },
};

enum { LOAD, STORE, COPY, SECOND_TERM, COPY_SECOND_TERM };

static const struct sql statements[] = {
	[LOAD] = { "rule.load", "SELECT name, value, rev FROM rule WHERE school_year_id = :year",
		   false },
	[STORE] = { "rule.store",
		    "INSERT INTO rule (school_year_id, name, value) VALUES (:year, :name, :value) "
		    "ON CONFLICT (school_year_id, name) DO UPDATE SET value = excluded.value, "
		    "rev = rev + 1 WHERE value <> excluded.value",
		    true },
	[COPY] = { "rule.copy",
		   "INSERT INTO rule (school_year_id, name, value) VALUES (:year, :name, :value) "
		   "ON CONFLICT (school_year_id, name) DO UPDATE SET value = excluded.value, "
		   "rev = 1",
		   true },
	[SECOND_TERM] = { "rule.second_term",
			  "UPDATE school_year SET second_term = :second_term, rev = rev + 1 "
			  "WHERE id = :year AND second_term <> :second_term",
			  true },
	[COPY_SECOND_TERM] = { "rule.copy_second_term",
			       "UPDATE school_year SET second_term = :second_term, rev = 1 "
			       "WHERE id = :year AND starts < :second_term "
			       "AND ends > :second_term",
			       true },
};
const struct sql_table rule_sql = SQL_TABLE(statements);

static const char *day_of(int64_t year, int month, int day, struct arena *arena)
{
	iso_date iso;

	school_day(year, month, day, iso);
	return arena_text(arena, iso);
}

void rules_preset(const struct school_year *year, struct rules *out, struct arena *arena)
{
	*out = (struct rules){ .id = year->id,
			       .rev = year->rev,
			       .visits = 1,
			       .visits_per = "year",
			       .visit_due = arena_text(arena, year->ends),
			       .talks = 0,
			       .talks_per = "term",
			       .feedback_opens = day_of(year->id, 6, 1, arena),
			       .feedback_due = day_of(year->id, 6, 30, arena),
			       .change_days = 7,
			       .referral_days = 14,
			       .due_soon = 14,
			       .mentor_capacity = 15,
			       .vocational_years = 3,
			       .second_term = arena_text(arena, year->second_term) };
}

/* A file may have been written to by others: what cannot be is left as it is preset. */
static void take(struct rules *out, const struct field *f, const char *value, struct arena *arena)
{
	int day;

	if (field_is_number(f)) {
		int64_t n = atoll(value);

		field_put_int(f, out, n < 0 ? 0 : n > f->most ? f->most : n);
	} else if (f->kind == FIELD_DATE ? date_from_iso(value, &day)
					 : choice_find(f->choices, value) != NULL) {
		field_put_text(f, out, arena_text(arena, value));
	}
}

bool rules_load(struct db *db, const struct school_year *year, struct rules *out,
		struct arena *arena, struct err *e)
{
	struct cursor c;

	rules_preset(year, out, arena);
	if (!cursor_open(&c, db, &statements[LOAD], WITH(INT("year", year->id)), e))
		return false;
	while (cursor_next(&c)) {
		const struct field *f = field_find(rule_fields, cursor_text(&c, 0));

		if (f && !(f->flags & FIELD_DERIVED))
			take(out, f, cursor_text(&c, 1), arena);
		out->rev += cursor_int(&c, 2);
	}
	return cursor_close(&c);
}

/* Each as a row, by the statement. */
static bool store(struct db *db, int how, int64_t year, const struct rules *rules, struct err *e)
{
	bool ok = true;

	for (const struct field *f = rule_fields; ok && f->name; f++) {
		struct buf value = { 0 };

		if (f->flags & FIELD_DERIVED)
			continue;
		if (field_is_number(f))
			buf_printf(&value, "%lld", (long long)field_int(f, rules));
		else
			buf_text(&value, field_text(f, rules));
		ok = db_run(db, &statements[how],
			    WITH(INT("year", year), TEXT("name", f->name),
				 TEXT("value", buf_str(&value))),
			    NULL, e);
		buf_release(&value);
	}
	return ok;
}

bool rules_store(struct db *db, int64_t year, const struct rules *rules, struct err *e)
{
	return store(db, STORE, year, rules, e);
}

bool rules_get(struct session *s, int64_t year, struct rowset *out, struct err *e)
{
	struct school_year y;

	rowset_init(out, rule_fields, sizeof(struct rules));
	return school_get_year(s->db, year, &y, NULL, e) &&
	       rules_load(s->db, &y, rowset_add(out), &out->arena, e);
}

/* ------------------------------------------------------------------- saving */

/* By nobody's mentor could anything be done. */
static bool check_least(const struct rules *r, struct err *e)
{
	static const char *const at_least_one[] = { "mentor_capacity", "vocational_years" };

	for (int i = 0; i < 2; i++) {
		const struct field *f = field_find(rule_fields, at_least_one[i]);

		if (!field_int(f, r))
			return err_field(e, f->name, _("%s must be at least 1."), _(f->label));
	}
	return true;
}

static bool check_days(const struct rules *r, const struct school_year *y, struct err *e)
{
	for (const struct field *f = rule_fields; f->name; f++)
		if (f->kind == FIELD_DATE && (strcmp(field_text(f, r), y->starts) < 0 ||
					      strcmp(field_text(f, r), y->ends) > 0))
			return err_field(e, f->name,
					 _("%s is outside the school year: it runs from %s to %s."),
					 field_text(f, r), y->starts, y->ends);
	if (strcmp(r->feedback_due, r->feedback_opens) < 0)
		return err_field(e, "feedback_due",
				 _("%s is before %s, when it opens: the window is reversed."),
				 r->feedback_due, r->feedback_opens);
	if (!strcmp(r->visits_per, "term") && strcmp(r->visit_due, r->second_term) < 0)
		return err_field(e, "visit_due",
				 _("%s is before the second term, which begins on %s: with visits "
				   "each term this is the second one's last day."),
				 r->visit_due, r->second_term);
	if (!strcmp(r->second_term, y->starts) || !strcmp(r->second_term, y->ends))
		return err_field(e, "second_term", "%s",
				 _("Either term must have a day: it begins later than the school "
				   "year, and before its last day."));
	return true;
}

/* Inside the door. */
static bool write(struct session *s, struct rules *r, struct err *e)
{
	struct school_year y;
	struct arena arena = { 0 };
	struct rules stored;
	bool ok;

	if (!school_get_year(s->db, r->id, &y, NULL, e) || !school_year_is_open(&y, e) ||
	    !check_days(r, &y, e))
		return false;
	ok = rules_load(s->db, &y, &stored, &arena, e) &&
	     (stored.rev == r->rev || row_conflict(e, _("the rules"))) &&
	     rules_store(s->db, r->id, r, e) &&
	     db_run(s->db, &statements[SECOND_TERM],
		    WITH(INT("year", r->id), TEXT("second_term", r->second_term)), NULL, e) &&
	     school_get_year(s->db, r->id, &y, NULL, e) &&
	     rules_load(s->db, &y, &stored, &arena, e);
	if (ok)
		r->rev = stored.rev;
	arena_release(&arena);
	return ok;
}

bool rules_save(struct session *s, struct rules *rules, struct err *e)
{
	struct arena arena = { 0 };
	struct rules r = *rules;
	bool ok = session_may(s, MAY_RUN_YEAR, e) && row_check(rule_fields, &r, &arena, e) &&
		  check_least(&r, e) && door_enter(s->db, e) &&
		  door_leave(s->db, write(s, &r, e), e);

	if (ok)
		rules->rev = r.rev;
	arena_release(&arena);
	return ok && session_reload(s, e);
}

bool rules_copy(struct session *s, const struct school_year *from, const struct school_year *to,
		struct err *e)
{
	struct arena arena = { 0 };
	struct rules r;
	bool ok = rules_load(s->db, from, &r, &arena, e);

	for (const struct field *f = rule_fields; ok && f->name; f++) {
		iso_date day;

		if (f->kind != FIELD_DATE)
			continue;
		date_shift_years(field_text(f, &r), (int)(to->id - from->id), day);
		field_put_text(f, &r, arena_text(&arena, day));
	}
	ok = ok && store(s->db, COPY, to->id, &r, e) &&
	     db_run(s->db, &statements[COPY_SECOND_TERM],
		    WITH(INT("year", to->id), TEXT("second_term", r.second_term)), NULL, e);
	arena_release(&arena);
	return ok;
}
