/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/figure.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, by_size);
	return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

void figure_head(const char *what, const char *floor)
{
	printf("\n%-46s %9s %9s %6s  %s\n", what, "daoshi", floor, *floor ? "ratio" : "",
	       "at most");
}

static void tell_limit(const struct figure *f, double ratio)
{
	double reached = f->limit == LIMIT_RATIO ? ratio : f->daoshi;

	if (f->limit == LIMIT_NONE)
		return;
	printf("  %g%-4s%s", f->most, f->limit == LIMIT_RATIO ? " x" : "",
	       reached <= f->most ? "ok" : "over");
}

/* A line at a time, so that what was measured stands before what could not be. */
void figure_tell(const struct figure *f)
{
	double ratio = f->ratio > 0 ? f->ratio : f->floor > 0 ? f->daoshi / f->floor : 0;

	printf("%-46s %9.*f", f->what, f->decimals, f->daoshi);
	if (f->floor >= 0)
		printf(" %9.*f", f->decimals, f->floor);
	else
		printf(" %9s", "");
	if (ratio > 0)
		printf(" %6.2f", ratio);
	else
		printf(" %6s", "");
	tell_limit(f, ratio);
	putchar('\n');
	fflush(stdout);
}
