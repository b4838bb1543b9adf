/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "bench/figure.h"
#include "bench/parts.h"
#include "support/run.h"

enum { ROUNDS = 3, MOST_MS = 5000 };

/* At the end of the year before, when the feedback of nearly all is written. */
static const char day[] = "2026-06-29";

static double write_letters(const char *school, const char *path)
{
	const char *const argv[] = {
		run_beside("daoshi"), "--db",     school, "--today",   day, "letters", "--to",
		"guardians",          "--output", path,   "--replace", NULL
	};
	double from = now_ms(), ms;
	struct run r = run_program(argv, NULL);

	ms = now_ms() - from;
	cr_assert_eq(r.code, 0, "%s%s", buf_str(&r.out), buf_str(&r.err));
	run_release(&r);
	return ms;
}

static void tell(const char *school, const char *name, const char *what)
{
	double ms[ROUNDS];
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%s", run_beside(name));
	for (int i = 0; i < ROUNDS; i++)
		ms[i] = write_letters(school, path);
	unlink(path);
	figure_tell(&(struct figure){ .what = what,
				      .daoshi = median(ms, ROUNDS),
				      .floor = NO_FLOOR,
				      .limit = LIMIT_VALUE,
				      .most = MOST_MS });
}

void bench_letters(const char *school)
{
	figure_head("letters out", "floor");
	tell(school, "bench/letters.html", "feedback letters, 3,000, HTML, ms");
	tell(school, "bench/letters.pdf", "feedback letters, 3,000, PDF, ms");
}
