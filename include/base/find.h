/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding people as one types: by characters, pinyin, initials, any mix of them (王xm), number and
 * class. Any reading of a character counts, surnames' own first (base/pinyin.h); traditional
 * characters find simplified ones and back; width, case, blanks and name dots do not matter.
 *
 * What is typed falls apart at blanks: each word must be found, in the name, in a number or in the
 * class. A pinyin word begins at a character of the name and takes one or more letters of each
 * further one: lxm, lixm, lixiaoming and xm find 李小明, im does not.
 */
#ifndef BASE_FIND_H
#define BASE_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* Grows with each change of the form or the tables behind it: keys made before are made again. */
extern const char *const find_key_version;

/* The key by which a name is found, to be stored beside it. `reading`: pinyin as the school writes
 * it ("ou yang na na"), counted besides the table's; NULL or "" for none. Appended to out. */
void find_key(struct buf *out, const char *name, const char *reading);

/* How well somebody fits what was typed; the higher the better. */
enum find_fit {
	FIND_NOT,
	FIND_INSIDE, /* somewhere in the name, the number or the class */
	FIND_BEGIN,  /* from the surname, or the number's or the class's beginning on */
	FIND_WHOLE,  /* the whole name, in characters, pinyin or initials; the whole number */
};

/* What was typed, taken apart once for many people. Zeroed finds everybody, with FIND_INSIDE. */
struct find {
	struct arena arena;
	struct find_word *words;
	size_t count;
};
void find_prepare(struct find *f, const char *typed);
void find_release(struct find *f);

/* One person. `key` is what find_key made, or "" for it to be made now from `name`. `codes` are
 * numbers, class names as they are shown, and other short texts, ended by NULL; each may be "". */
enum find_fit find_fit(const struct find *f, const char *name, const char *key,
		       const char *const *codes);

#endif
