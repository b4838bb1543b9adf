/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/find.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *const fits[] = { "not", "inside", "begin", "whole" };

/* With the key stored, and with the key made on the way. */
static void expect_fit(const char *typed, const char *name, const char *reading,
		       const char *const *codes, enum find_fit wanted)
{
	struct buf key = { 0 };
	struct find f;
	enum find_fit got, made;

	find_key(&key, name, reading);
	find_prepare(&f, typed);
	got = find_fit(&f, name, buf_str(&key), codes);
	made = reading ? got : find_fit(&f, name, "", codes);
	cr_expect_eq(got, wanted, "\"%s\" for %s (%s): %s, not %s", typed, name, buf_str(&key),
		     fits[got], fits[wanted]);
	cr_expect_eq(made, got, "\"%s\" for %s without a key: %s, not %s", typed, name, fits[made],
		     fits[got]);
	find_release(&f);
	buf_release(&key);
}

static const char *const no_codes[] = { NULL };

/* ------------------------------------------------------------------------ keys */

Test(base_find, keys)
{
	static const struct {
		const char *name, *reading, *key;
	} rows[] = {
		{ "李小明", NULL, "李li小xiao明ming" },
		{ "", NULL, "" },
		{ "曾小明", NULL, "曾zeng,ceng小xiao明ming" },
		{ "小曾", NULL, "小xiao曾ceng,zeng" },
		{ "單于發", NULL, "单chan,dan,shan于yu发fa" },
		{ "黑明", NULL, "黑he,hei明ming" },
		{ "明黑", NULL, "明ming黑hei" },
		{ "\uE863", NULL, "䶮yan" },
		{ "𬱖㛃", NULL, "𬱖di㛃jie" },
		{ "阿依·古丽", NULL, "阿a,e依yi古gu丽li" },
		{ "John  Smith", NULL, " john smith" },
		{ "José O'Brien", NULL, " jose o brien" },
		{ "Müller", NULL, " mvller" },
		{ "李Ｌｅｅ", NULL, "李li lee" },
		{ "小明2", NULL, "小xiao明ming2" },
		{ "ab\xFFzz", NULL, " abzz" },
		/* as the school spells it: what is new comes first */
		{ "李小明", "", "李li小xiao明ming" },
		{ "单宣", "Chan Xuan", "单chan,shan,dan宣xuan" },
		{ "欧阳娜娜", "OUYANG Nana", "欧ou阳yang娜na,nuo娜na,nuo" },
		{ "欧阳娜娜", "ouyangnuona", "欧ou阳yang娜nuo,na娜na,nuo" },
		{ "吕绿", "Lǚ Lù", "吕lv绿lu,lv" },
		{ "吕绿", "lu\u0308 lu\u0300", "吕lv绿lu,lv" },
		{ "西安", "xi'an", "西xi安an" },
		{ "李明", "LiMing", "李li明ming" },
		{ "谌明", "chenm", "谌chen,shen明ming| chenm" },
		{ "山本", "Yamamoto", "山shan本ben| yamamoto" },
		{ "大卫", "David Lee", "大da,dai卫wei| david lee" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf key = { 0 };

		find_key(&key, rows[i].name, rows[i].reading);
		cr_expect_str_eq(buf_str(&key), rows[i].key, "%s (%s): %s", rows[i].name,
				 rows[i].reading ? rows[i].reading : "", buf_str(&key));
		buf_release(&key);
	}
}

Test(base_find, a_name_without_end_has_a_key_with_one)
{
	struct buf name = { 0 }, key = { 0 };

	for (int i = 0; i < 5000; i++)
		buf_text(&name, i % 7 ? "行" : "X");
	find_key(&key, buf_str(&name), buf_str(&name));
	cr_expect(key.len > 500 && key.len < 5000, "%zu", key.len);
	expect_fit("xhx", buf_str(&name), NULL, no_codes, FIND_BEGIN);
	buf_release(&name);
	buf_release(&key);
}

Test(base_find, keys_are_appended_and_have_a_version)
{
	struct buf key = { 0 };

	buf_text(&key, "x");
	find_key(&key, "一", NULL);
	cr_expect_str_eq(buf_str(&key), "x一yi");
	cr_expect_gt(strlen(find_key_version), 2);
	buf_release(&key);
}

/* ------------------------------------------------------------------------ names */

static const struct {
	const char *typed, *name;
	enum find_fit fit;
} names[] = {
	{ "李小明", "李小明", FIND_WHOLE },
	{ "李小", "李小明", FIND_BEGIN },
	{ "小明", "李小明", FIND_INSIDE },
	{ "小李", "李小明", FIND_NOT },
	{ "lxm", "李小明", FIND_WHOLE },
	{ "LXM", "李小明", FIND_WHOLE },
	{ "ｌｘｍ", "李小明", FIND_WHOLE },
	{ "lixm", "李小明", FIND_WHOLE },
	{ "lixiaoming", "李小明", FIND_WHOLE },
	{ "lixiaom", "李小明", FIND_WHOLE },
	{ "lixiaomin", "李小明", FIND_BEGIN },
	{ "lixiao", "李小明", FIND_BEGIN },
	{ "lix", "李小明", FIND_BEGIN },
	{ "l", "李小明", FIND_BEGIN },
	{ "xm", "李小明", FIND_INSIDE },
	{ "m", "李小明", FIND_INSIDE },
	{ "im", "李小明", FIND_NOT },
	{ "ixm", "李小明", FIND_NOT },
	{ "lxmm", "李小明", FIND_NOT },
	{ "lm", "李小明", FIND_NOT },
	{ "李xm", "李小明", FIND_WHOLE },
	{ "l小m", "李小明", FIND_WHOLE },
	{ "王xm", "李小明", FIND_NOT },
	/* words, in any order, or one name with blanks */
	{ "li xiao ming", "李小明", FIND_WHOLE },
	{ " li　xiaoming ", "李小明", FIND_WHOLE },
	{ "李 小明", "李小明", FIND_WHOLE },
	{ "xiaoming li", "李小明", FIND_INSIDE },
	{ "li wang", "李小明", FIND_NOT },
	/* initials of two letters */
	{ "zs", "张三", FIND_WHOLE },
	{ "zhs", "张三", FIND_WHOLE },
	{ "zhangs", "张三", FIND_WHOLE },
	{ "zas", "张三", FIND_NOT },
	{ "zhas", "张三", FIND_BEGIN },
	{ "css", "陈诗淑", FIND_WHOLE },
	{ "chshsh", "陈诗淑", FIND_WHOLE },
	{ "chss", "陈诗淑", FIND_WHOLE },
	/* every reading of a polyphone, surnames' too */
	{ "zengxm", "曾小明", FIND_WHOLE },
	{ "cengxm", "曾小明", FIND_WHOLE },
	{ "shanx", "单宣", FIND_WHOLE },
	{ "danx", "单宣", FIND_WHOLE },
	{ "chanyum", "单于明", FIND_WHOLE },
	{ "moqim", "万俟明", FIND_WHOLE },
	{ "hem", "黑明", FIND_WHOLE },
	{ "heim", "黑明", FIND_WHOLE },
	{ "qmx", "仇明行", FIND_WHOLE },
	{ "cmh", "仇明行", FIND_WHOLE },
	/* ü is v or u */
	{ "lv", "吕", FIND_WHOLE },
	{ "lu", "吕", FIND_WHOLE },
	{ "lü", "吕", FIND_WHOLE },
	{ "lve", "略", FIND_WHOLE },
	{ "lue", "略", FIND_WHOLE },
	{ "lv", "卢", FIND_NOT },
	/* traditional, simplified, other shapes */
	{ "發後裡", "发后里", FIND_WHOLE },
	{ "发后里", "發後裡", FIND_WHOLE },
	{ "戸", "户", FIND_WHOLE },
	{ "錢鍾書", "钱锺书", FIND_WHOLE },
	{ "qianzhongshu", "錢鍾書", FIND_WHOLE },
	{ "喆", "哲", FIND_NOT },
	/* old private codes, rare characters */
	{ "\uE863", "䶮", FIND_WHOLE },
	{ "䶮", "\uE863", FIND_WHOLE },
	{ "yan", "\uE863", FIND_WHOLE },
	{ "ld", "李𬱖", FIND_WHOLE },
	{ "𬱖", "李𬱖", FIND_INSIDE },
	{ "lizuo", "李𠂇", FIND_WHOLE },
	/* where a syllable ends */
	{ "xian", "西安", FIND_WHOLE },
	{ "xian", "先", FIND_WHOLE },
	{ "xi'an", "西安", FIND_WHOLE },
	{ "xi'an", "先", FIND_NOT },
	{ "xi an", "先", FIND_NOT },
	/* names in letters, with dots, with digits */
	{ "js", "John Smith", FIND_WHOLE },
	{ "john smith", "John Smith", FIND_WHOLE },
	{ "smith john", "John Smith", FIND_INSIDE },
	{ "jo", "John Smith", FIND_BEGIN },
	{ "mith", "John Smith", FIND_NOT },
	{ "jose", "José", FIND_WHOLE },
	{ "JOSÉ", "Jose", FIND_WHOLE },
	{ "muller", "Müller", FIND_WHOLE },
	{ "阿依古丽", "阿依·古丽", FIND_WHOLE },
	{ "阿依.古丽", "阿依·古丽", FIND_WHOLE },
	{ "aygl", "阿依·古丽", FIND_WHOLE },
	{ "小明2", "小明2", FIND_WHOLE },
	{ "xm2", "小明2", FIND_WHOLE },
	{ "2", "小明2", FIND_INSIDE },
	/* nothing looked for */
	{ "", "李小明", FIND_INSIDE },
	{ " 　", "李小明", FIND_INSIDE },
	{ "lxm", "", FIND_NOT },
	{ "(", "李小明", FIND_NOT },
	{ "·", "李小明", FIND_NOT },
};

Test(base_find, names)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		expect_fit(names[i].typed, names[i].name, NULL, no_codes, names[i].fit);
}

Test(base_find, as_the_school_spells_it)
{
	static const struct {
		const char *typed, *name, *reading;
		enum find_fit fit;
	} rows[] = {
		{ "yamamoto", "山本", "Yamamoto", FIND_WHOLE },
		{ "yama", "山本", "Yamamoto", FIND_BEGIN },
		{ "sb", "山本", "Yamamoto", FIND_WHOLE },
		{ "sy", "山本", "Yamamoto", FIND_NOT },
		{ "nainai", "娜娜", "nai nai", FIND_WHOLE },
		{ "nana", "娜娜", "nai na", FIND_WHOLE },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_fit(rows[i].typed, rows[i].name, rows[i].reading, no_codes, rows[i].fit);
}

/* ----------------------------------------------------------------------- classes */

Test(base_find, classes)
{
	static const struct {
		const char *typed, *class_name;
		enum find_fit fit;
	} rows[] = {
		{ "9.3", "九(3)", FIND_BEGIN },       { "九3", "九(3)", FIND_BEGIN },
		{ "九(3)", "九(3)", FIND_BEGIN },     { "九（３）班", "九(3)", FIND_BEGIN },
		{ "９０３", "九(3)", FIND_BEGIN },    { "93", "九(3)", FIND_BEGIN },
		{ "9。3", "九(3)", FIND_BEGIN },      { "初三3", "九(3)", FIND_BEGIN },
		{ "九年级3班", "九(3)", FIND_BEGIN }, { "九三", "九(3)", FIND_BEGIN },
		{ "9", "九(3)", FIND_BEGIN },         { "九", "九(3)", FIND_BEGIN },
		{ "九年级", "九(3)", FIND_BEGIN },    { "90", "九(3)", FIND_BEGIN },
		{ "初三", "九(12)", FIND_BEGIN },     { "9.1", "九(12)", FIND_BEGIN },
		{ "九(1", "九(12)", FIND_BEGIN },     { "912", "九(12)", FIND_BEGIN },
		{ "91", "九(12)", FIND_BEGIN },       { "九(1)", "九(12)", FIND_NOT },
		{ "901", "九(12)", FIND_NOT },        { "9.3", "八(3)", FIND_NOT },
		{ "904", "九(3)", FIND_NOT },         { "高一5", "高一(5)", FIND_BEGIN },
		{ "1005", "高一(5)", FIND_BEGIN },    { "10", "高一(5)", FIND_BEGIN },
		{ "10.5", "高一(5)", FIND_BEGIN },    { "高", "高一(5)", FIND_BEGIN },
		{ "一", "高一(5)", FIND_INSIDE },     { "101", "一(1)", FIND_BEGIN },
		{ "预备2", "六(2)", FIND_BEGIN },     { "职一1", "职一(1)", FIND_BEGIN },
		{ "3", "九(3)", FIND_INSIDE },        { "17", "高一(7)", FIND_NOT },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_fit(rows[i].typed, "某某", NULL,
			   (const char *const[]){ "", rows[i].class_name, NULL }, rows[i].fit);
}

Test(base_find, numbers)
{
	static const struct {
		const char *typed, *number;
		enum find_fit fit;
	} rows[] = {
		{ "20260012", "20260012", FIND_WHOLE }, { "2026", "20260012", FIND_BEGIN },
		{ "0012", "20260012", FIND_INSIDE },    { "２６００", "20260012", FIND_INSIDE },
		{ "0013", "20260012", FIND_NOT },       { "202600121", "20260012", FIND_NOT },
		{ "t01", "T01", FIND_WHOLE },           { "T", "T01", FIND_BEGIN },
		{ "g12", "2026G12", FIND_INSIDE },      { "语文", "語文", FIND_BEGIN },
		{ "文", "語文", FIND_INSIDE },          { "0", "", FIND_NOT },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_fit(rows[i].typed, "某某", NULL,
			   (const char *const[]){ rows[i].number, NULL }, rows[i].fit);
}

/* A class narrows what a name finds; a part of a number weakens it. */
Test(base_find, a_name_and_a_class)
{
	static const char *const codes[] = { "20260012", "九(3)", NULL };
	static const struct {
		const char *typed;
		enum find_fit fit;
	} rows[] = {
		{ "lxm 903", FIND_WHOLE },
		{ "903 lxm", FIND_WHOLE },
		{ "li xiao ming 九3", FIND_WHOLE },
		{ "李 9.3", FIND_BEGIN },
		{ "xm 9.3", FIND_INSIDE },
		{ "lxm 9", FIND_BEGIN },
		{ "lxm 0012", FIND_INSIDE },
		{ "lxm 20260012", FIND_WHOLE },
		{ "lxm 904", FIND_NOT },
		{ "wxm 903", FIND_NOT },
		{ "九 李", FIND_BEGIN },
		{ "903 9.3", FIND_BEGIN },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_fit(rows[i].typed, "李小明", NULL, codes, rows[i].fit);
}

Test(base_find, zeroed_finds_everybody)
{
	cr_expect_eq(find_fit(&(struct find){ 0 }, "李小明", "", no_codes), FIND_INSIDE);
}

/* What takes exponential time where each way is tried by itself. */
Test(base_find, many_ways_end_soon)
{
	struct buf name = { 0 }, typed = { 0 };

	for (int i = 0; i < 60; i++) {
		buf_text(&name, "安");
		buf_text(&typed, i < 59 ? "a" : "b");
	}
	expect_fit(buf_str(&typed), buf_str(&name), NULL, no_codes, FIND_NOT);
	/* longer than any name is looked at */
	for (int i = 0; i < 60; i++)
		buf_text(&typed, "an");
	expect_fit(buf_str(&typed), buf_str(&name), NULL, no_codes, FIND_NOT);
	buf_release(&name);
	buf_release(&typed);
}
