/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/figures.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "coverage_private.h"
#include "model/school_self.h"
#include "model/statements.h"

/* A visit that says no mode was at home, as everywhere (model/coverage.c). */
enum { FORMS, TRAINING };

static const struct sql statements[] = {
	[FORMS] = { "figures.forms",
		    "SELECT coalesce(c.mode, 'home') AS form, count(k.student_id) "
		    "FROM my_contact c JOIN my_contact_student k ON k.contact_id = c.id "
		    "WHERE c.school_year_id = :year AND c.kind = 'visit' AND c.withdrawn = 0 "
		    "GROUP BY form ORDER BY form",
		    false },
	[TRAINING] = { "figures.training",
		       "SELECT t.level, count(DISTINCT t.id), count(a.id), "
		       "sum(iif(a.id IS NULL, 0, t.credits)) FROM training t "
		       "LEFT JOIN attendance a ON a.training_id = t.id "
		       "WHERE t.school_year_id = :year AND t.date <= :today "
		       "GROUP BY t.level ORDER BY t.level",
		       false },
};
const struct sql_table figures_sql = SQL_TABLE(statements);

/* ------------------------------------------------------------------- coverage */

static struct figure *add(struct figures *f, enum figure_group group, int64_t grade,
			  const char *code)
{
	struct figure *row;

	f->rows = mem_grow(f->rows, (f->count + 1) * sizeof *f->rows);
	row = &f->rows[f->count++];
	*row = (struct figure){ .group = group,
				.grade = grade,
				.code = code ? arena_text(&f->arena, code) : NULL };
	return row;
}

static void add_counts(struct figures *f, enum figure_group group, const struct coverage_row *from)
{
	struct figure *row = add(f, group, from->grade, from->kind);
	const int64_t n[FIGURE_COUNTS] = {
		[FIGURE_STUDENTS] = from->students,
		[FIGURE_WITHOUT_MENTOR] = from->without_mentor,
		[FIGURE_OWED] = from->owed,
		[FIGURE_MET] = from->met,
		[FIGURE_OPEN] = from->open,
		[FIGURE_SOON] = from->soon,
		[FIGURE_OVERDUE] = from->overdue,
		[FIGURE_EXEMPT] = from->exempt,
		[FIGURE_ELSEWHERE] = from->elsewhere,
	};

	row->hidden = from->hidden;
	if (!row->hidden)
		memcpy(row->n, n, sizeof n);
}

static void add_rows(struct figures *f, enum figure_group group, const struct rowset *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		add_counts(f, group, rowset_at(rows, i));
}

static bool any_hidden(const struct rowset *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (((const struct coverage_row *)rowset_at(rows, i))->hidden)
			return true;
	return false;
}

/* By grade and kind at once only where all grades are told: with some hidden, what the kinds have
 * in all would be the sum of the others' and theirs, kind by kind. */
static void add_cross(struct figures *f, const struct coverage *c, const struct rowset *grades)
{
	for (size_t i = 0; i < grades->count && !any_hidden(grades); i++) {
		const struct coverage_row *grade = rowset_at(grades, i);
		struct rowset kinds;

		coverage_rows_plain(c, COVERAGE_BY_KIND, &grade->of, &kinds);
		add_rows(f, FIGURE_GRADE_KIND, &kinds);
		rowset_release(&kinds);
	}
}

static bool add_coverage(struct session *s, int64_t year, struct figures *f, bool *told,
			 struct err *e)
{
	static const struct coverage_of all;
	struct coverage c = { 0 };
	struct rowset school = { 0 }, grades = { 0 }, kinds = { 0 };
	bool ok = coverage_load(s, year, &c, e);

	if (ok) {
		c.hides_few = true;
		coverage_rows(&c, COVERAGE_BY_SCHOOL, &all, &school);
		coverage_rows(&c, COVERAGE_BY_GRADE, &all, &grades);
		coverage_rows(&c, COVERAGE_BY_KIND, &all, &kinds);
		*told = !any_hidden(&school);
		f->mentors = c.whole.mentors;
		f->without_students = c.whole.without_students;
		f->past_capacity = c.whole.past_capacity;
		add_rows(f, FIGURE_ALL, &school);
		add_rows(f, FIGURE_GRADE, &grades);
		add_rows(f, FIGURE_KIND, &kinds);
		add_cross(f, &c, &grades);
	}
	rowset_release(&school);
	rowset_release(&grades);
	rowset_release(&kinds);
	coverage_release(&c);
	return ok;
}

/* ------------------------------------------------------------ forms, training */

static bool add_counted(struct session *s, int64_t year, struct figures *f, int what, bool hidden,
			struct err *e)
{
	bool forms = what == FORMS;
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[what],
			 forms ? WITH(INT("year", year))
			       : WITH(INT("year", year), TEXT("today", s->today_iso)),
			 e))
		return false;
	while (cursor_next(&c)) {
		struct figure *row =
			add(f, forms ? FIGURE_FORM : FIGURE_TRAINING, 0, cursor_text(&c, 0));

		row->hidden = hidden;
		for (int i = 0; i < (forms ? 1 : 3) && !hidden; i++)
			row->n[i] = cursor_int(&c, i + 1);
	}
	return cursor_close(&c);
}

/* ------------------------------------------------------------------ as a whole */

static bool name_school(struct session *s, struct figures *f, struct err *e)
{
	struct school_self self;
	struct buf tidy = { 0 };

	if (!school_self_get(s, &self, &f->arena, e))
		return false;
	text_tidy(&tidy, self.name);
	f->school = arena_text(&f->arena, buf_str(&tidy));
	f->code = self.code;
	buf_release(&tidy);
	return *f->school || *f->code ||
	       err_set(e, ERR_INVALID, "%s",
		       _("The school has no name yet, so nobody would know whose figures these "
			 "are: daoshi school --name NAME"));
}

bool figures_make(struct session *s, int64_t year, struct figures *out, struct err *e)
{
	bool ok, told = false;

	*out = (struct figures){ .program = VERSION, .year = year };
	date_copy(out->day, s->today_iso);
	if (!name_school(s, out, e) || !db_read_begin(s->db, e))
		return false;
	ok = add_coverage(s, year, out, &told, e) && add_counted(s, year, out, FORMS, !told, e) &&
	     add_counted(s, year, out, TRAINING, false, e);
	db_read_end(s->db);
	return ok;
}

void figures_release(struct figures *f)
{
	free(f->rows);
	arena_release(&f->arena);
	*f = (struct figures){ 0 };
}
