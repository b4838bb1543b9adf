/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "screen/assign.h"
#include "screen/contact.h"
#include "screen/coverage.h"
#include "screen/student.h"

static const char *const columns[] = { "student",  "class_name", "mentor", "kind",
				       "occasion", "state",      "day",    NULL };

struct duties {
	struct list list;
	struct coverage_of of;
	char *title;
};

static const struct duties *duties_of(const struct list *l)
{
	return (const struct duties *)l;
}

static bool load(struct list *l, struct err *e)
{
	return coverage_duties(session_of(&l->view), &duties_of(l)->of, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, duties_of(l)->title);
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("%zu obligations"), l->shown_count);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const char *state = ((const struct coverage_duty *)row)->state;

	field_show(f, row, out);
	if (f->offset != offsetof(struct coverage_duty, state))
		return STYLE_TEXT;
	return !strcmp(state, "overdue") ? STYLE_LATE
	       : !strcmp(state, "soon")  ? STYLE_SOON
					 : STYLE_TEXT;
}

/* Recording and assigning are about the student. */
static const int64_t *about_ids(const struct list *l, size_t *count)
{
	const struct coverage_duty *row = list_current(l);

	*count = row != NULL;
	return row ? &row->student_id : NULL;
}

static void release(struct list *l)
{
	free(((struct duties *)l)->title);
}

static const struct list_class class = {
	.fields = coverage_duty_fields,
	.stride = sizeof(struct coverage_duty),
	.columns = columns,
	.natural = "class_name",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.table = "student",
	.about_ids = about_ids,
	.empty = N_("Nothing is counted here any more. Esc goes back."),
	.release = release,
};

static bool detail(struct view *v, struct err *e)
{
	const struct coverage_duty *row = list_current((struct list *)v);

	return !row || student_detail_open(v->ui, row->student_id, e);
}

const struct action coverage_duty_actions[] = {
	{ .keys = "",
	  .about = N_("What the figure counts, a row each. The digits record it for the "
		      "student at the cursor, and Enter opens the student.") },
	{ .name = "student.open",
	  .keys = "Enter Tab",
	  .bar = N_("Student"),
	  .run = detail,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ .more = contact_actions },
	{ .more = assign_actions },
	{ 0 },
};

bool coverage_duty_open(struct ui *ui, const struct coverage_of *of, const char *words,
			struct err *e)
{
	struct duties *d = list_new(sizeof *d, ui, &class, coverage_duty_actions);

	d->of = *of;
	d->title = mem_text(words);
	return ui_open(&d->list.view, e);
}
