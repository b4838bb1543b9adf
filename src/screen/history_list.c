/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history_list.h"

#include "app_private.h"
#include "base/i18n.h"
#include "model/history.h"

struct history {
	struct list list;
	const char *table; /* NULL: one entry */
	int64_t id;
};

static const char *const columns[] = { "at", "login", "done", "field", "from", "to", NULL };

static bool load(struct list *l, struct err *e)
{
	const struct history *h = (const struct history *)l;
	struct session *s = session_of(&l->view);

	return h->table ? history_list(s, h->table, h->id, &l->rows, e)
			: history_entry(s, h->id, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	const struct history *h = (const struct history *)l;

	app_title(&l->view, out, h->table ? _("History") : _("History: one entry"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("Entries: %zu"), l->shown_count);
}

/* From and to, whole. */
static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct history_line *h = row;
	bool both = h->from && *h->from && h->to && *h->to;

	(void)l;
	buf_printf(out, "%s%s%s", h->from ? h->from : "", both ? " -> " : "", h->to ? h->to : "");
}

static const struct list_class class = {
	.fields = history_fields,
	.stride = sizeof(struct history_line),
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.tell = tell,
	.empty = N_("Nothing was changed here since changes are written down. Esc goes back."),
};

static bool open_it(struct ui *ui, const char *table, int64_t id, struct err *e)
{
	struct history *h = list_new(sizeof *h, ui, &class, history_list_actions);

	h->table = table;
	h->id = id;
	return ui_open(&h->list.view, e);
}

static bool open_entry(struct view *v, struct err *e)
{
	const struct history_line *h = list_current((const struct list *)v);

	return !h || !((const struct history *)v)->table || open_it(v->ui, NULL, h->entry, e);
}

const struct action history_list_actions[] = {
	{ .keys = "",
	  .about = N_("Who changed what, when, the newest first; of a student all that belongs to "
		      "the student. What was said in notes that are sensitive is shown to the "
		      "office alone.") },
	{ .name = "history.open",
	  .keys = "Enter",
	  .bar = N_("In full"),
	  .run = open_entry,
	  .help = N_("Show one entry, a line for each field") },
	{ 0 },
};

bool history_show(struct view *v, struct err *e)
{
	const struct list *l = v->class->actions == list_actions ? (const struct list *)v : NULL;
	const int64_t *about = NULL;
	size_t count = 1;
	int64_t id = 0;

	if (l && l->class->about_ids)
		about = l->class->about_ids(l, &count);
	if (l && l->class->table)
		id = about ? *about : l->class->about_ids ? 0 : list_current_id(l);
	if (id && count)
		return open_it(v->ui, l->class->table, id, e);
	ui_say(v->ui, "%s", _("There is no history here; go to a record in a list first."));
	return true;
}
