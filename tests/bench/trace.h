/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same under strace, which counts. Everything here repeats from run to run; only the time does
 * not count.
 */
#ifndef BENCH_TRACE_H
#define BENCH_TRACE_H

#include <stddef.h>
#include <stdio.h>

#include "bench/play.h"

struct trace {
	struct play play;
	FILE *log;
};

struct cost {
	size_t bytes;  /* that came to the terminal */
	size_t writes; /* in which they came */
	size_t calls;  /* all system calls, of children too */
};

struct cost trace_start(struct trace *t, const char *const *argv);
/* Keys between blanks; "PgDn*5" is five of them. The most that one of them cost. */
struct cost trace_press(struct trace *t, const char *keys);
void trace_end(struct trace *t);

#endif
