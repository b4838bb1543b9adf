/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How what is being typed may go on, from what the same person wrote before. Chinese has no blanks
 * between its words, so what is learned are runs: what stands between two signs of punctuation.
 *
 * A run is offered when it was written about two students at least, or about the one who is written
 * about now; so what belongs to one student alone never shows beside another. One that holds a
 * student's name, or the given name alone, is offered for that student only, and never where two
 * have it. Whoever is out of sight has no name here that could be looked for: in a text that others
 * will read, nobody is to be said to be written about.
 */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "model/session.h"

struct words;

enum {
	WORDS_TEXTS = 2000,        /* the newest so many texts are read */
	WORDS_BYTES = 1024 * 1024, /* and no more than so much of them is kept */
	WORDS_RUN = 40,            /* characters; a longer run is not learned */
};

/* Of the mentor who is logged in; where none is, of all, if the file has but this one account.
 * words_free is the caller's. NULL when they cannot be read. */
struct words *words_load(struct session *s, struct err *e);
void words_free(struct words *w);

/* What follows the text's last run, from two Chinese characters or three letters on; of several the
 * one written most often, then the latest. Appended to out; nothing where nothing fits. `students`
 * are written about now; with none, only what was written about several is offered. */
void words_guess(const struct words *w, const char *text, const int64_t *students, size_t count,
		 struct buf *out);

#endif
