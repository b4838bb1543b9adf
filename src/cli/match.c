/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matching students and mentors: runs, their pairs, and what becomes of them. */
#include "cli/match.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/matching.h"

/* -------------------------------------------------------------------------- lists */

static bool list_runs(struct cli *c, struct session *s, struct err *e)
{
	return listing_show(c, s, &match_run_listing, e);
}

static bool show(struct cli *c, struct session *s, struct err *e)
{
	return listing_show(c, s, &match_pair_listing, e);
}

static bool loads(struct cli *c, struct session *s, struct err *e)
{
	return listing_show(c, s, &match_load_listing, e);
}

static bool warnings(struct cli *c, struct session *s, struct err *e)
{
	return listing_show(c, s, &match_warning_listing, e);
}

static bool offers(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "staff_no", "mentor",  "rank", "load",
					       "capacity", "penalty", "why",  NULL };
	struct rowset rows = { 0 };
	int64_t student;
	bool ok = cli_student(c, s, "student", &student, e) && match_offers(s, student, &rows, e) &&
		  cli_export(c, s, "match-offers", &rows, e);

	if (ok)
		output_rows(&rows, columns, c->format);
	if (ok && !rows.count)
		cli_say("%s", _("No mentor has a place left for this student."));
	rowset_release(&rows);
	return ok;
}

/* ---------------------------------------------------------------------- proposing */

static bool read_asked(struct cli *c, struct session *s, struct match_asked *a, struct err *e)
{
	bool leaves = cli_given(c, "leaving");

	*a = (struct match_asked){ .method = match_methods[0].code,
				   .aim = match_aims[0].code,
				   .who = leaves ? "leaving" : match_whos[0].code,
				   .waited = cli_given(c, "waited"),
				   .keep = cli_given(c, "keep") };
	if (!cli_fields(c, s, a, e) || !cli_mentor(c, s, "leaving", &a->leaving, e))
		return false;
	return leaves == !strcmp(a->who, "leaving") ||
	       usage_error(c, e, "%s",
			   _("--leaving STAFFNO goes with --who leaving, and that with "
			     "it."));
}

static void tell_proposed(const struct match_run *r)
{
	if (r->placed < r->students)
		cli_say(_("%lld of %lld students have no place: 'daoshi match warnings' says who, "
			  "and what is lacking."),
			(long long)(r->students - r->placed), (long long)r->students);
	cli_tell("%s", _("Nobody is assigned yet. 'daoshi match show' lists the pairs, 'match why "
			 "--student NO' gives the reason of one, 'match warnings' says what to "
			 "look at, 'match move' changes a pair, and 'match confirm' assigns."));
}

static bool propose(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "number", MATCH_COUNTS, "seed", NULL };
	struct match_asked asked;
	struct rowset set = { 0 };
	int64_t run;
	bool ok = read_asked(c, s, &asked, e) && match_propose(s, &asked, &run, e) &&
		  match_run_get(s, run, &set, e);

	if (ok) {
		rows_number(&set);
		output_rows(&set, columns, c->format);
		tell_proposed(rowset_at(&set, 0));
	}
	rowset_release(&set);
	return ok;
}

static bool again(struct cli *c, struct session *s, struct err *e)
{
	struct rowset run = { 0 };
	bool same,
		ok = cli_match_run(c, s, &run, e) && match_again(s, rowset_id(&run, 0), &same, e);

	rowset_release(&run);
	if (ok && !same)
		return err_set(
			e, ERR_DB, "%s",
			_("Worked out again from what was kept, it comes out otherwise: the "
			  "file was changed from outside, or the run is of another daoshi."));
	if (ok)
		cli_tell("%s", _("Worked out again, every pair comes out as it did."));
	return ok;
}

/* ---------------------------------------------------------------------- sentences */

struct line {
	int64_t id, rev;
	int64_t line;
	const char *text;
};

static const struct field line_fields[] = {
	{ FIELD(struct line, line), .label = N_("No."), .kind = FIELD_INT, .width = 3 },
	{ FIELD(struct line, text), .label = N_("Text"), .kind = FIELD_TEXT, .width = 70 },
	{ 0 },
};

/* To be read, as they are; else a row each. */
static void write_lines(struct cli *c, const char *label, const struct buf *text)
{
	static const char *const columns[] = { "line", "text", NULL };
	struct rowset rows;

	rowset_init(&rows, line_fields, sizeof(struct line));
	for (char *at = arena_text(&rows.arena, buf_str(text)), *one; (one = strsep(&at, "\n"));) {
		if (!*one)
			continue;
		*(struct line *)rowset_add(&rows) =
			(struct line){ .line = (int64_t)rows.count, .text = one };
	}
	output_name(label);
	for (size_t i = 0; c->format == FORMAT_TABLE && i < rows.count; i++) {
		charset_write(stdout, ((const struct line *)rowset_at(&rows, i))->text);
		putchar('\n');
	}
	if (c->format != FORMAT_TABLE)
		output_rows(&rows, columns, c->format);
	rowset_release(&rows);
}

static bool why(struct cli *c, struct session *s, struct err *e)
{
	struct rowset run = { 0 };
	struct buf text = { 0 };
	int64_t student;
	bool ok = cli_student(c, s, "student", &student, e) && cli_match_run(c, s, &run, e) &&
		  match_why(s, rowset_id(&run, 0), student, &text, e) &&
		  cli_export(c, s, "match-why", &(struct rowset){ .count = 1 }, e);

	if (ok)
		write_lines(c, _("Why"), &text);
	buf_release(&text);
	rowset_release(&run);
	return ok;
}

/* ------------------------------------------------------------------------- moving */

static bool find_pair(struct session *s, int64_t run, int64_t student, struct row_head *pair,
		      struct err *e)
{
	struct rowset set = { 0 };
	bool ok = match_pair_list(s, run, &set, e);

	*pair = (struct row_head){ 0 };
	for (size_t i = 0; ok && i < set.count && !pair->id; i++) {
		const struct match_pair *p = rowset_at(&set, i);

		if (p->student_id == student)
			*pair = (struct row_head){ p->id, p->rev };
	}
	rowset_release(&set);
	return ok && (pair->id || err_set(e, ERR_NOT_FOUND, "%s",
					  _("This student is not part of that matching.")));
}

static bool move(struct cli *c, struct session *s, struct err *e)
{
	struct row_head pair = { 0 };
	struct rowset run = { 0 };
	struct buf text = { 0 };
	int64_t student, mentor, id;
	bool ok;

	if (cli_given(c, "mentor") == cli_given(c, "nobody"))
		return usage_error(c, e, "%s", _("To whom? Give --mentor STAFFNO, or --nobody."));
	ok = cli_student(c, s, "student", &student, e) && cli_mentor(c, s, "mentor", &mentor, e) &&
	     cli_match_run(c, s, &run, e);
	id = ok ? rowset_id(&run, 0) : 0;
	ok = ok && find_pair(s, id, student, &pair, e) &&
	     match_effects(s, id, student, mentor, &text, e) &&
	     (cli_given(c, "dry-run") || match_move(s, pair.id, pair.rev, mentor, e)) &&
	     cli_export(c, s, "match-move", &(struct rowset){ .count = 1 }, e);
	if (ok)
		write_lines(c, _("Effects"), &text);
	buf_release(&text);
	rowset_release(&run);
	return ok;
}

/* ------------------------------------------------------------------ what becomes of it */

static bool confirm(struct cli *c, struct session *s, struct err *e)
{
	struct match_confirmed done = { 0 };
	struct rowset run = { 0 };
	const struct row_head *r;
	const char *from;
	bool ok = cli_date(c, s, "from", &from, e) && cli_match_run(c, s, &run, e);

	r = ok ? rowset_at(&run, 0) : NULL;
	ok = ok && match_confirm(s, r->id, r->rev, from, cli_value(c, "reason"), &done, e);
	if (ok && done.without)
		cli_say(_("%zu students have no mentor in it, and were left as they were."),
			done.without);
	if (ok)
		cli_tell(_("%zu students assigned, %zu had this mentor already. 'daoshi match "
			   "withdraw' takes it back."),
			 done.assigned, done.unchanged);
	rowset_release(&run);
	return ok;
}

static bool withdraw(struct cli *c, struct session *s, struct err *e)
{
	struct rowset run = { 0 };
	const struct match_run *r;
	size_t kept = 0;
	bool ok = cli_match_run(c, s, &run, e);

	r = ok ? rowset_at(&run, 0) : NULL;
	ok = ok && match_withdraw(s, r->id, r->rev, &kept, e);
	if (ok && kept)
		cli_say(_("%zu pairs were changed since, and stay."), kept);
	if (ok)
		cli_tell("%s", strcmp(r->state, "confirmed")
				       ? _("The proposal is set aside.")
				       : _("Taken back: those pairs have ended, and what was "
					   "before goes on."));
	rowset_release(&run);
	return ok;
}

/* ------------------------------------------------------------------------ the rows */

static bool match(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "propose", NULL, NAMES("leaving", "waited", "keep"), true, false, propose },
		{ "list", NULL, NULL, false, false, list_runs },
		{ "show", NULL, NAMES("mentor", "result"), false, MAY_BE_NAMED, show },
		{ "loads", NULL, NULL, false, MAY_BE_NAMED, loads },
		{ "warnings", NULL, NULL, false, MAY_BE_NAMED, warnings },
		{ "why", NAMES("student"), NULL, false, MAY_BE_NAMED, why },
		{ "move", NAMES("student"), NAMES("mentor", "nobody", "dry-run"), false,
		  MAY_BE_NAMED, move },
		{ "confirm", NULL, NAMES("from", "reason"), false, MAY_BE_NAMED, confirm },
		{ "withdraw", NULL, NULL, false, MAY_BE_NAMED, withdraw },
		{ "again", NULL, NULL, false, MAY_BE_NAMED, again },
		{ "offers", NAMES("student"), NULL, false, false, offers },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct field *option_field(size_t i)
{
	static const char *const names[] = { "method", "aim", "who", "seed", "note" };

	return i < sizeof names / sizeof *names ? field_find(match_asked_fields, names[i]) : NULL;
}

static const struct cli_option options[] = {
	{ "leaving", N_("STAFFNO"), N_("propose: whose students are matched anew"), 0, NULL },
	{ "waited", NULL,
	  N_("propose: who missed the first choice in earlier years comes first among equals"), 0,
	  NULL },
	{ "keep", NULL, N_("propose: what was moved by hand in the last proposal stays"), 0, NULL },
	{ "student", N_("NO"), N_("why, move, offers: number, name, pinyin or initials"), 0, NULL },
	{ "mentor", N_("STAFFNO"), N_("move: the new mentor; show: of a mentor"), 0, NULL },
	{ "nobody", NULL, N_("move: the student has no mentor then"), 0, NULL },
	{ "dry-run", NULL, N_("move: only tell what it would do"), 0, NULL },
	{ "result", N_("WORD"), N_("show: choice1 to choice5, filled, kept, or none"), 0, NULL },
	{ "from", N_("DATE"), N_("confirm: the first day; else as 'assign' has it"), 0, NULL },
	{ "reason", N_("TEXT"), N_("confirm: needed beyond the most students as a rule"), 0, NULL },
	{ 0 },
};

const struct command match_command = {
	.name = "match",
	.operands =
		N_("propose|list|show|loads|warnings|why|move|confirm|withdraw|again|offers [RUN]"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("match students and mentors by choices and conditions: propose, look, confirm"),
	.more = N_(
		"'propose' assigns nobody; 'confirm' does, all or none, and 'withdraw' takes that "
		"back. RUN is a number of 'match list'; else it is the newest. 'why' says choice "
		"by choice why a student has this mentor. 'again' works a run out once more from "
		"what was kept, and fails (exit status 9) if it comes out otherwise. 'offers' "
		"lists whom a new student could have, the best first. docs/matching.md tells the "
		"method."),
	.options = options,
	.option_field = option_field,
	.run = match,
};
