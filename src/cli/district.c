/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/district.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/district.h"

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define DUTIES     "owed", "met", "open", "soon", "overdue", "exempt"
#define PEOPLE     "students", "without_mentor"
#define MENTORS    "mentors", "without_students", "past_capacity"
#define WHOSE      "level", "code", "school", "day", "schools", "hidden"

static const char *const groups[] = { [FIGURE_ALL] = "school",
				      [FIGURE_GRADE] = "grade",
				      [FIGURE_KIND] = "kind",
				      [FIGURE_GRADE_KIND] = "grade-kind",
				      [FIGURE_FORM] = "form",
				      [FIGURE_TRAINING] = "training",
				      NULL };

/* What a person sees, what a script gets. */
static const struct {
	const char *const *columns, *const *data;
} shapes[] = {
	[FIGURE_ALL] = { NAMES("code", "school", "day", PEOPLE, MENTORS, DUTIES, "elsewhere",
			       "percent"),
			 NAMES(WHOSE, PEOPLE, MENTORS, DUTIES, "elsewhere", "percent") },
	[FIGURE_GRADE] = { NAMES("school", "name", "hidden", PEOPLE, DUTIES, "elsewhere",
				 "percent"),
			   NAMES(WHOSE, "grade", PEOPLE, DUTIES, "elsewhere", "percent") },
	[FIGURE_KIND] = { NAMES("school", "name", "hidden", DUTIES, "elsewhere", "percent"),
			  NAMES(WHOSE, "kind", DUTIES, "elsewhere", "percent") },
	[FIGURE_GRADE_KIND] = { NAMES("school", "name", "hidden", DUTIES, "elsewhere", "percent"),
				NAMES(WHOSE, "grade", "kind", DUTIES, "elsewhere", "percent") },
	[FIGURE_FORM] = { NAMES("school", "name", "visited"), NAMES(WHOSE, "kind", "visited") },
	[FIGURE_TRAINING] = { NAMES("school", "name", "sessions", "attended", "credits"),
			      NAMES(WHOSE, "kind", "sessions", "attended", "credits") },
};

/* ------------------------------------------------------------------- arguments */

static bool read_group(struct cli *c, enum figure_group *group, struct err *e)
{
	const char *by = cli_value(c, "by");
	size_t i = 0;

	while (by && groups[i] && strcmp(groups[i], by))
		i++;
	*group = (enum figure_group)i;
	return groups[i] || usage_unknown(c, e, _("There is no grouping by %s."), by, groups);
}

/* ------------------------------------------------------------------- gathering */

static void tell(struct cli *c, const char *path, const char *sentence, size_t *problems)
{
	cli_say("%s: %s", cli_quote(c, path), sentence);
	++*problems;
}

/* False where not even one has figures. */
static bool gather(struct cli *c, size_t first, struct district *d, size_t *problems)
{
	for (size_t i = first; i < c->operand_count; i++) {
		const char *replaced;
		struct err why = { 0 };

		if (!district_add(d, c->operands[i], c->today, &replaced, &why))
			tell(c, c->operands[i], why.text, problems);
		else if (replaced)
			tell(c, replaced,
			     arena_printf(&c->arena,
					  _("These figures are older than those of the same school "
					    "in %s."),
					  cli_quote(c, c->operands[i])),
			     problems);
	}
	return d->count;
}

static bool check(struct cli *c, size_t first, const struct district *d, size_t problems,
		  struct err *e)
{
	size_t files = c->operand_count - first;

	if (d->count && (!problems || cli_given(c, "partial")))
		return true;
	return err_set(e, ERR_INVALID,
		       d->count ? _("%zu of %zu files cannot be taken, so there is no report; with "
				    "--partial the others are.")
				: _("%zu of %zu files cannot be taken, so there is no report."),
		       problems, files);
}

/* --------------------------------------------------------------------- writing */

struct definition {
	int64_t id, rev;
	const char *name, *label, *definition;
};

static const struct field definition_fields[] = {
	{ FIELD(struct definition, name), .label = N_("Column"), .kind = FIELD_TEXT, .width = 18 },
	{ FIELD(struct definition, label), .label = N_("Label"), .kind = FIELD_TEXT, .width = 18 },
	{ FIELD(struct definition, definition), .label = N_("How it is counted"),
	  .kind = FIELD_TEXT, .width = 60 },
	{ 0 },
};

static void write_definitions(const char *const *columns, enum format format)
{
	struct rowset rows;

	rowset_init(&rows, definition_fields, sizeof(struct definition));
	for (; *columns; columns++) {
		const struct field *f = field_find(district_fields, *columns);
		struct definition *row = rowset_add(&rows);

		*row = (struct definition){ .id = (int64_t)rows.count,
					    .name = f->name,
					    .label = _(f->label),
					    .definition = _(f->help) };
	}
	output_rows(&rows, NAMES("name", "label", "definition"), format);
	rowset_release(&rows);
}

static void write_rows(struct cli *c, const struct district *d, enum figure_group group)
{
	struct rowset rows;

	district_rows(d, group, &rows);
	output_rows(&rows, c->format == FORMAT_TABLE ? shapes[group].columns : shapes[group].data,
		    c->format);
	rowset_release(&rows);
}

bool district_report(struct cli *c, size_t first, struct err *e)
{
	struct district d = { 0 };
	enum figure_group group;
	size_t problems = 0;
	bool ok;

	if (!read_group(c, &group, e) || !cli_year(c, 0, &d.year, e))
		return false;
	if (cli_given(c, "definitions")) {
		write_definitions(shapes[group].data, c->format);
		return true;
	}
	if (c->operand_count <= first)
		return usage_error(c, e, "%s", _("Which schools? Their figure files are missing."));
	gather(c, first, &d, &problems);
	ok = check(c, first, &d, problems, e);
	if (ok)
		write_rows(c, &d, group);
	district_release(&d);
	return ok;
}

const struct cli_option district_options[] = {
	{ "by", N_("WORD"),
	  N_("a row for each school, its grades, kinds (of occasion), both (grade-kind), forms of "
	     "visits, or training"),
	  0, NULL },
	{ "year", N_("YEAR"), N_("of this school year; else of the first file's"), 0, NULL },
	{ "partial", NULL, N_("take the good files and list the others"), 0, NULL },
	{ "definitions", NULL, N_("how each column is counted, instead of the figures"), 0, NULL },
	{ 0 },
};

static bool run(struct cli *c, struct err *e)
{
	return district_report(c, 0, e);
}

const struct command district_command = {
	.name = "district",
	.operands = N_("FILE..."),
	.operands_most = SIZE_MAX,
	.help = N_("lay the figures of many schools beside each other, and in all"),
	.more = N_(
		"FILE is what a school made with 'daoshi figures', or a school's own file, which "
		"is only read. Each file that cannot be taken is told, and then there is no "
		"report (exit status 3), unless --partial is given. What is of fewer than five "
		"students is not told by any school. 'daoshi report district' is the same."),
	.options = district_options,
	.run = run,
};
