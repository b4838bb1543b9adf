/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/list.h"

struct help_row {
	int64_t id, rev;
	const char *keys, *what;
	const struct action *action;
};

static const struct field fields[] = {
	{ FIELD(struct help_row, keys), .label = N_("Key"), .width = 12 },
	{ FIELD(struct help_row, what), .label = N_("What it does"), .width = 40 },
	{ 0 },
};
static const char *const columns[] = { "keys", "what", NULL };

struct help {
	struct list list;
	const struct action *table; /* of a menu; NULL: all that the view below knows */
	struct buf about;
};

/* A key that an earlier table has does what that one says. */
static bool is_listed(const struct list *l, const char *key)
{
	for (size_t i = 0; i < l->rows.count; i++)
		if (!strcmp(((const struct help_row *)rowset_at(&l->rows, i))->keys, key))
			return true;
	return false;
}

static bool add(void *arg, const struct action *a)
{
	struct list *l = arg;
	struct help_row *row;
	struct buf key = { 0 };

	if (a->about && (a->need & l->view.ui->may) == a->need)
		buf_printf(&((struct help *)l)->about, "%s\n", _(a->about));
	key_show(&key, a->keys);
	if ((a->need & l->view.ui->may) != a->need || !(a->help || a->bar) ||
	    is_listed(l, buf_str(&key))) {
		buf_release(&key);
		return false;
	}
	row = rowset_add(&l->rows);
	row->id = (int64_t)l->rows.count;
	row->keys = arena_text(&l->rows.arena, buf_str(&key));
	row->what = _(a->help ? a->help : a->bar);
	row->action = a;
	buf_release(&key);
	return false;
}

static bool load(struct list *l, struct err *e)
{
	struct help *h = (struct help *)l;

	(void)e;
	buf_clear(&h->about);
	if (h->table)
		action_seek(h->table, add, l);
	else
		ui_seek_action(l->view.below ? l->view.below : l->view.ui->top, add, l);
	return true;
}

static void title(const struct list *l, struct buf *out)
{
	buf_text(out, ((const struct help *)l)->table ? _("Menu") : _("Help"));
}

static void about(const struct list *l, struct buf *out)
{
	(void)l;
	buf_text(out, _("Enter does it, Esc goes back."));
}

static void intro(const struct list *l, struct buf *out)
{
	buf_text(out, buf_str(&((const struct help *)l)->about));
}

static void release(struct list *l)
{
	buf_release(&((struct help *)l)->about);
}

/* The help closes first: what is run acts on the view that asked. */
static void do_it(struct list *l, const struct action *a)
{
	struct ui *ui = l->view.ui;

	ui_close(&l->view);
	if (a && a->run)
		ui_run_action(ui->top, a);
}

static bool run(struct view *v, struct err *e)
{
	const struct help_row *row = list_current((const struct list *)v);

	(void)e;
	do_it((struct list *)v, row ? row->action : NULL);
	return true;
}

/* A menu's keys do what it says they do. */
static bool menu_key(struct list *l, int key)
{
	if (!((const struct help *)l)->table)
		return false;
	for (size_t i = 0; i < l->rows.count; i++) {
		const struct help_row *row = rowset_at(&l->rows, i);

		if (key_in(key, row->action->keys)) {
			do_it(l, row->action);
			return true;
		}
	}
	return false;
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct help_row),
	.columns = columns,
	.whole = "what",
	.load = load,
	.title = title,
	.about = about,
	.intro = intro,
	.key = menu_key,
	.release = release,
};

static const struct action actions[] = {
	{ .keys = "Enter", .bar = N_("Do it"), .run = run },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

static bool open_list(struct view *v, const struct action *table, struct err *e)
{
	struct help *h = list_new(sizeof *h, v->ui, &class, actions);

	h->table = table;
	h->list.view.modal = true;
	return ui_open(&h->list.view, e);
}

bool help_open(struct view *v, struct err *e)
{
	return open_list(v, NULL, e);
}

bool menu_open(struct view *v, const struct action *table, struct err *e)
{
	return open_list(v, table, e);
}
