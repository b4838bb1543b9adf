/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Entering a sheet of paper: the first characters of a name find it, Space says that the mentor was
 * there, and the next name can be typed. Each is saved at once, so that nothing is lost with the
 * line, and a mistake is mended by the same key.
 */
#include "attendance_list.h"

#include <stdlib.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/training.h"
#include "ui/ask.h"

static const char *const columns[] = { "there", "name", "staff_no", "subject", NULL };

struct sheet {
	struct list list;
	int64_t training_id;
	const char *what; /* the session, in words; in the rows' arena */
};

static void describe(struct sheet *sheet, const struct training *t)
{
	struct buf what = { 0 };

	buf_printf(&what, "%s %s %s", t->date, choice_label(training_levels, t->level), t->title);
	sheet->what = arena_text(&sheet->list.rows.arena, buf_str(&what));
	buf_release(&what);
}

static bool load(struct list *l, struct err *e)
{
	struct sheet *sheet = (struct sheet *)l;
	struct session *s = session_of(&l->view);
	struct rowset set;
	bool ok;

	sheet->what = "";
	ok = training_attendance(s, sheet->training_id, &l->rows, e);
	if (!ok)
		return false;
	ok = training_get(s, sheet->training_id, &set, e);
	if (ok)
		describe(sheet, rowset_at(&set, 0));
	rowset_release(&set);
	return ok;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Attendance"));
}

/* Of all, whatever is found just now. */
static void about(const struct list *l, struct buf *out)
{
	size_t there = 0;

	for (size_t i = 0; i < l->rows.count; i++)
		there += ((const struct attendee *)rowset_at(&l->rows, i))->there != 0;
	buf_printf(out, _("There: %zu of %zu"), there, l->rows.count);
	buf_printf(out, "  %s", ((const struct sheet *)l)->what);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct attendee *a = row;

	if (f->offset != offsetof(struct attendee, there)) {
		field_show(f, row, out);
		return STYLE_TEXT;
	}
	buf_text(out, a->there ? _("there") : "");
	return STYLE_GOOD;
}

static const struct list_class class = {
	.fields = attendee_fields,
	.stride = sizeof(struct attendee),
	.columns = columns,
	.natural = "staff_no",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.typing_finds = true,
	.say_empty = app_no_mentors,
};

/* ------------------------------------------------------------------ actions */

/* Whoever is looked for was read off the sheet: who stands there twice is not taken off. */
static bool is_twice(struct list *l, const struct attendee *a)
{
	if (!a->there || !l->find.len)
		return false;
	list_end_find(l);
	ui_say(l->view.ui, _("%s is there already; Space once more takes the mark off."), a->name);
	return true;
}

/* The row is changed in its place: the next key may come before the rows are read again. */
static bool toggle(struct view *v, struct err *e)
{
	struct list *l = (struct list *)v;
	struct attendee *a;
	size_t changed;

	if (!list_current(l))
		return true;
	a = rowset_at(&l->rows, l->shown[l->at]);
	if (is_twice(l, a))
		return true;
	if (!training_attend(session_of(v), ((struct sheet *)v)->training_id, &a->id, 1, !a->there,
			     &changed, e))
		return false;
	a->there = !a->there;
	ui_say(v->ui, a->there ? _("%s was there.") : _("%s was not there."), a->name);
	list_end_find(l);
	list_move(l, 1);
	ui_changed(v->ui);
	return true;
}

static bool set_all(struct view *v, bool there, struct err *e)
{
	struct list *l = (struct list *)v;
	int64_t *ids = mem_alloc((l->shown_count + 1) * sizeof *ids);
	size_t changed;
	bool ok;

	for (size_t i = 0; i < l->shown_count; i++)
		ids[i] = rowset_id(&l->rows, l->shown[i]);
	ok = training_attend(session_of(v), ((struct sheet *)v)->training_id, ids, l->shown_count,
			     there, &changed, e);
	free(ids);
	if (!ok)
		return false;
	for (size_t i = 0; i < l->shown_count; i++)
		((struct attendee *)rowset_at(&l->rows, l->shown[i]))->there = there;
	ui_say(v->ui, there ? _("%zu more were there.") : _("%zu are taken off."), changed);
	ui_changed(v->ui);
	return true;
}

/* Asked first: what was entered one by one cannot be told from it afterwards. */
static bool ask_all(struct view *v, const char *question, const char *yes)
{
	struct buf text = { 0 };
	size_t count = ((struct list *)v)->shown_count;
	bool answer;

	buf_printf(&text, question, count);
	answer = count && ask_yes(v->ui, buf_str(&text), yes, _("leave them as they are"));
	buf_release(&text);
	return answer;
}

static bool all(struct view *v, struct err *e)
{
	return !ask_all(v, _("All %zu that are shown were there?"), _("all were there")) ||
	       set_all(v, true, e);
}

static bool none(struct view *v, struct err *e)
{
	return !ask_all(v, _("Take all %zu that are shown off again?"), _("take them off")) ||
	       set_all(v, false, e);
}

const struct action attendance_list_actions[] = {
	{ .keys = "",
	  .about = N_("Who was at this training. Type the beginning of a name or a staff "
		      "number as it stands on the sheet, then Space marks who was found; every "
		      "mark is saved at once.") },
	{ .name = "attendance.toggle",
	  .keys = "Space Enter",
	  .bar = N_("There"),
	  .need = MAY_RUN_YEAR,
	  .run = toggle,
	  .help = N_("The mentor was there, or was not; then the next one. What is typed is looked "
		     "for at once") },
	{ .name = "attendance.all",
	  .keys = "F9",
	  .bar = N_("All"),
	  .need = MAY_RUN_YEAR,
	  .run = all,
	  .help = N_("All that are shown were there") },
	{ .name = "attendance.none",
	  .keys = "F8",
	  .bar = N_("None"),
	  .need = MAY_RUN_YEAR,
	  .run = none,
	  .help = N_("Take all that are shown off again") },
	{ 0 },
};

bool attendance_list_open(struct ui *ui, int64_t training_id, struct err *e)
{
	struct sheet *sheet = list_new(sizeof *sheet, ui, &class, attendance_list_actions);

	sheet->training_id = training_id;
	return ui_open(&sheet->list.view, e);
}
