/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/people.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "model/grade.h"
#include "model/search.h"
#include "model/statements.h"

const struct choice person_kinds[] = {
	{ "student", N_("student"), NULL },
	{ "mentor", N_("mentor"), NULL },
	{ 0 },
};

#define FROM_QUERY FIELD_DERIVED | FIELD_READ_ONLY

const struct field person_fields[] = {
	{ FIELD(struct person, kind), .label = N_("Kind"), .kind = FIELD_CHOICE,
	  .choices = person_kinds, .flags = FROM_QUERY, .width = 7 },
	{ FIELD(struct person, name), .label = N_("Name"), .kind = FIELD_NAME, .flags = FROM_QUERY,
	  .width = 10 },
	{ FIELD(struct person, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	{ FIELD(struct person, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct person, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY, .width = 9 },
	{ FIELD(struct person, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 10 },
	{ FIELD(struct person, left_on), .label = N_("Left on"), .kind = FIELD_DATE,
	  .flags = FROM_QUERY, .width = 10 },
	{ FIELD(struct person, own), .label = N_("own"), .kind = FIELD_INT, .flags = FROM_QUERY,
	  .width = 4 },
	{ FIELD(struct person, search), .label = N_("Pinyin"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY },
	{ 0 },
};

enum { STUDENTS, MENTORS };

static const struct sql statements[] = {
	/* the enrolment of today, else the last one of the year */
	[STUDENTS] = { "people.students",
		       "SELECT s.id, 'student' AS kind, s.name, " SQL_SEARCH(
			       "s") ", s.student_no, " SQL_CLASS_NAME " AS class_name, "
				    "m.name AS mentor, CASE WHEN e.ends < :today THEN e.ends END "
				    "AS left_on, :me <> 0 AND EXISTS (SELECT 1 FROM my_assignment "
				    "o "
				    "WHERE o.student_id = s.id AND o.mentor_id = :me "
				    "AND o.starts <= :today AND o.ends >= :today) AS own "
				    "FROM class c CROSS JOIN my_enrolment e CROSS JOIN my_student "
				    "s "
				    "LEFT JOIN my_assignment a ON a.student_id = s.id "
				    "AND a.role = 'lead' AND a.starts <= :today AND a.ends >= "
				    ":today "
				    "LEFT JOIN mentor m ON m.id = a.mentor_id "
				    "WHERE e.school_year_id = :year AND e.class_id = c.id "
				    "AND e.starts <= :today AND e.ends >= e.starts "
				    "AND s.id = e.student_id AND (e.ends >= :today OR NOT EXISTS "
				    "(SELECT 1 FROM my_enrolment l WHERE l.student_id = s.id "
				    "AND l.starts > e.starts AND l.starts <= :today "
				    "AND l.ends >= l.starts)) "
				    "ORDER BY " SQL_GRADE ", c.number, e.seat, s.student_no",
		       false },
	[MENTORS] = { "people.mentors",
		      "SELECT m.id, 'mentor' AS kind, m.name, " SQL_SEARCH(
			      "m") ", m.staff_no FROM mentor m "
				   "WHERE m.status <> 'left' ORDER BY m.staff_no",
		      false },
};
const struct sql_table people_sql = SQL_TABLE(statements);

bool people_load(struct session *s, unsigned kinds, struct people *p, struct err *e)
{
	const struct bind *with = WITH(INT("year", s->year.id), TEXT("today", s->today_iso),
				       INT("me", s->mentor_id), INT("stale", s->keys_stale));

	*p = (struct people){ 0 };
	rowset_init(&p->all, person_fields, sizeof(struct person));
	if ((kinds & PEOPLE_STUDENTS && !db_rows(s->db, &statements[STUDENTS], with, &p->all, e)) ||
	    (kinds & PEOPLE_MENTORS && !db_rows(s->db, &statements[MENTORS], with, &p->all, e)))
		return false;
	p->hit = mem_alloc((p->all.count + 1) * sizeof *p->hit);
	return true;
}

void people_release(struct people *p)
{
	rowset_release(&p->all);
	free(p->hit);
	p->hit = NULL;
}

/* ---------------------------------------------------------------------- finding */

enum { RANKS = (FIND_WHOLE + 1) * 4 };

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* The higher, the further up; below 4 nobody is found. */
static size_t rank_of(const struct find *f, const struct person *p)
{
	const char *const codes[] = { or_empty(p->student_no ? p->student_no : p->staff_no),
				      or_empty(p->class_name), NULL };
	enum find_fit fit = find_fit(f, p->name, or_empty(p->search), codes);

	return (size_t)fit * 4 + (size_t)(p->own != 0) * 2 + (p->left_on == NULL);
}

size_t people_find(const struct people *p, const char *typed, struct people_hit *out, size_t most,
		   size_t *whole)
{
	size_t of_rank[RANKS] = { 0 }, place[RANKS], count = 0, before = 0;
	struct find f;

	find_prepare(&f, typed);
	for (size_t i = 0; i < p->all.count; i++) {
		size_t rank = rank_of(&f, rowset_at(&p->all, i));

		if (rank < 4)
			continue;
		of_rank[rank]++;
		p->hit[count++] = (uint32_t)(i * RANKS + rank);
	}
	find_release(&f);
	for (size_t rank = RANKS; rank-- > 0; before += of_rank[rank])
		place[rank] = before;
	for (size_t i = 0; i < count; i++) {
		size_t rank = p->hit[i] % RANKS, at = place[rank]++;

		if (at < most)
			out[at] = (struct people_hit){ rowset_at(&p->all, p->hit[i] / RANKS),
						       (enum find_fit)(rank / 4) };
	}
	if (whole) {
		*whole = 0;
		for (size_t rank = FIND_WHOLE * 4; rank < RANKS; rank++)
			*whole += of_rank[rank];
	}
	return count;
}
