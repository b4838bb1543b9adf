/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coverage at a glance (clauses 三(一), 五(一), 六(一)): who has no mentor, which mentors have no
 * students or more than they should, and how far what is owed has been met.
 *
 * One pass over the whole school's checklist counts obligations by class, mentor, kind and state;
 * every figure is a sum of those counts, and the rows behind it are found by the same four. What
 * is owed is what is met, open, due soon or overdue; what is exempt is counted apart.
 *
 * When a year is closed its counts are fixed: stored, and read again in the same shape.
 */
#ifndef MODEL_COVERAGE_H
#define MODEL_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/checklist.h"
#include "model/session.h"

struct coverage {
	int64_t year;
	iso_date fixed; /* the day the year was closed; "" where this is counted now */
	struct {
		int64_t students, with_mentor, without_mentor;
		int64_t mentors;          /* on duty */
		int64_t without_students; /* of those */
		int64_t past_capacity;    /* of all who lead */
	} whole;
	bool hides_few; /* for an inspector: groups of fewer than COVERAGE_FEW students */
	/* private */
	struct coverage_class *classes;  /* by id */
	struct coverage_mentor *mentors; /* by id; the first is nobody */
	struct coverage_count *counts;   /* one for each class and mentor that go together */
	size_t *slots;                   /* of a hash table over them */
	size_t class_count, mentor_count, count_count, slot_count;
	struct arena arena;
};

/* As it is today; of a year that was closed, this one too, as it was fixed. NOT_FOUND where a year
 * has no figures. Refused to a session that does not see everybody. The caller releases it, also
 * after a failure. */
bool coverage_load(struct session *s, int64_t year, struct coverage *out, struct err *e);
void coverage_release(struct coverage *c);
/* The years that have figures, this one too, the newest first; at most so many. */
enum { COVERAGE_YEARS_MOST = 9 };
bool coverage_years(struct session *s, int64_t out[COVERAGE_YEARS_MOST], size_t *count,
		    struct err *e);

/* Stores this year's figures as they are today, in place of those stored before. Inside the door
 * of whoever closes the year. */
bool coverage_fix(struct session *s, struct err *e);

/* Which obligations. Zeroed: all of them. */
struct coverage_of {
	int64_t grade, class_id;
	int64_t mentor_id; /* COVERAGE_NOBODY: of students without a mentor */
	unsigned kinds;    /* bits, 1 << enum occasion_kind; 0: all */
	unsigned states;   /* bits, 1 << enum obligation_state; 0: all that is owed, and exempt */
	bool elsewhere;    /* only visits that were met in another form than at home */
};
enum { COVERAGE_NOBODY = -1 };

enum coverage_by {
	COVERAGE_BY_SCHOOL, /* one row */
	COVERAGE_BY_GRADE,
	COVERAGE_BY_CLASS,
	COVERAGE_BY_KIND,
	COVERAGE_BY_MENTOR
};

struct coverage_row {
	int64_t id, rev; /* the place in the list, counted from 1; 0 */
	const char *name;
	struct coverage_of of; /* what the row counts, for the rows behind it */
	int64_t students, without_mentor;
	int64_t owed, met, open, soon, overdue, exempt;
	int64_t percent;   /* met of what is owed, rounded down; 0 where nothing is */
	int64_t elsewhere; /* visits met in another form than at home */
	int64_t mentors, without_students,
		past_capacity;              /* of the school alone: as coverage.whole */
	const char *staff_no, *kind;        /* its code */
	bool hidden;                        /* its figures are FIELD_FEW */
	const char *bar;                    /* room for a text of whoever shows the rows */
	int64_t grade, class_number, order; /* what rows are in the order of */
};
extern const struct field coverage_fields[];
/* Of a bar (base/bar.h) whose parts are met, overdue, soon, open. */
#define COVERAGE_MARKS "#!=."

/* An inspector is told of no group with fewer students than that. */
enum { COVERAGE_FEW = 5 };

/* Where few are hidden, their row's figures are FIELD_FEW, and so are those of other rows, the
 * smallest first, until nothing of them follows from the sums that are shown: two rows at least,
 * of five students together, and of whatever column has any. Then groups are told by class alone
 * within a grade: by mentor or kind as well they would cross. */
/* The rows of a group. By mentor those on duty without students too, where the group is all. */
void coverage_rows(const struct coverage *c, enum coverage_by by, const struct coverage_of *of,
		   struct rowset *out);

/* An obligation behind a figure, of this year as it is today. */
struct coverage_duty {
	int64_t id, rev; /* the place in the list, counted from 1; 0 */
	int64_t student_id;
	const char *student, *student_no, *class_name, *mentor;
	const char *kind, *occasion;
	const char *state;                 /* overdue, soon, open, met, exempt */
	const char *day;                   /* met: when; else the last day */
	int64_t grade, class_number, seat; /* what rows are in the order of */
};
extern const struct field coverage_duty_fields[];

/* Refused to an inspector: behind a figure are persons. */
bool coverage_duties(struct session *s, const struct coverage_of *of, struct rowset *out,
		     struct err *e);

#endif
