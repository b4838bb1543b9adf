/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key_date_list.h"

#include "app_private.h"
#include "base/i18n.h"

struct row {
	int64_t id, rev;
	const char *name, *term, *opens, *due;
};

static const struct field fields[] = {
	{ FIELD(struct row, name), .label = N_("Occasion"), .kind = FIELD_TEXT, .width = 12 },
	{ FIELD(struct row, term), .label = N_("Term"), .kind = FIELD_TEXT, .width = 8 },
	{ FIELD(struct row, opens), .label = N_("From"), .kind = FIELD_DATE, .width = 10 },
	{ FIELD(struct row, due), .label = N_("To"), .kind = FIELD_DATE, .width = 10 },
	{ 0 },
};
static const char *const columns[] = { "name", "term", "opens", "due", NULL };

static bool load(struct list *l, struct err *e)
{
	static const char *const terms[] = { N_("year"), N_("first"), N_("second") };
	struct session *s = session_of(&l->view);
	struct key_date *dates;
	size_t count;

	if (!school_load_key_dates(s->db, s->year.id, &l->rows.arena, &dates, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct row *row = rowset_add(&l->rows);

		*row = (struct row){ .id = dates[i].id,
				     .name = dates[i].name,
				     .term = _(terms[dates[i].term]),
				     .opens = dates[i].opens,
				     .due = dates[i].due };
	}
	return true;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Key dates"));
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct row),
	.columns = columns,
	.load = load,
	.title = title,
	.empty = N_("This school year has no key dates."),
};

struct list *key_date_list_new(struct ui *ui)
{
	return list_new(sizeof(struct list), ui, &class, NULL);
}

bool key_date_name(struct session *s, int64_t id, struct arena *arena, const char **name,
		   struct err *e)
{
	struct key_date *dates;
	size_t count;

	*name = "";
	if (!school_load_key_dates(s->db, s->year.id, arena, &dates, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		if (dates[i].id == id)
			*name = dates[i].name;
	return true;
}
