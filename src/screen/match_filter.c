/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pairs of a run are shown. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "match_private.h"
#include "ui/ask.h"

bool match_is_shown(const struct match_pair *p, const struct match_shown *shown)
{
	switch (shown->which) {
	case MATCH_WITHOUT:
		return !p->mentor_id;
	case MATCH_FILLED:
		return !strcmp(p->result, "filled");
	case MATCH_BY_HAND:
		return p->by_hand;
	case MATCH_OTHERS:
		return p->before_id && p->mentor_id != p->before_id;
	case MATCH_CLASS:
		return !strcmp(p->class_name ? p->class_name : "", shown->what);
	case MATCH_MENTOR:
		return p->mentor_id == shown->mentor_id;
	default:
		return true;
	}
}

/* ------------------------------------------------------------------ classes */

struct class_row {
	int64_t id, rev; /* which pair is its first, counted from 1 */
	const char *name;
	int64_t students, without;
};

static const struct field fields[] = {
	{ FIELD(struct class_row, name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct class_row, students), .label = N_("Students"), .kind = FIELD_INT, .width = 8,
	  .flags = FIELD_RIGHT },
	{ FIELD(struct class_row, without), .label = N_("unled"), .kind = FIELD_INT, .width = 6,
	  .flags = FIELD_RIGHT },
	{ 0 },
};
static const char *const columns[] = { "name", "students", "without", NULL };

struct classes {
	struct list list;
	const struct rowset *pairs;
};

static struct class_row *class_named(struct list *l, const char *name)
{
	for (size_t i = l->rows.count; i-- > 0;) {
		struct class_row *c = rowset_at(&l->rows, i);

		if (!strcmp(c->name, name))
			return c;
	}
	return NULL;
}

static bool load(struct list *l, struct err *e)
{
	const struct rowset *pairs = ((const struct classes *)l)->pairs;

	(void)e;
	for (size_t i = 0; i < pairs->count; i++) {
		const struct match_pair *p = rowset_at(pairs, i);
		const char *name = p->class_name ? p->class_name : "";
		struct class_row *c = class_named(l, name);

		if (!c) {
			c = rowset_add(&l->rows);
			c->id = (int64_t)i + 1;
			c->name = arena_text(&l->rows.arena, name);
		}
		c->students++;
		c->without += !p->mentor_id;
	}
	return true;
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct class_row),
	.columns = columns,
	.natural = "name",
	.load = load,
	.empty = N_("The list has no students, and so no classes. Esc goes back."),
};

static bool pick_class(const struct list *pairs, struct match_shown *shown)
{
	struct classes *c = list_new(sizeof *c, pairs->view.ui, &class, NULL);
	int64_t id;

	c->pairs = &pairs->rows;
	if (!list_pick(&c->list, _("Which class?"), "", &id))
		return false;
	*shown = (struct match_shown){ .which = MATCH_CLASS };
	snprintf(shown->what, sizeof shown->what, "%s",
		 ((const struct match_pair *)rowset_at(&pairs->rows, (size_t)id - 1))->class_name);
	return true;
}

static bool pick_mentor(struct list *pairs, int64_t run, struct match_shown *shown, struct err *e)
{
	struct buf name = { 0 };
	int64_t id;
	bool ok = match_pick_mentor(pairs->view.ui, run, 0, _("Whose students?"), &id, &name, e);

	if (ok) {
		*shown = (struct match_shown){ .which = MATCH_MENTOR, .mentor_id = id };
		snprintf(shown->what, sizeof shown->what, "%s", buf_str(&name));
		text_trim_broken_end(shown->what);
	}
	buf_release(&name);
	return ok;
}

static size_t count_of(const struct rowset *pairs, enum match_which which)
{
	const struct match_shown shown = { .which = which };
	size_t n = 0;

	for (size_t i = 0; i < pairs->count; i++)
		n += match_is_shown(rowset_at(pairs, i), &shown);
	return n;
}

bool match_filter_ask(struct list *pairs, int64_t run, struct match_shown *shown, struct err *e)
{
	static const char *const words[] = {
		[MATCH_ALL] = N_("all"),
		[MATCH_WITHOUT] = N_("without a mentor"),
		[MATCH_FILLED] = N_("filled up"),
		[MATCH_BY_HAND] = N_("moved by hand"),
		[MATCH_OTHERS] = N_("another mentor than before"),
		[MATCH_CLASS] = N_("one class"),
		[MATCH_MENTOR] = N_("one mentor"),
	};
	enum { CHOICES = sizeof words / sizeof *words };
	const char *labels[CHOICES];
	struct arena arena = { 0 };
	int choice;

	for (int i = 0; i < CHOICES; i++)
		labels[i] = i >= MATCH_CLASS
				    ? _(words[i])
				    : arena_printf(&arena, "%s %zu", _(words[i]),
						   count_of(&pairs->rows, (enum match_which)i));
	choice = ask_choice(pairs->view.ui, _("Show"), labels, CHOICES);
	arena_release(&arena);
	if (choice < 0)
		return false;
	if (choice == MATCH_CLASS)
		return pick_class(pairs, shown);
	if (choice == MATCH_MENTOR)
		return pick_mentor(pairs, run, shown, e);
	*shown = (struct match_shown){ .which = (enum match_which)choice };
	return true;
}
