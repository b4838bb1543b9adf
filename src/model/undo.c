/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/undo.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "db/door.h"
#include "db/journal.h"
#include "model/statements.h"

enum { CLOSINGS };

static const struct sql statements[] = {
	[CLOSINGS] = { "undo.closings",
		       "SELECT (SELECT coalesce(sum(id), 0) FROM school_year "
		       "WHERE closed_on IS NOT NULL) * 1000000 "
		       "+ (SELECT coalesce(sum(id), 0) FROM rollover)",
		       false },
};
const struct sql_table undo_sql = SQL_TABLE(statements);

/* Nobody's change: how often a phrase was taken, marks of rows that are gone, keys, which are given
 * back where they are given and are in use until then, and what was written down of a change.
 * Grants are ended, not undone: an emergency access taken back would be one that the office never
 * sees. */
static const char *const left_out[] = { "phrase_use", "gone",         "binding",
					"audit",      "access_grant", NULL };
static const char *const named[] = { "school_year", "rollover", NULL };
static const struct journal_rules rules = { left_out, named };

/* Whoever changes rows of a table needs this right; the words are for a change of which nothing was
 * said, which is called by the first table here that it touches. */
static const struct touched {
	const char *table;
	unsigned need;
	const char *words;
} touched[] = {
	{ "contact", MAY_RECORD, N_("a record") },
	{ "delivery", MAY_RECORD, N_("a record") },
	{ "referral", MAY_RECORD, N_("a referral") },
	{ "plan", MAY_RECORD, N_("a plan") },
	{ "bright_spot", MAY_RECORD, N_("a bright spot") },
	{ "absence", MAY_RECORD, N_("an absence") },
	{ "preference", MAY_CHOICES, N_("a student's choices") },
	{ "mentor_preference", MAY_ASSIGN, N_("a mentor's order of students") },
	{ "change_request", MAY_RECORD, N_("a request for another mentor") },
	{ "student", MAY_EDIT_PEOPLE, N_("a student") },
	{ "guardian", MAY_EDIT_PEOPLE, N_("a guardian") },
	{ "mentor", MAY_EDIT_PEOPLE, N_("a mentor") },
	{ "enrolment", MAY_EDIT_PEOPLE, N_("a student's class") },
	{ "assignment", MAY_ASSIGN, N_("who mentors whom") },
	{ "condition", MAY_ASSIGN, N_("a condition of matching") },
	{ "belonging", MAY_ASSIGN, N_("who belongs where") },
	{ "match_run", MAY_ASSIGN, N_("a matching") },
	{ "match_pair", MAY_ASSIGN, N_("a matching") },
	{ "account", MAY_ASSIGN, N_("whose checklist comes first") },
	{ "exemption", MAY_RUN_YEAR, N_("an exemption") },
	{ "training", MAY_RUN_YEAR, N_("a training") },
	{ "attendance", MAY_RUN_YEAR, N_("who was at a training") },
	{ "key_date", MAY_RUN_YEAR, N_("a key date") },
	{ "rule", MAY_RUN_YEAR, N_("the rules of a year") },
	{ "department", MAY_RUN_YEAR, N_("a department") },
	{ "phrase", MAY_READ, N_("a phrase") },
};
enum { TOUCHED = sizeof touched / sizeof *touched };

static bool read_closings(struct undo *u, int64_t *value, struct err *e)
{
	return db_int(u->session->db, &statements[CLOSINGS], NULL, value, NULL, e);
}

bool undo_begin(struct undo *u, struct session *s, struct err *e)
{
	*u = (struct undo){ .session = s };
	if (!read_closings(u, &u->closings, e))
		return false;
	if (!s->read_only)
		journal_start(s->db, &rules);
	return true;
}

/* A year was closed, opened again or rolled over since it was last looked, by whomever: the rights
 * of then are no longer those of now, and not all of them are held by triggers. */
static bool cut_off(struct undo *u, struct err *e)
{
	int64_t before = u->closings;

	if (!read_closings(u, &u->closings, e))
		return true;
	if (u->closings == before)
		return false;
	journal_forget(u->session->db);
	u->cut_off = true;
	return true;
}

/* Its first sentence without the full stop; what follows is advice. */
static void add_first(struct buf *words, const char *said)
{
	const char *stop = _("."), *end = strstr(said, stop);
	size_t len = strlen(stop);

	/* a full stop within a word is none */
	while (end && len == 1 && end[1] && end[1] != ' ')
		end = strstr(end + 1, stop);
	buf_add(words, said, end ? (size_t)(end - said) : strlen(said));
}

void undo_name(struct undo *u, const char *said)
{
	struct db *db = u->session->db;
	struct buf words = { 0 };
	struct err ignored;

	add_first(&words, said ? said : "");
	if (journal_name(db, words.len ? buf_str(&words) : NULL) &&
	    (journal_touches(db, JOURNAL_BACK, "rollover") ||
	     journal_touches(db, JOURNAL_BACK, "school_year")))
		cut_off(u, &ignored);
	buf_release(&words);
}

/* ------------------------------------------------------------------ refusals */

static bool nothing(const struct undo *u, enum journal_way way, struct err *e)
{
	if (u->session->read_only)
		return err_set(e, ERR_IO, "%s", session_denial(u->session));
	if (way == JOURNAL_AGAIN)
		return err_set(e, ERR_NOT_FOUND, "%s",
			       _("There is nothing that was taken back and could be done again."));
	if (u->cut_off)
		return err_set(e, ERR_NOT_FOUND, "%s",
			       _("A school year was closed, opened again or rolled over; what was "
				 "saved before that stays. Ctrl-Y, then Ctrl-O has the way back."));
	return err_set(e, ERR_NOT_FOUND, "%s",
		       _("Nothing that you saved since the start is left to be taken back."));
}

static const char *words_of(const struct undo *u, enum journal_way way,
			    const struct journal_change *c)
{
	if (c->words)
		return c->words;
	for (int i = 0; i < TOUCHED; i++)
		if (journal_touches(u->session->db, way, touched[i].table))
			return _(touched[i].words);
	return _("the last change");
}

static bool may(const struct undo *u, enum journal_way way, struct err *e)
{
	for (int i = 0; i < TOUCHED; i++)
		if (journal_touches(u->session->db, way, touched[i].table) &&
		    !session_may(u->session, touched[i].need, e))
			return false;
	return true;
}

static const char *const refusals[][2] = {
	[JOURNAL_CHANGED] = { N_("Somebody changed this since; nothing was taken back: \"%s\"."),
			      N_("Somebody changed this since; nothing was done again: \"%s\".") },
	[JOURNAL_TAKEN] = { N_("Something else has taken its place since; nothing was taken back: "
			       "\"%s\"."),
			    N_("Something else has taken its place since; nothing was done again: "
			       "\"%s\".") },
	[JOURNAL_NEEDED] = { N_("Something recorded since depends on this; nothing was taken "
				"back: \"%s\"."),
			     N_("Something recorded since depends on this; nothing was done again: "
				"\"%s\".") },
};

/* What will not be taken back later either gives way to the change before it. */
static void set_aside(struct undo *u, enum journal_way way, struct err *e)
{
	struct journal_change before;
	char text[sizeof e->text];

	journal_drop(u->session->db, way);
	if (way == JOURNAL_AGAIN || !journal_next(u->session->db, way, &before))
		return;
	memcpy(text, e->text, sizeof text);
	err_set(e, e->kind, "%s%s", text, _(" Ctrl-U once more takes back what was saved before."));
}

static bool refuse(struct undo *u, enum journal_way way, enum journal_refusal why,
		   const char *words, struct err *e)
{
	if (why != JOURNAL_FAILED)
		err_set(e, ERR_CONFLICT, _(refusals[why][way]), words);
	if (e->kind == ERR_CONFLICT || e->kind == ERR_DENIED)
		set_aside(u, way, e);
	return false;
}

static bool too_large(struct undo *u, const char *words, struct err *e)
{
	err_set(e, ERR_INVALID,
		_("This was too large to be remembered (over %d MB) and stays: \"%s\"."),
		JOURNAL_MOST_MIB, words);
	set_aside(u, JOURNAL_BACK, e);
	return false;
}

/* ---------------------------------------------------------------------- doing */

static bool invert(struct undo *u, enum journal_way way, enum journal_refusal *why, struct err *e)
{
	struct db *db = u->session->db;
	bool ok;

	*why = JOURNAL_FAILED;
	if (!may(u, way, e) || !door_enter(db, e))
		return false;
	ok = !cut_off(u, e);
	if (!ok && e->kind == ERR_NONE)
		nothing(u, way, e);
	return door_leave(db, ok && journal_invert(db, way, why, e), e);
}

static bool go(struct undo *u, enum journal_way way, const char *sentence, struct buf *said,
	       struct err *e)
{
	struct journal_change change;
	enum journal_refusal why;
	struct buf words = { 0 };
	bool ok;

	*e = (struct err){ 0 };
	if (!journal_next(u->session->db, way, &change))
		return nothing(u, way, e);
	buf_text(&words, words_of(u, way, &change));
	if (change.too_large)
		ok = too_large(u, buf_str(&words), e);
	else
		ok = invert(u, way, &why, e) || refuse(u, way, why, buf_str(&words), e);
	if (ok)
		buf_printf(said, sentence, buf_str(&words));
	buf_release(&words);
	/* a rule or a key date may be another now */
	return ok && session_reload(u->session, e);
}

bool undo_take_back(struct undo *u, struct buf *said, struct err *e)
{
	return go(u, JOURNAL_BACK, _("Taken back: \"%s\". Ctrl-D does it again."), said, e);
}

bool undo_do_again(struct undo *u, struct buf *said, struct err *e)
{
	return go(u, JOURNAL_AGAIN, _("Done again: \"%s\". Ctrl-U takes it back."), said, e);
}
