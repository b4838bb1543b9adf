/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "help_private.h"

const struct field help_fields[] = {
	{ FIELD(struct help_row, keys), .label = N_("Key"), .width = 12 },
	{ FIELD(struct help_row, what), .label = N_("What it does"), .width = 40 },
	{ 0 },
};
const char *const help_columns[] = { "keys", "what", NULL };

struct help {
	struct list list;
	const struct action *table; /* of a menu; NULL: all that the view below knows */
	struct buf about;
};

bool help_shows(const struct ui *ui, const struct action *a)
{
	return (a->need & ui->may) == a->need && (a->help || a->bar);
}

void help_keys(const struct view *v, const struct action *a, struct buf *out)
{
	bool typed = a->run && v->class->types && v->class->types(v);
	const char *keys = ui_keys(v->ui, a), *name;
	struct buf work = { 0 };
	size_t len;

	while (text_word(&keys, ' ', &name, &len)) {
		/* but for the blank, which has a name and may mark where all else is looked for */
		if (typed && text_width_n(name, len) == 1)
			continue;
		buf_text(&work, work.len ? " " : "");
		buf_add(&work, name, len);
	}
	if (work.len)
		key_show_all(out, work.at);
	else
		buf_text(out, _("no key"));
	buf_release(&work);
}

const char *help_what(const struct action *a)
{
	return _(a->help ? a->help : a->bar);
}

/* A key that an earlier table has does what that one says. */
static bool is_listed(const struct list *l, const struct action *a)
{
	const struct ui *ui = l->view.ui;
	const char *keys = ui_keys(ui, a);
	size_t len = strcspn(keys, " ");

	for (size_t i = 0; i < l->rows.count; i++) {
		const struct action *b = ((const struct help_row *)rowset_at(&l->rows, i))->action;
		const char *taken = ui_keys(ui, b);

		if (len && len == strcspn(taken, " ") && !strncmp(keys, taken, len))
			return true;
	}
	return false;
}

static bool add(void *arg, const struct action *a)
{
	struct list *l = arg;
	struct help_row *row;
	struct buf keys = { 0 };

	if (a->about && (a->need & l->view.ui->may) == a->need)
		buf_printf(&((struct help *)l)->about, "%s\n", _(a->about));
	if (!help_shows(l->view.ui, a) || is_listed(l, a))
		return false;
	help_keys(help_below(l), a, &keys);
	row = rowset_add(&l->rows);
	row->id = (int64_t)l->rows.count;
	row->keys = arena_text(&l->rows.arena, buf_str(&keys));
	row->what = help_what(a);
	row->action = a;
	buf_release(&keys);
	return false;
}

/* While it is opened, that view is on top. */
struct view *help_below(const struct list *l)
{
	return l->view.below ? l->view.below : l->view.ui->top;
}

static bool load(struct list *l, struct err *e)
{
	struct help *h = (struct help *)l;

	(void)e;
	buf_clear(&h->about);
	if (h->table)
		action_seek(h->table, add, l);
	else
		ui_seek_action(help_below(l), add, l);
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

/* The list closes first: what is run acts on the view that asked. */
void help_do(struct list *l, const struct action *a)
{
	struct ui *ui = l->view.ui;

	ui_close(&l->view);
	if (a && a->run)
		ui_go(ui, a);
}

static bool run(struct view *v, struct err *e)
{
	const struct help_row *row = list_current((const struct list *)v);

	(void)e;
	help_do((struct list *)v, row ? row->action : NULL);
	return true;
}

/* A menu's keys do what it says they do. */
static bool menu_key(struct list *l, int key)
{
	const struct help_row *here = list_current(l);

	/* whatever key the action has been given: else nobody could get it back */
	if (key == K_ENTER && !l->finding && here) {
		help_do(l, here->action);
		return true;
	}
	if (!((const struct help *)l)->table || (l->finding && key_is_text(key)))
		return false;
	for (size_t i = 0; i < l->rows.count; i++) {
		const struct help_row *row = rowset_at(&l->rows, i);

		if (key_in(key, ui_keys(l->view.ui, row->action))) {
			help_do(l, row->action);
			return true;
		}
	}
	return false;
}

static const struct list_class class = {
	.aside = true,
	.fields = help_fields,
	.stride = sizeof(struct help_row),
	.columns = help_columns,
	.whole = "what",
	.load = load,
	.title = title,
	.about = about,
	.intro = intro,
	.key = menu_key,
	.release = release,
};

const struct action help_actions[] = {
	{ .name = "help.run",
	  .keys = "Enter",
	  .bar = N_("Do it"),
	  .help = N_("Do what the row says, on the screen below"),
	  .run = run },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

static bool open_list(struct view *v, const struct action *table, struct err *e)
{
	struct help *h = list_new(sizeof *h, v->ui, &class, help_actions);

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
