/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a workbook that was written: its parts, unpacked. */
#ifndef SUPPORT_UNPACKED_H
#define SUPPORT_UNPACKED_H

#include "base/mem.h"

/* A part such as "xl/workbook.xml" of the file, in place of what is in out; the test ends when
 * there is none. */
void workbook_part(const char *path, const char *part, struct buf *out);
/* A cell's element, from <c r="AT" to its end; "" where there is none. Until the next call. */
const char *workbook_cell(const struct buf *sheet, const char *at);
int workbook_sheets(const char *path);

#endif
