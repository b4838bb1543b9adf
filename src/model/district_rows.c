/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures as rows, and their sums. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "district_private.h"
#include "model/contact.h"
#include "model/grade.h"
#include "model/obligation.h"
#include "model/training.h"

#define COUNT(member, title, definition, cells)                                                    \
	{                                                                                          \
		FIELD(struct district_row, member),                                                \
			.label = (title), .help = (definition), .kind = FIELD_INT,                 \
			.flags = FIELD_DERIVED | FIELD_ZERO | FIELD_RIGHT, .width = (cells)        \
	}
#define WORD(member, title, definition, cells)                                                     \
	{                                                                                          \
		FIELD(struct district_row, member), .label = (title), .help = (definition),        \
						    .kind = FIELD_TEXT, .flags = FIELD_DERIVED,    \
						    .width = (cells)                               \
	}

const struct field district_fields[] = {
	WORD(level, N_("Row"), N_("school: of one school; all: the sum over all of them"), 6),
	WORD(code, N_("School code"), N_("the number that the district gave the school"), 12),
	WORD(school, N_("School"), N_("its name, as the school wrote it"), 20),
	WORD(day, N_("As of"), N_("the day on which the school made its figures"), 10),
	COUNT(schools, N_("Schools"), N_("schools whose figures are counted in the row"), 7),
	COUNT(hidden, N_("not told"),
	      N_("of those, schools whose figures of the row are of fewer than five students or "
		 "would give such away: they are in no sum"),
	      8),
	COUNT(grade, N_("Grade"), N_("1 to 16: primary from 1, junior from 6, senior from 10"), 5),
	WORD(kind, N_("Kind"), N_("code of what is owed, of the form of a visit, of the level"),
	     14),
	WORD(name, N_("Group"), N_("what the figures of the row are of"), 16),
	COUNT(students, N_("Students"), N_("enrolled on that day"), 8),
	COUNT(without_mentor, N_("no mentor"), N_("of those, whom nobody mentors"), 9),
	COUNT(mentors, N_("Mentors"), N_("mentors on duty"), 7),
	COUNT(without_students, N_("no students"), N_("of those, who have no student"), 11),
	COUNT(past_capacity, N_("past capacity"),
	      N_("mentors with more students than they are to have as a rule"), 13),
	COUNT(owed, N_("owed"),
	      N_("what is asked for in the school year, exempt aside: a visit, a talk, a feedback "
		 "each is one"),
	      7),
	COUNT(met, N_("done"), N_("of what is owed, what was done"), 7),
	COUNT(open, N_("to do"), N_("of what is owed, what is due later"), 7),
	COUNT(soon, N_("soon"),
	      N_("of what is owed, what is due within the days of the school's "
		 "rule, as a rule 14"),
	      6),
	COUNT(overdue, N_("overdue"), N_("of what is owed, what was not done by its last day"), 7),
	COUNT(exempt, N_("exempt"), N_("what need not be done, with a reason and an approver"), 6),
	COUNT(elsewhere, N_("visits elsewhere"),
	      N_("of the visits done, those in another form than at home"), 6),
	COUNT(percent, N_("%"), N_("done of what is owed, rounded down; 0 where nothing is"), 4),
	COUNT(visited, N_("visited"), N_("students visited in this form, each visit once"), 7),
	COUNT(sessions, N_("Times"), N_("sessions of training up to that day"), 7),
	COUNT(attended, N_("There"), N_("mentors who were there, each session once"), 7),
	{ FIELD(struct district_row, credits), .label = N_("Credits"),
	  .help = N_("credits for it, of all mentors together"), .kind = FIELD_TENTHS,
	  .flags = FIELD_DERIVED | FIELD_RIGHT, .width = 8 },
	{ 0 },
};

/* ------------------------------------------------------------------- one school */

static const size_t columns[FIGURE_COUNTS] = {
	[FIGURE_STUDENTS] = offsetof(struct district_row, students),
	[FIGURE_WITHOUT_MENTOR] = offsetof(struct district_row, without_mentor),
	[FIGURE_OWED] = offsetof(struct district_row, owed),
	[FIGURE_MET] = offsetof(struct district_row, met),
	[FIGURE_OPEN] = offsetof(struct district_row, open),
	[FIGURE_SOON] = offsetof(struct district_row, soon),
	[FIGURE_OVERDUE] = offsetof(struct district_row, overdue),
	[FIGURE_EXEMPT] = offsetof(struct district_row, exempt),
	[FIGURE_ELSEWHERE] = offsetof(struct district_row, elsewhere),
};
static const size_t of_form[] = { offsetof(struct district_row, visited) };
static const size_t of_training[] = { offsetof(struct district_row, sessions),
				      offsetof(struct district_row, attended),
				      offsetof(struct district_row, credits) };

/* Where the counts of a group go. */
static size_t columns_of(enum figure_group group, const size_t **out)
{
	*out = group == FIGURE_FORM ? of_form : group == FIGURE_TRAINING ? of_training : columns;
	return group == FIGURE_FORM       ? 1
	       : group == FIGURE_TRAINING ? sizeof of_training / sizeof *of_training
					  : FIGURE_COUNTS;
}

static int64_t *count_at(struct district_row *row, size_t offset)
{
	return (int64_t *)(void *)((char *)row + offset);
}

static const char *kind_name(enum figure_group group, const char *code)
{
	if (group == FIGURE_FORM)
		return choice_label(contact_modes, code);
	if (group == FIGURE_TRAINING)
		return choice_label(training_levels, code);
	for (int kind = 0; kind < OCCASION_KINDS; kind++)
		if (!strcmp(occasion_code((enum occasion_kind)kind), code))
			return occasion_name((enum occasion_kind)kind);
	return code;
}

/* "Grade 六, home visit" */
static const char *name_of(const struct figure *f, struct arena *arena)
{
	const char *grade =
		f->grade ? arena_printf(arena, _("Grade %s"), grade_name((int)f->grade)) : NULL;
	const char *kind = f->code ? kind_name(f->group, f->code) : NULL;

	if (grade && kind)
		return arena_printf(arena, "%s %s", grade, kind);
	return arena_text(arena, grade ? grade : kind ? kind : _("Total"));
}

static void tell_nothing(struct district_row *row, enum figure_group group)
{
	const size_t *at;
	size_t n = columns_of(group, &at);

	for (size_t i = 0; i < n; i++)
		*count_at(row, at[i]) = FIELD_FEW;
	row->percent = FIELD_FEW;
}

static void count_percent(struct district_row *row)
{
	row->percent = row->owed ? row->met * 100 / row->owed : 0;
}

static void add_school(const struct figures *f, const struct figure *from, struct rowset *out)
{
	struct arena *a = &out->arena;
	struct district_row *row = rowset_add(out);
	const size_t *at;
	size_t n = columns_of(from->group, &at);

	*row = (struct district_row){ .level = "school",
				      .code = arena_text(a, f->code),
				      .school = arena_text(a, f->school),
				      .day = arena_text(a, f->day),
				      .schools = 1,
				      .hidden = from->hidden,
				      .grade = from->grade,
				      .kind = from->code ? arena_text(a, from->code) : "",
				      .name = name_of(from, a),
				      .mentors = f->mentors,
				      .without_students = f->without_students,
				      .past_capacity = f->past_capacity };
	for (size_t i = 0; i < n; i++)
		*count_at(row, at[i]) = from->n[i];
	count_percent(row);
	if (from->hidden)
		tell_nothing(row, from->group);
}

/* ------------------------------------------------------------------------ sums */

static void add_to_sum(struct district_row *sum, const struct district_row *row)
{
	static const size_t always[] = { offsetof(struct district_row, schools),
					 offsetof(struct district_row, hidden),
					 offsetof(struct district_row, mentors),
					 offsetof(struct district_row, without_students),
					 offsetof(struct district_row, past_capacity) };
	struct district_row from = *row;

	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		*count_at(sum, always[i]) += *count_at(&from, always[i]);
	if (row->hidden)
		return;
	for (size_t i = 0; i < FIGURE_COUNTS; i++)
		*count_at(sum, columns[i]) += *count_at(&from, columns[i]);
	sum->visited += row->visited;
	sum->sessions += row->sessions;
	sum->attended += row->attended;
	sum->credits += row->credits;
}

static bool same_group(const struct district_row *a, const struct district_row *b)
{
	return a->grade == b->grade && !strcmp(a->kind, b->kind);
}

/* Grades in their order; kinds as they were met first, which is the order that they have. */
static int by_grade(const void *a, const void *b)
{
	const struct district_row *x = a, *y = b;

	if (x->grade != y->grade)
		return x->grade < y->grade ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static void add_sums(struct rowset *out, enum figure_group group)
{
	struct rowset sums;

	rowset_init(&sums, district_fields, sizeof(struct district_row));
	for (size_t i = 0; i < out->count; i++) {
		const struct district_row *row = rowset_at(out, i);
		struct district_row *sum = NULL;

		for (size_t j = 0; j < sums.count && !sum; j++)
			if (same_group(rowset_at(&sums, j), row))
				sum = rowset_at(&sums, j);
		if (!sum) {
			sum = rowset_add(&sums);
			*sum = (struct district_row){ .id = (int64_t)sums.count,
						      .level = "all",
						      .code = "",
						      .school = _("All schools"),
						      .day = "",
						      .grade = row->grade,
						      .kind = row->kind,
						      .name = row->name };
		}
		add_to_sum(sum, row);
	}
	if (sums.count)
		qsort(rowset_at(&sums, 0), sums.count, sums.stride, by_grade);
	for (size_t i = 0; i < sums.count; i++) {
		struct district_row *sum = rowset_at(&sums, i);

		count_percent(sum);
		if (sum->hidden == sum->schools)
			tell_nothing(sum, group);
		memcpy(rowset_add(out), sum, sizeof *sum);
	}
	rowset_release(&sums);
}

static int by_school(const void *a, const void *b)
{
	const struct figures *x = &(*(const struct district_school *const *)a)->figures,
			     *y = &(*(const struct district_school *const *)b)->figures;
	int code = strcmp(x->code, y->code);

	return code ? code : strcmp(x->school, y->school);
}

void district_rows(const struct district *d, enum figure_group group, struct rowset *out)
{
	const struct district_school **order = mem_alloc((d->count + 1) * sizeof *order);

	rowset_init(out, district_fields, sizeof(struct district_row));
	for (size_t i = 0; i < d->count; i++)
		order[i] = &d->schools[i];
	qsort(order, d->count, sizeof *order, by_school);
	for (size_t i = 0; i < d->count; i++)
		for (size_t j = 0; j < order[i]->figures.count; j++)
			if (order[i]->figures.rows[j].group == group)
				add_school(&order[i]->figures, &order[i]->figures.rows[j], out);
	free(order);
	add_sums(out, group);
	for (size_t i = 0; i < out->count; i++)
		((struct district_row *)rowset_at(out, i))->id = (int64_t)i + 1;
}
