/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What helps to write a text: phrases, and how what was begun may go on. The owner knows them. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "form_private.h"

enum { LONG_LINE = 200 }; /* characters of a line that is written like a text */

static bool is_written(const struct form_item *item)
{
	const struct field *f = item->field;

	if (f->flags & (FIELD_READ_ONLY | FIELD_MASKED))
		return false;
	return f->kind == FIELD_NOTE ||
	       (f->kind == FIELD_TEXT && !f->words && field_max(f) >= LONG_LINE);
}

static void put(struct form *f, struct form_item *item, size_t cut, const struct buf *text)
{
	struct edit_report report = { 0 };

	if (!edit_replace(&item->edit, cut, buf_str(text), text->len, &report))
		ui_say(f->view.ui, _("There is no room for that: %zu characters fit here."),
		       report.room);
	item->keys.fresh = false;
	item->error[0] = '\0';
}

static void before_cursor(const struct form_item *item, struct buf *out)
{
	buf_add(out, edit_text(&item->edit), item->edit.cursor);
}

/* A code and the key that ends it become the phrase. */
static bool expand(struct form *f, struct form_item *item)
{
	struct buf before = { 0 }, text = { 0 };
	size_t cut;

	before_cursor(item, &before);
	cut = f->view.ui->writing->expand(f, buf_str(&before), &text);
	if (cut)
		put(f, item, cut, &text);
	buf_release(&before);
	buf_release(&text);
	return cut;
}

bool form_write_key(struct form *f, struct form_item *item, int key)
{
	bool shown = f->guess_shown, taken = shown && (key == K_RIGHT || key == K_END);

	if (taken)
		put(f, item, 0, &f->guess);
	buf_clear(&f->guess);
	f->guess_shown = false;
	if (taken)
		return true;
	return f->view.ui->writing && is_written(item) &&
	       (key == K_ENTER || key_plain(key) == K_SPACE) && expand(f, item);
}

void form_write_on(struct form *f, struct form_item *item)
{
	struct buf before = { 0 };

	if (!f->view.ui->writing || item->field->kind != FIELD_NOTE ||
	    (edit_text(&item->edit)[item->edit.cursor] &&
	     edit_text(&item->edit)[item->edit.cursor] != '\n'))
		return;
	before_cursor(item, &before);
	f->view.ui->writing->guess(f, buf_str(&before), &f->guess);
	buf_release(&before);
}

bool form_phrase(struct view *v, struct err *e)
{
	struct form *f = (struct form *)v;
	struct form_item *item = &f->items[f->at];
	struct buf text = { 0 };

	(void)e;
	if (!v->ui->writing || !is_written(item))
		ui_say(v->ui, "%s", _("Phrases are for texts: go to one first."));
	else if (v->ui->writing->pick(f, &text))
		put(f, item, 0, &text);
	buf_release(&text);
	return true;
}
