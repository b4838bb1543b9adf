/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Matching, without a school: choices as they are in life. Mentors are chosen the more often the
 * better they are known, one student in seven answers nothing, one in ten waited last year; each
 * mentor is to have five students and has fifteen places, so that in schools of fifteen students a
 * mentor none is left. Three campuses of four grades are pools: from elsewhere costs a penalty, and
 * one mentor in twenty is out of the question. Bonds are between any two students: of six, three
 * must be together, one ought to be, one must be apart, one ought to be.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/mem.h"
#include "bench/figure.h"
#include "bench/parts.h"
#include "model/match.h"
#include "support/run.h"

enum { CAMPUSES = 3, GRADES = 4, POOLS = CAMPUSES * GRADES, ROUNDS = 5 };

struct school {
	struct arena arena;
	struct match_problem p;
	int *campus, *grade; /* of mentors */
	double *known;       /* of mentors, summed up */
	uint64_t random;
};

static double random_part(struct school *s)
{
	s->random = s->random * 6364136223846793005u + 1442695040888963407u;
	return (double)(s->random >> 11) / 9007199254740992.0;
}

static int random_below(struct school *s, int n)
{
	return (int)(random_part(s) * n);
}

static int choose(struct school *s)
{
	size_t low = 0, high = s->p.mentors - 1;
	double at = random_part(s) * s->known[high];

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (s->known[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return (int)low;
}

static int penalty_of(const struct school *s, int pool, int mentor)
{
	return (s->campus[mentor] == pool / GRADES ? 0 : 5) +
	       (s->grade[mentor] == pool % GRADES ? 0 : 2);
}

static void add_mentors(struct school *s)
{
	struct match_mentor *mentor = arena_alloc(&s->arena, s->p.mentors * sizeof *mentor);
	double sum = 0;

	s->campus = arena_alloc(&s->arena, s->p.mentors * sizeof *s->campus);
	s->grade = arena_alloc(&s->arena, s->p.mentors * sizeof *s->grade);
	s->known = arena_alloc(&s->arena, s->p.mentors * sizeof *s->known);
	for (size_t i = 0; i < s->p.mentors; i++) {
		mentor[i] = (struct match_mentor){ .capacity = 15, .least = 5 };
		s->campus[i] = random_below(s, CAMPUSES);
		s->grade[i] = random_below(s, GRADES);
		sum += 1 / ((double)i + (double)s->p.mentors / 20);
		s->known[i] = sum;
	}
	s->p.mentor = mentor;
}

static void add_pools(struct school *s)
{
	struct match_pool *pool = arena_alloc(&s->arena, POOLS * sizeof *pool);
	struct match_member *member = arena_alloc(&s->arena, POOLS * s->p.mentors * sizeof *member);
	size_t at = 0;

	for (int i = 0; i < POOLS; i++) {
		pool[i].first = at;
		for (int m = 0; m < (int)s->p.mentors; m++)
			if (random_below(s, 20))
				member[at++] = (struct match_member){ m, penalty_of(s, i, m) };
		pool[i].end = at;
	}
	s->p.pools = POOLS;
	s->p.pool = pool;
	s->p.member = member;
}

static size_t add_choices(struct school *s, int pool, struct match_option *option)
{
	int count = random_below(s, 7) ? 3 + random_below(s, 3) : 0, n = 0;

	while (n < count) {
		int mentor = choose(s), k = 0;

		while (k < n && option[k].mentor != mentor)
			k++;
		if (k == n) {
			option[n] = (struct match_option){ mentor, n, penalty_of(s, pool, mentor),
							   random_below(s, 30) };
			n++;
		}
	}
	return (size_t)n;
}

static void add_students(struct school *s)
{
	size_t n = s->p.students;
	size_t *first = arena_alloc(&s->arena, (n + 1) * sizeof *first);
	struct match_option *option = arena_alloc(&s->arena, n * MATCH_RANKS * sizeof *option);
	int *pool_of = arena_alloc(&s->arena, n * sizeof *pool_of);
	int *waited = arena_alloc(&s->arena, n * sizeof *waited);

	first[0] = 0;
	for (size_t i = 0; i < n; i++) {
		pool_of[i] = random_below(s, POOLS);
		waited[i] = random_below(s, 10) ? 0 : 1 + random_below(s, 3);
		first[i + 1] = first[i] + add_choices(s, pool_of[i], option + first[i]);
	}
	s->p.first = first;
	s->p.option = option;
	s->p.pool_of = pool_of;
	s->p.waited = waited;
}

static void add_bonds(struct school *s)
{
	struct match_bond *bond = arena_alloc(&s->arena, s->p.bonds * sizeof *bond);

	for (size_t i = 0; i < s->p.bonds; i++) {
		size_t a = (size_t)random_below(s, (int)s->p.students - 1);
		size_t b = a + 1 + (size_t)random_below(s, (int)(s->p.students - a) - 1);

		bond[i] =
			(struct match_bond){ a, b, i % 6 >= 4, i % 6 == 3 || i % 6 == 5 ? 10 : 0 };
	}
	s->p.bond = bond;
}

/* ----------------------------------------------------------------- one, by itself */

static double user_ms(void)
{
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	return (double)used.ru_utime.tv_sec * 1e3 + (double)used.ru_utime.tv_usec / 1e3;
}

static long peak_kb(void)
{
	char line[128];
	long peak = 0;
	FILE *f = fopen("/proc/self/status", "re");

	while (f && fgets(line, sizeof line, f))
		sscanf(line, "VmHWM: %ld", &peak);
	if (f)
		fclose(f);
	return peak;
}

int match_main(char **argv)
{
	bool both = !strcmp(argv[2], "both");
	struct school s = { .p = { .students = strtoul(argv[0], NULL, 10),
				   .mentors = strtoul(argv[1], NULL, 10),
				   .bonds = argv[3] ? strtoul(argv[3], NULL, 10) : 0,
				   .seed = 1 },
			    .random = 1 };
	struct match_result r;
	double from, processor, ms;

	add_mentors(&s);
	add_pools(&s);
	add_students(&s);
	add_bonds(&s);
	from = now_ms();
	processor = user_ms();
	if (both)
		match_stable(&s.p, &r);
	else
		match_solve(&s.p, &r);
	ms = now_ms() - from;
	processor = user_ms() - processor;
	printf("%.3f %.3f %ld %zu", ms, processor, peak_kb(), r.placed);
	for (int i = 0; i <= MATCH_RANKS; i++)
		printf(" %zu", r.of_rank[i]);
	putchar('\n');
	match_release(&r);
	arena_release(&s.arena);
	return 0;
}

/* ------------------------------------------------------------------------- figures */

struct measured {
	double ms, processor;
	long peak;
};

static struct measured measure(const char *students, const char *mentors, const char *method,
			       const char *bonds)
{
	const char *const argv[] = {
		run_beside("daoshi-bench"), "--match", students, mentors, method, bonds, NULL
	};
	double ms[ROUNDS], processor[ROUNDS];
	struct measured m = { .peak = 0 };

	for (int i = 0; i < ROUNDS; i++) {
		struct run r = run_program(argv, NULL);

		cr_assert(!r.code && sscanf(buf_str(&r.out), "%lf %lf %ld", &ms[i], &processor[i],
					    &m.peak) == 3);
		run_release(&r);
	}
	m.ms = median(ms, ROUNDS);
	m.processor = median(processor, ROUNDS);
	return m;
}

/* `bonds`: how many; NULL: none. */
static void tell(const char *students, const char *mentors, const char *method, const char *bonds,
		 double most)
{
	struct measured m = measure(students, mentors, method, bonds);
	char what[80];

	snprintf(what, sizeof what, "%s x %s, %s choose, %s bonds, ms", students, mentors, method,
		 bonds ? bonds : "no");
	figure_tell(&(struct figure){ .what = what,
				      .decimals = 1,
				      .daoshi = m.ms,
				      .floor = NO_FLOOR,
				      .limit = most > 0 ? LIMIT_VALUE : LIMIT_NONE,
				      .most = most });
	figure_tell(&(struct figure){ .what = "its processor time, ms",
				      .decimals = 1,
				      .daoshi = m.processor,
				      .floor = NO_FLOOR });
	figure_tell(&(struct figure){ .what = "its most memory, KB",
				      .daoshi = (double)m.peak,
				      .floor = NO_FLOOR,
				      .limit = most > 0 ? LIMIT_VALUE : LIMIT_NONE,
				      .most = 500000 });
}

void bench_match(void)
{
	static const char *const sizes[][2] = { { "1500", "100" },   { "3000", "200" },
						{ "6000", "400" },   { "12000", "800" },
						{ "25000", "1667" }, { "50000", "3334" },
						{ "100000", "6667" } };
	static const char *const bonds[] = { "75", "150", "300", "600", "1200" };

	figure_head("matching", "");
	tell("3000", "200", "students", NULL, 100);
	tell("3000", "200", "both", NULL, 100);
	tell("100000", "7000", "students", NULL, 10000);
	tell("100000", "7000", "both", NULL, 10000);
	tell("3000", "200", "students", "300", 100);
	tell("100000", "7000", "students", "500", 10000);
	tell("100000", "7000", "students", "5000", 10000);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		tell(sizes[i][0], sizes[i][1], "students", NULL, 0);
	for (size_t i = 0; i < sizeof bonds / sizeof *bonds; i++)
		tell("3000", "200", "students", bonds[i], 0);
}
