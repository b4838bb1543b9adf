/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "form_private.h"
#include "ui/ask.h"
#include "ui/edit_key.h"

static struct form *form_of(struct view *v)
{
	return (struct form *)v;
}

/* What is typed there next may replace what stands there. */
static void stand_at(struct form *f, size_t i)
{
	f->at = i;
	f->items[i].fresh = true;
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
	if (!f->class->save(f, e)) {
		show_error(f, e);
		return false;
	}
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

static bool choice_key(struct form *f, struct form_item *item, int key)
{
	size_t count = 0, now;

	while (item->field->choices[count].code)
		count++;
	key = key_plain(key);
	if (key >= '1' && key < '1' + (int)count)
		return form_item_choose(f, item, (size_t)(key - '1')), true;
	if (item->field->kind == FIELD_CHOICES || (key != K_LEFT && key != K_RIGHT))
		return false;
	for (now = 0; now < count && !form_is_chosen(f, item, now);)
		now++;
	if (key == K_RIGHT)
		now = now + 1 < count ? now + 1 : 0;
	else
		now = now && now < count ? now - 1 : count - 1;
	return form_item_choose(f, item, now), true;
}

static void pick(struct form *f, struct form_item *item, const char *typed)
{
	struct err e;

	if (!f->class->pick(f, item->field, typed))
		return;
	item->error[0] = '\0';
	form_changed(f, item->field);
	/* a choice may fill other fields too */
	for (size_t i = 0; i < f->count; i++)
		if (!form_item_is_text(&f->items[i]) &&
		    field_check_required(f->items[i].field, f->thing, &e))
			f->items[i].error[0] = '\0';
	form_follow(f);
}

/* Backspace takes out what was picked last, Delete all of it. */
static void take_out(struct form *f, const struct field *field, bool all)
{
	const char *ids, *last;

	if (field->kind == FIELD_REF) {
		form_put_id(f, field->name, 0);
	} else {
		ids = field_text(field, f->thing);
		last = all ? NULL : strrchr(ids, ' ');
		field_put_text(field, f->thing,
			       arena_copy(&f->arena, ids, last ? (size_t)(last - ids) : 0));
	}
	form_changed(f, field);
	form_follow(f);
}

static bool ref_key(struct form *f, struct form_item *item, int key)
{
	struct buf typed = { 0 };

	if (key == K_BACKSPACE || key == K_DELETE) {
		take_out(f, item->field, key == K_DELETE);
		return true;
	}
	if (!key_is_text(key))
		return false;
	if (key_plain(key) != K_SPACE)
		text_encode(&typed, (uint32_t)key);
	pick(f, item, buf_str(&typed));
	buf_release(&typed);
	return true;
}

static void say_insert(struct form *f, struct form_item *item, const char *text, size_t len)
{
	struct edit_report report = { 0 };
	bool emptied = form_item_touch(item);

	if (!edit_insert(&item->edit, text, len, &report)) {
		ui_say(f->view.ui, _("There is no room for that: %zu characters fit here."),
		       report.room);
		if (emptied)
			edit_do(&item->edit, EDIT_UNDO);
	} else if (report.dropped)
		ui_say(f->view.ui, _("%zu invisible characters were left out."), report.dropped);
	item->error[0] = '\0';
}

/* Whoever does that means to keep the rest, which of a masked number cannot be. */
static bool moved_or_deleted(struct form_item *item, int key)
{
	bool done;

	if (form_item_is_masked(item) && key_in(key, "Backspace Delete C-d C-w C-k"))
		return edit_do(&item->edit, EDIT_KILL_ALL);
	done = edit_key(&item->edit, key);
	if (done)
		item->fresh = false;
	return done;
}

static bool text_key(struct form *f, struct form_item *item, int key)
{
	struct buf typed = { 0 };
	const char *pasted;
	size_t len;

	if (key == K_PASTE) {
		pasted = term_pasted(&len);
		say_insert(f, item, pasted, len);
		return true;
	}
	if (!key_is_text(key))
		return moved_or_deleted(item, key);
	if (item->field->kind == FIELD_DATE &&
	    form_step_date(item, key_plain(key), f->view.ui->today))
		return true;
	text_encode(&typed, (uint32_t)key);
	say_insert(f, item, typed.at, typed.len);
	buf_release(&typed);
	return true;
}

static bool item_key(struct form *f, int key)
{
	struct form_item *item = &f->items[f->at];

	if (item->field->flags & FIELD_READ_ONLY)
		return false;
	if (form_item_is_text(item))
		return text_key(f, item, key);
	if (item->field->kind == FIELD_REF || item->field->kind == FIELD_REFS)
		return ref_key(f, item, key);
	return choice_key(f, item, key);
}

/* Enter takes what is there and goes on; where something must be picked first, it lets one. */
static void enter(struct form *f)
{
	struct form_item *item = &f->items[f->at];
	struct err e = { 0 };

	if ((item->field->kind == FIELD_REF || item->field->kind == FIELD_REFS) &&
	    !field_check_required(item->field, f->thing, &e))
		pick(f, item, "");
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

static bool key_pressed(struct view *v, int key)
{
	struct form *f = form_of(v);
	struct form_item *item = &f->items[f->at];
	bool lines = item->field->kind == FIELD_NOTE && edit_text(&item->edit)[0];

	if (f->reading && beside_pressed(f, key))
		return true;
	if (key == K_ENTER && lines)
		return edit_do(&item->edit, EDIT_NEWLINE);
	if (key == K_ENTER)
		return enter(f), true;
	if (item_key(f, key))
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
	return !form_is_dirty(form_of(v)) ||
	       ask_yes(v->ui, _("Discard changes?"), _("discard"), _("go on editing"));
}

/* ------------------------------------------------------------------ the view */

const struct action form_actions[] = {
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Save"),
	  .help = N_("Save and close"),
	  .run = form_save },
	{ .keys = "Tab", .bar = N_("Next"), .help = N_("The next field; Enter does it too") },
	{ .keys = "S-Tab", .help = N_("The field before") },
	{ .keys = "Enter", .help = N_("Take what is shown and go on; in the last field, save") },
	{ .keys = "Space", .help = N_("Pick from a list, where a field names somebody") },
	{ .keys = "1", .help = N_("Digits choose, where a field lists its choices") },
	{ .keys = "C-u", .help = N_("Undo inside the field; Ctrl-R does it again") },
	{ .keys = "C-k", .help = N_("Delete to the end of the line; Ctrl-W deletes a word") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

void form_read_beside(struct form *f)
{
	struct err e = { 0 };

	beside_clear(&f->beside);
	if (!f->class->beside(f, &f->beside, &e))
		ui_fail(f->view.ui, &e);
}

static bool turn(struct view *v, struct err *e)
{
	(void)e;
	form_of(v)->reading = !form_of(v)->reading;
	return true;
}

const struct action form_beside[] = {
	{ .name = "form.read",
	  .keys = "F6",
	  .bar = N_("Read"),
	  .run = turn,
	  .help = N_("Read what stands beside the form: arrows and pages move there; F6 again, or "
		     "whatever you type, goes back") },
	{ 0 },
};

static bool load(struct view *v, struct err *e)
{
	struct form *f = form_of(v);

	/* an open form is never overwritten */
	if (f->items)
		return true;
	form_follow(f);
	return !f->class->beside || f->class->beside(f, &f->beside, e);
}

static void title(struct view *v, struct buf *out)
{
	form_of(v)->class->title(form_of(v), out);
}

static void about(struct view *v, struct buf *out)
{
	if (form_of(v)->class->about)
		form_of(v)->class->about(form_of(v), out);
	else
		buf_text(out, _("* must be filled in"));
}

static void free_form(struct view *v)
{
	struct form *f = form_of(v);

	if (f->class->release)
		f->class->release(f);
	for (size_t i = 0; i < f->count; i++)
		edit_release(&f->items[i].edit);
	free(f->items);
	free(f->thing);
	arena_release(&f->arena);
	beside_release(&f->beside);
	free(f);
}

static const struct view_class form_view = {
	.actions = form_actions,
	.key = key_pressed,
	.paint = form_paint,
	.title = title,
	.about = about,
	.load = load,
	.may_close = may_close,
	.free = free_form,
};

void *form_new(size_t size, struct ui *ui, const struct form_class *class,
	       const struct action *actions)
{
	struct form *f = view_new(size, ui, &form_view, actions ? actions : class->actions);

	f->view.modal = true;
	f->class = class;
	f->thing = mem_alloc(class->size);
	memset(f->thing, 0, class->size);
	return f;
}
