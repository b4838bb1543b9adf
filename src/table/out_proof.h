/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TABLE_OUT_PROOF_H
#define TABLE_OUT_PROOF_H

#include <stdbool.h>
#include <stddef.h>

/* True if the workbook holds so many rows and cells in all, and no part of it is cut off.
 * libxlsxwriter does not look whether what it keeps for the while got to the disk. */
bool workbook_holds(const char *path, size_t rows, size_t cells);

#endif
