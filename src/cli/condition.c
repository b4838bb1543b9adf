/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the matching has to keep to, and who belongs where. */
#include "model/condition.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/say.h"
#include "model/account.h"
#include "model/belonging.h"

static bool load_conditions(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	(void)c;
	return condition_list(s, out, e);
}

static bool load_siblings(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	(void)c;
	return condition_siblings(s, out, e);
}

static bool load_belongings(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	(void)c;
	return belonging_list(s, out, e);
}

const struct listing condition_listing = { "conditions",
					   NAMES(NULL),
					   NAMES("no", "about", "says", "holds", "note"),
					   NAMES("no", "kind", "weight", "number", "student_no",
						 "student", "class_name", "other_no", "other",
						 "other_class", "staff_no", "mentor", "note"),
					   load_conditions,
					   .label = N_("Conditions") };
const struct listing sibling_listing = { "siblings",
					 NAMES(NULL),
					 NAMES("student_no", "student", "class_name", "mentor",
					       "other_no", "other", "other_class", "other_mentor"),
					 NAMES("student_no", "student", "class_name", "mentor",
					       "other_no", "other", "other_class", "other_mentor"),
					 load_siblings,
					 .label = N_("Siblings") };
const struct listing belonging_listing = { "belongings",
					   NAMES(NULL),
					   NAMES("no", "kind", "label", "of", "about", "person_no"),
					   NAMES("no", "kind", "name", "of", "about", "person_no"),
					   load_belongings,
					   .label = N_("Belongings") };

/* ---------------------------------------------------------------- conditions */

static bool list_conditions(struct cli *c, struct session *s, struct err *e)
{
	return listing_show(c, s, &condition_listing, e);
}

static void tell(const char *sentence, const struct condition *c)
{
	struct buf says = { 0 };

	condition_says(c, &says);
	cli_tell(sentence, buf_str(&says));
	buf_release(&says);
}

static bool add(struct cli *c, struct session *s, struct err *e)
{
	struct condition n = { .number = FIELD_UNKNOWN };

	if (!field_read(field_find(condition_fields, "kind"), &n, cli_operand(c, 1), &c->arena,
			DATE_NO_TODAY, NULL, e) ||
	    !cli_student(c, s, "student", &n.student_id, e) ||
	    !cli_student(c, s, "other", &n.other_id, e) ||
	    !cli_mentor(c, s, "mentor", &n.mentor_id, e) || !cli_fields(c, s, &n, e) ||
	    !condition_save(s, &n, e))
		return false;
	tell(n.weight ? _("A wish from now on: %s.") : _("It must hold from now on: %s."), &n);
	return true;
}

static bool get(struct cli *c, struct session *s, struct rowset *one, struct err *e)
{
	int64_t id;

	return cli_number(c, cli_operand(c, 1), "daoshi condition list", &id, e) &&
	       condition_get(s, id, one, e);
}

static bool change(struct cli *c, struct session *s, struct err *e)
{
	struct rowset one = { 0 };
	bool ok = get(c, s, &one, e);
	struct condition *n = ok ? rowset_at(&one, 0) : NULL;

	ok = ok && cli_fields(c, s, n, e) && condition_save(s, n, e);
	if (ok)
		tell(_("Changed: %s."), n);
	rowset_release(&one);
	return ok;
}

static bool take_away(struct cli *c, struct session *s, struct err *e)
{
	struct rowset one = { 0 };
	bool ok = get(c, s, &one, e);
	const struct condition *n = ok ? rowset_at(&one, 0) : NULL;

	ok = ok && condition_remove(s, n->id, n->rev, e);
	if (ok)
		tell(_("Removed: %s."), n);
	rowset_release(&one);
	return ok;
}

static bool copy(struct cli *c, struct session *s, struct err *e)
{
	struct condition_copied done;

	(void)c;
	if (!condition_copy(s, &done, e))
		return false;
	if (done.left)
		cli_tell(_("%zu conditions of last year hold now; %zu were left, because they "
			   "name who has left or contradict this year's."),
			 done.copied, done.left);
	else
		cli_tell(_("%zu conditions of last year hold now."), done.copied);
	return true;
}

static bool condition(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "add", NULL, NAMES("student", "other", "mentor"), true, true, add },
		{ "change", NULL, NULL, true, true, change },
		{ "remove", NULL, NULL, false, true, take_away },
		{ "list", NULL, NULL, false, false, list_conditions },
		{ "copy", NULL, NULL, false, false, copy },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct field *condition_option(size_t i)
{
	static const char *const names[] = { "number", "weight", "note" };

	return i < sizeof names / sizeof *names ? field_find(condition_fields, names[i]) : NULL;
}

static const struct cli_option of_condition[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"), 0, NULL },
	{ "other", N_("NO"), N_("together, apart: the other student"), 0, NULL },
	{ "mentor", N_("STAFFNO"), N_("staff number, name or pinyin"), 0, NULL },
	{ 0 },
};

const struct command condition_command = {
	.name = "condition",
	.operands = N_("add KIND|change NO|remove NO|list|copy"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("keep what the matching of students and mentors has to keep to"),
	.more = N_("KIND is of the school: keep, campus, grade, group, class_teacher, siblings "
		   "(--number 1: together, 2: apart), least (--number); of a mentor: capacity, "
		   "least; of a student: keep; of both: fixed, forbidden; of two students: "
		   "together, apart. Without --weight it must hold; with one, 1 to 1000, it is a "
		   "wish. 'copy' takes over last year's. NO is the number in 'condition list'."),
	.options = of_condition,
	.option_field = condition_option,
	.run = condition,
};

/* ---------------------------------------------------------------- belongings */

static bool list_belongings(struct cli *c, struct session *s, struct err *e)
{
	return listing_show(c, s, &belonging_listing, e);
}

static bool add_belonging(struct cli *c, struct session *s, struct err *e)
{
	struct belonging b = { 0 };
	const char *class_name = cli_value(c, "class");
	size_t added;

	if (!cli_fields(c, s, &b, e) || !cli_student(c, s, "student", &b.student_id, e) ||
	    !cli_mentor(c, s, "mentor", &b.mentor_id, e) ||
	    (class_name && !account_class(s, class_name, &b.class_id, e)) ||
	    !belonging_add(s, &b, &added, e))
		return false;
	if (added)
		cli_tell(_("Entered: %zu."), added);
	else
		cli_tell("%s", _("This is entered already; nothing was added."));
	return true;
}

static bool remove_belonging(struct cli *c, struct session *s, struct err *e)
{
	struct rowset one = { 0 };
	int64_t id;
	bool ok = cli_number(c, cli_operand(c, 1), "daoshi belonging list", &id, e) &&
		  belonging_get(s, id, &one, e);
	const struct belonging *b = ok ? rowset_at(&one, 0) : NULL;

	ok = ok && belonging_remove(s, b->id, b->rev, e);
	if (ok)
		cli_tell(_("Removed: %s, %s."), b->about, b->label);
	rowset_release(&one);
	return ok;
}

static bool belonging(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "add", NAMES("kind", "name"), NAMES("mentor", "class", "student"), true, false,
		  add_belonging },
		{ "remove", NULL, NULL, false, true, remove_belonging },
		{ "list", NULL, NULL, false, false, list_belongings },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct field *belonging_option(size_t i)
{
	static const char *const names[] = { "kind", "name" };

	return i < sizeof names / sizeof *names ? field_find(belonging_fields, names[i]) : NULL;
}

static const struct cli_option of_belonging[] = {
	{ "mentor", N_("STAFFNO"), N_("staff number, name or pinyin"), 0, NULL },
	{ "class", N_("CLASS"), N_("a class, as 903 or 九(3)"), 0, NULL },
	{ "student", N_("NO"), N_("number, name, pinyin or initials"), 0, NULL },
	{ 0 },
};

const struct command belonging_command = {
	.name = "belonging",
	.operands = N_("add|remove NO|list"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("keep which campus, grade or group a mentor, a class or a student is of"),
	.more = N_("--kind is campus, grade (of mentors alone) or group; --name may be several "
		   "with commas between. Many come in by 'daoshi import belongings'. NO is the "
		   "number in 'belonging list'."),
	.options = of_belonging,
	.option_field = belonging_option,
	.run = belonging,
};
