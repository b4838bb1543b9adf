/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What guardians agreed to. */
#include "model/consent.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/say.h"

static bool load_consents(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	int64_t student;

	rowset_init(out, consent_fields, sizeof(struct consent));
	if (!cli_student(c, s, "student", &student, e))
		return false;
	return student ? consent_list_of_student(s, student, out, e) : consent_list(s, out, e);
}

const struct listing consent_listing = { "consents",
					 NAMES("student"),
					 NAMES("student_no", "student", "class_name", "given_by",
					       "covers", "given_on", "withdrawn_on", "note"),
					 NAMES("student_no", "student", "class_name", "given_by",
					       "covers", "given_on", "withdrawn_on", "note"),
					 load_consents,
					 .label = N_("Consents") };

static bool list(struct cli *c, struct session *s, struct err *e)
{
	struct rowset rows;
	bool ok = load_consents(c, s, &rows, e);

	if (ok)
		output_rows(&rows, consent_listing.columns, c->format);
	rowset_release(&rows);
	return ok;
}

static bool missing(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "student_no", "name",  "class_name",
					       "mentor",     "lacks", NULL };
	struct rowset rows;
	bool ok = consent_missing(s, &rows, e);

	if (ok)
		output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	return ok;
}

static bool add(struct cli *c, struct session *s, struct err *e)
{
	struct consent n = { .given_on = s->today_iso, .covers = "records visits" };
	int64_t *ids;
	size_t count;

	if (!cli_fields(c, s, &n, e) || !cli_students(c, s, &ids, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct consent one = n;

		one.student_id = ids[i];
		if (!consent_save(s, &one, e))
			return false;
	}
	cli_tell(_("On record for %zu students."), count);
	return true;
}

/* The newest that holds, of whoever gave it. */
static bool find(struct cli *c, struct session *s, struct rowset *rows, struct consent **found,
		 struct err *e)
{
	const char *given_by = cli_value(c, "given-by");
	int64_t student;

	*found = NULL;
	if (!cli_student(c, s, "student", &student, e) ||
	    !consent_list_of_student(s, student, rows, e))
		return false;
	for (size_t i = 0; i < rows->count && !*found; i++) {
		struct consent *n = rowset_at(rows, i);

		if (!n->withdrawn_on && (!given_by || !strcmp(given_by, n->given_by)))
			*found = n;
	}
	return *found || err_set(e, ERR_NOT_FOUND, "%s", _("No consent of this student holds."));
}

static bool change(struct cli *c, struct session *s, struct err *e)
{
	struct rowset rows = { 0 };
	struct consent *found;
	bool ok = find(c, s, &rows, &found, e) && cli_fields(c, s, found, e) &&
		  consent_save(s, found, e);

	if (ok)
		cli_tell(_("The consent of %s is changed."), found->given_by);
	rowset_release(&rows);
	return ok;
}

static bool withdraw(struct cli *c, struct session *s, struct err *e)
{
	const char *day = s->today_iso;
	struct rowset rows = { 0 };
	struct consent *found = NULL;
	bool ok = cli_date(c, s, "withdrawn-on", &day, e) && find(c, s, &rows, &found, e);

	if (ok) {
		found->withdrawn_on = day ? day : s->today_iso;
		ok = consent_save(s, found, e);
	}
	if (ok)
		cli_tell(_("The consent of %s is taken back."), found->given_by);
	rowset_release(&rows);
	return ok;
}

static bool consent(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "add", NAMES("student"), NULL, true, false, add },
		{ "change", NAMES("student"), NAMES("given-by", "covers", "given-on", "note"),
		  false, false, change },
		{ "list", NULL, NAMES("student"), false, false, list },
		{ "withdraw", NAMES("student"), NAMES("given-by", "withdrawn-on"), false, false,
		  withdraw },
		{ "missing", NULL, NULL, false, false, missing },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct field *option_field(size_t i)
{
	static const char *const names[] = { "given_by", "covers", "given_on", "withdrawn_on",
					     "note" };

	return i < sizeof names / sizeof *names ? field_find(consent_fields, names[i]) : NULL;
}

static const struct cli_option options[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials; 'add' takes several"),
	  OPTION_MANY, NULL },
	{ 0 },
};

const struct command consent_command = {
	.name = "consent",
	.operands = N_("add|change|list|withdraw|missing"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("keep what guardians agreed to, and who is still to be asked"),
	.more = N_(
		"'add' covers records and home visits, from today, unless said. 'change' corrects "
		"the newest one that holds, 'withdraw' ends it; both stay on record. 'missing' "
		"lists who is "
		"enrolled and has no consent that covers records and home visits."),
	.options = options,
	.option_field = option_field,
	.run = consent,
};
