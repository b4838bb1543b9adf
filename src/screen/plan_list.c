/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/ident.h"
#include "model/obligation.h"
#include "model/plan.h"
#include "plan_export.h"
#include "plan_filter.h"
#include "screen/contact.h"
#include "screen/plan.h"
#include "screen/student.h"
#include "ui/ask.h"

static const char *const columns[] = { "date",     "time",  "student", "class_name", "kind",
				       "location", "phone", "mentor",  "note",       NULL };
/* Neighbours stand together. */
static const char *const sorted_by[] = { "location", "near", NULL };

struct plans {
	struct list list;
	struct plans_shown shown;
	int64_t *students; /* that were chosen */
};

static struct plans *plans_of(const struct list *l)
{
	return (struct plans *)l;
}

/* ------------------------------------------------------------------ showing */

static bool load(struct list *l, struct err *e)
{
	const struct plans *p = plans_of(l);
	const struct plan_filter f = { .mentor_id = p->shown.mentor_id,
				       .missed = p->shown.which == PLANS_MISSED };
	struct session *s = session_of(&l->view);

	return p->shown.which == PLANS_OWED
		       ? plan_list_unplanned(s, p->shown.mentor_id, &l->rows, e)
		       : plan_list(s, &f, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Plans"));
}

static void about(const struct list *l, struct buf *out)
{
	const struct plans *p = plans_of(l);
	size_t missed = 0;

	for (size_t i = 0; i < l->shown_count; i++) {
		const struct plan *row = rowset_at(&l->rows, l->shown[i]);

		missed += !strcmp(row->state, "missed");
	}
	if (p->shown.which == PLANS_OWED)
		buf_printf(out, _("Still owed a visit, not planned: %zu"), l->shown_count);
	else
		buf_printf(out, _("Plans: %zu, missed %zu"), l->shown_count, missed);
	if (p->shown.what[0])
		buf_printf(out, "  %s", p->shown.what);
}

/* As the checklist shows it. */
static enum style show_owed(const struct plan *p, struct buf *out)
{
	enum obligation_state state = !strcmp(p->state, "overdue") ? OBLIGATION_OVERDUE
				      : !strcmp(p->state, "soon")  ? OBLIGATION_SOON
								   : OBLIGATION_OPEN;

	buf_printf(out, "%s%.2s%.2s", obligation_mark(state), p->date + 5, p->date + 8);
	return state == OBLIGATION_OVERDUE ? STYLE_LATE
	       : state == OBLIGATION_SOON  ? STYLE_SOON
					   : STYLE_TEXT;
}

static enum style show_day(const struct list *l, const struct plan *p, struct buf *out)
{
	int day = 0, today = l->view.ui->today;

	date_from_iso(p->date, &day);
	buf_printf(out, "%s %s", p->date + 5, day < today ? _("over") : date_weekday_name(day));
	return day < today ? STYLE_LATE : day == today ? STYLE_SOON : STYLE_TEXT;
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;

	if (f->offset == offsetof(struct plan, date))
		return plans_of(l)->shown.which == PLANS_OWED ? show_owed(row, out)
							      : show_day(l, row, out);
	field_show(f, row, out);
	return STYLE_TEXT;
}

static void add_word(struct buf *out, const char *text)
{
	if (text && *text)
		buf_printf(out, "%s%s", out->len ? "  " : "", text);
}

/* What narrow columns cut: where, whom to ring up, and what to think of. */
static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct plan *p = row;

	(void)l;
	add_word(out, p->key_date);
	add_word(out, p->location);
	add_word(out, p->guardian);
	if (p->phone && *p->phone) {
		buf_text(out, " ");
		ident_mask_phone(out, p->phone);
	}
	add_word(out, p->note);
}

static const char *say_empty(const struct list *l)
{
	switch (plans_of(l)->shown.which) {
	case PLANS_OWED:
		return _("Nobody is owed a visit that is not planned. F6 shows what is planned.");
	case PLANS_MISSED:
		return _("Nothing planned was missed. F6 shows what is to come.");
	default:
		return _("Nothing is planned. F9 plans a visit or a talk; so does 9 on the "
			 "checklist "
			 "and in lists of students. F6 shows who is still owed a visit, by "
			 "address.");
	}
}

static bool is_chosen(const struct list *l, const struct row_head *row)
{
	for (size_t i = 0; i < l->marked_count; i++)
		if (l->marked[i] == row->id)
			return true;
	return !l->marked_count && row == list_current(l);
}

static const int64_t *about_ids(const struct list *l, size_t *count)
{
	struct plans *p = plans_of(l);

	*count = 0;
	p->students = mem_grow(p->students, (l->rows.count + 1) * sizeof *p->students);
	for (size_t i = 0; i < l->rows.count; i++)
		if (is_chosen(l, rowset_at(&l->rows, i)))
			p->students[(*count)++] =
				((const struct plan *)rowset_at(&l->rows, i))->student_id;
	return p->students;
}

static void release(struct list *l)
{
	free(plans_of(l)->students);
}

static const struct list_class class = {
	.fields = plan_fields,
	.stride = sizeof(struct plan),
	.table = "student",
	.columns = columns,
	.sorted_by = sorted_by,
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.tell = tell,
	.about_ids = about_ids,
	.say_empty = say_empty,
	.release = release,
};

/* ------------------------------------------------------------------ actions */

static bool filter(struct view *v, struct err *e)
{
	struct plans *p = (struct plans *)v;
	enum plans_which before = p->shown.which;

	if (!plan_filter_ask(v, &p->shown, e))
		return !e->text[0];
	if (p->shown.which != before) /* rows are others, and so are their ids */
		list_unmark(&p->list);
	return v->class->load(v, e);
}

static bool start(struct view *v, const int64_t *ids, size_t count, struct err *e)
{
	const struct plan_start begin = { .kind = "visit",
					  .student_ids = ids,
					  .student_count = count,
					  .marked = ((struct list *)v)->marked_count > 0 };

	return plan_start(v->ui, &begin, e);
}

static bool edit(struct view *v, struct err *e)
{
	const struct list *l = (const struct list *)v;
	const struct plan *p = list_current(l);
	size_t count;

	if (!p)
		return true;
	if (plans_of(l)->shown.which != PLANS_OWED)
		return plan_open(v->ui, p->id, e);
	about_ids(l, &count);
	return start(v, plans_of(l)->students, count, e);
}

static bool add(struct view *v, struct err *e)
{
	int64_t id;

	return !list_pick(student_list_new(v->ui), _("Which student?"), "", &id) ||
	       start(v, &id, 1, e);
}

/* All that are marked, or else the current one. */
static bool cancel_all(struct list *l, size_t *count, struct err *e)
{
	struct row_head *plans = mem_alloc((l->rows.count + 1) * sizeof *plans);
	bool ok;

	*count = 0;
	for (size_t i = 0; i < l->rows.count; i++) {
		const struct row_head *p = rowset_at(&l->rows, i);

		if (is_chosen(l, p))
			plans[(*count)++] = *p;
	}
	ok = plan_cancel(session_of(&l->view), plans, *count, e);
	free(plans);
	return ok;
}

static bool cancel(struct view *v, struct err *e)
{
	struct list *l = (struct list *)v;
	const struct plan *p = list_current(l);
	struct buf question = { 0 };
	size_t count;
	bool yes, ok;

	if (!p || plans_of(l)->shown.which == PLANS_OWED) {
		ui_say(v->ui, "%s", _("Nothing is planned here that could be cancelled."));
		return true;
	}
	if (l->marked_count)
		buf_printf(&question, _("Cancel %zu plans?"), l->marked_count);
	else
		buf_printf(&question, _("Cancel the %s with %s on %s?"),
			   choice_label(plan_kinds, p->kind), p->student, p->date + 5);
	yes = ask_yes(v->ui, question.at, _("cancel"), _("keep"));
	buf_release(&question);
	if (!yes)
		return true;
	ok = cancel_all(l, &count, e);
	ui_changed(v->ui);
	if (ok) {
		list_unmark(l);
		ui_say(v->ui, _("Cancelled: %zu."), count);
	}
	return ok;
}

/* What was planned, filled in; or else a record of that kind for the student. */
static bool record_kind(struct view *v, const char *kind, struct err *e)
{
	const struct list *l = (const struct list *)v;
	const struct plan *p = list_current(l);
	struct contact_start begin = { .kind = kind, .student_count = 1 };

	if (!p)
		return true;
	if (plans_of(l)->shown.which != PLANS_OWED && !strcmp(p->kind, kind))
		return plan_record(v->ui, p->id, 0, e);
	begin.student_ids = &p->student_id;
	return contact_start(v->ui, &begin, e);
}

static bool record_visit(struct view *v, struct err *e)
{
	return record_kind(v, "visit", e);
}

static bool record_talk(struct view *v, struct err *e)
{
	return record_kind(v, "talk", e);
}

static bool detail(struct view *v, struct err *e)
{
	const struct plan *p = list_current((const struct list *)v);

	return !p || student_detail_open(v->ui, p->student_id, e);
}

static bool export(struct view *v, struct err *e)
{
	return plan_export_open(v->ui, plans_of((const struct list *)v)->shown.mentor_id, e);
}

const struct action plan_list_actions[] = {
	{ .keys = "",
	  .about = N_("What is agreed on for a day: visits and talks to come, and those whose day "
		      "has passed without a record. F7 puts near addresses together, F6 shows who "
		      "is still owed a visit. Recording the contact takes it off.") },
	{ .name = "plan.edit",
	  .keys = "Enter",
	  .bar = N_("Plan"),
	  .need = MAY_RECORD,
	  .run = edit,
	  .help = N_("Change or move the plan; of those still owed a visit, plan it, with all that "
		     "are marked") },
	{ .name = "record.visit",
	  .keys = "1",
	  .bar = N_("Record"),
	  .need = MAY_RECORD,
	  .run = record_visit,
	  .help = N_("Record a home visit") },
	{ .name = "record.talk",
	  .keys = "2",
	  .need = MAY_RECORD,
	  .run = record_talk,
	  .help = N_("Record a talk") },
	{ .name = "plan.cancel",
	  .keys = "F8",
	  .bar = N_("Cancel it"),
	  .need = MAY_RECORD,
	  .run = cancel,
	  .help = N_("Cancel the plan, or all that are marked") },
	{ .name = "plan.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_RECORD,
	  .run = add,
	  .help = N_("Plan a visit or a talk for one student") },
	{ .more = plan_actions },
	{ .name = "plan.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Show what is planned, who is still owed a visit by address, or what was "
		     "missed; of one mentor or of all") },
	{ .name = "plan.export",
	  .keys = "C-o",
	  .bar = N_("Calendar"),
	  .run = export,
	  .help = N_("Write a calendar file (.ics) for a phone") },
	{ .name = "plan.student",
	  .keys = "Tab",
	  .bar = N_("Student"),
	  .run = detail,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ .more = list_marking },
	{ 0 },
};

bool plan_list_show(struct view *v, struct err *e)
{
	struct plans *p;

	if (ui_return_to(v->ui, plan_list_actions))
		return true;
	p = list_new(sizeof *p, v->ui, &class, plan_list_actions);
	p->shown.mentor_id = session_of(v)->mentor_id;
	return ui_open(&p->list.view, e);
}
