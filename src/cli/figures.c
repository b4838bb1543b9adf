/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A school's figures for the district, and what the school is called in them. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/table.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/audit.h"
#include "model/figures.h"
#include "model/school_self.h"

static bool write_out(struct cli *c, const struct buf *text, struct err *e)
{
	const char *path = cli_value(c, "output");

	if (!path) {
		fwrite(buf_str(text), 1, text->len, stdout);
		return true;
	}
	if (!table_write(path, buf_str(text), text->len, cli_given(c, "replace"), e))
		return false;
	cli_tell(_("The figures are in %s."), cli_quote(c, path));
	return true;
}

static bool make(struct cli *c, struct session *s, struct err *e)
{
	struct figures f = { 0 };
	struct buf text = { 0 };
	int64_t year;
	bool ok = cli_year(c, s->year.id, &year, e) && figures_make(s, year, &f, e);

	if (ok)
		figures_write(&f, &text);
	ok = ok && audit_export(s, "figures", 0, f.count, "", e) && write_out(c, &text, e);
	buf_release(&text);
	figures_release(&f);
	return ok;
}

static bool figures(struct cli *c, struct err *e)
{
	return cli_in_session(c, make, e);
}

static const struct cli_option options[] = {
	{ "output", N_("FILE"), N_("write them to a file instead of standard output"), 0, NULL },
	{ "replace", NULL, N_("with --output: also over a file that is there"), 0, NULL },
	{ "year", N_("YEAR"), N_("a school year that was closed, as 2025: its fixed figures"), 0,
	  NULL },
	{ 0 },
};

const struct command figures_command = {
	.name = "figures",
	.help = N_("write the school's figures of the year for the district, without any person"),
	.more = N_("By grade and kind: who has a mentor, what is owed and done; forms of visits, "
		   "training. Groups of fewer than five students are not told. A checksum stands "
		   "at the end: whoever changes the file is found out by 'daoshi district'."),
	.options = options,
	.run = figures,
};

/* ------------------------------------------------------------------ the school */

static void show(struct cli *c, const struct school_self *self)
{
	static const char *const columns[] = { "name", "code", NULL };
	struct rowset rows;

	rowset_init(&rows, school_self_fields, sizeof *self);
	*(struct school_self *)rowset_add(&rows) = *self;
	output_rows(&rows, columns, c->format);
	rowset_release(&rows);
}

static bool show_or_change(struct cli *c, struct session *s, struct err *e)
{
	struct school_self self;

	if (!school_self_get(s, &self, &c->arena, e) || !cli_fields(c, s, &self, e))
		return false;
	if (!cli_given(c, "name") && !cli_given(c, "code")) {
		show(c, &self);
		return true;
	}
	if (!school_self_save(s, &self, e))
		return false;
	cli_tell(_("Saved: %s %s"), self.name, self.code);
	return true;
}

static bool school(struct cli *c, struct err *e)
{
	return cli_in_session(c, show_or_change, e);
}

static const struct field *option_field(size_t i)
{
	return school_self_fields[i].name ? &school_self_fields[i] : NULL;
}

const struct command school_command = {
	.name = "school",
	.help = N_("show what the school is called and its number in the district, or change them"),
	.option_field = option_field,
	.run = school,
};
