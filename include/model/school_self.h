/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the school is called, and which number its district gave it. */
#ifndef MODEL_SCHOOL_SELF_H
#define MODEL_SCHOOL_SELF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "model/session.h"

struct school_self {
	int64_t id, rev;  /* 0 */
	const char *name; /* "": none yet */
	const char *code;
};
extern const struct field school_self_fields[];

/* The texts belong to the arena. */
bool school_self_get(struct session *s, struct school_self *out, struct arena *arena,
		     struct err *e);
bool school_self_save(struct session *s, const struct school_self *self, struct err *e);

#endif
