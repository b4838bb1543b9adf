/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/class_name.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const char *grade_name(int grade)
{
	static const char *const names[] = { "",     "一",   "二",   "三",   "四",   "五",
					     "六",   "七",   "八",   "九",   "高一", "高二",
					     "高三", "职一", "职二", "职三", "职四" };

	return grade >= GRADE_MIN && grade <= GRADE_MAX ? names[grade] : "";
}

bool class_skip(const char **at, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*at, word, len))
		return false;
	*at += len;
	return true;
}

static int chinese_digit(const char **at)
{
	static const char *const digits[] = {
		"一", "二", "三", "四", "五", "六", "七", "八", "九"
	};

	for (int i = 0; i < 9; i++)
		if (class_skip(at, digits[i]))
			return i + 1;
	return 0;
}

int class_number(const char **at)
{
	int n;
	char *end;

	if (**at >= '0' && **at <= '9') {
		long value = strtol(*at, &end, 10);

		*at = end;
		return value > 9999 ? 0 : (int)value;
	}
	n = chinese_digit(at);
	if (class_skip(at, "十"))
		return (n ? n : 1) * 10 + chinese_digit(at);
	return n;
}

/* 六, 6, 预备, 初三, 高一, 职二, 小三 */
int class_grade(const char **at)
{
	static const struct {
		const char *prefix;
		int base, last;
	} counted[] = { { "小学", 0, 5 },   { "小", 0, 5 },     { "初中", 6, 9 },
			{ "初", 6, 9 },     { "高中", 9, 12 },  { "高", 9, 12 },
			{ "中职", 12, 16 }, { "职高", 12, 16 }, { "职", 12, 16 } };
	int n;

	if (class_skip(at, "预备") || class_skip(at, "预初") || class_skip(at, "初中预备"))
		return 6;
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
		if (!class_skip(at, counted[i].prefix))
			continue;
		n = class_number(at);
		if (n && counted[i].base + n <= counted[i].last)
			return counted[i].base + n;
		/* 初九 is ninth grade too */
		return n > counted[i].base && n <= counted[i].last ? n : 0;
	}
	return class_number(at);
}

int grade_read(const char **at)
{
	int grade = class_grade(at);

	return grade >= GRADE_MIN && grade <= GRADE_MAX ? grade : 0;
}

void class_skip_signs(const char **at)
{
	while (class_skip(at, "年级") || class_skip(at, "年") || class_skip(at, "级") ||
	       class_skip(at, "(") || class_skip(at, ".") || class_skip(at, "-") ||
	       class_skip(at, "第"))
		;
}

bool class_ends(const char **at)
{
	while (class_skip(at, ")") || class_skip(at, "班"))
		;
	return !**at;
}
