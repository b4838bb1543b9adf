/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables out: a workbook or a CSV file, written by daoshi-table with the user's own rights, row by
 * row, so that no more than a row is held at a time. Beside the target, and named when whole: a
 * failure leaves nothing half-written and an existing file as it was.
 *
 * Text stays text: what a spreadsheet would take for a formula (= + - @, a tab, a return first)
 * cannot become one, and a number that is a name keeps its zeros.
 */
#ifndef BASE_TABLE_OUT_H
#define BASE_TABLE_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/rowset.h"
#include "base/table.h"

enum table_format {
	TABLE_XLSX,
	TABLE_CSV,         /* RFC 4180, UTF-8 with a mark, as Excel and WPS need it */
	TABLE_CSV_GB18030, /* for older ones */
	TABLE_FORMATS
};
/* "xlsx", "csv", "gb18030"; TABLE_FORMATS for anything else. */
enum table_format table_format_named(const char *name);

struct table_out {
	struct table_reader child;
	FILE *to;
	bool to_stdout, in_row;
	char told[240]; /* after its end: what the file could not hold as it was, or "" */
};

enum table_kind { TABLE_TEXT, TABLE_NUMBER, TABLE_DAY };

/* Begins it. A CONFLICT where there is such a file and it is not to be replaced. `path` "-": to
 * standard output, which is no terminal. Ended in any case, also when it did not begin. */
bool table_out_begin(struct table_out *t, const char *path, enum table_format format, bool replace,
		     struct err *e);
/* The next sheet (in CSV the first alone, without its title), its columns, its rows. A sheet's
 * `title` stands above its header; NULL: none. A name that a spreadsheet does not take is mended.
 * `cells`: how wide its content is, as text_width counts; its label fits in any case. `choices` of
 * a column, ended by NULL, are offered in its cells and no other is taken; NULL: none. A cell of
 * NULL is empty. */
void table_out_sheet(struct table_out *t, const char *name, const char *title);
void table_out_column(struct table_out *t, const char *label, int cells, enum table_kind kind,
		      const char *const *choices);
/* Of the column before: others than its choices are taken too, after a question. */
void table_out_offer(struct table_out *t);
/* Of the column before: shown beside a cell that is being filled in. */
void table_out_hint(struct table_out *t, const char *hint);
void table_out_cell(struct table_out *t, const char *text);
void table_out_end_row(struct table_out *t);
/* The named columns (ended by NULL) of the rows' fields, as wide as those rows ask for, though more
 * may come; and a row of them as people read it: labels of choices, whole lines, masked what is
 * masked. */
void table_out_fields(struct table_out *t, const struct rowset *rows, const char *const *columns);
void table_out_field(struct table_out *t, const struct field *f, const void *row);
void table_out_row(struct table_out *t, const struct field *fields, const char *const *columns,
		   const void *row);
/* A sheet of the named columns (ended by NULL) of a rowset, as people read them. */
void table_out_rows(struct table_out *t, const char *name, const char *title,
		    const struct rowset *set, const char *const *columns);
/* Ends it, in any case; on failure there is no file. */
bool table_out_end(struct table_out *t, struct err *e);
/* Ends it without a file. */
void table_out_abandon(struct table_out *t);

/* A cell of a CSV file: in quotation marks where it needs them, and with an apostrophe before text
 * that would be a formula. */
void table_csv_cell(struct buf *line, const char *text, bool number);

#endif
