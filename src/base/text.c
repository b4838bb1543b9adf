/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <wchar.h>

#include "base/text_private.h"

static const uint8_t *u8(const char *s)
{
	return (const uint8_t *)s;
}

/* --------------------------------------------------------------- decoding */

uint32_t text_decode(const char *s, size_t *len)
{
	ucs4_t cp;
	unsigned char c = (unsigned char)*s;
	int n;

	if (c < 0x80) {
		*len = c ? 1 : 0;
		return c;
	}
	n = u8_mbtoucr(&cp, u8(s), strnlen(s, 4));
	if (n <= 0) {
		*len = 1;
		return UINT32_MAX;
	}
	*len = (size_t)n;
	return cp;
}

void text_encode(struct buf *out, uint32_t cp)
{
	uint8_t bytes[6];
	int n = u8_uctomb(bytes, cp, sizeof bytes);

	if (n > 0)
		buf_add(out, (const char *)bytes, (size_t)n);
}

bool text_valid(const char *s, size_t len)
{
	return !u8_check(u8(s), len);
}

void text_trim_broken_end(char *s)
{
	size_t len = strlen(s), at = len;

	while (at && ((unsigned char)s[at - 1] & 0xC0) == 0x80)
		at--;
	if (at && (unsigned char)s[at - 1] >= 0xC0 && !text_valid(s + at - 1, len - at + 1))
		s[at - 1] = '\0';
}

size_t text_count(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* ---------------------------------------------------------------- showing */

/* Characters without a shape that change how others are drawn or read: zero-width blanks and
 * joiners, direction marks, variation selectors, fillers, tags (Unicode calls them default
 * ignorable), line separators and interlinear marks. */
bool text_is_invisible(uint32_t cp)
{
	if (cp < 0xAD || (cp >= 0x3400 && cp < 0xA000) || cp > 0x10FFFF)
		return false;
	return cp == 0x2028 || cp == 0x2029 || (cp >= 0xFFF9 && cp <= 0xFFFB) ||
	       uc_is_property_default_ignorable_code_point(cp);
}

static bool is_private(uint32_t cp)
{
	return (cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000;
}

bool text_is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

void text_show_cp(struct buf *out, uint32_t cp)
{
	if (cp == UINT32_MAX)
		buf_text(out, "<?>");
	else if (cp < 0x20)
		buf_printf(out, "^%c", (int)cp + 0x40);
	else if (text_is_control(cp) || text_is_invisible(cp) || is_private(cp) ||
		 wcwidth((wchar_t)cp) < 0)
		buf_printf(out, "<U+%04X>", cp);
	else
		text_encode(out, cp);
}

void text_show(struct buf *out, const char *s)
{
	size_t len;
	int accents = 2; /* there is nothing yet for one to stand on */

	/* two accents on one letter are spelling, more are a joke or an attack */
	for (; *s; s += len) {
		uint32_t cp = text_decode(s, &len);

		if (cp == UINT32_MAX) {
			buf_printf(out, "<%02X>", (unsigned)(unsigned char)*s);
			accents = 0;
		} else if (cp == '\n' || cp == '\t' || cp == 0x3000) {
			buf_text(out, cp == 0x3000 ? "  " : " ");
			accents = 0;
		} else if (cp >= 0x300 && !text_is_invisible(cp) && wcwidth((wchar_t)cp) == 0) {
			if (++accents <= 2)
				buf_add(out, s, len);
			else
				buf_printf(out, "<U+%04X>", cp);
		} else {
			text_show_cp(out, cp);
			accents = 0;
		}
	}
}

/* What text_show would spell out, and has not yet: it is being edited. */
static int width_of(uint32_t cp)
{
	struct buf spelled = { 0 };
	int cells = wcwidth((wchar_t)cp);

	if (cp == '\n' || (cells >= 0 && !text_is_invisible(cp) && !is_private(cp)))
		return cells > 0 ? cells : 0;
	text_show_cp(&spelled, cp);
	cells = (int)spelled.len;
	buf_release(&spelled);
	return cells;
}

int text_width_n(const char *s, size_t n)
{
	const char *end = s + n;
	size_t len;
	int width = 0;

	for (; s < end && *s; s += len)
		width += width_of(text_decode(s, &len));
	return width;
}

int text_width(const char *s)
{
	return text_width_n(s, strlen(s));
}

size_t text_fit(const char *s, int cells, int *used)
{
	size_t len = strlen(s), at = 0;

	*used = 0;
	while (at < len) {
		size_t next = text_next(s, len, at);
		int w = text_width_n(s + at, next - at);

		if (*used + w > cells)
			break;
		*used += w;
		at = next;
	}
	return at;
}

/* Length of <U+20087>; 0 where none stands. */
static size_t spelled_at(const char *s)
{
	size_t digits = strncmp(s, "<U+", 3) ? 0 : strspn(s + 3, "0123456789ABCDEF");

	return digits >= 4 && s[3 + digits] == '>' ? digits + 4 : 0;
}

/* Two characters that the terminal lacks differ at the end of what spells them out, which a cut
 * would take: 李小明<U+20087> as 李小明<20087>, or with `brief` as 李小明~087. */
static void shorten(struct buf *out, const char *s, bool brief)
{
	buf_clear(out);
	while (*s) {
		size_t len = spelled_at(s);

		if (!len)
			buf_char(out, *s++);
		else if (brief)
			buf_printf(out, "~%.3s", s + len - 4);
		else
			buf_printf(out, "<%.*s", (int)len - 3, s + 3);
		s += len;
	}
}

static void pad_cut(struct buf *out, const char *s, int cells, bool pad)
{
	int used;
	size_t n = text_fit(s, cells, &used);

	if (s[n] && cells > 0) {
		n = text_fit(s, cells - 1, &used);
		buf_add(out, s, n);
		buf_char(out, '~');
		used++;
	} else {
		buf_add(out, s, n);
	}
	for (; pad && used < cells; used++)
		buf_char(out, ' ');
}

void text_pad(struct buf *out, const char *s, int cells, bool pad)
{
	struct buf shorter = { 0 };
	const char *code = strstr(s, "<U+");

	if (code && text_width(s) > cells) {
		shorten(&shorter, s, false);
		if (text_width(buf_str(&shorter)) > cells)
			shorten(&shorter, s, true);
		s = buf_str(&shorter);
	}
	pad_cut(out, s, cells, pad);
	buf_release(&shorter);
}

const char *text_quote(struct buf *out, const char *s)
{
	enum { QUOTED = 40 }; /* cells: long enough to be recognised */
	struct buf shown = { 0 };

	text_show(&shown, s);
	text_pad(out, buf_str(&shown), QUOTED, false);
	buf_release(&shown);
	return buf_str(out);
}

size_t text_next(const char *s, size_t len, size_t at)
{
	const uint8_t *next;

	if (at >= len)
		return len;
	/* the common case, without the tables: a byte of ASCII followed by one; but CR LF is one */
	if ((unsigned char)s[at] < 0x80 && s[at] != '\r' &&
	    (at + 1 >= len || (unsigned char)s[at + 1] < 0x80))
		return at + 1;
	next = u8_grapheme_next(u8(s) + at, u8(s) + len);
	return next ? (size_t)(next - u8(s)) : len;
}

size_t text_prev(const char *s, size_t len, size_t at)
{
	const uint8_t *from = u8(s), *end = u8(s) + at, *bad;

	(void)len;
	/* u8_grapheme_prev crashes on what is no UTF-8, so each such byte stands alone */
	while ((bad = u8_check(from, (size_t)(end - from))))
		from = bad + 1;
	if (from == end)
		return at ? at - 1 : 0;
	return (size_t)(u8_grapheme_prev(end, from) - u8(s));
}

/* ---------------------------------------------------------------- folding */

bool text_word(const char **list, char separator, const char **word, size_t *len)
{
	while (*list && **list) {
		const char *end = strchrnul(*list, separator);

		*word = *list;
		*len = (size_t)(end - *list);
		*list = *end ? end + 1 : end;
		if (*len)
			return true;
	}
	return false;
}

static uint32_t half_width(uint32_t cp)
{
	if (cp == 0x3000 || cp == 0xA0)
		return ' ';
	return cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFF01 + '!' : cp;
}

void text_half(struct buf *out, const char *s)
{
	size_t len;

	for (; *s; s += len) {
		uint32_t cp = text_decode(s, &len), half = half_width(cp);

		if (half != cp)
			text_encode(out, half);
		else
			buf_add(out, s, len);
	}
}

bool text_is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0xA0 || cp == 0x3000 ||
	       (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F;
}

bool text_is_han(uint32_t cp)
{
	return (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xF900 && cp <= 0xFAFF) ||
	       (cp >= 0x20000 && cp <= 0x3FFFF);
}

bool text_is_word(uint32_t cp)
{
	return text_is_han(cp) || (cp <= 0x10FFFF && uc_is_alnum(cp));
}

static bool is_name_dot(uint32_t cp)
{
	return cp == 0xB7 || cp == 0x2022 || cp == 0x2027 || cp == 0x30FB || cp == 0xFF65 ||
	       cp == 0x22C5;
}

void text_fold(struct buf *out, const char *s)
{
	uint32_t last = 0;
	size_t len, next_len;

	for (; *s; s += len) {
		uint32_t cp = half_width(text_decode(s, &len));
		/* a full stop between two Chinese characters stands for the dot of a name */
		bool dot = is_name_dot(cp) || (cp == '.' && text_is_han(last) &&
					       text_is_han(text_decode(s + len, &next_len)));

		last = cp;
		if (text_is_han(cp)) /* nothing to fold */
			buf_add(out, s, len);
		else if (cp != UINT32_MAX && !dot && !text_is_blank(cp) && !text_is_control(cp) &&
			 !text_is_invisible(cp))
			text_encode(out, uc_tolower(cp));
	}
}
