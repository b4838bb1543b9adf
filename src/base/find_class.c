/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes as they are looked for. */
#include <stdio.h>
#include <string.h>

#include "base/class_name.h"
#include "find_private.h"

static void put(struct find_class *c, int grade, int number, bool closed)
{
	*c = (struct find_class){ 0 };
	if (!number) {
		snprintf(c->begin, sizeof c->begin, "%s(", grade_name(grade));
		return;
	}
	snprintf(c->whole, sizeof c->whole, "%s(%d)", grade_name(grade), number);
	snprintf(c->begin, sizeof c->begin, "%s(%d%s", grade_name(grade), number,
		 closed ? ")" : "");
}

/* 9, 90, 903, 1003: a grade, then its class of one or two digits, both perhaps not yet all typed.
 * What begins with 1 is a class of the first grade or of those from ten on. */
static size_t of_digits(struct find_class *out, const char *digits)
{
	size_t n = 0, len = strlen(digits);

	for (size_t first = 1; first <= 2; first++) {
		int grade = 0, number = 0;

		if (*digits == '0' || len < first || len > first + 2)
			continue;
		for (size_t i = 0; i < len; i++) {
			int *to = i < first ? &grade : &number;

			*to = *to * 10 + digits[i] - '0';
		}
		if (grade <= GRADE_MAX)
			put(&out[n++], grade, number, len == first + 2);
	}
	return n;
}

size_t find_classes(struct find_class out[FIND_CLASSES_MOST], const char *word)
{
	const char *at = word;
	bool closed;
	int grade, number;

	if (word[strspn(word, "0123456789")] == '\0')
		return of_digits(out, word);
	grade = grade_read(&at);
	if (!grade)
		return 0;
	class_skip_signs(&at);
	class_skip(&at, "。"); /* the point of an input method */
	number = class_number(&at);
	closed = *at != '\0';
	if (number > 99 || !class_ends(&at))
		return 0;
	put(&out[0], grade, number, closed);
	return 1;
}
