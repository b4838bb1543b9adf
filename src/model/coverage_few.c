/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of so few that their figures are told of persons. */
#include <string.h>

#include "coverage_private.h"

static const size_t counts[] = {
	offsetof(struct coverage_row, students),  offsetof(struct coverage_row, without_mentor),
	offsetof(struct coverage_row, owed),      offsetof(struct coverage_row, met),
	offsetof(struct coverage_row, open),      offsetof(struct coverage_row, soon),
	offsetof(struct coverage_row, overdue),   offsetof(struct coverage_row, exempt),
	offsetof(struct coverage_row, elsewhere),
};
enum { COUNTS = sizeof counts / sizeof *counts };

bool coverage_hides_few(const struct session *s)
{
	return s->role && !strcmp(s->role, "inspector");
}

static int64_t *count_at(struct coverage_row *row, size_t i)
{
	return (int64_t *)(void *)((char *)row + counts[i]);
}

static void hide(struct coverage_row *row)
{
	for (size_t i = 0; i < COUNTS; i++)
		*count_at(row, i) = FIELD_FEW;
	row->percent = FIELD_FEW;
	row->hidden = true;
}

/* Those of a grade, or all; a class of a grade that is hidden goes with it. */
static void mark_group(struct rowset *rows, int64_t grade, bool hidden)
{
	struct few f = { .columns = COUNTS };

	few_begin(&f, rows->count);
	for (size_t i = 0; i < rows->count; i++) {
		struct coverage_row *row = rowset_at(rows, i);

		if (grade && row->grade != grade)
			continue;
		row->hidden |= hidden;
		for (size_t k = 0; k < COUNTS; k++)
			f.counts[f.rows * COUNTS + k] = *count_at(row, k);
		f.hidden[f.rows++] = &row->hidden;
	}
	few_mark(&f);
	few_release(&f);
}

/* The grades, marked; released by the caller. */
static void mark_grades(const struct coverage *c, struct rowset *grades)
{
	coverage_rows_plain(c, COVERAGE_BY_GRADE, &(struct coverage_of){ 0 }, grades);
	mark_group(grades, 0, false);
}

static bool is_hidden(const struct rowset *rows, int64_t grade, int64_t class_id)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct coverage_row *row = rowset_at(rows, i);

		if (row->grade == grade && (!class_id || row->of.class_id == class_id))
			return row->hidden;
	}
	return true;
}

static void mark_classes(const struct coverage *c, struct rowset *classes)
{
	struct rowset grades;

	mark_grades(c, &grades);
	for (size_t i = 0; i < grades.count; i++) {
		const struct coverage_row *grade = rowset_at(&grades, i);

		mark_group(classes, grade->grade, grade->hidden);
	}
	rowset_release(&grades);
}

/* Whether the group as a whole is: a grade, a class. */
static bool group_is_hidden(const struct coverage *c, const struct coverage_of *of)
{
	struct rowset rows;
	bool hidden;

	if (!of->grade && !of->class_id)
		return c->whole.students < COVERAGE_FEW;
	if (of->class_id) {
		coverage_rows_plain(c, COVERAGE_BY_CLASS, &(struct coverage_of){ 0 }, &rows);
		mark_classes(c, &rows);
	} else {
		mark_grades(c, &rows);
	}
	hidden = is_hidden(&rows, of->grade, of->class_id);
	rowset_release(&rows);
	return hidden;
}

static void mark_all(struct rowset *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		((struct coverage_row *)rowset_at(rows, i))->hidden = true;
}

void coverage_hide_few(const struct coverage *c, enum coverage_by by, const struct coverage_of *of,
		       struct rowset *rows)
{
	bool part = of->grade || of->class_id;

	if (group_is_hidden(c, of) || of->mentor_id || of->kinds ||
	    (part && (by == COVERAGE_BY_KIND || by == COVERAGE_BY_MENTOR)))
		mark_all(rows);
	else if (by == COVERAGE_BY_CLASS)
		mark_classes(c, rows);
	else if (by == COVERAGE_BY_GRADE || by == COVERAGE_BY_MENTOR)
		mark_group(rows, 0, false);
	for (size_t i = 0; i < rows->count; i++) {
		struct coverage_row *row = rowset_at(rows, i);

		if (row->hidden)
			hide(row);
	}
}
