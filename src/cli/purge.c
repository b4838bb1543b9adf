/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that are past their period; and what the periods are. */
#include "model/purge.h"

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/retention.h"

static bool carry_out(struct session *s, const struct rowset *due, struct err *e)
{
	size_t done;

	if (!purge_run(s, due, &done, e))
		return false;
	cli_tell(_("Purged: %zu students. It cannot be taken back."), done);
	return true;
}

static bool work(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = {
		"left_on", "student_no",   "name",      "class_name", "pass",
		"texts",   "bright_spots", "guardians", "contacts",   NULL
	};
	struct buf words = { 0 };
	struct rowset due;
	bool ok = purge_list(s, &due, e);

	if (ok) {
		output_rows(&due, columns, c->format);
		purge_words(&due, &words);
		if (due.count && cli_given(c, "yes"))
			ok = carry_out(s, &due, e);
		else
			cli_say(due.count ? _("%s Nothing was changed; --yes purges them.") : "%s",
				buf_str(&words));
	}
	buf_release(&words);
	rowset_release(&due);
	return ok;
}

static bool purge(struct cli *c, struct err *e)
{
	return cli_in_session(c, work, e);
}

static const struct cli_option options[] = {
	{ "yes", NULL, N_("do it; without it only told is who is past the period"), 0, NULL },
	{ 0 },
};

const struct command purge_command = {
	.name = "purge",
	.help = N_("purge the records of who left longer ago than the school keeps them"),
	.more = N_("First what was written about a student, later who it was; 'retention' says "
		   "when. A contact with several students keeps its text until the last of them "
		   "is due. Closed years' figures stay. It asks for a backup of the last days, "
		   "cannot be taken back, and is done again after a restore."),
	.options = options,
	.run = purge,
};

/* ---------------------------------------------------------------- the periods */

struct row {
	int64_t id, rev;
	const char *label, *shown, *name, *value;
};

static const struct field fields[] = {
	{ FIELD(struct row, label), .label = N_("Setting"), .kind = FIELD_TEXT, .width = 16 },
	{ FIELD(struct row, shown), .label = N_("Value"), .kind = FIELD_TEXT, .width = 12 },
	{ FIELD(struct row, name), .label = N_("Called"), .kind = FIELD_TEXT, .width = 18 },
	{ FIELD(struct row, value), .label = N_("Value"), .kind = FIELD_TEXT, .width = 12 },
	{ 0 },
};

static void list(struct cli *c, const struct retention *r)
{
	static const char *const columns[] = { "label", "shown", "name", NULL };
	static const char *const data[] = { "name", "value", NULL };
	struct rowset out;

	rowset_init(&out, fields, sizeof(struct row));
	for (const struct field *f = retention_fields; f->name; f++) {
		struct row *row = rowset_add(&out);
		struct buf raw = { 0 }, shown = { 0 };

		field_raw(f, r, &raw);
		field_show(f, r, &shown);
		row->label = _(f->label);
		row->name = f->name;
		row->value = arena_text(&out.arena, buf_str(&raw));
		row->shown = arena_text(&out.arena, buf_str(&shown));
		buf_release(&raw);
		buf_release(&shown);
	}
	output_rows(&out, c->format == FORMAT_TABLE ? columns : data, c->format);
	rowset_release(&out);
}

static bool set(struct cli *c, struct session *s, struct err *e)
{
	struct retention r;
	bool any = false;

	if (!retention_load(s, &c->arena, &r, e))
		return false;
	for (size_t i = 0; i < c->value_count; i++)
		any |= c->values[i].field != NULL;
	if (!any) {
		list(c, &r);
		return true;
	}
	if (!cli_fields(c, s, &r, e) || !retention_save(s, &r, e))
		return false;
	cli_tell("%s", _("Saved. Nothing is purged by itself: 'daoshi purge' lists who is due."));
	return true;
}

static bool retention(struct cli *c, struct err *e)
{
	return cli_in_session(c, set, e);
}

static const struct field *option_field(size_t i)
{
	return retention_fields[i].name ? &retention_fields[i] : NULL;
}

const struct command retention_command = {
	.name = "retention",
	.help = N_("list how long records are kept after a student has left, or change it"),
	.more = N_("Without a setting among the options all are listed."),
	.option_field = option_field,
	.run = retention,
};
