/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One statement fetches what counts, C decides. The rules in SQL alone took three times as long and
 * were harder to read (docs/decisions.md).
 */
#include "model/checklist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/grade.h"
#include "model/statements.h"

/* ---------------------------------------------------------------- occasions */

static void add_occasion(struct checklist *list, struct occasion o)
{
	list->occasions[list->occasion_count++] = o;
}

/* Visits first, then the talks in the order of their windows, then feedback. */
static bool load_occasions(struct session *s, struct checklist *list, struct err *e)
{
	const struct rules *r = &s->rules;
	const char *visit_due = arena_text(&list->arena, r->visit_due);
	const char *opens = arena_text(&list->arena, r->feedback_opens);
	const char *due = arena_text(&list->arena, r->feedback_due);
	const char *starts = arena_text(&list->arena, s->year.starts);
	struct key_date *dates;
	size_t count;

	if (!school_load_key_dates(s->db, s->year.id, &list->arena, &dates, &count, e))
		return false;
	list->occasions = arena_alloc(&list->arena,
				      (count + (size_t)r->visits + 2) * sizeof *list->occasions);
	for (int n = 1; n <= r->visits; n++)
		add_occasion(list, (struct occasion){ .kind = OCCASION_VISIT,
						      .nth = n,
						      .label = _("Visit"),
						      .opens = starts,
						      .due = visit_due,
						      .grades = GRADES_ALL });
	for (size_t i = 0; i < count; i++)
		add_occasion(list, (struct occasion){ .kind = OCCASION_TALK,
						      .nth = 1,
						      .id = dates[i].id,
						      .label = dates[i].name,
						      .term = dates[i].term,
						      .opens = dates[i].opens,
						      .due = dates[i].due,
						      .grades = dates[i].grades });
	for (int party = OCCASION_TO_STUDENT; party <= OCCASION_TO_GUARDIANS; party++)
		add_occasion(list,
			     (struct occasion){ .kind = (enum occasion_kind)party,
						.nth = 1,
						.label = party == OCCASION_TO_STUDENT ? _("Let. S")
										      : _("Let. G"),
						.opens = opens,
						.due = due,
						.grades = GRADES_ALL });
	return true;
}

/* ------------------------------------------------------------ what is fetched */

/* One row a student and contact that may count (one row with NULLs for a student without). */
enum column {
	STUDENT,
	MENTOR,
	NAME,
	NUMBER,
	CLASS,
	GRADE,
	CLASS_NUMBER,
	SEAT,
	CLASS_ID,
	STARTS,
	ENDS,
	OTHER_ENROLMENTS,
	KIND,
	DATE,
	KEY_DATE,
	CONTACT,
	PARTY,
	DELIVERED
};

#define FACTS                                                                                      \
	"SELECT e.student_id, a.mentor_id, s.name, s.student_no, " SQL_CLASS_NAME ", " SQL_GRADE   \
	", c.number, e.seat, c.id, e.starts, e.ends, "                                             \
	"CASE WHEN e.starts > :year_starts OR e.ends < :year_ends THEN "                           \
	"(SELECT group_concat(x.starts || x.ends, '') FROM my_enrolment x "                        \
	"WHERE x.student_id = e.student_id AND x.school_year_id = :year AND x.ends >= x.starts) "  \
	"END, k.kind, k.date, k.key_date_id, k.contact_id, d.party, d.date "
#define ENROLLED_TODAY "e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today "
#define LEADS_TODAY    "a.role = 'lead' AND a.starts <= :today AND a.ends >= :today "
/* A home visit counts if it was made by the mentor then in charge or an earlier one of the year,
 * also one whose time was later corrected away, so that a change takes nothing back. */
#define CONTACTS                                                                                   \
	"LEFT JOIN my_contact_student k ON k.student_id = e.student_id "                           \
	"AND k.school_year_id = :year AND k.withdrawn = 0 "                                        \
	"AND k.kind IN ('visit', 'talk', 'feedback') AND (k.kind <> 'visit' OR EXISTS ("           \
	"SELECT 1 FROM my_assignment v WHERE v.student_id = e.student_id AND v.role = 'lead' "     \
	"AND v.starts <= k.date AND max(v.starts, v.ends) >= :year_starts "                        \
	"AND v.mentor_id = k.mentor_id)) "                                                         \
	"LEFT JOIN my_delivery d "                                                                 \
	"ON d.contact_id = CASE k.kind WHEN 'feedback' THEN k.contact_id END "

static const struct sql statements[] = {
	[OWED_BY_MENTOR] = { "checklist.of_mentor",
			     FACTS "FROM my_assignment a CROSS JOIN my_enrolment e "
				   "ON e.student_id = a.student_id AND " ENROLLED_TODAY
				   "CROSS JOIN class c ON c.id = e.class_id "
				   "CROSS JOIN my_student s ON s.id = e.student_id " CONTACTS
				   "WHERE a.mentor_id = :id AND " LEADS_TODAY,
			     false },
	[OWED_BY_ANYONE] = { "checklist.of_school",
			     FACTS "FROM my_enrolment e CROSS JOIN class c ON c.id = e.class_id "
				   "CROSS JOIN my_student s ON s.id = e.student_id "
				   "LEFT JOIN my_assignment a ON a.student_id = e.student_id "
				   "AND " LEADS_TODAY CONTACTS "WHERE :id = 0 AND " ENROLLED_TODAY,
			     false },
	[OWED_FOR_STUDENT] = { "checklist.of_student",
			       FACTS "FROM my_enrolment e CROSS JOIN class c ON c.id = e.class_id "
				     "CROSS JOIN my_student s ON s.id = e.student_id "
				     "LEFT JOIN my_assignment a ON a.student_id = e.student_id "
				     "AND " LEADS_TODAY CONTACTS
				     "WHERE e.student_id = :id AND " ENROLLED_TODAY,
			       false },
};
const struct sql_table checklist_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- gathering */

static void put_date(iso_date to, const char *from)
{
	snprintf(to, sizeof(iso_date), "%.10s", from);
}

static void begin_student(const struct cursor *c, struct owed *w, struct facts *f,
			  struct arena *arena)
{
	const char *other = cursor_text(c, OTHER_ENROLMENTS);

	*w = (struct owed){ .student_id = cursor_int(c, STUDENT),
			    .mentor_id = cursor_int(c, MENTOR),
			    .name = arena_text(arena, cursor_text(c, NAME)),
			    .student_no = arena_text(arena, cursor_text(c, NUMBER)),
			    .class_name = arena_text(arena, cursor_text(c, CLASS)),
			    .class_id = cursor_int(c, CLASS_ID),
			    .grade = cursor_int(c, GRADE),
			    .class_number = cursor_int(c, CLASS_NUMBER),
			    .seat = cursor_int(c, SEAT),
			    .cell = w->cell };
	f->count = 0;
	f->grade = w->grade;
	f->enrolled =
		*other ? arena_text(arena, other)
		       : arena_printf(arena, "%s%s", cursor_text(c, STARTS), cursor_text(c, ENDS));
}

static void add_event(const struct cursor *c, struct facts *f)
{
	const char *kind = cursor_text(c, KIND);
	bool feedback = *kind == 'f';
	struct event *v;

	if (!*kind || (feedback && cursor_null(c, PARTY)))
		return;
	if (f->count == f->room) {
		f->room = f->room ? f->room * 2 : 32;
		f->events = mem_grow(f->events, f->room * sizeof *f->events);
	}
	v = &f->events[f->count++];
	if (feedback)
		v->kind =
			*cursor_text(c, PARTY) == 's' ? OCCASION_TO_STUDENT : OCCASION_TO_GUARDIANS;
	else
		v->kind = *kind == 'v' ? OCCASION_VISIT : OCCASION_TALK;
	put_date(v->date, cursor_text(c, feedback ? DELIVERED : DATE));
	v->for_id = cursor_int(c, KEY_DATE);
	v->by = cursor_int(c, CONTACT);
}

/* ------------------------------------------------------------------ walking */

struct walk {
	struct session *s;
	struct checklist *list;
	checklist_visitor *visit;
	void *arg;
	iso_date soon;
	struct facts facts;
};

static bool finish_student(struct walk *w, struct owed *student)
{
	if (!student->student_id)
		return true;
	for (size_t i = 0; i < w->list->occasion_count; i++)
		student->cell[i] = obligation_decide(&w->list->occasions[i], &w->facts,
						     w->s->today_iso, w->soon);
	return w->visit(w->arg, student, w->list);
}

static bool walk(struct walk *w, struct cursor *c)
{
	struct owed student = { 0 };
	struct arena arena = { 0 };
	bool going = true;

	student.cell =
		arena_alloc(&w->list->arena, (w->list->occasion_count + 1) * sizeof *student.cell);
	while (going && cursor_next(c)) {
		if (cursor_int(c, STUDENT) != student.student_id) {
			going = finish_student(w, &student);
			arena_release(&arena);
			begin_student(c, &student, &w->facts, &arena);
		}
		add_event(c, &w->facts);
	}
	if (going && !c->failed)
		finish_student(w, &student);
	arena_release(&arena);
	return !c->failed;
}

static bool read_all(struct session *s, struct checklist *list, enum owed_by by, int64_t id,
		     checklist_visitor *visit, void *arg, struct err *e)
{
	struct walk w = { .s = s, .list = list, .visit = visit, .arg = arg };
	struct cursor c;
	bool ok;

	if (!load_occasions(s, list, e) ||
	    !cursor_open(&c, s->db, &statements[by],
			 WITH(INT("id", id), INT("year", s->year.id), TEXT("today", s->today_iso),
			      TEXT("year_starts", s->year.starts), TEXT("year_ends", s->year.ends)),
			 e))
		return false;
	date_to_iso(s->today + (int)s->rules.due_soon, w.soon);
	ok = walk(&w, &c);
	free(w.facts.events);
	return cursor_close(&c) && ok;
}

/* Key dates and students as they were at one moment. */
static bool run(struct session *s, struct checklist *list, enum owed_by by, int64_t id,
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
	bool ok = run(s, &list, by, id, visit, arg, e);

	checklist_release(&list);
	return ok;
}

/* ------------------------------------------------------------------- keeping */

struct keep {
	struct checklist *list;
	size_t capacity;
};

static bool keep_student(void *arg, const struct owed *student, const struct checklist *list)
{
	struct keep *k = arg;
	struct checklist *to = k->list;
	struct owed *kept;
	size_t cells = list->occasion_count * sizeof *student->cell;

	if (to->student_count == k->capacity) {
		k->capacity = k->capacity ? k->capacity * 2 : 16;
		to->students = mem_grow(to->students, k->capacity * sizeof *to->students);
	}
	kept = &to->students[to->student_count++];
	*kept = *student;
	kept->name = arena_text(&to->arena, student->name);
	kept->student_no = arena_text(&to->arena, student->student_no);
	kept->class_name = arena_text(&to->arena, student->class_name);
	kept->cell = memcpy(arena_alloc(&to->arena, cells), student->cell, cells);
	for (size_t i = 0; i < list->occasion_count; i++)
		to->count[student->cell[i].state]++;
	return true;
}

static int in_class_order(const void *a, const void *b)
{
	const struct owed *x = a, *y = b;

	if (x->grade != y->grade)
		return x->grade < y->grade ? -1 : 1;
	if (x->class_number != y->class_number)
		return x->class_number < y->class_number ? -1 : 1;
	if (x->seat != y->seat)
		return x->seat < y->seat ? -1 : 1;
	return strcmp(x->student_no, y->student_no);
}

bool checklist_load(struct session *s, enum owed_by by, int64_t id, struct checklist *out,
		    struct err *e)
{
	struct keep k = { .list = out };
	bool ok;

	*out = (struct checklist){ 0 };
	ok = run(s, out, by, id, keep_student, &k, e);
	if (ok && out->student_count)
		qsort(out->students, out->student_count, sizeof *out->students, in_class_order);
	return ok;
}

void checklist_release(struct checklist *list)
{
	free(list->students);
	arena_release(&list->arena);
	*list = (struct checklist){ 0 };
}
