/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrase_list.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/phrase.h"
#include "ui/ask.h"

static const char *const columns[] = { "code", "whose", "used", "text", NULL };

/* ------------------------------------------------------------------ the list */

static bool load(struct list *l, struct err *e)
{
	return phrase_list(session_of(&l->view), &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Phrases"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("Phrases: %zu"), l->shown_count);
	buf_text(out, _("  In a text Ctrl-O picks one, ;code and Space types it."));
}

static const struct list_class class = {
	.fields = phrase_fields,
	.stride = sizeof(struct phrase),
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.whole = "text",
	.empty = N_("No phrases yet. F9 adds what you write again and again: with a code, such as "
		    "zy, ;zy and Space types it in any text."),
};

/* ------------------------------------------------------------------ the form */

/* Whose it is asks who may keep the school's. */
static const char *const *shown(const struct form *f)
{
	static const char *const of_office[] = { "text", "code", "whose", NULL }, *const own[] = {
		"text", "code", NULL
	};

	return session_of(&f->view)->may & MAY_RUN_YEAR ? of_office : own;
}

static void form_title(const struct form *f, struct buf *out)
{
	const struct phrase *p = f->thing;

	app_title(&f->view, out, p->id ? _("Phrase") : _("New phrase"));
}

static bool save(struct form *f, struct err *e)
{
	struct phrase *p = f->thing;

	if (!phrase_save(session_of(&f->view), p, e))
		return false;
	ui_say(f->view.ui, "%s", _("The phrase is saved."));
	return true;
}

static const struct form_class form_class = {
	.fields = phrase_fields,
	.size = sizeof(struct phrase),
	.shown = shown,
	.save = save,
	.title = form_title,
	.draft = "phrase",
	.anew = form_anew,
};

bool phrase_form_open(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = app_form(ui, &form_class, sizeof *f, id, phrase_get, e);

	if (f && !id)
		form_put(f, "whose", "own");
	return f && ui_open(&f->view, e);
}

/* ------------------------------------------------------------------ actions */

/* The phrase at the cursor, if this session may change it; else it is said why not. */
static const struct phrase *changeable(struct view *v)
{
	const struct phrase *p = list_current((const struct list *)v);

	if (!p || strcmp(p->whose, "school") || session_of(v)->may & MAY_RUN_YEAR)
		return p;
	ui_say(v->ui, "%s", _("This one is the school's; the office changes it."));
	return NULL;
}

static bool edit(struct view *v, struct err *e)
{
	const struct phrase *p = changeable(v);

	return !p || phrase_form_open(v->ui, p->id, e);
}

static bool add(struct view *v, struct err *e)
{
	return phrase_form_open(v->ui, 0, e);
}

static bool take_away(struct view *v, struct err *e)
{
	const struct phrase *p = changeable(v);

	if (!p || !ask_yes(v->ui, _("Remove this phrase? Texts that have it stay as they are."),
			   _("remove"), _("keep")))
		return true;
	if (!phrase_remove(session_of(v), p->id, p->rev, e))
		return false;
	ui_changed(v->ui);
	ui_say(v->ui, "%s", _("The phrase is removed."));
	return true;
}

const struct action phrase_list_actions[] = {
	{ .keys = "",
	  .about = N_("What is written again and again. In a text, Ctrl-O picks one, most used "
		      "first; ;code and a blank type the one with that code. Your own are seen by "
		      "you alone, the school's by all.") },
	{ .name = "phrase.edit",
	  .keys = "Enter C-e e",
	  .bar = N_("Edit"),
	  .run = edit,
	  .help = N_("Change the phrase or its code") },
	{ .name = "phrase.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .run = add,
	  .help = N_("Add a phrase") },
	{ .name = "phrase.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .run = take_away,
	  .help = N_("Remove the phrase") },
	{ 0 },
};

bool phrase_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, phrase_list_actions))
		return true;
	l = list_new(sizeof *l, v->ui, &class, phrase_list_actions);
	return ui_open(&l->view, e);
}
