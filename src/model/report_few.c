/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an inspector is not told, in any report: the figures of groups of fewer than COVERAGE_FEW
 * students, and those of others that would give them away.
 *
 * What is hidden in the coverage is hidden here too, and more where a column has it alone. Classes
 * go with their grade. All of this looks at the whole school, whatever is asked for; a group of
 * another kind within a grade or a class would cross it, and is refused.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "coverage_private.h"
#include "model/grade.h"
#include "report_private.h"

bool report_check_few(const struct session *s, const struct report *r, const struct report_of *of,
		      struct err *e)
{
	bool parts = r->key == REPORT_OF_GRADE || r->key == REPORT_OF_CLASS;
	bool crosses = of->mentor_id || of->student_id || of->key_date || (of->kind && *of->kind) ||
		       (of->state && *of->state) || (!parts && (of->grade || of->class_id));

	return !coverage_hides_few(s) || !crosses ||
	       err_set(e, ERR_DENIED, "%s",
		       _("An inspector sees the school by grade, class, mentor, kind and key date, "
			 "but not one within another: the figures would be of few students."));
}

/* ----------------------------------------------------------------- marking */

/* The rows of a report while it is decided; what is at a place belongs to the row there. */
struct hiding {
	const struct report *r;
	struct rowset *rows;
	bool *hidden;
	const struct field *count[REPORT_NUMBERS]; /* the students' first */
	size_t counts;
};

static const struct report_row *row_at(const struct hiding *h, size_t i)
{
	return rowset_at(h->rows, i);
}

static void find_counts(struct hiding *h)
{
	h->count[h->counts++] = field_find(h->r->fields, "students");
	for (const struct field *f = h->r->fields; f->name; f++)
		if (f->kind == FIELD_INT && strcmp(f->name, "students"))
			h->count[h->counts++] = f;
}

static int64_t grade_of(const struct hiding *h, size_t i)
{
	const struct field *f = field_find(h->r->fields, "grade");

	return f ? atoll(field_text(f, row_at(h, i))) : 0;
}

/* Those of a grade, or all; the sum of all is none of the parts. */
static void mark_group(struct hiding *h, int64_t grade)
{
	struct few f = { .columns = h->counts };

	few_begin(&f, h->rows->count);
	for (size_t i = 0; i < h->rows->count; i++) {
		if (!row_at(h, i)->id || (grade && grade_of(h, i) != grade))
			continue;
		for (size_t k = 0; k < h->counts; k++)
			f.counts[f.rows * f.columns + k] = field_int(h->count[k], row_at(h, i));
		f.hidden[f.rows++] = &h->hidden[i];
	}
	few_mark(&f);
	few_release(&f);
}

/* Grades as the sums of their classes. */
static void mark_grades(struct hiding *h, bool hidden[GRADE_MAX + 1])
{
	struct few f = { .columns = h->counts };

	few_begin(&f, GRADE_MAX + 1);
	f.rows = GRADE_MAX + 1;
	for (size_t grade = 0; grade < f.rows; grade++)
		f.hidden[grade] = &hidden[grade];
	for (size_t i = 0; i < h->rows->count; i++) {
		size_t grade = (size_t)grade_of(h, i);

		for (size_t k = 0; k < h->counts; k++)
			f.counts[grade * f.columns + k] += field_int(h->count[k], row_at(h, i));
	}
	few_mark(&f);
	few_release(&f);
}

static void mark_classes(struct hiding *h, bool grade_hidden[GRADE_MAX + 1])
{
	mark_grades(h, grade_hidden);
	for (size_t i = 0; i < h->rows->count; i++)
		h->hidden[i] |= grade_hidden[grade_of(h, i)];
	for (int64_t grade = GRADE_MIN; grade <= GRADE_MAX; grade++)
		mark_group(h, grade);
}

/* --------------------------------------------------- as the coverage has it */

static int64_t id_of(const struct report *r, const struct coverage_row *row)
{
	if (r->key == REPORT_OF_GRADE)
		return row->of.grade;
	return r->key == REPORT_OF_CLASS ? row->of.class_id : row->of.mentor_id;
}

static void take_marks(struct hiding *h, const struct coverage *c, enum coverage_by by,
		       bool grade_hidden[GRADE_MAX + 1])
{
	struct rowset rows;

	coverage_rows(c, by, &(struct coverage_of){ 0 }, &rows);
	for (size_t k = 0; k < rows.count; k++) {
		const struct coverage_row *row = rowset_at(&rows, k);

		if (by == COVERAGE_BY_GRADE && row->hidden)
			grade_hidden[row->of.grade] = true;
		for (size_t i = 0; i < h->rows->count; i++)
			if (row->hidden && row_at(h, i)->id == id_of(h->r, row))
				h->hidden[i] = true;
	}
	rowset_release(&rows);
}

static void mark(struct hiding *h, const struct coverage *c)
{
	bool grade_hidden[GRADE_MAX + 1] = { false };

	switch (h->r->key) {
	case REPORT_OF_GRADE:
		take_marks(h, c, COVERAGE_BY_GRADE, grade_hidden);
		mark_group(h, 0);
		break;
	case REPORT_OF_MENTOR:
		take_marks(h, c, COVERAGE_BY_MENTOR, grade_hidden);
		mark_group(h, 0);
		break;
	case REPORT_OF_CLASS:
		take_marks(h, c, COVERAGE_BY_GRADE, grade_hidden);
		take_marks(h, c, COVERAGE_BY_CLASS, grade_hidden);
		mark_classes(h, grade_hidden);
		break;
	default:
		break;
	}
}

/* ------------------------------------------------------------------- hiding */

static void hide(const struct hiding *h, size_t i)
{
	for (const struct field *f = h->r->fields; f->name; f++)
		if (field_is_number(f))
			field_put_int(f, rowset_at(h->rows, i), FIELD_FEW);
}

static bool is_asked_for(const struct hiding *h, const struct report_of *of, size_t i)
{
	if (of->class_id && h->r->key == REPORT_OF_CLASS)
		return row_at(h, i)->id == of->class_id;
	return !of->grade || grade_of(h, i) == of->grade;
}

static void hide_and_keep(const struct hiding *h, const struct report_of *of, bool all)
{
	size_t kept = 0;

	for (size_t i = 0; i < h->rows->count; i++) {
		if (all || h->hidden[i])
			hide(h, i);
		if (is_asked_for(h, of, i))
			memmove(rowset_at(h->rows, kept++), rowset_at(h->rows, i), h->rows->stride);
	}
	h->rows->count = kept;
}

bool report_hide_few(struct session *s, const struct report *r, const struct report_of *of,
		     struct rowset *rows, struct err *e)
{
	struct hiding h = { .r = r, .rows = rows };
	struct coverage c = { 0 };
	bool ok = coverage_load(s, of->year, &c, e);

	if (ok && rows->count) {
		h.hidden = mem_alloc(rows->count * sizeof *h.hidden);
		if (field_find(r->fields, "students")) {
			find_counts(&h);
			mark(&h, &c);
		}
		hide_and_keep(&h, of, c.whole.students < COVERAGE_FEW);
		free(h.hidden);
	}
	coverage_release(&c);
	return ok;
}
