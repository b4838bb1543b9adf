/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions of training, and who was there. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/training.h"

/* One thing to be done: the options that go with it, and those it cannot do without. */
struct deed {
	const char *name;
	const char *const *options, *const *needed;
	cli_work *run;
};

/* The fields that are options, each read as everywhere. */
static bool read_fields(struct cli *c, struct session *s, struct training *t, struct err *e)
{
	for (const struct field *f = training_fields; f->name; f++) {
		const char *typed = cli_value(c, f->name);

		if (typed && !field_read(f, t, typed, &c->arena, s->today, NULL, e))
			return false;
	}
	return true;
}

static bool add(struct cli *c, struct session *s, struct err *e)
{
	struct training t = { 0 };

	if (!read_fields(c, s, &t, e) || !training_save(s, &t, e))
		return false;
	cli_tell(_("Training %lld, on %s, is added."), (long long)t.id, t.date);
	return true;
}

/* ------------------------------------------------------------ which session */

static bool by_day_and_title(struct cli *c, struct session *s, int64_t *id, struct err *e)
{
	struct training t = { 0 };
	int64_t count;

	if (!read_fields(c, s, &t, e) || !training_find(s, t.date, t.title, id, &count, e))
		return false;
	if (count > 1)
		return err_set(e, ERR_INVALID,
			       _("There are %lld trainings \"%s\" on %s; name one of them with "
				 "--training and its number in 'daoshi list trainings'."),
			       (long long)count, cli_quote(c, t.title), t.date);
	return count || err_set(e, ERR_NOT_FOUND, _("There is no training \"%s\" on %s."),
				cli_quote(c, t.title), t.date);
}

/* The session of --training, or of --date and --title. */
static bool find(struct cli *c, struct session *s, struct rowset *found, struct err *e)
{
	const char *no = cli_value(c, "training");
	int64_t id = 0;

	if (!no && !by_day_and_title(c, s, &id, e))
		return false;
	if (no && strspn(no, "0123456789") == strlen(no))
		id = strtoll(no, NULL, 10);
	return training_get(s, id, found, e);
}

static bool check_named(struct cli *c, struct err *e)
{
	bool by_title = cli_given(c, "date") && cli_given(c, "title");

	if (cli_given(c, "training") && (cli_given(c, "date") || cli_given(c, "title")))
		return usage_error(c, e, "%s", _("Give --training, or --date and --title."));
	return cli_given(c, "training") || by_title ||
	       usage_error(c, e, "%s",
			   _("Which training? Give --training, or --date and --title."));
}

/* --------------------------------------------------------------- who was there */

struct crowd {
	int64_t *ids; /* in the arena of the run */
	size_t count, room;
};

static void add_one(struct cli *c, struct crowd *crowd, int64_t id)
{
	if (crowd->count == crowd->room) {
		int64_t *grown;

		crowd->room = crowd->room ? 2 * crowd->room : 64;
		grown = arena_alloc(&c->arena, crowd->room * sizeof *grown);
		if (crowd->count)
			memcpy(grown, crowd->ids, crowd->count * sizeof *grown);
		crowd->ids = grown;
	}
	crowd->ids[crowd->count++] = id;
}

static bool add_named(struct cli *c, struct session *s, struct crowd *crowd, struct err *e)
{
	for (size_t i = 0; i < c->value_count; i++) {
		int64_t id;

		if (strcmp(c->values[i].name, "mentor"))
			continue;
		if (!cli_find_mentor(c, s, c->values[i].text, &id, e))
			return false;
		add_one(c, crowd, id);
	}
	return true;
}

/* Staff numbers, one a line. All that are wrong are told, so that the sheet is mended once. */
static bool add_lines(struct cli *c, struct session *s, char *text, struct crowd *crowd,
		      struct err *e)
{
	size_t number = 0, wrong = 0;

	for (char *line; (line = strsep(&text, "\n"));) {
		struct err why = { 0 };
		int64_t id;

		number++;
		line[strcspn(line, "\r")] = '\0';
		if (!line[strspn(line, " \t")])
			continue;
		if (cli_find_mentor(c, s, line, &id, &why)) {
			add_one(c, crowd, id);
			continue;
		}
		if (why.kind != ERR_INVALID && why.kind != ERR_NOT_FOUND) {
			*e = why;
			return false;
		}
		cli_say(_("Line %zu: %s"), number, why.text);
		wrong++;
	}
	return !wrong || err_set(e, ERR_NOT_FOUND,
				 _("%zu lines name no mentor. Nothing was changed; mend them and "
				   "begin again."),
				 wrong);
}

static bool add_sheet(struct cli *c, struct session *s, struct crowd *crowd, struct err *e)
{
	struct buf text = { 0 };
	bool ok;

	if (!cli_given(c, "from"))
		return true;
	ok = cli_read_stdin(&text, e) &&
	     add_lines(c, s, arena_text(&c->arena, buf_str(&text)), crowd, e);
	buf_release(&text);
	return ok;
}

static bool attend(struct cli *c, struct session *s, struct err *e)
{
	bool there = !cli_given(c, "absent");
	struct rowset found = { 0 };
	struct crowd crowd = { 0 };
	size_t changed;
	bool ok = find(c, s, &found, e) && add_named(c, s, &crowd, e) && add_sheet(c, s, &crowd, e);

	if (ok && !crowd.count)
		ok = err_set(e, ERR_INVALID, "%s",
			     _("Standard input names nobody: a staff number a line is asked for."));
	ok = ok &&
	     training_attend(s, rowset_id(&found, 0), crowd.ids, crowd.count, there, &changed, e);
	if (ok)
		cli_tell(there ? _("%zu more mentors were there.")
			       : _("%zu mentors are taken off again."),
			 changed);
	rowset_release(&found);
	return ok;
}

/* Found by --training alone: day and title may be what is changed. */
static bool change(struct cli *c, struct session *s, struct err *e)
{
	struct rowset found = { 0 };
	struct training *t;
	bool ok = find(c, s, &found, e);

	t = ok ? rowset_at(&found, 0) : NULL;
	ok = ok && read_fields(c, s, t, e) && training_save(s, t, e);
	if (ok)
		cli_tell(_("Training %lld, on %s, is changed."), (long long)t->id, t->date);
	rowset_release(&found);
	return ok;
}

static bool take_away(struct cli *c, struct session *s, struct err *e)
{
	struct rowset found = { 0 };
	const struct training *t;
	bool ok = find(c, s, &found, e);

	t = ok ? rowset_at(&found, 0) : NULL;
	ok = ok && training_remove(s, t->id, t->rev, t->attended, e);
	if (ok)
		cli_tell(_("The training is removed, with the attendance of %lld mentors."),
			 (long long)t->attended);
	rowset_release(&found);
	return ok;
}

/* ------------------------------------------------------------------- the rows */

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct deed deeds[] = {
	{ "add", NAMES("date", "level", "title", "place", "credits"),
	  NAMES("date", "level", "title"), add },
	{ "change", NAMES("training", "date", "level", "title", "place", "credits"),
	  NAMES("training"), change },
	{ "attend", NAMES("training", "date", "title", "mentor", "from", "absent"), NULL, attend },
	{ "remove", NAMES("training", "date", "title"), NULL, take_away },
};
enum { DEEDS = sizeof deeds / sizeof *deeds };

static const struct deed *find_deed(struct cli *c, struct err *e)
{
	const char *names[DEEDS + 1] = { 0 };

	for (int i = 0; i < DEEDS; i++) {
		if (!strcmp(deeds[i].name, c->operands[0]))
			return &deeds[i];
		names[i] = deeds[i].name;
	}
	usage_unknown(c, e, _("There is nothing to do that is called %s."), c->operands[0], names);
	return NULL;
}

static bool listed(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (!strcmp(*names, name))
			return true;
	return false;
}

static bool check_options(struct cli *c, const struct deed *d, struct err *e)
{
	const struct cli_option *all = c->command->options;

	for (const struct cli_option *o = all; o->name; o++)
		if (!listed(d->options, o->name) && cli_given(c, o->name))
			return usage_error(c, e,
					   _("The option --%s does not go with 'training "
					     "%s'."),
					   o->name, d->name);
	for (const struct cli_option *o = all; o->name; o++)
		if (listed(d->needed, o->name) && !cli_given(c, o->name))
			return usage_error(c, e, _("The option --%s %s is missing."), o->name,
					   _(o->argument));
	return d->needed || check_named(c, e);
}

static bool check_crowd(struct cli *c, struct err *e)
{
	if (cli_given(c, "from") && strcmp(cli_value(c, "from"), "-"))
		return usage_error(c, e, "%s",
				   _("Staff numbers are read from standard input alone: --from -"));
	return cli_given(c, "mentor") || cli_given(c, "from") ||
	       usage_error(c, e, "%s", _("Who was there? Give --mentor, or --from -"));
}

static bool training(struct cli *c, struct err *e)
{
	const struct deed *d = find_deed(c, e);

	return d && check_options(c, d, e) && (d->run != attend || check_crowd(c, e)) &&
	       cli_in_session(c, d->run, e);
}

static const struct cli_option options[] = {
	{ "date", N_("DATE"), N_("the day of the training"), 0, NULL },
	{ "level", N_("city|district|school"), N_("add, change: who holds it"), 0, NULL },
	{ "title", N_("TEXT"), N_("what it is called"), 0, NULL },
	{ "place", N_("TEXT"), N_("add, change: where it is held"), 0, NULL },
	{ "credits", N_("NUMBER"), N_("add, change: for each who is there, such as 1.5"), 0, NULL },
	{ "training", N_("NO"),
	  N_("change, attend, remove: its number; but for change, day and title do too"), 0, NULL },
	{ "mentor", N_("STAFFNO"), N_("attend: who was there"), OPTION_MANY, NULL },
	{ "from", "-", N_("attend: staff numbers from standard input, one a line"), 0, NULL },
	{ "absent", NULL, N_("attend: they were not there; takes them off again"), 0, NULL },
	{ 0 },
};

const struct command training_command = {
	.name = "training",
	.operands = N_("add|change|attend|remove"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("keep the mentors' training and who was there"),
	.more = N_("Attendance is taken over for all who are named or for none. Removing a "
		   "training removes its attendance too."),
	.options = options,
	.run = training,
};

/* ----------------------------------------------------------------- listing */

static bool load_trainings(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	int64_t mentor;

	return cli_mentor(c, s, "mentor", &mentor, e) &&
	       training_list(s, s->year.id, mentor, out, e);
}

static bool keep_credits(const void *row, const void *mentor)
{
	return ((const struct credits *)row)->id == *(const int64_t *)mentor;
}

static bool load_credits(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	int64_t mentor;

	if (!cli_mentor(c, s, "mentor", &mentor, e) || !training_credits(s, s->year.id, out, e))
		return false;
	if (mentor)
		rows_keep(out, keep_credits, &mentor);
	return true;
}

const struct listing training_listing = {
	"trainings",
	NAMES("mentor"),
	NAMES("no", "date", "level", "credits", "attended", "title", "place"),
	NAMES("no", "date", "level", "title", "place", "credits", "attended"),
	load_trainings,
	.label = N_("Training")
};

const struct listing credits_listing = {
	"credits",
	NAMES("mentor"),
	NAMES("staff_no", "name", "subject", "sessions", "city", "district", "school", "total"),
	NAMES("staff_no", "name", "subject", "sessions", "city", "district", "school", "total"),
	load_credits,
	.label = N_("Training credits")
};
