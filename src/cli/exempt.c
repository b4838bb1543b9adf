/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What students need not be given for a time. */
#include <string.h>

#include "base/i18n.h"
#include "cli/listing.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/exemption.h"

static const struct field *option_field(size_t i)
{
	static const char *const names[] = { "what", "starts", "ends", "reason", "approver" };

	return i < sizeof names / sizeof *names ? field_find(exemption_fields, names[i]) : NULL;
}

static bool save(struct cli *c, struct session *s, struct err *e)
{
	struct exemption x = { .what = "all", .starts = s->today_iso, .ends = s->year.ends };
	int64_t *ids;
	size_t count;

	if (!cli_fields(c, s, &x, e) || !cli_students(c, s, &ids, &count, e) ||
	    !exemption_save(s, ids, count, &x, e))
		return false;
	cli_tell(_("%zu students are exempt until %s."), count, x.ends);
	return true;
}

/* Those of the student that are not over, of --what alone where it was given. */
static bool take_away(struct cli *c, struct session *s, struct err *e)
{
	struct rowset rows = { 0 };
	int64_t student;
	size_t removed = 0;
	bool ok = cli_student(c, s, "student", &student, e) &&
		  exemption_list_of_student(s, student, &rows, e);

	for (size_t i = 0; ok && i < rows.count; i++) {
		const struct exemption *x = rowset_at(&rows, i);
		const char *what = cli_value(c, "what");

		if (strcmp(x->ends, s->today_iso) < 0 || (what && strcmp(what, x->what)))
			continue;
		ok = exemption_remove(s, x->id, x->rev, e);
		removed += ok;
	}
	rowset_release(&rows);
	if (ok && !removed)
		ok = err_set(e, ERR_NOT_FOUND, "%s", _("This student has no such exemption."));
	if (ok)
		cli_tell(_("%zu exemptions are removed."), removed);
	return ok;
}

static bool exempt(struct cli *c, struct err *e)
{
	if (!c->operand_count)
		return cli_in_session(c, save, e);
	if (strcmp(c->operands[0], "remove"))
		return usage_unknown(c, e, _("There is no 'exempt %s'."), c->operands[0],
				     NAMES("remove"));
	for (size_t i = 0; i < c->value_count; i++)
		if (c->values[i].field && strcmp(c->values[i].name, "what"))
			return usage_error(c, e, _("The option --%s does not go with '%s %s'."),
					   c->values[i].name, "exempt", "remove");
	return cli_in_session(c, take_away, e);
}

static const struct cli_option options[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"),
	  OPTION_REQUIRED | OPTION_MANY, NULL },
	{ 0 },
};

const struct command exempt_command = {
	.name = "exempt",
	.operands = N_("remove"),
	.operands_most = 1,
	.help = N_("spare students visits, talks or feedback for a time"),
	.more = N_("From everything, from today to the end of the school year, unless said. What "
		   "is exempt never counts as done. 'remove' takes away what the student is "
		   "exempt from, or --what alone, as if it had never been."),
	.options = options,
	.option_field = option_field,
	.run = exempt,
};

/* ----------------------------------------------------------------- listing */

static bool load_exemptions(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	int64_t student;

	rowset_init(out, exemption_fields, sizeof(struct exemption));
	if (!cli_student(c, s, "student", &student, e))
		return false;
	return student ? exemption_list_of_student(s, student, out, e) : exemption_list(s, out, e);
}

const struct listing exemption_listing = { "exemptions",
					   NAMES("student"),
					   NAMES("student_no", "student", "class_name", "what",
						 "starts", "ends", "reason", "approver"),
					   NAMES("student_no", "student", "class_name", "what",
						 "starts", "ends", "reason", "approver"),
					   load_exemptions,
					   .label = N_("Exemptions") };
