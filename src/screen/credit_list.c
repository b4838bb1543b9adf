/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "credit_list.h"

#include "app_private.h"
#include "base/i18n.h"
#include "model/training.h"
#include "screen/training.h"

static const char *const columns[] = { "name",   "sessions", "total",   "city", "district",
				       "school", "staff_no", "subject", NULL };

static bool load(struct list *l, struct err *e)
{
	struct session *s = session_of(&l->view);

	return training_credits(s, s->year.id, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Training credits"));
}

static void about(const struct list *l, struct buf *out)
{
	size_t none = 0;

	for (size_t i = 0; i < l->shown_count; i++)
		none += !((const struct credits *)rowset_at(&l->rows, l->shown[i]))->sessions;
	buf_printf(out, _("%zu mentors, %zu without any training"), l->shown_count, none);
}

/* Who was nowhere stands out by colour, and by a 0 where there is none. */
static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct credits *c = row;

	field_show(f, row, out);
	if (c->sessions)
		return STYLE_TEXT;
	if (f->offset == offsetof(struct credits, sessions) ||
	    f->offset == offsetof(struct credits, total))
		buf_char(out, '0');
	return STYLE_LATE;
}

static const struct list_class class = {
	.fields = credits_fields,
	.stride = sizeof(struct credits),
	.columns = columns,
	.natural = "staff_no",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.say_empty = app_no_mentors,
};

static bool sessions(struct view *v, struct err *e)
{
	const struct credits *c = list_current((const struct list *)v);

	return !c || training_list_of(v->ui, c->id, c->name, e);
}

const struct action credit_list_actions[] = {
	{ .keys = "",
	  .about = N_("Everybody's trainings and credits of this school year; whoever was at "
		      "none has a 0. Enter shows where a mentor was.") },
	{ .name = "credit.sessions",
	  .keys = "Enter Tab",
	  .bar = N_("Trainings"),
	  .run = sessions,
	  .help = N_("Where the mentor was") },
	{ .name = "training.all",
	  .keys = "F6 c",
	  .bar = N_("All trainings"),
	  .run = training_list_show,
	  .help = N_("Back to all sessions of training") },
	{ 0 },
};

bool credit_list_open(struct ui *ui, struct err *e)
{
	struct list *l = list_new(sizeof *l, ui, &class, credit_list_actions);

	return ui_open(&l->view, e);
}
