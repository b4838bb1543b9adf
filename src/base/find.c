/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/find.h"

#include <string.h>

#include "base/text.h"

const char *const find_key_version = "0";

struct find_word {
	const char *folded;
};

void find_key(struct buf *out, const char *name, const char *reading)
{
	text_fold(out, name);
	text_fold(out, reading ? reading : "");
}

void find_prepare(struct find *f, const char *typed)
{
	struct buf folded = { 0 };

	text_fold(&folded, typed);
	f->words = arena_alloc(&f->arena, sizeof *f->words);
	f->words->folded = arena_text(&f->arena, buf_str(&folded));
	f->count = folded.len > 0;
	buf_release(&folded);
}

void find_release(struct find *f)
{
	arena_release(&f->arena);
	*f = (struct find){ 0 };
}

enum find_fit find_fit(const struct find *f, const char *name, const char *key,
		       const char *const *codes)
{
	const char *needle = f->count ? f->words->folded : "";

	if (text_contains(*key ? key : name, needle))
		return FIND_INSIDE;
	for (; *codes; codes++)
		if (text_contains(*codes, needle))
			return FIND_INSIDE;
	return FIND_NOT;
}
