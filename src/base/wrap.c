/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/wrap.h"

#include <stdlib.h>
#include <unilbrk.h>

#include "base/mem.h"
#include "base/text.h"

static void add_row(struct wrap *w, size_t start)
{
	if (w->rows + 2 > w->room) {
		w->room = w->room ? 2 * w->room : 32;
		w->start = mem_grow(w->start, w->room * sizeof *w->start);
	}
	w->start[w->rows++] = start;
}

/* Where the row that starts at `start` ends. A break before a blank's row is never needed: blanks
 * stick out. A word longer than the row is cut between two clusters. */
static size_t row_end(const char *text, size_t len, const char *breaks, size_t start, int width)
{
	size_t allowed = 0, at = start;
	int used = 0;

	while (at < len) {
		size_t next = text_next(text, len, at);
		int cells = text_width_n(text + at, next - at);

		if (text[at] == '\n')
			return next;
		if (at > start && breaks[at] == UC_BREAK_POSSIBLE)
			allowed = at;
		if (used + cells > width && at > start && text[at] != ' ')
			return allowed ? allowed : at;
		used += cells;
		at = next;
	}
	return len;
}

void wrap_text(struct wrap *w, const char *text, size_t len, int width)
{
	char *breaks = mem_alloc(len + 1);

	u8_possible_linebreaks((const uint8_t *)text, len, "UTF-8", breaks);
	w->rows = 0;
	add_row(w, 0);
	for (size_t at = 0; at < len;) {
		at = row_end(text, len, breaks, at, width);
		/* after a last line break there is one more row, for what comes next */
		if (at < len || text[len - 1] == '\n')
			add_row(w, at);
	}
	w->start[w->rows] = len;
	free(breaks);
}

size_t wrap_row_length(const struct wrap *w, size_t row, const char *text, int width)
{
	size_t start = w->start[row], end = w->start[row + 1];

	if (end > start && text[end - 1] == '\n')
		end--;
	while (end > start && text[end - 1] == ' ' &&
	       text_width_n(text + start, end - start) > width)
		end--;
	return end - start;
}

void wrap_release(struct wrap *w)
{
	free(w->start);
	*w = (struct wrap){ 0 };
}
