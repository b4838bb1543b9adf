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
};

static bool add(void *arg, const struct action *a)
{
	struct list *l = arg;
	struct help_row *row;
	struct buf key = { 0 };

	if ((a->need & l->view.ui->may) != a->need || !(a->help || a->bar))
		return false;
	row = rowset_add(&l->rows);
	key_show(&key, a->keys);
	row->id = (int64_t)l->rows.count;
	row->keys = arena_text(&l->rows.arena, buf_str(&key));
	row->what = _(a->help ? a->help : a->bar);
	row->action = a;
	buf_release(&key);
	return false;
}

static bool load(struct list *l, struct err *e)
{
	const struct help *h = (const struct help *)l;

	(void)e;
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

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct help_row),
	.columns = columns,
	.whole = "what",
	.load = load,
	.title = title,
	.about = about,
};

/* The help closes first: what is run acts on the view that asked. */
static bool run(struct view *v, struct err *e)
{
	const struct help_row *row = list_current((const struct list *)v);
	const struct action *a = row ? row->action : NULL;
	struct ui *ui = v->ui;

	(void)e;
	ui_close(v);
	if (a && a->run)
		ui_run_action(ui->top, a);
	return true;
}

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
