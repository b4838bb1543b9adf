/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day that is being typed, in a form or behind a question. */
#ifndef UI_DAY_H
#define UI_DAY_H

#include "base/field.h"
#include "ui/edit.h"
#include "ui/ui.h"

struct day_keys {
	bool fresh; /* what stands there is replaced by what is typed first */
	char sign;  /* the + or - just pressed */
};

/* What stands there is read as field_read_day (base/field.h) reads it; NULL: of no field. */

/* A sign steps a day, and a digit after it makes it a count of days: -3. False: the key types. */
bool day_step(const struct field *f, struct edit *edit, struct day_keys *keys, int key, int today);
/* Lets one choose it in a month, which begins with what stands there. False: left as it was. */
bool day_choose(struct ui *ui, const struct field *f, struct edit *edit, struct day_keys *keys);
/* Replaces what stands there. */
void day_put(struct edit *edit, const char *text);
/* For beside it: "= 2026-11-20 周五 3天前", or why that is no day yet. */
void day_note(const struct field *f, const char *typed, int today, struct buf *out);
/* All the ways to write one, as a sentence. */
const char *day_spellings(void);

#endif
