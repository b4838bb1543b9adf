/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting, in one pass over the checklist. */
#include "model/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "coverage_private.h"
#include "model/contact.h"
#include "model/grade.h"
#include "model/statements.h"

enum { CLASSES, MENTORS, ELSEWHERE };

static const struct sql statements[] = {
	[CLASSES] = { "coverage.classes",
		      "SELECT c.id, " SQL_GRADE ", c.number, " SQL_CLASS_NAME
		      " FROM class c ORDER BY c.id",
		      false },
	[MENTORS] = { "coverage.mentors",
		      "SELECT id, staff_no, name, status, coalesce(nullif(capacity, 0), :capacity) "
		      "FROM mentor ORDER BY id",
		      false },
	[ELSEWHERE] = { "coverage.elsewhere",
			"SELECT id, mode FROM my_contact WHERE school_year_id = :year "
			"AND kind = 'visit' AND mode <> 'home' AND withdrawn = 0 ORDER BY id",
			false },
};
const struct sql_table coverage_sql = SQL_TABLE(statements);

/* ------------------------------------------------------ classes and mentors */

static bool load_classes(struct session *s, struct coverage *c, struct err *e)
{
	struct cursor k;
	size_t room = 0;

	if (!cursor_open(&k, s->db, &statements[CLASSES], WITH(INT("year", c->year)), e))
		return false;
	while (cursor_next(&k)) {
		if (c->class_count == room) {
			room = room ? room * 2 : 64;
			c->classes = mem_grow(c->classes, room * sizeof *c->classes);
		}
		c->classes[c->class_count++] =
			(struct coverage_class){ .id = cursor_int(&k, 0),
						 .grade = cursor_int(&k, 1),
						 .number = cursor_int(&k, 2),
						 .name = arena_text(&c->arena,
								    cursor_text(&k, 3)) };
	}
	return cursor_close(&k);
}

static bool load_mentors(struct session *s, struct coverage *c, struct err *e)
{
	struct cursor k;
	size_t room = 64;

	c->mentors = mem_alloc(room * sizeof *c->mentors);
	c->mentors[c->mentor_count++] =
		(struct coverage_mentor){ .staff_no = "", .name = "", .status = "" };
	if (!cursor_open(&k, s->db, &statements[MENTORS],
			 WITH(INT("capacity", s->rules.mentor_capacity)), e))
		return false;
	while (cursor_next(&k)) {
		if (c->mentor_count == room) {
			room *= 2;
			c->mentors = mem_grow(c->mentors, room * sizeof *c->mentors);
		}
		c->mentors[c->mentor_count++] = (struct coverage_mentor){
			.id = cursor_int(&k, 0),
			.staff_no = arena_text(&c->arena, cursor_text(&k, 1)),
			.name = arena_text(&c->arena, cursor_text(&k, 2)),
			.status = arena_text(&c->arena, cursor_text(&k, 3)),
			.capacity = cursor_int(&k, 4)
		};
	}
	return cursor_close(&k);
}

bool coverage_begin(struct session *s, int64_t year, struct coverage *c, struct err *e)
{
	c->year = year;
	return load_classes(s, c, e) && load_mentors(s, c, e);
}

/* ---------------------------------------------------------------- counting */

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

size_t coverage_mentor_place(const struct coverage *c, int64_t id)
{
	const struct coverage_mentor *m =
		bsearch(&id, c->mentors, c->mentor_count, sizeof *m, by_id);

	return m ? (size_t)(m - c->mentors) : 0;
}

static size_t slot_of(const struct coverage *c, size_t class, size_t mentor)
{
	size_t i = (class * 31 + mentor) * 2654435761u % c->slot_count;

	while (c->slots[i] && (c->counts[c->slots[i] - 1].class != class ||
			       c->counts[c->slots[i] - 1].mentor != mentor))
		i = (i + 1) % c->slot_count;
	return i;
}

static void grow(struct coverage *c)
{
	c->slot_count = c->slot_count ? c->slot_count * 2 : 128;
	free(c->slots);
	c->slots = mem_alloc(c->slot_count * sizeof *c->slots);
	c->counts = mem_grow(c->counts, c->slot_count / 2 * sizeof *c->counts);
	for (size_t i = 0; i < c->count_count; i++)
		c->slots[slot_of(c, c->counts[i].class, c->counts[i].mentor)] = i + 1;
}

struct coverage_count *coverage_count_of(struct coverage *c, int64_t class_id, int64_t mentor_id)
{
	const struct coverage_class *class =
		c->class_count
			? bsearch(&class_id, c->classes, c->class_count, sizeof *class, by_id)
			: NULL;
	size_t mentor = coverage_mentor_place(c, mentor_id), slot;

	if (!class || (mentor_id && !mentor))
		return NULL;
	if (c->count_count * 2 >= c->slot_count)
		grow(c);
	slot = slot_of(c, (size_t)(class - c->classes), mentor);
	if (!c->slots[slot]) {
		c->counts[c->count_count++] =
			(struct coverage_count){ .class = (size_t)(class - c->classes),
						 .mentor = mentor };
		c->slots[slot] = c->count_count;
	}
	return &c->counts[c->slots[slot] - 1];
}

void coverage_each_duty(const struct owed *student, const struct checklist *list,
			coverage_visitor *visit, void *arg)
{
	const struct occasion *occasion;
	const struct obligation *o;

	for (size_t i = 0; (o = owed_at(student, list, i, &occasion)); i++)
		visit(arg, occasion, o);
}

struct counting {
	struct coverage *to;
	struct coverage_count *count; /* of the student at hand */
	struct coverage_elsewhere elsewhere;
};

static void count_duty(void *arg, const struct occasion *o, const struct obligation *state)
{
	struct counting *c = arg;

	c->count->of[o->kind][state->state]++;
	c->count->elsewhere += coverage_elsewhere(&c->elsewhere, o, state) != NULL;
}

static bool count_student(void *arg, const struct owed *student, const struct checklist *list)
{
	struct counting *c = arg;

	c->count = coverage_count_of(c->to, student->class_id, student->mentor_id);
	if (!c->count)
		return true;
	c->count->students++;
	coverage_each_duty(student, list, count_duty, c);
	return true;
}

void coverage_sum(struct coverage *c)
{
	for (size_t i = 0; i < c->count_count; i++) {
		const struct coverage_count *n = &c->counts[i];

		c->mentors[n->mentor].load += n->students;
		c->whole.students += n->students;
	}
	c->whole.without_mentor = c->mentors[0].load;
	c->whole.with_mentor = c->whole.students - c->whole.without_mentor;
	for (size_t i = 1; i < c->mentor_count; i++) {
		const struct coverage_mentor *m = &c->mentors[i];
		bool on_duty = !strcmp(m->status, "active");

		c->whole.mentors += on_duty;
		c->whole.without_students += on_duty && !m->load;
		c->whole.past_capacity += m->load > m->capacity;
	}
}

/* -------------------------------------------------- visits in another form */

bool coverage_load_elsewhere(struct session *s, struct coverage_elsewhere *out, struct err *e)
{
	struct cursor k;

	if (!cursor_open(&k, s->db, &statements[ELSEWHERE], WITH(INT("year", s->year.id)), e))
		return false;
	while (cursor_next(&k)) {
		const struct choice *mode = choice_find(contact_modes, cursor_text(&k, 1));

		if (out->count == out->room) {
			out->room = out->room ? out->room * 2 : 64;
			out->visits = mem_grow(out->visits, out->room * sizeof *out->visits);
		}
		out->visits[out->count].id = cursor_int(&k, 0);
		out->visits[out->count++].mode = mode ? mode->code : "other";
	}
	return cursor_close(&k);
}

const char *coverage_elsewhere(const struct coverage_elsewhere *v, const struct occasion *o,
			       const struct obligation *state)
{
	bool met = o->kind == OCCASION_VISIT && state->state == OBLIGATION_MET && v->count;
	const struct coverage_visit *found =
		met ? bsearch(&state->by, v->visits, v->count, sizeof *found, by_id) : NULL;

	return found ? found->mode : NULL;
}

/* ------------------------------------------------------------------ as a whole */

static bool count_all(struct session *s, struct counting *c, struct err *e)
{
	return coverage_begin(s, s->year.id, c->to, e) &&
	       coverage_load_elsewhere(s, &c->elsewhere, e) &&
	       checklist_each(s, OWED_BY_ANYONE, 0, count_student, c, e);
}

bool coverage_count_now(struct session *s, struct coverage *out, struct err *e)
{
	struct counting c = { .to = out };
	bool ok;

	if (!db_read_begin(s->db, e))
		return false;
	ok = count_all(s, &c, e);
	db_read_end(s->db);
	free(c.elsewhere.visits);
	if (ok)
		coverage_sum(out);
	return ok;
}

bool coverage_load(struct session *s, int64_t year, struct coverage *out, struct err *e)
{
	bool found = false;

	*out = (struct coverage){ .hides_few = coverage_hides_few(s) };
	if (s->scope != SCOPE_EVERYBODY)
		return err_set(e, ERR_DENIED, "%s",
			       _("The coverage of the whole school is the office's. F12 shows what "
				 "you owe yourself."));
	if (year == s->year.id && !s->year.closed_on[0])
		return coverage_count_now(s, out, e);
	if (!coverage_load_fixed(s, year, out, &found, e))
		return false;
	return found ||
	       err_set(e, ERR_NOT_FOUND,
		       _("The school year %d has no figures: it was not closed here."), (int)year);
}

void coverage_release(struct coverage *c)
{
	free(c->classes);
	free(c->mentors);
	free(c->counts);
	free(c->slots);
	arena_release(&c->arena);
	*c = (struct coverage){ 0 };
}
