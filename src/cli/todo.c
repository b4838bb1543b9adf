/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is still owed to whom, one row each. */
#include "base/i18n.h"
#include "cli/brief.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "model/checklist.h"

static bool load_todo(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	int64_t mentor, student;

	rowset_init(out, todo_fields, sizeof(struct todo));
	if (!cli_mentor(c, s, "mentor", &mentor, e) || !cli_student(c, s, "student", &student, e))
		return false;
	if (mentor && student)
		return usage_error(c, e, "%s", _("Give --mentor or --student, not both."));
	if (mentor)
		return checklist_todo(s, OWED_BY_MENTOR, mentor, out, e);
	return student ? checklist_todo(s, OWED_FOR_STUDENT, student, out, e)
		       : checklist_todo(s, OWED_BY_ANYONE, 0, out, e);
}

static bool show_todo(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "student_no", "student", "class_name", "mentor_no",
					       "mentor",     "kind",    "occasion",   "state",
					       "opens",      "due",     "planned",    NULL };
	struct rowset rows = { 0 };
	bool ok = load_todo(c, s, &rows, e) && cli_export(c, s, "todo", &rows, e);

	if (ok)
		output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	return ok;
}

static bool todo(struct cli *c, struct err *e)
{
	if (cli_given(c, "brief"))
		return todo_brief(c);
	return cli_in_session(c, show_todo, e);
}

static const struct cli_option todo_options[] = {
	{ "mentor", N_("STAFFNO"), N_("what this mentor owes"), 0, NULL },
	{ "student", N_("NO"), N_("what is owed to this student"), 0, NULL },
	{ "brief", NULL,
	  N_("a line for the login message: what you owe yourself; nothing where that is nothing"),
	  0, NULL },
	{ 0 },
};

const struct command todo_command = {
	.name = "todo",
	.help = N_("list what is still owed to whom, one row each"),
	.more = N_("The states are open, soon (due soon) and overdue."),
	.options = todo_options,
	.run = todo,
};
