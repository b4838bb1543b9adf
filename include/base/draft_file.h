/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where drafts lie: a folder NAME.drafts beside the school's file, and in it a file for each form
 * that was left half-filled, LOGIN.FORM.N, mode 0600, of its writer. Whoever works on the form
 * holds a lock (flock) on it, which ends with the process however that ends: a draft that nobody
 * has is one to be offered.
 *
 * Written whole beside and then renamed, so that there is always an old or a new one. No link is
 * followed, and a file of somebody else's is not read.
 */
#ifndef BASE_DRAFT_FILE_H
#define BASE_DRAFT_FILE_H

#include "base/draft.h"

enum { DRAFT_DAYS = 14, DRAFT_MOST = 9 }; /* kept so long; of a form, for one person */

/* One person's, beside one file. Zeroed: none are kept. */
struct drafts {
	char *folder;
	char *prefix; /* of the names: the login */
	int fd;       /* of the folder; -1: not there yet */
};

void drafts_open(struct drafts *d, const char *school, const char *login);
void drafts_close(struct drafts *d);

/* The file that a form on the screen has; .fd < 0: none yet. */
struct draft_slot {
	int fd;
	char name[256];
	int64_t synced; /* monotonic ms */
};
#define DRAFT_NO_SLOT ((struct draft_slot){ .fd = -1 })

/* Writes it under a name that nobody has, or again under its own. At the `end`, or where ten
 * seconds have passed, it is on the disk afterwards. */
bool draft_keep(struct drafts *d, struct draft_slot *slot, const char *form, const struct buf *text,
		bool end, struct err *e);
/* The form was saved, or given up. */
void draft_drop(struct drafts *d, struct draft_slot *slot);
/* Lets it lie for the next time. */
void draft_leave(struct draft_slot *slot);

/* One that nobody works on. */
struct draft_found {
	char name[256];
	int64_t at_ms; /* when it was written last, Unix time */
};
/* This person's, the newest first, in an array that the caller frees; returns their number. What
 * is older than DRAFT_DAYS goes, whoever of this user's people it is. */
size_t drafts_find(struct drafts *d, struct draft_found **out);
/* Reads one; with a slot, which then has it, for a form to go on with. A damaged one gets another
 * name, so that it is out of the way and not lost; the error says which. */
bool draft_take(struct drafts *d, const char *name, struct draft_slot *slot, struct draft *out,
		struct err *e);

#endif
