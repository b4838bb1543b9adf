/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who did what, when (未成年人网络保护条例 art. 36: access by staff is recorded). Changes of rows
 * are written by triggers of the file; what changes none is written here, before it happens.
 */
#ifndef MODEL_AUDIT_H
#define MODEL_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/session.h"

/* What was done that no trigger sees. `name` is the table or the thing, `row_id` and `student_id`
 * may be 0, `reason` NULL. */
struct audit_entry {
	const char *action; /* "read", "export", "login", "refuse", "purge", … */
	const char *name;
	int64_t row_id, student_id;
	const char *reason;
};

/* Writes it behind the door. On failure what was to be done must not be done; where the file may
 * only be read, nothing is written and all is well. */
bool audit_write(struct session *s, const struct audit_entry *entry, struct err *e);

#endif
