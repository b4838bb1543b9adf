/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking back what this session saved, one change after another, and doing it again until something
 * new is saved (db/journal.h). Only what is still as the session left it is taken back, and only by
 * who may still make such a change; what cannot be is said and set aside, so that the next time the
 * change before it has its turn.
 *
 * Not what closes a school year, opens it again or rolls it over: that has ways back of its own,
 * and what was saved before it stays. Nor an import that is too large to be remembered.
 */
#ifndef MODEL_UNDO_H
#define MODEL_UNDO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/session.h"

struct undo {
	struct session *session;
	int64_t closings; /* which years were closed or rolled over when it was last looked */
	bool cut_off;     /* one was since: what was saved before it is forgotten */
};

/* What the session saves from here on can be taken back. */
bool undo_begin(struct undo *u, struct session *s, struct err *e);

/* After whatever may have saved something: what was said about it, which is what it is called from
 * then on; NULL or "" for nothing. */
void undo_name(struct undo *u, const char *said);

/* Takes back the last change, or does again what was taken back last, and adds the sentence that
 * says so. Refused with the reason; nothing to take back is a refusal too. */
bool undo_take_back(struct undo *u, struct buf *said, struct err *e);
bool undo_do_again(struct undo *u, struct buf *said, struct err *e);

#endif
