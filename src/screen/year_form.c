/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both forms of a school year. What a change does to everybody's obligations is asked before. */
#include "year_form.h"

#include "app_private.h"
#include "base/i18n.h"
#include "ui/ask.h"

struct year_form {
	struct form form;
	struct school_year year;
};

/* Which year, and what is different about it where it is not today's. */
static void about(const struct form *f, struct buf *out)
{
	const struct school_year *y = &((const struct year_form *)f)->year;

	buf_printf(out, _("School year %d, %s to %s"), (int)y->id, y->starts, y->ends);
	if (*y->closed_on)
		buf_text(out, _("  closed: only to be looked at"));
	else if (y->id != session_of(&f->view)->year.id)
		buf_text(out, _("  not today's"));
}

/* Where nothing would be owed more or less, there is nothing to ask. */
static bool agreed(struct ui *ui, const struct preview *p)
{
	struct buf question = { 0 };
	bool yes = preview_is_empty(p);

	if (!yes) {
		preview_say(p, &question);
		yes = ask_yes(ui, buf_str(&question), _("save"), _("go on editing"));
	}
	buf_release(&question);
	return yes;
}

static void year_about(const struct form *f, struct buf *out)
{
	app_write_ids(&((const struct year_form *)f)->year.id, 1, out);
}

/* ----------------------------------------------------------------- key dates */

static const char *const *key_date_shown(const struct form *f)
{
	static const char *const names[] = { "name", "term", "opens", "due", "grades", NULL };

	(void)f;
	return names;
}

static void key_date_title(const struct form *f, struct buf *out)
{
	const struct key_date_row *k = f->thing;

	app_title(&f->view, out, k->id ? _("Key date") : _("New key date"));
}

static bool key_date_store(struct form *f, struct err *e)
{
	struct session *s = session_of(&f->view);
	struct key_date_row *k = f->thing;
	struct preview p;

	if (!key_date_preview(s, k, &p, e) || !agreed(f->view.ui, &p) || !key_date_save(s, k, e))
		return false;
	ui_say(f->view.ui, _("%s is saved."), k->name);
	return true;
}

const struct action key_date_form_actions[] = {
	{ .keys = "",
	  .about = N_("A key date asks for a talk with every student of its grades between two "
		      "days. The days of two key dates of a grade may not overlap.") },
	{ 0 },
};

static const char *const key_date_together[] = { "opens due", NULL };

static const struct form_class key_date_class = {
	.fields = key_date_fields,
	.size = sizeof(struct key_date_row),
	.shown = key_date_shown,
	.save = key_date_store,
	.title = key_date_title,
	.together = key_date_together,
	.anew = form_anew,
	.about = about,
	.actions = key_date_form_actions,
	.draft = "key_date",
	.draft_about = year_about,
};

/* -------------------------------------------------------------------- rules */

static const char *const *rules_shown(const struct form *f)
{
	static const char *const names[] = { "visits",
					     "visits_per",
					     "visit_due",
					     "talks",
					     "talks_per",
					     "feedback_opens",
					     "feedback_due",
					     "second_term",
					     "change_days",
					     "referral_days",
					     "due_soon",
					     "mentor_capacity",
					     "vocational_years",
					     "training_credits",
					     NULL };

	(void)f;
	return names;
}

static void rules_title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Rules"));
}

static bool rules_store_all(struct form *f, struct err *e)
{
	struct session *s = session_of(&f->view);
	struct rules *r = f->thing;
	struct preview p;

	if (!rules_preview(s, r, &p, e) || !agreed(f->view.ui, &p) || !rules_save(s, r, e))
		return false;
	ui_say(f->view.ui, _("The rules of %d are saved."), (int)r->id);
	return true;
}

const struct action rules_form_actions[] = {
	{ .keys = "",
	  .about = N_("What is asked of mentors in this school year. Before anything changes "
		      "the whole checklist is tried out, and you are told what would be owed "
		      "anew and what no more.") },
	{ 0 },
};

static const char *const rules_together[] = { "visits visits_per visit_due", "talks talks_per",
					      "feedback_opens feedback_due", NULL };

static const struct form_class rules_class = {
	.fields = rule_fields,
	.size = sizeof(struct rules),
	.shown = rules_shown,
	.save = rules_store_all,
	.title = rules_title,
	.together = rules_together,
	.about = about,
	.actions = rules_form_actions,
	.draft = "rules",
};

/* ------------------------------------------------------------------ opening */

static bool open_form(struct form *f, int64_t year, struct err *e)
{
	struct year_form *y = (struct year_form *)f;

	if (school_get_year(session_of(&f->view)->db, year, &y->year, NULL, e))
		return ui_open(&f->view, e);
	f->view.class->free(&f->view);
	return false;
}

bool key_date_form_open(struct ui *ui, int64_t year, int64_t id, struct err *e)
{
	struct form *f =
		app_form(ui, &key_date_class, sizeof(struct year_form), id, key_date_get, e);

	if (f && !id) {
		form_put_id(f, "school_year_id", year);
		form_put(f, "grades", "1-16");
	}
	return f && open_form(f, year, e);
}

bool rules_form_open(struct ui *ui, int64_t year, struct err *e)
{
	struct form *f = app_form(ui, &rules_class, sizeof(struct year_form), year, rules_get, e);

	return f && open_form(f, year, e);
}
