/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a student can be referred to (clause 五(三)2): a list of the school's own. */
#ifndef MODEL_DEPARTMENT_H
#define MODEL_DEPARTMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct department {
	int64_t id, rev;
	const char *name; /* unique */
	int64_t in_use;   /* 0: no longer offered; what was referred there stays */
	/* from queries only */
	const char *status; /* "offered", "retired" */
	int64_t open;       /* referrals in sight that are not closed */
};

extern const struct field department_fields[];

/* What a new school begins with, in the language of whoever makes it. Inside the door. */
bool department_add_usual(struct db *db, struct err *e);

/* In the order they were added; those no longer offered, if asked for, at the end. */
bool department_list(struct session *s, bool with_retired, struct rowset *out, struct err *e);
bool department_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* 0 and no error when there is none. */
bool department_find(struct session *s, const char *name, int64_t *id, struct err *e);
/* Adds (id 0; it is then in use) or changes. */
bool department_save(struct session *s, struct department *d, struct err *e);

#endif
