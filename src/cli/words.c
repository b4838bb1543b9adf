/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written again and again: phrases; and what is written at once: bright spots. */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/listing.h"
#include "cli/note.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/bright_spot.h"
#include "model/phrase.h"

/* The operand, or with - standard input, which nobody else can read. */
static bool read_text(struct cli *c, size_t i, const struct field *f, void *thing, struct err *e)
{
	if (!strcmp(c->operands[i], "-"))
		return cli_note(c, f, thing, "-", e);
	return field_read(f, thing, cli_operand(c, i), &c->arena, DATE_NO_TODAY, NULL, e);
}

/* ------------------------------------------------------------------ phrases */

static bool load_phrases(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	(void)c;
	return phrase_list(s, out, e);
}

const struct listing phrase_listing = { "phrases",
					NAMES(NULL),
					NAMES("code", "whose", "used", "text"),
					NAMES("code", "whose", "used", "last_on", "text"),
					load_phrases,
					.label = N_("Phrases") };

static bool list(struct cli *c, struct session *s, struct err *e)
{
	const struct listing *l = &phrase_listing;
	struct rowset rows;
	bool ok = phrase_list(s, &rows, e);

	if (ok)
		output_rows(&rows, c->format == FORMAT_TABLE ? l->columns : l->data, c->format);
	rowset_release(&rows);
	return ok;
}

static bool add(struct cli *c, struct session *s, struct err *e)
{
	struct phrase p = { .whose = cli_given(c, "school") ? "school" : "own" };
	const char *code = cli_value(c, "code");

	if ((code && !field_read(field_find(phrase_fields, "code"), &p, code, &c->arena,
				 DATE_NO_TODAY, NULL, e)) ||
	    !read_text(c, 1, field_find(phrase_fields, "text"), &p, e) || !phrase_save(s, &p, e))
		return false;
	cli_tell("%s", _("The phrase is saved."));
	return true;
}

/* By its code or its text; one's own where the school has the like. */
static const struct phrase *named(struct cli *c, const struct rowset *set)
{
	const char *word = cli_operand(c, 1);
	bool school = cli_given(c, "school");

	for (size_t i = 0; i < set->count; i++) {
		const struct phrase *p = rowset_at(set, i);

		if (school == !strcmp(p->whose, "school") &&
		    ((p->code && !strcmp(p->code, word)) || !strcmp(p->text, word)))
			return p;
	}
	return NULL;
}

static bool no_such_phrase(struct cli *c, struct err *e)
{
	return err_set(e, ERR_NOT_FOUND,
		       cli_given(c, "school")
			       ? _("The school has no phrase with that code or text: %s.")
			       : _("You have no phrase with that code or text: %s. The "
				   "school's go with --school."),
		       cli_quote(c, c->operands[1]));
}

static bool take_away(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set;
	bool ok = phrase_list(s, &set, e);
	const struct phrase *p = ok ? named(c, &set) : NULL;

	if (ok && !p)
		ok = no_such_phrase(c, e);
	ok = ok && phrase_remove(s, p->id, p->rev, e);
	if (ok)
		cli_tell("%s", _("The phrase is removed."));
	rowset_release(&set);
	return ok;
}

static bool change(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set;
	bool ok = phrase_list(s, &set, e);
	const struct phrase *found = ok ? named(c, &set) : NULL;
	struct phrase p = found ? *found : (struct phrase){ 0 };
	const char *code = cli_value(c, "code");

	if (ok && !found)
		ok = no_such_phrase(c, e);
	ok = ok &&
	     (!code || field_read(field_find(phrase_fields, "code"), &p, code, &c->arena,
				  DATE_NO_TODAY, NULL, e)) &&
	     (c->operand_count < 3 || read_text(c, 2, field_find(phrase_fields, "text"), &p, e)) &&
	     phrase_save(s, &p, e);
	if (ok)
		cli_tell("%s", _("The phrase is saved."));
	rowset_release(&set);
	return ok;
}

static const struct deed {
	const char *name;
	cli_work *run;
} deeds[] = { { "list", list }, { "add", add }, { "change", change }, { "remove", take_away } };
enum { DEEDS = sizeof deeds / sizeof *deeds };

static bool check_phrase(struct cli *c, const struct deed *d, struct err *e)
{
	if (d->run == list && c->operand_count > 1)
		return usage_error(c, e, _("\"%s\" is one word too many."),
				   cli_quote(c, c->operands[1]));
	if (d->run != list && c->operand_count < 2)
		return usage_error(c, e, "%s", _("Which phrase? Its text is missing."));
	if (d->run != change && c->operand_count > 2)
		return usage_error(c, e, _("\"%s\" is one word too many."),
				   cli_quote(c, c->operands[2]));
	if (d->run != add && d->run != change && cli_given(c, "code"))
		return usage_error(c, e, "%s",
				   _("The option --code goes with 'phrase add' and 'phrase "
				     "change'."));
	if (d->run == list && cli_given(c, "school"))
		return usage_error(c, e, _("The option --%s does not go with 'phrase %s'."),
				   "school", d->name);
	return true;
}

static bool phrase(struct cli *c, struct err *e)
{
	const char *names[DEEDS + 1] = { 0 };

	for (int i = 0; i < DEEDS; i++) {
		if (!strcmp(deeds[i].name, c->operands[0]))
			return check_phrase(c, &deeds[i], e) && cli_in_session(c, deeds[i].run, e);
		names[i] = deeds[i].name;
	}
	return usage_unknown(c, e, _("There is no 'phrase %s'."), c->operands[0], names);
}

static const struct cli_option phrase_options[] = {
	{ "code", N_("CODE"),
	  N_("add, change: letters and digits; ;CODE and Space types the phrase"), 0, NULL },
	{ "school", NULL, N_("add, change, remove: one of the school's, offered to everybody"), 0,
	  NULL },
	{ 0 },
};

const struct command phrase_command = {
	.name = "phrase",
	.operands = N_("list|add|change|remove [TEXT|CODE] [NEW]"),
	.operands_least = 1,
	.operands_most = 3,
	.help = N_("keep the phrases that are taken into texts"),
	.more = N_("They are one's own, or with --school the school's. A TEXT of - is read from "
		   "standard input."),
	.options = phrase_options,
	.run = phrase,
};

/* ------------------------------------------------------------- bright spots */

static bool note(struct cli *c, struct session *s, struct err *e)
{
	struct bright_spot b = { 0 };
	int64_t *ids;
	size_t count;

	if (!cli_students(c, s, &ids, &count, e) || !cli_date(c, s, "date", &b.date, e) ||
	    !read_text(c, 0, field_find(bright_spot_fields, "text"), &b, e))
		return false;
	b.date = b.date ? b.date : s->today_iso;
	if (!bright_spot_save(s, ids, count, &b, e))
		return false;
	cli_tell(_("Noted for %s."), b.date);
	return true;
}

/* The student's newest with that text. */
static bool take_back(struct cli *c, struct session *s, struct err *e)
{
	const char *text = cli_operand(c, 0);
	const struct bright_spot *found = NULL;
	struct rowset set = { 0 };
	int64_t student;
	bool ok = cli_student(c, s, "student", &student, e) &&
		  bright_spot_list_of_student(s, student, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct bright_spot *b = rowset_at(&set, i);

		if (b->text && !strcmp(b->text, text))
			found = b;
	}
	if (ok && !found)
		ok = err_set(e, ERR_NOT_FOUND, "%s",
			     _("This student has no bright spot with that text."));
	ok = ok && bright_spot_remove(s, found->id, found->rev, e);
	if (ok)
		cli_tell("%s", _("The bright spot is removed."));
	rowset_release(&set);
	return ok;
}

static bool bright(struct cli *c, struct err *e)
{
	return cli_in_session(c, cli_given(c, "remove") ? take_back : note, e);
}

static const struct cli_option bright_options[] = {
	{ "student", N_("NO"), N_("student number"), OPTION_REQUIRED | OPTION_MANY, NULL },
	{ "date", N_("DATE"), N_("the day it was seen; today"), 0, NULL },
	{ "remove", NULL, N_("take the one with this TEXT off again"), 0, NULL },
	{ 0 },
};

const struct command bright_command = {
	.name = "bright",
	.operands = N_("TEXT"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("note a bright spot of a student: one line, read again beside the letter"),
	.more = N_("A TEXT of - is read from standard input, where others cannot see it."),
	.options = bright_options,
	.run = bright,
};

static bool load_bright_spots(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	int64_t student;

	rowset_init(out, bright_spot_fields, sizeof(struct bright_spot));
	if (!cli_student(c, s, "student", &student, e))
		return false;
	return student ? bright_spot_list_of_student(s, student, out, e)
		       : bright_spot_list(s, out, e);
}

const struct listing bright_spot_listing = {
	"bright-spots",
	NAMES("student"),
	NAMES("date", "student_no", "student", "mentor", "text"),
	NAMES("date", "student_no", "student", "mentor", "text", "created_at"),
	load_bright_spots,
	.label = N_("Bright spots")
};
