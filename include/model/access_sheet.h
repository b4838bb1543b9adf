/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The year's access sheet: what the yearly compliance audit of 未成年人网络保护条例 art. 37
 * (国令第766号, reported each January) asks of art. 36: who may see what about minors, by whose
 * approval, and what was done with it. A calendar year; days are those of UTC, as the audit keeps
 * them.
 */
#ifndef MODEL_ACCESS_SHEET_H
#define MODEL_ACCESS_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct sheet_row {
	int64_t id, rev;
	const char *section; /* account, grant, emergency, access, read, export, reveal, refuse,
			      * purge, consent, backup, unusual */
	const char *item, *detail;
	int64_t count;
};
extern const struct field access_sheet_fields[];

/* Every section has a row at least: where there is nothing its count is 0. Refused to whoever does
 * not run the year or does not see everybody. */
bool access_sheet(struct session *s, int64_t year, struct rowset *out, struct err *e);

#endif
