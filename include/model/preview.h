/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a change of rules or key dates would do, told before it is made: it is made, the checklist
 * of the whole school is compared with the one before, and all is rolled back. So a preview also
 * refuses whatever the change itself would be refused for.
 */
#ifndef MODEL_PREVIEW_H
#define MODEL_PREVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "model/key_date.h"
#include "model/session.h"

struct preview {
	bool known;    /* false: of another year than today's, for which nothing is reckoned yet */
	size_t appear; /* obligations, met or not, that nobody had before */
	size_t vanish;
	size_t reopen; /* were met, are still owed, and are met no more */
};

bool rules_preview(struct session *s, const struct rules *r, struct preview *out, struct err *e);
bool key_date_preview(struct session *s, const struct key_date_row *k, struct preview *out,
		      struct err *e);
bool key_date_remove_preview(struct session *s, int64_t id, int64_t rev, struct preview *out,
			     struct err *e);

bool preview_is_empty(const struct preview *p);
/* "Obligations: 34 more, 2 less." */
void preview_say(const struct preview *p, struct buf *out);

#endif
