/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_export.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/table.h"
#include "model/audit.h"
#include "model/plan.h"
#include "ui/ask.h"

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

/* With ~/ for the folder of whoever has started the program, whatever the environment says. */
static void whole_path(const char *typed, struct buf *out)
{
	const struct passwd *me = strncmp(typed, "~/", 2) ? NULL : getpwuid(getuid());

	buf_printf(out, "%s%s", me ? me->pw_dir : "", me ? typed + 1 : typed);
}

static bool write_file(struct form *f, const char *path, const struct buf *text, struct err *e)
{
	const char *at = buf_str(text);

	if (table_write(path, at, text->len, false, e))
		return true;
	if (e->kind != ERR_CONFLICT) {
		err_at(e, "path");
		return false;
	}
	*e = (struct err){ 0 };
	if (!ask_yes(f->view.ui, _("There is a file of that name."), _("replace it"),
		     _("another name")))
		return false;
	if (table_write(path, at, text->len, true, e))
		return true;
	err_at(e, "path");
	return false;
}

static bool save(struct form *f, struct err *e)
{
	const struct order *o = f->thing;
	const struct plan_filter filter = { .mentor_id = ((const struct export_form *)f)->mentor_id,
					    .from = o->from };
	struct buf path = { 0 }, text = { 0 }, which = { 0 };
	size_t count;
	bool ok;

	buf_printf(&which, "--from %s%s%s", o->from, *o->phones == 'y' ? " --phones" : "",
		   *o->notes == 'y' ? " --notes" : "");
	whole_path(o->path, &path);
	ok = plan_calendar(session_of(&f->view), &filter, *o->phones == 'y', *o->notes == 'y',
			   &text, &count, e) &&
	     audit_export(session_of(&f->view), "plans.ics", count, buf_str(&which), e) &&
	     write_file(f, buf_str(&path), &text, e);
	if (ok)
		ui_say(f->view.ui, _("%zu plans are in %s."), count, o->path);
	buf_release(&path);
	buf_release(&text);
	buf_release(&which);
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
