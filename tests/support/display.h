/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a terminal shows: bytes of a program go in, rows of text come out.
 *
 * libvterm does the work. It knows UTF-8 alone, so the bytes of another character set are recoded
 * on the way. Such terminals give two cells to every character of two bytes, also where UTF-8
 * terminals give one (the middle dot, box drawing, Greek): those characters are kept as stand-ins
 * from plane 3, which libvterm takes for wide.
 */
#ifndef SUPPORT_DISPLAY_H
#define SUPPORT_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

struct display;

/* What the terminal answers to a program's questions; bytes for the program's input. */
typedef void display_answer(const char *bytes, size_t len, void *arg);

/* `charset`: a name for iconv_open, NULL for UTF-8. */
struct display *display_new(int rows, int cols, const char *charset, display_answer *answer,
			    void *arg);
void display_free(struct display *d);
void display_feed(struct display *d, const char *bytes, size_t len);
void display_resize(struct display *d, int rows, int cols);

/* UTF-8 in the terminal's character set; false when a character is not in it. */
bool display_encode(struct display *d, const char *utf8, struct buf *out);

/* Replaces *out by a row's text, without the blanks at its end. */
void display_row(const struct display *d, int row, struct buf *out);
/* All rows, each ended by a line feed. */
void display_text(const struct display *d, struct buf *out);

/* How a cell looks. A colour shows as the bits of LOOK_COLOUR: 1 + its number in the palette. */
enum { LOOK_BOLD = 1, LOOK_UNDERLINE = 2, LOOK_REVERSE = 4, LOOK_COLOUR = 0xfff0 };
unsigned display_look(const struct display *d, int row, int col);

struct display_state {
	int rows, cols;
	int row, col; /* the cursor */
	bool cursor_shown;
	bool alternate;   /* the second screen, of full-screen programs */
	bool application; /* cursor keys as smkx wants them */
	bool paste;       /* pastes are to be marked */
	bool plain;       /* the next text would have no attribute and no colour */
};
struct display_state display_state(struct display *d);

#endif
