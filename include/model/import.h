/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rosters in. A file comes through daoshi-table as rows of text; the header is looked for below
 * titles and blank rows; columns are known by the names schools use; every row is saved by the same
 * model functions that the screens use, all inside one transaction. So a dry run is a real run
 * that is rolled back, and finds exactly what the import would.
 *
 * What a column is can be said by hand, too. It is remembered for files laid out alike, by the
 * headers in their order, when the import it was said for is written, and with it.
 *
 * A cell that is empty changes nothing. Students who are missing from a roster of their class are
 * marked, never deleted.
 */
#ifndef MODEL_IMPORT_H
#define MODEL_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rowset.h"
#include "model/session.h"

enum import_kind {
	IMPORT_STUDENTS,
	IMPORT_MENTORS,
	IMPORT_ASSIGNMENTS,
	IMPORT_ACCOUNTS,
	IMPORT_BELONGINGS,
	IMPORT_PREFERENCES,
	IMPORT_MENTOR_PREFERENCES,
	IMPORT_KINDS
};

/* "students", "mentors", "assignments", "accounts", "belongings", "preferences",
 * "mentor-preferences"; IMPORT_KINDS for anything else. */
enum import_kind import_kind_named(const char *name);
const char *import_kind_name(enum import_kind kind);
/* The tables of fields in which a header's columns are looked up, in order; ended by NULL. */
const struct field *const *import_kind_fields(enum import_kind kind);

/* What somebody says of one column. */
struct import_map {
	size_t place;       /* from 1; 0: by its name */
	const char *column; /* its header, or else its letter: A, B ... */
	const char *field;  /* its name or a header it is known by; "": left out */
};
enum { IMPORT_NO_HEADER = -1 };

/* What somebody says that a cell stands for, or one of several in a cell, wherever it is: 张伟 is
 * T4. */
struct import_means {
	const char *cell, *is;
};

struct import_options {
	enum import_kind kind;
	const char *path;
	const char *encoding, *separator; /* NULL: found out */
	const char *sheet;            /* of a workbook: name, or place from 1; NULL: found out */
	int64_t header;               /* its row as a spreadsheet numbers it; 0: found out */
	const struct import_map *map; /* ended by a zeroed row; NULL: nothing is said */
	const struct import_means *means; /* ended by a zeroed row; NULL: nothing is said */
	const char *joined;               /* ISO: first day of new students; NULL: see below */
	const char *reason;               /* for a mentor's students past the capacity */
	bool dry_run;
	bool partial; /* take the good rows, list the others */
	/* called once it takes longer than a second, for each percent, and at the end with 100 */
	void (*progress)(void *arg, int percent); /* may be NULL */
	void *progress_arg;
};

/* Something to tell about a row. */
struct finding {
	int64_t id, rev;   /* unused */
	int64_t row;       /* as a spreadsheet numbers it; 0: none in particular */
	const char *level; /* "error": the row is not taken; "mended"; "changed"; "missing" */
	const char *column;
	const char *value; /* the cell, or a part of it */
	const char *text;
	int64_t part; /* 1: value is what is wrong of a cell with several in it */
};
extern const struct field finding_fields[];

struct import_report {
	size_t rows, added, changed, unchanged, errors; /* rows of the file */
	size_t missing;
	bool written; /* false: the file is as it was */
	const char *encoding, *separator;
	const char *sheet;      /* of a workbook with several, or "" */
	const char *said_on;    /* the day that columns were said on for files like this, or "" */
	const char *left_out;   /* columns not taken, or "" */
	const char *joined;     /* the day new students were enrolled from, or "" */
	struct rowset findings; /* in the order of rows */
};

/*
 * Runs it. False when the file cannot be read as a roster at all; rows that are wrong are findings,
 * and then nothing is written unless `partial`. New students begin on `joined`, or the first day
 * of the school year where nobody is enrolled in it yet, or today. Release the report in any case.
 */
bool import_run(struct session *s, const struct import_options *o, struct import_report *report,
		struct err *e);
void import_report_release(struct import_report *report);
/* The result in one or two sentences. */
void import_summary(const struct import_report *report, struct buf *out);

#endif
