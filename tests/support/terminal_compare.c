/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/picture.h"
#include "support/terminal.h"

static char letter(unsigned look)
{
	if (look & LOOK_REVERSE)
		return 'R';
	if (look & LOOK_BOLD)
		return 'B';
	if (look & LOOK_UNDERLINE)
		return 'U';
	/* the palette's first sixteen, of which the second eight are the first ones bright */
	return look & LOOK_COLOUR ? (char)('0' + ((look >> 4) - 1) % 8) : ' ';
}

static void add_looks(const struct terminal *t, int row, int cols, struct buf *out)
{
	size_t begin = out->len;

	buf_char(out, '~');
	for (int col = 0; col < cols; col++)
		buf_char(out, letter(terminal_look(t, row, col)));
	while (out->at[out->len - 1] == ' ')
		out->at[--out->len] = '\0';
	if (out->len == begin + 1)
		out->at[out->len = begin] = '\0';
	else
		buf_char(out, '\n');
}

void terminal_compare(const struct terminal *t, const char *name, bool looks, const char *file,
		      int line)
{
	struct display_state s = terminal_state(t);
	struct buf picture = { 0 };

	for (int row = 0; row < s.rows; row++) {
		buf_printf(&picture, "|%s\n", terminal_row(t, row));
		if (looks)
			add_looks(t, row, s.cols, &picture);
	}
	if (s.cursor_shown)
		buf_printf(&picture, "cursor %d,%d\n", s.row, s.col);
	else
		buf_text(&picture, "cursor hidden\n");
	picture_expect(name, buf_str(&picture), file, line);
	buf_release(&picture);
}
