/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the coverage share: counting (coverage.c), fixing (coverage_fixed.c), the rows
 * of figures (coverage_rows.c) and the rows behind them (coverage_duty.c). */
#ifndef COVERAGE_PRIVATE_H
#define COVERAGE_PRIVATE_H

#include "model/coverage.h"

struct coverage_class {
	int64_t id, grade, number;
	const char *name;
};

struct coverage_mentor {
	int64_t id;
	const char *staff_no, *name, *status;
	int64_t capacity, load;
};

/* Of one class and mentor. */
struct coverage_count {
	size_t class, mentor; /* places in those arrays */
	int64_t students, elsewhere;
	int64_t of[OCCASION_KINDS][OBLIGATION_STATES];
};

enum {
	COVERAGE_OWED = 1 << OBLIGATION_MET | 1 << OBLIGATION_OPEN | 1 << OBLIGATION_SOON |
			1 << OBLIGATION_OVERDUE
};

/* The states of an obligation behind a figure, by their codes. */
extern const struct choice coverage_states[];

/* Classes and mentors, before anything is counted. */
bool coverage_begin(struct session *s, int64_t year, struct coverage *c, struct err *e);
/* The counts of a class and mentor (0: nobody), made where there are none; until the next call.
 * NULL for a class or mentor that is unknown. */
struct coverage_count *coverage_count_of(struct coverage *c, int64_t class_id, int64_t mentor_id);
/* Place in c->mentors; 0 for none. */
size_t coverage_mentor_place(const struct coverage *c, int64_t id);
/* The figures of the whole, once all is counted. */
void coverage_sum(struct coverage *c);

bool coverage_count_now(struct session *s, struct coverage *out, struct err *e);
/* *found: whether the year has figures. */
bool coverage_load_fixed(struct session *s, int64_t year, struct coverage *out, bool *found,
			 struct err *e);

/* Rows that are parts of one sum, with so many counts each, the first of them of students: marks as
 * hidden those of fewer than COVERAGE_FEW, and others, the smallest first, until no count of what
 * is hidden follows from the sum and the rest. */
struct few {
	size_t rows, columns;
	int64_t *counts; /* row by row */
	bool **hidden;   /* each row's mark */
};
void few_begin(struct few *f, size_t rows_most);
void few_mark(struct few *f);
void few_release(struct few *f);

/* For an inspector: see COVERAGE_FEW. */
bool coverage_hides_few(const struct session *s);
/* The rows as they are. */
void coverage_rows_plain(const struct coverage *c, enum coverage_by by,
			 const struct coverage_of *of, struct rowset *out);
void coverage_hide_few(const struct coverage *c, enum coverage_by by, const struct coverage_of *of,
		       struct rowset *rows);

/* Visits of this year that took another form than a visit at home, by id, and which. */
struct coverage_elsewhere {
	struct coverage_visit {
		int64_t id;
		const char *mode; /* its code */
	} * visits;
	size_t count, room;
};
bool coverage_load_elsewhere(struct session *s, struct coverage_elsewhere *out, struct err *e);
/* Of a visit that was met by one of those: its mode. NULL: all else. */
const char *coverage_elsewhere(const struct coverage_elsewhere *v, const struct occasion *o,
			       const struct obligation *state);

/* Calls for each obligation of the student. */
typedef void coverage_visitor(void *arg, const struct occasion *o, const struct obligation *state);
void coverage_each_duty(const struct owed *student, const struct checklist *list,
			coverage_visitor *visit, void *arg);

#endif
