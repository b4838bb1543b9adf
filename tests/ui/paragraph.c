/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/paragraph.h"

#include <criterion/criterion.h>

#include "base/i18n.h"

static void chinese(void)
{
	i18n_init("zh");
}

TestSuite(ui_paragraph, .init = chinese);

Test(ui_paragraph, rows_of_a_text)
{
	static const struct {
		const char *text;
		int cells, rows;
	} cases[] = {
		{ "", 10, 0 },
		{ "一", 10, 1 },
		{ "一二三四五", 10, 1 },
		{ "一二三四五六", 10, 2 },
		{ "一二三四五。", 10, 2 },               /* no row begins with 。 */
		{ "一\n二", 10, 2 },                     /* a paragraph a line */
		{ "一\n\n二", 10, 3 },                   /* a blank row */
		{ "一\n", 10, 1 },                       /* nothing behind the last break */
		{ "two words", 4, 3 },                   /* too long for a row */
		{ "1. \t一二三四五六", 10, 2 },          /* three in a row beside the label */
		{ "1. \t一二三四五六七", 10, 3 },        /* and beneath it */
		{ "1. \t一二三\n2. \t一二三四", 10, 3 }, /* each with its own label */
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_eq(paragraph_rows(cases[i].text, cases[i].cells), cases[i].rows,
			     "\"%s\" in %d cells takes %d rows", cases[i].text, cases[i].cells,
			     paragraph_rows(cases[i].text, cases[i].cells));
}
