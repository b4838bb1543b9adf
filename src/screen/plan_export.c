/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_export.h"

#include "app_private.h"
#include "base/i18n.h"
#include "export_file.h"
#include "model/audit.h"
#include "model/plan.h"

struct order {
	int64_t id, rev;
	const char *path, *from, *phones, *notes;
};

struct export_form {
	struct form form;
	int64_t mentor_id;
};

static const struct choice yes_or_no[] = {
	{ "no", N_("no"), NULL },
	{ "yes", N_("yes"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct order, path), .label = N_("File"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 1000,
	  .help = N_("~ is your own folder; the file is then opened on the phone") },
	{ FIELD(struct order, from), .label = N_("From"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .help = N_("plans of that day and later") },
	{ FIELD(struct order, phones), .label = N_("Phones"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = yes_or_no,
	  .help = N_("with the guardians' names and telephone numbers") },
	{ FIELD(struct order, notes), .label = N_("Note"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = yes_or_no,
	  .help = N_("with the notes; consider who else sees the calendar") },
	{ 0 },
};

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "path", "from", "phones", "notes", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Plans into a calendar"));
}

static void about(const struct form *f, struct buf *out)
{
	(void)f;
	buf_text(out,
		 _("A file for the calendar of a phone; taken over again, it brings changes."));
}

/* Of how many students there is something in it. */
static bool count_students(struct session *s, const struct plan_filter *filter, size_t *count,
			   struct err *e)
{
	struct rowset plans = { 0 };
	bool ok = plan_list(s, filter, &plans, e);

	*count = 0;
	for (size_t i = 0; ok && i < plans.count; i++) {
		const struct plan *p = rowset_at(&plans, i), *q;
		size_t k = 0;

		for (q = rowset_at(&plans, 0); k < i && q->student_id != p->student_id; k++)
			q = rowset_at(&plans, k + 1);
		*count += k == i;
	}
	rowset_release(&plans);
	return ok;
}

static bool may_leave(struct form *f, const struct plan_filter *filter, struct err *e)
{
	struct session *s = session_of(&f->view);
	size_t students;

	return count_students(s, filter, &students, e) && export_ask(f->view.ui, students) &&
	       audit_export(s, "plans", 0, students, "", e);
}

static bool save(struct form *f, struct err *e)
{
	const struct order *o = f->thing;
	const struct plan_filter filter = { .mentor_id = ((const struct export_form *)f)->mentor_id,
					    .from = o->from };
	struct buf text = { 0 };
	size_t count;
	bool ok;

	ok = export_fits(o->path, ".ics", e) && may_leave(f, &filter, e) &&
	     plan_calendar(session_of(&f->view), &filter, *o->phones == 'y', *o->notes == 'y',
			   &text, &count, e) &&
	     export_write(f, o->path, &text, e);
	if (ok)
		ui_say(f->view.ui, _("%zu plans are in %s."), count, o->path);
	buf_release(&text);
	return ok;
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct order),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
};

const struct action plan_export_actions[] = {
	{ .keys = "",
	  .about =
		  N_("Writes what is planned to a file that a phone's calendar reads (.ics). Phone "
		     "numbers and notes go along only where you say so.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Write"),
	  .run = form_save,
	  .help = N_("Write the calendar file") },
	{ 0 },
};

bool plan_export_open(struct ui *ui, int64_t mentor_id, struct err *e)
{
	struct export_form *f = form_new(sizeof *f, ui, &class, plan_export_actions);
	const struct session *s = session_of(&f->form.view);
	const char *day = s->today_iso;

	f->mentor_id = mentor_id;
	form_put(&f->form, "path",
		 arena_printf(&f->form.arena, "~/daoshi-%.2s%.2s.ics", day + 5, day + 8));
	form_put(&f->form, "from", day);
	form_put(&f->form, "phones", "no");
	form_put(&f->form, "notes", "no");
	return ui_open(&f->form.view, e);
}
