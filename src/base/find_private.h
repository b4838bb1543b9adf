/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key of a name: each character, folded, followed by its readings:
 *
 *	曾zeng,ceng小xiao明ming
 *
 * A word of letters has a blank for its character (" john smith"). What stands after a | is the
 * same name once more, as the school spells it.
 */
#ifndef FIND_PRIVATE_H
#define FIND_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/find.h"

enum {
	FIND_KEY_MOST = 4096,  /* bytes; a key is cut there */
	FIND_NAME_MOST = 128,  /* characters of a name that are looked at */
	FIND_CLASSES_MOST = 2, /* what digits can mean */
};

/* A key as it is written, which takes no memory of its own. */
struct find_key {
	char text[FIND_KEY_MOST];
	size_t len;
};
void find_key_write(struct find_key *key, const char *name, const char *reading);

/*
 * A character as it is compared: proper, half-width, lower case, without accents, folded; ü is v.
 * 0 for what only parts words (blanks, dots, signs), FIND_NOTHING for what stands for nothing.
 */
uint32_t find_unit(uint32_t cp);
enum { FIND_NOTHING = 1 };

static inline bool find_is_letter(uint32_t unit)
{
	return unit >= 'a' && unit <= 'z';
}

/* A name as the school spells it: letters, a ' before each word but the first. */
struct find_spelling {
	char text[FIND_NAME_MOST];
	size_t len;
};
void find_spell(struct find_spelling *s, const char *reading);
/* Where the syllable of each character ends, if the spelling falls apart into as many as there are
 * characters, and some as the table reads them. */
bool find_syllables(const struct find_spelling *s, const uint32_t *characters, size_t count,
		    unsigned char *ends);

/* What a word says of classes, in the form in which classes are shown: 9.1 is 九(1), and begins
 * 九(1 as 九(12) does. Returns how many. */
struct find_class {
	char begin[24], whole[24]; /* whole "" where that is a grade */
};
size_t find_classes(struct find_class out[FIND_CLASSES_MOST], const char *word);

#endif
