/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students alone choose: against every way to place a few, counted out. */
#include "model/match.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/match_slow.h"

enum { ROUNDS = 3000, LARGER = 60 };

static const struct small_most few = { 5, 4, 3, 0 }, more = { 8, 5, 4, 0 };

/* All that counts, to the last lot and load. */
static void check_best(const struct small *s, unsigned long seed)
{
	struct match_result r;
	struct slow mine, best;

	match_solve(&s->p, &r);
	mine = slow_cost(&s->p, &r);
	best = slow_best(&s->p, r.lot);
	for (int i = 0; i < SLOW_COSTS; i++)
		cr_assert_eq(mine.cost[i], best.cost[i], "seed %lu, cost %d: %ld, not %ld", seed, i,
			     mine.cost[i], best.cost[i]);
	match_release(&r);
}

Test(model_match, is_the_best_of_all_ways)
{
	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		struct small s;

		small_draw(&s, seed, few);
		check_best(&s, seed);
	}
}

Test(model_match, is_the_best_for_a_few_more)
{
	for (unsigned long seed = 1; seed <= LARGER; seed++) {
		struct small s;

		small_draw(&s, seed, more);
		check_best(&s, seed);
	}
}
