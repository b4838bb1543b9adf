/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/figure.h"
#include "bench/parts.h"
#include "bench/play.h"

enum { PAIRS = 31, IDLE_SECONDS = 10 };

/* The number after a name in a file of /proc. */
static double proc_number(const struct play *p, const char *file, const char *name)
{
	char path[64], *line = NULL;
	size_t room = 0;
	double number = -1;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)p->keeper.program, file);
	f = fopen(path, "re");
	cr_assert(f, "%s", path);
	while (number < 0 && getline(&line, &room, f) > 0)
		if (!strncmp(line, name, strlen(name)))
			number = strtod(line + strlen(name), NULL);
	free(line);
	fclose(f);
	cr_assert(number >= 0, "%s tells no %s", path, name);
	return number;
}

/* ------------------------------------------------------------ start and memory */

struct series {
	double value[PAIRS], ratio[PAIRS]; /* to the floor's of the same round */
};

struct starts {
	struct series ms, pss;
};

static void add(struct series *s, const struct series *floor, int n, double value)
{
	s->value[n] = value;
	s->ratio[n] = value / floor->value[n];
}

static void start_once(const struct program *program, struct starts *s, const struct starts *floor,
		       int n)
{
	struct play p;

	add(&s->ms, &floor->ms, n, play_start(&p, program->argv).ms);
	add(&s->pss, &floor->pss, n, proc_number(&p, "smaps_rollup", "Pss:"));
	play_end(&p);
}

static void tell(const char *what, int decimals, struct series *s, struct series *floor,
		 enum limit limit)
{
	figure_tell(&(struct figure){ .what = what,
				      .decimals = decimals,
				      .daoshi = median(s->value, PAIRS),
				      .floor = median(floor->value, PAIRS),
				      .ratio = median(s->ratio, PAIRS),
				      .limit = limit,
				      .most = 2 });
}

/* In turn, so that what else the machine does falls on all alike; the first round warms it up. */
static void measure_starts(const struct programs *p)
{
	static struct starts floor, mentor, office;

	for (int round = -1; round < PAIRS; round++) {
		int n = round < 0 ? 0 : round;

		start_once(&p->floor, &floor, &floor, n);
		start_once(&p->mentor, &mentor, &floor, n);
		start_once(&p->office, &office, &floor, n);
	}
	tell("start to painted checklist, ms", 1, &mentor.ms, &floor.ms, LIMIT_RATIO);
	tell("start to the whole school's, ms", 1, &office.ms, &floor.ms, LIMIT_NONE);
	tell("PSS with the checklist, KB", 0, &mentor.pss, &floor.pss, LIMIT_RATIO);
	tell("PSS with the whole school's, KB", 0, &office.pss, &floor.pss, LIMIT_NONE);
}

/* ------------------------------------------------------------------------ idle */

static void measure_idle(const struct programs *programs)
{
	static const char wake_ups[] = "voluntary_ctxt_switches:";
	struct play p[2];
	double before[2], rate[2];

	play_start(&p[0], programs->mentor.argv);
	play_start(&p[1], programs->floor.argv);
	sleep(1); /* for what still belongs to the start */
	for (int i = 0; i < 2; i++)
		before[i] = proc_number(&p[i], "status", wake_ups);
	sleep(IDLE_SECONDS);
	for (int i = 0; i < 2; i++) {
		rate[i] = (proc_number(&p[i], "status", wake_ups) - before[i]) / IDLE_SECONDS;
		play_end(&p[i]);
	}
	figure_tell(&(struct figure){ .what = "wake-ups per idle second",
				      .decimals = 1,
				      .daoshi = rate[0],
				      .floor = rate[1],
				      .limit = LIMIT_VALUE,
				      .most = 1 });
}

void bench_start(const struct programs *p)
{
	figure_head("start, 3,000 students", "floor");
	measure_starts(p);
	measure_idle(p);
}
