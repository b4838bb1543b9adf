/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pinyin.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/private_use.h"
#include "base/text.h"

static uint32_t only(const char *character)
{
	size_t len;
	uint32_t cp = text_decode(character, &len);

	cr_assert(!character[len], "%s is more than one", character);
	return cp;
}

Test(base_pinyin, readings_commonest_first)
{
	static const struct {
		const char *character, *readings;
	} rows[] = {
		{ "李", "li" },
		{ "曾", "ceng,zeng" },
		{ "单", "dan,chan,shan" },
		{ "行", "xing,hang,heng" },
		{ "长", "zhang,chang" },
		{ "吕", "lv" },
		{ "略", "lve" },
		{ "绿", "lv,lu" },
		{ "曽", "ceng" }, /* Japan's */
		{ "㛃", "jie" },  /* U+36C3 */
		{ "䶮", "yan" },  /* U+4DAE */
		{ "𬱖", "di" }, /* U+2CC56 */
		{ "𠂇", "zuo" },  /* U+20087, in kHanyuPinyin too */
		{ "A", "" },
		{ "の", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_str_eq(pinyin_of(only(rows[i].character)), rows[i].readings, "%s: %s",
				 rows[i].character, pinyin_of(only(rows[i].character)));
	cr_expect_str_eq(pinyin_of(UINT32_MAX), "");
	cr_expect_str_eq(pinyin_of(0x10FFFF), "");
}

/* The Table of General Standard Chinese Characters, which Unihan marks in a file that the
 * readings are not made from. */
Test(base_pinyin, standard_characters_have_a_reading)
{
	FILE *f = popen("bzcat " UNICODE_DIR "/Unihan_OtherMappings.txt.bz2", "r");
	char line[512], name[32];
	size_t all = 0, read = 0;
	unsigned cp;

	cr_assert(f);
	while (fgets(line, sizeof line, f)) {
		if (sscanf(line, "U+%X %31s", &cp, name) != 2 || strcmp(name, "kTGH"))
			continue;
		all++;
		read += *pinyin_of(cp) != '\0';
	}
	cr_assert_eq(pclose(f), 0);
	fprintf(stderr, "%zu of %zu standard characters have a reading, %.2f %%\n", read, all,
		100.0 * (double)read / (double)all);
	cr_assert_eq(all, 8105);
	cr_assert(read * 100 > all * 99);
}

/* What the matcher relies on. */
Test(base_pinyin, readings_are_lower_case_syllables)
{
	size_t n = 0;

	for (uint32_t cp = 0; cp < 0x34000; cp++) {
		const char *list = pinyin_of(cp), *reading;
		size_t len;

		n += *list != '\0';
		cr_assert_eq(strspn(list, "abcdefghijklmnopqrstuvwxyz,"), strlen(list), "%s", list);
		while (text_word(&list, ',', &reading, &len))
			cr_assert(len <= 6 && strcspn(reading, "aeiouv") < len, "U+%X: %.*s", cp,
				  (int)len, reading);
	}
	cr_assert_gt(n, 41000);
}

Test(base_pinyin, surnames)
{
	static const struct {
		const char *name, *readings;
	} rows[] = {
		{ "单小明", "shan" },
		{ "单于小明", "chan yu" },
		{ "万俟明", "mo qi" },
		{ "万小明", "" },
		{ "尉迟明", "yu chi" },
		{ "乐明", "yue,le" },
		{ "乐正明", "yue zheng" },
		{ "黑明", "he" },
		{ "明单", "" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_str_eq(pinyin_surname(rows[i].name), rows[i].readings, "%s: %s",
				 rows[i].name, pinyin_surname(rows[i].name));
}

Test(base_pinyin, shapes_of_one_character)
{
	static const struct {
		const char *shapes; /* the first stands for all */
	} rows[] = {
		{ "发發髮" }, { "后後" },   { "里裡裏" },   { "干幹乾" }, { "云雲" },
		{ "户戶戸" }, { "万萬" },   { "钟鐘鍾锺" }, { "吴吳呉" }, { "峰峯" },
		{ "群羣" },   { "国國囯" }, { "说說説" },   { "台臺" },   { "范範" },
		{ "䶮" },     { "余餘馀" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *s = rows[i].shapes;
		size_t len;
		uint32_t first = text_decode(s, &len);

		for (; *s; s += len)
			cr_expect_eq(pinyin_fold(text_decode(s, &len)), first, "%s", s);
	}
}

/* Two names stay two names, however much they look alike. */
Test(base_pinyin, other_characters_stay_apart)
{
	static const char *const pairs[] = { "喆哲", "堃坤", "谭谈", "柳柽", "邬坞",
					     "万卍", "己已", "沈沉", "淼水", "闫阎" };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		size_t len, ignored;
		uint32_t a = text_decode(pairs[i], &len), b = text_decode(pairs[i] + len, &ignored);

		cr_expect_neq(pinyin_fold(a), pinyin_fold(b), "%s", pairs[i]);
	}
}

Test(base_pinyin, what_stands_for_others_stands_for_itself)
{
	for (uint32_t cp = 0; cp < 0x34000; cp++)
		cr_assert_eq(pinyin_fold(pinyin_fold(cp)), pinyin_fold(cp), "U+%X", cp);
}

Test(base_pinyin, private_codes_of_old_names)
{
	cr_expect_eq(private_use_proper(0xE863), 0x4DAE);
	cr_expect_eq(private_use_proper(0xE816), 0x20087);
	cr_expect_eq(private_use_proper(0xE000), 0xE000);
	cr_expect_eq(private_use_proper('a'), 'a');
}
