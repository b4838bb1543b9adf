/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the import share: the file (import_sheet.h), the run (import.c) and what it
 * tells (import_finding.c), and the kinds of row (import_students.c, import_rows.c,
 * import_accounts.c, import_belongings.c). */
#ifndef IMPORT_PRIVATE_H
#define IMPORT_PRIVATE_H

#include <time.h>

#include "import_sheet.h"
#include "model/import.h"

/* Those whom a survey's cells may mean, read once. */
struct import_who {
	struct rowset students, mentors; /* of struct person, struct mentor */
	bool loaded;
};

struct import {
	struct session *s;
	const struct import_options *o;
	struct import_report *report;
	const struct import_format *format;
	struct sheet sheet;
	struct arena arena;
	const char *only_stage;
	const char *joined;
	struct timespec begun;
	int percent;   /* told last; 0: nothing was told yet */
	int64_t *seen; /* ids of students in the file */
	size_t seen_count;
	void *led;          /* tsearch(3): whom the file gave a mentor, and in which row */
	struct buf classes; /* "|九(3)|九(4)|": the classes in the file */
	struct import_who who;
	const char *part; /* what is wrong of a cell with several in it; NULL: the whole cell */
};

enum outcome { ROW_BAD, ROW_ADDED, ROW_CHANGED, ROW_UNCHANGED };

/* A column, or one of others in its place (separated by '|'), without which a row is no header. */
struct import_need {
	const char *field, *or_field;
};

/* One kind of file. */
struct import_format {
	const char *name;
	const struct field *const *tables; /* where headers are looked up, in order; NULL ends */
	const struct import_need *needs;   /* ended by a zeroed row */
	const char *key;                   /* field that must not occur twice, or NULL */
	const char *doubled; /* N_(): the sentence for it, with %zu for the first row */
	unsigned may;        /* rights that it takes, besides MAY_IMPORT */
	size_t size;         /* of a row's struct */
	/* Saves one row; on ROW_BAD *e says why, its field the column. */
	enum outcome (*save)(struct import *im, const struct sheet_row *row, void *thing,
			     struct err *e);
	bool (*begin)(struct import *im, struct err *e);  /* before the first row; may be NULL */
	bool (*finish)(struct import *im, struct err *e); /* after the last row; may be NULL */
};
#define IMPORT_DOUBLED                                                                             \
	N_("The same number stands in row %zu already; one of the two must be mended.")
extern const struct import_format import_students, import_mentors, import_assignments,
	import_accounts, import_belongings, import_preferences, import_mentor_preferences;
const struct import_format *import_format_of(enum import_kind kind);

/* By staff number, else by name: exactly one mentor, or a sentence; 0 where neither is given. */
bool import_find_mentor(struct import *im, const char *no, const char *name, int64_t *id,
			struct err *e);
/* `role` may be NULL or "": the lead. */
bool import_assign(struct import *im, int64_t student_id, int64_t mentor_id, const char *role,
		   bool *changed, struct err *e);
/* What was said of such a cell, or of such a part of a cell with several in it; else itself. */
const char *import_meant(const struct import *im, const char *cell);
/* Takes what the file has into the stored thing and tells each difference; false for none. */
bool import_merge(struct import *im, const struct sheet_row *row, const struct field *fields,
		  void *stored, const void *read);

/* Puts the stored number in the place of a masked one that is read, where it is that one; false
 * otherwise. `stored` may be NULL. */
bool import_keep_masked(const struct field *fields, const void *stored, void *read, struct err *e);

/* One student by number, or by name and class; a name beside a number must agree. */
struct named_student {
	const char *no, *name, *class_name, *grade;
};
bool import_find_student(struct import *im, const struct named_student *n, int64_t *id,
			 struct err *e);
/*
 * One mentor as people write it in a survey: a staff number, a name, both, with 老师 behind or a
 * subject in brackets. *id 0: nobody is named; IMPORT_ANYBODY: whoever it is. Refused at the field
 * with who may be meant, and what to write.
 */
#define IMPORT_ANYBODY (-1)
bool import_read_mentor(struct import *im, const char *field, const char *cell, int64_t *id,
			struct err *e);
const char *import_mentor_name(const struct import *im, int64_t id);
/* Whether the cell has the name in full, or is the number: then nothing was guessed. */
bool import_is_mentor(const struct import *im, int64_t id, const char *cell);
bool import_who_load(struct import *im, struct err *e);
void import_who_release(struct import_who *who);

/* Something to tell about a row; `value` is what the file has. */
void import_note(struct import *im, size_t row, const char *level, const char *column,
		 const char *value, const char *text);

#endif
