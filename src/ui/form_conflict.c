/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What somebody else stored while a form was open. It is told as soon as it is known, and never
 * touches what is typed. Saving puts both together: a field that one of them changed is as that
 * one left it; where both did, somebody chooses (form_compare.c). The merged thing has the rev that
 * was read, so that a third who is quicker still is found out in the same way.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/rowset.h"
#include "base/text.h"
#include "form_private.h"
#include "ui/ask.h"

static int64_t rev_of(const void *thing)
{
	return ((const struct row_head *)thing)->rev;
}

static bool is_shown(const struct form *f, const struct field *field)
{
	for (const char *const *name = f->class->shown(f); *name; name++)
		if (!strcmp(*name, field->name))
			return true;
	return false;
}

/* What is stored with the thing, and whatever is asked for; not what queries add. */
static bool is_compared(const struct form *f, const struct field *field)
{
	return !(field->flags & FIELD_READ_ONLY) &&
	       (!(field->flags & FIELD_DERIVED) || is_shown(f, field));
}

/* ------------------------------------------------------------------- looking */

enum found { AS_IT_WAS, CHANGED, GONE, UNKNOWN };

static bool is_withdrawn(const struct form *f, const void *thing)
{
	const struct field *field = field_find(f->class->fields, "withdrawn");

	return field && field_int(field, thing);
}

/* Other than it was when the form began, whoever may see it in which field. */
static bool differs(const struct form *f, const void *now)
{
	if (rev_of(now) != rev_of(f->thing))
		return true;
	for (const struct field *field = f->class->fields; field->name; field++)
		if (!merge_same(field, f->base, now) && !merge_same(field, f->thing, now))
			return true;
	return false;
}

static enum found look(const struct form *f, struct rowset *now, struct err *e)
{
	if (!f->view.ui->read_again(f, now, e))
		return e->kind == ERR_NOT_FOUND ? GONE : UNKNOWN;
	if (!now->count || is_withdrawn(f, rowset_at(now, 0)))
		return GONE;
	return differs(f, rowset_at(now, 0)) ? CHANGED : AS_IT_WAS;
}

static void add_label(struct buf *out, const struct field *field)
{
	const char *label = _(field->label);

	/* such as the two ways of a feedback */
	if (!out->len || !strstr(out->at, label))
		buf_printf(out, "%s%s", out->len ? _(", ") : "", label);
}

static const char *say_what(struct form *f, const void *now)
{
	struct buf labels = { 0 };
	const char *said = NULL;

	for (const struct field *field = f->class->fields; field->name; field++)
		if (is_compared(f, field) && !merge_same(field, f->base, now) &&
		    !merge_same(field, f->thing, now))
			add_label(&labels, field);
	if (labels.len)
		said = arena_printf(&f->arena,
				    _("Somebody else has just changed: %s. Saving compares both."),
				    labels.at);
	buf_release(&labels);
	return said;
}

void form_watch(struct form *f)
{
	const char *before = f->meanwhile;
	struct rowset now = { 0 };
	struct err e = { 0 };

	if (!f->base || !f->view.ui->read_again)
		return;
	switch (look(f, &now, &e)) {
	case CHANGED:
		f->meanwhile = say_what(f, rowset_at(&now, 0));
		break;
	case GONE:
		f->meanwhile = _("Somebody else has just removed this. What you typed stays here.");
		break;
	case AS_IT_WAS:
		f->meanwhile = NULL;
		break;
	case UNKNOWN:
		break;
	}
	rowset_release(&now);
	if (f->meanwhile && (!before || strcmp(before, f->meanwhile)) && !f->view.ui->said[0])
		ui_say(f->view.ui, "%s", f->meanwhile);
}

/* ------------------------------------------------------------------- merging */

/* Both changed something of what belongs together: each its own part, perhaps. */
static bool is_torn(const struct form *f, const struct merge *m, const char *names)
{
	bool theirs = false, mine = false;
	const char *name;
	size_t len;

	while (text_word(&names, ' ', &name, &len)) {
		char one[64];

		snprintf(one, sizeof one, "%.*s", (int)len, name);
		enum merge_change change = merge_of(field_find(f->class->fields, one), m);

		theirs |= change == MERGE_THEIRS || change == MERGE_BOTH;
		mine |= change == MERGE_MINE || change == MERGE_BOTH;
	}
	return theirs && mine;
}

static bool is_named(const char *names, const char *wanted)
{
	const char *name;
	size_t len;

	while (text_word(&names, ' ', &name, &len))
		if (len == strlen(wanted) && !strncmp(name, wanted, len))
			return true;
	return false;
}

static bool is_contended(const struct form *f, const struct merge *m, const struct field *field)
{
	enum merge_change change = merge_of(field, m);
	const char *const *names = f->class->together;

	if (change != MERGE_THEIRS && change != MERGE_MINE)
		return change == MERGE_BOTH;
	for (; names && *names; names++)
		if (is_named(*names, field->name) && is_torn(f, m, *names))
			return true;
	return false;
}

static void collect(struct form_points *p)
{
	const struct field *fields = p->form->class->fields;
	size_t room = 0;

	while (fields[room].name)
		room++;
	p->at = mem_alloc((room + 1) * sizeof *p->at);
	for (const struct field *field = fields; field->name; field++)
		if (is_compared(p->form, field) && is_contended(p->form, &p->merge, field))
			p->at[p->count++] = (struct form_point){ .field = field };
}

/* The name behind an id stands in a field of its own: mentor beside mentor_id, students beside
 * student_ids. */
static const struct field *name_of(const struct form *f, const struct field *ref)
{
	size_t len = strlen(ref->name);
	char name[64];

	if (ref->kind == FIELD_REF && len > strlen("_id"))
		snprintf(name, sizeof name, "%.*s", (int)(len - strlen("_id")), ref->name);
	else if (ref->kind == FIELD_REFS && len > strlen("_ids"))
		snprintf(name, sizeof name, "%.*ss", (int)(len - strlen("_ids")), ref->name);
	else
		return NULL;
	return field_find(f->class->fields, name);
}

static enum form_side side_of(const struct form_points *p, const struct field *field)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->at[i].field == field)
			return p->at[i].side;
	return merge_of(field, &p->merge) == MERGE_MINE ? SIDE_MINE : SIDE_THEIRS;
}

static void put_field(const struct form_points *p, const struct field *field, void *merged)
{
	const struct field *name = name_of(p->form, field);
	struct buf joined = { 0 };

	switch (side_of(p, field)) {
	case SIDE_MINE:
		merge_take(field, merged, p->merge.mine);
		if (name)
			merge_take(name, merged, p->merge.mine);
		break;
	case SIDE_BOTH:
		merge_join(field, &p->merge, &joined);
		field_put_text(field, merged, arena_text(&p->form->arena, buf_str(&joined)));
		buf_release(&joined);
		break;
	default:
		break;
	}
}

/* The merged thing is what the form is about from now on, and begins from theirs. */
static void settle(struct form_points *p, void *theirs)
{
	struct form *f = p->form;
	void *merged = arena_alloc(&f->arena, f->class->size);

	memcpy(merged, theirs, f->class->size);
	for (const struct field *field = f->class->fields; field->name; field++)
		if (is_compared(f, field))
			put_field(p, field, merged);
	memcpy(f->base, theirs, f->class->size);
	memcpy(f->thing, merged, f->class->size);
	f->dirty = true;
	f->meanwhile = NULL;
	form_follow(f);
	for (size_t i = 0; i < f->count; i++)
		form_item_fill(f, &f->items[i]);
	/* the names of those whom both have */
	for (const struct field *field = f->class->fields; field->name; field++)
		if (field->kind == FIELD_REFS && f->class->changed && is_compared(f, field) &&
		    !merge_same(field, p->merge.mine, f->thing))
			f->class->changed(f, field);
	form_follow(f);
}

static void list_taken(const struct form_points *p, struct buf *taken)
{
	for (const struct field *field = p->form->class->fields; field->name; field++)
		if (is_compared(p->form, field) && merge_of(field, &p->merge) == MERGE_THEIRS &&
		    side_of(p, field) == SIDE_THEIRS)
			add_label(taken, field);
}

static bool merge(struct form *f, const void *now, struct buf *taken)
{
	void *theirs = arena_alloc(&f->arena, f->class->size);
	void *mine = arena_alloc(&f->arena, f->class->size);
	struct form_points p = { .form = f, .merge = { f->base, theirs, mine } };
	bool ok;

	form_copy(f, theirs, now);
	form_copy(f, mine, f->thing);
	collect(&p);
	ok = !p.count || form_compare(&p);
	if (ok) {
		list_taken(&p, taken);
		settle(&p, theirs);
	}
	free(p.at);
	return ok;
}

/* ------------------------------------------------------------------- saving */

void form_anew(struct form *f)
{
	struct row_head *head = f->thing;

	head->id = head->rev = 0;
	free(f->base);
	f->base = NULL;
	f->meanwhile = NULL;
}

/* A row that is no more: what was written for it may be worth a new one. */
static bool save_anew(struct form *f, struct err *e)
{
	*e = (struct err){ 0 };
	if (!f->class->anew) {
		err_set(e, ERR_NOT_FOUND, "%s",
			_("Somebody else removed this meanwhile, or it is not yours to see any "
			  "more. What you typed still stands here, to be read off."));
		return false;
	}
	if (!ask_yes(f->view.ui,
		     _("Somebody else removed this meanwhile. What you typed still stands here."),
		     _("save it as a new one"), _("go on editing")))
		return false;
	f->class->anew(f);
	return true;
}

/* After a save that was refused: whether it is worth another one. */
static bool reconcile(struct form *f, struct buf *taken, struct err *e)
{
	struct rowset now = { 0 };
	struct err other = { 0 };
	bool again = false;

	if (!f->base || !f->view.ui->read_again ||
	    (e->kind != ERR_CONFLICT && e->kind != ERR_NOT_FOUND))
		return false;
	switch (look(f, &now, &other)) {
	case CHANGED:
		again = merge(f, rowset_at(&now, 0), taken);
		*e = (struct err){ 0 };
		break;
	case GONE:
		again = save_anew(f, e);
		break;
	default: /* about something else: the sentence stands */
		break;
	}
	rowset_release(&now);
	return again;
}

bool form_put_down(struct form *f, struct err *e)
{
	struct ui *ui = f->view.ui;
	struct buf taken = { 0 }, said = { 0 };
	bool ok;

	do
		ok = f->class->save(f, e);
	while (!ok && reconcile(f, &taken, e));
	if (ok && taken.len) {
		buf_printf(&said, _("%s Kept as somebody else changed it: %s."), ui->said,
			   taken.at);
		ui_say(ui, "%s", said.at);
	}
	buf_release(&taken);
	buf_release(&said);
	return ok;
}

/* ------------------------------------------------------------------- showing */

void form_show_version(struct form *f, const struct field *field, const void *version,
		       struct buf *out)
{
	void *thing = f->thing;

	if (field->kind == FIELD_NOTE) {
		buf_text(out, field_text(field, version));
	} else if (field->kind != FIELD_REF && field->kind != FIELD_REFS) {
		field_show(field, version, out);
	} else if (f->class->show_ref) {
		f->thing = (void *)(uintptr_t)version;
		f->class->show_ref(f, field, out);
		f->thing = thing;
	}
}
