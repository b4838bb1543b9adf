/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/param.h>

#include "bench/figure.h"
#include "bench/parts.h"
#include "bench/trace.h"

enum { CURSOR_BYTES = 60, PAGE_BYTES = 1600 };

/* Played in this order, one after another, by daoshi and by the floor. */
static const struct step {
	const char *what; /* NULL: only the way to the next */
	const char *keys, *floor_keys;
	double most; /* bytes; 0: no figure is set */
} mentor_steps[] = {
	{ "cursor move in the checklist, bytes", "Down*10 Up*10", "Down*10 Up*10", CURSOR_BYTES },
	{ "cursor move to the next cell, bytes", "Right*4 Left*4", NULL, CURSOR_BYTES },
	{ NULL, "F2", NULL, 0 },
	{ "cursor move in the students, bytes", "Down*10", "Down*10", CURSOR_BYTES },
	{ "page of the students, bytes", "PgDn*10", "PgDn*10", PAGE_BYTES },
	{ NULL, "Down*20", "Down*24", 0 },
	{ "scroll step of the students, bytes", "Down*10", "Down*10", 0 },
	{ 0 },
}, office_steps[] = {
	{ "cursor move in the whole school's, bytes", "Down*10", NULL, CURSOR_BYTES },
	{ "page of the whole school's, bytes", "PgDn*10", NULL, PAGE_BYTES },
	{ NULL, "Down*20", NULL, 0 },
	{ "scroll step of the whole school's, bytes", "Down*10", NULL, 0 },
	{ 0 },
};

static void tell_count(const char *what, size_t daoshi, double floor, double most)
{
	figure_tell(&(struct figure){ .what = what,
				      .daoshi = (double)daoshi,
				      .floor = floor,
				      .limit = most > 0 ? LIMIT_VALUE : LIMIT_NONE,
				      .most = most });
}

/* The most writes of a key are kept. */
static void play_steps(const struct step *step, struct trace *daoshi, struct trace *floor,
		       size_t *writes, size_t *floor_writes)
{
	for (; step->keys; step++) {
		struct cost ours = trace_press(daoshi, step->keys), theirs = { 0 };

		if (step->floor_keys)
			theirs = trace_press(floor, step->floor_keys);
		if (step->what)
			tell_count(step->what, ours.bytes,
				   step->floor_keys ? (double)theirs.bytes : NO_FLOOR, step->most);
		*writes = MAX(*writes, ours.writes);
		*floor_writes = MAX(*floor_writes, theirs.writes);
	}
}

void bench_steps(const struct programs *p)
{
	struct trace ours, theirs;
	struct cost first, floor_first;
	size_t writes = 0, floor_writes = 0;

	figure_head("the first screen and what keys cost, under strace", "floor");
	first = trace_start(&ours, p->mentor.argv);
	floor_first = trace_start(&theirs, p->floor.argv);
	tell_count("system calls to the first screen", first.calls, (double)floor_first.calls, 0);
	tell_count("first screen, bytes", first.bytes, (double)floor_first.bytes, 0);
	tell_count("first screen, writes", first.writes, (double)floor_first.writes, 0);
	play_steps(mentor_steps, &ours, &theirs, &writes, &floor_writes);
	trace_end(&ours);
	trace_end(&theirs);
	trace_start(&ours, p->office.argv);
	play_steps(office_steps, &ours, NULL, &writes, &floor_writes);
	trace_end(&ours);
	tell_count("writes to the terminal for one key", writes, (double)floor_writes, 1);
}
