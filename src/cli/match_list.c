/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of matching, and the lists of one: 'daoshi match show', 'daoshi list match-pairs'. */
#include "cli/match.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/people.h"
#include "model/matching.h"

/* ---------------------------------------------------------------------- which run */

/* 'match show 3', 'list match-pairs --run 3'; NULL: the newest. */
static const char *run_word(const struct cli *c)
{
	if (c->command == &match_command)
		return c->operand_count > 1 ? c->operands[1] : NULL;
	return cli_value(c, "run");
}

bool cli_match_run(struct cli *c, struct session *s, struct rowset *set, struct err *e)
{
	const char *word = run_word(c);
	int64_t id = 0;

	return (!word || cli_number(c, word, "daoshi match list", &id, e)) &&
	       match_run_get(s, id, set, e);
}

/* -------------------------------------------------------------------------- lists */

typedef bool list_of_run(struct session *s, int64_t run, struct rowset *out, struct err *e);

static bool load_of_run(struct cli *c, struct session *s, list_of_run *list, struct rowset *out,
			struct err *e)
{
	struct rowset run = { 0 };
	bool ok = cli_match_run(c, s, &run, e) && list(s, rowset_id(&run, 0), out, e);

	rowset_release(&run);
	return ok;
}

static bool load_runs(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	if (!match_run_list(s, out, e))
		return false;
	rows_number(out);
	for (size_t i = 0; c->format == FORMAT_TABLE && i < out->count; i++) {
		struct match_run *r = rowset_at(out, i);
		char here[20];

		date_show_utc(r->made_at, here);
		r->made_at = arena_text(&out->arena, here);
	}
	return true;
}

struct which {
	int64_t mentor;
	const char *result;
};

static bool keep_pair(const void *row, const void *arg)
{
	const struct match_pair *p = row;
	const struct which *w = arg;

	return (!w->mentor || p->mentor_id == w->mentor) &&
	       (!w->result || !strcmp(p->result, w->result));
}

static bool load_pairs(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	struct which w = { .result = cli_value(c, "result") };

	if (w.result && !choice_find(match_results, w.result))
		return usage_unknown(c, e, _("There is no result %s."), w.result,
				     choice_codes(match_results, &c->arena));
	if (!cli_mentor(c, s, "mentor", &w.mentor, e) ||
	    !load_of_run(c, s, match_pair_list, out, e))
		return false;
	rows_keep(out, keep_pair, &w);
	return true;
}

static bool load_loads(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	return load_of_run(c, s, match_load_list, out, e);
}

static bool load_warnings(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	return load_of_run(c, s, match_warnings, out, e);
}

const struct listing match_run_listing = {
	"match-runs",
	NAMES(NULL),
	NAMES("number", "made_at", "state", "who", MATCH_COUNTS, "by_hand", "note"),
	NAMES("number", "made_at", "login", "state", "method", "aim", "who", "leaving", "seed",
	      MATCH_COUNTS, "by_hand", "starts", "note"),
	load_runs,
	.label = N_("Runs of matching")
};

const struct listing match_pair_listing = {
	"match-pairs",
	NAMES("run", "mentor"),
	NAMES("student_no", "student", "class_name", "mentor", "result", "before", "by_hand"),
	NAMES("student_no", "student", "class_name", "staff_no", "mentor", "result", "rank",
	      "before", "lot", "by_hand"),
	load_pairs,
	.label = N_("Pairs")
};

const struct listing match_load_listing = {
	"match-loads",
	NAMES("run"),
	NAMES("staff_no", "mentor", "load", "capacity", "least", "named", "first", "choice1",
	      "choice2", "choice3", "later", "filled"),
	NAMES("staff_no", "mentor", "load", "capacity", "least", "named", "first", "choice1",
	      "choice2", "choice3", "later", "filled"),
	load_loads,
	.label = N_("Loads")
};

const struct listing match_warning_listing = { "match-warnings",      NAMES("run"),
					       NAMES("kind", "text"), NAMES("kind", "text"),
					       load_warnings,         .label = N_("Warnings") };
