/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key dates of a year: listed, added, changed, removed, copied to the next year. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/preview.h"

#define FIELDS "name", "term", "opens", "due", "grades"

/* What can be done, and the options that go with it. */
struct verb {
	const char *name;
	const char *const *options;
	bool names_one; /* takes the number of a key date */
	bool (*run)(struct cli *c, struct session *s, struct err *e);
};

/* ------------------------------------------------------------------ helpers */

static bool read_number(struct cli *c, int64_t *id, struct err *e)
{
	const char *typed = c->operands[1];
	char *end;

	*id = strtoll(typed, &end, 10);
	return (end > typed && !*end && *id > 0) ||
	       err_field(e, "number",
			 _("\"%s\" is no number of a key date; 'daoshi keydates list' tells it."),
			 cli_quote(c, typed));
}

static bool fill(struct cli *c, struct session *s, struct key_date_row *k, struct err *e)
{
	for (size_t i = 0; i < c->value_count; i++)
		if (c->values[i].field && !field_read(c->values[i].field, k, c->values[i].text,
						      &c->arena, s->today, NULL, e))
			return false;
	return true;
}

static void tell(struct cli *c, const struct preview *preview)
{
	struct buf words = { 0 };

	preview_say(preview, &words);
	if (cli_given(c, "dry-run"))
		cli_say(_("Nothing was changed. %s"), buf_str(&words));
	else
		cli_tell(_("Saved. %s"), buf_str(&words));
	buf_release(&words);
}

static bool save(struct cli *c, struct session *s, struct key_date_row *k, struct err *e)
{
	struct preview preview;

	if (!key_date_preview(s, k, &preview, e) ||
	    (!cli_given(c, "dry-run") && !key_date_save(s, k, e)))
		return false;
	tell(c, &preview);
	return true;
}

/* -------------------------------------------------------------------- verbs */

static bool list(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "number", FIELDS, "reviewed", NULL };
	struct rowset set = { 0 };
	int64_t year;
	bool ok = cli_year(c, s->year.id, &year, e) &&
		  school_get_year(s->db, year, &(struct school_year){ 0 }, NULL, e) &&
		  key_date_list(s, year, &set, e);

	if (ok)
		output_rows(&set, columns, c->format);
	rowset_release(&set);
	return ok;
}

/* For all grades unless said, and of the term that it opens in. */
static bool add(struct cli *c, struct session *s, struct err *e)
{
	struct key_date_row k = { .grades = "1-16" };
	struct school_year y;

	if (!cli_year(c, s->year.id, &k.school_year_id, e) ||
	    !school_get_year(s->db, k.school_year_id, &y, NULL, e) || !fill(c, s, &k, e))
		return false;
	if (!k.term)
		k.term = k.opens && strcmp(k.opens, y.second_term) >= 0 ? "second" : "first";
	return save(c, s, &k, e);
}

static bool change(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	int64_t id;
	bool ok = read_number(c, &id, e) && key_date_get(s, id, &set, e) &&
		  fill(c, s, rowset_at(&set, 0), e) && save(c, s, rowset_at(&set, 0), e);

	rowset_release(&set);
	return ok;
}

static bool take_away(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	struct preview preview;
	int64_t id, rev = 0;
	bool ok = read_number(c, &id, e) && key_date_get(s, id, &set, e);

	if (ok)
		rev = ((const struct key_date_row *)rowset_at(&set, 0))->rev;
	ok = ok && key_date_remove_preview(s, id, rev, &preview, e) &&
	     (cli_given(c, "dry-run") || key_date_remove(s, id, rev, e));
	if (ok)
		tell(c, &preview);
	rowset_release(&set);
	return ok;
}

static bool copy(struct cli *c, struct session *s, struct err *e)
{
	int64_t year;

	if (!cli_year(c, s->year.id, &year, e) ||
	    !key_dates_copy(s, year, year + 1, cli_given(c, "replace"), e))
		return false;
	cli_tell(_("The school year %d has the key dates and rules of %d, to be reviewed."),
		 (int)year + 1, (int)year);
	return true;
}

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct verb verbs[] = {
	{ "list", NAMES("year"), false, list },
	{ "add", NAMES("year", "dry-run", FIELDS), false, add },
	{ "change", NAMES("dry-run", FIELDS), true, change },
	{ "remove", NAMES("dry-run"), true, take_away },
	{ "copy", NAMES("year", "replace"), false, copy },
};
enum { VERBS = sizeof verbs / sizeof *verbs };

/* ------------------------------------------------------------- the subcommand */

static const struct verb *find_verb(struct cli *c, struct err *e)
{
	const char *names[VERBS + 1] = { 0 };

	for (int i = 0; i < VERBS; i++) {
		if (!strcmp(verbs[i].name, c->operands[0]))
			return &verbs[i];
		names[i] = verbs[i].name;
	}
	usage_unknown(c, e, _("There is no 'keydates %s'."), c->operands[0], names);
	return NULL;
}

static bool goes_with(const struct verb *v, const char *option)
{
	for (const char *const *o = v->options; *o; o++)
		if (!strcmp(*o, option))
			return true;
	return false;
}

static bool check(struct cli *c, const struct verb *v, struct err *e)
{
	for (size_t i = 0; i < c->value_count; i++) {
		const char *name = c->values[i].name;
		bool known = c->values[i].field != NULL;

		for (const struct cli_option *o = c->command->options; o->name; o++)
			known |= !strcmp(o->name, name);
		if (known && !goes_with(v, name))
			return usage_error(c, e,
					   _("The option --%s does not go with 'keydates %s'."),
					   name, v->name);
	}
	if (v->names_one && c->operand_count < 2)
		return usage_error(c, e, _("'daoshi keydates %s' needs the number of a key date."),
				   v->name);
	if (!v->names_one && c->operand_count > 1)
		return usage_error(c, e, _("\"%s\" is one word too many."),
				   cli_quote(c, c->operands[1]));
	return true;
}

static bool run(struct cli *c, struct session *s, struct err *e)
{
	return find_verb(c, e)->run(c, s, e);
}

static bool keydates(struct cli *c, struct err *e)
{
	const struct verb *v = find_verb(c, e);

	return v && check(c, v, e) && cli_in_session(c, run, e);
}

static const struct field *option_field(size_t i)
{
	static const char *const names[] = { FIELDS };

	return i < sizeof names / sizeof *names ? field_find(key_date_fields, names[i]) : NULL;
}

static const struct cli_option options[] = {
	{ "year", N_("YEAR"), N_("another school year, as 2027"), 0, NULL },
	{ "dry-run", NULL, N_("only tell what would be owed more and less"), 0, NULL },
	{ "replace", NULL, N_("copy: also where the next year has been set up already"), 0, NULL },
	{ 0 },
};

const struct command keydates_command = {
	.name = "keydates",
	.operands = N_("list|add|change|remove|copy [NO]"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("list and change the key dates of a school year"),
	.more = N_("'list' tells their numbers, by which 'change' and 'remove' name one; a change "
		   "without options only marks it reviewed. 'copy' gives the next school year the "
		   "key dates and rules of this one, a year later and to be reviewed."),
	.options = options,
	.option_field = option_field,
	.run = keydates,
};
