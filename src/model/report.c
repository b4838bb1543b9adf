/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reports there are, and how any of them is loaded. */
#include "model/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "coverage_private.h"
#include "model/grade.h"
#include "model/obligation.h"
#include "report_private.h"

const struct report *const reports[] = {
	&report_overview,
	&report_kind,
	&report_keydates,
	&report_classes,
	&report_mentors,
	&report_without_mentor,
	&report_students,
	&report_overdue,
	&report_duties,
	&report_contacts,
	&report_record,
	&report_assignments,
	&report_referrals,
	&report_training,
	&report_attendance,
	/* for inspections (report_inspection*.c) */
	&report_tasks,
	&report_task_grades,
	&report_task_mentors,
	&report_lacking,
	&report_matching,
	&report_changes,
	&report_care,
	&report_care_students,
	&report_absences,
	&report_absent_students,
	&report_training_levels,
	NULL,
};

const struct report *report_named(const char *name)
{
	for (const struct report *const *r = reports; *r; r++)
		if (!strcmp((*r)->name, name))
			return *r;
	return NULL;
}

static void show_grade(const char *kept, struct buf *out)
{
	if (*kept)
		buf_printf(out, _("Grade %s"), grade_name(atoi(kept)));
	else
		buf_text(out, _("Total"));
}

static void show_kind(const char *kept, struct buf *out)
{
	buf_text(out, *kept ? choice_label(occasion_choices, kept) : _("Total"));
}

const struct field_words report_kind_words = { .show = show_kind };
const struct field_words report_grade_words = { .show = show_grade };

/* ----------------------------------------------------------------- loading */

/* What was fixed of a year is what its groups are told by; persons are as they are today. */
static bool is_fixed(const struct session *s, const struct report *r, int64_t year)
{
	return r->years == REPORT_CLOSED_TOO &&
	       (year != s->year.id || (s->year.closed_on[0] && !r->persons));
}

const char *const *report_columns(const struct session *s, const struct report *r,
				  const struct report_of *of)
{
	int64_t year = of && of->year ? of->year : s->year.id;

	return r->fixed && is_fixed(s, r, year) ? r->fixed : r->columns;
}

static bool check_year(const struct session *s, const struct report *r, int64_t year, struct err *e)
{
	return year == s->year.id || r->years != REPORT_THIS_YEAR ||
	       err_field(e, "year",
			 _("This report counts what is owed today, student by student; of the "
			   "school year %d only the figures are kept. The reports overview, "
			   "classes, mentors and kinds have them."),
			 (int)year);
}

static bool read_rows(struct session *s, const struct report *r, const struct report_of *of,
		      struct rowset *out, struct err *e)
{
	return db_rows(s->db, r->sql,
		       WITH(INT("year", of->year), INT("grade", of->grade),
			    INT("class", of->class_id), INT("mentor", of->mentor_id),
			    INT("student", of->student_id), TEXT("kind", of->kind ? of->kind : ""),
			    TEXT("state", of->state ? of->state : ""), TEXT("today", s->today_iso),
			    INT("key_date", of->key_date), INT("fixed", is_fixed(s, r, of->year)),
			    INT("own", session_own(s) != 0),
			    INT("capacity", s->rules.mentor_capacity)),
		       out, e);
}

static bool load(struct session *s, const struct report *r, const struct report_of *of,
		 struct rowset *out, struct err *e)
{
	struct duties d;
	bool ok;

	if (r->years == REPORT_ANY_YEAR)
		return read_rows(s, r, of, out, e);
	ok = duties_lend(s, of->year, is_fixed(s, r, of->year), &d, e) &&
	     read_rows(s, r, of, out, e);
	duties_take_back(s, &d);
	return ok;
}

/* An inspector's groups are hidden by what the whole school is. */
static bool load_for(struct session *s, const struct report *r, const struct report_of *of,
		     struct rowset *out, struct err *e)
{
	struct report_of all = { .year = of->year };

	if (!coverage_hides_few(s) || r->years == REPORT_ANY_YEAR)
		return load(s, r, of, out, e);
	return load(s, r, &all, out, e) && report_hide_few(s, r, of, out, e);
}

bool report_load(struct session *s, const struct report *r, const struct report_of *of,
		 struct rowset *out, struct err *e)
{
	struct report_of within = of ? *of : (struct report_of){ 0 };
	bool ok;

	rowset_init(out, r->fields, sizeof(struct report_row));
	if (!within.year)
		within.year = s->year.id;
	if (!report_limit(s, r, &within, e) || !check_year(s, r, within.year, e) ||
	    !report_check_few(s, r, &within, e) || !db_read_begin(s->db, e))
		return false;
	ok = load_for(s, r, &within, out, e);
	db_read_end(s->db);
	return ok;
}

/* ------------------------------------------------------------------ behind */

static void narrow(const struct report *r, const struct report_row *row, struct report_of *to)
{
	switch (r->key) {
	case REPORT_OF_GRADE:
		to->grade = row->id;
		break;
	case REPORT_OF_CLASS:
		to->class_id = row->id;
		break;
	case REPORT_OF_MENTOR:
		to->mentor_id = row->id;
		break;
	case REPORT_OF_STUDENT:
		to->student_id = row->id;
		break;
	case REPORT_OF_KIND:
		to->kind = occasion_code((enum occasion_kind)(row->id - 1));
		break;
	case REPORT_OF_KEY_DATE:
		if (row->id > REPORT_KEY_DATES)
			to->key_date = row->id - REPORT_KEY_DATES;
		break;
	default:
		break;
	}
}

static bool is_drill(const struct report_drill *d, int64_t row, const char *column)
{
	bool here = !d->row || d->row == row || (d->row == REPORT_KEY_DATES && row > d->row);

	return here && !strcmp(d->column, column);
}

static const struct report_drill *find_drill(const struct report *r, const struct report_row *row,
					     const char *column)
{
	const struct report_drill *d = r->drills;

	while (d && d->column && !is_drill(d, row->id, column))
		d++;
	return d && d->column ? d : NULL;
}

const struct report *report_behind(const struct session *s, const struct report *r,
				   const struct report_of *of, const struct report_row *row,
				   const char *column, struct report_of *to)
{
	const struct report_drill *d = find_drill(r, row, column);
	const struct report *behind = d ? report_named(d->report) : NULL;
	struct err ignored = { 0 };

	*to = of ? *of : (struct report_of){ 0 };
	if (!behind || !report_limit(s, r, to, &ignored) || !report_may(s, behind, &ignored))
		return NULL;
	if (behind->years == REPORT_THIS_YEAR && to->year && to->year != s->year.id)
		return NULL;
	if (row->id)
		narrow(r, row, to);
	if (d->kind)
		to->kind = d->kind;
	if (d->state)
		to->state = d->state;
	return behind;
}
