/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key_date_list.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/key_date.h"

static const char *const columns[] = { "name", "term", "opens", "due", NULL };

static bool load(struct list *l, struct err *e)
{
	struct session *s = session_of(&l->view);

	return key_date_list(s, s->year.id, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Key dates"));
}

static const char *say_empty(const struct list *l)
{
	return l->view.ui->may & MAY_RUN_YEAR
		       ? _("This school year has no key dates. Esc goes back; Ctrl-Y shows the "
			   "school year, and F9 there adds one.")
		       : _("This school year has no key dates. Esc goes back; the office sets "
			   "them.");
}

static const struct list_class class = {
	.fields = key_date_fields,
	.stride = sizeof(struct key_date_row),
	.columns = columns,
	.load = load,
	.title = title,
	.say_empty = say_empty,
};

struct list *key_date_list_new(struct ui *ui)
{
	return list_new(sizeof(struct list), ui, &class, NULL);
}

bool key_date_put(struct form *f, int64_t id, struct err *e)
{
	const struct session *s = session_of(&f->view);
	struct key_date *dates;
	size_t count;

	if (!school_load_key_dates(s->db, s->year.id, &f->arena, &dates, &count, e))
		return false;
	form_put_id(f, "key_date_id", id);
	form_put(f, "key_date", "");
	for (size_t i = 0; i < count; i++)
		if (dates[i].id == id)
			form_put(f, "key_date", dates[i].name);
	return true;
}

bool key_date_none_on(struct session *s, const char *day, struct arena *arena, bool *none,
		      struct err *e)
{
	struct key_date *dates;
	size_t count;

	*none = true;
	if (!school_load_key_dates(s->db, s->year.id, arena, &dates, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(dates[i].opens, day) <= 0 && strcmp(dates[i].due, day) >= 0)
			*none = false;
	return true;
}
