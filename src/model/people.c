/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/people.h"

#include <stdlib.h>
#include <string.h>

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

/* Of one person, at each key typed: in a district's file the rows are five times what the
 * processor's cache holds, these are not. Texts by where they stand in `texts`. */
struct sought {
	uint32_t key, number, class_name;
	uint32_t rank; /* among those of equal fit */
};

static uint32_t keep(struct people *p, const char *text)
{
	size_t at = p->texts.len;

	buf_add(&p->texts, text ? text : "", text ? strlen(text) + 1 : 1);
	return (uint32_t)at;
}

static void gather(struct people *p)
{
	p->sought = mem_alloc((p->all.count + 1) * sizeof *p->sought);
	for (size_t i = 0; i < p->all.count; i++) {
		const struct person *one = rowset_at(&p->all, i);
		struct sought *s = &p->sought[i];

		s->key = keep(p, one->search);
		s->number = keep(p, one->student_no ? one->student_no : one->staff_no);
		/* in the order of lists, so that classmates stand together */
		if (i && one->class_name &&
		    !strcmp(one->class_name, p->texts.at + s[-1].class_name))
			s->class_name = s[-1].class_name;
		else
			s->class_name = keep(p, one->class_name);
		s->rank = (one->own ? 2u : 0u) + (one->left_on ? 0u : 1u);
	}
}

bool people_load(struct session *s, unsigned kinds, struct people *p, struct err *e)
{
	const struct bind *with = WITH(INT("year", s->year.id), TEXT("today", s->today_iso),
				       INT("me", s->mentor_id), INT("stale", s->keys_stale));

	*p = (struct people){ 0 };
	rowset_init(&p->all, person_fields, sizeof(struct person));
	if ((kinds & PEOPLE_STUDENTS && !db_rows(s->db, &statements[STUDENTS], with, &p->all, e)) ||
	    (kinds & PEOPLE_MENTORS && !db_rows(s->db, &statements[MENTORS], with, &p->all, e)))
		return false;
	gather(p);
	p->hit = mem_alloc((p->all.count + 1) * sizeof *p->hit);
	return true;
}

void people_release(struct people *p)
{
	rowset_release(&p->all);
	buf_release(&p->texts);
	free(p->sought);
	free(p->hit);
	p->sought = NULL;
	p->hit = NULL;
}

/* ---------------------------------------------------------------------- finding */

enum { RANKS = (FIND_WHOLE + 1) * 4 };

/* The higher, the further up; below 4 nobody is found. */
static size_t rank_of(const struct people *p, size_t i, const struct find *f)
{
	const struct sought *s = &p->sought[i];
	const char *texts = p->texts.at;
	const char *const codes[] = { texts + s->number, texts + s->class_name, NULL };
	const char *key = texts + s->key;
	/* a key that nobody has made yet is made from the name */
	const char *name = *key ? "" : ((const struct person *)rowset_at(&p->all, i))->name;

	return (size_t)find_fit(f, name, key, codes) * 4 + s->rank;
}

size_t people_find(const struct people *p, const char *typed, struct people_hit *out, size_t most,
		   size_t *whole)
{
	size_t of_rank[RANKS] = { 0 }, place[RANKS], count = 0, before = 0;
	struct find f;

	find_prepare(&f, typed);
	for (size_t i = 0; i < p->all.count; i++) {
		size_t rank = rank_of(p, i, &f);

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
