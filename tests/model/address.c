/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/address.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char *key(const char *address)
{
	static struct buf keys[2];
	static int at;

	at = !at;
	buf_clear(&keys[at]);
	address_key(address, &keys[at]);
	return buf_str(&keys[at]);
}

/* However it is written, the same door. */
Test(model_address, the_same_door)
{
	static const char *const rows[][2] = {
		{ "控江路12弄3号", "控江路 12 弄 3 号" },
		{ "控江路12弄3号", "控江路１２弄３号" },
		{ "控江路12弄3号", "控江路十二弄三号" },
		{ "控江路12弄3号", "上海市控江路012弄3号" },
		{ "四平路21号", "四平路二十一号" },
		{ "控江路10号", "控江路十号" },
		{ "杨浦区控江路12弄3号", "上海市杨浦区控江路12弄3号" },
		{ "东方路8号B座", "东方路8号b座" },
		{ "", "  " },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_str_eq(key(rows[i][0]), key(rows[i][1]), "%s, %s", rows[i][0],
				 rows[i][1]);
}

static int by_key(const void *a, const void *b)
{
	return strcmp(key(*(const char *const *)a), key(*(const char *const *)b));
}

/* Roads in an order of their own, doors as one walks past them. */
Test(model_address, neighbours_stand_beside_each_other)
{
	static const char *const walk[] = {
		"",
		"四平路9弄2号",
		"四平路十二弄2号",
		"安亭镇墨玉路1号",
		"嘉定区安亭镇墨玉路2号",
		"宝山路7号",
		"静安区宝山路8号",
		"控江路3号",
		"控江路 12 弄 3 号",
		"杨浦区控江路12弄3号502室",
		"上海市杨浦区控江路街道控江路12弄4号",
		"控江路 12 弄 15 号",
		"控江路120弄1号",
	};
	enum { WALK = sizeof walk / sizeof *walk };
	const char *mixed[WALK];

	for (size_t i = 0; i < WALK; i++)
		mixed[i] = walk[(i * 5 + 3) % WALK];
	qsort(mixed, WALK, sizeof *mixed, by_key);
	for (size_t i = 0; i < WALK; i++)
		cr_expect_str_eq(mixed[i], walk[i], "%zu: %s, not %s", i, mixed[i], walk[i]);
}

/* What looks like a district, a town or a number and is a name. */
Test(model_address, names_stay_names)
{
	static const struct {
		const char *address, *key;
	} rows[] = {
		{ "阳光小区12号", "阳光小区000012号" },
		{ "镇宁路465弄", "镇宁路000465弄" },
		{ "景镇路8号", "景镇路000008号" },
		{ "上海路8号", "上海路000008号" },
		{ "宝山路8号", "宝山路000008号" },
		{ "五角场三村4号", "五角场三村000004号" },
		{ "浦东新区东方路8号", "东方路000008号 浦东新区" },
		{ "奉贤区乡", "乡 奉贤区" },
		{ "12345678号", "12345678号" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_str_eq(key(rows[i].address), rows[i].key);
}
