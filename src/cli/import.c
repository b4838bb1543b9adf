/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rosters in: findings are data and go to stdout, the summary is a sentence. */
#include "model/import_preview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"

static const char *const columns[] = { "row", "level", "column", "value", "text", NULL };

static const char *const shown_columns[] = { "column", "header", "label", "how", "samples", NULL };
static const char *const data_columns[] = { "column", "header", "field", "how", "samples", NULL };
static const char *const sheet_columns[] = { "place", "name", "chosen", NULL };

/* For whoever sits before it. */
static void show_progress(void *arg, int percent)
{
	enum { WIDTH = 40 };

	(void)arg;
	fprintf(stderr, "\r%3d%% [%-*.*s]", percent, WIDTH, percent * WIDTH / 100,
		"########################################");
	if (percent == 100)
		fprintf(stderr, "\r%*s\r", WIDTH + 8, "");
	fflush(stderr);
}

static bool read_kind(struct cli *c, enum import_kind *kind, struct err *e)
{
	const char *names[IMPORT_KINDS + 1] = { 0 };

	*kind = import_kind_named(c->operands[0]);
	if (*kind != IMPORT_KINDS)
		return true;
	for (int k = 0; k < IMPORT_KINDS; k++)
		names[k] = import_kind_name((enum import_kind)k);
	return usage_unknown(c, e, _("There is no roster of %s."), c->operands[0], names);
}

/* --------------------------------------------------- what is said of the columns */

/* "学号=student_no": fields have no = in their names, headers may. */
static bool read_map(struct cli *c, const char *text, struct import_map *m, struct err *e)
{
	const char *equals = strrchr(text, '=');

	if (!equals || equals == text)
		return usage_error(c, e, _("--map takes HEADER=FIELD, and not %s."),
				   cli_quote(c, text));
	m->column = arena_copy(&c->arena, text, (size_t)(equals - text));
	m->field = equals + 1;
	return *m->field || usage_error(c, e, "%s",
					_("--map names a field behind the =; --leave-out leaves a "
					  "column out."));
}

static bool read_maps(struct cli *c, const struct import_map **map, struct err *e)
{
	struct import_map *all = arena_alloc(&c->arena, (c->value_count + 1) * sizeof *all);
	size_t n = 0;

	memset(all, 0, (c->value_count + 1) * sizeof *all);
	for (size_t i = 0; i < c->value_count; i++) {
		const struct cli_value *v = &c->values[i];

		if (!strcmp(v->name, "map") && !read_map(c, v->text, &all[n++], e))
			return false;
		if (!strcmp(v->name, "leave-out"))
			all[n++] = (struct import_map){ .column = v->text, .field = "" };
	}
	*map = n ? all : NULL;
	return true;
}

/* "张伟=T4" */
static bool read_means(struct cli *c, const struct import_means **means, struct err *e)
{
	struct import_means *all = arena_alloc(&c->arena, (c->value_count + 1) * sizeof *all);
	size_t n = 0;

	memset(all, 0, (c->value_count + 1) * sizeof *all);
	for (size_t i = 0; i < c->value_count; i++) {
		const char *text = c->values[i].text, *equals = strrchr(text, '=');

		if (strcmp(c->values[i].name, "means") != 0)
			continue;
		if (!equals || equals == text || !equals[1])
			return usage_error(c, e, _("--means takes CELL=VALUE, and not %s."),
					   cli_quote(c, text));
		all[n].cell = arena_copy(&c->arena, text, (size_t)(equals - text));
		all[n++].is = equals + 1;
	}
	*means = n ? all : NULL;
	return true;
}

static bool read_header(struct cli *c, int64_t *header, struct err *e)
{
	const char *text = cli_value(c, "header");
	char *end;

	if (!text)
		return true;
	if (!strcmp(text, "none")) {
		*header = IMPORT_NO_HEADER;
		return true;
	}
	*header = strtoll(text, &end, 10);
	return (*header > 0 && !*end) ||
	       usage_error(c, e, _("--header takes the number of a row, or none, and not %s."),
			   cli_quote(c, text));
}

static bool read_options(struct cli *c, struct session *s, struct import_options *o, struct err *e)
{
	*o = (struct import_options){
		.path = c->operands[1],
		.encoding = cli_value(c, "encoding"),
		.separator = cli_value(c, "separator"),
		.sheet = cli_value(c, "sheet"),
		.reason = cli_value(c, "reason"),
		.dry_run = cli_given(c, "dry-run"),
		.partial = cli_given(c, "partial"),
		.progress = isatty(STDERR_FILENO) ? show_progress : NULL,
	};
	return read_kind(c, &o->kind, e) && read_maps(c, &o->map, e) &&
	       read_means(c, &o->means, e) && read_header(c, &o->header, e) &&
	       cli_date(c, s, "joined", &o->joined, e);
}

/* ------------------------------------------------------------------------- deeds */

static bool take_over(struct cli *c, struct session *s, struct err *e)
{
	struct import_report report = { 0 };
	struct import_options o;
	struct buf summary = { 0 };
	bool ok;

	ok = read_options(c, s, &o, e) && import_run(s, &o, &report, e);
	if (ok) {
		output_rows(&report.findings, columns, c->format);
		import_summary(&report, &summary);
		cli_say("%s", buf_str(&summary));
		if (report.errors && !o.partial)
			c->exit_code = err_exit_code(ERR_INVALID);
	}
	buf_release(&summary);
	import_report_release(&report);
	return ok;
}

static bool preview(struct cli *c, struct session *s, struct err *e)
{
	struct import_preview p = { 0 };
	struct import_options o;
	struct buf said = { 0 };
	bool ok = read_options(c, s, &o, e) && import_preview(s, &o, &p, e);

	if (ok && cli_given(c, "sheets")) {
		output_rows(&p.sheets, sheet_columns, c->format);
	} else if (ok) {
		output_rows(&p.columns, c->format == FORMAT_TABLE ? shown_columns : data_columns,
			    c->format);
		import_preview_say(&p, &said);
		cli_say("%s", buf_str(&said));
		if (*p.lacking)
			c->exit_code = err_exit_code(ERR_INVALID);
	}
	buf_release(&said);
	import_preview_release(&p);
	return ok;
}

static bool forget(struct cli *c, struct session *s, struct err *e)
{
	struct import_options o;
	iso_date said_on;

	if (!read_options(c, s, &o, e) || !import_forget(s, &o, said_on, e))
		return false;
	if (!*said_on)
		return err_set(e, ERR_NOT_FOUND, "%s",
			       _("Nothing was said of the columns of files like this."));
	cli_tell(_("What was said on %s of files like this is forgotten."), said_on);
	return true;
}

static bool import(struct cli *c, struct err *e)
{
	enum import_kind kind;
	cli_work *work = take_over;

	if (cli_given(c, "preview") || cli_given(c, "sheets"))
		work = preview;
	else if (cli_given(c, "forget-layout"))
		work = forget;
	return read_kind(c, &kind, e) && cli_in_session(c, work, e);
}

static const struct cli_option options[] = {
	{ "dry-run", NULL, N_("only tell what would be changed and what is wrong"), 0, NULL },
	{ "partial", NULL, N_("take the good rows and list the others"), 0, NULL },
	{ "encoding", N_("NAME"), N_("of the file, as UTF-8 or GB18030; else it is found out"), 0,
	  NULL },
	{ "separator", N_("SIGN"), N_("between the cells; else it is found out"), 0, NULL },
	{ "sheet", N_("NAME"), N_("of a workbook: a sheet's name, or its place from 1"), 0, NULL },
	{ "sheets", NULL, N_("list the sheets of a workbook, and import nothing"), 0, NULL },
	{ "preview", NULL,
	  N_("list the columns and what they are taken as, and import nothing; exit status 3 where "
	     "one that is needed is lacking"),
	  0, NULL },
	{ "map", N_("COLUMN=FIELD"),
	  N_("this column, by its header or letter, is this field; remembered, once the import is "
	     "written, for files with the same headers"),
	  OPTION_MANY, NULL },
	{ "leave-out", N_("COLUMN"), N_("this column is not taken; remembered likewise"),
	  OPTION_MANY, NULL },
	{ "means", N_("CELL=VALUE"),
	  N_("what a cell stands for wherever it is, as 张伟=T4 where two have that name; or one "
	     "of several choices in a cell"),
	  OPTION_MANY, NULL },
	{ "header", N_("ROW"),
	  N_("the header's row, or none where there is none; else it is found"), 0, NULL },
	{ "forget-layout", NULL,
	  N_("forget what was said of the columns of files like this, and import nothing"), 0,
	  NULL },
	{ "joined", N_("DATE"), N_("the first day of students who are new"), 0, NULL },
	{ "reason", N_("TEXT"), N_("for a mentor's students beyond the most as a rule"), 0, NULL },
	{ 0 },
};

const struct command import_command = {
	.name = "import",
	.operands = N_("students|mentors|assignments|accounts|belongings|preferences|"
		       "mentor-preferences FILE"),
	.operands_least = 2,
	.operands_most = 2,
	.help = N_("take over a roster from a workbook, a CSV or a TSV file"),
	.more = N_("What is wrong or was mended goes to standard output, a row each. One wrong row "
		   "and nothing is changed (exit status 3), unless --partial is given."),
	.options = options,
	.run = import,
};
