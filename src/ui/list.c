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

void list_add_field(struct list *l, const char *name, const char *label, int width)
{
	if (l->columns < LIST_COLUMNS)
		l->column[l->columns++] = (struct list_column){
			.field = field_find(l->class->fields, name), .label = label, .width = width
		};
}

/* Puts the cursor on the row; false if it is not shown. */
static bool go(struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->shown_count; i++)
		if (rowset_id(&l->rows, l->shown[i]) == id) {
			l->at = i;
			return true;
		}
	return false;
}

static bool load(struct view *v, struct err *e)
{
	struct list *l = list_of(v);
	int64_t id = l->wanted ? l->wanted : list_current_id(l);
	size_t at = l->at, above = l->at - l->top;

	struct rowset before = l->rows;

	l->wanted = 0;
	rowset_init(&l->rows, l->class->fields, l->class->stride);
	l->shown_count = 0;
	fill_columns(l);
	bool ok = l->class->load(l, e);

	/* another filter may bring a marked row back, but nothing what somebody removed */
	if (ok && l->changes != v->ui->changes)
		list_unmark_gone(l, &before);
	l->changes = v->ui->changes;
	rowset_release(&before);
	list_refilter(l);
	if (!go(l, id) && l->shown_count) /* the row is gone: stay where it was */
		l->at = at < l->shown_count ? at : l->shown_count - 1;
	/* the current row stays where it is on the screen */
	l->top = l->at > above ? l->at - above : 0;
	return ok;
}

void list_refilter(struct list *l)
{
	int64_t id = list_current_id(l);

	l->shown = mem_grow(l->shown, (l->rows.count + 1) * sizeof *l->shown);
	l->fit = mem_grow(l->fit, l->rows.count + 1);
	l->shown_count = 0;
	for (size_t i = 0; i < l->rows.count; i++) {
		const void *row = rowset_at(&l->rows, i);

		l->fit[i] = l->class->keep && !l->class->keep(l, row)
				    ? FIND_NOT
				    : (unsigned char)list_fit(l, row);
		if (l->fit[i] != FIND_NOT)
			l->shown[l->shown_count++] = i;
	}
	list_sort(l);
	if (!go(l, id))
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

void list_move(struct list *l, long step)
{
	long last = (long)l->shown_count - 1, at = (long)l->at + step;

	l->at = at < 0 || last < 0 ? 0 : (size_t)(at > last ? last : at);
}

void list_want(struct list *l, int64_t id)
{
	l->wanted = id;
}

void list_end_find(struct list *l)
{
	if (l->find.len)
		list_find_end(l, false);
}

/* A page keeps the cursor on its row of the screen. */
static void page_by(struct list *l, long pages)
{
	size_t old = l->at;

	list_move(l, pages * l->page);
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
		return list_move(l, -1), true;
	case K_DOWN:
		return list_move(l, 1), true;
	case K_PGUP:
		return page_by(l, -1), true;
	case K_PGDN:
		return page_by(l, 1), true;
	case K_HOME:
		return l->at = 0, true;
	case K_END:
		return list_move(l, (long)l->shown_count), true;
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

/* ------------------------------------------------------------------ the view */

static bool key_pressed(struct view *v, int key)
{
	struct list *l = list_of(v);

	if (l->class->key && l->class->key(l, key))
		return true;
	if (l->finding && list_find_key(l, key))
		return true;
	if (l->picked && key == K_ENTER) {
		*l->picked = list_current_id(l);
		if (*l->picked)
			ui_close(v);
		return true;
	}
	/* what a find hides comes back before the list is left */
	if (key == K_ESC && l->find.len)
		return list_find_end(l, false), true;
	return move_key(l, l->finding ? key : letter_key(key));
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

static bool write_out(struct view *v, struct err *e)
{
	struct list *l = list_of(v);

	if (l->picked || l->class->aside || !v->ui->write_list)
		return err_set(e, ERR_INVALID, "%s", _("This list cannot be written to a file."));
	return v->ui->write_list(v->ui, l, e);
}

const struct action list_actions[] = {
	{ .keys = "Up k", .help = N_("The row above") },
	{ .keys = "Down j", .help = N_("The row below") },
	{ .keys = "PgUp", .help = N_("A page up") },
	{ .keys = "PgDn", .help = N_("A page down") },
	{ .keys = "Home", .help = N_("The first row") },
	{ .keys = "End", .help = N_("The last row") },
	{ .name = "list.find",
	  .keys = "/ C-w",
	  .bar = N_("Find"),
	  .help = N_("Find: name, pinyin or initials, number, class; any part of what a row shows"),
	  .run = list_find_begin },
	{ .name = "list.sort",
	  .keys = "F7",
	  .bar = N_("Sort"),
	  .help = N_("Sort; the same column again turns it round"),
	  .run = sort_choose },
	{ .name = "list.export",
	  .keys = "C-]",
	  .help = N_("Write what the list shows to a workbook or a CSV file"),
	  .run = write_out },
	{ 0 },
};

static void title(struct view *v, struct buf *out)
{
	if (list_of(v)->question)
		buf_text(out, list_of(v)->question);
	else
		list_of(v)->class->title(list_of(v), out);
}

static void free_list(struct view *v)
{
	struct list *l = list_of(v);

	if (l->class->release)
		l->class->release(l);
	rowset_release(&l->rows);
	buf_release(&l->find);
	find_release(&l->sought);
	free(l->fit);
	free(l->shown);
	free(l->marked);
	free(l);
}

static bool types(const struct view *v)
{
	const struct list *l = (const struct list *)v;

	return l->picked || l->class->typing_finds;
}

static const struct view_class list_view = {
	.actions = list_actions,
	.key = key_pressed,
	.types = types,
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
	l->finding = class->typing_finds;
	rowset_init(&l->rows, class->fields, class->stride);
	return l;
}

const struct action list_picking[] = {
	{ .keys = "Enter", .bar = N_("Take") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

bool list_pick(struct list *l, const char *question, const char *typed, int64_t *id)
{
	struct ui *ui = l->view.ui;
	struct err e = { 0 };

	*id = 0;
	l->picked = id;
	l->question = question;
	l->finding = l->view.modal = true;
	l->view.actions = list_picking;
	if (!ui_open(&l->view, &e)) {
		ui_fail(ui, &e);
		return false;
	}
	list_find_add(l, typed, strlen(typed));
	ui_run(&l->view);
	return *id != 0;
}
