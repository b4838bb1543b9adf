/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a key does to the item at the cursor. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "form_private.h"
#include "ui/ask.h"
#include "ui/edit_key.h"

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

void form_pick(struct form *f, struct form_item *item, const char *typed)
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
	form_pick(f, item, buf_str(&typed));
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
		item->keys.fresh = false;
	if (edit_changed(&item->edit))
		item->error[0] = '\0';
	return done;
}

static bool date_key(struct form *f, struct form_item *item, int key)
{
	struct ui *ui = f->view.ui;

	if (key == K_SPACE) {
		if (day_choose(ui, item->field, &item->edit, &item->keys))
			item->error[0] = '\0';
		return true;
	}
	if (!day_step(item->field, &item->edit, &item->keys, key, ui->today))
		return false;
	item->error[0] = '\0';
	return true;
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
	if (item->field->kind == FIELD_DATE && date_key(f, item, key_plain(key)))
		return true;
	text_encode(&typed, (uint32_t)key);
	say_insert(f, item, typed.at, typed.len);
	form_write_on(f, item);
	buf_release(&typed);
	return true;
}

/* -------------------------------------------------------- asked for by ? and = */

static bool choose_by_list(struct form *f, struct form_item *item)
{
	const char *labels[ASK_CHOICES];
	size_t count = 0;
	int choice;

	for (; count < ASK_CHOICES && item->field->choices[count].code; count++)
		labels[count] = _(item->field->choices[count].label);
	choice = ask_choice(f->view.ui, _(item->field->label), labels, count);
	if (choice >= 0)
		form_item_choose(f, item, (size_t)choice);
	return true;
}

/* Its codes with their keys. In a text it is a question mark. */
static bool list_codes(struct form *f, struct form_item *item)
{
	const struct field *field = item->field;
	bool empty = form_item_is_text(item) && !edit_text(&item->edit)[0];

	switch (field->kind) {
	case FIELD_CHOICE:
	case FIELD_CHOICES:
		return choose_by_list(f, item);
	case FIELD_REF:
	case FIELD_REFS:
		return form_pick(f, item, ""), true;
	case FIELD_DATE:
		return ui_say(f->view.ui, "%s", day_spellings()), true;
	default:
		/* such as grades: what people write for them is told */
		if (!empty || !field->words || !field->help)
			return false;
		return ui_say(f->view.ui, "%s", _(field->help)), true;
	}
}

static bool is_filled(const struct form *f, const struct form_item *item)
{
	struct buf raw = { 0 };
	bool filled;

	if (form_item_is_text(item))
		return edit_text(&item->edit)[0];
	field_raw(item->field, f->thing, &raw);
	filled = raw.len && strcmp(buf_str(&raw), "0") != 0;
	buf_release(&raw);
	return filled;
}

/* In a date and where something is chosen or picked the sign means nothing else. */
static bool copy_last(struct form *f, struct form_item *item)
{
	const struct field *field = item->field;
	bool text = form_item_is_text(item) && field->kind != FIELD_DATE;
	struct buf value = { 0 };
	struct err e = { 0 };

	if (!f->class->last || (text && is_filled(f, item) && !form_item_is_carried(item)))
		return !text;
	if ((field->kind == FIELD_REF || field->kind == FIELD_REFS) && is_filled(f, item)) {
		ui_say(f->view.ui, "%s", _("= copies into an empty field; Backspace empties it."));
		return true;
	}
	if (!f->class->last(f, field, &value, &e)) {
		ui_fail(f->view.ui, &e);
	} else {
		item->error[0] = '\0';
		if (form_item_is_text(item))
			day_put(&item->edit, buf_str(&value));
		else if (field->choices)
			form_put(f, field->name, buf_str(&value));
		if (!form_item_is_text(item))
			form_changed(f, field);
		form_follow(f);
	}
	buf_release(&value);
	return true;
}

static bool ask_codes_key(struct form *f, struct form_item *item, int key)
{
	if (key == '?')
		return list_codes(f, item);
	return key == '=' && copy_last(f, item);
}

bool form_item_key(struct form *f, int key)
{
	struct form_item *item = &f->items[f->at];

	if (item->field->flags & FIELD_READ_ONLY)
		return false;
	if (ask_codes_key(f, item, key_plain(key)))
		return true;
	if (form_item_is_text(item))
		return text_key(f, item, key);
	if (item->field->kind == FIELD_REF || item->field->kind == FIELD_REFS)
		return ref_key(f, item, key);
	return choice_key(f, item, key);
}
