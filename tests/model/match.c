/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matching against a slow, obvious one: every way to place a few students, counted out. */
#include "model/match.h"

#include <criterion/criterion.h>
#include <string.h>

enum { STUDENTS = 5, MENTORS = 4, OPTIONS = 5, COSTS = 12, ROUNDS = 3000 };

static unsigned long seed;

static int random_below(int n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int)((seed >> 33) % (unsigned)n);
}

/* A small problem that owns its arrays. */
struct small {
	struct match_problem p;
	struct match_mentor mentor[MENTORS];
	size_t first[STUDENTS + 1];
	struct match_option option[STUDENTS * OPTIONS];
	struct match_pool pool[2];
	struct match_member member[2 * MENTORS];
	int pool_of[STUDENTS], waited[STUDENTS];
};

static void add_options(struct small *s, size_t student, bool liked)
{
	int order[MENTORS], count = liked ? MENTORS : random_below(MENTORS + 1);
	size_t at = s->first[student];

	for (int i = 0; i < MENTORS; i++) {
		int other = random_below(i + 1);

		order[i] = order[other];
		order[other] = i;
	}
	for (int i = 0; i < count && order[i] < (int)s->p.mentors; i++)
		s->option[at++] = (struct match_option){
			order[i], i == count - 1 && random_below(3) ? MATCH_UNASKED : i,
			random_below(3) ? 0 : random_below(4), liked ? random_below(STUDENTS) : 0
		};
	s->first[student + 1] = at;
}

static void random_problem(struct small *s, bool liked)
{
	size_t members = 0;

	*s = (struct small){ .p = { .students = (size_t)random_below(STUDENTS) + 1,
				    .mentors = (size_t)random_below(MENTORS) + 1,
				    .mentor = s->mentor,
				    .first = s->first,
				    .option = s->option,
				    .pools = 2,
				    .pool = s->pool,
				    .member = s->member,
				    .pool_of = s->pool_of,
				    .waited = s->waited,
				    .aim = random_below(2) ? MATCH_MOST_FIRST : MATCH_FEWEST_LAST,
				    .seed = (uint64_t)random_below(1000) } };
	for (size_t i = 0; i < s->p.mentors; i++) {
		s->mentor[i].capacity = liked ? 1 : random_below(3);
		s->mentor[i].least = random_below(4) ? 0 : random_below(3);
	}
	for (int i = 0; i < 2; i++) {
		s->pool[i].first = members;
		for (int m = 0; m < (int)s->p.mentors; m++)
			if (random_below(2))
				s->member[members++] = (struct match_member){ m, random_below(3) };
		s->pool[i].end = members;
	}
	for (size_t i = 0; i < s->p.students; i++) {
		s->pool_of[i] = liked ? -1 : random_below(3) - 1;
		s->waited[i] = random_below(3) ? 0 : random_below(16);
		add_options(s, i, liked);
	}
}

/* ------------------------------------------------------------ the slow one */

/* How a student may get a mentor: a rank and a penalty each; where both an option and the pool
 * lead there, the caller tries both. */
struct seat {
	int mentor, rank, penalty;
};

static size_t seats_of(const struct match_problem *p, size_t student, struct seat *out)
{
	size_t n = 0;
	int pool = p->pool_of[student];

	for (size_t i = p->first[student]; i < p->first[student + 1]; i++)
		out[n++] = (struct seat){ p->option[i].mentor, p->option[i].rank,
					  p->option[i].penalty };
	for (size_t i = pool < 0 ? 0 : p->pool[pool].first; pool >= 0 && i < p->pool[pool].end; i++)
		out[n++] =
			(struct seat){ p->member[i].mentor, MATCH_UNASKED, p->member[i].penalty };
	out[n++] = (struct seat){ MATCH_NOBODY, MATCH_UNASKED, 0 };
	return n;
}

/* What counts, the most important first; less is better. False: somebody has too many. */
static bool count_costs(const struct match_problem *p, const struct seat *of, const uint32_t *lot,
			long costs[COSTS])
{
	int load[MENTORS] = { 0 };

	memset(costs, 0, COSTS * sizeof *costs);
	for (size_t i = 0; i < p->students; i++) {
		int rank = of[i].rank;

		if (of[i].mentor < 0)
			costs[0]++;
		else
			costs[9] += load[of[i].mentor]++;
		if (p->aim == MATCH_MOST_FIRST && rank < MATCH_RANKS)
			costs[2 + rank]--;
		if (p->aim == MATCH_FEWEST_LAST && rank > 0)
			costs[2 + MATCH_RANKS - rank]++;
		costs[7] += of[i].penalty;
		costs[8] += p->waited[i] * rank;
		costs[10] += (long)lot[i] * rank;
	}
	for (size_t m = 0; m < p->mentors; m++) {
		int least = p->mentor[m].least;

		if (load[m] > p->mentor[m].capacity)
			return false;
		costs[1] -= load[m] < least ? load[m] : least;
	}
	return true;
}

static bool is_less(const long *a, const long *b)
{
	for (int i = 0; i < COSTS; i++)
		if (a[i] != b[i])
			return a[i] < b[i];
	return false;
}

static void try_all(const struct match_problem *p, const uint32_t *lot, size_t student,
		    struct seat *of, long best[COSTS], bool *found)
{
	struct seat seats[OPTIONS + MENTORS + 1];
	long costs[COSTS];

	if (student == p->students) {
		if (count_costs(p, of, lot, costs) && (!*found || is_less(costs, best))) {
			memcpy(best, costs, sizeof costs);
			*found = true;
		}
		return;
	}
	for (size_t n = seats_of(p, student, seats), i = 0; i < n; i++) {
		of[student] = seats[i];
		try_all(p, lot, student + 1, of, best, found);
	}
}

/* The seat that the result means: of that rank, with the least penalty. */
static struct seat seat_of(const struct match_problem *p, size_t student,
			   const struct match_result *r)
{
	struct seat seats[OPTIONS + MENTORS + 1], best = { -2, 0, 0 };

	for (size_t n = seats_of(p, student, seats), i = 0; i < n; i++)
		if (seats[i].mentor == r->mentor[student] && seats[i].rank == r->rank[student] &&
		    (best.mentor == -2 || seats[i].penalty < best.penalty))
			best = seats[i];
	cr_assert_neq(best.mentor, -2, "a mentor whom the student may not have");
	return best;
}

Test(model_match, is_the_best_of_all_ways)
{
	for (seed = 1; seed < ROUNDS; seed++) {
		unsigned long before = seed;
		struct small s;
		struct match_result r;
		struct seat of[STUDENTS], mine[STUDENTS];
		long best[COSTS], costs[COSTS];
		bool found = false;

		random_problem(&s, false);
		match_solve(&s.p, &r);
		for (size_t i = 0; i < s.p.students; i++)
			mine[i] = seat_of(&s.p, i, &r);
		cr_assert(count_costs(&s.p, mine, r.lot, costs), "seed %lu: one has too many",
			  before);
		try_all(&s.p, r.lot, 0, of, best, &found);
		for (int i = 0; i < COSTS; i++)
			cr_assert_eq(costs[i], best[i], "seed %lu, cost %d: %ld, not %ld", before,
				     i, costs[i], best[i]);
		match_release(&r);
		seed = before;
	}
}

/* Hall: who is left out may have mentors alone that have too few places, by exactly as many. */
Test(model_match, names_the_shortage)
{
	size_t short_of = 0;

	for (seed = 1; seed < ROUNDS; seed++) {
		unsigned long before = seed;
		struct small s;
		struct match_result r;
		struct match_shortage h;

		random_problem(&s, false);
		match_solve(&s.p, &r);
		if (match_find_shortage(&s.p, &r, &h)) {
			bool in[MENTORS] = { false };

			short_of++;
			cr_assert_eq(h.students - h.places, s.p.students - r.placed, "seed %lu",
				     before);
			for (size_t i = 0; i < h.mentors; i++)
				in[h.mentor[i]] = true;
			for (size_t i = 0; i < h.students; i++) {
				struct seat seats[OPTIONS + MENTORS + 1];

				for (size_t n = seats_of(&s.p, h.student[i], seats), k = 0; k < n;
				     k++)
					cr_assert(seats[k].mentor < 0 || in[seats[k].mentor],
						  "seed %lu: another mentor", before);
			}
			match_shortage_release(&h);
		} else {
			cr_assert_eq(r.placed, s.p.students);
		}
		match_release(&r);
		seed = before;
	}
	cr_assert_gt(short_of, ROUNDS / 10);
}

/* ------------------------------------------------------------- both sides choose */

static const struct match_option *option_of(const struct match_problem *p, size_t student,
					    int mentor)
{
	for (size_t i = p->first[student]; i < p->first[student + 1]; i++)
		if (p->option[i].mentor == mentor)
			return &p->option[i];
	return NULL;
}

static bool would_rather(const struct match_option *a, const struct match_option *b, uint32_t lot_a,
			 uint32_t lot_b)
{
	return a->liked != b->liked ? a->liked < b->liked : lot_a > lot_b;
}

/* Whether the mentor has room, or somebody less liked. */
static bool would_take(const struct match_problem *p, const int *mentor, const uint32_t *lot,
		       size_t student, const struct match_option *o)
{
	int count = 0;

	for (size_t i = 0; i < p->students; i++) {
		if (mentor[i] != o->mentor)
			continue;
		count++;
		if (would_rather(o, option_of(p, i, o->mentor), lot[student], lot[i]))
			return true;
	}
	return count < p->mentor[o->mentor].capacity;
}

static bool is_stable(const struct match_problem *p, const int *mentor, const uint32_t *lot)
{
	for (size_t i = 0; i < p->students; i++)
		for (size_t k = p->first[i];
		     k < p->first[i + 1] && p->option[k].mentor != mentor[i]; k++)
			if (would_take(p, mentor, lot, i, &p->option[k]))
				return false;
	return true;
}

static int place_in_list(const struct match_problem *p, size_t student, int mentor)
{
	int place = 0;

	for (size_t i = p->first[student]; i < p->first[student + 1]; i++, place++)
		if (p->option[i].mentor == mentor)
			return place;
	return place;
}

static size_t check_all_stable(const struct match_problem *p, const struct match_result *r,
			       size_t student, int *mentor)
{
	size_t stable = 0;
	int load[MENTORS] = { 0 };

	if (student < p->students) {
		mentor[student] = MATCH_NOBODY;
		stable = check_all_stable(p, r, student + 1, mentor);
		for (size_t i = p->first[student]; i < p->first[student + 1]; i++) {
			mentor[student] = p->option[i].mentor;
			stable += check_all_stable(p, r, student + 1, mentor);
		}
		return stable;
	}
	for (size_t i = 0; i < p->students; i++)
		if (mentor[i] >= 0 && ++load[mentor[i]] > p->mentor[mentor[i]].capacity)
			return 0;
	if (!is_stable(p, mentor, r->lot))
		return 0;
	for (size_t i = 0; i < p->students; i++)
		cr_assert_leq(place_in_list(p, i, r->mentor[i]), place_in_list(p, i, mentor[i]),
			      "a student does better in another stable result");
	return 1;
}

Test(model_match, nobody_would_rather_change_and_no_student_could_do_better)
{
	size_t several = 0;

	for (seed = 1; seed < ROUNDS; seed++) {
		unsigned long before = seed;
		struct small s;
		struct match_result r;
		int mentor[STUDENTS];
		size_t stable;

		random_problem(&s, true);
		match_stable(&s.p, &r);
		cr_assert(is_stable(&s.p, r.mentor, r.lot), "seed %lu", before);
		stable = check_all_stable(&s.p, &r, 0, mentor);
		cr_assert_geq(stable, 1);
		several += stable > 1;
		match_release(&r);
		seed = before;
	}
	cr_assert_gt(several, 20, "the choices never differ: nothing was tried");
}

/* Gale and Shapley 1962, example 1: three men and three women, whose choices go round in a ring;
 * the askers get their first choice each. Example 2: four and four, with one stable result alone.
 */
Test(model_match, what_gale_and_shapley_print)
{
	static const struct {
		size_t count;
		int student[4][4], mentor[4][4]; /* the ranks that each gives to each, from 1 */
		int result[4];
	} printed[] = {
		{ 3,
		  { { 1, 2, 3 }, { 3, 1, 2 }, { 2, 3, 1 } },
		  { { 3, 2, 1 }, { 1, 3, 2 }, { 2, 1, 3 } },
		  { 0, 1, 2 } },
		{ 4,
		  { { 1, 2, 3, 4 }, { 1, 4, 3, 2 }, { 2, 1, 3, 4 }, { 4, 2, 3, 1 } },
		  { { 3, 4, 2, 1 }, { 3, 1, 4, 2 }, { 2, 3, 4, 1 }, { 3, 2, 1, 4 } },
		  { 2, 3, 0, 1 } },
	};

	for (size_t k = 0; k < sizeof printed / sizeof *printed; k++) {
		struct match_mentor mentor[4] = { { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 } };
		struct match_option option[16];
		size_t first[5] = { 0 }, n = printed[k].count;
		struct match_problem p = { .students = n,
					   .mentors = n,
					   .mentor = mentor,
					   .first = first,
					   .option = option };
		struct match_result r;

		for (size_t i = 0; i < n; i++) {
			for (size_t m = 0; m < n; m++) {
				int rank = printed[k].student[i][m] - 1;

				option[i * n + (size_t)rank] =
					(struct match_option){ (int)m, rank, 0,
							       printed[k].mentor[m][i] };
			}
			first[i + 1] = (i + 1) * n;
		}
		match_stable(&p, &r);
		for (size_t i = 0; i < n; i++)
			cr_expect_eq(r.mentor[i], printed[k].result[i], "example %zu, %zu: %d",
				     k + 1, i, r.mentor[i]);
		match_release(&r);
	}
}
