/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that is held on one student, table by table, for the student's guardians (个人信息保护法
 * art. 45, 未成年人网络保护条例 art. 34: they may look it up and copy it): every row, as this
 * session may see it, and who looked or changed when, without what it was before.
 */
#ifndef MODEL_EVERYTHING_H
#define MODEL_EVERYTHING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/session.h"

struct everything {
	const char *name, *student_no; /* masked, where it holds a national number */
	const char *school, *day, *login;
	/* private */
	struct everything_rows *sections; /* one for each of everything_tables */
	struct arena arena;
};

/* What it consists of, in order, ended by NULL: every table that has a student_id, but the list of
 * the purged. */
extern const char *const everything_tables[];

/* Whoever sees the student. On record before anything is read. The caller releases it, also after
 * a failure. */
bool everything_load(struct session *s, int64_t student_id, struct everything *out, struct err *e);
void everything_release(struct everything *x);

/* For paper: 80 columns, pages of 60 lines divided by form feeds, each with a head. */
void everything_text(const struct everything *x, struct buf *out);
/* {"student_no": …, "tables": {"student": [{…}], …}}: as stored. */
void everything_json(const struct everything *x, struct buf *out);

#endif
