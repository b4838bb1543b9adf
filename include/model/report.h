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
 * What is owed comes from the checklist, lent to the SQL as two tables (db/lent.h) of this year, in
 * the session's scope. A row of `duty` is an obligation, one that is not applicable none:
 *   id  student_id  mentor_id (its lead now, 0: none)  class_id  grade
 *   kind (occasion_code)  kind_no (enum occasion_kind + 1)  occasion  key_date_id (0: none)
 *   state (overdue, soon, open, met, exempt)
 *   seat  opens  due  day (met: when; else NULL)  contact_id (that met it; 0: none, or a referral)
 *   mode (of a visit that was met, its code; else NULL)
 *   elsewhere (1: a visit met in another form than at home)  late (1: met after its last day)
 * A row of `covered` is a student enrolled today:
 *   id  student_id  mentor_id (its lead, 0: none)  class_id  grade  seat  students (1)
 * Of a closed year both are the counts that were fixed: duty a row for each obligation, but without
 * student, occasion, days, contact, mode and whether it was late; covered one for each class and
 * mentor, with so many `students`.
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
#define REPORT_NUMBER(as, i, column, title, definition, cells)                                     \
	{                                                                                          \
		.name = column, .label = title, .help = definition, .kind = as,                    \
		.flags = FIELD_ZERO | FIELD_RIGHT | FIELD_DERIVED,                                 \
		.offset = offsetof(struct report_row, n[i]), .width = cells                        \
	}
#define REPORT_COUNT(i, column, title, definition, cells)                                          \
	REPORT_NUMBER(FIELD_INT, i, column, title, definition, cells)
#define REPORT_WORD(as, i, column, title, definition, cells, ...)                                  \
	{                                                                                          \
		.name = column, .label = title, .help = definition, .kind = as,                    \
		.flags = FIELD_DERIVED | (as == FIELD_CODE ? FIELD_MASKED : 0),                    \
		.offset = offsetof(struct report_row, t[i]), .width = cells, __VA_ARGS__           \
	}
#define REPORT_TEXT(i, column, title, definition, cells)                                           \
	REPORT_WORD(FIELD_TEXT, i, column, title, definition, cells, .words = NULL)
/* A code that is shown as its choice's label. */
#define REPORT_CHOICE(i, column, title, definition, cells, of)                                     \
	REPORT_WORD(FIELD_CHOICE, i, column, title, definition, cells, .choices = of)

/* What it is limited to, bound to its SQL as :year, :grade, :class, :mentor (COVERAGE_NOBODY: who
 * has none), :student, :key_date (0: all), :kind, :state (""; all). The SQL also has :today, :fixed
 * (1: duty and covered are what was fixed), :own (1: the session sees its own mentor alone) and, of
 * the rules, :capacity. States beside those of duty: owed (all but exempt), outstanding (not met),
 * not_yet (outstanding, but not overdue), in_time, late (met, by the last day and after it), home,
 * elsewhere (visits that were met so). */
struct report_of {
	int64_t year, grade, class_id, mentor_id, student_id, key_date;
	const char *kind, *state;
};

enum { REPORT_KEY_DATES = 1000 };
/* What the ids of its rows are; a row of id 0 is the sum of all. */
enum report_key {
	REPORT_OF_ALL,
	REPORT_OF_GRADE,
	REPORT_OF_CLASS,
	REPORT_OF_MENTOR, /* COVERAGE_NOBODY: nobody */
	REPORT_OF_STUDENT,
	REPORT_OF_KIND,    /* enum occasion_kind + 1 */
	REPORT_OF_KEY_DATE /* + REPORT_KEY_DATES; below that a figure's own */
};

/* Whose rows a session gets. */
enum report_scope {
	REPORT_OF_SCOPE,    /* of the students it sees; a mentor's own, as lead */
	REPORT_OF_GROUPS,   /* of whole groups: the school, one's grade, one's class; no mentor's */
	REPORT_OF_STUDENTS, /* of the students it sees, whoever leads them; no mentor's */
	REPORT_OF_MENTORS   /* of mentors: oneself, unless the session sees everybody */
};

enum report_years {
	REPORT_THIS_YEAR,  /* its SQL reads duty */
	REPORT_CLOSED_TOO, /* and what was fixed of a closed year is enough for it (`fixed`) */
	REPORT_ANY_YEAR    /* its SQL reads neither duty nor covered */
};

/* Where a figure leads: the report that has the rows it counts, with what it is limited to. */
struct report_drill {
	const char *column, *report;
	const char *kind, *state; /* NULL: as before */
	int64_t row;              /* in the row of that id alone, for REPORT_KEY_DATES in those of
				   * key dates; 0: in all */
};

struct report {
	const char *name;    /* "overview" */
	const char *label;   /* N_() */
	const char *about;   /* N_(): what it is for and how it counts, a sentence or three */
	enum report_key key; /* what its rows' ids are */
	enum report_scope scope;
	enum report_years years;
	unsigned need;          /* rights (enum may) beside MAY_READ */
	bool persons;           /* its rows are persons: logged, closed to inspectors */
	bool of_one;            /* asks for of->mentor_id, unless it is one's own */
	const char *const *bar; /* columns that a bar shows, ended by NULL; NULL: none */
	const struct sql *sql;
	const struct field *fields;
	const char *const *columns;        /* as people see them, ended by NULL */
	const char *const *fixed;          /* those that a closed year has; NULL: all of them */
	const struct report_drill *drills; /* ended by a zeroed row; NULL: its rows are the rows */
};

/* In the order that they are shown in; ended by NULL. */
extern const struct report *const reports[];
const struct report *report_named(const char *name); /* NULL: there is none */

/* Whether there is anything in it for this session; else a sentence that says why not. */
bool report_may(const struct session *s, const struct report *r, struct err *e);
/* Its rows; report_columns are those of its columns that the year has. `of` NULL: this year,
 * everybody in the session's scope. The caller releases them, also after a failure. Refused, with a
 * sentence: to whom it is not for; a year of which it knows nothing. For an inspector groups of
 * fewer than COVERAGE_FEW are FIELD_FEW, and what gives them away. */
bool report_load(struct session *s, const struct report *r, const struct report_of *of,
		 struct rowset *out, struct err *e);
const char *const *report_columns(const struct session *s, const struct report *r,
				  const struct report_of *of);
/* The report behind a figure, and what it is limited to; NULL: there is nothing behind it that this
 * session may see. */
const struct report *report_behind(const struct session *s, const struct report *r,
				   const struct report_of *of, const struct report_row *row,
				   const char *column, struct report_of *to);

#endif
