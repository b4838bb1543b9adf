/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys that a person gave an action instead of its own. Each sees and changes their own alone. */
#ifndef MODEL_BINDING_H
#define MODEL_BINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct binding {
	int64_t id, rev;
	const char *login;
	const char *action; /* its name, which this program may not know; unique */
	const char *keys;   /* names by blanks, which need not be any; "": no key at all */
};

extern const struct field binding_fields[];

/* In the order in which they were first made. */
bool binding_list(struct session *s, struct rowset *out, struct err *e);
/* All of them or none; only action and keys are read. Keys of NULL give the action its own back. */
bool binding_set(struct session *s, const struct binding *set, size_t count, struct err *e);
/* Gives all actions their own back. */
bool binding_reset(struct session *s, struct err *e);

#endif
