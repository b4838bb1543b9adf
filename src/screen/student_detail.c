/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything about one student: guardians, mentors, and the timeline of contacts. */
#include <string.h>

#include "absence_list.h"
#include "app_private.h"
#include "base/i18n.h"
#include "base/ident.h"
#include "bright.h"
#include "change_request_list.h"
#include "guardian_form.h"
#include "letter_form.h"
#include "match_offer_list.h"
#include "model/absence.h"
#include "model/assignment.h"
#include "model/audit.h"
#include "model/bright_spot.h"
#include "model/contact.h"
#include "model/exemption.h"
#include "model/guardian.h"
#include "model/plan.h"
#include "model/referral.h"
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

/* Releases the text. */
static struct line *add(struct list *l, enum line_kind kind, int64_t id, const char *date,
			const char *what, struct buf *text)
{
	struct line *line = rowset_add(&l->rows);

	line->id = id * LINE_KINDS + kind;
	line->date = arena_text(&l->rows.arena, date);
	line->what = arena_text(&l->rows.arena, what);
	line->text = arena_text(&l->rows.arena, buf_str(text));
	buf_release(text);
	return line;
}

static void add_guardian(struct list *l, const void *row)
{
	const struct guardian *g = row;
	struct buf text = { 0 };

	buf_printf(&text, "%s  ", g->name ? g->name : "");
	if (g->id == ((const struct detail *)l)->revealed)
		ident_group_phone(&text, g->phone ? g->phone : "");
	else
		ident_mask_phone(&text, g->phone ? g->phone : "");
	add(l, GUARDIAN, g->id, "", g->relation && *g->relation ? g->relation : _("Guardian"),
	    &text);
}

static void add_mentor(struct list *l, const void *row)
{
	const struct assignment *a = row;
	struct buf text = { 0 };

	buf_text(&text, a->mentor);
	if (strcmp(a->ends, DATE_OPEN))
		buf_printf(&text, _(" until %s"), a->ends);
	if (a->reason)
		buf_printf(&text, "  %s", a->reason);
	add(l, MENTOR, a->id, a->starts, choice_label(assignment_roles, a->role), &text)->rev =
		a->rev;
}

static void add_exemption(struct list *l, const void *row)
{
	const struct exemption *x = row;
	struct buf text = { 0 };

	buf_printf(&text, _("%s until %s  %s (%s)"), choice_label(exemption_kinds, x->what),
		   x->ends, x->reason, x->approver);
	add(l, EXEMPTION, x->id, x->starts, _("exempt"), &text);
}

static void add_absence(struct list *l, const void *row)
{
	const struct absence *a = row;
	struct buf text = { 0 };

	buf_text(&text, choice_label(absence_reasons, a->reason));
	if (a->ends)
		buf_printf(&text, _(" until %s"), a->ends);
	else
		buf_printf(&text, _(", %d days until now"), (int)a->days);
	buf_printf(&text, "%s%s", a->measures ? "  " : "", a->measures ? a->measures : "");
	add(l, ABSENCE, a->id, a->starts, _("absent"), &text);
}

static void add_plan(struct list *l, const void *row)
{
	static const char *const shown[] = { "time", "key_date", "location", "note" };
	const struct plan *p = row;
	struct buf text = { 0 };

	buf_text(&text, choice_label(plan_kinds, p->kind));
	if (!strcmp(p->state, "missed"))
		buf_printf(&text, "  %s", _("missed"));
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		const char *part = field_text(field_find(plan_fields, shown[i]), row);

		buf_printf(&text, "%s%s", *part ? "  " : "", part);
	}
	add(l, PLAN, p->id, p->date, _("Plan"), &text);
}

static void add_referral(struct list *l, const void *row)
{
	const struct referral *r = row;
	struct buf text = { 0 };

	buf_text(&text, r->department);
	if (r->closed_on)
		buf_printf(&text, _("  closed on %s"), r->closed_on);
	else if (!strcmp(r->state, "overdue"))
		buf_printf(&text, _("  overdue since %s"), r->due);
	else
		buf_printf(&text, _("  due %s"), r->due);
	buf_printf(&text, "  %s", r->mentor);
	buf_text(&text, r->outcome || r->sensitive ? "  " : "");
	sensitive_show(r->sensitive, referral_is_masked(r), r->outcome, &text);
	add(l, REFERRAL, r->id, r->date, _("Referral"), &text);
}

static void add_contact(struct list *l, const void *row)
{
	const struct contact *c = row;
	struct buf text = { 0 };

	buf_text(&text, c->mentor);
	if (c->key_date)
		buf_printf(&text, "  %s", c->key_date);
	if (c->mode)
		buf_printf(&text, "  %s", choice_label(contact_modes, c->mode));
	if (c->reason && *c->reason)
		buf_printf(&text, _(" (%s)"), c->reason);
	if (c->guardian)
		buf_printf(&text, "  %s", c->guardian);
	buf_text(&text, c->text || c->sensitive ? "  " : "");
	sensitive_show(c->sensitive, contact_is_masked(c), c->text, &text);
	add(l, CONTACT, c->id, c->date, choice_label(contact_kinds, c->kind), &text);
}

static void add_bright_spot(struct list *l, const struct bright_spot *b)
{
	struct buf text = { 0 };

	buf_text(&text, b->text);
	if (b->mentor)
		buf_printf(&text, _(" (%s)"), b->mentor);
	add(l, BRIGHT_SPOT, b->id, b->date, _("bright spot"), &text);
}

/* The newest first; a day's bright spots above its contacts. */
static bool add_timeline(struct list *l, struct err *e)
{
	struct session *s = session_of(&l->view);
	int64_t student = ((struct detail *)l)->student_id;
	struct rowset contacts = { 0 }, spots = { 0 };
	bool ok = contact_list_of_student(s, student, &contacts, e) &&
		  bright_spot_list_of_student(s, student, &spots, e);
	size_t left = ok ? spots.count : 0, i = 0;

	while (ok && (i < contacts.count || left)) {
		const struct contact *c = i < contacts.count ? rowset_at(&contacts, i) : NULL;
		const struct bright_spot *b = left ? rowset_at(&spots, left - 1) : NULL;

		if (b && (!c || strcmp(b->date, c->date) >= 0)) {
			add_bright_spot(l, b);
			left--;
		} else {
			ok = audit_opened(s, "contact", c->id, e);
			add_contact(l, rowset_at(&contacts, i++));
		}
	}
	rowset_release(&contacts);
	rowset_release(&spots);
	return ok;
}

typedef bool lister(struct session *s, int64_t student_id, struct rowset *out, struct err *e);

static bool add_all(struct list *l, lister *list, void (*add_one)(struct list *, const void *),
		    struct err *e)
{
	struct rowset set;
	bool ok = list(session_of(&l->view), ((struct detail *)l)->student_id, &set, e);

	for (size_t i = 0; ok && i < set.count; i++)
		add_one(l, rowset_at(&set, i));
	rowset_release(&set);
	return ok;
}

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
	return ok && add_all(l, guardian_list, add_guardian, e) &&
	       add_all(l, assignment_list, add_mentor, e) &&
	       add_all(l, exemption_list_of_student, add_exemption, e) &&
	       add_all(l, absence_list_of_student, add_absence, e) &&
	       add_all(l, plan_list_of_student, add_plan, e) &&
	       add_all(l, referral_list_of_student, add_referral, e) && add_timeline(l, e);
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
	  .about = N_("One student: guardians, mentors, exemptions, referrals, and the "
		      "contacts of all years, a line each. Enter opens the line. The digits "
		      "record something new for this student.") },
	{ .name = "student.open_line",
	  .keys = "Enter",
	  .bar = N_("Open"),
	  .run = open_line,
	  .help = N_("Open the contact, the referral, the guardian, or a change of mentor; correct "
		     "the bright spot") },
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
