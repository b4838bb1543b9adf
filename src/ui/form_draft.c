/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed into a form and not saved yet outlives the program (base/draft_file.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/rowset.h"
#include "base/text.h"
#include "form_private.h"
#include "ui/ask.h"

struct form_draft {
	struct draft_slot slot;
	const char **was;   /* each field of the class, as it was when the form was opened */
	struct buf written; /* but for the time */
	bool failed;        /* it could not be saved, and not by a fault of what was typed */
	bool left;          /* for another time */
	bool told;          /* that it cannot be kept */
};

static struct row_head *head_of(const struct form *f)
{
	return f->thing;
}

static const char *raw_text(const struct form *f, const struct field *field, struct arena *arena)
{
	struct buf raw = { 0 };
	const char *text;

	/* whole: half a number would come back as one */
	if (field->flags & FIELD_MASKED)
		buf_text(&raw, field_text(field, f->thing));
	else
		field_raw(field, f->thing, &raw);
	text = arena_text(arena, text_valid(buf_str(&raw), raw.len) ? buf_str(&raw) : "");
	buf_release(&raw);
	return text;
}

void form_draft_begin(struct form *f)
{
	const struct field *fields = f->class->fields;
	size_t count = 0;

	if (!f->class->draft || !f->view.ui->drafts)
		return;
	while (fields[count].name)
		count++;
	f->draft = mem_alloc(sizeof *f->draft);
	f->draft->slot = DRAFT_NO_SLOT;
	f->draft->was = arena_alloc(&f->arena, (count + 1) * sizeof *f->draft->was);
	for (size_t i = 0; i < count; i++)
		f->draft->was[i] = raw_text(f, &fields[i], &f->arena);
}

/* -------------------------------------------------------------------- keeping */

static struct form_item *item_of(const struct form *f, const struct field *field)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->items[i].field == field)
			return &f->items[i];
	return NULL;
}

/* A number that is shown in part goes nowhere unless somebody types it, and what a query adds to a
 * row comes with the row. */
static void add_field(const struct form *f, struct draft *d, size_t i)
{
	const struct field *field = &f->class->fields[i];
	const struct form_item *item = item_of(f, field);
	const char *is = raw_text(f, field, &d->arena), *was = f->draft->was[i];
	bool changed = strcmp(is, was) != 0;
	const char *typed = item && form_item_is_text(item) && edit_changed(&item->edit)
				    ? edit_text(&item->edit)
				    : NULL;
	bool hidden = field->flags & FIELD_MASKED ||
		      (field->flags & FIELD_READ_ONLY && d->id && field->kind != FIELD_NAME);
	struct draft_field *to;

	if (!changed && !typed && (hidden || !*is))
		return;
	to = draft_field(d, field->name, true);
	if (!to)
		return;
	to->is = changed || !hidden ? is : NULL;
	/* of what is typed as well: somebody else may change it meanwhile */
	to->was = (changed || typed) && !(field->flags & FIELD_MASKED) ? was : NULL;
	to->typed = typed;
}

static void fill(const struct form *f, struct draft *d)
{
	const struct form_item *at = &f->items[f->at];
	struct buf about = { 0 };

	d->form = f->class->draft;
	d->id = head_of(f)->id;
	d->rev = head_of(f)->rev;
	d->cursor = at->field->name;
	d->place = form_item_is_text(at) ? at->edit.cursor : 0;
	if (f->class->draft_about)
		f->class->draft_about(f, &about);
	d->about = about.len ? arena_text(&d->arena, about.at) : NULL;
	for (size_t i = 0; f->class->fields[i].name; i++)
		add_field(f, d, i);
	buf_release(&about);
}

static void keep(struct form *f, struct draft *d, const struct buf *text, bool end)
{
	struct ui *ui = f->view.ui;
	struct form_draft *draft = f->draft;
	struct buf dated = { 0 };
	struct err e = { 0 };

	buf_clear(&draft->written);
	buf_add(&draft->written, text->at, text->len);
	d->at = time(NULL);
	draft_write(d, &dated);
	if (!draft_keep(ui->drafts, &draft->slot, d->form, &dated, end, &e) && !draft->told) {
		ui_fail(ui, &e);
		draft->told = true;
	}
	buf_release(&dated);
}

void form_keep(struct view *v, bool end)
{
	struct form *f = (struct form *)v;
	struct draft d = { 0 };
	struct buf text = { 0 };

	if (!f->draft)
		return;
	if (!form_is_dirty(f)) {
		form_draft_drop(f);
		return;
	}
	fill(f, &d);
	draft_write(&d, &text);
	if (end || strcmp(text.at, buf_str(&f->draft->written)) != 0)
		keep(f, &d, &text, end);
	buf_release(&text);
	draft_release(&d);
}

void form_draft_drop(struct form *f)
{
	if (!f->draft)
		return;
	draft_drop(f->view.ui->drafts, &f->draft->slot);
	buf_clear(&f->draft->written);
}

void form_draft_end(struct form *f)
{
	if (!f->draft)
		return;
	if (f->view.ui->ended || f->draft->left)
		draft_leave(&f->draft->slot);
	else
		form_draft_drop(f);
	buf_release(&f->draft->written);
	free(f->draft);
}

/* ---------------------------------------------------------------- a save that failed */

/* Whoever cannot save it now can only leave it. */
void form_draft_failed(struct form *f, struct err *e)
{
	size_t len = strlen(e->text);

	if (!f->draft || (e->kind != ERR_IO && e->kind != ERR_BUSY && e->kind != ERR_DB))
		return;
	f->dirty = true;
	form_keep(&f->view, true);
	if (f->draft->slot.fd < 0)
		return;
	f->draft->failed = true;
	snprintf(e->text + len, sizeof e->text - len, "%s",
		 _(" What you typed is kept as a draft."));
	text_trim_broken_end(e->text);
}

bool form_draft_close(struct form *f)
{
	struct ui *ui = f->view.ui;
	const char *const ways[] = { _("discard"), _("go on editing"), _("leave it as a draft") };

	if (!f->draft || !f->draft->failed)
		return ask_yes(ui, _("Discard changes?"), ways[0], ways[1]);
	switch (ask_choice(ui, _("This is not saved."), ways, 3)) {
	case 0:
		return true;
	case 2:
		f->draft->left = true;
		form_keep(&f->view, true);
		return true;
	default:
		return false;
	}
}

/* ------------------------------------------------------------------- going on */

static void put(struct form *f, const struct field *field, const char *text)
{
	struct err e = { 0 };

	if (field->kind == FIELD_REF)
		form_put_id(f, field->name, strtoll(text, NULL, 10));
	else if (field_is_number(field))
		field_read(field, f->thing, text, &f->arena, DATE_NO_TODAY, NULL, &e);
	else
		form_put(f, field->name, text);
}

/* What a masked number was is in no draft: of a row that has another rev now, it is asked about. */
static void put_base(struct form *f, const struct field *field, const struct draft_field *from,
		     bool same_rev)
{
	struct err e = { 0 };

	if (from->was)
		field_read(field, f->base, from->was, &f->arena, DATE_NO_TODAY, NULL, &e);
	else if (field->flags & FIELD_MASKED && !same_rev)
		field_put_text(field, f->base, "");
}

/* Of a row that is still there, what somebody changed; the rest is as the row has it now. */
static size_t put_all(struct form *f, const struct draft *d, bool same_row)
{
	size_t unknown = d->unknown;
	bool same_rev = head_of(f)->rev == d->rev;

	for (size_t i = 0; i < d->count; i++) {
		const struct draft_field *from = &d->fields[i];
		const struct field *field = field_find(f->class->fields, from->name);

		unknown += !field;
		if (!field)
			continue;
		if (from->is && (!same_row || from->was || field->flags & FIELD_MASKED))
			put(f, field, from->is);
		if (f->base && same_row)
			put_base(f, field, from, same_rev);
		if (f->draft && from->was)
			f->draft->was[field - f->class->fields] = arena_text(&f->arena, from->was);
	}
	return unknown;
}

static void type_again(struct form *f, const struct draft *d)
{
	struct edit_report report;

	for (size_t i = 0; i < f->count; i++) {
		struct form_item *item = &f->items[i];
		const struct draft_field *from =
			draft_field((struct draft *)d, item->field->name, false);

		if (!form_item_is_text(item))
			continue;
		form_item_fill(f, item);
		item->carried = false;
		if (!from || !from->typed)
			continue;
		edit_do(&item->edit, EDIT_KILL_ALL);
		edit_insert(&item->edit, from->typed, strlen(from->typed), &report);
	}
}

static void put_cursor(struct form *f, const struct draft *d)
{
	struct form_item *item;
	size_t len, at = 0;

	if (!d->cursor)
		return;
	form_go(f, d->cursor);
	item = &f->items[f->at];
	if (!form_item_is_text(item) || strcmp(item->field->name, d->cursor) != 0)
		return;
	len = strlen(edit_text(&item->edit));
	while (at < d->place && at < len)
		at = text_next(edit_text(&item->edit), len, at);
	item->edit.cursor = at;
	item->keys.fresh = false;
}

size_t form_take_draft(struct form *f, const struct draft *d, const struct draft_slot *slot)
{
	bool same_row = d->id && head_of(f)->id == d->id;
	size_t unknown = put_all(f, d, same_row);

	*head_of(f) = (struct row_head){ same_row ? d->id : 0, same_row ? d->rev : 0 };
	form_follow(f);
	type_again(f, d);
	put_cursor(f, d);
	f->dirty = true;
	if (f->draft)
		f->draft->slot = *slot;
	return unknown;
}
