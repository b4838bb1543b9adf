/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster of students: what a row is, how it is saved, and who is missing. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/enrolment.h"
#include "model/guardian.h"
#include "model/import_private.h"
#include "model/student.h"

struct student_row {
	struct student student; /* first, so that student_fields fit */
	const char *grade_text, *mentor_no, *mentor_name;
};

static const struct field student_row_fields[] = {
	{ FIELD(struct student_row, grade_text), .label = N_("Grade"), .kind = FIELD_TEXT,
	  .aliases = "年级|所在年级" },
	{ FIELD(struct student_row, mentor_no), .label = N_("Mentor's no."), .kind = FIELD_CODE,
	  .aliases = "导师工号|导师编号" },
	{ FIELD(struct student_row, mentor_name), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .aliases = "导师|导师姓名" },
	{ 0 },
};

/* Grade and class of the file as the one name that students carry. */
static bool name_class(struct import *im, struct student_row *r, struct err *e)
{
	struct class_key class;
	struct buf name = { 0 };
	bool has_class = r->student.class_name && *r->student.class_name;

	if (!has_class)
		return !(r->grade_text && *r->grade_text) ||
		       err_field(e, "class_name", _("The class is missing; it must be filled in"));
	if (!class_read(r->grade_text, r->student.class_name, im->s->year.id, im->only_stage,
			&class, e))
		return false;
	class_show(&class, im->s->year.id, &name);
	r->student.class_name = arena_text(&im->arena, buf_str(&name));
	buf_release(&name);
	buf_printf(&im->classes, "|%s", r->student.class_name);
	return true;
}

/* The guardian that the file names may be another than the first: those are compared by name. */
static bool known_guardian(struct import *im, struct student *stored, const struct student *read,
			   struct err *e)
{
	struct rowset set;
	bool ok;

	if (!read->guardian_name)
		return true;
	ok = guardian_list(im->s, stored->id, &set, e);
	stored->guardian_id = stored->guardian_rev = 0;
	stored->guardian_name = stored->guardian_relation = stored->guardian_phone = NULL;
	for (size_t i = 0; ok && i < set.count; i++) {
		const struct guardian *g = rowset_at(&set, i);

		if (strcmp(g->name, read->guardian_name))
			continue;
		stored->guardian_id = g->id;
		stored->guardian_rev = g->rev;
		stored->guardian_name = arena_text(&im->arena, g->name);
		stored->guardian_relation =
			g->relation ? arena_text(&im->arena, g->relation) : NULL;
		stored->guardian_phone = g->phone ? arena_text(&im->arena, g->phone) : NULL;
	}
	rowset_release(&set);
	return ok;
}

/* A student who is not enrolled today, but in the roster, is enrolled again. */
static bool comes_back(struct import *im, struct student *stored, const struct student *read)
{
	if (stored->enrolled_to && strcmp(stored->enrolled_to, im->s->today_iso) >= 0)
		return false;
	stored->enrolled_to = NULL;
	stored->enrolled_from = read->enrolled_from ? read->enrolled_from : im->joined;
	return true;
}

static enum outcome change_student(struct import *im, const struct sheet_row *row, int64_t id,
				   struct student *read, struct err *e)
{
	struct rowset set;
	enum outcome outcome = ROW_BAD;

	if (student_get(im->s, id, &set, e)) {
		struct student *stored = rowset_at(&set, 0);
		bool was_missing = stored->missing_since && *stored->missing_since;
		bool returns = comes_back(im, stored, read);

		/* read in this transaction: nobody came between */
		stored->enrolment_id = 0;
		read->enrolled_from = NULL;
		if (!known_guardian(im, stored, read, e) ||
		    !import_keep_masked(student_fields, stored, read, e))
			outcome = ROW_BAD;
		else if (!import_merge(im, row, student_fields, stored, read) && !returns)
			outcome = ROW_UNCHANGED;
		else if (student_save(im->s, stored, e))
			outcome = ROW_CHANGED;
		if (outcome != ROW_BAD && was_missing && !student_mark_missing(im->s, id, false, e))
			outcome = ROW_BAD;
	}
	rowset_release(&set);
	return outcome;
}

static enum outcome add_student(struct import *im, struct student *st, struct err *e)
{
	if (!st->class_name || !*st->class_name) {
		err_field(e, "class_name", _("The class is missing; it must be filled in"));
		return ROW_BAD;
	}
	if (!import_keep_masked(student_fields, NULL, st, e))
		return ROW_BAD;
	/* who entered the school in an earlier year is there from this year's first day */
	if (!st->enrolled_from)
		st->enrolled_from = im->joined;
	else if (strcmp(st->enrolled_from, im->s->year.starts) < 0)
		st->enrolled_from = im->s->year.starts;
	return student_save(im->s, st, e) ? ROW_ADDED : ROW_BAD;
}

static enum outcome save(struct import *im, const struct sheet_row *row, void *thing, struct err *e)
{
	struct student_row *r = thing;
	int64_t id, mentor_id;
	enum outcome outcome;
	bool assigned = false;

	for (const struct field *f = student_fields; f->name; f++)
		if (!field_check_required(f, &r->student, e))
			return ROW_BAD;
	if (!name_class(im, r, e) || !student_find_no(im->s, r->student.student_no, &id, e) ||
	    !import_find_mentor(im, r->mentor_no, r->mentor_name, &mentor_id, e))
		return ROW_BAD;
	outcome =
		id ? change_student(im, row, id, &r->student, e) : add_student(im, &r->student, e);
	if (outcome == ROW_BAD)
		return ROW_BAD;
	if (!id)
		id = r->student.id;
	if (mentor_id && !import_assign(im, id, mentor_id, "lead", &assigned, e))
		return ROW_BAD;
	return outcome == ROW_UNCHANGED && assigned ? ROW_CHANGED : outcome;
}

/* The students that the file names, also in rows that are not taken. */
static bool find_seen(struct import *im, struct err *e)
{
	const struct field *number = field_find(student_fields, "student_no");
	size_t column = sheet_column(&im->sheet, number->name);

	im->seen = mem_alloc(im->sheet.count * sizeof *im->seen);
	for (size_t i = im->sheet.first; i < im->sheet.count; i++) {
		const struct sheet_row *r = &im->sheet.rows[i];
		struct student st = { 0 };
		struct err unreadable;
		int64_t id;

		if (column >= r->count || !field_read(number, &st, r->cell[column], &im->arena,
						      DATE_NO_TODAY, NULL, &unreadable))
			continue;
		if (!student_find_no(im->s, st.student_no, &id, e))
			return false;
		im->seen[im->seen_count] = id;
		im->seen_count += id != 0;
	}
	return true;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Enrolled in a class of the file, but not in the file. Classes that the file has not are none of
 * its business: schools send rosters class by class. */
static bool is_missing(struct import *im, const struct student *st)
{
	struct buf name = { 0 };
	bool here;

	buf_printf(&name, "|%s|", st->class_name ? st->class_name : "");
	here = strstr(buf_str(&im->classes), buf_str(&name)) != NULL;
	buf_release(&name);
	return here && !bsearch(&st->id, im->seen, im->seen_count, sizeof *im->seen, by_number);
}

static bool mark_missing(struct import *im, struct err *e)
{
	struct rowset all;
	bool ok = student_list(im->s, &all, e) && find_seen(im, e);

	buf_char(&im->classes, '|');
	if (im->seen_count)
		qsort(im->seen, im->seen_count, sizeof *im->seen, by_number);
	for (size_t i = 0; ok && im->seen_count && i < all.count; i++) {
		const struct student *st = rowset_at(&all, i);

		if (!is_missing(im, st))
			continue;
		im->report->missing++;
		import_note(
			im, 0, "missing", st->class_name, st->name,
			_("Enrolled in this class, but not in the file: marked, not deleted. If "
			  "the student has left, enter that."));
		if (!st->missing_since)
			ok = student_mark_missing(im->s, st->id, true, e);
	}
	rowset_release(&all);
	return ok;
}

static const struct field *const tables[] = { student_row_fields, student_fields, NULL };
static const struct import_need needs[] = { { "student_no", NULL }, { "name", NULL }, { 0 } };

const struct import_format import_students = {
	.name = "students",
	.tables = tables,
	.needs = needs,
	.key = "student_no",
	.doubled = IMPORT_DOUBLED,
	.size = sizeof(struct student_row),
	.save = save,
	.finish = mark_missing,
};
