/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What protects a student's record: consents, numbers shown one by one, all that is held. */
#include <string.h>

#include "absence_list.h"
#include "app_private.h"
#include "base/i18n.h"
#include "bright.h"
#include "consent_list.h"
#include "everything_form.h"
#include "model/assignment.h"
#include "model/consent.h"
#include "model/guardian.h"
#include "student_private.h"
#include "ui/ask.h"

enum line_kind student_line_kind(int64_t id)
{
	return (enum line_kind)(id % LINE_KINDS);
}

/* What cannot be read is said by the rest of the page. */
void student_consent_tell(struct detail *d, struct buf *out)
{
	struct session *s = session_of(&d->list.view);
	struct arena arena = { 0 };
	struct consent c = { 0 };
	struct err ignored;
	bool missing;

	if (consent_of_student(s, d->student_id, &arena, &c.covers, &ignored) && *c.covers) {
		buf_text(out, _("  consent: "));
		field_show(field_find(consent_fields, "covers"), &c, out);
	} else if (consent_is_missing(s, &d->student_id, 1, "visits", &missing, &ignored) &&
		   missing) {
		buf_text(out, _("  no consent on record"));
	}
	arena_release(&arena);
}

/* Until one leaves the page. */
static bool reveal(struct view *v, struct err *e)
{
	struct detail *d = (struct detail *)v;
	int64_t id = list_current_id(&d->list);

	if (!id || student_line_kind(id) != GUARDIAN) {
		ui_say(v->ui, "%s", _("This shows a guardian's number: go to that line first."));
		return true;
	}
	if (!guardian_reveal(session_of(v), id / LINE_KINDS, d->student_id, e))
		return false;
	d->revealed = id / LINE_KINDS;
	return v->class->load(v, e);
}

static bool consents(struct view *v, struct err *e)
{
	const struct detail *d = (const struct detail *)v;

	return consent_list_open(v->ui, d->student_id, d->name, e);
}

static bool everything(struct view *v, struct err *e)
{
	const struct detail *d = (const struct detail *)v;

	return everything_open(v->ui, d->student_id, d->student_no, e);
}

/* A mentor's time with the student, a co-mentor's above all; an absence, or a bright spot. */
bool student_end_line(struct view *v, struct err *e)
{
	const struct line *line = list_current((const struct list *)v);
	struct buf what = { 0 };
	iso_date last;
	bool yes, ok;

	if (line && student_line_kind(line->id) == ABSENCE)
		return absence_ask_end(v, line->id / LINE_KINDS, e);
	if (line && student_line_kind(line->id) == BRIGHT_SPOT)
		return bright_remove(v->ui, line->id / LINE_KINDS, e);
	if (!line || student_line_kind(line->id) != MENTOR) {
		ui_say(v->ui, "%s",
		       _("This ends a mentor's time or an absence, or removes a bright spot: go "
			 "to that line first."));
		return true;
	}
	if (!session_may(session_of(v), MAY_ASSIGN, e))
		return false;
	buf_printf(&what, _("the end of: %s"), line->text);
	yes = ask_day(v->ui, _("Last day"), last);
	ok = yes && assignment_end(session_of(v), line->id / LINE_KINDS, line->rev, last, NULL, e);
	if (ok) {
		app_saved(v, "%s", buf_str(&what));
		ui_changed(v->ui);
		ui_say(v->ui, _("Ended on %s."), last);
	}
	buf_release(&what);
	return ok || !yes;
}

static bool absence(struct view *v, struct err *e)
{
	return absence_form_open(v->ui, ((const struct detail *)v)->student_id, 0, e);
}

const struct action student_record_actions[] = {
	{ .name = "guardian.reveal",
	  .keys = "C-o v",
	  .bar = N_("Number"),
	  .run = reveal,
	  .help = N_("Show the number of the guardian in this line; that it was shown is put on "
		     "record") },
	{ .name = "student.absence",
	  .keys = "C-n",
	  .need = MAY_RECORD,
	  .run = absence,
	  .help = N_("The student cannot attend normally: since when, why, what is done") },
	{ .name = "student.consents",
	  .keys = "Tab",
	  .run = consents,
	  .help = N_("Consents of this student's guardians") },
	{ .name = "student.everything",
	  .keys = "F6",
	  .run = everything,
	  .help = N_("All that is held on this student, into a file for the guardians") },
	{ 0 },
};
