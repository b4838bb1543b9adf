/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counts summed up, group by group. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "coverage_private.h"
#include "model/grade.h"

#define NUMBER(member, shown, cells)                                                               \
	{                                                                                          \
		FIELD(struct coverage_row, member),                                                \
			.label = (shown), .kind = FIELD_INT, .width = (cells),                     \
			.flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT                     \
	}

const struct field coverage_fields[] = {
	{ FIELD(struct coverage_row, name), .label = N_("Group"), .kind = FIELD_TEXT, .width = 14,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_row, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .width = 9, .flags = FIELD_DERIVED },
	NUMBER(grade, N_("Grade"), 5),
	NUMBER(students, N_("Students"), 8),
	NUMBER(without_mentor, N_("no mentor"), 9),
	NUMBER(owed, N_("owed"), 6),
	NUMBER(met, N_("done"), 6),
	NUMBER(open, N_("to do"), 6),
	NUMBER(soon, N_("soon"), 5),
	NUMBER(overdue, N_("overdue"), 7),
	NUMBER(exempt, N_("exempt"), 6),
	{ FIELD(struct coverage_row, kind), .label = N_("Kind"), .kind = FIELD_TEXT, .width = 14,
	  .flags = FIELD_DERIVED },
	NUMBER(percent, N_("%"), 3),
	NUMBER(elsewhere, N_("visits elsewhere"), 6),
	NUMBER(mentors, N_("Mentors"), 7),
	NUMBER(without_students, N_("no students"), 11),
	NUMBER(past_capacity, N_("past capacity"), 13),
	{ FIELD(struct coverage_row, bar), .label = N_("Progress"), .kind = FIELD_TEXT, .width = 14,
	  .flags = FIELD_DERIVED },
	{ 0 },
};

/* ------------------------------------------------------------------ summing */

struct sum {
	const struct coverage *c;
	enum coverage_by by;
	const struct coverage_of *of;
	struct coverage_row *rows;
	size_t count;
};

static bool in_group(const struct sum *s, const struct coverage_count *n)
{
	const struct coverage_class *class = &s->c->classes[n->class];
	int64_t mentor = n->mentor ? s->c->mentors[n->mentor].id : COVERAGE_NOBODY;

	return (!s->of->grade || class->grade == s->of->grade) &&
	       (!s->of->class_id || class->id == s->of->class_id) &&
	       (!s->of->mentor_id || mentor == s->of->mentor_id);
}

static bool has(unsigned set, int member)
{
	return !set || set >> member & 1;
}

static void add_states(struct coverage_row *row, const int64_t of[OBLIGATION_STATES])
{
	row->met += of[OBLIGATION_MET];
	row->open += of[OBLIGATION_OPEN];
	row->soon += of[OBLIGATION_SOON];
	row->overdue += of[OBLIGATION_OVERDUE];
	row->exempt += of[OBLIGATION_EXEMPT];
	row->owed = row->met + row->open + row->soon + row->overdue;
}

static size_t row_of(const struct sum *s, const struct coverage_count *n)
{
	switch (s->by) {
	case COVERAGE_BY_GRADE:
		return (size_t)s->c->classes[n->class].grade;
	case COVERAGE_BY_CLASS:
		return n->class;
	case COVERAGE_BY_MENTOR:
		return n->mentor;
	default:
		return 0;
	}
}

static void add_count(struct sum *s, const struct coverage_count *n)
{
	for (int kind = 0; kind < OCCASION_KINDS; kind++) {
		size_t at = s->by == COVERAGE_BY_KIND ? (size_t)kind : row_of(s, n);

		if (has(s->of->kinds, kind))
			add_states(&s->rows[at], n->of[kind]);
	}
	if (s->by == COVERAGE_BY_KIND) {
		s->rows[OCCASION_VISIT].elsewhere += n->elsewhere;
		return;
	}
	s->rows[row_of(s, n)].students += n->students;
	s->rows[row_of(s, n)].without_mentor += n->mentor ? 0 : n->students;
	s->rows[row_of(s, n)].elsewhere += n->elsewhere;
}

/* ------------------------------------------------------------------- naming */

static void name_class(const struct sum *s, size_t i, struct coverage_row *row)
{
	const struct coverage_class *class = &s->c->classes[i];

	row->name = class->name;
	row->of.grade = class->grade;
	row->of.class_id = class->id;
	row->class_number = class->number;
}

static void name_mentor(const struct sum *s, size_t i, struct coverage_row *row)
{
	const struct coverage_mentor *m = &s->c->mentors[i];

	row->name = i ? m->name : _("nobody");
	row->staff_no = m->staff_no;
	row->of.mentor_id = i ? m->id : COVERAGE_NOBODY;
}

static void name_row(const struct sum *s, size_t i, struct arena *arena, struct coverage_row *row)
{
	row->of = *s->of;
	switch (s->by) {
	case COVERAGE_BY_GRADE:
		row->name = arena_printf(arena, _("Grade %s"), grade_name((int)i));
		row->of.grade = (int64_t)i;
		break;
	case COVERAGE_BY_CLASS:
		name_class(s, i, row);
		break;
	case COVERAGE_BY_KIND:
		row->name = occasion_name((enum occasion_kind)i);
		row->of.kinds = 1U << i;
		row->order = (int64_t)i;
		row->kind = occasion_code((enum occasion_kind)i);
		break;
	case COVERAGE_BY_MENTOR:
		name_mentor(s, i, row);
		break;
	default:
		row->name = _("Total");
		row->mentors = s->c->whole.mentors;
		row->without_students = s->c->whole.without_students;
		row->past_capacity = s->c->whole.past_capacity;
	}
	row->grade = row->of.grade;
	row->percent = row->owed ? row->met * 100 / row->owed : 0;
}

/* Whether it says anything: a mentor on duty without students does. */
static bool is_shown(const struct sum *s, size_t i)
{
	const struct coverage_row *row = &s->rows[i];
	bool all = !s->of->grade && !s->of->class_id && !s->of->mentor_id;

	if (s->by == COVERAGE_BY_SCHOOL || row->students || row->owed || row->exempt)
		return true;
	return s->by == COVERAGE_BY_MENTOR && all && i &&
	       !strcmp(s->c->mentors[i].status, "active");
}

static int in_order(const void *a, const void *b)
{
	const struct coverage_row *x = a, *y = b;

	if (x->grade != y->grade)
		return x->grade < y->grade ? -1 : 1;
	if (x->class_number != y->class_number)
		return x->class_number < y->class_number ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->staff_no && y->staff_no ? strcmp(x->staff_no, y->staff_no) : 0;
}

static size_t rows_most(const struct coverage *c, enum coverage_by by)
{
	switch (by) {
	case COVERAGE_BY_GRADE:
		return GRADE_MAX + 1;
	case COVERAGE_BY_CLASS:
		return c->class_count;
	case COVERAGE_BY_KIND:
		return OCCASION_KINDS;
	case COVERAGE_BY_MENTOR:
		return c->mentor_count;
	default:
		return 1;
	}
}

void coverage_rows(const struct coverage *c, enum coverage_by by, const struct coverage_of *of,
		   struct rowset *out)
{
	coverage_rows_plain(c, by, of, out);
	if (c->hides_few)
		coverage_hide_few(c, by, of, out);
}

void coverage_rows_plain(const struct coverage *c, enum coverage_by by,
			 const struct coverage_of *of, struct rowset *out)
{
	struct sum s = { .c = c, .by = by, .of = of, .count = rows_most(c, by) };

	rowset_init(out, coverage_fields, sizeof(struct coverage_row));
	s.rows = mem_alloc(s.count * sizeof *s.rows);
	for (size_t i = 0; i < c->count_count; i++)
		if (in_group(&s, &c->counts[i]))
			add_count(&s, &c->counts[i]);
	for (size_t i = 0; i < s.count; i++)
		if (is_shown(&s, i)) {
			name_row(&s, i, &out->arena, &s.rows[i]);
			s.rows[i].name = arena_text(&out->arena, s.rows[i].name);
			if (s.rows[i].staff_no)
				s.rows[i].staff_no = arena_text(&out->arena, s.rows[i].staff_no);
			memcpy(rowset_add(out), &s.rows[i], sizeof s.rows[i]);
		}
	if (out->count)
		qsort(rowset_at(out, 0), out->count, out->stride, in_order);
	for (size_t i = 0; i < out->count; i++)
		((struct coverage_row *)rowset_at(out, i))->id = (int64_t)i + 1;
	free(s.rows);
}
