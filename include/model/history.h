/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record in people's words, from the audit: for each change who, when, which
 * field, from what to what. Of whoever sees the record; what was sensitive is left to the office
 * (model/access.h).
 */
#ifndef MODEL_HISTORY_H
#define MODEL_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct history_line {
	int64_t id, rev;
	const char *at; /* local */
	const char *login, *done, *field, *from, *to;
	int64_t entry; /* of the audit */
};
extern const struct field history_fields[];

/* The newest first, a line for each field that was changed, and one for what was added or removed.
 * Of a student ("student") all that belongs to the student, of a contact its deliveries too. */
bool history_list(struct session *s, const char *table, int64_t id, struct rowset *out,
		  struct err *e);
/* One entry, a line for each field. */
bool history_entry(struct session *s, int64_t entry, struct rowset *out, struct err *e);

#endif
