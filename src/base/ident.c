/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ident.h"

#include <ctype.h>
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

bool ident_is_national(const char *s)
{
	static const int weight[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	if (strlen(s) != 18 || !all_digits(s, 17) ||
	    !date_exists(digits(s + 6, 4), digits(s + 10, 2), digits(s + 12, 2)))
		return false;
	for (int i = 0; i < 17; i++)
		sum += (s[i] - '0') * weight[i];
	return toupper((unsigned char)s[17]) == "10X98765432"[sum % 11];
}

/* A 学籍号 is masked by its shape: L numbers carry no check digit, and one typed wrong still gives
 * the birth date away. */
static bool is_student_register(const char *s)
{
	return strlen(s) == 19 && strchr("GJLgjl", s[0]) && all_digits(s + 1, 17);
}

void ident_mask(struct buf *out, const char *s)
{
	size_t len = strlen(s);

	if (!ident_is_national(s) && !is_student_register(s)) {
		text_show(out, s);
		return;
	}
	buf_add(out, s, 4);
	buf_text(out, "***********");
	buf_text(out, s + len - 4);
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

void ident_group_phone(struct buf *out, const char *s)
{
	if (strlen(s) == 11 && s[0] == '1' && all_digits(s, 11))
		buf_printf(out, "%.3s %.4s %.4s", s, s + 3, s + 7);
	else
		text_show(out, s);
}
