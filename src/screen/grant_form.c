/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/account.h"
#include "model/grant.h"
#include "model/student.h"
#include "screen/account.h"
#include "screen/student.h"

static struct grant *grant_of(const struct form *f)
{
	return f->thing;
}

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "account_id", "student_id", "class_name",
					     "grade",      "may",        "starts",
					     "ends",       "reason",     NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, grant_of(f)->id ? _("Grant") : _("New grant"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct grant *g = grant_of(f);

	buf_text(out, _("A student, a class or a grade; you approve it by saving it."));
	if (g->approver && *g->approver)
		buf_printf(out, _(" So far: %s."), g->approver);
}

static bool is_account(const struct field *field)
{
	return field->offset == offsetof(struct grant, account_id);
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct grant *g = grant_of(f);

	if (!is_account(field)) {
		buf_text(out, g->student_id && g->student ? g->student : "");
		return;
	}
	buf_text(out, g->account_id && g->who ? g->who : "");
	if (g->account_id && g->login && g->who && strcmp(g->login, g->who) != 0)
		buf_printf(out, " (%s)", g->login);
}

static bool name_account(struct form *f, int64_t id, struct err *e)
{
	struct rowset set;
	bool ok = account_get(session_of(&f->view), id, &set, e);

	if (ok) {
		const struct account *a = rowset_at(&set, 0);

		form_put_id(f, "account_id", id);
		form_put(f, "login", a->login);
		form_put(f, "who", a->mentor ? a->mentor : a->login);
	}
	rowset_release(&set);
	return ok;
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	struct ui *ui = f->view.ui;
	struct err e = { 0 };
	int64_t id;
	bool ok;

	if (is_account(field))
		ok = list_pick(account_list_new(ui), _("For whom?"), typed, &id) &&
		     name_account(f, id, &e);
	else
		ok = list_pick(student_list_new(ui), _("Which student?"), typed, &id) &&
		     app_put_named(f, "student", id, student_get, &e);
	if (e.kind)
		ui_fail(ui, &e);
	return ok;
}

static bool save(struct form *f, struct err *e)
{
	struct grant *g = grant_of(f);

	if (!grant_save(session_of(&f->view), g, e))
		return false;
	ui_say(f->view.ui, _("Granted: %s, until %s."), g->who ? g->who : "", g->ends);
	return true;
}

const struct action grant_form_actions[] = {
	{ .keys = "",
	  .need = MAY_ACCOUNTS,
	  .about = N_("For somebody who stands in for a colleague, or works with a class for a "
		      "while. It ends by itself after its last day. Sensitive notes are read only "
		      "where the rights say so.") },
	{ 0 },
};

static const struct form_class class = {
	.fields = grant_fields,
	.size = sizeof(struct grant),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.pick = pick,
	.show_ref = show_ref,
	.actions = grant_form_actions,
	.draft = "grant",
};

bool grant_form_open(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = app_form(ui, &class, sizeof *f, id, grant_get, e);

	if (f && !id) {
		form_put(f, "may", "read");
		form_put(f, "starts", session_of(&f->view)->today_iso);
	}
	return f && ui_open(&f->view, e);
}
