/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tests/support asserts by Criterion, whose asserts report to the runner of the tests. Here is
 * none: what failed is told, and nothing more can be measured. The linker takes these before the
 * library's own.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

void criterion_send_assert(struct criterion_assert_stats *stats)
{
	fflush(stdout);
	fprintf(stderr, "daoshi-bench: %s:%u: %s\n", stats->file, stats->line, stats->message);
}

void criterion_abort_test(void)
{
	exit(1);
}
