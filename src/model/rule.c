/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/rule.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "model/statements.h"

static const struct choice spans[] = {
	{ "year", N_("school year"), "学年|每学年|year" },
	{ "term", N_("term"), "学期|每学期|term" },
	{ 0 },
};

const struct field rule_fields[] = {
	{ FIELD(struct rules, visits), .label = N_("Home visits"), .kind = FIELD_INT, .most = 12,
	  .help = N_("for each student; 1 by the policy, 0 asks for none") },
	{ FIELD(struct rules, visits_per), .label = N_("each"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = spans },
	{ FIELD(struct rules, visit_due), .label = N_("Visits until"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .help = N_("the last day for the year's visits") },
	{ FIELD(struct rules, talks), .label = N_("Talks"), .kind = FIELD_INT, .most = 12,
	  .help = N_("for each student, whatever the occasion; 0: key dates alone") },
	{ FIELD(struct rules, talks_per), .label = N_("each"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = spans },
	{ FIELD(struct rules, feedback_opens), .label = N_("Feedback from"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED },
	{ FIELD(struct rules, feedback_due), .label = N_("Feedback until"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED },
	{ FIELD(struct rules, change_days), .label = N_("Major change"), .kind = FIELD_INT,
	  .most = 365, .help = N_("days until the talk after a major change in a student's life") },
	{ FIELD(struct rules, referral_days), .label = N_("Referral"), .kind = FIELD_INT,
	  .most = 365, .help = N_("days until a referral is followed up, unless it says a day") },
	{ FIELD(struct rules, due_soon), .label = N_("Due soon"), .kind = FIELD_INT, .most = 999,
	  .help = N_("days before the last one") },
	{ FIELD(struct rules, mentor_capacity), .label = N_("Students each"), .kind = FIELD_INT,
	  .most = 999, .help = N_("of a mentor, as a rule; 15 by the policy") },
	{ FIELD(struct rules, vocational_years), .label = N_("Vocational"), .kind = FIELD_INT,
	  .most = 4, .help = N_("years until graduation, in a vocational school") },
	{ 0 },
};

enum { LOAD, STORE };

static const struct sql statements[] = {
	[LOAD] = { "rule.load", "SELECT name, value FROM rule WHERE school_year_id = :year",
		   false },
	[STORE] = { "rule.store",
		    "INSERT INTO rule (school_year_id, name, value) VALUES (:year, :name, :value) "
		    "ON CONFLICT (school_year_id, name) DO UPDATE SET value = excluded.value, "
		    "rev = rev + 1 WHERE value <> excluded.value",
		    true },
};
const struct sql_table rule_sql = SQL_TABLE(statements);

static const char *day_of(int64_t year, int month, int day, struct arena *arena)
{
	iso_date iso;

	date_to_iso(date_from_civil((int)year + (month < 9), month, day), iso);
	return arena_text(arena, iso);
}

void rules_preset(const struct school_year *year, struct rules *out, struct arena *arena)
{
	*out = (struct rules){ .visits = 1,
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
			       .vocational_years = 3 };
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

		if (f)
			take(out, f, cursor_text(&c, 1), arena);
	}
	return cursor_close(&c);
}

bool rules_store(struct db *db, int64_t year, const struct rules *rules, struct err *e)
{
	bool ok = true;

	for (const struct field *f = rule_fields; ok && f->name; f++) {
		struct buf value = { 0 };

		if (field_is_number(f))
			buf_printf(&value, "%lld", (long long)field_int(f, rules));
		else
			buf_text(&value, field_text(f, rules));
		ok = db_run(db, &statements[STORE],
			    WITH(INT("year", year), TEXT("name", f->name),
				 TEXT("value", buf_str(&value))),
			    NULL, e);
		buf_release(&value);
	}
	return ok;
}
