/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft_list.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app_private.h"
#include "base/draft_file.h"
#include "base/i18n.h"
#include "draft_open.h"
#include "ui/ask.h"

struct row {
	int64_t id, rev;
	const char *at, *what, *text, *name;
};

static const struct field fields[] = {
	{ FIELD(struct row, at), .label = N_("Left at"), .kind = FIELD_TEXT, .width = 12 },
	{ FIELD(struct row, what), .label = N_("Unfinished"), .kind = FIELD_TEXT, .width = 26 },
	{ FIELD(struct row, text), .label = N_("Begins"), .kind = FIELD_NOTE, .width = 34 },
	{ FIELD(struct row, name), .label = N_("File"), .kind = FIELD_TEXT },
	{ 0 },
};
static const char *const columns[] = { "at", "what", "text", NULL };

/* --------------------------------------------------------------------- reading */

/* The day only where it is another. */
static const char *tell_time(const struct ui *ui, int64_t at_ms, struct arena *arena)
{
	time_t seconds = at_ms / 1000;
	struct tm tm;
	int today;

	if (!localtime_r(&seconds, &tm))
		return "";
	today = date_from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	return today == ui->today ? arena_printf(arena, "%02d:%02d", tm.tm_hour, tm.tm_min)
				  : arena_printf(arena, "%02d-%02d %02d:%02d", tm.tm_mon + 1,
						 tm.tm_mday, tm.tm_hour, tm.tm_min);
}

/* The longest text in it is what was worked on. */
static const char *longest(const struct draft *d)
{
	const char *found = "";

	for (size_t i = 0; i < d->count; i++) {
		const struct draft_field *f = &d->fields[i];
		const char *text = f->typed ? f->typed : f->was && f->is ? f->is : "";

		if (strlen(text) > strlen(found))
			found = text;
	}
	return found;
}

static void add(struct ui *ui, const struct draft_found *found, const struct draft *d,
		struct rowset *rows)
{
	struct row *row = rowset_add(rows);
	struct buf what = { 0 };

	draft_tell(ui, d, &what);
	row->id = (int64_t)rows->count;
	row->at = tell_time(ui, found->at_ms, &rows->arena);
	row->what = arena_text(&rows->arena, buf_str(&what));
	row->text = arena_text(&rows->arena, longest(d));
	row->name = arena_text(&rows->arena, found->name);
	buf_release(&what);
}

/* The newest first. What cannot be read is told, and the others are there all the same. */
static void read_drafts(struct ui *ui, struct rowset *rows)
{
	struct draft_found *found;
	size_t count = ui->drafts ? drafts_find(ui->drafts, &found) : 0;
	struct err e = { 0 };
	struct draft d;

	for (size_t i = 0; i < count; i++) {
		if (!draft_take(ui->drafts, found[i].name, NULL, &d, &e)) {
			ui_fail(ui, &e);
			continue;
		}
		add(ui, &found[i], &d, rows);
		draft_release(&d);
	}
	if (ui->drafts)
		free(found);
}

/* -------------------------------------------------------------------- the list */

static bool load(struct list *l, struct err *e)
{
	(void)e;
	read_drafts(l->view.ui, &l->rows);
	return true;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Drafts"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("Drafts: %zu"), l->shown_count);
	buf_printf(out, _("  Kept for %d days, and seen by you alone."), DRAFT_DAYS);
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct row),
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.whole = "text",
	.empty = N_("No drafts. What is typed into a form and not saved, because the line or the "
		    "program broke off, is found here again. Esc goes back."),
};

static bool go_on(struct view *v, struct err *e)
{
	const struct row *row = list_current((const struct list *)v);

	return !row || draft_open(v->ui, row->name, e);
}

static bool discard(struct view *v, struct err *e)
{
	const struct row *row = list_current((const struct list *)v);

	if (!row || !ask_yes(v->ui, _("Discard this draft for good?"), _("discard"), _("keep")))
		return true;
	if (!draft_discard(v->ui, row->name, e))
		return false;
	ui_changed(v->ui);
	ui_say(v->ui, "%s", _("The draft is discarded."));
	return true;
}

const struct action draft_list_actions[] = {
	{ .keys = "",
	  .about = N_("Forms that were left half-filled, by a lost connection or a save that the "
		      "disk refused. Enter goes on where one was; if somebody has changed the "
		      "record meanwhile, saving says so.") },
	{ .name = "draft.continue",
	  .keys = "Enter",
	  .bar = N_("Continue"),
	  .run = go_on,
	  .help = N_("Go on with the form as it was left") },
	{ .name = "draft.discard",
	  .keys = "F8",
	  .bar = N_("Discard"),
	  .run = discard,
	  .help = N_("Discard the draft for good") },
	{ 0 },
};

bool draft_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, draft_list_actions))
		return true;
	l = list_new(sizeof *l, v->ui, &class, draft_list_actions);
	return ui_open(&l->view, e);
}

/* ------------------------------------------------------------------ at the start */

/* A digit that was typed ahead must not discard it. */
static bool ask_about(struct ui *ui, const struct row *row, struct err *e)
{
	const char *const ways[] = { _("continue"), _("discard"), _("not now") };
	struct buf question = { 0 };
	int way;

	buf_printf(&question, _("Unfinished: %s, left at %s."), row->what, row->at);
	way = ask_choice(ui, buf_str(&question), ways, 3);
	buf_release(&question);
	if (way == 0)
		return draft_open(ui, row->name, e);
	if (way == 1 && ask_yes(ui, _("Discard this draft for good?"), _("discard"), _("keep")))
		return draft_discard(ui, row->name, e);
	return true;
}

bool drafts_offer(struct ui *ui, struct err *e)
{
	struct rowset rows;
	bool ok = true;

	rowset_init(&rows, fields, sizeof(struct row));
	read_drafts(ui, &rows);
	if (rows.count == 1)
		ok = ask_about(ui, rowset_at(&rows, 0), e);
	else if (rows.count)
		ok = draft_list_show(ui->top, e);
	rowset_release(&rows);
	return ok;
}
