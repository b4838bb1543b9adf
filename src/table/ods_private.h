/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TABLE_ODS_PRIVATE_H
#define TABLE_ODS_PRIVATE_H

#include "book.h"

/* As book_format's `rows`; ods_sheet.c has it. */
bool ods_rows(struct book *b, size_t sheet, struct grid *g, bool look, struct err *e);

#endif
