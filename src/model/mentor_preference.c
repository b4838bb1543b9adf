/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other side: whom a mentor would like most, and whom not. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/closing.h"
#include "model/grade.h"
#include "model/preference.h"
#include "model/row.h"
#include "model/statements.h"

enum { LIST, ONE, ENROLLED, CLOSED, ADD, CHANGE, REMOVE };

#define COLUMNS(id, rev, place, state, rank)                                                       \
	"SELECT " id " AS id, " rev " AS rev, q.mentor_id AS mentor_id, q.student_id AS "          \
	"student_id, " place " AS place, s.student_no AS student_no, s.name AS student, "          \
	"(SELECT " SQL_CLASS_NAME " FROM my_enrolment n JOIN class c ON c.id = n.class_id "        \
	"WHERE n.student_id = s.id AND n.school_year_id = :year ORDER BY n.ends DESC LIMIT 1) "    \
	"AS class_name, m.name AS mentor, m.staff_no AS staff_no, " state " AS state, " rank       \
	" AS rank "
#define ENROLLED_TODAY                                                                             \
	"EXISTS (SELECT 1 FROM my_enrolment e WHERE e.student_id = s.id "                          \
	"AND e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today) "
#define RANK                                                                                       \
	"coalesce((SELECT p.rank FROM my_preference p WHERE p.school_year_id = :year "             \
	"AND p.student_id = q.student_id AND p.mentor_id = q.mentor_id), 0)"

static const struct sql statements[] = {
	[LIST] = { "mentor_preference.list",
		   "SELECT * FROM (" COLUMNS(
			   "q.id", "q.rev", "coalesce(q.place, 0)",
			   "iif(q.place IS NULL, 'veto', 'ordered')",
			   RANK) "FROM my_mentor_preference q JOIN my_student s "
				 "ON s.id = q.student_id JOIN mentor m ON m.id = q.mentor_id "
				 "WHERE q.school_year_id = :year AND q.mentor_id = "
				 "coalesce(:mentor, q.mentor_id) AND " ENROLLED_TODAY
				 "UNION ALL " COLUMNS(
					 "-q.student_id", "0", "0", "'named'",
					 "q.rank") "FROM my_preference q "
						   "JOIN my_student s ON s.id = q.student_id "
						   "JOIN mentor m ON m.id = q.mentor_id "
						   "WHERE q.school_year_id = :year "
						   "AND q.mentor_id = :mentor AND " ENROLLED_TODAY
						   "AND NOT EXISTS (SELECT 1 "
						   "FROM my_mentor_preference k "
						   "WHERE k.school_year_id = :year "
						   "AND k.mentor_id = q.mentor_id "
						   "AND k.student_id = q.student_id)) "
						   "ORDER BY staff_no, state = 'veto', "
						   "state = 'named', place, rank = 0, rank, "
						   "student_no",
		   false },
	[ONE] = { "mentor_preference.one",
		  "SELECT id FROM my_mentor_preference WHERE school_year_id = :year "
		  "AND mentor_id = :mentor AND student_id = :student",
		  false },
	[ENROLLED] = { "mentor_preference.enrolled",
		       "SELECT EXISTS (SELECT 1 FROM my_enrolment WHERE student_id = :student "
		       "AND school_year_id = :year AND starts <= :today AND ends >= :today) "
		       "+ 2 * EXISTS (SELECT 1 FROM mentor WHERE id = :mentor "
		       "AND status <> 'left')",
		       false },
	[CLOSED] = { "mentor_preference.closed",
		     "SELECT closed_on IS NOT NULL FROM school_year WHERE id = :year", false },
	[ADD] = { "mentor_preference.add",
		  "INSERT INTO mentor_preference (school_year_id, mentor_id, student_id, place) "
		  "VALUES (:year, :mentor, :student, :place)",
		  true },
	[CHANGE] = { "mentor_preference.change",
		     "UPDATE mentor_preference SET place = :place, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev",
		     true },
	[REMOVE] = { "mentor_preference.remove",
		     "DELETE FROM mentor_preference WHERE id = :id AND rev = :rev", true },
};
const struct sql_table mentor_preference_sql = SQL_TABLE(statements);

const struct choice mentor_preference_states[] = {
	{ "ordered", N_("wanted"), NULL },
	{ "named", N_("no word yet"), NULL },
	{ "veto", N_("not wanted"), NULL },
	{ 0 },
};

#define FROM_QUERY FIELD_DERIVED | FIELD_READ_ONLY

const struct field mentor_preference_fields[] = {
	{ FIELD(struct mentor_preference, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED },
	{ FIELD(struct mentor_preference, student_id), .label = N_("Student"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED },
	{ FIELD(struct mentor_preference, place), .label = N_("Order"), .kind = FIELD_INT,
	  .flags = FIELD_RIGHT, .width = 5, .most = MENTOR_PREFERENCE_MOST,
	  .help = N_("1: would like this student most; empty: not this one") },
	{ FIELD(struct mentor_preference, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY, .width = 9 },
	{ FIELD(struct mentor_preference, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct mentor_preference, student_no), .label = N_("Student no."),
	  .kind = FIELD_CODE, .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct mentor_preference, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct mentor_preference, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	{ FIELD(struct mentor_preference, state), .label = N_("Mentor says"), .kind = FIELD_CHOICE,
	  .flags = FROM_QUERY, .width = 8, .choices = mentor_preference_states },
	{ FIELD(struct mentor_preference, rank), .label = N_("Chosen as"), .kind = FIELD_INT,
	  .flags = FROM_QUERY | FIELD_RIGHT, .width = 8 },
	{ 0 },
};

/* ---------------------------------------------------------------- reading */

bool mentor_preference_list(struct session *s, int64_t mentor_id, struct rowset *out, struct err *e)
{
	rowset_init(out, mentor_preference_fields, sizeof(struct mentor_preference));
	if (!(s->access->may & MAY_ASSIGN) && !(mentor_id && mentor_id == s->mentor_id))
		return err_set(e, ERR_DENIED, "%s",
			       _("Whom a mentor would like, or not, is for the office to read."));
	return db_rows(s->db, &statements[LIST],
		       WITH(INT("year", s->year.id), TEXT("today", s->today_iso),
			    NULL_OR("mentor", mentor_id)),
		       out, e);
}

/* ---------------------------------------------------------------- writing */

static bool check_open(struct session *s, struct err *e)
{
	int64_t closed;

	return session_may(s, MAY_ASSIGN, e) &&
	       db_int(s->db, &statements[CLOSED], WITH(INT("year", s->year.id)), &closed, NULL,
		      e) &&
	       (!closed || year_refuse(s->year.id, e));
}

static bool check_new(struct session *s, const struct mentor_preference *p, struct err *e)
{
	int64_t there = 0, who = 0;

	if (!db_int(s->db, &statements[ENROLLED],
		    WITH(INT("year", s->year.id), TEXT("today", s->today_iso),
			 INT("student", p->student_id), INT("mentor", p->mentor_id)),
		    &who, NULL, e) ||
	    !db_int(s->db, &statements[ONE],
		    WITH(INT("year", s->year.id), INT("student", p->student_id),
			 INT("mentor", p->mentor_id)),
		    &there, NULL, e))
		return false;
	if (!(who & 2))
		return err_field(e, "mentor_id", "%s", _("There is no such mentor."));
	if (!(who & 1))
		return err_field(e, "student_id", "%s",
				 _("There is no such student who is enrolled today."));
	return !there || err_field(e, "student_id", "%s",
				   _("This student is in the mentor's order already; change that "
				     "line."));
}

static bool write(struct session *s, struct mentor_preference *p, struct err *e)
{
	int64_t changes = 0;

	if (p->place < 0 || p->place > MENTOR_PREFERENCE_MOST)
		return err_field(e, "place", _("A place is from 1 to %d; empty: not this one."),
				 MENTOR_PREFERENCE_MOST);
	if (p->id > 0) {
		if (!db_run(s->db, &statements[CHANGE],
			    WITH(NULL_OR("place", p->place), INT("id", p->id), INT("rev", p->rev)),
			    &changes, e))
			return false;
		p->rev++;
		return changes || row_conflict(e, _("this mentor's order"));
	}
	if (!check_new(s, p, e) ||
	    !db_run(s->db, &statements[ADD],
		    WITH(INT("year", s->year.id), INT("mentor", p->mentor_id),
			 INT("student", p->student_id), NULL_OR("place", p->place)),
		    NULL, e))
		return false;
	p->id = db_last_id(s->db);
	p->rev = 1;
	return true;
}

bool mentor_preference_save(struct session *s, struct mentor_preference *p, struct err *e)
{
	struct mentor_preference before = *p;
	bool ok;

	if (!check_open(s, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db, write(s, p, e), e);
	if (!ok)
		*p = before;
	return ok;
}

/* Those in the order, without the student; whose own row, or a new one, comes into *moved. */
static struct mentor_preference *others(struct rowset *set, struct mentor_preference *moved,
					size_t *count)
{
	struct mentor_preference *all = mem_alloc((set->count + 1) * sizeof *all);

	*count = 0;
	for (size_t i = 0; i < set->count; i++) {
		const struct mentor_preference *p = rowset_at(set, i);

		if (p->student_id == moved->student_id) {
			moved->id = p->id;
			moved->rev = p->rev;
		} else if (!strcmp(p->state, "ordered")) {
			all[(*count)++] = *p;
		}
	}
	return all;
}

static bool renumber(struct session *s, struct rowset *set, struct mentor_preference *moved,
		     struct err *e)
{
	size_t count;
	struct mentor_preference *all = others(set, moved, &count);
	bool ok = true;

	if (moved->place < 1)
		moved->place = 1;
	if (moved->place > (int64_t)count + 1)
		moved->place = (int64_t)count + 1;
	for (size_t i = 0; ok && i < count; i++) {
		int64_t place = (int64_t)i + 1 + ((int64_t)i + 1 >= moved->place);

		if (all[i].place == place)
			continue;
		all[i].place = place;
		ok = write(s, &all[i], e);
	}
	free(all);
	return ok && write(s, moved, e);
}

bool mentor_preference_move(struct session *s, int64_t mentor_id, int64_t student_id, int64_t place,
			    struct err *e)
{
	struct mentor_preference moved = { .mentor_id = mentor_id,
					   .student_id = student_id,
					   .place = place };
	struct rowset set;
	bool ok;

	if (!check_open(s, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(
		s->db,
		mentor_preference_list(s, mentor_id, &set, e) && renumber(s, &set, &moved, e), e);
	rowset_release(&set);
	return ok;
}

bool mentor_preference_veto(struct session *s, int64_t mentor_id, int64_t student_id, struct err *e)
{
	struct mentor_preference line = { .mentor_id = mentor_id, .student_id = student_id };
	struct rowset set;
	size_t count;
	bool ok;

	if (!check_open(s, e) || !door_enter(s->db, e))
		return false;
	ok = mentor_preference_list(s, mentor_id, &set, e);
	if (ok) {
		free(others(&set, &line, &count));
		ok = write(s, &line, e);
	}
	ok = door_leave(s->db, ok, e);
	rowset_release(&set);
	return ok;
}

bool mentor_preference_remove(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	return check_open(s, e) &&
	       row_run(s->db, &statements[REMOVE], id, rev, _("this mentor's order"), e);
}
