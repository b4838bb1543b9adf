/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways from a report: to the rows that a figure counts, to whom they are about, and out. */
#include <string.h>

#include "base/i18n.h"
#include "report_out.h"
#include "report_private.h"
#include "screen/assign.h"
#include "screen/checklist.h"
#include "screen/contact.h"
#include "screen/exemption.h"
#include "screen/plan.h"
#include "screen/referral.h"
#include "screen/student.h"

/* The row as the model knows it. */
static struct report_row row_of(const struct report_row *shown)
{
	struct report_row row = *shown;

	row.id = shown->rev;
	return row;
}

/* Whom the row is about; false where that is a group. */
static bool open_person(struct view *v, const struct report_row *row, bool *opened, struct err *e)
{
	const struct report *r = ((struct report_view *)v)->report;

	*opened = true;
	if (r->key == REPORT_OF_STUDENT && row->rev > 0)
		return student_detail_open(v->ui, row->rev, e);
	if (r->key == REPORT_OF_MENTOR && row->rev > 0)
		return ui_open(checklist_new(v->ui, row->rev), e);
	*opened = false;
	return true;
}

/* What the rows are limited to, in words. */
static void say_of_whom(const struct report_view *v, struct buf *out)
{
	struct buf narrowed = { 0 };

	buf_text(out, buf_str(&v->words));
	if (report_tell_narrow(v, &narrowed))
		buf_printf(out, "%s%s", out->len ? "  " : "", narrowed.at);
	buf_release(&narrowed);
}

static bool open_figure(const struct report_view *v, const struct report *behind,
			const struct report_of *to, const struct report_row *row,
			const struct field *f, struct err *e)
{
	struct buf words = { 0 };
	bool ok;

	say_of_whom(v, &words);
	buf_text(&words, words.len ? "  " : "");
	field_show(v->list.column[0].field, row, &words);
	buf_printf(&words, "  %s", _(f->label));
	ok = report_view_open(v->list.view.ui, behind, to, words.at, e);
	buf_release(&words);
	return ok;
}

/* Those that the figure counts. */
static bool behind(struct report_view *v, const struct report_row *shown, const struct field *f,
		   bool *opened, struct err *e)
{
	const struct report_row row = row_of(shown);
	struct report_of of = v->of, to = { 0 };
	const struct report *r;

	report_narrow_by(&of, &v->narrow);
	r = report_behind(session_of(&v->list.view), v->report, &of, &row, f->name, &to);
	*opened = r != NULL;
	return !r || open_figure(v, r, &to, shown, f, e);
}

/* Why a figure has no rows for this session: persons, a closed year, or none at all. */
static bool say_why_not(struct report_view *v, const struct field *f, struct err *e)
{
	const struct session *s = session_of(&v->list.view);
	const struct report_drill *d = v->report->drills;

	while (d && d->column && (!f || strcmp(d->column, f->name) != 0))
		d++;
	if (d && d->column && !report_may(s, report_named(d->report), e))
		return false;
	if (d && d->column)
		ui_say(v->list.view.ui, _("The figures of a closed year are fixed; the rows behind "
					  "them are not shown."));
	else
		ui_say(v->list.view.ui,
		       _("There are no rows behind this; what it counts stands below."));
	return true;
}

static bool rows_behind(struct view *view, struct err *e)
{
	struct report_view *v = (struct report_view *)view;
	const struct report_row *row = list_current(&v->list);
	const struct field *f = report_column_at(&v->list)->field;
	bool opened = false;

	if (!row)
		return true;
	if (f && report_is_few(f, row)) {
		ui_say(view->ui, _("Fewer than five are not told, nor what would give them away; "
				   "nor who they are."));
		return true;
	}
	if (f && field_is_number(f) && !field_int(f, row)) {
		ui_say(view->ui, _("There is nothing to count here."));
		return true;
	}
	if (f && !behind(v, row, f, &opened, e))
		return false;
	if (!opened && !open_person(view, row, &opened, e))
		return false;
	return opened || say_why_not(v, f, e);
}

/* The student, the mentor's checklist; of a group what its first figure counts. */
static bool deeper(struct view *view, struct err *e)
{
	struct report_view *v = (struct report_view *)view;
	const struct report_row *row = list_current(&v->list);
	bool opened = false;

	if (!row || !open_person(view, row, &opened, e))
		return !row;
	for (const char *const *name = v->report->columns; *name && !opened; name++) {
		const struct field *f = field_find(v->report->fields, *name);

		if (!report_is_few(f, row) && (!field_is_number(f) || field_int(f, row)) &&
		    !behind(v, row, f, &opened, e))
			return false;
	}
	return opened || say_why_not(v, report_column_at(&v->list)->field, e);
}

static bool narrow(struct view *view, struct err *e)
{
	struct report_view *v = (struct report_view *)view;
	struct report_narrow before = v->narrow;

	if (!report_narrow_ask(view, v->report, &v->narrow, e))
		return e->kind == ERR_NONE;
	if (view->class->load(view, e))
		return true;
	v->narrow = before;
	return false;
}

static bool write_out(struct view *view, struct err *e)
{
	const struct report_view *v = (struct report_view *)view;
	struct report_of of = v->of;
	struct buf words = { 0 };
	bool ok;

	report_narrow_by(&of, &v->narrow);
	say_of_whom(v, &words);
	ok = report_out_open(view->ui, v->report, &of, buf_str(&words), e);
	buf_release(&words);
	return ok;
}

static const struct action report_common_actions[] = {
	{ .name = "report.behind",
	  .keys = "Enter",
	  .bar = N_("Rows"),
	  .run = rows_behind,
	  .help = N_("The rows that the figure at the cursor counts") },
	{ .keys = "Right", .help = N_("The next figure; Left the one before") },
	{ .name = "report.deeper",
	  .keys = "Tab",
	  .bar = N_("Deeper"),
	  .run = deeper,
	  .help = N_("The student, the mentor's checklist; of a group the rows of its first "
		     "figure") },
	{ .name = "report.narrow",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = narrow,
	  .help = N_("One grade, one class or one mentor alone; another school year") },
	{ .name = "report.write",
	  .keys = "C-o",
	  .bar = N_("Write"),
	  .run = write_out,
	  .help = N_("Into a file: workbook, CSV, a page to print; or to a printer") },
	{ 0 },
};

const struct action report_view_actions[] = {
	{ .keys = "",
	  .about = N_("A report. What the figure at the cursor counts, and how, stands below; "
		      "Enter opens the rows behind it. <5 is a group too small to be told.") },
	{ .more = report_common_actions },
	{ 0 },
};

const struct action report_student_actions[] = {
	{ .keys = "",
	  .about = N_("A report whose rows are about students. What stands in the column at the "
		      "cursor is told below. Tab opens the student, and the digits record for "
		      "the student at the cursor.") },
	{ .more = report_common_actions },
	{ .more = contact_actions },
	{ .more = referral_actions },
	{ .more = exemption_actions },
	{ .more = plan_actions },
	{ .more = assign_actions },
	{ 0 },
};
