/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of the whole school, group by group. */
#include <stdlib.h>
#include <string.h>

#include "base/bar.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "model/coverage.h"

enum { BAR_CELLS = 20 };

static const char *const groups[] = {
	[COVERAGE_BY_SCHOOL] = "school", [COVERAGE_BY_GRADE] = "grade",
	[COVERAGE_BY_CLASS] = "class",   [COVERAGE_BY_KIND] = "kind",
	[COVERAGE_BY_MENTOR] = "mentor", NULL
};

#define NAMES(...)   ((const char *const[]){ __VA_ARGS__, NULL })
#define DUTIES       "owed", "met", "open", "soon", "overdue", "exempt", "elsewhere"
#define MENTORS      "mentors", "without_students", "past_capacity"
#define PEOPLE_COUNT "students", "without_mentor"

/* What a person sees, what a script gets. */
static const struct {
	const char *const *columns, *const *data;
} shapes[] = {
	[COVERAGE_BY_SCHOOL] = { NAMES("name", PEOPLE_COUNT, MENTORS, DUTIES, "percent", "bar"),
				 NAMES(PEOPLE_COUNT, MENTORS, DUTIES, "percent") },
	[COVERAGE_BY_GRADE] = { NAMES("name", PEOPLE_COUNT, DUTIES, "percent", "bar"),
				NAMES("grade", PEOPLE_COUNT, DUTIES, "percent") },
	[COVERAGE_BY_CLASS] = { NAMES("name", PEOPLE_COUNT, DUTIES, "percent", "bar"),
				NAMES("grade", "name", PEOPLE_COUNT, DUTIES, "percent") },
	[COVERAGE_BY_KIND] = { NAMES("name", DUTIES, "percent", "bar"),
			       NAMES("kind", DUTIES, "percent") },
	[COVERAGE_BY_MENTOR] = { NAMES("name", "staff_no", "students", DUTIES, "percent", "bar"),
				 NAMES("staff_no", "name", "students", DUTIES, "percent") },
};

static enum coverage_by group_named(const char *name)
{
	size_t i = 0;

	while (groups[i] && strcmp(groups[i], name))
		i++;
	return (enum coverage_by)i;
}

static bool read_year(struct cli *c, const struct session *s, int64_t *year, struct err *e)
{
	const char *typed = cli_value(c, "year");
	char *end;

	*year = s->year.id;
	if (!typed)
		return true;
	*year = strtol(typed, &end, 10);
	return (*typed && !*end) ||
	       err_field(e, "year", _("\"%s\" is no school year; write its first year, as 2026."),
			 cli_quote(c, typed));
}

static void add_bars(struct rowset *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct coverage_row *row = rowset_at(rows, i);
		const int64_t parts[] = { row->met, row->overdue, row->soon, row->open };
		struct buf bar = { 0 };

		if (row->hidden)
			continue;
		bar_text(&bar, parts, COVERAGE_MARKS, BAR_CELLS);
		row->bar = arena_text(&rows->arena, buf_str(&bar));
		buf_release(&bar);
	}
}

static bool show(struct cli *c, struct session *s, struct err *e)
{
	const char *by_name = cli_value(c, "by");
	enum coverage_by by = by_name ? group_named(by_name) : COVERAGE_BY_GRADE;
	struct coverage coverage = { 0 };
	struct rowset rows = { 0 };
	int64_t year;
	bool ok = read_year(c, s, &year, e) && coverage_load(s, year, &coverage, e);

	if (ok) {
		coverage_rows(&coverage, by, &(struct coverage_of){ 0 }, &rows);
		add_bars(&rows);
		output_rows(&rows, c->format == FORMAT_TABLE ? shapes[by].columns : shapes[by].data,
			    c->format);
	}
	rowset_release(&rows);
	coverage_release(&coverage);
	return ok;
}

static bool run(struct cli *c, struct err *e)
{
	const char *by = cli_value(c, "by");

	if (by && !groups[group_named(by)])
		return usage_unknown(c, e, _("There is no grouping by %s."), by, groups);
	return cli_in_session(c, show, e);
}

static const struct cli_option options[] = {
	{ "by", N_("WORD"), N_("a row for each: school, grade, class, kind (of occasion), mentor"),
	  0, NULL },
	{ "year", N_("YEAR"), N_("a school year that was closed, as 2025: its fixed figures"), 0,
	  NULL },
	{ 0 },
};

const struct command coverage_command = {
	.name = "coverage",
	.help = N_("count who has a mentor, and how far what is owed has been met"),
	.more = N_(
		"In a bar # is done, ! overdue, = due soon and . still to do. What is exempt is "
		"counted apart, and so are, among the visits done, those elsewhere than at home."),
	.options = options,
	.run = run,
};
