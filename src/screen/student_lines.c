/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a student's page: guardians, mentors, what holds now, and the timeline. */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/ident.h"
#include "model/absence.h"
#include "model/assignment.h"
#include "model/audit.h"
#include "model/bright_spot.h"
#include "model/change_request.h"
#include "model/contact.h"
#include "model/exemption.h"
#include "model/guardian.h"
#include "model/plan.h"
#include "model/referral.h"
#include "student_private.h"

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

static void add_request(struct list *l, const void *row)
{
	const struct change_request *r = row;
	struct buf text = { 0 };

	buf_printf(&text, _("for %s"), r->to);
	if (r->moot && *r->moot) {
		buf_printf(&text, "  %s", choice_label(change_request_moots, r->moot));
	} else {
		buf_text(&text, _(", waits for: "));
		field_show(field_find(change_request_fields, "waits_for"), r, &text);
	}
	add(l, REQUEST, r->id, r->asked_on, _("Request"), &text);
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

bool student_lines_add(struct list *l, struct err *e)
{
	return add_all(l, guardian_list, add_guardian, e) &&
	       add_all(l, assignment_list, add_mentor, e) &&
	       add_all(l, change_request_list_of_student, add_request, e) &&
	       add_all(l, exemption_list_of_student, add_exemption, e) &&
	       add_all(l, absence_list_of_student, add_absence, e) &&
	       add_all(l, plan_list_of_student, add_plan, e) &&
	       add_all(l, referral_list_of_student, add_referral, e) && add_timeline(l, e);
}
