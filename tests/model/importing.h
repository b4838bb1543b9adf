/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing rosters of a few lines, and what is told of them. */
#ifndef TESTS_MODEL_IMPORTING_H
#define TESTS_MODEL_IMPORTING_H

#include "model/import.h"

/* Imports a roster that stands in a file of the scratch folder; the test ends where it cannot be
 * read as one. o->kind counts, o->path does not. Release the report. */
void import_text(struct session *s, struct import_options o, const char *csv,
		 struct import_report *report);

/* "3 added, 1 changed, 0 unchanged, 2 wrong, 0 missing, saved", or "…, not saved"; static storage.
 */
const char *report_counts(const struct import_report *report);

/* The findings, a line each: "4 error|姓名|王|Name is …". */
void report_findings(const struct import_report *report, struct buf *out);

/* Imports, compares both and releases. */
#define EXPECT_IMPORT(s, options, csv, counts, findings)                                           \
	expect_import((s), (struct import_options)options, (csv), (counts), (findings), __FILE__,  \
		      __LINE__)
#define OPTIONS(...)                                                                               \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
void expect_import(struct session *s, struct import_options o, const char *csv, const char *counts,
		   const char *findings, const char *file, int line);

#endif
