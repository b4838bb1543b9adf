/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is owed to guardians and to the yearly audit: all that is held on a student, and who had
 * access to what. */
#include "model/everything.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/access_sheet.h"

static bool print(struct cli *c, struct session *s, struct err *e)
{
	struct everything x = { 0 };
	struct buf out = { 0 };
	int64_t student;
	bool ok = cli_student(c, s, "student", &student, e) && everything_load(s, student, &x, e);

	if (ok && c->format == FORMAT_JSON) {
		everything_json(&x, &out);
		fwrite(buf_str(&out), 1, out.len, stdout);
	} else if (ok) {
		everything_text(&x, &out);
		charset_write(stdout, buf_str(&out));
	}
	buf_release(&out);
	everything_release(&x);
	return ok;
}

static bool everything(struct cli *c, struct err *e)
{
	if (c->format == FORMAT_CSV)
		return usage_error(c, e, "%s", _("It is written as text or with --format json."));
	return cli_in_session(c, print, e);
}

static const struct cli_option options[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"), OPTION_REQUIRED, NULL },
	{ 0 },
};

const struct command everything_command = {
	.name = "everything",
	.help = N_("print all that is held on one student, for the guardians"),
	.more = N_(
		"Every row of every table, and who looked or changed when; pages of 80 columns "
		"and 60 lines, or --format json. Sensitive notes only for whoever may read them. "
		"That it was printed is put on record."),
	.options = options,
	.run = everything,
};

/* ---------------------------------------------------------------- the year's sheet */

static bool sheet(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "section", "item", "count", "detail", NULL };
	const char *typed = cli_operand(c, 0);
	struct rowset rows = { 0 };
	char *end;
	long year = strtol(typed, &end, 10);
	bool ok;

	if (*end || year < 1990 || year > 2200)
		return err_field(e, "year", _("\"%s\" is no calendar year; write it as 2026."),
				 cli_quote(c, typed));
	ok = access_sheet(s, year, &rows, e);
	if (ok && c->format == FORMAT_TABLE) {
		struct buf head = { 0 };

		buf_printf(&head,
			   _("%s: access to minors' records in %ld, for the yearly "
			     "audit\n(Regulations "
			     "on the Protection of Minors in Cyberspace, State Council Decree 766, "
			     "art. 36, 37)\nAs of %s.\n\n"),
			   s->school, year, s->today_iso);
		charset_write(stdout, buf_str(&head));
		buf_release(&head);
	}
	if (ok)
		output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	return ok;
}

static bool access_sheet_of(struct cli *c, struct err *e)
{
	return cli_in_session(c, sheet, e);
}

const struct command access_sheet_command = {
	.name = "access-sheet",
	.operands = N_("YEAR"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("print who had access to what in a calendar year, for the yearly audit"),
	.more = N_(
		"Accounts, grants and emergencies with their reasons, entries by month and "
		"role, sensitive notes read, exports, numbers shown, refusals, purges, consents, "
		"the newest backup, and whatever was unusually much on one day."),
	.run = access_sheet_of,
};
