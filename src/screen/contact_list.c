/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "bright.h"
#include "contact_private.h"
#include "model/contact.h"
#include "model/mentor.h"
#include "model/student.h"
#include "screen/contact.h"
#include "screen/mentor.h"
#include "screen/referral.h"
#include "screen/student.h"
#include "ui/ask.h"

static const char *const columns[] = { "date",     "kind", "students", "mentor",
				       "key_date", "text", NULL };

/* Which contacts are shown, and the same in words. */
struct selection {
	const char *kind;
	int64_t mentor_id;
	iso_date from, to;
	int64_t student_id; /* of all years: the others do not count */
	char what[512];
};

struct contacts {
	struct list list;
	struct selection selection;
};

static const struct selection *selection_of(const struct list *l)
{
	return &((const struct contacts *)l)->selection;
}

static struct contact_filter filter_of(const struct list *l)
{
	const struct selection *sel = selection_of(l);

	return (struct contact_filter){ .kind = sel->kind,
					.mentor_id = sel->mentor_id,
					.from = sel->from[0] ? sel->from : NULL,
					.to = sel->to[0] ? sel->to : NULL };
}

static bool load(struct list *l, struct err *e)
{
	const struct selection *sel = selection_of(l);
	struct session *s = session_of(&l->view);
	const struct contact_filter filter = filter_of(l);

	if (sel->student_id)
		return contact_list_of_student(s, sel->student_id, &l->rows, e);
	return contact_list(s, &filter, &l->rows, e);
}

/* One student's are all there. */
static bool count_all(const struct list *l, size_t *count, struct err *e)
{
	const struct contact_filter filter = filter_of(l);

	*count = l->rows.count;
	return selection_of(l)->student_id ||
	       contact_count(session_of(&l->view), &filter, count, e);
}

static bool load_next(const struct list *l, const void *last, struct rowset *out, struct err *e)
{
	const struct contact_filter filter = filter_of(l);

	return contact_list_after(session_of(&l->view), &filter, last, out, e);
}

static const struct list_rest rest = { count_all, load_next };

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Contacts"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("Contacts: %zu"), l->shown_count);
	if (l->rows.count == CONTACT_MOST)
		buf_text(out, _(", the newest; F6 shows older ones"));
	if (selection_of(l)->what[0])
		buf_printf(out, "  %s", selection_of(l)->what);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct contact *c = row;
	struct buf text = { 0 };
	bool masked = contact_is_masked(c);

	if (f->offset != offsetof(struct contact, text)) {
		field_show(f, row, out);
		return STYLE_TEXT;
	}
	field_show(f, row, &text);
	sensitive_show(c->sensitive, masked, buf_str(&text), out);
	buf_release(&text);
	return masked ? STYLE_DIM : STYLE_TEXT;
}

static const char *say_empty(const struct list *l)
{
	if (!(l->view.ui->may & MAY_RECORD))
		return _("No contacts here. F6 shows others.");
	return selection_of(l)->what[0]
		       ? _("No contacts here. F9 records one, F6 shows others.")
		       : _("No contacts here. F9 records one, and so do the digits 1 to 6 in a "
			   "list of students; F6 shows others.");
}

static const struct list_class class = {
	.fields = contact_fields,
	.stride = sizeof(struct contact),
	.table = "contact",
	.columns = columns,
	.natural = "date",
	.load = load,
	.rest = &rest,
	.title = title,
	.about = about,
	.cell = cell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ filters */

/* Each fills the selection; false for Esc. */

static bool ask_all(struct ui *ui, struct selection *sel, struct err *e)
{
	(void)ui, (void)sel, (void)e;
	return true;
}

static int ask_kind_index(struct ui *ui)
{
	const char *labels[ASK_CHOICES];
	size_t count = 0;

	for (; contact_kinds[count].code; count++)
		labels[count] = _(contact_kinds[count].label);
	return ask_choice(ui, _("Kind"), labels, count);
}

static bool ask_kind(struct ui *ui, struct selection *sel, struct err *e)
{
	int choice = ask_kind_index(ui);

	(void)e;
	if (choice < 0)
		return false;
	sel->kind = contact_kinds[choice].code;
	snprintf(sel->what, sizeof sel->what, "%s", _(contact_kinds[choice].label));
	return true;
}

static bool ask_mentor(struct ui *ui, struct selection *sel, struct err *e)
{
	struct session *s = &((struct app *)ui->owner)->session;
	struct rowset set;
	bool ok;

	if (!list_pick(mentor_list_new(ui), _("Whose contacts?"), "", &sel->mentor_id))
		return false;
	ok = mentor_get(s, sel->mentor_id, &set, e);
	if (ok)
		snprintf(sel->what, sizeof sel->what, _("by %s"),
			 ((const struct mentor *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}

static bool ask_student(struct ui *ui, struct selection *sel, struct err *e)
{
	struct session *s = &((struct app *)ui->owner)->session;
	struct rowset set;
	bool ok;

	if (!list_pick(student_list_new(ui), _("With which student?"), "", &sel->student_id))
		return false;
	ok = student_get(s, sel->student_id, &set, e);
	if (ok)
		snprintf(sel->what, sizeof sel->what, _("with %s, all years"),
			 ((const struct student *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}

static bool ask_span(struct ui *ui, struct selection *sel, struct err *e)
{
	iso_date other;

	(void)e;
	if (!ask_day(ui, _("From (day)"), sel->from) || !ask_day(ui, _("To (day)"), sel->to))
		return false;
	if (strcmp(sel->from, sel->to) > 0) { /* what is between them is meant */
		memcpy(other, sel->from, sizeof other);
		memcpy(sel->from, sel->to, sizeof other);
		memcpy(sel->to, other, sizeof other);
	}
	snprintf(sel->what, sizeof sel->what, _("%s to %s"), sel->from, sel->to);
	return true;
}

static bool filter(struct view *v, struct err *e)
{
	static bool (*const ask[])(struct ui *, struct selection *,
				   struct err *) = { ask_all, ask_kind, ask_span, ask_mentor,
						     ask_student };
	const char *labels[] = { _("all"), _("kind"), _("date"), _("mentor"), _("student") };
	struct contacts *c = (struct contacts *)v;
	struct selection fresh = { 0 };
	int choice = ask_choice(v->ui, _("Show"), labels, sizeof labels / sizeof *labels);

	if (choice < 0)
		return true;
	if (!ask[choice](v->ui, &fresh, e))
		return !e->text[0];
	c->selection = fresh;
	return v->class->load(v, e);
}

/* ------------------------------------------------------------------ actions */

static bool open_contact(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || contact_open(v->ui, id, e);
}

static bool add(struct view *v, struct err *e)
{
	int choice = ask_kind_index(v->ui);
	struct contact_start start = { 0 };

	if (choice < 0)
		return true;
	start.kind = contact_kinds[choice].code;
	return contact_start(v->ui, &start, e);
}

static bool withdraw(struct view *v, struct err *e)
{
	const struct contact *c = list_current((const struct list *)v);
	struct buf what = { 0 };
	bool yes, ok;

	if (!c)
		return true;
	buf_printf(&what, _("withdrawal of %s, %s, %s"), choice_label(contact_kinds, c->kind),
		   c->students, c->date);
	yes = ask_yes(v->ui, _("Withdraw this record? It will count for nothing."), _("withdraw"),
		      _("keep"));
	ok = yes && contact_withdraw(session_of(v), c->id, c->rev, e);
	if (ok) {
		app_saved(v, "%s", buf_str(&what));
		ui_changed(v->ui);
		ui_say(v->ui, "%s", _("The record is withdrawn."));
	}
	buf_release(&what);
	return ok || !yes;
}

static bool refer(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || referral_start(v->ui, 0, id, e);
}

/* Of whom the record is, if it is of one. */
static bool note_bright_spot(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v), student = 0;
	struct rowset set = { 0 };
	bool ok = !id || contact_get(session_of(v), id, &set, e);

	if (ok && id)
		student = contact_student(rowset_at(&set, 0));
	rowset_release(&set);
	return ok && bright_note_one(v->ui, student, e);
}

const struct action contact_list_actions[] = {
	{ .keys = "",
	  .about = N_("What was recorded this year, the newest first. F6 shows one kind, one "
		      "mentor, one student or some days. A record made by mistake is taken "
		      "back by F8: it stays to be read and counts for nothing.") },
	{ .name = "contact.open",
	  .keys = "Enter Tab",
	  .bar = N_("Open"),
	  .run = open_contact,
	  .help = N_("Open the record") },
	{ .name = "contact.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_RECORD,
	  .run = add,
	  .help = N_("Record a contact") },
	{ .name = "contact.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Show one kind, span of days, mentor or student") },
	{ .name = "contact.withdraw",
	  .keys = "F8",
	  .bar = N_("Withdraw"),
	  .need = MAY_RECORD,
	  .run = withdraw,
	  .help = N_("Take the record back: it stays in the file and counts for nothing") },
	{ .name = "contact.refer",
	  .keys = "7",
	  .need = MAY_RECORD,
	  .run = refer,
	  .help = N_("Refer the student of this record to a department") },
	{ .name = "bright.note",
	  .keys = "C-b",
	  .need = MAY_RECORD,
	  .run = note_bright_spot,
	  .help = N_("Note a bright spot: one line, read again beside the letter") },
	{ 0 },
};

bool contact_list_show(struct view *v, struct err *e)
{
	struct contacts *c;

	if (ui_return_to(v->ui, contact_list_actions))
		return true;
	c = list_new(sizeof *c, v->ui, &class, contact_list_actions);
	return ui_open(&c->list.view, e);
}
