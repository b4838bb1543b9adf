/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/account.h"
#include "screen/account.h"
#include "ui/ask.h"

static const char *const columns[] = { "login", "mentor", "role",     "class_name",
				       "grade", "status", "staff_no", NULL };

struct accounts {
	struct list list;
	size_t missing; /* mentors without an account */
};

static bool load(struct list *l, struct err *e)
{
	struct session *s = session_of(&l->view);
	struct rowset missing = { 0 };
	bool ok =
		account_list(s, &l->rows, e) && account_missing(s, LOGIN_BY_STAFF_NO, &missing, e);

	((struct accounts *)l)->missing = missing.count;
	rowset_release(&missing);
	return ok;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Accounts"));
}

static void about(const struct list *l, struct buf *out)
{
	size_t missing = ((const struct accounts *)l)->missing;

	buf_printf(out, _("Accounts: %zu"), l->shown_count);
	if (missing && !l->picked)
		buf_printf(out, _("; mentors without one: %zu, Ctrl-O makes them"), missing);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct account *a = row;

	field_show(l->column[column].field, row, out);
	return a->locked ? STYLE_DIM : !strcmp(a->status, "left") ? STYLE_SOON : STYLE_TEXT;
}

static const struct list_class class = {
	.fields = account_fields,
	.stride = sizeof(struct account),
	.columns = columns,
	.natural = "role",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.empty = N_("No accounts yet. F9 adds one."),
};

/* ------------------------------------------------------------------ actions */

static bool edit(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || account_form_open(v->ui, id, e);
}

static bool add(struct view *v, struct err *e)
{
	return account_form_open(v->ui, 0, e);
}

/* Nothing is lost by it, and the same key takes it back: no question. */
static bool lock(struct view *v, struct err *e)
{
	const struct account *a = list_current((const struct list *)v);

	if (!a)
		return true;
	if (!account_lock(session_of(v), a->id, a->rev, !a->locked, e))
		return false;
	app_saved(v, a->locked ? _("the unlocking of %s") : _("the locking of %s"), a->login);
	ui_say(v->ui, a->locked ? _("%s may work with the file again.") : _("%s is locked."),
	       a->login);
	ui_changed(v->ui);
	return true;
}

/* "t1001 王芳, t1002 李明 …" */
static void name_some(const struct rowset *set, struct buf *out)
{
	enum { NAMED = 2 };

	for (size_t i = 0; i < set->count && i < NAMED; i++) {
		const struct account *a = rowset_at(set, i);

		buf_printf(out, "%s%s ", i ? _(", ") : "", a->login);
		text_quote(out, a->mentor);
	}
	if (set->count > NAMED)
		buf_text(out, " ...");
}

static bool make(struct view *v, enum account_logins by, struct err *e)
{
	struct session *s = session_of(v);
	struct rowset set = { 0 };
	struct buf question = { 0 }, some = { 0 };
	size_t count;
	bool yes, ok = account_missing(s, by, &set, e);

	name_some(&set, &some);
	buf_printf(&question, _("%zu new accounts: %s"), set.count, buf_str(&some));
	yes = ok && ask_yes(v->ui, question.at, _("make them"), _("do not make them"));
	if (yes) {
		ok = account_add_missing(s, by, &count, e);
		if (ok) {
			app_saved(v, _("%zu accounts of mentors"), count);
			ui_say(v->ui, _("%zu accounts are made."), count);
			ui_changed(v->ui);
		}
	}
	rowset_release(&set);
	buf_release(&question);
	buf_release(&some);
	return ok;
}

static bool for_all(struct view *v, struct err *e)
{
	const char *const labels[] = { [LOGIN_BY_STAFF_NO] = _("the staff number"),
				       [LOGIN_BY_PINYIN] = _("the name in pinyin") };
	int by;

	if (!((struct accounts *)v)->missing) {
		ui_say(v->ui, "%s", _("Every mentor has an account already."));
		return true;
	}
	by = ask_choice(v->ui, _("Logins"), labels, sizeof labels / sizeof *labels);
	return by < 0 || make(v, (enum account_logins)by, e);
}

const struct action account_list_actions[] = {
	{ .keys = "",
	  .need = MAY_ACCOUNTS,
	  .about =
		  N_("Who works with the file, by the login on the server, and as what. The office "
		     "does everything; a principal and an inspector look at figures; a grade head "
		     "and a class teacher read their grade or class, too; a mentor works with "
		     "one's own students. More than that is a grant. An account is never deleted, "
		     "because records name it: it is locked.") },
	{ .name = "account.edit",
	  .keys = "Enter C-e e",
	  .bar = N_("Edit"),
	  .need = MAY_ACCOUNTS,
	  .run = edit,
	  .help = N_("Change the account") },
	{ .name = "account.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_ACCOUNTS,
	  .run = add,
	  .help = N_("Add an account") },
	{ .name = "account.lock",
	  .keys = "F8",
	  .bar = N_("Lock or not"),
	  .need = MAY_ACCOUNTS,
	  .run = lock,
	  .help = N_("Lock the account, or let it in again") },
	{ .name = "account.for_all",
	  .keys = "C-o",
	  .bar = N_("All mentors"),
	  .need = MAY_ACCOUNTS,
	  .run = for_all,
	  .help = N_("An account for every mentor who has none, after a look at them") },
	{ .name = "account.grants",
	  .keys = "Tab",
	  .bar = N_("Grants"),
	  .need = MAY_ACCOUNTS,
	  .run = grant_list_show,
	  .help = N_("Grants: more than the role gives, until a day") },
	{ 0 },
};

struct list *account_list_new(struct ui *ui)
{
	return list_new(sizeof(struct accounts), ui, &class, account_list_actions);
}

bool account_list_show(struct view *v, struct err *e)
{
	return ui_return_to(v->ui, account_list_actions) ||
	       ui_open(&account_list_new(v->ui)->view, e);
}
