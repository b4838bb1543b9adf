/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two statements fetch what counts, C decides. The rules in SQL alone took three times as long and
 * were harder to read (docs/decisions.md).
 */
#include "model/checklist.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "checklist_private.h"
#include "model/grade.h"
#include "model/statements.h"

/* ------------------------------------------------------------ what is fetched */

/* Who it is: one row a student. */
enum who {
	STUDENT,
	MENTOR,
	NAME,
	NUMBER,
	STAGE,
	ENTRY_YEAR,
	GRADE,
	CLASS_NUMBER,
	SEAT,
	CLASS_ID,
	STARTS,
	ENDS,
	OTHER_ENROLMENTS
};
/* What was done for them, in the same order of students: one row a contact that may count, a
 * feedback for each delivery. */
enum done { OF_STUDENT, KIND, DATE, KEY_DATE, CONTACT, PARTY, DELIVERED };

#define WHO                                                                                        \
	"SELECT e.student_id, a.mentor_id, s.name, s.student_no, c.stage, "                        \
	"c.entry_year, " SQL_GRADE ", c.number, e.seat, c.id, e.starts, e.ends, "                  \
	"CASE WHEN e.starts > :year_starts OR e.ends < :year_ends THEN "                           \
	"(SELECT group_concat(x.starts || x.ends, '') FROM my_enrolment x "                        \
	"WHERE x.student_id = e.student_id AND x.school_year_id = :year AND x.ends >= x.starts) "  \
	"END "
#define DONE                                                                                       \
	"SELECT e.student_id, k.kind, k.date, "                                                    \
	"k.key_date_id, k.contact_id, d.party, d.date "
#define ENROLLED_TODAY "e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today "
#define LEADS_TODAY    "a.role = 'lead' AND a.starts <= :today AND a.ends >= :today "
#define THEIR_NAMES                                                                                \
	"CROSS JOIN class c ON c.id = e.class_id CROSS JOIN my_student s ON s.id = e.student_id "
#define THEIR_MENTOR "LEFT JOIN my_assignment a ON a.student_id = e.student_id AND " LEADS_TODAY
/* A home visit counts if it was made by the mentor then in charge or an earlier one of the year,
 * also one whose time was later corrected away, so that a change takes nothing back. */
#define CONTACTS                                                                                   \
	"CROSS JOIN my_contact_student k ON k.student_id = e.student_id "                          \
	"AND k.school_year_id = :year AND k.withdrawn = 0 "                                        \
	"AND (k.kind <> 'visit' OR EXISTS ("                                                       \
	"SELECT 1 FROM my_assignment v WHERE v.student_id = e.student_id AND v.role = 'lead' "     \
	"AND v.starts <= k.date AND max(v.starts, v.ends) >= :year_starts "                        \
	"AND v.mentor_id = k.mentor_id)) "                                                         \
	"LEFT JOIN my_delivery d "                                                                 \
	"ON d.contact_id = CASE k.kind WHEN 'feedback' THEN k.contact_id END "
#define MENTORS_STUDENTS                                                                           \
	"FROM my_assignment a CROSS JOIN my_enrolment e "                                          \
	"ON e.student_id = a.student_id AND " ENROLLED_TODAY
#define OF_MENTOR                                                                                  \
	"WHERE a.mentor_id = :id AND " LEADS_TODAY "ORDER BY a.ends, a.starts, a.student_id"
#define OF_SCHOOL "WHERE :id = 0 AND " ENROLLED_TODAY IN_ORDER
#define OF_ONE    "WHERE e.student_id = :id AND " ENROLLED_TODAY IN_ORDER
/* That of the index by which they are found, so nothing is sorted. */
#define IN_ORDER "ORDER BY e.class_id, e.starts, e.ends, e.student_id"

enum { ASK_WHO, ASK_DONE, ASKED };
#define ASK(by, what) ((by)*ASKED + (what))

static const struct sql statements[] = {
	[ASK(OWED_BY_MENTOR, ASK_WHO)] = { "checklist.of_mentor",
					   WHO MENTORS_STUDENTS THEIR_NAMES OF_MENTOR, false },
	[ASK(OWED_BY_MENTOR, ASK_DONE)] = { "checklist.done_of_mentor",
					    DONE MENTORS_STUDENTS CONTACTS OF_MENTOR, false },
	[ASK(OWED_BY_ANYONE,
	     ASK_WHO)] = { "checklist.of_school",
			   WHO "FROM my_enrolment e " THEIR_NAMES THEIR_MENTOR OF_SCHOOL, false },
	[ASK(OWED_BY_ANYONE, ASK_DONE)] = { "checklist.done_of_school",
					    DONE "FROM my_enrolment e " CONTACTS OF_SCHOOL, false },
	[ASK(OWED_FOR_STUDENT,
	     ASK_WHO)] = { "checklist.of_student",
			   WHO "FROM my_enrolment e " THEIR_NAMES THEIR_MENTOR OF_ONE, false },
	[ASK(OWED_FOR_STUDENT, ASK_DONE)] = { "checklist.done_of_student",
					      DONE "FROM my_enrolment e " CONTACTS OF_ONE, false },
};
const struct sql_table checklist_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- gathering */

struct walk {
	struct session *s;
	struct checklist *list;
	checklist_visitor *visit;
	void *arg;
	iso_date soon;
	struct facts facts;
	struct specials specials;
	/* of the student at hand */
	struct arena arena;
	char enrolled[2 * sizeof(iso_date)];
	int64_t class_id;
	struct buf class_name;
	struct cursor done;
	bool more; /* a row of it stands there unread */
};

/* Here and not in the statement, which would say it anew for each contact; and once a class, since
 * the students come class by class. */
static void name_class(struct walk *w, const struct cursor *c)
{
	struct class_key key = { .stage = cursor_text(c, STAGE),
				 .entry_year = cursor_int(c, ENTRY_YEAR),
				 .number = cursor_int(c, CLASS_NUMBER) };

	if (w->class_id == cursor_int(c, CLASS_ID))
		return;
	w->class_id = cursor_int(c, CLASS_ID);
	buf_clear(&w->class_name);
	class_show(&key, w->s->year.id, &w->class_name);
}

/* Its texts are the row's, and last as long. */
static void begin_student(struct walk *w, const struct cursor *c, struct owed *student)
{
	const char *other = cursor_text(c, OTHER_ENROLMENTS);

	name_class(w, c);
	*student = (struct owed){ .student_id = cursor_int(c, STUDENT),
				  .mentor_id = cursor_int(c, MENTOR),
				  .name = cursor_text(c, NAME),
				  .student_no = cursor_text(c, NUMBER),
				  .class_name = buf_str(&w->class_name),
				  .class_id = w->class_id,
				  .grade = cursor_int(c, GRADE),
				  .class_number = cursor_int(c, CLASS_NUMBER),
				  .seat = cursor_int(c, SEAT),
				  .cell = student->cell };
	w->facts.count = w->facts.exempt_count = w->facts.plan_count = 0;
	w->facts.grade = student->grade;
	w->facts.enrolled = other;
	if (*other)
		return;
	date_copy(w->enrolled, cursor_text(c, STARTS));
	date_copy(w->enrolled + sizeof(iso_date) - 1, cursor_text(c, ENDS));
	w->facts.enrolled = w->enrolled;
}

/* What a row tells of; OCCASION_KINDS: nothing, as a call and a letter not handed over. */
static enum occasion_kind kind_of(const struct cursor *c)
{
	const char *kind = cursor_text(c, KIND);

	switch (*kind) {
	case 'v':
		return OCCASION_VISIT;
	case 't':
		return OCCASION_TALK;
	case 'f':
		if (cursor_null(c, PARTY))
			return OCCASION_KINDS;
		return *cursor_text(c, PARTY) == 's' ? OCCASION_TO_STUDENT : OCCASION_TO_GUARDIANS;
	default:
		return !strcmp(kind, "change") ? OCCASION_CHANGE : OCCASION_KINDS;
	}
}

static void add_event(const struct cursor *c, struct facts *f)
{
	enum occasion_kind kind = kind_of(c);
	bool handed_over = kind == OCCASION_TO_STUDENT || kind == OCCASION_TO_GUARDIANS;
	struct event *v;

	if (kind == OCCASION_KINDS)
		return;
	v = facts_event(f);
	v->kind = kind;
	date_copy(v->date, cursor_text(c, handed_over ? DELIVERED : DATE));
	v->for_id = cursor_int(c, KEY_DATE);
	v->by = cursor_int(c, CONTACT);
}

/* ------------------------------------------------------------------ walking */

static void add_events(struct walk *w, int64_t student)
{
	while (w->more && cursor_int(&w->done, OF_STUDENT) == student) {
		add_event(&w->done, &w->facts);
		w->more = cursor_next(&w->done);
	}
}

static struct obligation decide(const struct walk *w, const struct occasion *o)
{
	return obligation_decide(o, &w->facts, w->s->today_iso, w->soon);
}

static bool show_student(struct walk *w, struct owed *student)
{
	add_events(w, student->student_id);
	specials_apply(&w->specials, student, &w->s->rules, &w->facts, &w->arena);
	for (size_t i = 0; i < w->list->occasion_count; i++)
		student->cell[i] = decide(w, &w->list->occasions[i]);
	for (size_t i = 0; i < student->own_count; i++)
		student->own[i].state = decide(w, &student->own[i].occasion);
	if (student->own_count)
		qsort(student->own, student->own_count, sizeof *student->own, own_by_urgency);
	return w->visit(w->arg, student, w->list);
}

static void walk(struct walk *w, struct cursor *who)
{
	struct owed student = { 0 };
	bool going = true;

	student.cell =
		arena_alloc(&w->list->arena, (w->list->occasion_count + 1) * sizeof *student.cell);
	w->more = cursor_next(&w->done);
	while (going && cursor_next(who)) {
		arena_release(&w->arena);
		begin_student(w, who, &student);
		going = show_student(w, &student);
	}
	w->more = w->more && going;
}

static void end_walk(struct walk *w)
{
	arena_release(&w->arena);
	buf_release(&w->class_name);
	specials_release(&w->specials);
	free(w->facts.events);
	free(w->facts.exempt);
	free(w->facts.plans);
}

static bool read_students(struct walk *w, enum owed_by by, int64_t id, struct err *e)
{
	struct session *s = w->s;
	const struct bind *with =
		WITH(INT("id", id), INT("year", s->year.id), TEXT("today", s->today_iso),
		     TEXT("year_starts", s->year.starts), TEXT("year_ends", s->year.ends));
	struct cursor who;
	bool ok = cursor_open(&who, s->db, &statements[ASK(by, ASK_WHO)], with, e);

	if (!ok)
		return false;
	ok = cursor_open(&w->done, s->db, &statements[ASK(by, ASK_DONE)], with, e);
	if (ok) {
		walk(w, &who);
		ok = cursor_close(&w->done);
	}
	ok = cursor_close(&who) && ok;
	/* were the two not in one order, what was done would be missed and not be noticed */
	if (ok && w->more)
		return err_set(e, ERR_DB, "%s",
			       _("A fault in daoshi itself. Nothing was changed."));
	return ok;
}

static bool read_all(struct session *s, struct checklist *list, enum owed_by by, int64_t id,
		     checklist_visitor *visit, void *arg, struct err *e)
{
	struct walk w = { .s = s, .list = list, .visit = visit, .arg = arg };
	bool ok;

	date_to_iso(s->today + (int)s->rules.due_soon, w.soon);
	ok = occasions_load(s, list, e) && specials_load(s, by, id, &w.specials, e) &&
	     read_students(&w, by, id, e);
	end_walk(&w);
	return ok;
}

/* Key dates and students as they were at one moment. */
bool checklist_walk(struct session *s, struct checklist *list, enum owed_by by, int64_t id,
		    checklist_visitor *visit, void *arg, struct err *e)
{
	bool ok;

	if (!db_read_begin(s->db, e))
		return false;
	ok = read_all(s, list, by, id, visit, arg, e);
	db_read_end(s->db);
	return ok;
}

bool checklist_each(struct session *s, enum owed_by by, int64_t id, checklist_visitor *visit,
		    void *arg, struct err *e)
{
	struct checklist list = { 0 };
	bool ok = checklist_walk(s, &list, by, id, visit, arg, e);

	checklist_release(&list);
	return ok;
}
