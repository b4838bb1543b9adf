/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One item of a form: what it shows of the thing, and what it puts there. */
#include <string.h>

#include "base/i18n.h"
#include "form_private.h"
#include "ui/ask.h"

bool form_item_is_text(const struct form_item *item)
{
	switch (item->field->kind) {
	case FIELD_CHOICE:
	case FIELD_CHOICES:
	case FIELD_REF:
	case FIELD_REFS:
		return false;
	default:
		return true;
	}
}

/* What an item's editor begins with. A masked number is shown masked, and stays as it is unless
 * another is typed over it. */
void form_item_fill(struct form *f, struct form_item *item)
{
	const struct field *field = item->field;
	struct buf text = { 0 };

	edit_release(&item->edit);
	if (field->flags & FIELD_MASKED || field->words)
		field_show(field, f->thing, &text);
	else
		field_raw(field, f->thing, &text);
	edit_init(&item->edit, buf_str(&text), field->kind == FIELD_NOTE, field_max(field));
	item->keys = (struct day_keys){ .fresh = true };
	buf_release(&text);
}

/* Reads what was typed into the thing. False: the item says what is wrong. */
bool form_item_read(struct form *f, struct form_item *item)
{
	struct err e = { 0 };

	if (!form_item_is_text(item) || !edit_changed(&item->edit))
		return true;
	item->error[0] = '\0';
	f->dirty = true;
	if (field_read(item->field, f->thing, edit_text(&item->edit), &f->arena, f->view.ui->today,
		       NULL, &e)) {
		form_item_fill(f, item);
		item->typed = item->field->flags & FIELD_OF_YEAR;
		form_changed(f, item->field);
		return true;
	}
	memcpy(item->error, e.text, sizeof item->error);
	return false;
}

bool form_item_check(struct form *f, struct form_item *item)
{
	struct err e = { 0 };

	item->error[0] = '\0';
	if (!form_item_read(f, item))
		return false;
	if (field_check_required(item->field, f->thing, &e))
		return true;
	memcpy(item->error, e.text, sizeof item->error);
	return false;
}

void form_item_choose(struct form *f, struct form_item *item, size_t n)
{
	const struct field *field = item->field;
	const struct choice *all = field->choices;
	struct buf codes = { 0 };

	for (size_t i = 0; all[i].code; i++) {
		bool on = form_is_chosen(f, item, i);

		if (field->kind == FIELD_CHOICES ? on != (i == n) : i == n)
			buf_printf(&codes, "%s%s", codes.len ? " " : "", all[i].code);
	}
	/* the same choice once more takes it off, where it may stay empty */
	if (field->kind == FIELD_CHOICE && !(field->flags & FIELD_REQUIRED) &&
	    form_is_chosen(f, item, n))
		buf_clear(&codes);
	form_put(f, field->name, buf_str(&codes));
	buf_release(&codes);
	item->error[0] = '\0';
	form_changed(f, field);
	form_follow(f);
}

bool form_item_is_masked(const struct form_item *item)
{
	return item->field->flags & FIELD_MASKED && !edit_changed(&item->edit) &&
	       strchr(edit_text(&item->edit), '*');
}

/* A key that is typed into a field whose value stands there whole replaces the value. */
bool form_item_touch(struct form_item *item)
{
	const struct field *field = item->field;
	bool whole = item->keys.fresh && (field->kind == FIELD_DATE || field_is_number(field) ||
					  field->words || form_item_is_carried(item));

	item->keys.fresh = false;
	return (whole || form_item_is_masked(item)) && edit_do(&item->edit, EDIT_KILL_ALL);
}

bool form_item_is_carried(const struct form_item *item)
{
	return item->carried && !(form_item_is_text(item) && edit_changed(&item->edit));
}

bool form_item_keeps(const struct form *f, const struct form_item *item)
{
	struct ui *ui = f->view.ui;
	const char *day = field_text(item->field, f->thing);
	struct buf question = { 0 };
	bool kept = true;

	if (*day && ui->doubt_day)
		ui->doubt_day(ui, day, NULL, &question);
	if (question.len)
		kept = ask_yes(ui, buf_str(&question), _("keep it"), _("go on editing"));
	buf_release(&question);
	return kept;
}
