/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading and writing a user's file through daoshi-table: started with the group dropped for ever,
 * so that whatever a hostile file does to its parser, there is nothing to steal, and no file is
 * written that the user may not write; spoken to by the row stream of base/rowstream.h.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/rowstream.h"

struct table_reader {
	pid_t child;
	FILE *in;
	struct frame frame; /* the last one read */
	bool ended;         /* the stream said its end */
	bool writes;        /* a file of the user's, and does not read one */
};

/* From now on no file is read or written: only standard input can be read. */
void table_refuse_files(void);

/* What is read, as the user gave it; NULL is found out. */
struct table_source {
	const char *path; /* "-" is standard input */
	const char *encoding, *separator;
	const char *sheet; /* of a workbook: its name, or its place counted from 1 */
};
bool table_open(struct table_reader *t, const struct table_source *source, struct err *e);
/* The next I, R or P frame in t->frame. False at the end and on failure. */
bool table_next(struct table_reader *t, struct err *e);
/* True if the stream was read to its end. Always releases; a sentence of daoshi-table's that
 * table_next put into *e stays. */
bool table_close(struct table_reader *t, struct err *e);

/* A user's text file as it is, in UTF-8; appended. */
bool table_read_text(const char *path, struct buf *out, struct err *e);

/* Writes a file as a whole or not at all. A CONFLICT where there is one and it is not to be
 * replaced. */
bool table_write(const char *path, const char *bytes, size_t len, bool replace, struct err *e);
/* Refuses a name that says another kind of file than `end` (".xlsx"), since whatever opens it would
 * be told wrong. */
bool table_name_fits(const char *path, const char *end, struct err *e);

#endif
