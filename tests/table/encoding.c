/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "base/text.h"
#include "reading.h"

#define READ(r, literal, encoding) reading_bytes(r, literal, sizeof literal - 1, encoding, NULL)

/* 姓名,班级 / 王小明,3 in each encoding, as short as files come */
#define ROSTER_GB   "\xD0\xD5\xC3\xFB,\xB0\xE0\xBC\xB6\r\n\xCD\xF5\xD0\xA1\xC3\xF7,3\r\n"
#define ROSTER_BIG5 "\xA9\x6D\xA6\x57,\xAF\x5A\xAF\xC5\r\n\xA4\xFD\xA4\x70\xA9\xFA,3\r\n"
#define ROSTER_LE                                                                                  \
	"\xD3\x59\x0D\x54,\0\xED\x73\xA7\x7E\n\0\x8B\x73\x0F\x5C\x0E\x66,\0"                       \
	"3\0"
#define ROSTER_BE                                                                                  \
	"\x59\xD3\x54\x0D\0,\x73\xED\x7E\xA7\0\n\x73\x8B\x5C\x0F\x66\x0E\0,\0"                     \
	"3"
#define ROSTER_UTF8 "姓名,班级\n王小明,3\n"

static void assert_roster(struct reading *r, const char *encoding, const char *name)
{
	cr_assert(r->ok, "%s", r->e.text);
	cr_assert_str_eq(r->encoding, encoding);
	cr_assert_str_eq(reading_cell(r, 1, 1), "姓名");
	cr_assert_str_eq(reading_cell(r, 2, 1), name);
	cr_assert_str_eq(reading_cell(r, 2, 2), "3");
	cr_assert_eq(r->row_count, 2);
	reading_release(r);
}

Test(table_encoding, a_small_file_is_recognised)
{
	struct reading r;

	READ(&r, ROSTER_UTF8, NULL);
	assert_roster(&r, "UTF-8", "王小明");
	READ(&r, ROSTER_GB, NULL);
	assert_roster(&r, "GB18030", "王小明");
	READ(&r, ROSTER_BIG5, NULL);
	assert_roster(&r, "BIG5", "王小明");
}

Test(table_encoding, marks_are_obeyed_and_not_read)
{
	struct reading r;

	READ(&r, "\xEF\xBB\xBF" ROSTER_UTF8, NULL);
	assert_roster(&r, "UTF-8", "王小明");
	READ(&r, "\xFF\xFE" ROSTER_LE, NULL);
	assert_roster(&r, "UTF-16LE", "王小明");
	READ(&r, "\xFE\xFF" ROSTER_BE, NULL);
	assert_roster(&r, "UTF-16BE", "王小明");
	READ(&r, "\x84\x31\x95\x33" ROSTER_GB, NULL);
	assert_roster(&r, "GB18030", "王小明");
}

Test(table_encoding, utf16_without_a_mark_is_seen_by_its_nuls)
{
	struct reading r;

	READ(&r, ROSTER_LE, NULL);
	assert_roster(&r, "UTF-16LE", "王小明");
	READ(&r, ROSTER_BE, NULL);
	assert_roster(&r, "UTF-16BE", "王小明");
}

Test(table_encoding, the_user_overrides_in_any_spelling)
{
	static const char *const gb[] = { "gb18030", "GBK", "gb2312", "GB-18030", "CP936" };
	static const char *const wide[] = { "utf-16", "UTF-16LE", "utf16le", "Unicode" };
	struct reading r;

	for (size_t i = 0; i < sizeof gb / sizeof *gb; i++) {
		READ(&r, ROSTER_GB, gb[i]);
		assert_roster(&r, "GB18030", "王小明");
	}
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		READ(&r, ROSTER_LE, wide[i]);
		assert_roster(&r, "UTF-16LE", "王小明");
	}
	READ(&r, ROSTER_BE, "utf-16be");
	assert_roster(&r, "UTF-16BE", "王小明");
	READ(&r, ROSTER_BIG5, "Big5");
	assert_roster(&r, "BIG5", "王小明");
	READ(&r, "\xD0,1\n", "koi8-r");
	cr_assert_str_eq(r.encoding, "KOI8-R", "what iconv knows besides");
	cr_assert_str_eq(reading_cell(&r, 1, 1), "п");
	reading_release(&r);
}

Test(table_encoding, an_override_beats_the_guess)
{
	struct reading r;

	READ(&r, ROSTER_GB, "big5");
	cr_assert(r.ok);
	cr_assert_str_eq(r.encoding, "BIG5");
	cr_assert_str_neq(reading_cell(&r, 1, 1), "姓名");
	reading_release(&r);
}

Test(table_encoding, big5_of_hong_kong_is_read_with_its_own_characters)
{
	struct reading r;

	READ(&r, "\x9D\xE4,1\n", "big5");
	cr_assert_str_eq(r.encoding, "BIG5-HKSCS");
	cr_assert_str_eq(reading_cell(&r, 1, 1), "苷");
	reading_release(&r);
	READ(&r, "1,\x88\x66", "big5-hkscs"); /* the converter waits for an accent after it */
	cr_assert_str_eq(reading_cell(&r, 1, 2), "Ê");
	reading_release(&r);
}

/* FE 9F is 䶮, which GBK proper refuses; E863 is the private code that older systems gave it. */
Test(table_encoding, both_forms_of_a_rare_name_become_one)
{
	struct reading r;

	READ(&r, "\xD0\xD5\xC3\xFB,\xB0\xE0\xBC\xB6\n\xD0\xEC\xFE\x9F,\xD0\xEC\x83\x36\xCF\x39\n",
	     "gbk");
	cr_assert_str_eq(reading_cell(&r, 2, 1), "徐䶮");
	cr_assert_str_eq(reading_cell(&r, 2, 2), "徐䶮");
	reading_release(&r);
	reading_text(&r, "姓名,班级\n徐\xEE\xA1\xA3,\xEE\xA1\xA4\n");
	cr_assert_str_eq(reading_cell(&r, 2, 1), "徐䶮");
	cr_assert_str_eq(reading_cell(&r, 2, 2), "龻");
	reading_release(&r);
}

/* E815..E864 were given to the places FE50..FEA0 in order, so iconv's own table of those places
 * says what each must become. */
Test(table_encoding, private_codes_become_what_their_places_hold_today)
{
	struct buf old = { 0 }, places = { 0 };
	struct reading from_old, from_places;

	for (unsigned i = 0, low = 0x50; i < 80; i++, low++) {
		low += low == 0x7F;
		text_encode(&old, 0xE815 + i);
		buf_text(&old, ",x\n");
		buf_printf(&places, "\xFE%c,x\n", (int)low);
	}
	reading_bytes(&from_old, old.at, old.len, NULL, NULL);
	reading_bytes(&from_places, places.at, places.len, "gb18030", NULL);
	for (size_t i = 1; i <= 80; i++)
		cr_assert_str_eq(reading_cell(&from_old, i, 1), reading_cell(&from_places, i, 1));
	cr_assert_str_eq(reading_cell(&from_old, 2, 1), "\xF0\xA0\x82\x87"); /* U+20087 */
	reading_release(&from_old);
	reading_release(&from_places);
	buf_release(&old);
	buf_release(&places);
}

Test(table_encoding, other_private_characters_stay)
{
	struct reading r;

	reading_text(&r, "a,\xEE\x80\x80\xEE\xA1\xA5\n"); /* U+E000 U+E865 */
	cr_assert_str_eq(reading_cell(&r, 1, 2), "\xEE\x80\x80\xEE\xA1\xA5");
	reading_release(&r);
}

Test(table_encoding, bytes_that_are_no_text_name_their_row)
{
	struct reading r;

	READ(&r, "a,b\n1,\"x\ny\"\n2,\xD5\x2C\n", "gb18030");
	assert_refused(&r, "read as GB18030, but row 3 holds");
	READ(&r, "a\nb\n\xFF\n", "utf-8");
	assert_refused(&r, "read as UTF-8, but row 3 holds");
	READ(&r,
	     "\xFF\xFE"
	     "a\0\n\0\x00\xD8\n\0",
	     NULL);
	assert_refused(&r, "read as UTF-16LE, but row 2 holds");
	READ(&r,
	     "\xEF\xBB\xBF"
	     "a\n\xB0\xE0\n",
	     NULL);
	assert_refused(&r, "read as UTF-8, but row 2 holds");
	READ(&r, ROSTER_UTF8 "\xE7\x8E\n", NULL);
	assert_refused(&r, "read as UTF-8, but row 3 holds");
	READ(&r, "caf\xE9,1\n", NULL);
	assert_refused(&r, "or name its encoding");
}

Test(table_encoding, names_that_are_none_are_refused)
{
	static const char *const bad[] = {
		"klingon",
		"utf-8//IGNORE",
		"GBK//TRANSLIT",
		"../x",
		",",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	};
	struct reading r;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		READ(&r, ROSTER_UTF8, bad[i]);
		assert_refused(&r, "There is no encoding \"");
	}
}
