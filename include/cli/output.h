/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows on stdout or in a file: the one writer of all subcommands. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/rowset.h"
#include "base/table_out.h"
#include "cli/command.h"

/*
 * Writes the named columns (ended by NULL):
 *   table   labels and values as people read them, aligned; a column is cut (~) at twice the width
 *           of its field, the last one never; nothing at all where there are no rows
 *   csv     RFC 4180 in UTF-8: names, then values as stored. Text that a spreadsheet would take
 *           for a formula (= + - @, a tab, a return first) gets an apostrophe before it
 *   json    an array of objects, one a line; numbers are numbers, the rest is text
 *   xlsx    labels and values as people read them, on a sheet
 * With --output csv and xlsx go to that file, csv with a mark of UTF-8 or in GB18030.
 * A failure shows in ferror(stdout), which cli_main looks at when all is done, or in output_close.
 */
void output_rows(const struct rowset *set, const char *const *columns, enum format format);

/* The same for rows that come bit by bit, in any format but table: `set` holds the first of them.
 */
struct output {
	const char *const *columns;
	enum format format;
	size_t rows;
};
void output_begin(struct output *o, const struct rowset *set, const char *const *columns,
		  enum format format);
void output_more(struct output *o, const struct rowset *set);
void output_end(struct output *o);

/* What the sheet that comes is called; else as the subcommand. */
void output_name(const char *label);

/* Before a subcommand runs: what --format, --output, --encoding and --replace ask for. A file is
 * begun here, so that one that cannot be written is told before anything else is done. */
bool output_open(struct cli *c, struct err *e);
/* After it ran; `ok`: it went well. What it returns goes on. */
bool output_close(struct cli *c, bool ok, struct err *e);
/* The file that was begun; NULL: rows go to standard output as they are. */
struct table_out *output_file(void);
const char *output_label(void);

/* Gives the rows a column `number`, by which a subcommand names one: the row's id. */
void rows_number(struct rowset *set);
/* Keeps the rows for which `keep` is true. */
void rows_keep(struct rowset *set, bool (*keep)(const void *row, const void *arg), const void *arg);

#endif
