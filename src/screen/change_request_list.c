/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change_request_list.h"

#include <stddef.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/change_request.h"
#include "screen/student.h"
#include "ui/ask.h"

struct requests {
	struct list list;
	bool closed; /* with those that are */
};

static const char *const columns[] = { "who",      "from",   "to",         "waits_for",
				       "asked_on", "reason", "student_no", NULL };

static bool load(struct list *l, struct err *e)
{
	return change_request_list(session_of(&l->view), !((const struct requests *)l)->closed,
				   &l->rows, e);
}

static bool is_set(const char *text)
{
	return text && *text;
}

/* Whether this session's own word is missing. */
static bool waits_here(const struct session *s, const struct change_request *r)
{
	if (s->may & MAY_ASSIGN && r->waits_for && !strcmp(r->waits_for, "office"))
		return true;
	return change_request_waits_for(r, s->mentor_id);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Changes of mentor"));
}

static void about(const struct list *l, struct buf *out)
{
	size_t open = 0, here = 0;

	for (size_t i = 0; i < l->rows.count; i++) {
		const struct change_request *r = rowset_at(&l->rows, i);

		open += is_set(r->waits_for);
		here += waits_here(session_of(&l->view), r);
	}
	buf_printf(out, _("waiting: %zu, for you: %zu"), open, here);
	if (((const struct requests *)l)->closed)
		buf_printf(out, _("  of this year: %zu"), l->rows.count);
}

/* Whom it waits for, or what became of it. */
static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct change_request *r = row;
	bool waits = f->offset == offsetof(struct change_request, waits_for);

	if (waits && !is_set(r->waits_for))
		f = field_find(change_request_fields, "state");
	field_show(f, row, out);
	return waits && waits_here(session_of(&l->view), r) ? STYLE_SOON : STYLE_TEXT;
}

static void add_answer(const char *who, const char *says, const char *on, struct buf *out)
{
	buf_text(out, out->len ? "  " : "");
	buf_printf(out, _("%s: %s"), who,
		   is_set(says) ? choice_label(change_request_answers, says) : _("nothing yet"));
	if (is_set(on))
		buf_printf(out, " %s", on + 5);
}

static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct change_request *r = row;

	(void)l;
	add_answer(r->to, r->to_says, r->to_on, out);
	if (r->from_id)
		add_answer(r->from, r->from_says, r->from_on, out);
	if (is_set(r->moot))
		buf_printf(out, "  %s", choice_label(change_request_moots, r->moot));
	if (is_set(r->reason))
		buf_printf(out, _("  Reason: %s"), r->reason);
}

static const char *say_empty(const struct list *l)
{
	bool closed = ((const struct requests *)l)->closed;

	if (!(l->view.ui->may & MAY_RECORD))
		return closed ? _("Nobody has asked for another mentor this year. Esc goes back.")
			      : _("Nobody asks for another mentor. F6 shows those that are "
				  "closed; Esc goes back.");
	return closed ? _("Nobody has asked for another mentor this year. F9 puts a request down.")
		      : _("Nobody asks for another mentor. F9 puts a request down; F6 shows "
			  "those that are closed.");
}

static const struct list_class class = {
	.fields = change_request_fields,
	.stride = sizeof(struct change_request),
	.table = "change_request",
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.tell = tell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ answering */

static bool say(struct view *v, const struct change_request *r, const char *side, struct err *e)
{
	const char *const labels[] = { _("agrees"), _("no, and it is closed") };
	bool to = !strcmp(side, "to");
	struct buf question = { 0 };
	int choice;

	buf_printf(&question, _("%s to %s: %s says"), r->who, r->to, to ? r->to : r->from);
	choice = ask_choice(v->ui, buf_str(&question), labels, 2);
	buf_release(&question);
	if (choice < 0)
		return true;
	if (!change_request_say(session_of(v), r->id, r->rev, side, !choice, e))
		return false;
	app_saved(v, _("the answer of %s about %s"), to ? r->to : r->from, r->who);
	if (choice)
		ui_say(v->ui, _("%s said no: %s stays as it was."), to ? r->to : r->from, r->who);
	else
		ui_say(v->ui, _("%s said yes about %s."), to ? r->to : r->from, r->who);
	ui_changed(v->ui);
	return true;
}

/* Past the capacity it asks for the reason. */
static bool grant_now(struct view *v, const struct change_request *r, struct err *e)
{
	struct session *s = session_of(v);
	struct buf reason = { 0 };
	bool ok = change_request_grant(s, r->id, r->rev, NULL, e), asked = true;

	if (!ok && e->kind == ERR_NEED_REASON) {
		struct buf question = { 0 };

		buf_printf(&question, _("%s is full; the reason for one more"), r->to);
		asked = ask_line(v->ui, buf_str(&question), 200, false, &reason) && reason.len;
		buf_release(&question);
		*e = (struct err){ 0 };
		ok = asked && change_request_grant(s, r->id, r->rev, buf_str(&reason), e);
	}
	buf_release(&reason);
	if (!ok)
		return !asked;
	app_saved(v, _("%s to %s"), r->who, r->to);
	ui_say(v->ui, _("%s is now the mentor of %s."), r->to, r->who);
	ui_changed(v->ui);
	return true;
}

/* Of the office, for whom no answer is its own: whose is on the paper. */
static bool say_for(struct view *v, const struct change_request *r, struct err *e)
{
	const char *const labels[] = { r->to, r->from };
	int which = !strcmp(r->waits_for, "from");

	if (!strcmp(r->waits_for, "both"))
		which = ask_choice(v->ui, _("Whose answer"), labels, 2);
	return which < 0 || say(v, r, which ? "from" : "to", e);
}

static bool answer(struct view *v, struct err *e)
{
	const struct change_request *r = list_current((const struct list *)v);
	const struct session *s = session_of(v);

	if (!r)
		return true;
	if (!is_set(r->waits_for)) {
		if (is_set(r->moot))
			ui_say(v->ui, _("%s F8 withdraws the request."),
			       choice_label(change_request_moots, r->moot));
		else
			ui_say(v->ui, _("This request is closed since %s."), r->closed_on);
		return true;
	}
	if (s->may & MAY_ASSIGN && !strcmp(r->waits_for, "office"))
		return !ask_yes(v->ui, _("Both said yes. Assign from today on?"), _("assign"),
				_("not now")) ||
		       grant_now(v, r, e);
	if (s->mentor_id && s->mentor_id == r->to_id)
		return say(v, r, "to", e);
	if (s->mentor_id && s->mentor_id == r->from_id)
		return say(v, r, "from", e);
	if (s->may & MAY_ASSIGN)
		return say_for(v, r, e);
	ui_say(v->ui, "%s", _("It is for the two mentors and the office to answer."));
	return true;
}

/* ------------------------------------------------------------------ actions */

static bool grant(struct view *v, struct err *e)
{
	const struct change_request *r = list_current((const struct list *)v);

	return !r || grant_now(v, r, e);
}

static bool withdraw(struct view *v, struct err *e)
{
	const struct change_request *r = list_current((const struct list *)v);

	if (!r)
		return true;
	if (!change_request_withdraw(session_of(v), r->id, r->rev, e))
		return false;
	app_saved(v, _("the withdrawal of %s's request"), r->who);
	ui_say(v->ui, _("Withdrawn: %s stays as it was."), r->who);
	ui_changed(v->ui);
	return true;
}

static bool add(struct view *v, struct err *e)
{
	return change_request_form_open(v->ui, 0, e);
}

static bool filter(struct view *v, struct err *e)
{
	const char *const labels[] = { _("those that are open"), _("all of this school year") };
	int chosen = ask_choice(v->ui, _("Show"), labels, 2);

	if (chosen < 0)
		return true;
	((struct requests *)v)->closed = chosen == 1;
	return v->class->load(v, e);
}

static bool page_of(struct view *v, struct err *e)
{
	const struct change_request *r = list_current((const struct list *)v);

	if (r && !is_set(r->student_no)) {
		ui_say(v->ui, "%s",
		       _("The student is not yours yet: the page opens once the change is made."));
		return true;
	}
	return !r || student_detail_open(v->ui, r->student_id, e);
}

const struct action change_request_list_actions[] = {
	{ .keys = "",
	  .about =
		  N_("Students who ask for another mentor. The mentor asked and the mentor who "
		     "would be left say yes or no with Enter, here or on paper through the office; "
		     "when both said yes the office assigns with F5. What waits for you is on "
		     "top.") },
	{ .name = "change.say",
	  .keys = "Enter",
	  .bar = N_("Say"),
	  .need = MAY_RECORD,
	  .run = answer,
	  .help = N_("Say yes or no to the request; the office says what is on paper") },
	{ .name = "change.grant",
	  .keys = "F5",
	  .bar = N_("Assign"),
	  .need = MAY_ASSIGN,
	  .run = grant,
	  .help = N_("Both said yes: assign the new mentor from today on") },
	{ .name = "change.withdraw",
	  .keys = "F8",
	  .bar = N_("Withdraw"),
	  .need = MAY_RECORD,
	  .run = withdraw,
	  .help = N_("The student asks no longer, or the request is no longer so") },
	{ .name = "change.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_RECORD,
	  .run = add,
	  .help = N_("A student asks for another mentor") },
	{ .name = "change.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Those that are open, or all of this school year") },
	{ .name = "change.student",
	  .keys = "Tab",
	  .bar = N_("Student"),
	  .run = page_of,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ 0 },
};

bool change_request_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, change_request_list_actions))
		return true;
	l = list_new(sizeof(struct requests), v->ui, &class, change_request_list_actions);
	return ui_open(&l->view, e);
}

bool change_request_list_open(struct ui *ui, int64_t id, struct err *e)
{
	struct list *l;

	if (!change_request_list_show(ui->top, e))
		return false;
	l = (struct list *)ui->top;
	list_want(l, id);
	return l->view.class->load(&l->view, e);
}

void change_request_look(struct ui *ui)
{
	struct session *s = &((struct app *)ui->owner)->session;
	struct err ignored = { 0 };
	struct buf text = { 0 };
	int64_t waiting;

	if (!change_request_waiting(s, &waiting, &ignored) || !waiting)
		return;
	change_request_tell(waiting, &text);
	ui_say(ui, "%s", buf_str(&text));
	buf_release(&text);
}
