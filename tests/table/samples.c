/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "reading.h"

static const struct sample {
	const char *path, *encoding, *separator;
	size_t rows, row, column; /* a cell to look at */
	const char *cell;
} samples[] = {
	{ "tests/data/students-gb18030.csv", "GB18030", "comma", 481, 2, 2, "姜泽若" },
	{ "tests/data/students-utf8-bom.csv", "UTF-8", "comma", 481, 1, 1, "学号" },
	{ "tests/data/students-utf8-semicolon.csv", "UTF-8", "semicolon", 481, 2, 4, "六年级" },
	{ "tests/data/students-utf16le.txt", "UTF-16LE", "tab", 481, 2, 1, "2026060101" },
	{ "tests/data/students-big5.csv", "BIG5", "comma", 187, 1, 2, "徐佑志" },
	{ "tests/data/students-messy-gb18030.csv", "GB18030", "comma", 62, 3, 3, "姓名" },
	{ "tests/data/mentors-gb18030.csv", "GB18030", "comma", 41, 2, 1, "T1001" },
	{ "tests/data/assignments-utf8-bom.csv", "UTF-8", "comma", 441, 1, 3, "导师工号" },
	{ "tests/data/preferences-utf8-bom.csv", "UTF-8", "comma", 481, 1, 5, "第三志愿" },
};

Test(table_samples, each_is_read_as_what_it_is)
{
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct sample *s = &samples[i];
		struct reading r;

		reading_file(&r, s->path, NULL, NULL);
		cr_expect(r.ok, "%s: %s", s->path, r.e.text);
		cr_expect_str_eq(r.encoding, s->encoding, "%s", s->path);
		cr_expect_str_eq(r.separator, s->separator, "%s", s->path);
		cr_expect_eq(r.row_count, s->rows, "%s: %zu rows", s->path, r.row_count);
		cr_expect_str_eq(reading_cell(&r, s->row, s->column), s->cell, "%s", s->path);
		reading_release(&r);
	}
}

static void assert_same_rows(const struct reading *a, const struct reading *b)
{
	cr_assert_eq(a->row_count, b->row_count);
	for (size_t i = 0; i < a->row_count; i++) {
		cr_assert_eq(a->rows[i].count, b->rows[i].count);
		for (size_t k = 0; k < a->rows[i].count; k++)
			cr_assert_str_eq(a->rows[i].cell[k], b->rows[i].cell[k], "row %zu", i + 1);
	}
}

Test(table_samples, one_roster_in_four_encodings_reads_the_same)
{
	struct reading first, other;

	reading_file(&first, samples[0].path, NULL, NULL);
	for (int i = 1; i <= 3; i++) {
		reading_file(&other, samples[i].path, NULL, NULL);
		assert_same_rows(&first, &other);
		reading_release(&other);
	}
	reading_release(&first);
}

Test(table_samples, the_messy_one_keeps_its_row_numbers_and_oddities)
{
	struct reading r;

	reading_file(&r, "tests/data/students-messy-gb18030.csv", NULL, NULL);
	cr_assert_eq(r.rows[0].number, 1);
	cr_assert_eq(r.rows[0].count, 1, "the title is a row of one cell");
	cr_assert_eq(r.rows[1].number, 3, "the blank row is counted");
	cr_assert_str_eq(reading_cell(&r, 13, 2), "2.0260601E+09");
	cr_assert_str_eq(reading_cell(&r, 21, 7), "(none)", "a short row stays short");
	cr_assert_str_eq(reading_cell(&r, 26, 14), "多余");
	cr_assert_str_eq(reading_cell(&r, 38, 12), "多行\n备注，带\"引号\"");
	cr_assert_str_eq(reading_cell(&r, 39, 2), "2026060205", "a break in a cell is no row");
	cr_assert_str_eq(reading_cell(&r, 51, 3), "王\033[31m小红", "the importer judges it");
	reading_release(&r);
}
