/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a file: empty, or with a made-up school in it. */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/say.h"
#include "model/demo.h"
#include "model/session.h"

static bool read_name(struct cli *c, const char **name, struct err *e)
{
	enum { MOST = 100 };
	const char *typed = cli_value(c, "name"), *why;
	struct buf line = { 0 }, reason = { 0 };

	text_tidy(&line, typed ? typed : "");
	why = text_refused(buf_str(&line), line.len, MOST, false, &reason);
	if (why)
		err_field(e, "name", _("The name \"%s\" %s"), cli_quote(c, typed), why);
	*name = arena_text(&c->arena, buf_str(&line));
	buf_release(&line);
	buf_release(&reason);
	return !why;
}

static bool init(struct cli *c, struct err *e)
{
	const char *name;
	struct session s;

	if (!read_name(c, &name, e) || !session_create(&s, c->path, name, c->today, e))
		return false;
	session_close(&s);
	cli_tell(_("%s is made."), c->path);
	return true;
}

static const struct cli_option init_options[] = {
	{ "name", N_("SCHOOL"), N_("the school's name"), 0, NULL },
	{ 0 },
};

const struct command init_command = {
	.name = "init",
	.help = N_("make the school's file"),
	.more = N_("It holds the current school year with Shanghai's usual key dates and the "
		   "policy's rules. A file that exists is left as it is."),
	.options = init_options,
	.run = init,
};

/* -------------------------------------------------------------- a made-up one */

static bool read_count(struct cli *c, const char *option, int64_t preset, int64_t *n, struct err *e)
{
	enum { MOST = 10000000 };
	const char *typed = cli_value(c, option);
	char *end;

	*n = preset;
	if (!typed)
		return true;
	*n = strtoll(typed, &end, 10);
	return (*typed && !*end && *n >= 0 && *n <= MOST) ||
	       err_field(e, option, _("--%s \"%s\" is not a whole number up to %d."), option,
			 cli_quote(c, typed), MOST);
}

static bool demo(struct cli *c, struct err *e)
{
	struct session s;
	struct demo d;
	int64_t seed;
	bool ok;

	if (!read_count(c, "students", 600, &d.students, e) ||
	    !read_count(c, "mentors", 45, &d.mentors, e) ||
	    !read_count(c, "years", 2, &d.years, e) || !read_count(c, "seed", 1, &seed, e) ||
	    !session_create(&s, c->path, _("A made-up school"), c->today, e))
		return false;
	d.seed = (uint64_t)seed;
	ok = demo_fill(&s, &d, e);
	session_close(&s);
	if (ok)
		cli_tell(_("%s is made, with a made-up school in it."), c->path);
	else
		remove(c->path); /* it was made just now */
	return ok;
}

static const struct cli_option demo_options[] = {
	{ "students", N_("N"), N_("students in each year (600)"), 0, NULL },
	{ "mentors", N_("N"), N_("mentors (45)"), 0, NULL },
	{ "years", N_("N"), N_("years of history, this one included (2)"), 0, NULL },
	{ "seed", N_("N"), N_("another number makes another school (1)"), 0, NULL },
	{ 0 },
};

const struct command demo_command = {
	.name = "demo",
	.help = N_("make a file with a made-up school in it, to try things out"),
	.more = N_("The same numbers make the same school. A file that exists is left as it is."),
	.options = demo_options,
	.run = demo,
};
