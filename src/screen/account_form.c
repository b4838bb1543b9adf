/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/account.h"
#include "model/mentor.h"
#include "screen/account.h"
#include "screen/mentor.h"

static struct account *account_of(const struct form *f)
{
	return f->thing;
}

/* What the role needs. */
static const char *const *shown(const struct form *f)
{
	static const char *const most[] = { "login", "role", "mentor_id", "uid", NULL };
	static const char *const of_class[] = { "login",      "role", "mentor_id",
						"class_name", "uid",  NULL };
	static const char *const of_grade[] = {
		"login", "role", "mentor_id", "grade", "uid", NULL
	};
	const char *role = account_of(f)->role ? account_of(f)->role : "";

	return !strcmp(role, "class_teacher") ? of_class
	       : !strcmp(role, "grade_head")  ? of_grade
					      : most;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, account_of(f)->id ? _("Account") : _("New account"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct account *a = account_of(f);

	buf_text(out, !a->id      ? _("* must be filled in")
		      : a->locked ? _("It is locked; F8 in the list lets it in again.")
				  : _("What is changed holds from the next start on, at the "
				      "latest."));
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct account *a = account_of(f);

	(void)field;
	buf_text(out, a->mentor_id && a->mentor ? a->mentor : "");
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	struct err e = { 0 };
	int64_t id;

	(void)field;
	if (!list_pick(mentor_list_new(f->view.ui), _("Who is it?"), typed, &id))
		return false;
	if (!app_put_named(f, "mentor", id, mentor_get, &e))
		ui_fail(f->view.ui, &e);
	return !e.kind;
}

static bool save(struct form *f, struct err *e)
{
	struct account *a = account_of(f);

	if (!account_save(session_of(&f->view), a, e))
		return false;
	app_saved(&f->view, _("the account %s"), a->login);
	if (f->view.below->actions == account_list_actions)
		list_want((struct list *)f->view.below, a->id);
	ui_say(f->view.ui, _("%s is saved."), a->login);
	return true;
}

const struct action account_form_actions[] = {
	{ .keys = "",
	  .need = MAY_ACCOUNTS,
	  .about = N_("An account: the login that the server knows this person by, and the role. "
		      "The office does everything. A principal sees names and figures, an "
		      "inspector figures and numbers, and neither any notes. A grade head and a "
		      "class teacher read what was recorded about their grade or class, but for "
		      "sensitive notes, and work with the students they mentor themselves. A "
		      "mentor works with one's own students alone.") },
	{ 0 },
};

static const struct form_class class = {
	.fields = account_fields,
	.size = sizeof(struct account),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.pick = pick,
	.show_ref = show_ref,
	.actions = account_form_actions,
	.draft = "account",
};

bool account_form_open(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = app_form(ui, &class, sizeof *f, id, account_get, e);

	if (f && !id)
		form_put(f, "role", "mentor");
	return f && ui_open(&f->view, e);
}
