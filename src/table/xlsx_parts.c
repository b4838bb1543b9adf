/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all sheets share: the texts, and the formats of numbers. */
#include <stdlib.h>
#include <string.h>

#include "base/private_use.h"
#include "base/text.h"
#include "xlsx.h"
#include "xml.h"

/* A format's code has at most 255 characters. */
enum { TEXT_MOST = 64 * 1024 * 1024, TEXTS_MOST = 4 * 1024 * 1024 };
enum { FORMATS_MOST = 65536, CODE_MOST = 4 * 255 };

/* ------------------------------------------------------------------ one text */

/* _x000D_: so a program writes what XML cannot hold. */
static bool read_escape(const char *s, unsigned long *unit)
{
	char digits[5], *end;

	if (s[0] != '_' || s[1] != 'x' || strlen(s) < 7 || s[6] != '_')
		return false;
	memcpy(digits, s + 2, 4);
	digits[4] = '\0';
	*unit = strtoul(digits, &end, 16);
	return end == digits + 4 && digits[0] != '-' && digits[0] != '+' && digits[0] != ' ';
}

/* How long the escape is that begins here, and its character; 0: none that can stand in a text. */
static size_t unescape(const char *s, uint32_t *cp)
{
	unsigned long high, low;

	if (!read_escape(s, &high) || !high)
		return 0;
	*cp = (uint32_t)high;
	if (high < 0xD800 || high > 0xDFFF)
		return high < 0xFFFE ? 7 : 0;
	if (high > 0xDBFF || strnlen(s, 14) < 14 || !read_escape(s + 7, &low) || low < 0xDC00 ||
	    low > 0xDFFF)
		return 0;
	*cp = (uint32_t)(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
	return 14;
}

static void fold_breaks(struct buf *b, size_t from)
{
	size_t to = from;

	for (size_t i = from; i < b->len; i++) {
		if (b->at[i] == '\r' && b->at[i + 1] == '\n')
			continue;
		b->at[to++] = (char)(b->at[i] == '\r' ? '\n' : b->at[i]);
	}
	if (b->at)
		b->at[to] = '\0';
	b->len = to;
}

void xlsx_text(struct buf *out, const char *s)
{
	struct buf text = { 0 };

	for (;;) {
		const char *mark = strchr(s, '_');
		uint32_t cp;
		size_t len;

		if (!mark) {
			buf_text(&text, s);
			break;
		}
		len = unescape(mark, &cp);
		buf_add(&text, s, (size_t)(mark - s) + !len);
		if (len)
			text_encode(&text, cp);
		s = mark + (len ? len : 1);
	}
	fold_breaks(&text, 0);
	private_use_fold(&text);
	buf_text(out, buf_str(&text));
	buf_release(&text);
}

/* ------------------------------------------------------------- shared strings */

enum { SST = 1, SI, SI_T, SI_R, SI_R_T };

/* Readings (rPh) stand beside the text and are none of it. */
static const struct xml_step string_steps[] = { { XML_TOP, "sst", SST }, { SST, "si", SI },
						{ SI, "t", SI_T },       { SI, "r", SI_R },
						{ SI_R, "t", SI_R_T },   { 0 } };

struct strings_reading {
	struct xlsx_strings *to;
	struct buf raw;
};

static void string_text(struct xml *x, int element, const char *s, size_t len)
{
	struct strings_reading *r = x->arg;

	if ((element == SI_T || element == SI_R_T) && r->raw.len < XLSX_RAW_MOST)
		buf_add(&r->raw, s, len);
}

static void string_end(struct xml *x, int element)
{
	struct strings_reading *r = x->arg;
	struct xlsx_strings *to = r->to;

	if (element != SI)
		return;
	if (to->count == TEXTS_MOST || to->text.len + r->raw.len > TEXT_MOST) {
		xml_fail_large(x);
		return;
	}
	if (to->count == to->room) {
		to->room = to->room ? 2 * to->room : 256;
		to->start = mem_grow(to->start, to->room * sizeof *to->start);
	}
	to->start[to->count++] = (uint32_t)to->text.len;
	xlsx_text(&to->text, buf_str(&r->raw));
	buf_char(&to->text, '\0');
	buf_clear(&r->raw);
}

bool xlsx_strings_read(struct xlsx *x, struct err *e)
{
	struct strings_reading r = { .to = &x->strings };
	struct xml xml = {
		.steps = string_steps, .arg = &r, .text = string_text, .end = string_end
	};
	int64_t at;
	bool ok;

	if (!*x->strings_part)
		return true;
	ok = pack_need(x->book.pack, x->strings_part, true, &at, e) &&
	     (at == PACK_NONE || xml_read(&xml, x->book.pack, at, e));
	buf_release(&r.raw);
	return ok;
}

/* -------------------------------------------------------------------- formats */

enum { STYLE_SHEET = 1, NUM_FMTS, NUM_FMT, CELL_XFS, XF };

static const struct xml_step style_steps[] = { { XML_TOP, "styleSheet", STYLE_SHEET },
					       { STYLE_SHEET, "numFmts", NUM_FMTS },
					       { NUM_FMTS, "numFmt", NUM_FMT },
					       { STYLE_SHEET, "cellXfs", CELL_XFS },
					       { CELL_XFS, "xf", XF },
					       { 0 } };

struct styles_reading {
	struct xlsx *x;
	struct number_format own[FORMATS_MOST]; /* by the number that the file gives them */
	bool is_own[FORMATS_MOST];
};

static void add_style(struct styles_reading *r, unsigned long id)
{
	struct xlsx_styles *to = &r->x->styles;

	if (to->count == FORMATS_MOST)
		return;
	if (to->count == to->room) {
		to->room = to->room ? 2 * to->room : 64;
		to->formats = mem_grow(to->formats, to->room * sizeof *to->formats);
	}
	to->formats[to->count++] = r->is_own[id] ? r->own[id] : number_format_known(id);
}

static void style_begin(struct xml *x, int element, const char *const *attrs)
{
	struct styles_reading *r = x->arg;
	unsigned long id;
	const char *code;
	bool named = xml_number(xml_attr(attrs, "numFmtId"), FORMATS_MOST - 1, &id);

	if (element == XF) {
		add_style(r, named ? id : 0);
	} else if (element == NUM_FMT && named && !r->is_own[id]) {
		code = xml_attr(attrs, "formatCode");
		r->is_own[id] = code && strlen(code) <= CODE_MOST;
		if (r->is_own[id])
			r->own[id] = number_format_of(&r->x->book.arena, code);
	}
}

bool xlsx_styles_read(struct xlsx *x, struct err *e)
{
	struct styles_reading *r;
	struct xml xml = { .steps = style_steps, .begin = style_begin };
	int64_t at;
	bool ok = true;

	if (!*x->styles_part)
		return true;
	xml.arg = r = mem_alloc(sizeof *r);
	r->x = x;
	ok = pack_need(x->book.pack, x->styles_part, true, &at, e) &&
	     (at == PACK_NONE || xml_read(&xml, x->book.pack, at, e));
	free(r);
	return ok;
}
