/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the school asks for in a year: listed, or changed by the options that are given. */
#include <inttypes.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/preview.h"

struct row {
	int64_t id, rev;
	const char *name, *label;
	const char *value; /* as stored */
	const char *shown;
};

static const struct field fields[] = {
	{ FIELD(struct row, label), .label = N_("Rule"), .kind = FIELD_TEXT, .width = 16 },
	{ FIELD(struct row, shown), .label = N_("Value"), .kind = FIELD_TEXT, .width = 12 },
	{ FIELD(struct row, name), .label = N_("Called"), .kind = FIELD_TEXT, .width = 18 },
	{ FIELD(struct row, value), .label = N_("Value"), .kind = FIELD_TEXT, .width = 12 },
	{ 0 },
};

static const char *show(const struct field *f, const struct rules *r, struct rowset *out, bool raw)
{
	struct buf text = { 0 };
	const char *kept;

	if (raw)
		field_raw(f, r, &text);
	else
		field_show(f, r, &text);
	kept = arena_text(&out->arena, buf_str(&text));
	buf_release(&text);
	return kept;
}

static void list(struct cli *c, const struct rules *r)
{
	static const char *const columns[] = { "label", "shown", "name", NULL };
	static const char *const data[] = { "name", "value", NULL };
	struct rowset out;

	rowset_init(&out, fields, sizeof(struct row));
	for (const struct field *f = rule_fields; f->name; f++) {
		struct row *row = rowset_add(&out);

		row->name = f->name;
		row->label = _(f->label);
		row->value = show(f, r, &out, true);
		row->shown = show(f, r, &out, false);
	}
	output_rows(&out, c->format == FORMAT_TABLE ? columns : data, c->format);
	rowset_release(&out);
}

static bool fill(struct cli *c, struct session *s, struct rules *r, bool *any, struct err *e)
{
	*any = false;
	for (size_t i = 0; i < c->value_count; i++) {
		const struct cli_value *v = &c->values[i];

		if (!v->field)
			continue;
		*any = true;
		if (!field_read(v->field, r, v->text, &c->arena, s->today, NULL, e))
			return false;
	}
	return true;
}

static bool change(struct cli *c, struct session *s, struct rules *r, struct err *e)
{
	struct preview preview;
	struct buf words = { 0 };
	bool dry = cli_given(c, "dry-run"), ok;

	ok = rules_preview(s, r, &preview, e) && (dry || rules_save(s, r, e));
	preview_say(&preview, &words);
	if (ok && dry)
		cli_say(_("Nothing was changed. %s"), buf_str(&words));
	else if (ok)
		cli_tell(_("Saved. %s"), buf_str(&words));
	buf_release(&words);
	return ok;
}

static bool run(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	struct rules *r;
	int64_t year;
	bool ok, any;

	ok = cli_year(c, s->year.id, &year, e) && rules_get(s, year, &set, e);
	r = ok ? rowset_at(&set, 0) : NULL;
	ok = ok && fill(c, s, r, &any, e);
	if (ok && any)
		ok = change(c, s, r, e);
	else if (ok)
		list(c, r);
	rowset_release(&set);
	return ok;
}

static bool rules(struct cli *c, struct err *e)
{
	return cli_in_session(c, run, e);
}

static const struct field *option_field(size_t i)
{
	return rule_fields[i].name ? &rule_fields[i] : NULL;
}

static const struct cli_option options[] = {
	{ "year", N_("YEAR"), N_("another school year, as 2027"), 0, NULL },
	{ "dry-run", NULL, N_("only tell what would be owed more and less"), 0, NULL },
	{ 0 },
};

const struct command rules_command = {
	.name = "rules",
	.help = N_("list what the school asks for in a year, or change it"),
	.more = N_("Without a rule among the options all are listed. What a change does to "
		   "everybody's obligations is told."),
	.options = options,
	.option_field = option_field,
	.run = rules,
};
