/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a roll-over did, read from the file after it: so the report cannot say what was not done. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/rollover_private.h"
#include "model/statements.h"

static const struct choice kinds[] = {
	[ROLLOVER_YEAR] = { "year", N_("new year"), NULL },
	[ROLLOVER_CLASS] = { "class", N_("new class"), NULL },
	[ROLLOVER_PROMOTED] = { "promoted", N_("promoted"), NULL },
	[ROLLOVER_GOES_ON] = { "goes_on", N_("goes on"), NULL },
	[ROLLOVER_GRADUATED] = { "graduated", N_("graduated"), NULL },
	[ROLLOVER_NOT_PROMOTED] = { "not_promoted", N_("left before"), NULL },
	[ROLLOVER_CARRIED] = { "carried", N_("mentor stays"), NULL },
	[ROLLOVER_ENDED] = { "ended", N_("mentor ends"), NULL },
	[ROLLOVER_KEY_DATE] = { "key_date", N_("key date"), NULL },
	[ROLLOVER_RULE] = { "rule", N_("rule"), NULL },
	[ROLLOVER_CLOSED] = { "closed", N_("year closed"), NULL },
	[ROLLOVER_KINDS] = { 0 },
};

#define DERIVED .flags = FIELD_DERIVED
const struct field rollover_fields[] = {
	{ FIELD(struct rollover_change, what), .label = N_("What changes"), .kind = FIELD_CHOICE,
	  DERIVED, .choices = kinds, .width = 12 },
	{ FIELD(struct rollover_change, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FIELD_DERIVED | FIELD_MASKED, .width = 12 },
	{ FIELD(struct rollover_change, student), .label = N_("Student"), .kind = FIELD_NAME,
	  DERIVED, .width = 8 },
	{ FIELD(struct rollover_change, from_class), .label = N_("Class"), .kind = FIELD_TEXT,
	  DERIVED, .width = 9 },
	{ FIELD(struct rollover_change, to_class), .label = N_("New class"), .kind = FIELD_TEXT,
	  DERIVED, .width = 9 },
	{ FIELD(struct rollover_change, mentor), .label = N_("Mentor"), .kind = FIELD_NAME, DERIVED,
	  .width = 8 },
	{ FIELD(struct rollover_change, missing), .label = N_("Missing since"), .kind = FIELD_DATE,
	  DERIVED, .width = 10 },
	{ FIELD(struct rollover_change, note), .label = N_("Note"), .kind = FIELD_TEXT, DERIVED,
	  .width = 30 },
	{ 0 },
};

const char *rollover_code(enum rollover_what what)
{
	return kinds[what].code;
}

enum rollover_what rollover_what_of(const char *code)
{
	int what = 0;

	while (kinds[what].code && strcmp(kinds[what].code, code))
		what++;
	return (enum rollover_what)what;
}

enum { CLASSES, STUDENTS, ASSIGNMENTS };

#define IN_CLASS_ORDER " ORDER BY " SQL_GRADE ", c.number, e.seat, s.student_no"
#define NEXT_CLASS                                                                                 \
	"LEFT JOIN my_enrolment n ON n.student_id = e.student_id AND n.school_year_id = :next "    \
	"AND n.starts <= n.ends LEFT JOIN class nc ON nc.id = n.class_id "

static const struct sql statements[] = {
	[CLASSES] = { "rollover_report.classes",
		      "SELECT stage, entry_year, number FROM class WHERE id > :last_class "
		      "ORDER BY stage, number",
		      false },
	/* by the last enrolment of the old year; the mentor is the one of its last day */
	[STUDENTS] = { "rollover_report.students",
		       "SELECT s.student_no, s.name, c.stage, c.entry_year, c.number, nc.stage, "
		       "nc.entry_year, nc.number, m.name, s.missing_since, e.ends, e.reason, "
		       "EXISTS (SELECT 1 FROM my_assignment b WHERE b.student_id = e.student_id "
		       "AND b.role = 'lead' AND b.starts <= :starts AND b.ends >= :starts) "
		       "FROM my_enrolment e CROSS JOIN class c CROSS JOIN my_student s " NEXT_CLASS
		       "LEFT JOIN my_assignment a ON a.student_id = e.student_id "
		       "AND a.role = 'lead' AND a.starts <= e.ends AND a.ends >= e.ends "
		       "LEFT JOIN mentor m ON m.id = a.mentor_id WHERE e.school_year_id = :year "
		       "AND e.starts <= e.ends AND c.id = e.class_id AND s.id = e.student_id "
		       "AND NOT EXISTS (SELECT 1 FROM my_enrolment l "
		       "WHERE l.student_id = e.student_id AND l.school_year_id = :year "
		       "AND l.starts <= l.ends AND l.starts > e.starts)" IN_CLASS_ORDER,
		       false },
	[ASSIGNMENTS] = { "rollover_report.assignments",
			  "SELECT s.student_no, s.name, c.stage, c.entry_year, c.number, nc.stage, "
			  "nc.entry_year, nc.number, m.name, m.status = 'left', a.role = 'co', "
			  "r.id IS NOT NULL FROM my_enrolment e CROSS JOIN class c "
			  "CROSS JOIN my_student s CROSS JOIN my_assignment a CROSS JOIN mentor "
			  "m " NEXT_CLASS "LEFT JOIN rollover_row r ON r.rollover_id = :next "
			  "AND r.what = 'assignment' AND r.row_id = a.id WHERE " SQL_STAYS
			  " AND c.id = e.class_id AND s.id = e.student_id "
			  "AND a.student_id = e.student_id AND m.id = a.mentor_id "
			  "AND (r.id IS NOT NULL OR (a.starts <= a.ends AND a.ends > "
			  ":last))" IN_CLASS_ORDER ", a.role DESC, a.id",
			  false },
};
const struct sql_table rollover_report_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------------- rows */

static struct rollover_change *add(struct rollover *r, enum rollover_what what)
{
	struct rollover_change *change = rowset_add(&r->report->changes);

	r->report->count[what]++;
	change->what = kinds[what].code;
	return change;
}

static const char *keep(struct rollover *r, const char *text)
{
	return arena_text(&r->report->changes.arena, text);
}

/* The class that stands in three columns; "" where there is none. */
static const char *class_at(struct rollover *r, const struct cursor *c, int column, int64_t year)
{
	const struct class_key key = { cursor_text(c, column), cursor_int(c, column + 1),
				       cursor_int(c, column + 2) };
	struct buf name = { 0 };
	const char *kept;

	if (!*key.stage)
		return "";
	class_show(&key, year, &name);
	kept = keep(r, buf_str(&name));
	buf_release(&name);
	return kept;
}

/* What both kinds of rows about a student begin with. */
static struct rollover_change *add_student(struct rollover *r, const struct cursor *c,
					   enum rollover_what what)
{
	struct rollover_change *change = add(r, what);

	change->student_no = keep(r, cursor_text(c, 0));
	change->student = keep(r, cursor_text(c, 1));
	change->from_class = class_at(r, c, 2, r->plan.from.id);
	change->to_class = class_at(r, c, 5, r->plan.to.id);
	change->mentor = keep(r, cursor_text(c, 8));
	return change;
}

static void tell_student(struct rollover *r, const struct cursor *c)
{
	struct rollover_report *report = r->report;
	const char *missing = cursor_text(c, 9), *ends = cursor_text(c, 10),
		   *reason = cursor_text(c, 11);
	bool stays = !cursor_null(c, 5), left = strcmp(ends, r->plan.from.ends) < 0;
	struct arena *arena = &report->changes.arena;
	struct rollover_change *change;

	change = add_student(r, c,
			     !stays ? left ? ROLLOVER_NOT_PROMOTED : ROLLOVER_GRADUATED
			     : strcmp(cursor_text(c, 2), cursor_text(c, 5)) ? ROLLOVER_GOES_ON
									    : ROLLOVER_PROMOTED);
	change->note = "";
	if (left)
		change->note = *reason ? arena_printf(arena, _("left on %s: %s"), ends, reason)
				       : arena_printf(arena, _("left on %s"), ends);
	if (!stays)
		return;
	report->without_mentor += !cursor_int(c, 12);
	if (*missing) {
		report->missing++;
		change->missing = keep(r, missing);
		change->note = arena_printf(arena, _("not in the roster of %s"), missing);
	}
}

static void tell_assignment(struct rollover *r, const struct cursor *c)
{
	bool mentor_left = cursor_int(c, 9), co = cursor_int(c, 10), ended = cursor_int(c, 11),
	     graduated = cursor_null(c, 5);
	struct rollover_change *change =
		add_student(r, c, ended ? ROLLOVER_ENDED : ROLLOVER_CARRIED);
	const char *why = !ended        ? ""
			  : graduated   ? _("the student graduates")
			  : mentor_left ? _("the mentor has left")
					: _("as chosen");

	change->note = co && *why ? arena_printf(&r->report->changes.arena, _("co-mentor; %s"), why)
		       : co       ? _("co-mentor")
				  : why;
}

static bool tell_each(struct rollover *r, int statement,
		      void (*tell)(struct rollover *r, const struct cursor *c), struct err *e)
{
	const struct rollover_plan *p = &r->plan;
	struct cursor c;

	if (!cursor_open(&c, r->s->db, &statements[statement],
			 WITH(INT("year", p->from.id), TEXT("last", p->from.ends),
			      INT("next", p->to.id), TEXT("starts", p->to.starts),
			      INT("last_class", r->last_class)),
			 e))
		return false;
	while (cursor_next(&c))
		tell(r, &c);
	return cursor_close(&c);
}

static void tell_class(struct rollover *r, const struct cursor *c)
{
	add(r, ROLLOVER_CLASS)->to_class = class_at(r, c, 0, r->plan.to.id);
}

/* ------------------------------------------------------------------ the year */

static const char *note_days(struct rollover *r, const char *name, const char *from, const char *to)
{
	return arena_printf(&r->report->changes.arena, _("%s: %s to %s"), name, from, to);
}

static bool tell_key_dates(struct rollover *r, struct err *e)
{
	struct key_date *dates;
	size_t count;

	if (!school_load_key_dates(r->s->db, r->plan.to.id, &r->report->changes.arena, &dates,
				   &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		add(r, ROLLOVER_KEY_DATE)->note =
			note_days(r, dates[i].name, dates[i].opens, dates[i].due);
	return true;
}

static bool tell_rules(struct rollover *r, struct err *e)
{
	struct arena *arena = &r->report->changes.arena;
	struct rules rules;

	if (!rules_load(r->s->db, &r->plan.to, &rules, arena, e))
		return false;
	for (const struct field *f = rule_fields; f->name; f++) {
		struct buf value = { 0 };

		if (field_is_number(f)) /* 0 is a rule too */
			buf_printf(&value, "%lld", (long long)field_int(f, &rules));
		else
			field_show(f, &rules, &value);
		add(r, ROLLOVER_RULE)->note =
			arena_printf(arena, _("%s: %s"), _(f->label), buf_str(&value));
		buf_release(&value);
	}
	return true;
}

static void tell_year(struct rollover *r, enum rollover_what what, const struct school_year *y)
{
	char name[32];

	snprintf(name, sizeof name, _("School year %lld"), (long long)y->id);
	add(r, what)->note = note_days(r, name, y->starts, y->ends);
}

bool rollover_tell(struct rollover *r, struct err *e)
{
	if (r->year_made)
		tell_year(r, ROLLOVER_YEAR, &r->plan.to);
	if (!tell_each(r, CLASSES, tell_class, e) || !tell_each(r, STUDENTS, tell_student, e) ||
	    !tell_each(r, ASSIGNMENTS, tell_assignment, e) ||
	    (r->year_made && (!tell_key_dates(r, e) || !tell_rules(r, e))))
		return false;
	if (r->o->close)
		tell_year(r, ROLLOVER_CLOSED, &r->plan.from);
	return true;
}

/* What there is none of goes without saying. */
static void count(const struct rollover_report *r, enum rollover_what what, const char *words,
		  struct buf *out)
{
	if (r->count[what])
		buf_printf(out, words, r->count[what]);
}

void rollover_summary(const struct rollover_report *r, struct buf *out)
{
	buf_text(out, r->written ? _("Saved. ") : _("Nothing was changed. "));
	buf_printf(out, _("School year %lld to %lld: %zu students promoted, %zu graduated"),
		   (long long)r->from, (long long)r->to, r->count[ROLLOVER_PROMOTED],
		   r->count[ROLLOVER_GRADUATED]);
	count(r, ROLLOVER_GOES_ON, _(", %zu go on"), out);
	count(r, ROLLOVER_NOT_PROMOTED, _(", %zu left before"), out);
	buf_printf(out, _("; %zu mentors stay, %zu end."), r->count[ROLLOVER_CARRIED],
		   r->count[ROLLOVER_ENDED]);
	if (r->without_mentor)
		buf_printf(out, _(" %zu students have no mentor in the new year."),
			   r->without_mentor);
	if (r->missing)
		buf_printf(out, _(" %zu were not in the last roster of their class."), r->missing);
	if (r->count[ROLLOVER_CLOSED])
		buf_printf(out, _(" School year %lld is closed."), (long long)r->from);
}
