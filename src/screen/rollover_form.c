/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app_private.h"
#include "base/i18n.h"
#include "rollover_report.h"
#include "screen/rollover.h"

/* What is asked for. */
struct order {
	int64_t id, rev;
	const char *mentors, *grade_5, *grade_9, *old_year;
};

static const struct choice mentors[] = {
	{ "stay", N_("stay with their students"), NULL },
	{ "end", N_("end with the year, to be assigned anew"), NULL },
	{ 0 },
};
static const struct choice grade_5[] = {
	{ "graduate", N_("graduates"), NULL },
	{ "go_on", N_("goes on to grade 6"), NULL },
	{ 0 },
};
static const struct choice grade_9[] = {
	{ "graduate", N_("graduates"), NULL },
	{ "go_on", N_("goes on to grade 10"), NULL },
	{ 0 },
};
static const struct choice old_year[] = {
	{ "open", N_("stays open"), NULL },
	{ "closed", N_("is closed"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct order, mentors), .label = N_("Mentors"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = mentors,
	  .help = N_("those of graduates, and mentors who have left, end in any case") },
	{ FIELD(struct order, grade_5), .label = N_("Grade 5"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = grade_5,
	  .help = N_("into the class of the same number; who leaves is marked so afterwards") },
	{ FIELD(struct order, grade_9), .label = N_("Grade 9"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = grade_9,
	  .help = N_("into the class of the same number; who leaves is marked so afterwards") },
	{ FIELD(struct order, old_year), .label = N_("Old year"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = old_year,
	  .help = N_("closed: its figures are fixed, its records can be read, not changed") },
	{ 0 },
};

struct rollover_form {
	struct form form;
	struct rollover_plan plan;
	int64_t due;          /* the year that is over; 0: it goes on */
	const char *asked[5]; /* names of fields */
};

static const struct rollover_form *rollover_of(const struct form *f)
{
	return (const struct rollover_form *)f;
}

static const char *const *shown(const struct form *f)
{
	return rollover_of(f)->asked;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Roll-over"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct rollover_form *r = rollover_of(f);

	buf_printf(out, _("School year %lld to %lld. "), (long long)r->plan.from.id,
		   (long long)r->plan.to.id);
	buf_text(out, r->due ? _("The old year is over. ") : "");
	buf_text(out, _("First a dry run, which changes nothing."));
}

static bool save(struct form *f, struct err *e)
{
	const struct order *o = f->thing;
	const struct rollover_form *r = rollover_of(f);
	const struct rollover_options options = {
		.end_assignments = o->mentors[0] == 'e',
		.go_on = r->plan.go_on && o->grade_5[1] == 'o',
		.go_on_senior = r->plan.go_on_senior && o->grade_9[1] == 'o',
		.close = o->old_year[0] == 'c',
	};

	return rollover_report_open(f->view.ui, &options, e);
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct order),
	.shown = shown,
	.save = save,
	.stays = true, /* other choices are tried, too */
	.title = title,
	.about = about,
};

static bool undo(struct view *v, struct err *e)
{
	bool undone;

	return rollover_ask_undo(v, &undone, e);
}

const struct action rollover_form_actions[] = {
	{ .keys = "",
	  .about = N_("From this school year into the next one: everybody goes up a grade, the "
		      "last grade graduates. Choose whether mentors stay with their students. "
		      "First comes a dry run that changes nothing.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Dry run"),
	  .run = form_save,
	  .help = N_("Show every change, and do none yet") },
	{ .name = "rollover.undo",
	  .keys = "F8",
	  .bar = N_("Undo"),
	  .need = MAY_RUN_YEAR,
	  .run = undo,
	  .help = N_("Take the last roll-over back, as long as nothing was recorded since") },
	{ 0 },
};

static void choose_fields(struct rollover_form *r)
{
	size_t n = 0;

	r->asked[n++] = "mentors";
	if (r->plan.go_on)
		r->asked[n++] = "grade_5";
	if (r->plan.go_on_senior)
		r->asked[n++] = "grade_9";
	r->asked[n++] = "old_year";
}

bool rollover_open(struct ui *ui, struct err *e)
{
	struct rollover_form *r = form_new(sizeof *r, ui, &class, rollover_form_actions);
	struct session *s = session_of(&r->form.view);

	if (!rollover_plan(s, &r->plan, e) || !rollover_is_due(s, &r->due, e)) {
		r->form.view.class->free(&r->form.view);
		return false;
	}
	choose_fields(r);
	form_put(&r->form, "mentors", "stay");
	form_put(&r->form, "grade_5", "go_on");
	form_put(&r->form, "grade_9", "graduate");
	form_put(&r->form, "old_year", "open");
	return ui_open(&r->form.view, e);
}
