/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/address.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum { DIGITS = 6, CHARACTER = 3 /* bytes of a Chinese one */ };

static bool begins(const char *s, const char *word)
{
	return !strncmp(s, word, strlen(word));
}

/* The first of the words, ended by NULL, that the text begins with; "" for none. */
static const char *first_of(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (begins(s, *words))
			return *words;
	return "";
}

/* ------------------------------------------------------------ what goes to the end */

static size_t skip_city(const char *s)
{
	static const char *const cities[] = { "上海市", "上海", NULL };
	const char *city = first_of(s, cities);

	/* 上海路 is a road */
	return begins(s + strlen(city), "路") ? 0 : strlen(city);
}

/* By name: 小区 is none, and 宝山路 lies in another district. */
static size_t skip_district(const char *s)
{
	static const char *const names[] = { "黄浦", "徐汇", "长宁",   "静安", "普陀", "虹口",
					     "杨浦", "闵行", "宝山",   "嘉定", "金山", "松江",
					     "青浦", "奉贤", "浦东新", "浦东", "崇明", NULL };
	static const char *const ends[] = { "区", "县", NULL };
	size_t name = strlen(first_of(s, names));
	const char *end = name ? first_of(s + name, ends) : "";

	return *end ? name + strlen(end) : 0;
}

/* 安亭镇墨玉路, 控江路街道控江路: what a road or a village follows, before any number. */
static size_t skip_town(const char *s)
{
	static const char *const ends[] = { "街道", "镇", "乡", NULL };
	static const char *const roads[] = { "路", "街", "道", "弄", "巷", "号", NULL };

	for (const char *at = s; *at && !isdigit((unsigned char)*at); at++) {
		const char *end = at > s ? first_of(at, ends) : "", *after = at + strlen(end);

		if (*end && *after && !*first_of(after, roads) && !isdigit((unsigned char)*after))
			return (size_t)(after - s);
	}
	return 0;
}

/* ----------------------------------------------------------------------- numbers */

static int numeral(const char *s)
{
	static const char *const numerals[] = { "〇", "一", "二", "三", "四", "五",
						"六", "七", "八", "九", "十", NULL };

	for (int i = 0; numerals[i]; i++)
		if (begins(s, numerals[i]))
			return i;
	return -1;
}

/* 十二弄, 二十三号: up to 99, and only before what is counted: 四平路 has a name. */
static size_t chinese_number(const char *s, int *n)
{
	static const char *const counted[] = { "弄", "支弄", "号", "室", "幢",
					       "栋", "单元", "楼", "层", NULL };
	int tens = 0, ones = 0, digit;
	size_t len = 0;

	for (; (digit = numeral(s + len)) >= 0; len += CHARACTER) {
		if (digit == 10) {
			tens = ones ? ones : 1;
			ones = 0;
		} else {
			ones = digit;
		}
	}
	*n = 10 * tens + ones;
	return len && len <= 3 * CHARACTER && *first_of(s + len, counted) ? len : 0;
}

static void add_number(struct buf *out, const char *digits, size_t len)
{
	while (len > 1 && *digits == '0')
		digits++, len--;
	for (size_t pad = len; pad < DIGITS; pad++)
		buf_char(out, '0');
	buf_add(out, digits, len);
}

static void add_natural(struct buf *out, const char *s)
{
	while (*s) {
		size_t len = strspn(s, "0123456789");
		int n;

		if (len) {
			add_number(out, s, len);
		} else if ((len = chinese_number(s, &n))) {
			buf_printf(out, "%0*d", DIGITS, n);
		} else {
			text_decode(s, &len);
			buf_add(out, s, len);
		}
		s += len;
	}
}

void address_key(const char *address, struct buf *out)
{
	struct buf plain = { 0 };
	const char *s, *road;

	text_fold(&plain, address);
	s = buf_str(&plain);
	s += skip_city(s);
	road = s + skip_district(s);
	road += skip_town(road);
	add_natural(out, road);
	if (road > s)
		buf_printf(out, " %.*s", (int)(road - s), s);
	buf_release(&plain);
}
