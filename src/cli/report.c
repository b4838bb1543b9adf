/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports (model/report.h), whichever is named: rows, what they say, what is behind them. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bar.h"
#include "base/i18n.h"
#include "base/table.h"
#include "cli/command.h"
#include "cli/district.h"
#include "cli/inspection.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/account.h"
#include "model/coverage.h"
#include "model/obligation.h"
#include "model/report_bar.h"
#include "model/report_out.h"

enum { BAR_CELLS = 20, NAMES_MOST = 64 };

/* ------------------------------------------------------------------ the list */

struct listed {
	int64_t id, rev;
	const char *name, *label, *about;
};

static const struct field listed_fields[] = {
	{ FIELD(struct listed, name), .label = N_("Report"), .width = 14 },
	{ FIELD(struct listed, label), .label = N_("Called"), .width = 20 },
	{ FIELD(struct listed, about), .label = N_("What it is for"), .width = 60 },
	{ 0 },
};

/* Those that this account may see. */
static bool list(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "name", "label", "about", NULL };
	struct err ignored = { 0 };
	struct rowset rows;

	(void)e;
	rowset_init(&rows, listed_fields, sizeof(struct listed));
	for (const struct report *const *r = reports; *r; r++) {
		struct listed *one;

		if (!report_may(s, *r, &ignored))
			continue;
		one = rowset_add(&rows);
		one->name = (*r)->name;
		one->label = _((*r)->label);
		one->about = _((*r)->about);
	}
	output_name(_("Reports"));
	output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	return true;
}

/* --------------------------------------------------------------- what is asked */

static const struct report *find_report(struct cli *c, struct err *e)
{
	const struct report *r = report_named(c->operands[0]);
	const char *names[NAMES_MOST] = { 0 };

	for (size_t i = 0; i < NAMES_MOST - 1 && reports[i]; i++)
		names[i] = reports[i]->name;
	if (!r)
		usage_unknown(c, e, _("There is no report %s."), c->operands[0], names);
	return r;
}

static bool check_kind(struct cli *c, struct err *e)
{
	const char *kind = cli_value(c, "kind");

	return !kind || choice_find(occasion_choices, kind) ||
	       usage_unknown(c, e, _("There is no kind %s."), kind,
			     choice_codes(occasion_choices, &c->arena));
}

static bool read_class(struct cli *c, struct session *s, int64_t *id, struct err *e)
{
	const char *typed = cli_value(c, "class");

	return !typed || account_class(s, typed, id, e);
}

static bool read_of(struct cli *c, struct session *s, struct report_of *of, struct err *e)
{
	*of = (struct report_of){ .kind = cli_value(c, "kind"), .state = cli_value(c, "state") };
	return cli_year(c, s->year.id, &of->year, e) && cli_grade(c, &of->grade, e) &&
	       read_class(c, s, &of->class_id, e) &&
	       cli_mentor(c, s, "mentor", &of->mentor_id, e) &&
	       cli_student(c, s, "student", &of->student_id, e);
}

/* ------------------------------------------------------------- behind a figure */

/* By its number, or by a word that stands in it. */
static bool is_row(const struct report *r, const struct report_row *row, const char *wanted)
{
	struct buf text = { 0 };
	bool found;

	buf_printf(&text, "%" PRId64, row->id);
	found = !strcmp(buf_str(&text), wanted);
	for (const struct field *f = r->fields; f->name && !found; f++) {
		if (field_is_number(f))
			continue;
		buf_clear(&text);
		field_show(f, row, &text);
		found = !strcmp(buf_str(&text), wanted) || !strcmp(field_text(f, row), wanted);
	}
	buf_release(&text);
	return found;
}

static bool find_row(struct cli *c, const struct report *r, const struct rowset *rows,
		     struct report_row *out, struct err *e)
{
	const char *wanted = cli_value(c, "row");
	size_t found = 0;

	*out = (struct report_row){ 0 };
	for (size_t i = 0; wanted && i < rows->count; i++)
		if (is_row(r, rowset_at(rows, i), wanted)) {
			*out = *(const struct report_row *)rowset_at(rows, i);
			found++;
		}
	if (!wanted || found == 1)
		return true;
	return err_field(e, "row",
			 found ? _("More than one row has \"%s\"; give something that one has "
				   "alone.")
			       : _("No row has \"%s\"."),
			 cli_quote(c, wanted));
}

/* The report becomes the one behind it, and its rows those. */
static bool go_behind(struct cli *c, struct session *s, const struct report **r,
		      struct report_of *of, struct rowset *rows, struct err *e)
{
	const char *column = cli_value(c, "behind");
	const struct report *behind;
	struct report_row row;
	struct report_of to;

	if (!find_row(c, *r, rows, &row, e))
		return false;
	behind = report_behind(s, *r, of, &row, column, &to);
	if (!behind)
		return err_field(e, "behind",
				 _("There are no rows behind \"%s\" in the report %s."),
				 cli_quote(c, column), (*r)->name);
	rowset_release(rows);
	*r = behind;
	*of = to;
	return report_load(s, behind, of, rows, e);
}

/* --------------------------------------------------------------------- out */

/* The columns as they are, and a bar at the end; of what a person reads, a definition is too long.
 */
static void write_table(struct cli *c, const struct report *r, const char *const *columns,
			struct rowset *rows)
{
	struct field fields[REPORT_NUMBERS + REPORT_TEXTS + 1] = { 0 };
	const char *shown[REPORT_NUMBERS + REPORT_TEXTS + 1] = { 0 };
	size_t count = 0, bar = 0;

	for (; r->fields[bar].name; bar++)
		fields[bar] = r->fields[bar];
	for (; *columns; columns++)
		if (strcmp(*columns, "definition"))
			shown[count++] = *columns;
	if (r->bar) {
		fields[bar] = (struct field)REPORT_TEXT(REPORT_TEXTS - 1, "bar", N_("Progress"),
							NULL, BAR_CELLS);
		shown[count] = "bar";
	}
	for (size_t i = 0; r->bar && i < rows->count; i++) {
		struct report_row *row = rowset_at(rows, i);
		struct report_bar drawn;
		struct buf text = { 0 };

		if (report_bar(r, row, &drawn))
			bar_text(&text, drawn.parts, drawn.marks, BAR_CELLS);
		row->t[REPORT_TEXTS - 1] = arena_text(&rows->arena, buf_str(&text));
		buf_release(&text);
	}
	rows->fields = fields;
	output_rows(rows, shown, c->format);
	rows->fields = r->fields;
}

static bool write_page(struct cli *c, struct session *s, const struct report *r,
		       const struct report_of *of, const struct rowset *rows, struct err *e)
{
	const char *path = cli_value(c, "page");
	struct page p = { 0 };
	bool ok = report_page(s, r, of, rows, &p, e);

	if (ok && !strcmp(path, "-"))
		fwrite(buf_str(&p.out), 1, p.out.len, stdout);
	else if (ok)
		ok = table_write(path, buf_str(&p.out), p.out.len, cli_global(c, "replace") != NULL,
				 e);
	page_release(&p);
	return ok;
}

static bool write_rows(struct cli *c, struct session *s, const struct report *r,
		       const struct report_of *of, struct rowset *rows, struct err *e)
{
	const char *const *columns = report_columns(s, r, of);

	output_name(_(r->label));
	if (cli_given(c, "page"))
		return write_page(c, s, r, of, rows, e);
	if (c->format == FORMAT_XLSX)
		return report_sheets(s, r, of, rows, output_file(), e);
	if (c->format == FORMAT_TABLE)
		write_table(c, r, columns, rows);
	else
		output_rows(rows, columns, c->format);
	if (c->format == FORMAT_TABLE && !rows->count)
		cli_say(_("There is nothing to report."));
	return true;
}

static bool define(struct cli *c, struct session *s, const struct report *r,
		   const struct report_of *of)
{
	static const char *const columns[] = { "name", "label", "definition", NULL };
	struct rowset rows;

	output_name(_("How it is counted"));
	report_definitions(s, r, of, &rows);
	output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	return true;
}

static bool show(struct cli *c, struct session *s, struct err *e)
{
	const struct report *r = find_report(c, e);
	struct rowset rows = { 0 };
	struct report_of of;
	bool ok = read_of(c, s, &of, e);

	if (ok && cli_given(c, "definitions"))
		return define(c, s, r, &of);
	ok = ok && report_load(s, r, &of, &rows, e) &&
	     (!cli_given(c, "behind") || go_behind(c, s, &r, &of, &rows, e)) &&
	     (!r->persons || cli_export(c, s, r->name, &rows, e)) &&
	     write_rows(c, s, r, &of, &rows, e);
	rowset_release(&rows);
	return ok;
}

static bool run(struct cli *c, struct err *e)
{
	bool ok;

	if (!strcmp(c->operands[0], "district"))
		return district_report(c, 1, e);
	if (c->operand_count > 1)
		return usage_error(c, e, _("Files go with 'report district' alone."));
	if (inspection_asked(c, &ok, e))
		return ok;
	if (!strcmp(c->operands[0], "list"))
		return cli_in_session(c, list, e);
	if (cli_given(c, "row") && !cli_given(c, "behind"))
		return usage_error(c, e, "%s", _("--row goes with --behind."));
	return find_report(c, e) && check_kind(c, e) && cli_in_session(c, show, e);
}

static const struct cli_option options[] = {
	{ "grade", N_("GRADE"), N_("of a grade, 1 to 16 or its name"), 0, NULL },
	{ "class", N_("CLASS"), N_("of a class, as 903 or 九(3)"), 0, NULL },
	{ "mentor", N_("STAFFNO"), N_("of a mentor; the report record asks for one"), 0, NULL },
	{ "student", N_("NO"), N_("of a student"), 0, NULL },
	{ "kind", N_("WORD"), N_("of a kind of obligation, as visit or talk"), 0, NULL },
	{ "state", N_("WORD"),
	  N_("duties: overdue, soon, open, met, exempt, in_time, late, home, elsewhere"), 0, NULL },
	{ "year", N_("YEAR"), N_("a school year that was closed, as 2025: what was fixed of it"), 0,
	  NULL },
	{ "behind", N_("COLUMN"), N_("the rows that a figure counts, instead of it"), 0, NULL },
	{ "row", N_("WORD"), N_("in which row: its name or number; else of all"), 0, NULL },
	{ "definitions", NULL, N_("what each column says, and how it is counted"), 0, NULL },
	{ "page", N_("FILE"), N_("as a page to print (HTML), with the definitions; - for here"), 0,
	  NULL },
	{ "section", N_("WORD"), N_("inspection: this section alone, as rows"), 0, NULL },
	{ "names", NULL,
	  N_("inspection: with the lists of students and mentors, for the school's own use"), 0,
	  NULL },
	{ "size", N_("N"),
	  N_("sample: how many are telephoned, 10 unless said; a reserve of twice "
	     "as many is drawn too"),
	  0, NULL },
	{ "seed", N_("WORD"), N_("sample: the same one draws the same again"), 0, NULL },
	{ "by", N_("WORD"),
	  N_("sample: class, from each in proportion to its students; district: school, grade, "
	     "kind, grade-kind, form or training"),
	  0, NULL },
	{ "partial", NULL, N_("district: without the files that cannot be taken, which are listed"),
	  0, NULL },
	{ 0 },
};

const struct command report_command = {
	.name = "report",
	.operands = N_("NAME [FILE...]"),
	.operands_least = 1,
	.operands_most = SIZE_MAX,
	.help = N_("count and list for assessment and inspection"),
	.more = N_(
		"NAME is one of those that 'report list' names. A workbook (--format xlsx) has "
		"the definitions on its second sheet. In a bar # is done, ! overdue, = due soon "
		"and . still to do. Reports about persons that are written out are put on "
		"record. 'report inspection --output PACK.xlsx' (or PACK.html, to print) writes "
		"all that inspections ask into one file, figures alone unless --names is given. "
		"'report sample --grade G --seed WORD' draws guardians to be telephoned, for "
		"the principal and the office; each number shown is put on record. 'report "
		"district FILE...' puts the figures of many schools together, as 'district' does."),
	.options = options,
	.pages = true,
	.run = run,
};
