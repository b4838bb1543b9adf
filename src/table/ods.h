/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ods (OpenDocument), as LibreOffice and WPS write it: one part with all sheets. */
#ifndef TABLE_ODS_H
#define TABLE_ODS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "pack.h"

/* An OpenDocument, be it a text. */
bool ods_is(const struct pack *p);
bool ods_write(struct pack *p, const char *sheet, FILE *out, struct err *e);

#endif
