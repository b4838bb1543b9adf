/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is meant: people by name, pinyin, initials, number or class. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/people.h"

enum { MOST = 20 };

static const char *typed(struct cli *c)
{
	struct buf text = { 0 };
	const char *kept;

	for (size_t i = 0; i < c->operand_count; i++) {
		buf_text(&text, i ? " " : "");
		charset_read(&text, c->operands[i], strlen(c->operands[i]));
	}
	kept = arena_text(&c->arena, buf_str(&text));
	buf_release(&text);
	return kept;
}

static bool read_most(struct cli *c, size_t *most, struct err *e)
{
	const char *word = cli_value(c, "most");
	char *end;

	*most = MOST;
	if (!word)
		return true;
	*most = strtoul(word, &end, 10);
	if (*word >= '1' && *word <= '9' && !*end && *most <= 1000000)
		return true;
	return usage_error(c, e, _("--most \"%s\" is no number from 1 on."), cli_quote(c, word));
}

static bool show(struct cli *c, struct session *s, const struct people_hit *hits, size_t count,
		 struct err *e)
{
	static const char *const columns[] = { "kind",     "name",   "class_name", "student_no",
					       "staff_no", "mentor", "left_on",    NULL };
	struct rowset rows;
	bool ok;

	rowset_init(&rows, person_fields, sizeof(struct person));
	for (size_t i = 0; i < count; i++)
		*(struct person *)rowset_add(&rows) = *hits[i].person;
	ok = cli_export(c, s, "find", &rows, e);
	if (ok)
		output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	return ok;
}

static bool find_among(struct cli *c, struct session *s, const struct people *p, size_t most,
		       struct err *e)
{
	const char *text = typed(c);
	struct people_hit *hits = arena_alloc(&c->arena, most * sizeof *hits);
	size_t count = people_find(p, text, hits, most, NULL);

	if (!count)
		return err_set(e, ERR_NOT_FOUND, _("Nobody is found by \"%s\"."),
			       cli_quote(c, text));
	if (!show(c, s, hits, count < most ? count : most, e))
		return false;
	if (count > most)
		cli_say(_("These are the first %zu of %zu; type more, or ask for more with "
			  "--most."),
			most, count);
	return true;
}

static bool find_person(struct cli *c, struct session *s, struct err *e)
{
	struct people p = { 0 };
	size_t most;
	bool ok = read_most(c, &most, e) &&
		  people_load(s, PEOPLE_STUDENTS | PEOPLE_MENTORS, &p, e) &&
		  find_among(c, s, &p, most < p.all.count ? most : p.all.count + 1, e);

	people_release(&p);
	return ok;
}

static bool find(struct cli *c, struct err *e)
{
	return cli_in_session(c, find_person, e);
}

static const struct cli_option options[] = {
	{ "most", N_("NUMBER"), N_("how many are shown at most; 20"), 0, NULL },
	{ 0 },
};

const struct command find_command = {
	.name = "find",
	.operands = N_("TEXT..."),
	.operands_least = 1,
	.operands_most = 20,
	.help = N_("find students and mentors by name, pinyin, initials, number or class"),
	.more = N_("The best fit comes first, one's own students before others: lxm, lixm, "
		   "李xm, 0012 and 9.3 find 李小明. Several words must all be found. Those who "
		   "left this school year are found too."),
	.options = options,
	.run = find,
};
