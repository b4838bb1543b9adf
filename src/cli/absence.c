/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students who cannot attend normally. */
#include "model/absence.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/note.h"
#include "cli/output.h"
#include "cli/say.h"

static bool load_absences(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	int64_t student;

	rowset_init(out, absence_fields, sizeof(struct absence));
	if (!cli_student(c, s, "student", &student, e))
		return false;
	return student ? absence_list_of_student(s, student, out, e)
		       : absence_list(s, cli_given(c, "ended"), out, e);
}

static const char *const columns[] = { "student_no", "student",  "class_name", "starts",
				       "ends",       "days",     "state",      "reason",
				       "mentor",     "measures", NULL };
const struct listing absence_listing = { "absences", NAMES("student"), columns,
					 columns,    load_absences,    NULL,
					 NULL };

static bool list(struct cli *c, struct session *s, struct err *e)
{
	struct rowset rows = { 0 };
	bool ok = load_absences(c, s, &rows, e) && cli_export(c, s, "absences", &rows, e);

	if (ok)
		output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	return ok;
}

static bool read_measures(struct cli *c, struct absence *a, struct err *e)
{
	const char *typed = cli_value(c, "measures");

	return !typed || cli_note(c, field_find(absence_fields, "measures"), a, typed, e);
}

static bool add(struct cli *c, struct session *s, struct err *e)
{
	struct absence a = { .starts = s->today_iso };

	if (!cli_student(c, s, "student", &a.student_id, e) || !cli_fields(c, s, &a, e) ||
	    !read_measures(c, &a, e) || !absence_save(s, &a, e))
		return false;
	cli_tell(_("On record from %s on."), a.starts);
	return true;
}

/* The one that is meant: of its first day, where that was said; else the only one that is open, or
 * for a removal the only one at all. */
static bool find(struct cli *c, struct session *s, bool open, struct absence *found,
		 struct rowset *rows, struct err *e)
{
	const char *starts;
	int64_t student;
	size_t count = 0;

	rowset_init(rows, absence_fields, sizeof(struct absence));
	if (!cli_student(c, s, "student", &student, e) || !cli_date(c, s, "starts", &starts, e) ||
	    !absence_list_of_student(s, student, rows, e))
		return false;
	for (size_t i = 0; i < rows->count; i++) {
		const struct absence *a = rowset_at(rows, i);

		if (starts ? !strcmp(a->starts, starts) : !open || !a->ends) {
			*found = *a;
			count++;
		}
	}
	if (!count)
		return err_set(e, ERR_NOT_FOUND, "%s",
			       _("There is no such absence of this student."));
	return count == 1 ||
	       err_set(e, ERR_INVALID, _("This student has %zu absences; say which with --starts."),
		       count);
}

static bool end(struct cli *c, struct session *s, struct err *e)
{
	struct absence a = { 0 };
	struct rowset rows = { 0 };
	const char *ends;
	bool ok = cli_date(c, s, "ends", &ends, e) && find(c, s, true, &a, &rows, e);

	a.ends = ok && ends ? ends : s->today_iso;
	ok = ok && read_measures(c, &a, e) && absence_save(s, &a, e);
	if (ok)
		cli_tell(_("Ended on %s."), a.ends);
	rowset_release(&rows);
	return ok;
}

static bool take_away(struct cli *c, struct session *s, struct err *e)
{
	struct absence a = { 0 };
	struct rowset rows = { 0 };
	bool ok = find(c, s, false, &a, &rows, e) && absence_remove(s, a.id, a.rev, e);

	if (ok)
		cli_tell("%s", _("The absence is removed."));
	rowset_release(&rows);
	return ok;
}

static bool absence(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "add", NAMES("student"), NAMES("starts", "ends", "reason", "measures"), false,
		  false, add },
		{ "end", NAMES("student"), NAMES("starts", "ends", "measures"), false, false, end },
		{ "list", NULL, NAMES("student", "ended"), false, false, list },
		{ "remove", NAMES("student"), NAMES("starts"), false, false, take_away },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct field *option_field(size_t i)
{
	static const char *const names[] = { "starts", "ends", "reason" };

	return i < sizeof names / sizeof *names ? field_find(absence_fields, names[i]) : NULL;
}

static const struct cli_option options[] = {
	{ "student", N_("NO"), N_("number, name, pinyin or initials"), 0, NULL },
	{ "measures", "-", N_("take care and effect from standard input"), 0, NULL },
	{ "ended", NULL, N_("list: with those that are over, of this school year"), 0, NULL },
	{ 0 },
};

const struct command absence_command = {
	.name = "absence",
	.operands = N_("add|end|list|remove"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("keep which students cannot attend normally, and what is done for them"),
	.more = N_("'add' begins today unless said; 'end' takes today as the last day, and what "
		   "came of the care with --measures -. For 'end' and 'remove' --starts says which "
		   "of several. Reasons and care are read by the student's mentors and the office; "
		   "reports have figures alone."),
	.options = options,
	.option_field = option_field,
	.run = absence,
};
