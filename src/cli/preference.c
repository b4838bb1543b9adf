/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom students would like for a mentor, and mentors for students. */
#include "model/preference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/say.h"
#include "model/enrolment.h"
#include "model/grade.h"

/* ---------------------------------------------------------------- the lists */

static bool keep_class(const void *row, const void *name)
{
	const struct preference *p = row;

	return p->class_name && !strcmp(p->class_name, name);
}

/* 903 and 九年级3班 are 九(3). */
static bool only_class(struct cli *c, struct session *s, struct rowset *rows, struct err *e)
{
	const char *typed = cli_value(c, "class"), *stage;
	struct class_key key;
	struct buf name = { 0 };

	if (!typed)
		return true;
	if (!enrolment_only_stage(s, &c->arena, &stage, e) ||
	    !class_read(NULL, typed, s->year.id, stage, &key, e))
		return false;
	class_show(&key, s->year.id, &name);
	rows_keep(rows, keep_class, buf_str(&name));
	buf_release(&name);
	return true;
}

static bool load(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	return preference_list(s, cli_given(c, "missing"), out, e) && only_class(c, s, out, e);
}

static bool load_orders(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	int64_t mentor;

	rowset_init(out, mentor_preference_fields, sizeof(struct mentor_preference));
	return cli_mentor(c, s, "mentor", &mentor, e) && mentor_preference_list(s, mentor, out, e);
}

static const char *const columns[] = { "student_no", "student", "class_name",  "state",
				       "name1",      "name2",   "name3",       "name4",
				       "name5",      "mentor",  "answered_on", NULL };
static const char *const order_columns[] = { "staff_no",   "mentor",  "place",
					     "student_no", "student", "class_name",
					     "state",      "rank",    NULL };

const struct listing preference_listing = {
	"preferences", NAMES("class", "missing"), columns, columns, load, NULL, N_("Choices")
};
const struct listing mentor_preference_listing = { "mentor-preferences", NAMES("mentor"),
						   order_columns,        order_columns,
						   load_orders,          NULL,
						   N_("Mentors' wishes") };

static bool list(struct cli *c, struct session *s, struct err *e)
{
	return listing_show(c, s, &preference_listing, e);
}

/* ---------------------------------------------------------------- one student */

static void tell(const struct preference *p)
{
	struct buf said = { 0 };

	preference_say(p, &said);
	cli_tell("%s", buf_str(&said));
	buf_release(&said);
}

static bool set_one(struct cli *c, struct session *s, struct err *e)
{
	const char *line =
		arena_printf(&c->arena, "%s %s", cli_operand(c, 1), cli_value(c, "choices"));
	struct slip_people known;
	struct preference p;
	bool ok = slip_people_load(s, &known, e) &&
		  preference_read_slip(s, &known, line, &p, &c->arena, e) &&
		  preference_save(s, &p, e);

	if (ok)
		tell(&p);
	slip_people_release(&known);
	return ok;
}

static bool take_away(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	int64_t student;
	bool ok = cli_find_student(c, s, cli_operand(c, 1), &student, e);

	if (ok) {
		ok = preference_get(s, student, &set, e) &&
		     preference_remove(s, student,
				       ((const struct preference *)rowset_at(&set, 0))->rev, e);
		rowset_release(&set);
	}
	if (ok)
		cli_tell("%s", _("The answer is removed."));
	return ok;
}

/* ---------------------------------------------------------------- slips */

struct slips {
	struct cli *c;
	struct session *s;
	struct slip_people known;
	size_t line, saved, wrong;
};

/* False on a breakdown alone; a line that is wrong is told, and the next one is read. */
static bool one_slip(struct slips *z, const char *line, struct err *e)
{
	struct arena arena = { 0 };
	struct preference p;
	bool ok = preference_read_slip(z->s, &z->known, line, &p, &arena, e);

	if (ok && p.rev && !cli_given(z->c, "anew"))
		ok = err_set(e, ERR_CONFLICT, _("%s has answered already; --anew replaces that."),
			     p.student);
	ok = ok && preference_save(z->s, &p, e);
	z->saved += ok;
	if (ok)
		tell(&p);
	arena_release(&arena);
	if (ok || e->kind == ERR_DB || e->kind == ERR_IO || e->kind == ERR_BUSY ||
	    e->kind == ERR_DENIED)
		return ok;
	z->wrong++;
	cli_say(_("Line %zu: %s"), z->line, e->text);
	*e = (struct err){ 0 };
	return true;
}

static bool all_slips(struct slips *z, struct err *e)
{
	char *bytes = NULL;
	size_t room = 0;
	ssize_t len;
	bool ok = true;

	while (ok && (len = getline(&bytes, &room, stdin)) >= 0) {
		struct buf line = { 0 };

		while (len && strchr("\r\n", bytes[len - 1]))
			len--;
		charset_read(&line, bytes, (size_t)len);
		z->line++;
		if (*(buf_str(&line) + strspn(buf_str(&line), " \t")))
			ok = one_slip(z, buf_str(&line), e);
		buf_release(&line);
	}
	free(bytes);
	return ok;
}

static bool slips(struct cli *c, struct session *s, struct err *e)
{
	struct slips z = { .c = c, .s = s };
	bool ok = session_may(s, MAY_CHOICES, e) && slip_people_load(s, &z.known, e) &&
		  all_slips(&z, e);

	if (ok && z.wrong) {
		cli_say(_("Saved: %zu, wrong: %zu. Mend those lines, and key them again."), z.saved,
			z.wrong);
		c->exit_code = err_exit_code(ERR_INVALID);
	} else if (ok) {
		cli_tell(_("Saved: %zu."), z.saved);
	}
	slip_people_release(&z.known);
	return ok;
}

/* ---------------------------------------------------------------- the mentors' side */

static bool put(struct cli *c, struct session *s, int64_t mentor, const char *option, bool veto,
		struct err *e)
{
	const char *typed = cli_value(c, option);
	int64_t place = 0, student;

	for (const char *at = typed ? typed : ""; *at;) {
		size_t len = strcspn(at, " ,");

		if (len && !cli_find_student(c, s, arena_copy(&c->arena, at, len), &student, e))
			return false;
		if (len && veto ? !mentor_preference_veto(s, mentor, student, e)
				: len && !mentor_preference_move(s, mentor, student, ++place, e))
			return false;
		at += len + (at[len] != '\0');
	}
	return true;
}

static bool clear_orders(struct cli *c, struct session *s, int64_t mentor, struct err *e)
{
	struct rowset rows;
	bool ok;

	if (!cli_given(c, "clear"))
		return true;
	ok = mentor_preference_list(s, mentor, &rows, e);
	for (size_t i = 0; ok && i < rows.count; i++) {
		const struct mentor_preference *p = rowset_at(&rows, i);

		ok = p->id <= 0 || mentor_preference_remove(s, p->id, p->rev, e);
	}
	rowset_release(&rows);
	return ok;
}

static bool order(struct cli *c, struct session *s, struct err *e)
{
	struct rowset rows = { 0 };
	int64_t mentor;
	bool ok = cli_find_mentor(c, s, cli_operand(c, 1), &mentor, e) &&
		  clear_orders(c, s, mentor, e) && put(c, s, mentor, "order", false, e) &&
		  put(c, s, mentor, "veto", true, e);

	if (!ok)
		return false;
	ok = mentor_preference_list(s, mentor, &rows, e) &&
	     cli_export(c, s, "mentor-preferences", &rows, e);
	if (ok)
		output_rows(&rows, order_columns, c->format);
	rowset_release(&rows);
	return ok;
}

/* ---------------------------------------------------------------- the command */

static bool preference(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "list", NULL, NAMES("missing", "class"), false, false, list },
		{ "set", NAMES("choices"), NULL, false, true, set_one },
		{ "remove", NULL, NULL, false, true, take_away },
		{ "slips", NULL, NAMES("anew"), false, false, slips },
		{ "mentor", NULL, NAMES("clear", "order", "veto"), false, true, order },
		{ NULL, NULL, NULL, false, false, NULL },
	};

	return cli_do(c, deeds, e);
}

static const struct cli_option options[] = {
	{ "missing", NULL, N_("list: those who have not answered"), 0, NULL },
	{ "class", N_("CLASS"), N_("list: of a class, as 903 or 九(3)"), 0, NULL },
	{ "choices", N_("MENTORS"),
	  N_("set: up to five, the first one first, as \"T07 T12 T03\"; - for anybody"), 0, NULL },
	{ "anew", NULL, N_("slips: also of students who have answered, whose answer it replaces"),
	  0, NULL },
	{ "order", N_("STUDENTS"), N_("mentor: whom this one would like, the first one first"), 0,
	  NULL },
	{ "clear", NULL, N_("mentor: first take all of them out of the order"), 0, NULL },
	{ "veto", N_("STUDENTS"), N_("mentor: whom this one would rather not have"), 0, NULL },
	{ 0 },
};

const struct command preference_command = {
	.name = "preference",
	.operands = N_("list|set STUDENT|remove STUDENT|slips|mentor STAFFNO"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("keep whom students would like for a mentor, and mentors for students"),
	.more = N_(
		"'slips' reads a line a slip from standard input: a student's number, then up "
		"to five mentors by staff number, name, pinyin or initials, or - for anybody; "
		"each is saved as it comes, and a line that is wrong is told by its number "
		"(exit status 3). A survey's file is taken by 'daoshi import preferences'. "
		"'mentor' lists a mentor's order after --order and --veto have changed it: those "
		"who are named come first, the others behind them."),
	.options = options,
	.run = preference,
};
