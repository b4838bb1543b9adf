/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports on their way out: what they are called, what their figures say, on paper and in a
 * workbook. */
#include "model/report_out.h"

#include <string.h>

#include "base/i18n.h"
#include "model/grade.h"
#include "model/obligation.h"
#include "model/report_bar.h"
#include "report_private.h"

enum { NAMED };

static const struct sql statements[] = {
	[NAMED] = { "report.named",
		    "SELECT (SELECT " SQL_CLASS_NAME " FROM class c WHERE c.id = :class), "
		    "(SELECT name || ' ' || staff_no FROM mentor WHERE id = :mentor), "
		    "(SELECT name FROM my_student WHERE id = :student), "
		    "(SELECT name FROM key_date WHERE id = :key_date), "
		    "(SELECT closed_on FROM school_year WHERE id = :year)",
		    false },
};
const struct sql_table report_out_sql = SQL_TABLE(statements);

/* --------------------------------------------------------------------- names */

static void add(struct buf *out, const char *text)
{
	if (!*text)
		return;
	buf_text(out, out->len ? ", " : "");
	buf_text(out, text);
}

static void add_grade(struct buf *out, int64_t grade)
{
	if (!grade)
		return;
	buf_text(out, out->len ? ", " : "");
	buf_printf(out, _("Grade %s"), grade_name((int)grade));
}

static const struct choice states[] = {
	{ "owed", N_("all that is owed"), NULL },
	{ "outstanding", N_("not met"), NULL },
	{ "not_yet", N_("to do"), NULL },
	{ "in_time", N_("in time"), NULL },
	{ "late", N_("late"), NULL },
	{ "home", N_("visits at home"), NULL },
	{ "elsewhere", N_("visits elsewhere"), NULL },
	{ "met", N_("done"), NULL },
	{ "overdue", N_("overdue"), NULL },
	{ "soon", N_("soon"), NULL },
	{ "open", N_("to do"), NULL },
	{ "exempt", N_("exempt"), NULL },
	{ "with_mentor", N_("with mentor"), NULL },
	{ "without_mentor", N_("no mentor"), NULL },
	{ 0 },
};

static void add_code(struct buf *out, const struct choice *choices, const char *code)
{
	const struct choice *c = code && *code ? choice_find(choices, code) : NULL;

	if (c)
		add(out, _(c->label));
}

/* Whom it is limited to. */
static bool limits(struct session *s, const struct report_of *of, struct buf *out, iso_date closed,
		   struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[NAMED],
			 WITH(INT("class", of->class_id), INT("mentor", of->mentor_id),
			      INT("student", of->student_id), INT("key_date", of->key_date),
			      INT("year", of->year)),
			 e))
		return false;
	add_grade(out, of->grade);
	if (cursor_next(&c)) {
		for (int i = 0; i < 4; i++)
			add(out, cursor_text(&c, i));
		date_copy(closed, cursor_text(&c, 4));
	}
	if (of->mentor_id < 0)
		add(out, _("no mentor"));
	add_code(out, occasion_choices, of->kind);
	add_code(out, states, of->state);
	return cursor_close(&c);
}

static struct report_of of_year(const struct session *s, const struct report_of *of)
{
	struct report_of all = of ? *of : (struct report_of){ 0 };

	all.year = all.year ? all.year : s->year.id;
	return all;
}

/* What it is, of whom and of when, in a line: "Mentors: Grade 六, 2026" */
static bool describe(struct session *s, const struct report *r, const struct report_of *of,
		     struct buf *out, struct err *e)
{
	struct report_of all = of_year(s, of);
	struct buf whom = { 0 };
	iso_date closed = "";
	bool ok;

	/* oneself, where nobody was named */
	if (r->of_one && !all.mentor_id)
		all.mentor_id = session_own(s);
	ok = limits(s, &all, &whom, closed, e);
	if (ok && whom.len)
		buf_printf(out, _("%s: %s, school year %d"), _(r->label), buf_str(&whom),
			   (int)all.year);
	else if (ok)
		buf_printf(out, _("%s, school year %d"), _(r->label), (int)all.year);
	buf_release(&whom);
	return ok;
}

/* --------------------------------------------------------------- definitions */

struct definition {
	int64_t id, rev;
	const char *name, *label, *definition;
};

const struct field report_definition_fields[] = {
	{ FIELD(struct definition, name), .label = N_("Column"), .width = 14 },
	{ FIELD(struct definition, label), .label = N_("Called"), .width = 16 },
	{ FIELD(struct definition, definition), .label = N_("How it is counted"), .width = 60 },
	{ 0 },
};

static void add_definition(struct rowset *out, const char *name, const char *label,
			   const char *definition)
{
	struct definition *d = rowset_add(out);

	d->id = (int64_t)out->count;
	d->name = name;
	d->label = label;
	d->definition = definition;
}

void report_definitions(const struct session *s, const struct report *r, const struct report_of *of,
			struct rowset *out)
{
	const struct field *own = field_find(r->fields, "definition"),
			   *figure = field_find(r->fields, "figure");

	rowset_init(out, report_definition_fields, sizeof(struct definition));
	for (const char *const *c = report_columns(s, r, of); *c; c++) {
		const struct field *f = field_find(r->fields, *c);

		add_definition(out, f->name, _(f->label), f->help ? _(f->help) : "");
	}
	for (const struct choice *c = own && figure ? own->choices : NULL; c && c->code; c++)
		add_definition(out, c->code, choice_label(figure->choices, c->code), _(c->label));
}

/* ----------------------------------------------------------------- paper, sheet */

bool report_page(struct session *s, const struct report *r, const struct report_of *of,
		 const struct rowset *rows, struct page *out, struct err *e)
{
	static const char *const columns[] = { "label", "definition", NULL };
	struct report_of all = of_year(s, of);
	struct rowset definitions;
	struct buf title = { 0 };
	bool ok = describe(s, r, &all, &title, e);

	if (!out->plain)
		page_begin(out, buf_str(&title));
	page_heading(out, 1, buf_str(&title));
	buf_release(&title);
	page_text(out, _(r->about));
	page_line(out, _("School"), s->school);
	page_line(out, _("As of"), all.year == s->year.id ? s->today_iso : _("the year's end"));
	report_page_rows(out, r, rows, report_columns(s, r, of));
	page_heading(out, 2, _("How it is counted"));
	report_definitions(s, r, of, &definitions);
	page_table(out, &definitions, columns);
	rowset_release(&definitions);
	page_end(out);
	return ok;
}

bool report_sheets(struct session *s, const struct report *r, const struct report_of *of,
		   const struct rowset *rows, struct table_out *out, struct err *e)
{
	static const char *const columns[] = { "name", "label", "definition", NULL };
	struct rowset definitions;
	struct buf title = { 0 };
	bool ok = describe(s, r, of, &title, e);

	if (ok) {
		buf_printf(&title, " (%s)", s->today_iso);
		table_out_rows(out, _(r->label), buf_str(&title), rows, report_columns(s, r, of));
		report_definitions(s, r, of, &definitions);
		table_out_rows(out, _("How it is counted"), NULL, &definitions, columns);
		rowset_release(&definitions);
	}
	buf_release(&title);
	return ok;
}
