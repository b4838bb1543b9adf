/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who mentors whom, and who leaves. */
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/assignment.h"
#include "model/student.h"

/* One field of an assignment from its option, checked as everywhere. */
static bool read_field(struct cli *c, struct session *s, const char *option,
		       struct assignment *given, struct err *e)
{
	const char *typed = cli_value(c, option);

	return !typed || field_read(field_find(assignment_fields, option), given, typed, &c->arena,
				    s->today, NULL, e);
}

static bool make(struct cli *c, struct session *s, struct err *e)
{
	struct assignment given = { .role = "lead" };
	struct assign a = { 0 };
	int64_t *ids;
	size_t changed;

	if (!read_field(c, s, "role", &given, e) || !read_field(c, s, "reason", &given, e) ||
	    !cli_date(c, s, "from", &a.from, e) || !cli_mentor(c, s, "mentor", &a.mentor_id, e) ||
	    !cli_students(c, s, &ids, &a.count, e))
		return false;
	a.student_ids = ids;
	a.role = given.role;
	a.reason = given.reason;
	if (!assignment_make(s, &a, &changed, e))
		return false;
	cli_tell(_("%zu students assigned, %zu had this mentor already."), changed,
		 a.count - changed);
	return true;
}

static bool assign(struct cli *c, struct err *e)
{
	return cli_in_session(c, make, e);
}

static const struct cli_option assign_options[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"),
	  OPTION_REQUIRED | OPTION_MANY, NULL },
	{ "mentor", N_("STAFFNO"), N_("the new mentor: staff number, name or pinyin"),
	  OPTION_REQUIRED, NULL },
	{ "role", N_("lead|co"), N_("the mentor, or one beside the mentor; lead"), 0, NULL },
	{ "from", N_("DATE"), N_("the first day; today, or a new student's first day"), 0, NULL },
	{ "reason", N_("TEXT"), N_("needed beyond the most students as a rule"), 0, NULL },
	{ 0 },
};

const struct command assign_command = {
	.name = "assign",
	.help = N_("give students a mentor"),
	.more = N_("All of them or none. An earlier mentor's time ends the day before."),
	.options = assign_options,
	.run = assign,
};

/* ------------------------------------------------------------------ ending */

/* The mentor's assignment that holds on the day or begins after it; NULL for none. */
static const struct assignment *held(const struct rowset *set, int64_t mentor, const char *day)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct assignment *a = rowset_at(set, i);

		if (a->mentor_id == mentor && strcmp(a->ends, day) >= 0)
			return a;
	}
	return NULL;
}

static bool take(struct cli *c, struct session *s, struct err *e)
{
	struct assignment given = { 0 };
	const struct assignment *a;
	struct rowset set = { 0 };
	int64_t student, mentor;
	const char *day;
	bool ok;

	if (!cli_date(c, s, "date", &day, e) || !read_field(c, s, "reason", &given, e) ||
	    !cli_student(c, s, "student", &student, e) || !cli_mentor(c, s, "mentor", &mentor, e))
		return false;
	day = day ? day : s->today_iso;
	ok = assignment_list(s, student, &set, e);
	a = ok ? held(&set, mentor, day) : NULL;
	if (ok && !a)
		ok = err_set(e, ERR_NOT_FOUND, "%s",
			     _("This mentor has nothing to do with the student on that day."));
	ok = ok && assignment_end(s, a->id, a->rev, day, given.reason, e);
	rowset_release(&set);
	return ok;
}

static bool unassign(struct cli *c, struct err *e)
{
	return cli_in_session(c, take, e);
}

static const struct cli_option unassign_options[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"), OPTION_REQUIRED, NULL },
	{ "mentor", N_("STAFFNO"), N_("the mentor or co-mentor"), OPTION_REQUIRED, NULL },
	{ "date", N_("DATE"), N_("the last day; today"), 0, NULL },
	{ "reason", N_("TEXT"), N_("such as: the co-mentor is no longer needed"), 0, NULL },
	{ 0 },
};

const struct command unassign_command = {
	.name = "unassign",
	.help = N_("end a mentor's or co-mentor's time with a student"),
	.options = unassign_options,
	.run = unassign,
};

/* ----------------------------------------------------------------- leaving */

static bool end(struct cli *c, struct session *s, struct err *e)
{
	struct assignment given = { 0 };
	const char *day;
	int64_t id;

	return cli_date(c, s, "date", &day, e) && read_field(c, s, "reason", &given, e) &&
	       cli_student(c, s, "student", &id, e) && student_leave(s, id, day, given.reason, e);
}

static bool leave(struct cli *c, struct err *e)
{
	return cli_in_session(c, end, e);
}

static const struct cli_option leave_options[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"), OPTION_REQUIRED, NULL },
	{ "date", N_("DATE"), N_("the last day"), OPTION_REQUIRED, NULL },
	{ "reason", N_("TEXT"), N_("such as a transfer"), 0, NULL },
	{ 0 },
};

const struct command leave_command = {
	.name = "leave",
	.help = N_("end a student's enrolment; the records stay"),
	.options = leave_options,
	.run = leave,
};
