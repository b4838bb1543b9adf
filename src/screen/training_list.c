/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "attendance_list.h"
#include "base/i18n.h"
#include "base/text.h"
#include "credit_list.h"
#include "model/training.h"
#include "screen/training.h"
#include "training_form.h"
#include "ui/ask.h"

static const char *const columns[] = { "date",  "level", "credits", "attended",
				       "title", "place", NULL };

struct trainings {
	struct list list;
	int64_t mentor_id; /* 0: all sessions */
	char name[400];    /* of the mentor */
};

static bool load(struct list *l, struct err *e)
{
	struct session *s = session_of(&l->view);

	return training_list(s, s->year.id, ((const struct trainings *)l)->mentor_id, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	const struct trainings *t = (const struct trainings *)l;

	app_title(&l->view, out, _("Training"));
	if (t->mentor_id)
		buf_printf(out, "  %s", t->name);
}

/* Credits are each one's who was there; those of one mentor add up. */
static void about(const struct list *l, struct buf *out)
{
	struct training sum = { 0 };
	size_t ahead = 0;

	for (size_t i = 0; i < l->shown_count; i++) {
		const struct training *t = rowset_at(&l->rows, l->shown[i]);

		sum.credits += t->credits;
		ahead += strcmp(t->date, session_of(&l->view)->today_iso) > 0;
	}
	buf_printf(out, _("%zu trainings"), l->shown_count);
	if (ahead)
		buf_printf(out, _(", %zu to come"), ahead);
	if (((const struct trainings *)l)->mentor_id) {
		buf_text(out, _("  credits: "));
		field_show(field_find(training_fields, "credits"), &sum, out);
	}
}

/* A session that was held, and where nobody was, is one whose sheet has yet to be entered. */
static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct training *t = row;
	bool ahead = strcmp(t->date, session_of(&l->view)->today_iso) > 0;

	field_show(f, row, out);
	if (f->offset != offsetof(struct training, attended) || t->attended || ahead)
		return ahead ? STYLE_DIM : STYLE_TEXT;
	buf_char(out, '0');
	return STYLE_SOON;
}

static const char *say_empty(const struct list *l)
{
	if (((const struct trainings *)l)->mentor_id)
		return _("At no training yet in this school year. Esc goes back.");
	if (!(l->view.ui->may & MAY_RUN_YEAR))
		return _("No training is kept yet in this school year. The office enters it.");
	return _("No training is kept yet in this school year. F9 adds a session, and Enter on it "
		 "records who was there.");
}

static const struct list_class class = {
	.fields = training_fields,
	.stride = sizeof(struct training),
	.table = "training",
	.columns = columns,
	.natural = "date",
	.whole = "title",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

static bool attendance(struct view *v, struct err *e)
{
	int64_t id = list_current_id((struct list *)v);

	return !id || attendance_list_open(v->ui, id, e);
}

static bool edit(struct view *v, struct err *e)
{
	int64_t id = list_current_id((struct list *)v);

	return !id || training_form_open((struct list *)v, id, e);
}

static bool add(struct view *v, struct err *e)
{
	return training_form_open((struct list *)v, 0, e);
}

static bool take_away(struct view *v, struct err *e)
{
	const struct training *t = list_current((struct list *)v);
	struct buf question = { 0 }, what = { 0 };
	bool ok = true;

	if (!t)
		return true;
	buf_printf(&what, _("removal of training %s"), t->title);
	buf_printf(&question, _("Remove %s of %s?"), t->title, t->date);
	if (t->attended)
		buf_printf(&question, _(" The attendance of %lld mentors goes with it."),
			   (long long)t->attended);
	if (ask_yes(v->ui, buf_str(&question), _("remove"), _("keep"))) {
		ok = training_remove(session_of(v), t->id, t->rev, t->attended, e);
		if (ok) {
			app_saved(v, "%s", buf_str(&what));
			ui_changed(v->ui);
			ui_say(v->ui, "%s", _("The training is removed."));
		}
	}
	buf_release(&question);
	buf_release(&what);
	return ok;
}

static bool credits(struct view *v, struct err *e)
{
	return credit_list_open(v->ui, e);
}

const struct action training_list_actions[] = {
	{ .keys = "",
	  .about = N_("The training of this school year. Enter on a session shows who was "
		      "there; the office marks them there. F6 shows everybody's credits.") },
	{ .name = "training.attendance",
	  .keys = "Enter Tab",
	  .bar = N_("Attendance"),
	  .run = attendance,
	  .help = N_("Who was there") },
	{ .name = "training.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_RUN_YEAR,
	  .run = add,
	  .help = N_("Add a session of training") },
	{ .name = "training.edit",
	  .keys = "C-e e",
	  .bar = N_("Edit"),
	  .need = MAY_RUN_YEAR,
	  .run = edit,
	  .help = N_("Change what is known of the session") },
	{ .name = "training.credits",
	  .keys = "F6 c",
	  .bar = N_("Credits"),
	  .run = credits,
	  .help = N_("Everybody's credits of this school year") },
	{ .name = "training.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_RUN_YEAR,
	  .run = take_away,
	  .help = N_("Remove the session, and its attendance with it") },
	{ 0 },
};

const struct action training_of_mentor_actions[] = {
	{ .keys = "",
	  .about = N_("Where one mentor was in this school year, with the credits. Enter shows the "
		      "sheet of a session.") },
	{ .name = "training.attendance",
	  .keys = "Enter Tab",
	  .bar = N_("Attendance"),
	  .run = attendance,
	  .help = N_("Who was there") },
	{ 0 },
};

bool training_list_show(struct view *v, struct err *e)
{
	struct trainings *t;

	if (ui_return_to(v->ui, training_list_actions))
		return true;
	t = list_new(sizeof *t, v->ui, &class, training_list_actions);
	return ui_open(&t->list.view, e);
}

bool training_list_of(struct ui *ui, int64_t mentor_id, const char *name, struct err *e)
{
	struct trainings *t = list_new(sizeof *t, ui, &class, training_of_mentor_actions);

	t->mentor_id = mentor_id;
	snprintf(t->name, sizeof t->name, "%s", name);
	text_trim_broken_end(t->name);
	return ui_open(&t->list.view, e);
}
