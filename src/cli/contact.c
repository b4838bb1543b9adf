/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correcting what was recorded, by its number in 'daoshi list contacts'. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/deed.h"
#include "cli/output.h"
#include "cli/record.h"
#include "cli/say.h"
#include "model/history.h"
#include "model/mentor.h"
#include "model/student.h"

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static bool read_number(struct cli *c, const char *typed, int64_t *id, struct err *e)
{
	char *end;

	*id = strtoll(typed, &end, 10);
	return (end > typed && !*end && *id > 0) ||
	       err_set(e, ERR_INVALID,
		       _("\"%s\" is no number of a contact; 'daoshi list contacts' with --format "
			 "csv tells it."),
		       cli_quote(c, typed));
}

static bool get(struct cli *c, struct session *s, struct rowset *one, struct err *e)
{
	int64_t id;

	return read_number(c, c->operands[1], &id, e) && contact_get(s, id, one, e) &&
	       contact_may_open(rowset_at(one, 0), e);
}

static bool change(struct cli *c, struct session *s, struct err *e)
{
	struct rowset one = { 0 };
	bool ok = get(c, s, &one, e);
	struct contact *contact = ok ? rowset_at(&one, 0) : NULL;

	ok = ok && record_fill(c, s, contact, e) && contact_save(s, contact, e);
	if (ok)
		cli_tell(_("Changed; it is of %s."), contact->date);
	rowset_release(&one);
	return ok;
}

static bool withdraw(struct cli *c, struct session *s, struct err *e)
{
	struct rowset one = { 0 };
	bool ok = get(c, s, &one, e);
	const struct contact *contact = ok ? rowset_at(&one, 0) : NULL;

	ok = ok && contact_withdraw(s, contact->id, contact->rev, e);
	if (ok)
		cli_tell(_("The record of %s is withdrawn."), contact->date);
	rowset_release(&one);
	return ok;
}

static bool contact(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "change", NULL, NAMES("mentor", "note", "guardian", "occasion"), true, true,
		  change },
		{ "withdraw", NULL, NULL, false, true, withdraw },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct cli_option options[] = {
	{ "mentor", N_("STAFFNO"), N_("who held it"), 0, NULL },
	{ "note", "-", N_("take the text from standard input; of a feedback, the bright spots"), 0,
	  NULL },
	{ "guardian", N_("NAME"),
	  N_("with which guardian of the student it was, by name or relation"), 0, NULL },
	{ "occasion", N_("NAME"), N_("the key date it is held for"), 0, NULL },
	{ 0 },
};

const struct command contact_command = {
	.name = "contact",
	.operands = N_("change|withdraw NO"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("correct what was recorded, or take it back"),
	.more = N_(
		"NO is its number in 'daoshi list contacts'. What is not named among the options "
		"stays. One that is withdrawn stays in the file, counts for nothing and is "
		"shown nowhere."),
	.options = options,
	.option_field = record_option_field,
	.run = contact,
};

/* --------------------------------------------------------------------- history */

static bool find_row(struct cli *c, struct session *s, int64_t *id, struct err *e)
{
	const char *kind = c->operands[0], *typed = cli_operand(c, 1);

	if (!strcmp(kind, "contact"))
		return read_number(c, typed, id, e);
	if (!strcmp(kind, "mentor"))
		return cli_find_mentor(c, s, typed, id, e);
	return cli_find_student(c, s, typed, id, e);
}

static bool show(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "at", "login", "done", "field", "from", "to", NULL };
	struct rowset rows = { 0 };
	int64_t id;
	bool ok = find_row(c, s, &id, e) && history_list(s, c->operands[0], id, &rows, e) &&
		  cli_export(c, s, "history", &rows, e);

	if (ok)
		output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	return ok;
}

static bool history(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "student", NULL, NULL, false, true, show },
		{ "mentor", NULL, NULL, false, true, show },
		{ "contact", NULL, NULL, false, true, show },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

const struct command history_command = {
	.name = "history",
	.operands = N_("student|mentor|contact NO"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("who changed what of a record, when, the newest first"),
	.more = N_("Of a student all that belongs to the student; NO is the student's or staff "
		   "number or a name, of a contact its number in 'daoshi list contacts'."),
	.run = history,
};
