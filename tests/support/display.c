/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/display.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <uniwidth.h>
#include <vterm.h>

#include "base/text.h"

enum { STAND_INS = 0x30000, REPLACEMENT = 0xfffd, SEQUENCE_MAX = 4 };

struct display {
	VTerm *term;
	VTermScreen *screen;
	VTermState *state;
	bool cursor_shown, alternate;
	display_answer *answer;
	void *arg;
	struct buf *overheard; /* takes the answers while the terminal's modes are felt for */
	iconv_t from, to;      /* (iconv_t)-1: the terminal's character set is UTF-8 */
	char part[SEQUENCE_MAX];
	size_t part_len;
};

static const iconv_t no_iconv = (iconv_t)-1;

static void answer(const char *bytes, size_t len, void *arg)
{
	struct display *d = arg;

	if (d->overheard)
		buf_add(d->overheard, bytes, len);
	else
		d->answer(bytes, len, d->arg);
}

static int property(VTermProp prop, VTermValue *value, void *arg)
{
	struct display *d = arg;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		d->cursor_shown = value->boolean;
	if (prop == VTERM_PROP_ALTSCREEN)
		d->alternate = value->boolean;
	return 1;
}

struct display *display_new(int rows, int cols, const char *charset, display_answer *reply,
			    void *arg)
{
	static const VTermScreenCallbacks callbacks = { .settermprop = property };
	struct display *d = mem_alloc(sizeof *d);

	*d = (struct display){ .answer = reply, .arg = arg, .from = no_iconv, .to = no_iconv };
	if (charset) {
		d->from = iconv_open("UTF-8", charset);
		d->to = iconv_open(charset, "UTF-8");
		if (d->from == no_iconv || d->to == no_iconv)
			abort();
	}
	d->term = vterm_new(rows, cols);
	vterm_set_utf8(d->term, 1);
	vterm_output_set_callback(d->term, answer, d);
	d->state = vterm_obtain_state(d->term);
	d->screen = vterm_obtain_screen(d->term);
	vterm_screen_set_callbacks(d->screen, &callbacks, d);
	vterm_screen_enable_altscreen(d->screen, 1);
	vterm_screen_reset(d->screen, 1);
	return d;
}

void display_free(struct display *d)
{
	vterm_free(d->term);
	if (d->from != no_iconv) {
		iconv_close(d->from);
		iconv_close(d->to);
	}
	free(d);
}

void display_resize(struct display *d, int rows, int cols)
{
	vterm_set_size(d->term, rows, cols);
}

/* ---------------------------------------------------------- character sets */

/* How long the character is that begins here; 0: more bytes are needed to say. GB18030, and GBK,
 * which has no characters of four bytes. */
static size_t sequence_length(const char *s, size_t len)
{
	if (!(s[0] & 0x80))
		return 1;
	if (len < 2)
		return 0;
	return s[1] >= '0' && s[1] <= '9' ? 4 : 2;
}

static uint32_t recode(const struct display *d, char *s, size_t len)
{
	char utf8[8], *to = utf8;
	size_t room = sizeof utf8 - 1, step;

	if (iconv(d->from, &s, &len, &to, &room) == (size_t)-1)
		return REPLACEMENT;
	*to = '\0';
	return text_decode(utf8, &step);
}

static void recode_sequence(struct display *d, struct buf *utf8)
{
	uint32_t cp = recode(d, d->part, d->part_len);
	bool narrow = uc_width((ucs4_t)cp, "UTF-8") == 1;

	text_encode(utf8, d->part_len == 2 && narrow ? STAND_INS + cp : cp);
	d->part_len = 0;
}

/* libvterm 0.1 takes a character that comes in two pieces for two broken ones. */
static void feed_whole(struct display *d, const char *bytes, size_t len)
{
	struct buf whole = { 0 };
	size_t end, step;

	buf_add(&whole, d->part, d->part_len);
	buf_add(&whole, bytes, len);
	end = whole.len;
	while (end && whole.len - end < SEQUENCE_MAX - 1 && (whole.at[end - 1] & 0xC0) == 0x80)
		end--;
	/* the last character, and what it has of its bytes */
	end -= end && whole.at[end - 1] & 0x80;
	if (end < whole.len && text_decode(whole.at + end, &step) != UINT32_MAX)
		end = whole.len;
	vterm_input_write(d->term, buf_str(&whole), end);
	d->part_len = whole.len - end;
	memcpy(d->part, buf_str(&whole) + end, d->part_len);
	buf_release(&whole);
}

void display_feed(struct display *d, const char *bytes, size_t len)
{
	struct buf utf8 = { 0 };

	if (d->from == no_iconv) {
		feed_whole(d, bytes, len);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		d->part[d->part_len++] = bytes[i];
		if (sequence_length(d->part, d->part_len) == d->part_len)
			recode_sequence(d, &utf8);
	}
	vterm_input_write(d->term, buf_str(&utf8), utf8.len);
	buf_release(&utf8);
}

bool display_encode(struct display *d, const char *utf8, struct buf *out)
{
	size_t len = strlen(utf8);
	char *from = (char *)(uintptr_t)utf8;

	if (d->to == no_iconv) {
		buf_add(out, utf8, len);
		return true;
	}
	while (len) {
		char part[256], *to = part;
		size_t room = sizeof part;
		size_t done = iconv(d->to, &from, &len, &to, &room);

		if (done == (size_t)-1 && errno != E2BIG)
			return false;
		buf_add(out, part, sizeof part - room);
	}
	return true;
}

/* ------------------------------------------------------------ what it shows */

static void add_cell(const struct display *d, const VTermScreenCell *cell, struct buf *out)
{
	bool stand_ins = d->from != no_iconv;

	if (!cell->chars[0])
		buf_char(out, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
		uint32_t cp = cell->chars[i];

		text_encode(out, stand_ins && cp >= STAND_INS ? cp - STAND_INS : cp);
	}
}

void display_row(const struct display *d, int row, struct buf *out)
{
	VTermScreenCell cell;
	VTermPos at = { .row = row };
	int rows, cols;

	buf_clear(out);
	vterm_get_size(d->term, &rows, &cols);
	for (; at.col<cols; at.col += cell.width> 1 ? cell.width : 1) {
		vterm_screen_get_cell(d->screen, at, &cell);
		add_cell(d, &cell, out);
	}
	while (out->len && out->at[out->len - 1] == ' ')
		out->at[--out->len] = '\0';
}

void display_text(const struct display *d, struct buf *out)
{
	struct buf line = { 0 };
	int rows, cols;

	buf_clear(out);
	vterm_get_size(d->term, &rows, &cols);
	for (int row = 0; row < rows; row++) {
		display_row(d, row, &line);
		buf_text(out, buf_str(&line));
		buf_char(out, '\n');
	}
	buf_release(&line);
}

unsigned display_look(const struct display *d, int row, int col)
{
	VTermScreenCell cell;
	unsigned look = 0;

	vterm_screen_get_cell(d->screen, (VTermPos){ .row = row, .col = col }, &cell);
	if (cell.attrs.bold)
		look |= LOOK_BOLD;
	if (cell.attrs.underline)
		look |= LOOK_UNDERLINE;
	if (cell.attrs.reverse)
		look |= LOOK_REVERSE;
	if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_INDEXED(&cell.fg))
		look |= (1U + cell.fg.indexed.idx) << 4;
	return look;
}

/* ------------------------------------------------------------------ modes */

/* libvterm tells some modes only through what it would send for a key. */
static bool sends(struct display *d, void (*key)(VTerm *), const char *bytes)
{
	struct buf sent = { 0 };
	bool found;

	d->overheard = &sent;
	key(d->term);
	d->overheard = NULL;
	found = !strcmp(buf_str(&sent), bytes);
	buf_release(&sent);
	return found;
}

static void press_up(VTerm *term)
{
	vterm_keyboard_key(term, VTERM_KEY_UP, VTERM_MOD_NONE);
}

static bool is_set(const VTermState *state, VTermAttr attr)
{
	VTermValue value = { 0 };

	vterm_state_get_penattr(state, attr, &value);
	return attr == VTERM_ATTR_UNDERLINE ? value.number : value.boolean;
}

static bool is_plain(const VTermState *state)
{
	VTermValue fore, back;

	vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &fore);
	vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &back);
	return !is_set(state, VTERM_ATTR_BOLD) && !is_set(state, VTERM_ATTR_REVERSE) &&
	       !is_set(state, VTERM_ATTR_UNDERLINE) && VTERM_COLOR_IS_DEFAULT_FG(&fore.color) &&
	       VTERM_COLOR_IS_DEFAULT_BG(&back.color);
}

struct display_state display_state(struct display *d)
{
	struct display_state s = { .cursor_shown = d->cursor_shown, .alternate = d->alternate };
	VTermPos at;

	vterm_get_size(d->term, &s.rows, &s.cols);
	vterm_state_get_cursorpos(d->state, &at);
	s.row = at.row;
	s.col = at.col;
	s.application = sends(d, press_up, "\033OA");
	s.paste = sends(d, vterm_keyboard_start_paste, "\033[200~");
	s.plain = is_plain(d->state);
	return s;
}
