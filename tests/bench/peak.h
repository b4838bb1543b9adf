/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_PEAK_H
#define BENCH_PEAK_H

/* The most memory, in KB, that one process of that program or one it starts takes at a time. */
long peak_of(const char *const *argv);

/* What peak_of runs: daoshi-bench --peak PROGRAM ARGUMENT... A program's peak counts from the
 * memory of the process that started it, so that has to be a small one. */
int peak_main(char **argv);

#endif
