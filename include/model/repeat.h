/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a letter (the written feedback) repeats another student's. It is a hint for whoever
 * writes, and never refuses: a good sentence may be right for two. What is compared is what is left
 * without blanks, punctuation and the names of the two students.
 */
#ifndef MODEL_REPEAT_H
#define MODEL_REPEAT_H

#include <stdbool.h>

#include "base/mem.h"
#include "model/contact.h"
#include "model/session.h"

enum {
	REPEAT_SHARE = 60,    /* per cent of a text's stretches of four characters */
	REPEAT_LEAST = 20,    /* characters that such a text has at least */
	REPEAT_SENTENCE = 12, /* characters of a sentence that alone is enough */
};

struct repeat {
	const char *student; /* whose letter it repeats; NULL: nobody's */
	const char *passage; /* the longest that both have, as it stands in this one */
};

/* Compares the bright spots and the advice, each where it is not as stored, with every letter of
 * the school year of its day about another student in sight; the most repeated one. Texts belong to
 * the arena. A contact that is no feedback repeats nobody. */
bool repeat_find(struct session *s, const struct contact *c, struct arena *arena,
		 struct repeat *out, struct err *e);

#endif
