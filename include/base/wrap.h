/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Soft wrapping: where lines may break is Unicode's UAX #14 (libunistring), which keeps
 * 、。，！？」 off the start of a row and （「《 off its end; how wide they are is what the
 * terminal believes.
 */
#ifndef BASE_WRAP_H
#define BASE_WRAP_H

#include <stddef.h>

/* Zeroed is ready. */
struct wrap {
	size_t *start; /* of each row, in bytes; one more than there are rows, the last the length
			*/
	size_t rows;   /* at least 1 */
	size_t room;
};

/* Rows of at most `width` cells; blanks at a row's end may stick out. A line break belongs to the
 * row that it ends. */
void wrap_text(struct wrap *w, const char *text, size_t len, int width);
/* The row's bytes without the line break or blanks at its end that stick out. */
size_t wrap_row_length(const struct wrap *w, size_t row, const char *text, int width);
void wrap_release(struct wrap *w);

#endif
