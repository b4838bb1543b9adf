/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "form_private.h"

static struct form *form_of(struct view *v)
{
	return (struct form *)v;
}

/* What is typed there next may replace what stands there. */
static void stand_at(struct form *f, size_t i)
{
	f->at = i;
	f->items[i].keys.fresh = true;
}

static void go(struct form *f, size_t to)
{
	form_item_read(f, &f->items[f->at]);
	stand_at(f, to);
}

void form_go(struct form *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (!strcmp(f->items[i].field->name, name))
			stand_at(f, i);
}

/* -------------------------------------------------------------------- saving */

static void show_error(struct form *f, const struct err *e)
{
	if (e->kind == ERR_NONE)
		return;
	for (size_t i = 0; i < f->count; i++)
		if (e->field[0] && !strcmp(f->items[i].field->name, e->field)) {
			memcpy(f->items[i].error, e->text, sizeof e->text);
			stand_at(f, i);
			return;
		}
	ui_fail(f->view.ui, e);
}

/* A day that is not of the school year is asked about, once; whoever does not keep it is there. */
static bool keep_days(struct form *f)
{
	for (size_t i = 0; i < f->count; i++) {
		if (!f->items[i].typed)
			continue;
		f->items[i].typed = !form_item_keeps(f, &f->items[i]);
		if (f->items[i].typed) {
			stand_at(f, i);
			return false;
		}
	}
	return true;
}

/* All fields are checked, so that all errors are seen at once; the cursor goes to the first. */
bool form_store(struct form *f, struct err *e)
{
	struct ui *ui = f->view.ui;
	size_t wrong = f->count;

	for (size_t i = f->count; i-- > 0;)
		if (!form_item_check(f, &f->items[i]))
			wrong = i;
	if (wrong < f->count) {
		stand_at(f, wrong);
		return false;
	}
	if (f->class->check && !f->class->check(f, e)) {
		show_error(f, e);
		return false;
	}
	if (!keep_days(f))
		return false;
	form_keep(&f->view, false);
	if (!form_put_down(f, e)) {
		form_draft_failed(f, e);
		show_error(f, e);
		return false;
	}
	form_draft_drop(f);
	ui_changed(ui);
	return true;
}

bool form_save(struct view *v, struct err *e)
{
	bool stays = form_of(v)->class->stays;

	if (form_store(form_of(v), e) && !stays)
		ui_close(v);
	return true;
}

/* ---------------------------------------------------------------------- keys */

/* Enter takes what is there and goes on; where something must be picked first, it lets one. */
static void enter(struct form *f)
{
	struct form_item *item = &f->items[f->at];
	struct err e = { 0 };

	if ((item->field->kind == FIELD_REF || item->field->kind == FIELD_REFS) &&
	    !field_check_required(item->field, f->thing, &e))
		form_pick(f, item, "");
	else if (f->at + 1 < f->count)
		go(f, f->at + 1);
	else
		form_save(&f->view, &e);
}

/* What is no key of the pane's goes back to the form; what types something, types there at once. */
static bool beside_pressed(struct form *f, int key)
{
	if (beside_key(&f->beside, key))
		return true;
	if (key_in(key, ui_keys(f->view.ui, form_beside)))
		return false; /* it turns the pane */
	f->reading = false;
	return key_in(key, "Esc C-c Enter Tab S-Tab");
}

/* A text has pages of its own, and keeps the cursor at its edges. */
static bool page(struct form *f, int key)
{
	if ((key != K_PGUP && key != K_PGDN) || f->items[f->at].field->kind == FIELD_NOTE)
		return false;
	go(f, key == K_PGUP ? 0 : f->count - 1);
	return true;
}

static bool key_pressed(struct view *v, int key)
{
	struct form *f = form_of(v);
	struct form_item *item = &f->items[f->at];
	bool lines = item->field->kind == FIELD_NOTE && edit_text(&item->edit)[0];

	if (f->reading && beside_pressed(f, key))
		return true;
	if (form_write_key(f, item, key))
		return true;
	if (key == K_ENTER && lines)
		return edit_do(&item->edit, EDIT_NEWLINE);
	if (key == K_ENTER)
		return enter(f), true;
	if (page(f, key) || form_item_key(f, key))
		return true;
	if (key == K_TAB || key == K_DOWN)
		return go(f, f->at + 1 < f->count ? f->at + 1 : key == K_TAB ? 0 : f->at), true;
	if (key == K_S_TAB || key == K_UP)
		return go(f, f->at ? f->at - 1 : key == K_S_TAB ? f->count - 1 : 0), true;
	/* what types something never runs a command */
	return key_is_text(key);
}

bool form_is_dirty(const struct form *f)
{
	bool dirty = f->dirty;

	for (size_t i = 0; i < f->count; i++)
		dirty |= form_item_is_text(&f->items[i]) && edit_changed(&f->items[i].edit);
	return dirty;
}

static bool may_close(struct view *v)
{
	return !form_is_dirty(form_of(v)) || form_draft_close(form_of(v));
}

/* ------------------------------------------------------------------ the view */

/* What Space does depends on what a form asks for; it stands between the two. */
static const struct action saving[] = {
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Save"),
	  .help = N_("Save and close"),
	  .run = form_save },
	/* before Tab: in a narrow window the way out matters more */
	{ .keys = "Esc", .bar = N_("Back") },
	{ .keys = "Tab", .bar = N_("Next"), .help = N_("The next field; Enter does it too") },
	{ .keys = "S-Tab", .help = N_("The field before") },
	{ .keys = "PgDn", .help = N_("The last field; PgUp the first") },
	{ .keys = "Enter", .help = N_("Take what is shown and go on; in the last field, save") },
	{ 0 },
};
static const struct action typing[] = {
	{ .keys = "C-u", .help = N_("Undo inside the field; Ctrl-R does it again") },
	{ .keys = "C-k", .help = N_("Delete to the end of the line; Ctrl-W deletes a word") },
	{ .name = "form.phrase",
	  .keys = "C-o",
	  .run = form_phrase,
	  .help = N_("In a text: pick a phrase; ;code and Space types the one with that code") },
	{ 0 },
};
static const struct action choosing[] = {
	{ .keys = "1", .help = N_("Digits choose, where a field lists its choices") },
	{ .keys = "?", .help = N_("What can be chosen here, or how a date is written") },
	{ 0 },
};

const struct action form_actions[] = {
	{ .more = saving },
	{ .keys = "Space",
	  .help = N_("Pick from a list, where a field names somebody; in a date, the month") },
	{ .more = choosing },
	{ .keys = "=",
	  .help = N_("In an empty field: what the last record of this kind has there, if any") },
	{ .more = typing },
	{ 0 },
};

/* Nothing is picked. */
static const struct action date_actions[] = {
	{ .more = saving },
	{ .keys = "Space", .help = N_("In a date: the month, to choose the day in") },
	{ .more = choosing },
	{ .more = typing },
	{ 0 },
};

static const struct action plain_actions[] = {
	{ .more = saving },
	{ .more = typing },
	{ 0 },
};

void form_read_beside(struct form *f)
{
	struct err e = { 0 };

	beside_clear(&f->beside);
	if (!f->class->beside(f, &f->beside, &e))
		ui_fail(f->view.ui, &e);
}

bool form_read(struct view *v, struct err *e)
{
	(void)e;
	form_of(v)->reading = !form_of(v)->reading;
	return true;
}

const struct action form_beside[] = {
	{ .name = "form.read",
	  .keys = "F6",
	  .bar = N_("Read"),
	  .run = form_read,
	  .help = N_("Read what stands beside the form: arrows and pages move there; F6 again, or "
		     "whatever you type, goes back") },
	{ 0 },
};

static bool load(struct view *v, struct err *e)
{
	struct form *f = form_of(v);

	/* an open form is never overwritten */
	if (f->items)
		return form_watch(f), true;
	form_follow(f);
	form_draft_begin(f);
	return !f->class->beside || f->class->beside(f, &f->beside, e);
}

static void title(struct view *v, struct buf *out)
{
	form_of(v)->class->title(form_of(v), out);
}

static void about(struct view *v, struct buf *out)
{
	if (form_of(v)->meanwhile)
		buf_text(out, form_of(v)->meanwhile);
	else if (form_of(v)->class->about)
		form_of(v)->class->about(form_of(v), out);
	else
		buf_text(out, _("* must be filled in"));
}

static void free_form(struct view *v)
{
	struct form *f = form_of(v);

	form_draft_end(f);
	if (f->class->release)
		f->class->release(f);
	for (size_t i = 0; i < f->count; i++)
		edit_release(&f->items[i].edit);
	free(f->items);
	free(f->thing);
	free(f->base);
	arena_release(&f->arena);
	beside_release(&f->beside);
	buf_release(&f->guess);
	free(f);
}

static bool types(const struct view *v)
{
	return v != NULL;
}

#define FORM_VIEW(its_actions)                                                                     \
	{                                                                                          \
		.actions = (its_actions), .key = key_pressed, .paint = form_paint, .title = title, \
		.about = about, .load = load, .may_close = may_close, .keep = form_keep,           \
		.free = free_form, .types = types,                                                 \
	}
static const struct view_class picking_view = FORM_VIEW(form_actions),
			       dated_view = FORM_VIEW(date_actions),
			       plain_view = FORM_VIEW(plain_actions);

/* So that the help tells of no key that does nothing in it. */
static const struct view_class *view_of(const struct form_class *class)
{
	if (class->pick)
		return &picking_view;
	for (const struct field *field = class->fields; field->name; field++)
		if (field->kind == FIELD_DATE && !(field->flags & FIELD_READ_ONLY))
			return &dated_view;
	return &plain_view;
}

void *form_new(size_t size, struct ui *ui, const struct form_class *class,
	       const struct action *actions)
{
	struct form *f = view_new(size, ui, view_of(class), actions ? actions : class->actions);

	f->view.modal = true;
	f->class = class;
	f->thing = mem_alloc(class->size);
	memset(f->thing, 0, class->size);
	return f;
}
