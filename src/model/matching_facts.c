/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the file says today of all whom a matching may concern. */
#include <stdlib.h>
#include <string.h>

#include "matching_private.h"
#include "model/condition.h"
#include "model/grade.h"
#include "model/grades.h"
#include "model/statements.h"

enum { TEACHERS, PUPILS, CHOICES, LIKINGS, BELONGINGS, CONDITIONS, WAITED, BY_HAND };

#define NUMBER_OF(kind, whose)                                                                     \
	"(SELECT c.number FROM my_condition c WHERE c.school_year_id = :year "                     \
	"AND c.kind = '" kind "' AND c.mentor_id IS " whose ")"
#define LAST_PROPOSAL                                                                              \
	"(SELECT max(r.id) FROM match_run r WHERE r.school_year_id = :year "                       \
	"AND r.state = 'proposed')"

/* clang-format off */
static const struct sql statements[] = {
	[TEACHERS] = { "matching.teachers",
		"SELECT m.id, coalesce(" NUMBER_OF("capacity", "m.id") ", nullif(m.capacity, 0), "
		":capacity), coalesce(" NUMBER_OF("least", "m.id") ", " NUMBER_OF("least", "NULL")
		", 0) FROM mentor m WHERE m.status = 'active' AND m.id <> :leaving ORDER BY m.id",
		false },
	/* who leads the student, or will next */
	[PUPILS] = { "matching.pupils",
		"SELECT e.student_id, e.class_id, " SQL_GRADE ", coalesce((SELECT a.mentor_id "
		"FROM my_assignment a WHERE a.student_id = e.student_id AND a.role = 'lead' "
		"AND a.ends >= :today AND a.ends >= a.starts ORDER BY a.starts LIMIT 1), 0) "
		"FROM my_enrolment e JOIN class c ON c.id = e.class_id WHERE e.starts <= :today "
		"AND e.ends >= :today AND e.school_year_id = :year ORDER BY e.student_id",
		false },
	[CHOICES] = { "matching.choices",
		"SELECT student_id, mentor_id, rank FROM my_preference WHERE school_year_id = "
		":year AND mentor_id IS NOT NULL ORDER BY student_id, rank",
		false },
	[LIKINGS] = { "matching.likings",
		"SELECT student_id, mentor_id, coalesce(place, 0) FROM my_mentor_preference "
		"WHERE school_year_id = :year ORDER BY student_id, mentor_id",
		false },
	[BELONGINGS] = { "matching.belongings",
		"SELECT kind, name, mentor_id, class_id, student_id FROM my_belonging "
		"ORDER BY student_id IS NULL, id",
		false },
	[CONDITIONS] = { "matching.conditions",
		"SELECT kind, weight FROM my_condition WHERE school_year_id = :year "
		"AND student_id IS NULL AND mentor_id IS NULL",
		false },
	/* in the last confirmed run of each earlier year that the student was in */
	[WAITED] = { "matching.waited",
		"SELECT p.student_id, count(DISTINCT r.school_year_id) FROM match_run r JOIN "
		"my_match_pair p ON p.run_id = r.id WHERE r.state = 'confirmed' "
		"AND r.school_year_id < :year AND p.rank <> 1 AND EXISTS (SELECT 1 "
		"FROM my_preference f WHERE f.student_id = p.student_id AND f.school_year_id = "
		"r.school_year_id AND f.mentor_id IS NOT NULL) AND NOT EXISTS (SELECT 1 "
		"FROM my_match_pair q JOIN match_run o ON o.id = q.run_id WHERE q.student_id = "
		"p.student_id AND o.state = 'confirmed' AND o.school_year_id = r.school_year_id "
		"AND o.id > r.id) GROUP BY p.student_id",
		false },
	[BY_HAND] = { "matching.by_hand",
		"SELECT student_id, coalesce(mentor_id, 0) FROM my_match_pair WHERE by_hand = 1 "
		"AND run_id = " LAST_PROPOSAL,
		false },
};
/* clang-format on */
const struct sql_table matching_facts_sql = SQL_TABLE(statements);

void *match_grow(void *things, size_t count, size_t size)
{
	if (count & (count - 1)) /* room is a power of two */
		return things;
	return mem_grow(things, (count ? 2 * count : 1) * size);
}

/* ---------------------------------------------------------------------- looking up */

size_t match_by_id(const void *first, size_t count, size_t size, int64_t id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int64_t here = *(const int64_t *)((const char *)first + middle * size);

		if (here == id)
			return middle;
		if (here < id)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

size_t match_teacher_of(const struct facts *f, int64_t mentor_id)
{
	return match_by_id(f->teacher, f->teachers, sizeof *f->teacher, mentor_id);
}

size_t match_pupil_of(const struct facts *f, int64_t student_id)
{
	return match_by_id(f->pupil, f->pupils, sizeof *f->pupil, student_id);
}

/* ------------------------------------------------------------------------- people */

static bool load_teachers(struct session *s, struct facts *f, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[TEACHERS],
			 WITH(INT("year", s->year.id), INT("capacity", s->rules.mentor_capacity),
			      INT("leaving", f->leaving)),
			 e))
		return false;
	while (cursor_next(&c)) {
		MATCH_MORE(f->teacher, f->teachers);
		f->teacher[f->teachers++] =
			(struct fact_teacher){ .id = cursor_int(&c, 0),
					       .most = (int)cursor_int(&c, 1),
					       .least = (int)cursor_int(&c, 2) };
	}
	return cursor_close(&c);
}

/* Of several classes the one that was there first. */
static bool load_classes(struct session *s, struct facts *f, struct err *e)
{
	struct rowset set;
	bool ok = condition_class_teachers(s, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct class_teacher *row = rowset_at(&set, i);
		size_t teacher = match_teacher_of(f, row->mentor_id);
		int64_t *class_id = teacher == SIZE_MAX ? NULL : &f->teacher[teacher].class_id;

		if (class_id && (!*class_id || row->class_id < *class_id))
			*class_id = row->class_id;
	}
	rowset_release(&set);
	return ok;
}

static bool is_about(const struct match_asked *asked, int64_t one, const struct fact_pupil *p)
{
	if (one)
		return p->id == one;
	if (!strcmp(asked->who, "without"))
		return !p->before;
	return strcmp(asked->who, "leaving") != 0 || p->before == asked->leaving;
}

static bool load_pupils(struct session *s, const struct match_asked *asked, int64_t one,
			struct facts *f, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[PUPILS],
			 WITH(INT("year", s->year.id), TEXT("today", s->today_iso)), e))
		return false;
	while (cursor_next(&c)) {
		struct fact_pupil p = { .id = cursor_int(&c, 0),
					.class_id = cursor_int(&c, 1),
					.grade = (int)cursor_int(&c, 2),
					.before = cursor_int(&c, 3) };
		size_t lead = match_teacher_of(f, p.before);

		p.in = is_about(asked, one, &p);
		if (!p.in && lead != SIZE_MAX)
			f->teacher[lead].held++;
		MATCH_MORE(f->pupil, f->pupils);
		f->pupil[f->pupils++] = p;
	}
	return cursor_close(&c);
}

/* ------------------------------------------------------------------------- wishes */

static bool load_choices(struct session *s, struct facts *f, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[CHOICES], WITH(INT("year", s->year.id)), e))
		return false;
	while (cursor_next(&c)) {
		struct fact_choice k = { cursor_int(&c, 0), cursor_int(&c, 1),
					 (int)cursor_int(&c, 2) - 1 };
		size_t pupil = match_pupil_of(f, k.student_id);

		if (pupil == SIZE_MAX)
			continue;
		if (!f->pupil[pupil].choices++)
			f->pupil[pupil].choice = f->choices;
		MATCH_MORE(f->choice, f->choices);
		f->choice[f->choices++] = k;
	}
	return cursor_close(&c);
}

static bool load_likings(struct session *s, struct facts *f, struct err *e)
{
	struct cursor c;

	if (!f->both)
		return true;
	if (!cursor_open(&c, s->db, &statements[LIKINGS], WITH(INT("year", s->year.id)), e))
		return false;
	while (cursor_next(&c)) {
		MATCH_MORE(f->liking, f->likings);
		f->liking[f->likings++] =
			(struct fact_liking){ cursor_int(&c, 0), cursor_int(&c, 1),
					      (int)cursor_int(&c, 2) };
	}
	return cursor_close(&c);
}

static bool load_waited(struct session *s, struct facts *f, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[WAITED], WITH(INT("year", s->year.id)), e))
		return false;
	while (cursor_next(&c)) {
		size_t pupil = match_pupil_of(f, cursor_int(&c, 0));
		int64_t years = cursor_int(&c, 1);

		if (pupil != SIZE_MAX)
			f->pupil[pupil].waited =
				years < MATCH_WAITED_MOST ? (int)years : MATCH_WAITED_MOST;
	}
	return cursor_close(&c);
}

/* As far as the mentor is still here. */
static bool load_by_hand(struct session *s, struct facts *f, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[BY_HAND], WITH(INT("year", s->year.id)), e))
		return false;
	while (cursor_next(&c)) {
		size_t pupil = match_pupil_of(f, cursor_int(&c, 0));
		int64_t mentor = cursor_int(&c, 1);
		size_t teacher = match_teacher_of(f, mentor);

		if (pupil == SIZE_MAX || !f->pupil[pupil].in || (mentor && teacher == SIZE_MAX))
			continue;
		f->pupil[pupil].by_hand = true;
		f->pupil[pupil].by_hand_id = mentor;
		if (mentor)
			f->teacher[teacher].held++;
	}
	return cursor_close(&c);
}

/* --------------------------------------------------------------------- belongings */

struct names {
	struct arena *arena;
	const char **name;
	size_t count;
};

static int number_of(struct names *n, const char *name)
{
	for (size_t i = 0; i < n->count; i++)
		if (!strcmp(n->name[i], name))
			return (int)i;
	MATCH_MORE(n->name, n->count);
	n->name[n->count] = arena_text(n->arena, name);
	return (int)n->count++;
}

static void add_tag(struct fact_tags *tags, int kind, int name)
{
	for (size_t i = 0; i < tags->count; i++)
		if (tags->tag[i].kind == kind && tags->tag[i].name == name)
			return;
	MATCH_MORE(tags->tag, tags->count);
	tags->tag[tags->count++] = (struct fact_tag){ kind, name };
}

/* Grades are numbers, however they were written. */
static void add_named(struct fact_tags *tags, struct names *n, const char *kind, const char *name)
{
	int64_t grades = 0;

	if (strcmp(kind, "grade") != 0)
		add_tag(tags, strcmp(kind, "campus") ? BAR_GROUP : BAR_CAMPUS, number_of(n, name));
	else if (grades_read(name, &grades) && grades)
		for (int g = GRADE_MIN; g <= GRADE_MAX; g++)
			if (grades >> g & 1)
				add_tag(tags, BAR_GRADE, g);
}

/* Called after every student's own were taken. */
static void add_to_class(struct facts *f, struct names *n, int64_t class_id, const char *kind,
			 const char *name)
{
	bool campus = !strcmp(kind, "campus");

	for (size_t i = 0; i < f->pupils; i++)
		if (f->pupil[i].class_id == class_id && !(campus && f->pupil[i].own_campus))
			add_named(&f->pupil[i].tags, n, kind, name);
}

static bool load_belongings(struct session *s, struct facts *f, struct err *e)
{
	struct names n = { .arena = &f->arena };
	struct cursor c;

	for (size_t i = 0; i < f->pupils; i++)
		add_tag(&f->pupil[i].tags, BAR_GRADE, f->pupil[i].grade);
	if (!cursor_open(&c, s->db, &statements[BELONGINGS], NULL, e))
		return false;
	while (cursor_next(&c)) {
		const char *kind = cursor_text(&c, 0), *name = cursor_text(&c, 1);
		size_t teacher = match_teacher_of(f, cursor_int(&c, 2));
		size_t pupil = match_pupil_of(f, cursor_int(&c, 4));

		if (teacher != SIZE_MAX)
			add_named(&f->teacher[teacher].tags, &n, kind, name);
		if (pupil != SIZE_MAX) {
			add_named(&f->pupil[pupil].tags, &n, kind, name);
			f->pupil[pupil].own_campus |= !strcmp(kind, "campus");
		}
		if (!cursor_null(&c, 3))
			add_to_class(f, &n, cursor_int(&c, 3), kind, name);
	}
	free(n.name);
	return cursor_close(&c);
}

static bool load_school_conditions(struct session *s, struct facts *f, struct err *e)
{
	static const struct {
		const char *kind;
		enum match_bar bar;
	} kinds[] = { { "keep", BAR_KEEP },
		      { "campus", BAR_CAMPUS },
		      { "grade", BAR_GRADE },
		      { "group", BAR_GROUP },
		      { "class_teacher", BAR_CLASS } };
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[CONDITIONS], WITH(INT("year", s->year.id)), e))
		return false;
	while (cursor_next(&c))
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
			if (!strcmp(kinds[i].kind, cursor_text(&c, 0))) {
				f->asked[kinds[i].bar] = true;
				f->weight[kinds[i].bar] = (int)cursor_int(&c, 1);
			}
	return cursor_close(&c);
}

/* ---------------------------------------------------------------------------- all */

bool match_facts_load(struct session *s, const struct match_asked *asked, int64_t one,
		      struct facts *out, struct err *e)
{
	bool ok;

	*out = (struct facts){ .both = !strcmp(asked->method, "both"), .leaving = asked->leaving };
	if (!db_read_begin(s->db, e))
		return false;
	ok = load_teachers(s, out, e) && load_classes(s, out, e) &&
	     load_pupils(s, asked, one, out, e) && load_choices(s, out, e) &&
	     load_likings(s, out, e) && (!asked->waited || load_waited(s, out, e)) &&
	     (!asked->keep || load_by_hand(s, out, e)) && load_belongings(s, out, e) &&
	     load_school_conditions(s, out, e) && match_facts_bind(s, out, e);
	db_read_end(s->db);
	return ok;
}

void match_facts_release(struct facts *f)
{
	for (size_t i = 0; i < f->teachers; i++)
		free(f->teacher[i].tags.tag);
	for (size_t i = 0; i < f->pupils; i++)
		free(f->pupil[i].tags.tag);
	free(f->teacher);
	free(f->pupil);
	free(f->choice);
	free(f->liking);
	free(f->special);
	free(f->bond);
	free(f->knot);
	arena_release(&f->arena);
	*f = (struct facts){ 0 };
}
