/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marked rows, kept by their ids, so that a mark stays over find, filter and reload. */
#include "base/i18n.h"
#include "list_private.h"

static size_t mark_of(const struct list *l, int64_t id)
{
	size_t i = 0;

	while (i < l->marked_count && l->marked[i] != id)
		i++;
	return i;
}

bool list_is_marked(const struct list *l, int64_t id)
{
	return mark_of(l, id) < l->marked_count;
}

static void mark(struct list *l, int64_t id)
{
	if (l->marked_count == l->marked_room) {
		l->marked_room = l->marked_room ? 2 * l->marked_room : 64;
		l->marked = mem_grow(l->marked, l->marked_room * sizeof *l->marked);
	}
	l->marked[l->marked_count++] = id;
}

static bool toggle(struct view *v, struct err *e)
{
	struct list *l = (struct list *)v;
	int64_t id = list_current_id(l);
	size_t i = mark_of(l, id);

	(void)e;
	if (i < l->marked_count)
		l->marked[i] = l->marked[--l->marked_count];
	else if (id)
		mark(l, id);
	list_move(l, 1);
	return true;
}

/* With all marked already: none. */
static bool mark_all(struct view *v, struct err *e)
{
	struct list *l = (struct list *)v;
	size_t before = l->marked_count;

	(void)e;
	for (size_t i = 0; i < l->shown_count; i++) {
		int64_t id = rowset_id(&l->rows, l->shown[i]);

		if (!list_is_marked(l, id))
			mark(l, id);
	}
	if (before == l->marked_count)
		list_unmark(l);
	return true;
}

const struct action list_marking[] = {
	{ .name = "list.mark",
	  .keys = "Space",
	  .bar = N_("Mark"),
	  .run = toggle,
	  .help = N_("Mark the row, or take its mark off") },
	{ .name = "list.mark_all",
	  .keys = "C-a",
	  .run = mark_all,
	  .help = N_("Mark all the rows shown, or none") },
	{ 0 },
};

static bool has_row(const struct rowset *rows, int64_t id)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rowset_id(rows, i) == id)
			return true;
	return false;
}

void list_unmark_gone(struct list *l, const struct rowset *before)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->marked_count; i++)
		if (has_row(&l->rows, l->marked[i]) || !has_row(before, l->marked[i]))
			l->marked[kept++] = l->marked[i];
	l->marked_count = kept;
}

void list_unmark(struct list *l)
{
	l->marked_count = 0;
}

const int64_t *list_chosen(const struct list *l, size_t *count)
{
	if (l->class->about_ids)
		return l->class->about_ids(l, count);
	*count = l->marked_count ? l->marked_count : l->at < l->shown_count;
	if (l->marked_count)
		return l->marked;
	return *count ? &((const struct row_head *)list_current(l))->id : NULL;
}
