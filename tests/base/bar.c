/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bar.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static const struct {
	int64_t parts[4];
	int cells;
	const char *bar;
} rows[] = {
	{ { 0, 0, 0, 0 }, 10, "" },
	{ { 10, 0, 0, 0 }, 10, "##########" },
	{ { 0, 0, 0, 7 }, 10, ".........." },
	{ { 5, 0, 0, 5 }, 10, "#####....." },
	{ { 1, 1, 1, 1 }, 8, "##!!==.." },
	{ { 1, 1, 1, 0 }, 10, "####!!!===" },
	/* one among thousands is seen, and one that lacks */
	{ { 9999, 1, 0, 0 }, 10, "#########!" },
	{ { 9999, 0, 0, 1 }, 10, "#########." },
	{ { 1, 99999, 1, 1 }, 10, "#!!!!!!!=." },
	/* of too few cells the first parts have theirs */
	{ { 1, 1, 1, 1 }, 2, "#!" },
	{ { 0, 0, 5, 5 }, 1, "=" },
	{ { 3, 0, 0, 0 }, 0, "" },
	/* a billion of each */
	{ { INT64_C(1) << 40, INT64_C(1) << 40, 0, 0 }, 4, "##!!" },
};

Test(base_bar, text)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = { 0 };

		bar_text(&out, rows[i].parts, "#!=.", rows[i].cells);
		cr_expect_str_eq(buf_str(&out), rows[i].bar, "row %zu: %s", i, buf_str(&out));
		buf_release(&out);
	}
}

/* Whatever the parts: all cells are taken, nobody is left out, and more is never shown as less. */
Test(base_bar, is_whole_and_fair_whatever_the_parts)
{
	srand(7);
	for (int round = 0; round < 20000; round++) {
		int64_t parts[4];
		int share[4], cells = 4 + rand() % 40, sum = 0;

		for (int i = 0; i < 4; i++)
			parts[i] = rand() % 3 ? rand() % (rand() % 2 ? 9 : 9000) : 0;
		bar_share(parts, 4, cells, share);
		for (int i = 0; i < 4; i++) {
			sum += share[i];
			cr_assert_eq(share[i] > 0, parts[i] > 0, "round %d", round);
			for (int k = 0; k < 4; k++)
				cr_assert(parts[i] <= parts[k] || share[i] >= share[k], "round %d",
					  round);
		}
		cr_assert(sum == cells ||
			  (!sum && !parts[0] && !parts[1] && !parts[2] && !parts[3]));
	}
}
