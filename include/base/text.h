/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text as people read and type it. Inside the program text is always UTF-8; lengths are bytes,
 * widths are terminal cells as wcwidth(3) sees them (ncurses counts the same way), positions are
 * grapheme clusters as Unicode UAX #29 has them (libunistring).
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* One code point at s, its length in bytes through *len (at least 1 unless *s is NUL).
 * A byte that is no UTF-8 gives UINT32_MAX with length 1. */
uint32_t text_decode(const char *s, size_t *len);
void text_encode(struct buf *out, uint32_t cp);
bool text_valid(const char *s, size_t len);
void text_trim_broken_end(char *s);
size_t text_count(const char *s); /* code points */

/*
 * For the screen, and for every sentence that quotes somebody's data: no control, escape,
 * direction or zero-width character comes through, nor a pile of accents, nor a character that
 * the terminal's character set lacks; each is spelled out (^[, <U+202E>, <FF>). Line breaks and
 * tabs become one space.
 */
void text_show(struct buf *out, const char *s);
void text_show_cp(struct buf *out, uint32_t cp); /* one code point, without the accents' rule */

/* Cells of text that has been through text_show. */
int text_width(const char *s);
int text_width_n(const char *s, size_t len);
/* How many bytes of s fit into `cells`; *used gets the cells they take. Never splits a cluster. */
size_t text_fit(const char *s, int cells, int *used);
/* Adds s to out, cut to `cells` (a cut shows as ~), padded with blanks to `cells` if pad is set. Of
 * a character that is spelled out the last digits stay: <U+20087> becomes <20087> or ~087. */
void text_pad(struct buf *out, const char *s, int cells, bool pad);

/* What a sentence may quote of s: neutralised, and cut where it is long. Appended to out; returns
 * the text of out. */
const char *text_quote(struct buf *out, const char *s);

/* The cluster boundary after and before `at`. */
size_t text_next(const char *s, size_t len, size_t at);
size_t text_prev(const char *s, size_t len, size_t at);

/* Full-width letters, digits and signs become half-width, as do full-width blanks. */
void text_half(struct buf *out, const char *s);
/* What is compared when somebody searches: half-width, lower case, no blanks, no name dots. */
void text_fold(struct buf *out, const char *s);
/* A letter, a digit or a Chinese character: what is left without blanks and punctuation. */
bool text_is_word(uint32_t cp);
/* Steps through the words between separators; empty ones are passed over. *list moves on, and may
 * be NULL. False at the end. */
bool text_word(const char **list, char separator, const char **word, size_t *len);

/*
 * One line as it is kept: outer blanks and invisible characters (zero-width, direction marks,
 * byte order marks) go, inner runs of blanks become one; blanks between two Chinese characters go.
 * Returns true when anything but outer blanks was changed, so that an import can say so.
 */
bool text_tidy(struct buf *out, const char *s);
/* The same for text of many lines: its blanks and breaks stay, but for blank lines at the end. */
void text_tidy_lines(struct buf *out, const char *s);

/*
 * What may be stored: valid UTF-8, no control characters (line breaks only where lines are
 * allowed), at most `max` characters. Returns NULL when it may be, else a sentence's end in the
 * user's language ("holds a control character (^[)"), kept in *why.
 */
const char *text_refused(const char *s, size_t len, size_t max, bool lines, struct buf *why);

#endif
