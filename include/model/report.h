/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports (clauses 六(一), 六(四)): each is one row in a table: its name, its SQL, its columns. The
 * screen, the subcommand, the workbook and the printed page all show that row, so that no two of
 * them can differ.
 *
 * Every figure says how it is counted (the help of its field) and leads to the rows that it counts.
 * Nothing anywhere is a score by the number of records or words: contacts are counted where a rule
 * asks for them, and never compared.
 *
 * What is owed comes from the checklist, lent to the SQL as the table `duty` (db/lent.h), a row for
 * each obligation of this year in the session's scope:
 *   id  student_id  mentor_id (its lead now, 0: none)  class_id  grade
 *   kind (code of enum occasion_kind: visit, talk, change, student, guardians, referral)
 *   occasion  key_date_id (0: none)  state (overdue, soon, open, met, exempt)
 *   opens  due  day (met: when)  contact_id (that met it, 0: none)  mode (its code, or NULL)
 *   elsewhere (1: a visit in another form than at home)  late (1: met after its last day)
 */
#ifndef MODEL_REPORT_H
#define MODEL_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "db/db.h"
#include "model/session.h"

enum { REPORT_NUMBERS = 24, REPORT_TEXTS = 16 };

/* A row of any report: its columns are members of the two arrays. `id` is the number of what it is
 * about (enum report_key). */
struct report_row {
	int64_t id, rev;
	int64_t n[REPORT_NUMBERS];
	const char *t[REPORT_TEXTS];
};

/* A column; `column` is the SQL's name, `definition` N_(): what is counted, and how. */
#define REPORT_COUNT(i, column, title, definition, cells)                                          \
	{                                                                                          \
		.name = column, .label = title, .help = definition, .kind = FIELD_INT,             \
		.flags = FIELD_ZERO | FIELD_RIGHT | FIELD_DERIVED,                                 \
		.offset = offsetof(struct report_row, n[i]), .width = cells                        \
	}
#define REPORT_TEXT(i, column, title, definition, cells)                                           \
	{                                                                                          \
		.name = column, .label = title, .help = definition, .kind = FIELD_TEXT,            \
		.flags = FIELD_DERIVED, .offset = offsetof(struct report_row, t[i]),               \
		.width = cells                                                                     \
	}

/* What it is limited to, bound to its SQL as :year, :grade, :class, :mentor, :student (0: all),
 * :kind, :state (""; all) and :today. */
struct report_of {
	int64_t year, grade, class_id, mentor_id, student_id;
	const char *kind, *state;
};

enum report_key {
	REPORT_OF_ALL,
	REPORT_OF_GRADE,
	REPORT_OF_CLASS,
	REPORT_OF_MENTOR,
	REPORT_OF_STUDENT
};

/* Where a figure leads: the report that has the rows it counts, with what it is limited to. */
struct report_drill {
	const char *column, *report;
	const char *kind, *state; /* NULL: as before */
};

struct report {
	const char *name;       /* "overview" */
	const char *label;      /* N_() */
	const char *about;      /* N_(): what it is for and how it counts, a sentence or three */
	enum report_key key;    /* what its rows' ids are */
	unsigned need;          /* rights (enum may) beside MAY_READ */
	bool persons;           /* its rows are about students: logged where it leaves, closed to
				 * inspectors */
	const char *const *bar; /* columns that a bar shows, ended by NULL; NULL: none */
	const struct sql *sql;
	const struct field *fields;
	const char *const *columns;        /* as people see them, ended by NULL */
	const struct report_drill *drills; /* ended by a zeroed row; NULL: its rows are the rows */
};

/* All of them, in the order that they are shown in; ended by NULL. */
extern const struct report *const reports[];
const struct report *report_named(const char *name); /* NULL: there is none */

/* Its rows. `of` NULL: this year, everybody in the session's scope. The caller releases them, also
 * after a failure. Refused, with a sentence: to whom it is not for. For an inspector groups of
 * fewer than COVERAGE_FEW are FIELD_FEW, and what gives them away. */
bool report_load(struct session *s, const struct report *r, const struct report_of *of,
		 struct rowset *out, struct err *e);
/* The report behind a figure, and what it is limited to; NULL: there is nothing behind it. */
const struct report *report_behind(const struct report *r, const struct report_of *of,
				   const struct report_row *row, const char *column,
				   struct report_of *to);

#endif
