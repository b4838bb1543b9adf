/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students, their guardians and mentors, one at a time; rosters are imported. */
#include <string.h>

#include "base/i18n.h"
#include "cli/deed.h"
#include "cli/say.h"
#include "model/guardian.h"
#include "model/mentor.h"
#include "model/student.h"

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* -------------------------------------------------------------------- students */

static bool save_student(struct cli *c, struct session *s, struct student *st, struct err *e)
{
	if (!cli_fields(c, s, st, e) || !student_save(s, st, e))
		return false;
	cli_tell(_("%s is saved."), st->name);
	return true;
}

static bool add_student(struct cli *c, struct session *s, struct err *e)
{
	struct student st = { 0 };

	return save_student(c, s, &st, e);
}

static bool change_student(struct cli *c, struct session *s, struct err *e)
{
	struct rowset one = { 0 };
	int64_t id;
	bool ok = cli_student(c, s, "student", &id, e) && student_get(s, id, &one, e) &&
		  save_student(c, s, rowset_at(&one, 0), e);

	rowset_release(&one);
	return ok;
}

static const struct field *student_field(size_t i)
{
	static const char *const names[] = { "name",           "sex",           "student_no",
					     "class_name",     "seat",          "birth_date",
					     "address",        "guardian_name", "guardian_relation",
					     "guardian_phone", "enrolled_from" };

	return i < sizeof names / sizeof *names ? field_find(student_fields, names[i]) : NULL;
}

static bool student(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "add", NAMES("name", "student-no", "class-name"), NULL, true, false,
		  add_student },
		{ "change", NAMES("student"), NULL, true, false, change_student },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct cli_option of_student[] = {
	{ "student", N_("NO"), N_("change: number, name, pinyin or initials"), 0, NULL },
	{ 0 },
};

const struct command student_command = {
	.name = "student",
	.operands = N_("add|change"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("add one student, or change what is known of one"),
	.more = N_("Another class begins today; who has left is taken up again with 'student "
		   "change --enrolled-from'. 'daoshi leave' ends an enrolment, 'daoshi import' "
		   "takes over a roster."),
	.options = of_student,
	.option_field = student_field,
	.run = student,
};

/* ------------------------------------------------------------------- guardians */

static bool add_guardian(struct cli *c, struct session *s, struct err *e)
{
	struct guardian g = { 0 };
	struct rowset set = { 0 };
	bool ok = cli_student(c, s, "student", &g.student_id, e) && cli_fields(c, s, &g, e) &&
		  guardian_list(s, g.student_id, &set, e);

	for (size_t i = 0; ok && i < set.count; i++)
		if (!strcmp(((const struct guardian *)rowset_at(&set, i))->name,
			    g.name ? g.name : ""))
			ok = err_field(e, "name", "%s",
				       _("This student has a guardian of that name already."));
	ok = ok && guardian_save(s, &g, e);
	if (ok)
		cli_tell(_("%s is saved."), g.name);
	rowset_release(&set);
	return ok;
}

/* --guardian: by name or relation. */
static bool find_guardian(struct cli *c, struct session *s, struct rowset *set,
			  struct guardian **found, struct err *e)
{
	const char *word = cli_value(c, "guardian"), **names;
	int64_t id;

	*found = NULL;
	if (!cli_student(c, s, "student", &id, e) || !guardian_list(s, id, set, e))
		return false;
	names = arena_alloc(&c->arena, (set->count + 1) * sizeof *names);
	for (size_t i = 0; i < set->count; i++) {
		struct guardian *g = rowset_at(set, i);

		names[i] = arena_text(&c->arena, g->name);
		if (!*found &&
		    (!strcmp(g->name, word) || (g->relation && !strcmp(g->relation, word))))
			*found = g;
	}
	names[set->count] = NULL;
	if (!*found && !set->count)
		return err_set(e, ERR_NOT_FOUND, "%s", _("No guardian of this student is known."));
	return *found || usage_unknown(c, e, _("The student has no guardian %s."), word, names);
}

static bool change_guardian(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	struct guardian *g;
	bool ok = find_guardian(c, s, &set, &g, e) && cli_fields(c, s, g, e) &&
		  guardian_save(s, g, e);

	if (ok)
		cli_tell(_("%s is saved."), g->name);
	rowset_release(&set);
	return ok;
}

static bool remove_guardian(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	struct guardian *g;
	bool ok = find_guardian(c, s, &set, &g, e) && guardian_remove(s, g->id, g->rev, e);

	if (ok)
		cli_tell(_("%s is removed."), g->name);
	rowset_release(&set);
	return ok;
}

static const struct field *guardian_field(size_t i)
{
	static const char *const names[] = { "name", "relation", "phone" };

	return i < sizeof names / sizeof *names ? field_find(guardian_fields, names[i]) : NULL;
}

static bool guardian(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "add", NAMES("student", "name"), NULL, true, false, add_guardian },
		{ "change", NAMES("student", "guardian"), NULL, true, false, change_guardian },
		{ "remove", NAMES("student", "guardian"), NULL, false, false, remove_guardian },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct cli_option of_guardian[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"), OPTION_REQUIRED, NULL },
	{ "guardian", N_("NAME"), N_("change, remove: which one, by name or relation"), 0, NULL },
	{ 0 },
};

const struct command guardian_command = {
	.name = "guardian",
	.operands = N_("add|change|remove"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("add, change or remove a guardian of a student"),
	.options = of_guardian,
	.option_field = guardian_field,
	.run = guardian,
};

/* --------------------------------------------------------------------- mentors */

static bool save_mentor(struct cli *c, struct session *s, struct mentor *m, struct err *e)
{
	if (!cli_fields(c, s, m, e) || !mentor_save(s, m, e))
		return false;
	cli_tell(_("%s is saved."), m->name);
	return true;
}

static bool add_mentor(struct cli *c, struct session *s, struct err *e)
{
	struct mentor m = { .status = "active" };

	return save_mentor(c, s, &m, e);
}

static bool change_mentor(struct cli *c, struct session *s, struct err *e)
{
	struct rowset one = { 0 };
	int64_t id;
	bool ok = cli_mentor(c, s, "mentor", &id, e) && mentor_get(s, id, &one, e) &&
		  save_mentor(c, s, rowset_at(&one, 0), e);

	rowset_release(&one);
	return ok;
}

static const struct field *mentor_field(size_t i)
{
	static const char *const names[] = { "name",  "staff_no", "subject",
					     "phone", "capacity", "status" };

	return i < sizeof names / sizeof *names ? field_find(mentor_fields, names[i]) : NULL;
}

static bool mentor(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "add", NAMES("name", "staff-no"), NULL, true, false, add_mentor },
		{ "change", NAMES("mentor"), NULL, true, false, change_mentor },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct cli_option of_mentor[] = {
	{ "mentor", N_("STAFFNO"), N_("change: staff number, name or pinyin"), 0, NULL },
	{ 0 },
};

const struct command mentor_command = {
	.name = "mentor",
	.operands = N_("add|change"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("add one mentor, or change what is known of one"),
	.more = N_("Whoever leaves the school gets --status left, once the students are assigned "
		   "anew; the records stay."),
	.options = of_mentor,
	.option_field = mentor_field,
	.run = mentor,
};
