/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one student. */
#include <string.h>

#include "absence_list.h"
#include "app_private.h"
#include "base/i18n.h"
#include "bright.h"
#include "change_request_list.h"
#include "guardian_form.h"
#include "letter_form.h"
#include "match_offer_list.h"
#include "model/student.h"
#include "screen/assign.h"
#include "screen/contact.h"
#include "screen/exemption.h"
#include "screen/plan.h"
#include "screen/referral.h"
#include "screen/student.h"
#include "student_private.h"

static const struct field fields[] = {
	{ FIELD(struct line, date), .label = N_("Date"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct line, what), .label = N_("What"), .kind = FIELD_TEXT, .width = 8 },
	{ FIELD(struct line, text), .label = N_("Details"), .kind = FIELD_TEXT, .width = 30 },
	{ 0 },
};
static const char *const columns[] = { "date", "what", "text", NULL };

static void head(struct detail *d, const struct student *st)
{
	static const char *const shown[] = { "student_no", "sex", "address" };
	struct arena *arena = &d->list.rows.arena;
	struct buf text = { 0 };

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		buf_text(&text, text.len ? "  " : "");
		field_show(field_find(student_fields, shown[i]), st, &text);
	}
	if (st->missing_since)
		buf_printf(&text, _("  missing from the roster of %s"), st->missing_since);
	student_consent_tell(d, &text);
	d->name = arena_text(arena, st->name);
	d->student_no = arena_text(arena, st->student_no);
	d->title = arena_printf(arena, "%s %s", st->name, st->class_name ? st->class_name : "");
	d->about = arena_text(arena, buf_str(&text));
	buf_release(&text);
}

static bool load(struct list *l, struct err *e)
{
	struct detail *d = (struct detail *)l;
	struct rowset set;
	bool ok = student_get(session_of(&l->view), d->student_id, &set, e);

	if (ok)
		head(d, rowset_at(&set, 0));
	rowset_release(&set);
	return ok && student_lines_add(l, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, ((const struct detail *)l)->title);
}

static void about(const struct list *l, struct buf *out)
{
	buf_text(out, ((const struct detail *)l)->about);
}

static const int64_t *about_ids(const struct list *l, size_t *count)
{
	*count = 1;
	return &((const struct detail *)l)->student_id;
}

static const char *say_empty(const struct list *l)
{
	unsigned may = l->view.ui->may;

	if (!(may & MAY_RECORD))
		return _("Nothing yet about this student. Esc goes back.");
	return may & MAY_EDIT_PEOPLE
		       ? _("Nothing yet. The digits 1 to 6 record a contact, Ctrl-B notes a bright "
			   "spot, F9 adds a guardian, F5 assigns a mentor.")
		       : _("Nothing yet. The digits 1 to 6 record a contact, Ctrl-B notes a bright "
			   "spot.");
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct line),
	.table = "student",
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.about_ids = about_ids,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

/* What Enter does differs from line to line, and so does what it takes. */
static unsigned need_of(enum line_kind kind)
{
	return kind == GUARDIAN ? MAY_EDIT_PEOPLE
	       : kind == MENTOR ? MAY_ASSIGN
	       : kind == PLAN   ? MAY_RECORD
				: 0;
}

static bool open_line(struct view *v, struct err *e)
{
	const struct detail *d = (const struct detail *)v;
	int64_t id = list_current_id(&d->list);

	if (!session_may(session_of(v), id ? need_of(student_line_kind(id)) : 0, e))
		return false;
	switch (student_line_kind(id)) {
	case GUARDIAN:
		return id == 0 || guardian_form_open(v->ui, d->student_id, id / LINE_KINDS, e);
	case EXEMPTION:
		return exemption_open(v->ui, id / LINE_KINDS, e);
	case ABSENCE:
		return absence_form_open(v->ui, 0, id / LINE_KINDS, e);
	case REQUEST:
		return change_request_list_open(v->ui, id / LINE_KINDS, e);
	case CONTACT:
		return contact_open(v->ui, id / LINE_KINDS, e);
	case PLAN:
		return plan_open(v->ui, id / LINE_KINDS, e);
	case REFERRAL:
		return referral_open(v->ui, id / LINE_KINDS, e);
	case BRIGHT_SPOT:
		return bright_edit(v->ui, id / LINE_KINDS, e);
	default:
		return assign_chosen(v, e);
	}
}

static bool edit(struct view *v, struct err *e)
{
	return student_form_open(v->ui, ((const struct detail *)v)->student_id, e);
}

static bool add_person(struct view *v, struct err *e)
{
	return guardian_form_open(v->ui, ((const struct detail *)v)->student_id, 0, e);
}

const struct action student_detail_actions[] = {
	{ .keys = "",
	  .about = N_("One student: guardians, mentors, a request for another mentor, exemptions, "
		      "referrals, and the contacts of all years, a line each. Enter opens the "
		      "line. The digits record something new for this student.") },
	{ .name = "student.open_line",
	  .keys = "Enter",
	  .bar = N_("Open"),
	  .run = open_line,
	  .help = N_("Open the contact, the referral, the guardian, the request for another "
		     "mentor, or a change of mentor; correct the bright spot") },
	{ .name = "student.edit",
	  .keys = "C-e e",
	  .bar = N_("Edit"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = edit,
	  .help = N_("Change what is known of the student") },
	{ .name = "student.add_person",
	  .keys = "F9 a",
	  .bar = N_("Guardian"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = add_person,
	  .help = N_("Add a guardian") },
	{ .name = "student.end_line",
	  .keys = "F8",
	  .bar = N_("End"),
	  .run = student_end_line,
	  .help = N_("End the time of the mentor or co-mentor in this line, or the absence in it, "
		     "or remove the bright spot") },
	{ .more = student_record_actions },
	{ .more = assign_actions },
	{ .more = contact_actions },
	{ .more = referral_actions },
	{ .more = exemption_actions },
	{ .more = plan_actions },
	{ .more = letter_detail_actions },
	{ .more = change_request_actions },
	{ .more = match_offer_actions },
	{ 0 },
};

bool student_detail_open(struct ui *ui, int64_t id, struct err *e)
{
	struct detail *d = list_new(sizeof *d, ui, &class, student_detail_actions);

	d->student_id = id;
	return ui_open(&d->list.view, e);
}
