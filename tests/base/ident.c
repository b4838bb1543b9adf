/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers are made up: region 310199 does not exist. */
#include "base/ident.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static void utf8(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(base_ident, .init = utf8);

Test(base_ident, mask)
{
	static const char *const cases[][2] = {
		{ "11010519491231002X", "1101**********002X" },
		{ "G11010519491231002X", "G110***********002X" },
		{ "L310199201302280019", "L310***********0019" }, /* no check digit in these */
		{ "310199201302280019",
		  "3101**********0019" }, /* a wrong one: masked all the same */
		{ "学籍号G11010519491231002X", "学籍号G110***********002X" },
		{ "11010519491231002X 440524188001010014",
		  "1101**********002X 4405**********0014" },
		{ "S2026010101", "S2026010101" },
		{ "20260601001", "20260601001" },
		{ "310199201302300019", "310199201302300019" },   /* no such birth date */
		{ "3101992013022800191", "3101992013022800191" }, /* 19 digits */
		{ "G1101051949123100\x1B", "G1101051949123100^[" },
		{ "", "" },
		{ "李\u202E", "李<U+202E>" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		ident_mask(&b, cases[i][0]);
		cr_expect_str_eq(buf_str(&b), cases[i][1], "%zu: %s", i, buf_str(&b));
		buf_release(&b);
	}
}

Test(base_ident, scientific)
{
	static const char *const yes[] = { "1.23E+17", "3.10112E+17", "1E+5", "1.e-3", "9.9e+18" };
	static const char *const no[] = { "",       "1.23", "12E5",    "E+17", "1.2E+",
					  "1.2E+x", "abc",  "1.2E+1x", "2024", "G3101" };

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		cr_expect(ident_is_scientific(yes[i]), "%s", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		cr_expect_not(ident_is_scientific(no[i]), "%s", no[i]);
}

Test(base_ident, phone)
{
	static const char *const yes[] = { "",
					   "13800000000",
					   "021-00000000",
					   "+8613800000000",
					   "(021)0000000",
					   "00000000#123",
					   "00000,1" };
	static const char *const no[] = {
		"1234", "无",           "1380000000a", "138 0000 0000", "123456789012345678901",
		"---",  "13800000000/1"
	};

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		cr_expect(ident_is_phone(yes[i]), "%s", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		cr_expect_not(ident_is_phone(no[i]), "%s", no[i]);
}

/* Whatever is masked looks so, and is masked once. */
Test(base_ident, masked_phone)
{
	static const char *const numbers[] = { "13800000000", "021-0000000", "0000000", "12345",
					       "+8613800000000" };
	static const char *const no[] = { "", "13800000000", "138****000a", "无*", "1 * 2" };
	struct buf once = { 0 }, twice = { 0 };

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		buf_clear(&once);
		buf_clear(&twice);
		ident_mask_phone(&once, numbers[i]);
		ident_mask_phone(&twice, buf_str(&once));
		cr_expect(ident_is_masked_phone(buf_str(&once)), "%s", buf_str(&once));
		cr_expect_str_eq(buf_str(&twice), buf_str(&once));
	}
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		cr_expect_not(ident_is_masked_phone(no[i]), "%s", no[i]);
	buf_release(&once);
	buf_release(&twice);
}

Test(base_ident, group_phone)
{
	static const char *const cases[][2] = {
		{ "13800000000", "138 0000 0000" },   { "02100000000", "02100000000" },
		{ "1380000000", "1380000000" },       { "+8613800000000", "+8613800000000" },
		{ "1380000000\x1B", "1380000000^[" }, { "", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		ident_group_phone(&b, cases[i][0]);
		cr_expect_str_eq(buf_str(&b), cases[i][1]);
		buf_release(&b);
	}
}
