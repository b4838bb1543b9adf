/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mail.h"

#include <string.h>

#include "base/text.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

/* ------------------------------------------------------------------- addresses */

/* Words of these signs, with one dot between two. */
static bool is_dotted(const char *s, size_t len, const char *signs)
{
	size_t word = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '.' && !word)
			return false;
		if (s[i] != '.' && !strchr(signs, s[i]))
			return false;
		word = s[i] == '.' ? 0 : word + 1;
	}
	return word;
}

bool mail_is_domain(const char *s)
{
	return strlen(s) < 200 && *s != '-' && is_dotted(s, strlen(s), LETTERS "-");
}

bool mail_is_address(const char *s)
{
	size_t local = strcspn(s, "@");

	return local < 65 && *s != '-' && is_dotted(s, local, LETTERS "_-") &&
	       (!s[local] || mail_is_domain(s + local + 1));
}

/* ------------------------------------------------------------------------ text */

static void base64(struct buf *out, const char *bytes, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";

	for (size_t i = 0; i < len; i += 3) {
		size_t n = len - i < 3 ? len - i : 3;
		unsigned char b[3] = { 0 };
		unsigned bits;

		memcpy(b, bytes + i, n);
		bits = (unsigned)b[0] << 16 | (unsigned)b[1] << 8 | b[2];
		for (size_t k = 0; k < 4; k++)
			buf_char(out, k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=');
	}
}

/* An encoded word has 75 characters at most and ends between two characters of the text. */
static void encode(struct buf *out, const char *text)
{
	enum { WORD = 45 };

	for (size_t at = 0; *text; text += at) {
		size_t len;

		for (at = 0; text[at]; at += len) {
			text_decode(text + at, &len);
			if (at + len > WORD)
				break;
		}
		buf_text(out, "=?UTF-8?B?");
		base64(out, text, at);
		buf_text(out, text[at] ? "?=\n " : "?=");
	}
}

static void add_text(struct buf *out, const char *text)
{
	enum { PLAIN = 60 };

	if (strlen(text) <= PLAIN && !text[strspn(text, LETTERS " ")])
		buf_text(out, text);
	else
		encode(out, text);
}

void mail_text(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "%s: ", name);
	add_text(out, text);
	buf_char(out, '\n');
}

void mail_person(struct buf *out, const char *name, const char *person, const char *address)
{
	buf_printf(out, "%s: ", name);
	add_text(out, person);
	buf_printf(out, "%s<%s>\n", *person ? "\n " : "", address);
}

void mail_date(struct buf *out, time_t at)
{
	char text[64];
	struct tm tm;

	/* the names are English: LC_TIME is never set (base/i18n.c) */
	localtime_r(&at, &tm);
	strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S %z", &tm);
	buf_printf(out, "Date: %s\n", text);
}
