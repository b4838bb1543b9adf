/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students go again, and what was tried is taken back: nothing is dearer for it than it need be. */
#include <criterion/criterion.h>
#include <string.h>

#include "model/match_private.h"
#include "support/limit.h"
#include "support/match_slow.h"

TestSuite(model_match_back, .timeout = TIME_LIMIT);

enum { ROUNDS = 1500, TRIED = 12 };

static const struct small_most most = { 8, 5, 4, 0 };

/* All but those who are gone, a bit each. */
static void place(struct flow *f, const struct small *s, unsigned gone)
{
	uint32_t lot[SMALL_STUDENTS];

	match_draw(s->p.seed, lot, s->p.students);
	flow_init(f, &s->p, lot);
	for (size_t i = 0; i < s->p.students; i++)
		if (!(gone >> i & 1))
			flow_enter(f, (int)i, NONE);
	flow_meet_bounds(f);
}

static void expect_least(const struct flow *f, const struct small *s, unsigned gone,
			 unsigned long seed)
{
	struct flow anew;

	place(&anew, s, gone);
	cr_expect(cost_is(&f->total, &anew.total), "seed %lu, without %x", seed, gone);
	flow_release(&anew);
}

Test(model_match_back, who_is_left_is_placed_as_if_the_others_had_never_come)
{
	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		unsigned gone = 0;
		struct small s;
		struct flow f;

		small_draw(&s, seed, most);
		place(&f, &s, 0);
		flow_look_back(&f);
		for (size_t i = 0; i < s.p.students; i++) {
			flow_go(&f, f.order[i]);
			gone |= 1U << f.order[i];
			expect_least(&f, &s, gone, seed);
		}
		for (size_t i = 0; i < s.p.students; i++) {
			flow_enter(&f, f.order[i], NONE);
			gone &= ~(1U << f.order[i]);
			expect_least(&f, &s, gone, seed);
		}
		flow_release(&f);
	}
}

/* Somebody goes, or comes, by any way or to one mentor. */
static void try_something(struct flow *f, const struct small *s, unsigned long *seed)
{
	int student, mentor;

	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	student = (int)((*seed >> 33) % s->p.students);
	mentor = (int)((*seed >> 40) % (s->p.mentors + 1)) - 1;
	if (f->held[student].in)
		flow_go(f, student);
	else
		flow_enter(f, student, mentor);
}

Test(model_match_back, what_was_tried_leaves_nothing)
{
	size_t moved = 0;

	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		unsigned long random = seed;
		struct held before[SMALL_STUDENTS];
		struct cost total;
		struct small s;
		struct flow f;

		small_draw(&s, seed, most);
		place(&f, &s, 0);
		flow_look_back(&f);
		memcpy(before, f.held, s.p.students * sizeof *before);
		total = f.total;
		for (int i = 0; i < TRIED; i++)
			try_something(&f, &s, &random);
		for (size_t i = 0; i < s.p.students; i++)
			moved += f.held[i].in && f.held[i].mentor != before[i].mentor;
		flow_back(&f, (struct mark){ 0 });
		cr_expect(cost_is(&f.total, &total), "seed %lu", seed);
		for (size_t i = 0; i < s.p.students; i++)
			cr_expect(f.held[i].in && f.held[i].mentor == before[i].mentor &&
					  f.held[i].option == before[i].option,
				  "seed %lu, student %zu", seed, i);
		for (size_t i = 0; i < s.p.students; i++) {
			flow_go(&f, (int)i);
			flow_enter(&f, (int)i, NONE);
			expect_least(&f, &s, 0, seed);
		}
		flow_release(&f);
	}
	cr_expect_gt(moved, ROUNDS / 2, "nothing was tried");
}
