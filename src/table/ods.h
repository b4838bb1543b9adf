/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ods (OpenDocument), as LibreOffice and WPS write it. */
#ifndef TABLE_ODS_H
#define TABLE_ODS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "pack.h"

/* False, with a sentence, where it is an OpenDocument of another kind, or damaged. */
bool ods_is(struct pack *p, bool *is, struct err *e);
bool ods_write(struct pack *p, const char *sheet, FILE *out, struct err *e);

#endif
