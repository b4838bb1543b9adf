/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chinese rosters come in four kinds. UTF-8 and UTF-16 prove themselves: other text does not read
 * as them. GB18030 and BIG5 use the same bytes, and a small file of the one often reads as the
 * other; then the more plausible reading that takes every byte wins.
 *
 * What calls itself GB2312 or GBK is read as GB18030, which holds both: iconv's GBK refuses names
 * like 䶮.
 */
#include "encoding.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <uchardet/uchardet.h>
#include <unistr.h>

#include "base/i18n.h"
#include "base/private_use.h"
#include "base/text.h"
#include "csv.h"
#include "separator.h"

enum { GUESS_FROM = 1024 * 1024 };

static const char *const gb18030[] = { "GB18030", NULL };
/* The plain one first: the others give some of its places to characters of their own. */
static const char *const big5[] = { "BIG5", "BIG5-HKSCS", "CP950", NULL };

/* ----------------------------------------------------------------- converting */

/* From NULL: what the converter still holds back, such as a letter whose accent might follow. */
static bool pump(struct buf *text, iconv_t cd, char **from, size_t *left)
{
	static char chunk[64 * 1024];
	size_t n = 0;

	do {
		char *to = chunk;
		size_t room = sizeof chunk;

		n = iconv(cd, from, left, &to, &room);
		buf_add(text, chunk, sizeof chunk - room);
	} while (n == (size_t)-1 && errno == E2BIG);
	return n != (size_t)-1;
}

static bool convert_by_iconv(struct buf *text, const struct buf *bytes, const char *charset)
{
	char *from = bytes->at;
	size_t left = bytes->len;
	iconv_t cd = iconv_open("UTF-8", charset);
	bool whole;

	if (cd == (iconv_t)-1)
		return false;
	whole = pump(text, cd, &from, &left) && pump(text, cd, NULL, NULL);
	iconv_close(cd);
	return whole && text_valid(buf_str(text), text->len);
}

/* Adds the bytes as UTF-8 as far as they go; true when they go all the way. */
static bool convert(struct buf *text, const struct buf *bytes, const char *charset)
{
	const uint8_t *bad;

	if (strcmp(charset, "UTF-8") != 0)
		return convert_by_iconv(text, bytes, charset);
	bad = u8_check((const uint8_t *)bytes->at, bytes->len);
	buf_add(text, bytes->at, bad ? (size_t)((const char *)bad - bytes->at) : bytes->len);
	return !bad;
}

static size_t last_row(const char *text, size_t len)
{
	struct separator s;

	separator_guess(&s, text, len);
	return csv_last_row(text, len, s.text);
}

static bool refuse_at(const struct buf *bytes, const char *charset, struct err *e)
{
	struct buf text = { 0 };

	convert(&text, bytes, charset);
	err_set(e, ERR_INVALID,
		_("The file was read as %s, but row %zu holds bytes that are no text in it. Save "
		  "it once more as \"CSV UTF-8\", or name its encoding."),
		charset, last_row(buf_str(&text), text.len));
	buf_release(&text);
	return false;
}

static bool refuse_nul(const struct buf *text, struct err *e)
{
	const char *nul = memchr(text->at, 0, text->len);

	return err_set(
		e, ERR_INVALID,
		_("Row %zu holds a NUL byte: the file is damaged or holds no text. Save it once "
		  "more as \"CSV UTF-8\"."),
		last_row(text->at, (size_t)(nul - text->at)));
}

static const char *read_as(struct buf *text, const struct buf *bytes, const char *charset,
			   struct err *e)
{
	if (convert(text, bytes, charset))
		return charset;
	refuse_at(bytes, charset, e);
	return NULL;
}

/* The first of the charsets that reads everything. */
static const char *convert_as_one_of(struct buf *text, const struct buf *bytes,
				     const char *const *charsets)
{
	for (; *charsets; charsets++) {
		buf_clear(text);
		if (convert(text, bytes, *charsets))
			return *charsets;
	}
	return NULL;
}

/* ------------------------------------------------------------------- as it says */

/* Longer ones before those they begin with. */
static const struct mark {
	const char *bytes;
	size_t len;
	const char *charset;
} marks[] = {
	{ "\xEF\xBB\xBF", 3, "UTF-8" },       { "\xFF\xFE\0\0", 4, "UTF-32LE" },
	{ "\xFF\xFE", 2, "UTF-16LE" },        { "\xFE\xFF", 2, "UTF-16BE" },
	{ "\x84\x31\x95\x33", 4, "GB18030" },
};

static const char *charset_marked(const struct buf *bytes)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (bytes->len >= marks[i].len && !memcmp(bytes->at, marks[i].bytes, marks[i].len))
			return marks[i].charset;
	return NULL;
}

static bool is_table_ascii(char c)
{
	return (c >= ' ' && c <= '~') || c == '\t' || c == '\n' || c == '\r';
}

/* UTF-16 without a mark shows in its digits, separators and line breaks, each beside a NUL; the
 * side tells the order. A table that is not an eighth of these is none. */
static const char *charset_wide(const struct buf *bytes)
{
	size_t little = 0, big = 0, units = bytes->len / 2;

	for (size_t i = 0; i + 1 < bytes->len; i += 2) {
		little += !bytes->at[i + 1] && is_table_ascii(bytes->at[i]);
		big += !bytes->at[i] && is_table_ascii(bytes->at[i + 1]);
	}
	if ((little > big ? little : big) * 8 < units || !units)
		return NULL;
	return little >= big ? "UTF-16LE" : "UTF-16BE";
}

/* ------------------------------------------------------------------- as asked */

/* Names folded to letters and digits. "Unicode" is what spreadsheets call UTF-16. */
static const struct alias {
	const char *name, *charset;
} aliases[] = {
	{ "utf8", "UTF-8" },       { "utf16", "UTF-16" },     { "unicode", "UTF-16" },
	{ "utf16le", "UTF-16LE" }, { "utf16be", "UTF-16BE" }, { "gb18030", "GB18030" },
	{ "gbk", "GB18030" },      { "gb2312", "GB18030" },   { "euccn", "GB18030" },
	{ "cp936", "GB18030" },    { "big5", "BIG5" },
};

/* The charset that a user's word names, NULL if there is none. A slash would reach iconv's options
 * that lose text without a word. */
static const char *charset_named(const char *asked)
{
	static char other[ENCODING_NAME];
	char folded[ENCODING_NAME];
	size_t n = 0, len = strlen(asked);
	iconv_t cd;

	if (len >= sizeof other || strchr(asked, '/') || strchr(asked, ','))
		return NULL;
	for (size_t i = 0; i <= len; i++) {
		other[i] = (char)toupper((unsigned char)asked[i]);
		if (isalnum((unsigned char)asked[i]))
			folded[n++] = (char)tolower((unsigned char)asked[i]);
	}
	folded[n] = '\0';
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (!strcmp(folded, aliases[i].name))
			return aliases[i].charset;
	cd = iconv_open("UTF-8", other);
	if (cd == (iconv_t)-1)
		return NULL;
	iconv_close(cd);
	return other;
}

static void refuse_name(const char *asked, struct err *e)
{
	struct buf shown = { 0 };

	err_set(e, ERR_INVALID,
		_("There is no encoding \"%s\": say utf-8, gb18030, big5 or utf-16, or leave it "
		  "out."),
		text_quote(&shown, asked));
	buf_release(&shown);
}

static const char *read_asked(struct buf *text, const struct buf *bytes, const char *asked,
			      struct err *e)
{
	const char *charset = charset_named(asked), *found;

	if (!charset) {
		refuse_name(asked, e);
		return NULL;
	}
	if (!strcmp(charset, "UTF-16")) {
		found = charset_marked(bytes);
		if (!found || strncmp(found, charset, strlen(charset)) != 0)
			found = charset_wide(bytes);
		charset = found ? found : "UTF-16LE";
	} else if (!strcmp(charset, *big5) && (found = convert_as_one_of(text, bytes, big5))) {
		return found;
	}
	buf_clear(text);
	return read_as(text, bytes, charset, e);
}

/* ---------------------------------------------------------------- found out */

/* Other text is UTF-8 for a character or two by chance, never for four Chinese ones: then it is
 * UTF-8 that was damaged, and where it breaks is worth more than a wild reading. */
static bool is_damaged_utf8(const struct buf *prefix)
{
	size_t chinese = 0;

	for (size_t i = 0; i < prefix->len; i++)
		chinese += ((unsigned char)prefix->at[i] & 0xF0) == 0xE0;
	return chinese >= 4;
}

/* The one thing libuchardet knows better than the strict readings do. */
static bool looks_like_big5(const struct buf *bytes)
{
	uchardet_t u = uchardet_new();
	bool yes;

	uchardet_handle_data(u, bytes->at, bytes->len < GUESS_FROM ? bytes->len : GUESS_FROM);
	uchardet_data_end(u);
	yes = !strcmp(uchardet_get_charset(u), "BIG5");
	uchardet_delete(u);
	return yes;
}

/* The commonest characters of BIG5 lie where GB18030 has private ones. */
static bool is_plausible(const struct buf *text)
{
	size_t others, private_ones = private_use_count(buf_str(text), &others);

	return private_ones * 20 <= others;
}

/* GB18030 or BIG5: what reads everything and plausibly; else what reads everything. */
static const char *read_chinese(struct buf *text, const struct buf *bytes, struct err *e)
{
	bool swap = looks_like_big5(bytes);
	const char *const *first = swap ? big5 : gb18030, *const *second = swap ? gb18030 : big5;
	const char *charset = convert_as_one_of(text, bytes, first), *other;
	struct buf other_text = { 0 };

	if (charset && is_plausible(text))
		return charset;
	other = convert_as_one_of(&other_text, bytes, second);
	if (other && (!charset || is_plausible(&other_text))) {
		charset = other;
		buf_clear(text);
		buf_add(text, other_text.at, other_text.len);
	}
	buf_release(&other_text);
	if (!charset)
		refuse_at(bytes, *first, e);
	return charset;
}

static const char *read_found(struct buf *text, const struct buf *bytes, struct err *e)
{
	const char *sure = charset_marked(bytes);

	if (!sure && memchr(bytes->at, 0, bytes->len) && !(sure = charset_wide(bytes))) {
		refuse_nul(bytes, e);
		return NULL;
	}
	if (sure)
		return read_as(text, bytes, sure, e);
	if (convert(text, bytes, "UTF-8"))
		return "UTF-8";
	if (!is_damaged_utf8(text))
		return read_chinese(text, bytes, e);
	refuse_at(bytes, "UTF-8", e);
	return NULL;
}

bool encoding_read(struct buf *text, char name[ENCODING_NAME], const struct buf *bytes,
		   const char *asked, struct err *e)
{
	static const char mark[] = "\xEF\xBB\xBF";
	const char *charset =
		asked && *asked ? read_asked(text, bytes, asked, e) : read_found(text, bytes, e);

	if (!charset)
		return false;
	if (text->len && memchr(text->at, 0, text->len))
		return refuse_nul(text, e);
	if (!strncmp(buf_str(text), mark, strlen(mark)))
		buf_splice(text, 0, strlen(mark), "", 0);
	private_use_fold(text);
	snprintf(name, ENCODING_NAME, "%s", charset);
	return true;
}
