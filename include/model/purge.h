/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Purging the records of who left long ago (model/retention.h), in two passes:
 *
 *   texts  what was written about a student: notes of contacts, letters, referrals, plans, reasons
 *          of exemptions, absences, bright spots
 *   rest   who it was: name, numbers, address, guardians, consents. What is kept for figures is
 *          kind, date, class and mentor of each record; or, where the school wants it deleted,
 *          nothing but what a closed year's figures have counted
 *
 * A contact with several students keeps its text until the last of them is due; the name of one who
 * was purged is taken out of it. Other texts that name somebody are not looked for. Nothing is
 * purged by itself, and nothing brings it back: neither undo nor a restore (purge_again), only a
 * backup that is older.
 */
#ifndef MODEL_PURGE_H
#define MODEL_PURGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/rowset.h"
#include "db/guard.h"
#include "model/session.h"

/* A student whose records are past their period, and what would go. */
struct purge_due {
	int64_t id, rev; /* the student's */
	const char *student_no, *name, *class_name;
	const char *left_on;
	const char *pass; /* "texts", "rest": with the texts */
	int64_t texts;    /* contacts, referrals, plans, exemptions with one */
	int64_t bright_spots, guardians, contacts;
};
extern const struct field purge_fields[];

/* Who left first comes first. For whoever may run the year and change people, and sees everybody.
 */
bool purge_list(struct session *s, struct rowset *out, struct err *e);
/* What the dry run says: how many, and that backups keep them meanwhile. */
void purge_words(const struct rowset *due, struct buf *out);

/* Each student's in a transaction of its own; *done of them were purged. Refused where the newest
 * backup is older than the school says, and where somebody is not due. */
bool purge_run(struct session *s, const struct rowset *due, size_t *done, struct err *e);

/* In a copy that is to take the file's place, whoever was purged here and not there is purged too,
 * if the number is still the same. *done: how many were. */
bool purge_again(struct session *s, struct db *copy, size_t *done, struct err *e);

/* What statements may do more while a purge goes on: for the guard, and for tests of it. */
extern const struct guard_rule purge_rules[];

#endif
