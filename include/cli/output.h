/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows on stdout: the one writer of all subcommands. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/rowset.h"
#include "cli/command.h"

/*
 * Writes the named columns (ended by NULL):
 *   table   labels and values as people read them, aligned; a column is cut (~) at twice the width
 *           of its field, the last one never; nothing at all where there are no rows
 *   csv     RFC 4180 in UTF-8: names, then values as stored. Text that a spreadsheet would take
 *           for a formula (= + - @ first) gets an apostrophe before it
 *   json    an array of objects, one a line; numbers are numbers, the rest is text
 * A failure shows in ferror(stdout), which cli_main looks at when all is done.
 */
void output_rows(const struct rowset *set, const char *const *columns, enum format format);

/* Keeps the rows for which `keep` is true. */
void rows_keep(struct rowset *set, bool (*keep)(const void *row, const void *arg), const void *arg);

#endif
