/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/preference.h"

#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/closing.h"
#include "model/grade.h"
#include "model/mentor.h"
#include "model/row.h"
#include "model/search.h"
#include "model/statements.h"

enum { LIST, GET, MENTOR, CLOSED, ADD, REMOVE };

#define CHOICE(n) "p" n ".mentor_id AS choice" n ", m" n ".name AS name" n ", "
#define CHOSEN(n)                                                                                  \
	"LEFT JOIN my_preference p" n " ON p" n ".school_year_id = :year AND p" n                  \
	".student_id = s.id AND p" n ".rank = " n " LEFT JOIN called m" n " ON m" n ".id = p" n    \
	".mentor_id "
#define ROW(n) "coalesce(p" n ".id, 0)"
/* clang-format off */
#define COLUMNS                                                                                    \
	"WITH " SQL_CALLED                                                                         \
	"SELECT s.id, max(" ROW("1") ", " ROW("2") ", " ROW("3") ", " ROW("4") ", " ROW("5")       \
	") AS rev, " CHOICE("1") CHOICE("2") CHOICE("3") CHOICE("4") CHOICE("5")                   \
	"iif(p1.rev > 0 AND p1.mentor_id IS NULL, 'yes', NULL) AS anybody, p1.answered_on, "       \
	"CASE WHEN p1.rev IS NULL THEN 'missing' WHEN p1.mentor_id IS NULL THEN 'anybody' "        \
	"ELSE 'answered' END AS state, s.student_no, s.name AS student, " SQL_SEARCH("s") ", "     \
	SQL_CLASS_NAME " AS class_name, l.name AS mentor "                                         \
	"FROM class c CROSS JOIN my_enrolment e CROSS JOIN my_student s "                          \
	"LEFT JOIN my_assignment a ON a.student_id = s.id AND a.role = 'lead' "                    \
	"AND a.starts <= :today AND a.ends >= :today LEFT JOIN called l ON l.id = a.mentor_id "    \
	CHOSEN("1") CHOSEN("2") CHOSEN("3") CHOSEN("4") CHOSEN("5")                                \
	"WHERE e.school_year_id = :year AND e.class_id = c.id AND e.starts <= :today "             \
	"AND e.ends >= :today AND s.id = e.student_id "
/* clang-format on */

static const struct sql statements[] = {
	[LIST] = { "preference.list",
		   COLUMNS "AND (NOT :missing OR p1.rev IS NULL) ORDER BY " SQL_GRADE
			   ", c.number, e.seat, s.student_no",
		   false },
	[GET] = { "preference.get", COLUMNS "AND s.id = :student", false },
	[MENTOR] = { "preference.mentor",
		     "SELECT name, status = 'left' FROM mentor WHERE id = :mentor", false },
	[CLOSED] = { "preference.closed",
		     "SELECT closed_on IS NOT NULL FROM school_year WHERE id = :year", false },
	[ADD] = { "preference.add",
		  "INSERT INTO preference (school_year_id, student_id, rank, mentor_id, "
		  "answered_on) VALUES (:year, :student, :rank, :mentor, :answered_on)",
		  true },
	[REMOVE] = { "preference.remove",
		     "DELETE FROM preference WHERE id IN (SELECT id FROM my_preference "
		     "WHERE school_year_id = :year AND student_id = :student)",
		     true },
};
const struct sql_table preference_sql = SQL_TABLE(statements);

const struct choice preference_states[] = {
	{ "answered", N_("answered"), NULL },
	{ "anybody", N_("anybody"), NULL },
	{ "missing", N_("not answered"), NULL },
	{ 0 },
};

static const struct choice yes[] = {
	{ "yes", N_("anybody will do"), "是|yes|无所谓|都可以|服从分配|不限" },
	{ 0 },
};

#define FROM_QUERY FIELD_DERIVED | FIELD_READ_ONLY
#define CHOICE_HELP                                                                                \
	N_("a mentor by name, pinyin, initials or staff number; a letter opens the list")
#define RANKED(n, called)                                                                          \
	{                                                                                          \
		FIELD(struct preference, choice##n), .label = (called), .kind = FIELD_REF,         \
						     .flags = FIELD_DERIVED, .help = CHOICE_HELP   \
	}
#define RANKED_NAME(n, called)                                                                     \
	{                                                                                          \
		FIELD(struct preference, name##n), .label = (called), .kind = FIELD_NAME,          \
						   .flags = FROM_QUERY, .width = 8                 \
	}

const struct field preference_fields[] = {
	{ FIELD(struct preference, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct preference, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct preference, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	RANKED(1, N_("Choice 1")),
	RANKED(2, N_("Choice 2")),
	RANKED(3, N_("Choice 3")),
	RANKED(4, N_("Choice 4")),
	RANKED(5, N_("Choice 5")),
	{ FIELD(struct preference, anybody), .label = N_("Anybody"), .kind = FIELD_CHOICE,
	  .flags = FIELD_DERIVED, .width = 8, .choices = yes,
	  .help = N_("1: answered, and would like whoever it is; then no choices") },
	{ FIELD(struct preference, answered_on), .label = N_("Answered on"), .kind = FIELD_DATE,
	  .flags = FIELD_DERIVED, .width = 10, .help = N_("empty: today") },
	RANKED_NAME(1, N_("Choice 1")),
	RANKED_NAME(2, N_("Choice 2")),
	RANKED_NAME(3, N_("Choice 3")),
	RANKED_NAME(4, N_("Choice 4")),
	RANKED_NAME(5, N_("Choice 5")),
	{ FIELD(struct preference, mentor), .label = N_("Mentor now"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct preference, state), .label = N_("Answer"), .kind = FIELD_CHOICE,
	  .flags = FROM_QUERY, .width = 8, .choices = preference_states },
	{ FIELD(struct preference, search), .label = N_("Pinyin"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY },
	{ 0 },
};

static const char *const choice_fields[PREFERENCE_RANKS] = { "choice1", "choice2", "choice3",
							     "choice4", "choice5" };

void preference_say(const struct preference *p, struct buf *out)
{
	buf_printf(out, _("%s %s: "), p->student_no, p->student);
	if (p->anybody && *p->anybody)
		buf_text(out, _("anybody"));
	else if (!p->choice[0])
		buf_text(out, _("not answered"));
	for (int i = 0; i < PREFERENCE_RANKS && p->choice[i]; i++)
		buf_printf(out, i ? " %d %s" : "%d %s", i + 1, p->name[i]);
}

/* ---------------------------------------------------------------- reading */

#define NOW(s)                                                                                     \
	INT("year", (s)->year.id), TEXT("today", (s)->today_iso), INT("stale", (s)->keys_stale)

bool preference_list(struct session *s, bool missing, struct rowset *out, struct err *e)
{
	rowset_init(out, preference_fields, sizeof(struct preference));
	return db_rows(s->db, &statements[LIST], WITH(NOW(s), INT("missing", missing)), out, e);
}

bool preference_get(struct session *s, int64_t student_id, struct rowset *out, struct err *e)
{
	rowset_init(out, preference_fields, sizeof(struct preference));
	if (!db_rows(s->db, &statements[GET], WITH(NOW(s), INT("student", student_id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s",
				     _("There is no such student who is enrolled today."));
}

/* ---------------------------------------------------------------- writing */

static bool is_set(const char *text)
{
	return text && *text;
}

static bool was_chosen(const struct preference *stored, int64_t mentor_id)
{
	for (int i = 0; i < PREFERENCE_RANKS; i++)
		if (stored->choice[i] == mentor_id)
			return true;
	return false;
}

static bool check_mentor(struct session *s, const struct preference *p, int place,
			 const struct preference *stored, struct err *e)
{
	int64_t id = p->choice[place];
	bool known, left;
	struct cursor c;

	for (int i = 0; i < place; i++)
		if (p->choice[i] == id)
			return err_field(e, choice_fields[place],
					 _("This is choice %d already; a mentor is named once."),
					 i + 1);
	if (was_chosen(stored, id))
		return true;
	if (!cursor_open(&c, s->db, &statements[MENTOR], WITH(INT("mentor", id)), e))
		return false;
	known = cursor_next(&c);
	left = known && cursor_int(&c, 1);
	if (!known)
		err_field(e, choice_fields[place], "%s", _("There is no such mentor."));
	else if (left)
		err_field(e, choice_fields[place], _("%s has left; choose somebody else."),
			  cursor_text(&c, 0));
	return cursor_close(&c) && known && !left;
}

static bool check(struct session *s, const struct preference *p, const struct preference *stored,
		  struct err *e)
{
	int named = 0;

	for (int i = 0; i < PREFERENCE_RANKS; i++) {
		if (!p->choice[i])
			continue;
		if (i > named)
			return err_field(e, choice_fields[named],
					 _("Choice %d is empty, and choice %d is not; move it up."),
					 named + 1, i + 1);
		if (!check_mentor(s, p, i, stored, e))
			return false;
		named++;
	}
	if (named && is_set(p->anybody))
		return err_field(e, "anybody", "%s",
				 _("Either mentors are named, or anybody will do; empty this, or "
				   "the choices."));
	if (!named && !is_set(p->anybody))
		return err_field(e, "choice1", "%s",
				 _("Name a mentor, or say that anybody will do. An answer that "
				   "was none is removed with F8."));
	return !is_set(p->answered_on) || strcmp(p->answered_on, s->today_iso) <= 0 ||
	       err_field(e, "answered_on",
			 _("%s is in the future; only what was done is recorded."), p->answered_on);
}

static bool check_open(struct session *s, struct err *e)
{
	int64_t closed;

	return db_int(s->db, &statements[CLOSED], WITH(INT("year", s->year.id)), &closed, NULL,
		      e) &&
	       (!closed || year_refuse(s->year.id, e));
}

static bool is_same(const struct preference *p, const struct preference *stored)
{
	bool same = stored->rev && !strcmp(p->answered_on, stored->answered_on) &&
		    is_set(p->anybody) == is_set(stored->anybody);

	for (int i = 0; i < PREFERENCE_RANKS && same; i++)
		same = p->choice[i] == stored->choice[i];
	return same;
}

static bool add(struct session *s, const struct preference *p, int place, struct err *e)
{
	return db_run(s->db, &statements[ADD],
		      WITH(INT("year", s->year.id), INT("student", p->id), INT("rank", place + 1),
			   NULL_OR("mentor", p->choice[place]),
			   TEXT("answered_on", p->answered_on)),
		      NULL, e);
}

static bool take_away(struct session *s, int64_t student_id, struct err *e)
{
	return db_run(s->db, &statements[REMOVE],
		      WITH(INT("year", s->year.id), INT("student", student_id)), NULL, e);
}

/* Rows are not changed but made anew, so that none of two states has the last id of the other. */
static bool write(struct session *s, struct preference *p, const struct preference *stored,
		  struct err *e)
{
	if (p->rev != stored->rev)
		return row_conflict(e, _("this student's choices"));
	if (!check_open(s, e) || !check(s, p, stored, e))
		return false;
	if (!is_set(p->answered_on))
		p->answered_on = s->today_iso;
	if (is_same(p, stored))
		return true;
	if (!take_away(s, p->id, e))
		return false;
	for (int i = 0; i < PREFERENCE_RANKS; i++)
		if ((p->choice[i] || (!i && is_set(p->anybody))) && !add(s, p, i, e))
			return false;
	p->rev = db_last_id(s->db);
	return true;
}

bool preference_save(struct session *s, struct preference *p, struct err *e)
{
	struct preference before = *p;
	struct rowset set;
	bool ok;

	if (!session_may(s, MAY_CHOICES, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db,
			preference_get(s, p->id, &set, e) && write(s, p, rowset_at(&set, 0), e), e);
	rowset_release(&set);
	if (!ok)
		*p = before;
	return ok;
}

static bool remove_answer(struct session *s, const struct preference *stored, int64_t rev,
			  struct err *e)
{
	if (stored->rev != rev)
		return row_conflict(e, _("this student's choices"));
	if (!rev)
		return err_set(e, ERR_NOT_FOUND, "%s", _("This student has not answered."));
	return check_open(s, e) && take_away(s, stored->id, e);
}

bool preference_remove(struct session *s, int64_t student_id, int64_t rev, struct err *e)
{
	struct rowset set;
	bool ok;

	if (!session_may(s, MAY_CHOICES, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db,
			preference_get(s, student_id, &set, e) &&
				remove_answer(s, rowset_at(&set, 0), rev, e),
			e);
	rowset_release(&set);
	return ok;
}
