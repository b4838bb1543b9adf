/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/grant.h"
#include "screen/account.h"
#include "screen/student.h"
#include "ui/ask.h"

static const char *const columns[] = { "state", "who",    "what", "starts",
				       "ends",  "reason", "may",  NULL };

static bool load(struct list *l, struct err *e)
{
	emergency_look(l->view.ui);
	return grant_list(session_of(&l->view), &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Grants"));
}

static bool is_state(const struct grant *g, const char *state)
{
	return !strcmp(g->state, state);
}

static void about(const struct list *l, struct buf *out)
{
	size_t in_force = 0, unseen = 0;

	for (size_t i = 0; i < l->rows.count; i++) {
		in_force += is_state(rowset_at(&l->rows, i), "in_force");
		unseen += is_state(rowset_at(&l->rows, i), "unseen");
	}
	buf_printf(out, _("Grants: %zu, in force %zu"), l->shown_count, in_force);
	if (unseen)
		buf_printf(out, _("; emergencies to look at: %zu, Enter on each"), unseen);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct grant *g = row;

	field_show(l->column[column].field, row, out);
	return is_state(g, "unseen") ? STYLE_LATE : is_state(g, "ended") ? STYLE_DIM : STYLE_TEXT;
}

/* What no column has room for. */
static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct grant *g = row;
	char when[20];

	(void)l;
	date_show_utc(g->made_at, when);
	if (!g->emergency)
		buf_printf(out, _("%s; approved by %s on %s: %s"),
			   choice_label(grant_rights, g->may), g->approver, when, g->reason);
	else if (g->seen_by)
		buf_printf(out, _("Emergency, taken by %s on %s, looked at by %s: %s"), g->login,
			   when, g->seen_by, g->reason);
	else
		buf_printf(out, _("Emergency, taken by %s on %s: %s"), g->login, when, g->reason);
}

static const struct list_class class = {
	.fields = grant_fields,
	.stride = sizeof(struct grant),
	.columns = columns,
	.natural = "state",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.tell = tell,
	.empty = N_("Nobody sees more than the role gives. F9 grants somebody a student, a class "
		    "or a grade until a day; emergency accesses are shown here, too."),
};

/* ------------------------------------------------------------------ actions */

static bool see(struct view *v, const struct grant *g, struct err *e)
{
	if (!grant_see(session_of(v), g->id, g->rev, e))
		return false;
	ui_say(v->ui, "%s", _("It is kept that you have looked at it."));
	ui_changed(v->ui);
	emergency_look(v->ui);
	return true;
}

static bool end(struct view *v, struct err *e)
{
	const struct grant *g = list_current((const struct list *)v);

	if (!g)
		return true;
	if (is_state(g, "ended")) {
		ui_say(v->ui, _("It ended on %s already."), g->ends);
		return true;
	}
	if (!ask_yes(v->ui, _("End this access now?"), _("end it"), _("let it last")))
		return true;
	if (!grant_end(session_of(v), g->id, g->rev, e))
		return false;
	ui_say(v->ui, _("Ended: %s, %s."), g->who, g->what ? g->what : "");
	ui_changed(v->ui);
	return true;
}

/* What there is left to do about it. */
static bool ask_emergency(struct view *v, const struct grant *g, struct err *e)
{
	enum { SEE, END, PAGE, DEEDS } deeds[DEEDS];
	const char *labels[DEEDS];
	struct buf question = { 0 };
	size_t count = 0;
	int choice;

	if (is_state(g, "unseen")) {
		labels[count] = _("I have looked at it");
		deeds[count++] = SEE;
	}
	if (strcmp(g->ends, session_of(v)->today_iso) >= 0) {
		labels[count] = _("end the access");
		deeds[count++] = END;
	}
	labels[count] = _("the student's page");
	deeds[count++] = PAGE;
	text_quote(&question, g->who);
	buf_text(&question, " - ");
	text_quote(&question, g->what ? g->what : "");
	choice = ask_choice(v->ui, question.at, labels, count);
	buf_release(&question);
	if (choice < 0)
		return true;
	return deeds[choice] == SEE   ? see(v, g, e)
	       : deeds[choice] == END ? end(v, e)
				      : student_detail_open(v->ui, g->student_id, e);
}

static bool open_one(struct view *v, struct err *e)
{
	const struct grant *g = list_current((const struct list *)v);

	if (!g)
		return true;
	return g->emergency ? ask_emergency(v, g, e) : grant_form_open(v->ui, g->id, e);
}

static bool add(struct view *v, struct err *e)
{
	return grant_form_open(v->ui, 0, e);
}

const struct action grant_list_actions[] = {
	{ .keys = "",
	  .need = MAY_ACCOUNTS,
	  .about = N_("More than a role gives, until a day: a student, a class or a grade, granted "
		      "by the office. Emergencies are taken by teachers themselves, for one "
		      "student and some days, for reading alone; they stand on top, and in the "
		      "first row of every screen, until somebody of the office has looked at "
		      "them.") },
	{ .name = "grant.open",
	  .keys = "Enter",
	  .bar = N_("Open"),
	  .need = MAY_ACCOUNTS,
	  .run = open_one,
	  .help = N_("Change the grant; of an emergency: say that you have looked at it") },
	{ .name = "grant.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_ACCOUNTS,
	  .run = add,
	  .help = N_("Grant somebody a student, a class or a grade") },
	{ .name = "grant.end",
	  .keys = "F8",
	  .bar = N_("End"),
	  .need = MAY_ACCOUNTS,
	  .run = end,
	  .help = N_("End the access now") },
	{ .name = "grant.accounts",
	  .keys = "Tab",
	  .bar = N_("Accounts"),
	  .need = MAY_ACCOUNTS,
	  .run = account_list_show,
	  .help = N_("Accounts: who works with the file, and as what") },
	{ 0 },
};

bool grant_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, grant_list_actions))
		return true;
	l = list_new(sizeof *l, v->ui, &class, grant_list_actions);
	return ui_open(&l->view, e);
}
