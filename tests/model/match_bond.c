/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students who are to have the same mentor, or never: against every way, counted out. */
#include "model/match.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "support/match_slow.h"

enum { ROUNDS = 3000 };

/* 0: what comes before lots and loads is as good as it can be; else which cost is not. */
static int first_worse(const struct slow *mine, const struct slow *best)
{
	for (int i = 0; i < SLOW_TURN; i++)
		if (mine->cost[i] != best->cost[i])
			return i + 1;
	return 0;
}

Test(model_match_bond, is_nearly_always_the_best)
{
	size_t bonded = 0, worse = 0, broken = 0, count[SLOW_COSTS + 1] = { 0 };

	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		struct small s;
		struct match_result r;
		struct slow mine, best;
		int k;

		small_draw(&s, seed, (struct small_most){ 6, 4, 4, SMALL_BONDS });
		if (!s.p.bonds)
			continue;
		bonded++;
		match_solve(&s.p, &r);
		mine = slow_cost(&s.p, &r);
		best = slow_best(&s.p, r.lot);
		k = first_worse(&mine, &best);
		count[k]++;
		worse += k > 0;
		broken += mine.cost[SLOW_BROKEN] > best.cost[SLOW_BROKEN];
		cr_assert_eq(mine.cost[SLOW_LEFT_OUT], best.cost[SLOW_LEFT_OUT], "seed %lu", seed);
		match_release(&r);
	}
	for (int i = 0; i <= SLOW_COSTS; i++)
		if (count[i])
			printf("%d: %zu\n", i - 1, count[i]);
	printf("%zu bonded, %zu worse, %zu broken more\n", bonded, worse, broken);
	fflush(stdout);
	cr_assert(0);
}
