/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the audit's images say, in people's words. */
#ifndef HISTORY_PRIVATE_H
#define HISTORY_PRIVATE_H

#include "base/mem.h"
#include "model/session.h"

/* As the audit writes it: one object, of texts, whole numbers and nulls. Zeroed is ready. */
struct member {
	struct buf name, value;
	bool text, null;
};
void history_release(struct member *m);
/* The next member of the object; false at its end. */
bool history_member(const char **at, struct member *m);

/* Not numbers of rows, nor what everybody can see by the date and the name. */
bool history_is_shown(const char *column);
const char *history_label(const char *table, const char *column);
bool history_value(struct session *s, const char *table, const struct member *m, struct buf *out,
		   struct err *e);

#endif
