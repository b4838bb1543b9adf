/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Empty rosters to be filled in: the columns that the import knows, what is chosen from where that
 * is known, and a hint in every column, which is no row that would be imported.
 */
#ifndef MODEL_TEMPLATE_H
#define MODEL_TEMPLATE_H

#include "base/table_out.h"
#include "model/import.h"

/* Its sheet, into a file that was begun. For whoever may import. */
bool template_write(struct session *s, enum import_kind kind, struct table_out *t, struct err *e);

#endif
