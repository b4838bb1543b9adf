/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file before it is imported: how it was read, its first rows, and which column is what field and
 * why. What import_run takes from it is the same, because both ask the same functions.
 */
#ifndef MODEL_IMPORT_PREVIEW_H
#define MODEL_IMPORT_PREVIEW_H

#include "model/import.h"

/* A column of the file. */
struct import_column {
	int64_t id, rev;     /* its place, from 1; unused */
	const char *column;  /* its letter */
	const char *header;  /* as the file has it, or "" */
	const char *field;   /* the name of the field it is, or "" */
	const char *label;   /* the same as people read it */
	const char *how;     /* import_hows */
	const char *samples; /* what stands below it first */
};
extern const struct field import_column_fields[];
/* "known" by its header; "said" now; "remembered" from a file laid out alike; "twice": its header
 * is known, and another column is the field; "unknown". */
extern const struct choice import_hows[];

/* A sheet of a workbook. */
struct import_sheet {
	int64_t id, rev; /* its place, from 1; unused */
	int64_t place;
	const char *name;
	int64_t chosen; /* 1: this one is read */
};
extern const struct field import_sheet_fields[];

/* A row of the file, as it is. */
struct import_raw_row {
	size_t number; /* as a spreadsheet numbers it */
	size_t count;
	const char *const *cell;
};

struct import_preview {
	const char *encoding, *separator; /* "" of a workbook */
	struct rowset sheets;             /* of a workbook; else empty */
	struct import_raw_row *rows;      /* the first of the file that are not blank */
	size_t row_count;
	int64_t header;        /* its row, or IMPORT_NO_HEADER */
	bool guessed;          /* nothing says that this is the header */
	const char *said_on;   /* as in struct import_report */
	enum import_kind fits; /* where that is lacking: the kind that has all; else none */
	const char *lacking;   /* labels of what is needed and is no column, or "" */
	struct rowset columns;
	struct arena arena;
};

/* Reads the first rows. False where the file cannot be read, or what is said of its columns cannot
 * be; that columns are lacking is no failure here. Release it in any case. */
bool import_preview(struct session *s, const struct import_options *o, struct import_preview *out,
		    struct err *e);
void import_preview_release(struct import_preview *p);
/* How the file was read, and what of it is lacking: a sentence or two. */
void import_preview_say(const struct import_preview *p, struct buf *out);

/* What a column of the file can be. */
struct import_target {
	int64_t id, rev;   /* its place, from 1; unused */
	const char *field; /* name; "" of the first one: left out */
	const char *label;
	const char *needed; /* "needed", or "" */
	const char *column; /* the letter of the column that is it, or "" */
	const char *help;
};
extern const struct field import_target_fields[];
void import_targets(enum import_kind kind, const struct import_preview *p, struct rowset *out);

/* What was said of files laid out like this one is said no more; *said_on tells when it was, or is
 * "" where nothing was. */
bool import_forget(struct session *s, const struct import_options *o, iso_date said_on,
		   struct err *e);

#endif
