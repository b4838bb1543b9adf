/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students who are to have the same mentor, or never: against every way, counted out. */
#include "model/match.h"

#include <criterion/criterion.h>

#include "support/limit.h"
#include "support/match_slow.h"

TestSuite(model_match_bond, .timeout = TIME_LIMIT);

enum { ROUNDS = 3000 };

/* 0: what comes before lots and loads is as good as it can be; else which cost is not. */
static int first_worse(const struct slow *mine, const struct slow *best)
{
	for (int i = 0; i < SLOW_TURN; i++)
		if (mine->cost[i] != best->cost[i])
			return i + 1;
	return 0;
}

/* As many are placed as without them; what is told broken is; and of few students whom up to four
 * bonds are about nearly all are placed as well as they can be. */
Test(model_match_bond, is_nearly_always_the_best)
{
	size_t bonded = 0, worse = 0, broken = 0;

	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		struct small s;
		struct match_result r;
		struct slow mine, best;
		size_t told = 0;

		small_draw(&s, seed, (struct small_most){ 6, 4, 4, SMALL_BONDS });
		if (!s.p.bonds)
			continue;
		bonded++;
		match_solve(&s.p, &r);
		mine = slow_cost(&s.p, &r);
		best = slow_best(&s.p, r.lot);
		cr_assert_eq(mine.cost[SLOW_LEFT_OUT], best.cost[SLOW_LEFT_OUT], "seed %lu", seed);
		worse += first_worse(&mine, &best) > 0;
		broken += mine.cost[SLOW_BROKEN] > best.cost[SLOW_BROKEN];
		for (size_t i = 0; i < s.p.bonds; i++)
			told += r.broken[i] && !s.bond[i].weight;
		cr_assert_eq(told, (size_t)mine.cost[SLOW_BROKEN]);
		match_release(&r);
	}
	cr_assert_gt(bonded, ROUNDS / 2);
	cr_assert_leq(worse * 20, bonded, "%zu of %zu", worse, bonded);
	cr_assert_leq(broken * 100, bonded, "%zu of %zu", broken, bonded);
}

Test(model_match_bond, one_alone_is_kept_in_the_best_way)
{
	size_t moved = 0;

	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		struct small s;
		struct match_result r, free;
		struct slow mine, best, without;

		small_draw(&s, seed, (struct small_most){ 6, 4, 4, 1 });
		if (!s.p.bonds)
			continue;
		match_solve(&s.p, &r);
		mine = slow_cost(&s.p, &r);
		best = slow_best(&s.p, r.lot);
		cr_assert_eq(first_worse(&mine, &best), 0, "seed %lu, cost %d", seed,
			     first_worse(&mine, &best) - 1);
		s.p.bonds = 0;
		match_solve(&s.p, &free);
		without = slow_cost(&s.p, &free);
		moved += first_worse(&mine, &without) > 0;
		match_release(&free);
		match_release(&r);
	}
	cr_assert_gt(moved, ROUNDS / 20, "the bonds change nothing: nothing was tried");
}

/* Three brothers and sisters, of whom no mentor can have more than two: two stay together. */
Test(model_match_bond, who_cannot_all_be_together_are_parted)
{
	const struct match_mentor mentor[] = { { .capacity = 2 }, { .capacity = 2 } };
	const struct match_member member[] = { { .mentor = 0 }, { .mentor = 1 } };
	const struct match_pool pool = { 0, 2 };
	const int pool_of[] = { 0, 0, 0 };
	const size_t first[4] = { 0 };
	const struct match_bond bond[] = { { .a = 0, .b = 1 }, { .a = 1, .b = 2 } };
	struct match_problem p = { .students = 3,
				   .mentors = 2,
				   .mentor = mentor,
				   .first = first,
				   .pools = 1,
				   .pool = &pool,
				   .member = member,
				   .pool_of = pool_of,
				   .bonds = 2,
				   .bond = bond };
	struct match_result r;

	match_solve(&p, &r);
	cr_expect_eq(r.placed, 3);
	cr_expect_eq(r.bonds_broken, 1);
	match_release(&r);
}
