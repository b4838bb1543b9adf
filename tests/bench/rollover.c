/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "bench/figure.h"
#include "bench/parts.h"
#include "support/run.h"

/* The summer after BENCH_TODAY. */
#define ROLLOVER_DAY "2027-07-05"

enum { ROUNDS = 7 };

/* How long it took, in ms. */
static double run(const char *const *argv)
{
	double from = now_ms(), ms;
	struct run r = run_program(argv, NULL);

	ms = now_ms() - from;
	cr_assert_eq(r.code, 0, "%s: %s", argv[0], buf_str(&r.err));
	run_release(&r);
	return ms;
}

static void tell(const char *what, double *ms)
{
	figure_tell(&(struct figure){ .what = what,
				      .decimals = 0,
				      .daoshi = median(ms, ROUNDS),
				      .floor = -1,
				      .limit = LIMIT_VALUE,
				      .most = 2000 });
}

void bench_rollover(const char *school)
{
	static char daoshi[PATH_MAX], copy[PATH_MAX];
	const char *const make[] = { "/bin/cp", school, copy, NULL };
	const char *const over[] = { daoshi,       "--db",     copy,      "--today",
				     ROLLOVER_DAY, "rollover", "--close", NULL };
	const char *const undo[] = { daoshi,       "--db",     copy,     "--today",
				     ROLLOVER_DAY, "rollover", "--undo", NULL };
	double over_ms[ROUNDS], undo_ms[ROUNDS];

	snprintf(daoshi, sizeof daoshi, "%s", run_beside("daoshi"));
	snprintf(copy, sizeof copy, "%s", run_beside("bench/rollover.db"));
	run(make);
	for (int i = 0; i < ROUNDS; i++) {
		over_ms[i] = run(over);
		undo_ms[i] = run(undo);
	}
	unlink(copy);
	figure_head("the school year", "");
	tell("roll-over of 3,000 students, ms", over_ms);
	tell("its undoing, ms", undo_ms);
}
