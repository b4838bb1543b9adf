/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One's own forms that were left half-filled. They are gone on with on the screen alone. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/draft_file.h"
#include "base/i18n.h"
#include "cli/deed.h"
#include "cli/output.h"
#include "cli/say.h"

struct row {
	int64_t id, rev;
	const char *name, *form, *at;
};

static const struct field fields[] = {
	{ FIELD(struct row, name), .label = N_("File"), .kind = FIELD_TEXT, .width = 20 },
	{ FIELD(struct row, form), .label = N_("Form"), .kind = FIELD_TEXT, .width = 12 },
	{ FIELD(struct row, at), .label = N_("Left at"), .kind = FIELD_TEXT, .width = 20 },
	{ 0 },
};

/* The name is LOGIN.FORM.N */
static const char *form_of(const char *name, struct arena *arena)
{
	const char *end = strrchr(name, '.'), *at = end;

	while (at && at > name && at[-1] != '.')
		at--;
	return end ? arena_copy(arena, at, (size_t)(end - at)) : "";
}

static bool list(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "name", "form", "at", NULL };
	struct drafts drafts;
	struct draft_found *found = NULL;
	struct rowset rows;
	size_t count;

	(void)e;
	drafts_open(&drafts, c->path, s->login);
	count = drafts_find(&drafts, &found);
	rowset_init(&rows, fields, sizeof(struct row));
	for (size_t i = 0; i < count; i++) {
		time_t at = found[i].at_ms / 1000;
		struct row *row = rowset_add(&rows);
		char text[32];
		struct tm tm;

		localtime_r(&at, &tm);
		strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
		*row = (struct row){ .id = (int64_t)i + 1,
				     .name = arena_text(&rows.arena, found[i].name),
				     .form = form_of(found[i].name, &rows.arena),
				     .at = arena_text(&rows.arena, text) };
	}
	output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	free(found);
	drafts_close(&drafts);
	return true;
}

static bool is_there(struct drafts *drafts, const char *name)
{
	struct draft_found *found = NULL;
	size_t count = drafts_find(drafts, &found);
	bool there = false;

	for (size_t i = 0; i < count; i++)
		there |= !strcmp(found[i].name, name);
	free(found);
	return there;
}

static bool discard(struct cli *c, struct session *s, struct err *e)
{
	const char *name = cli_operand(c, 1);
	struct draft_slot slot = DRAFT_NO_SLOT;
	struct drafts drafts;
	struct draft d = { 0 };
	bool ok;

	drafts_open(&drafts, c->path, s->login);
	ok = is_there(&drafts, name) || err_set(e, ERR_NOT_FOUND,
						_("You have no draft %s that nobody works on; "
						  "'daoshi draft list' tells them."),
						cli_quote(c, name));
	ok = ok && draft_take(&drafts, name, &slot, &d, e);
	if (ok) {
		draft_drop(&drafts, &slot);
		draft_release(&d);
		cli_tell("%s", _("The draft is discarded."));
	}
	drafts_close(&drafts);
	return ok;
}

static bool draft(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "list", NULL, NULL, false, false, list },
		{ "discard", NULL, NULL, false, true, discard },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

const struct command draft_command = {
	.name = "draft",
	.operands = N_("list|discard [FILE]"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("list your forms that were left half-filled, or discard one"),
	.more = N_("The screen goes on with one: under Drafts in the menu (F10)."),
	.run = draft,
};
