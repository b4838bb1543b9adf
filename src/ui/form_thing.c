/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between a form's thing and its items. */
#include <stdlib.h>
#include <string.h>

#include "form_private.h"

static const struct field *field_named(const struct form *f, const char *name)
{
	return field_find(f->class->fields, name);
}

void form_put(struct form *f, const char *name, const char *text)
{
	field_put_text(field_named(f, name), f->thing, arena_text(&f->arena, text ? text : ""));
}

void form_put_id(struct form *f, const char *name, int64_t id)
{
	field_put_int(field_named(f, name), f->thing, id);
}

void form_copy(struct form *f, void *to, const void *thing)
{
	memcpy(to, thing, f->class->size);
	for (const struct field *field = f->class->fields; field->name; field++)
		if (!field_is_number(field))
			field_put_text(field, to, arena_text(&f->arena, field_text(field, thing)));
}

void form_begin(struct form *f, const void *thing, form_get *get)
{
	form_copy(f, f->thing, thing);
	f->base = mem_alloc(f->class->size);
	memcpy(f->base, f->thing, f->class->size);
	f->get = get;
}

void form_set(struct form *f, const char *name, const char *text)
{
	form_put(f, name, text);
	f->dirty = true;
	for (size_t i = 0; i < f->count; i++)
		if (!strcmp(f->items[i].field->name, name)) {
			form_item_fill(f, &f->items[i]);
			f->items[i].carried = false;
			f->items[i].error[0] = '\0';
		}
}

static bool shows(const struct form *f, const char *const *names)
{
	size_t i = 0;

	while (i < f->count && names[i] && !strcmp(f->items[i].field->name, names[i]))
		i++;
	return f->items && i == f->count && !names[i];
}

/* The item of that field as it is, or a new one. */
static void take_item(struct form *f, struct form_item *to, struct form_item *old, size_t count,
		      const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (old[i].field && !strcmp(old[i].field->name, name)) {
			*to = old[i];
			old[i] = (struct form_item){ 0 };
			return;
		}
	*to = (struct form_item){ .field = field_named(f, name) };
	form_item_fill(f, to);
}

void form_follow(struct form *f)
{
	const char *const *names = f->class->shown(f);
	struct form_item *old = f->items;
	const char *here = old ? old[f->at].field->name : "";
	size_t count = f->count;

	if (shows(f, names))
		return;
	for (f->count = 0; names[f->count];)
		f->count++;
	f->items = mem_alloc(f->count * sizeof *f->items);
	for (size_t i = 0; i < f->count; i++)
		take_item(f, &f->items[i], old, count, names[i]);
	for (size_t i = 0; i < count; i++)
		edit_release(&old[i].edit);
	free(old);
	if (f->at >= f->count)
		f->at = f->count - 1;
	for (size_t i = 0; i < f->count; i++)
		if (!strcmp(names[i], here))
			f->at = i;
}

static struct form_item *item_named(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (!strcmp(f->items[i].field->name, name))
			return &f->items[i];
	return NULL;
}

void form_carry(struct form *f, const char *name, bool carried)
{
	struct form_item *item = item_named(f, name);

	if (item)
		item->carried = carried;
}

void form_changed(struct form *f, const struct field *field)
{
	struct form_item *item = item_named(f, field->name);

	f->dirty = true;
	if (item)
		item->carried = false;
	if (f->class->changed)
		f->class->changed(f, field);
}
