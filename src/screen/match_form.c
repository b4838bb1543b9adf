/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a new run. */
#include <string.h>

#include "base/i18n.h"
#include "match_private.h"
#include "model/mentor.h"
#include "screen/mentor.h"

struct order {
	int64_t id, rev;
	const char *method, *aim, *who, *waited, *keep, *note;
	int64_t leaving_id, seed;
	const char *leaving; /* the mentor's name */
};

static const struct choice no_or_yes[] = {
	{ "no", N_("no"), NULL },
	{ "yes", N_("yes"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct order, who), .label = N_("Matched are"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = match_whos,
	  .help = N_("all; or who has no mentor; or all students of one who leaves") },
	{ FIELD(struct order, leaving_id), .label = N_("Who leaves"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED, .help = N_("Space lists the mentors; others stay as they are") },
	{ FIELD(struct order, method), .label = N_("Who chooses"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = match_methods,
	  .help = N_("both: only where mentors have put their students in order") },
	{ FIELD(struct order, aim), .label = N_("Comes first"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = match_aims,
	  .help = N_("most first choices; or nobody far down the own list") },
	{ FIELD(struct order, waited), .label = N_("Who waited"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = no_or_yes,
	  .help = N_("yes: who missed the first choice last year comes first in a tie") },
	{ FIELD(struct order, keep), .label = N_("Moved by hand"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = no_or_yes,
	  .help = N_("yes: what was moved by hand in the last proposal stays") },
	{ FIELD(struct order, seed), .label = N_("Seed of the lots"), .kind = FIELD_INT,
	  .most = 999999999,
	  .help = N_("empty: drawn, and shown then; the same seed draws the same lots") },
	{ FIELD(struct order, note), .label = N_("Note"), .kind = FIELD_TEXT, .max = 200,
	  .help = N_("for the list of proposals, such as: without grade 9") },
	{ FIELD(struct order, leaving), .label = N_("Who leaves"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED },
	{ 0 },
};

struct match_form {
	struct form form;
	struct match_ready ready;
};

static const char *const *shown(const struct form *f)
{
	static const char *const usual[] = { "who",  "method", "aim",  "waited",
					     "keep", "seed",   "note", NULL };
	static const char *const leaving[] = { "who",  "leaving_id", "method", "aim", "waited",
					       "keep", "seed",       "note",   NULL };
	const struct order *o = f->thing;

	return o->who && !strcmp(o->who, "leaving") ? leaving : usual;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("A proposal"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct match_ready *m = &((const struct match_form *)f)->ready;

	buf_printf(out, _("Choices: %zu of %zu. Nobody is assigned yet."), m->answered + m->anybody,
		   m->students);
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	struct err e = { 0 };
	int64_t id;
	bool ok;

	(void)field;
	if (!list_pick(mentor_list_new(f->view.ui), _("Which mentor leaves?"), typed, &id))
		return false;
	ok = app_put_named(f, "leaving", id, mentor_get, &e);
	if (!ok)
		ui_fail(f->view.ui, &e);
	return ok;
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct order *o = f->thing;

	(void)field;
	buf_text(out, o->leaving_id && o->leaving ? o->leaving : "");
}

/* A school's take a moment. */
static void say_so(struct ui *ui)
{
	ui_say(ui, "%s", _("The proposal is being worked out."));
	ui_paint(ui);
}

static void tell(struct ui *ui, const struct match_run *run)
{
	struct buf counts = { 0 };

	match_tell_shortly(run, &counts);
	ui_say(ui,
	       _("A proposal for %lld students is worked out. %s; seed %lld. Nobody is assigned "
		 "yet."),
	       (long long)run->students, buf_str(&counts), (long long)run->seed);
	buf_release(&counts);
}

static bool propose(struct form *f, int64_t *run, struct err *e)
{
	const struct order *o = f->thing;
	bool leaves = !strcmp(o->who, "leaving");
	const struct match_asked asked = {
		.method = o->method,
		.aim = o->aim,
		.who = o->who,
		.leaving = leaves ? o->leaving_id : 0,
		.seed = o->seed,
		.waited = *o->waited == 'y',
		.keep = *o->keep == 'y',
		.note = o->note && *o->note ? o->note : NULL,
	};

	say_so(f->view.ui);
	if (match_propose(session_of(&f->view), &asked, run, e))
		return true;
	f->view.ui->said[0] = '\0';
	if (!strcmp(e->field, "leaving"))
		err_at(e, "leaving_id");
	return false;
}

/* The review opens above the form, which then closes beneath it. What was proposed is called by
 * what is said of it. */
static bool save(struct form *f, struct err *e)
{
	struct ui *ui = f->view.ui;
	struct arena arena = { 0 };
	struct match_run run;
	int64_t id;
	bool ok = propose(f, &id, e) && match_run_read(session_of(&f->view), id, &arena, &run, e) &&
		  match_review_open(ui, id, e);

	if (ok && f->view.below && f->view.below->actions == match_list_actions)
		list_want((struct list *)f->view.below, id);
	if (ok)
		tell(ui, &run);
	arena_release(&arena);
	return ok;
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct order),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.pick = pick,
	.show_ref = show_ref,
};

const struct action match_form_actions[] = {
	{ .keys = "",
	  .about =
		  N_("A new proposal: whom it is about and what comes first. As it stands the form "
		     "suits most schools: Ctrl-S works it out. Ties are decided by lots from a "
		     "seed that is shown, so that anybody can draw the same again.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Propose"),
	  .run = form_save,
	  .help = N_("Work the proposal out, and show it; nobody is assigned by that") },
	{ 0 },
};

bool match_form_open(struct ui *ui, int64_t leaving, struct err *e)
{
	struct match_form *f = form_new(sizeof *f, ui, &class, match_form_actions);
	struct session *s = session_of(&f->form.view);

	form_put(&f->form, "who", leaving ? "leaving" : "all");
	form_put(&f->form, "method", "students");
	form_put(&f->form, "aim", "most_first");
	form_put(&f->form, "waited", "no");
	form_put(&f->form, "keep", "yes");
	if (!match_may_change(s, e) || !match_ready(s, &f->ready, e) ||
	    (leaving && !app_put_named(&f->form, "leaving", leaving, mentor_get, e))) {
		f->form.view.class->free(&f->form.view);
		return false;
	}
	/* in the middle of a year most pairs are to stay */
	if (!leaving && f->ready.without && f->ready.without < f->ready.students)
		form_put(&f->form, "who", "without");
	return ui_open(&f->form.view, e);
}
