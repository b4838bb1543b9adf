/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app_private.h"
#include "base/i18n.h"
#include "model/student.h"
#include "screen/student.h"

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "name",           "sex",           "student_no",
					     "class_name",     "seat",          "birth_date",
					     "address",        "guardian_name", "guardian_relation",
					     "guardian_phone", "enrolled_from", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	const struct student *st = f->thing;

	app_title(&f->view, out, st->id ? _("Student") : _("New student"));
}

static bool save(struct form *f, struct err *e)
{
	struct student *st = f->thing;
	bool is_new = !st->id;

	if (!student_save(session_of(&f->view), st, e))
		return false;
	if (is_new) /* from the list of students */
		list_want((struct list *)f->view.below, st->id);
	ui_say(f->view.ui, _("%s is saved."), st->name);
	return true;
}

const struct action student_form_actions[] = {
	{ .keys = "",
	  .about = N_("What is known of a student. Name, student number and class are enough. "
		      "A guardian entered here is the first one; others are added on the "
		      "student's page.") },
	{ 0 },
};

/* Whose number it is, and where the seat is. */
static const char *const together[] = { "guardian_name guardian_relation guardian_phone",
					"class_name seat enrolled_from", NULL };

static const struct form_class class = {
	.fields = student_fields,
	.size = sizeof(struct student),
	.shown = shown,
	.save = save,
	.title = title,
	.together = together,
	.actions = student_form_actions,
	.draft = "student",
};

bool student_form_open(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = app_form(ui, &class, sizeof *f, id, student_get, e);

	return f && ui_open(&f->view, e);
}
