/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "list_private.h"
#include "ui/ask.h"

static struct list *list_of(struct view *v)
{
	return (struct list *)v;
}

/* ------------------------------------------------------------------ loading */

static void fill_columns(struct list *l)
{
	l->columns = 0;
	for (const char *const *name = l->class->columns; *name; name++) {
		const struct field *f = field_find(l->class->fields, *name);

		l->column[l->columns++] =
			(struct list_column){ .field = f, .label = _(f->label), .width = f->width };
	}
	l->first_cell = l->columns;
}

void list_add_column(struct list *l, const char *label, int width)
{
	if (l->columns < LIST_COLUMNS)
		l->column[l->columns++] = (struct list_column){ .label = label, .width = width };
}

static bool load(struct view *v, struct err *e)
{
	struct list *l = list_of(v);
	int64_t id = list_current_id(l);
	size_t at = l->at;

	rowset_release(&l->rows);
	rowset_init(&l->rows, l->class->fields, l->class->stride);
	l->shown_count = 0;
	fill_columns(l);
	bool ok = l->class->load(l, e);

	list_refilter(l);
	if (!list_go(l, id) && l->shown_count) /* the row is gone: stay where it was */
		l->at = at < l->shown_count ? at : l->shown_count - 1;
	return ok;
}

static bool found(const struct list *l, const void *row)
{
	if (!l->find_folded.len)
		return true;
	for (const struct field *f = l->class->fields; f->name; f++)
		if (f->kind != FIELD_INT && f->kind != FIELD_REF &&
		    text_contains(field_text(f, row), l->find_folded.at))
			return true;
	return false;
}

void list_refilter(struct list *l)
{
	int64_t id = list_current_id(l);

	l->shown = mem_grow(l->shown, (l->rows.count + 1) * sizeof *l->shown);
	l->shown_count = 0;
	for (size_t i = 0; i < l->rows.count; i++) {
		const void *row = rowset_at(&l->rows, i);

		if ((!l->class->keep || l->class->keep(l, row)) && found(l, row))
			l->shown[l->shown_count++] = i;
	}
	list_sort(l);
	if (!list_go(l, id))
		l->at = l->top = 0;
}

/* --------------------------------------------------------------- the cursor */

const void *list_current(const struct list *l)
{
	return l->at < l->shown_count ? rowset_at(&l->rows, l->shown[l->at]) : NULL;
}

int64_t list_current_id(const struct list *l)
{
	return l->at < l->shown_count ? rowset_id(&l->rows, l->shown[l->at]) : 0;
}

bool list_go(struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->shown_count; i++)
		if (rowset_id(&l->rows, l->shown[i]) == id) {
			l->at = i;
			return true;
		}
	return false;
}

static void move_by(struct list *l, long step)
{
	long last = (long)l->shown_count - 1, at = (long)l->at + step;

	l->at = at < 0 || last < 0 ? 0 : (size_t)(at > last ? last : at);
}

/* A page keeps the cursor on its row of the screen. */
static void page_by(struct list *l, long pages)
{
	size_t old = l->at;

	move_by(l, pages * l->page);
	if (l->at > old)
		l->top += l->at - old;
	else
		l->top -= l->top < old - l->at ? l->top : old - l->at;
}

static bool move_cell(struct list *l, int step)
{
	size_t cells = l->columns - l->first_cell;

	if (!cells)
		return false;
	l->cell = (l->cell + cells + (size_t)(step + (int)cells)) % cells;
	return true;
}

static bool move_key(struct list *l, int key)
{
	switch (key) {
	case K_UP:
		return move_by(l, -1), true;
	case K_DOWN:
		return move_by(l, 1), true;
	case K_PGUP:
		return page_by(l, -1), true;
	case K_PGDN:
		return page_by(l, 1), true;
	case K_HOME:
		return l->at = 0, true;
	case K_END:
		return move_by(l, (long)l->shown_count), true;
	case K_LEFT:
		return move_cell(l, -1);
	case K_RIGHT:
		return move_cell(l, 1);
	default:
		return false;
	}
}

static int letter_key(int key)
{
	switch (key_plain(key)) {
	case 'k':
		return K_UP;
	case 'j':
		return K_DOWN;
	case 'h':
		return K_LEFT;
	case 'l':
		return K_RIGHT;
	default:
		return key;
	}
}

/* ------------------------------------------------------------------- finding */

static void find_changed(struct list *l)
{
	buf_clear(&l->find_folded);
	text_fold(&l->find_folded, buf_str(&l->find));
	list_refilter(l);
}

static void find_add(struct list *l, const char *text, size_t len)
{
	struct buf tidy = { 0 }, raw = { 0 };

	buf_add(&raw, text, len);
	text_tidy(&tidy, buf_str(&raw));
	buf_text(&l->find, buf_str(&tidy));
	buf_release(&tidy);
	buf_release(&raw);
	find_changed(l);
}

static void find_end(struct list *l, bool keep)
{
	l->finding = l->picked;
	if (!keep) {
		buf_clear(&l->find);
		find_changed(l);
	}
}

static bool find_key(struct list *l, int key)
{
	struct buf text = { 0 };
	size_t len;
	const char *pasted;

	if (key == K_PASTE) {
		pasted = term_pasted(&len);
		find_add(l, pasted, len);
	} else if (key == K_BACKSPACE) {
		size_t end = text_prev(buf_str(&l->find), l->find.len, l->find.len);

		buf_splice(&l->find, end, l->find.len - end, "", 0);
		find_changed(l);
	} else if (key_is_text(key)) {
		text_encode(&text, (uint32_t)key);
		find_add(l, text.at, text.len);
		buf_release(&text);
	} else if (key == K_ENTER && !l->picked) {
		find_end(l, true);
	} else if (key == K_ESC && (l->find.len || !l->picked)) {
		find_end(l, false);
	} else {
		return false;
	}
	return true;
}

static bool find_begin(struct view *v, struct err *e)
{
	(void)e;
	list_of(v)->finding = true;
	return true;
}

/* ------------------------------------------------------------------- marking */

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

static bool mark_toggle(struct view *v, struct err *e)
{
	struct list *l = list_of(v);
	int64_t id = list_current_id(l);
	size_t i = mark_of(l, id);

	(void)e;
	if (i < l->marked_count)
		l->marked[i] = l->marked[--l->marked_count];
	else if (id)
		mark(l, id);
	move_by(l, 1);
	return true;
}

/* All that are shown; with all of them marked already, none. */
static bool mark_all(struct view *v, struct err *e)
{
	struct list *l = list_of(v);
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

static const struct action marking[] = {
	{ .keys = "Space",
	  .bar = N_("Mark"),
	  .help = N_("Mark the row, or take its mark off"),
	  .run = mark_toggle },
	{ .keys = "C-a", .help = N_("Mark all the rows shown, or none"), .run = mark_all },
	{ 0 },
};

/* ------------------------------------------------------------------ the view */

static bool run_marking(struct list *l, int key)
{
	for (const struct action *a = marking; l->class->marks && a->keys; a++)
		if (key_in(key_plain(key), a->keys))
			return ui_run_action(&l->view, a);
	return false;
}

static bool key_pressed(struct view *v, int key)
{
	struct list *l = list_of(v);

	if (l->finding && find_key(l, key))
		return true;
	if (l->picked && key == K_ENTER) {
		*l->picked = list_current_id(l);
		if (*l->picked)
			ui_close(v);
		return true;
	}
	/* what a find hides comes back before the list is left */
	if (key == K_ESC && l->find.len)
		return find_end(l, false), true;
	return move_key(l, l->finding ? key : letter_key(key)) || run_marking(l, key);
}

static bool sort_choose(struct view *v, struct err *e)
{
	struct list *l = list_of(v);
	const char *labels[LIST_COLUMNS + 1] = { _("as they are") };
	size_t column[LIST_COLUMNS + 1] = { 0 }, n = 1;
	int choice;

	(void)e;
	for (size_t i = 0; i < l->columns && n < ASK_CHOICES; i++)
		if (l->column[i].field) {
			column[n] = i + 1;
			labels[n++] = l->column[i].label;
		}
	choice = ask_choice(v->ui, _("Sort by"), labels, n);
	if (choice < 0)
		return true;
	/* the same column once more turns the order round */
	l->backwards = column[choice] && l->sort == column[choice] && !l->backwards;
	l->sort = column[choice];
	list_refilter(l);
	return true;
}

static const struct action keys[] = {
	{ .keys = "Up k", .help = N_("The row above") },
	{ .keys = "Down j", .help = N_("The row below") },
	{ .keys = "PgUp", .help = N_("A page up") },
	{ .keys = "PgDn", .help = N_("A page down") },
	{ .keys = "Home", .help = N_("The first row") },
	{ .keys = "End", .help = N_("The last row") },
	{ .keys = "/",
	  .bar = N_("Find"),
	  .help = N_("Find: type any part of what a row shows"),
	  .run = find_begin },
	{ .keys = "F7",
	  .bar = N_("Sort"),
	  .help = N_("Sort; the same column again turns it round"),
	  .run = sort_choose },
	{ 0 },
};

static void title(struct view *v, struct buf *out)
{
	list_of(v)->class->title(list_of(v), out);
}

static void free_list(struct view *v)
{
	struct list *l = list_of(v);

	if (l->class->release)
		l->class->release(l);
	rowset_release(&l->rows);
	buf_release(&l->find);
	buf_release(&l->find_folded);
	free(l->shown);
	free(l->marked);
	free(l);
}

static const struct view_class list_view = {
	.actions = keys,
	.key = key_pressed,
	.paint = list_paint,
	.title = title,
	.about = list_about,
	.load = load,
	.free = free_list,
};

void *list_new(size_t size, struct ui *ui, const struct list_class *class,
	       const struct action *actions)
{
	struct list *l = view_new(size, ui, &list_view, actions);

	l->class = class;
	rowset_init(&l->rows, class->fields, class->stride);
	return l;
}

static const struct action picking[] = {
	{ .keys = "Enter", .bar = N_("Take") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

bool list_pick(struct list *l, const char *typed, int64_t *id)
{
	struct ui *ui = l->view.ui;
	struct err e = { 0 };

	*id = 0;
	l->picked = id;
	l->finding = l->view.modal = true;
	l->view.actions = picking;
	if (!ui_open(&l->view, &e)) {
		ui_fail(ui, &e);
		return false;
	}
	find_add(l, typed, strlen(typed));
	ui_run(&l->view);
	return *id != 0;
}
