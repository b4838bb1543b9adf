/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A half-filled form as text, which outlives the process that it was typed in:
 *
 *   daoshi-draft 1
 *   form contact
 *   about 12 13            what no field says, as the form has it
 *   row 55 3               the row it began from, and its rev
 *   at 1795422131          when it was written, Unix time
 *   cursor summary 17      field, and bytes in it
 *   was place 办公室        a field as it was when the form was opened, where it was changed
 *   is place 操场           and as it is
 *   typed date -1          as it stands in the editor, not read yet
 *   end
 *
 * Backslash and line break in a text are \\ and \n. Lines that begin otherwise are passed over, and
 * counted; whatever else is not so is damage.
 */
#ifndef BASE_DRAFT_H
#define BASE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

enum { DRAFT_FIELDS = 80, DRAFT_BYTES = 1 << 20, DRAFT_NAME = 31 };

struct draft_field {
	const char *name;
	const char *was, *is, *typed; /* NULL: no such line */
};

/* Zeroed is ready; its texts live in the arena when it was read. */
struct draft {
	const char *form;
	const char *about; /* may be NULL */
	int64_t id, rev;   /* 0: a new one */
	int64_t at;
	const char *cursor; /* NULL: not known */
	size_t place;
	struct draft_field fields[DRAFT_FIELDS];
	size_t count;
	size_t unknown; /* lines passed over */
	struct arena arena;
};

/* The field of that name, which is added where it is not there; NULL where there are too many. */
struct draft_field *draft_field(struct draft *d, const char *name, bool add);
/* Its text by that name, "" where it has none. */
const char *draft_text(const struct draft *d, const char *name);

void draft_write(const struct draft *d, struct buf *out);
/* False: damaged, or of a newer daoshi; the draft is released. */
bool draft_read(const char *text, size_t len, struct draft *out, struct err *e);
void draft_release(struct draft *d);

#endif
