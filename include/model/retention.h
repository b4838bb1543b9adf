/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long records are kept after a student has left, and what else the school sets for their
 * protection. No national figure is known; school rules commonly keep psychological files until
 * the student has graduated.
 */
#ifndef MODEL_RETENTION_H
#define MODEL_RETENTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"
#include "base/mem.h"
#include "base/rowset.h"
#include "model/session.h"

/* Of the whole file, one row of table setting each. Texts belong to the arena. */
struct retention {
	int64_t id, rev;
	int64_t texts_years; /* after leaving, for what was written about a student: 1 */
	int64_t rest_years;  /* for who it was: 3 */
	const char *way;     /* of the rest: "anonymise", "delete" */
	int64_t backup_days; /* a purge asks for a backup this new; 0: kept elsewhere. 7 */
	const char *consent; /* "yes": home visits' texts ask for a guardian's consent. "no" */
	int64_t unusual;     /* reveals and exports of one account on one day: more are shown. 20 */
};
extern const struct field retention_fields[];

bool retention_load(struct session *s, struct arena *arena, struct retention *out, struct err *e);
/* The same into a set of one row. */
bool retention_get(struct session *s, struct rowset *out, struct err *e);
/* Refused where the rest would be kept for a shorter time than the texts. */
bool retention_save(struct session *s, const struct retention *r, struct err *e);

#endif
