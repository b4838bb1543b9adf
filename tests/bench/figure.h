/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures: how they are taken together, and the lines in which they are told. */
#ifndef BENCH_FIGURE_H
#define BENCH_FIGURE_H

#include <stddef.h>

double now_ms(void);

/* Sorts them. */
double median(double *values, size_t count);

enum limit { LIMIT_NONE, LIMIT_VALUE, LIMIT_RATIO };
enum { NO_FLOOR = -1 };

struct figure {
	const char *what;
	int decimals;
	double daoshi;
	double floor; /* or NO_FLOOR */
	double ratio; /* 0: of the two; paired runs have their own, the median of each pair's */
	enum limit limit;
	double most;
};

void figure_head(const char *what, const char *floor);
void figure_tell(const struct figure *f);

#endif
