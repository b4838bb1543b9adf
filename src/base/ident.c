/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ident.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"

static bool all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

static int digits(const char *s, int n)
{
	int value = 0;

	while (n--)
		value = value * 10 + (*s++ - '0');
	return value;
}

enum { NATIONAL = 18, ENDS = 4 };

/* Masked by its shape, not by its check character: L numbers carry none, and one typed wrong still
 * gives the birth date away. */
static bool has_shape(const char *s)
{
	return strspn(s, "0123456789") >= NATIONAL - 1 && strchr("0123456789Xx", s[NATIONAL - 1]) &&
	       s[NATIONAL - 1] && !(s[NATIONAL] >= '0' && s[NATIONAL] <= '9') &&
	       date_exists(digits(s + 6, 4), digits(s + 10, 2), digits(s + 12, 2));
}

void ident_mask(struct buf *out, const char *s)
{
	struct buf masked = { 0 };

	buf_text(&masked, s);
	for (size_t i = 0; i < masked.len; i++) {
		bool head = i && strchr("GJLgjl", masked.at[i - 1]);
		size_t from = i + ENDS - head, to = i + NATIONAL - ENDS;

		if ((i && masked.at[i - 1] >= '0' && masked.at[i - 1] <= '9') ||
		    !has_shape(masked.at + i))
			continue;
		memset(masked.at + from, '*', to - from);
		i = to;
	}
	text_show(out, buf_str(&masked));
	buf_release(&masked);
}

bool ident_is_scientific(const char *s)
{
	size_t head = strspn(s, "0123456789");

	if (!head)
		return false;
	s += head;
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	if (*s != 'E' && *s != 'e')
		return false;
	s++;
	if (*s != '+' && *s != '-')
		return false;
	return s[1] && all_digits(s + 1, strlen(s + 1));
}

bool ident_is_phone(const char *s)
{
	size_t count = 0;

	if (!*s)
		return true;
	for (const char *p = s; *p; p++) {
		count += *p >= '0' && *p <= '9';
		if (!strchr("0123456789+-()#,", *p))
			return false;
	}
	return count >= 5 && count <= 20;
}

enum { MOBILE = 11, MOBILE_HEAD = 3, LAST = 4, SHORT = 7 };

void ident_mask_phone(struct buf *out, const char *s)
{
	size_t len = strlen(s), head = len >= MOBILE ? MOBILE_HEAD : 0,
	       last = len >= SHORT ? LAST : 1;

	for (size_t i = 0; i < len; i++)
		buf_char(out,
			 (i >= head && i + last < len) || (unsigned char)s[i] >= 0x80 || s[i] < ' '
				 ? '*'
				 : s[i]);
}

bool ident_is_masked_phone(const char *s)
{
	return strchr(s, '*') && !s[strspn(s, "0123456789+-()#,*")];
}

void ident_group_phone(struct buf *out, const char *s)
{
	if (strlen(s) == 11 && s[0] == '1' && all_digits(s, 11))
		buf_printf(out, "%.3s %.4s %.4s", s, s + 3, s + 7);
	else
		text_show(out, s);
}
