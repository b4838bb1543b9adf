/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students alone choose: against every way to place a few, counted out. */
#include "model/match.h"

#include <criterion/criterion.h>
#include <string.h>

#include "model/match_private.h"
#include "support/limit.h"
#include "support/match_slow.h"

TestSuite(model_match, .timeout = TIME_LIMIT);

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

static int rank_of(const struct match_problem *p, size_t student)
{
	struct match_result r;
	int rank;

	match_solve(p, &r);
	rank = r.rank[student];
	match_release(&r);
	return rank;
}

/* And where lots decide, some would have to be as good. */
Test(model_match, by_no_lot_is_a_student_better_off_than_favoured)
{
	enum { LOTS = 40, SCHOOLS = 200 };
	size_t better = 0, reached = 0;

	for (unsigned long seed = 1; seed <= SCHOOLS; seed++) {
		struct small s;
		size_t student;
		int favoured, own, best = MATCH_UNASKED;

		small_draw(&s, seed, few);
		student = seed % s.p.students;
		s.p.waited = NULL;
		own = rank_of(&s.p, student);
		s.p.favoured = student + 1;
		favoured = rank_of(&s.p, student);
		s.p.favoured = 0;
		for (s.p.seed = 1; s.p.seed <= LOTS; s.p.seed++) {
			int rank = rank_of(&s.p, student);

			best = rank < best ? rank : best;
		}
		cr_assert_geq(best, favoured, "seed %lu", seed);
		better += favoured < own;
		reached += best == favoured;
	}
	cr_expect(better > SCHOOLS / 50 && reached > SCHOOLS - SCHOOLS / 20, "%zu, %zu", better,
		  reached);
}

Test(model_match, places_as_many_as_can_be)
{
	size_t short_of = 0;

	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		struct small s;
		struct match_result r;

		small_draw(&s, seed, (struct small_most){ 8, 5, 4, 4 });
		match_solve(&s.p, &r);
		cr_assert_eq(r.placed, slow_places(&s.p), "seed %lu", seed);
		short_of += r.placed < s.p.students;
		match_release(&r);
	}
	cr_assert(short_of > ROUNDS / 10 && short_of < ROUNDS - ROUNDS / 10);
}

static void check_shortage(const struct match_problem *p, const struct match_shortage *h)
{
	bool in[SMALL_MENTORS] = { false };
	size_t places = 0;

	for (size_t i = 0; i < h->mentors; i++) {
		in[h->mentor[i]] = true;
		places += (size_t)p->mentor[h->mentor[i]].capacity;
	}
	cr_assert_eq(h->places, places);
	for (size_t i = 0; i < h->students; i++) {
		struct slow_seat seats[SLOW_SEATS];

		for (size_t n = slow_seats(p, h->student[i], seats), k = 0; k < n; k++)
			cr_assert(seats[k].mentor < 0 || in[seats[k].mentor], "another mentor");
	}
}

/* How many of the others can be placed. */
static size_t places_without(const struct small *s, size_t student)
{
	struct match_problem p = s->p;
	size_t first[SMALL_STUDENTS + 1], n = 0;
	struct match_option option[SMALL_STUDENTS * SMALL_MENTORS];
	int pool_of[SMALL_STUDENTS];

	for (size_t i = 0; i < p.students; i++) {
		first[i] = n;
		pool_of[i] = i == student ? -1 : s->pool_of[i];
		for (size_t k = s->first[i]; i != student && k < s->first[i + 1]; k++)
			option[n++] = s->option[k];
	}
	first[p.students] = n;
	p.first = first;
	p.option = option;
	p.pool_of = pool_of;
	return slow_places(&p);
}

/* Hall: who is left out may have mentors alone that have too few places, by exactly as many; and
 * nobody is named whom the shortage is not about: without any one of them it were one less. */
Test(model_match, names_the_shortage)
{
	size_t named = 0;

	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		struct small s;
		struct match_result r;
		struct match_shortage h;

		small_draw(&s, seed, few);
		match_solve(&s.p, &r);
		if (match_find_shortage(&s.p, &r, &h)) {
			named++;
			cr_assert_eq(h.students - h.places, s.p.students - r.placed, "seed %lu",
				     seed);
			check_shortage(&s.p, &h);
			for (size_t i = 0; i < h.students; i++)
				cr_assert_eq(places_without(&s, h.student[i]), r.placed, "seed %lu",
					     seed);
			match_shortage_release(&h);
		} else {
			cr_assert_eq(r.placed, s.p.students);
		}
		match_release(&r);
	}
	cr_assert_gt(named, ROUNDS / 10);
}

/* Mentors numbered the other way round: who has which rank follows from the lots alone, and so does
 * the mentor wherever one was named. */
Test(model_match, does_not_depend_on_the_order_of_mentors)
{
	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		struct small s, t;
		struct match_result r, q;
		int last;

		small_draw(&s, seed, few);
		t = s;
		last = (int)s.p.mentors - 1;
		t.p.mentor = t.mentor;
		t.p.option = t.option;
		t.p.pool = t.pool;
		t.p.member = t.member;
		for (int m = 0; m <= last; m++)
			t.mentor[m] = s.mentor[last - m];
		for (size_t i = 0; i < s.first[s.p.students]; i++)
			t.option[i].mentor = last - s.option[i].mentor;
		for (int i = 0; i < SMALL_POOLS; i++)
			for (size_t k = s.pool[i].first; k < s.pool[i].end; k++) {
				t.member[k] = s.member[s.pool[i].first + s.pool[i].end - 1 - k];
				t.member[k].mentor = last - t.member[k].mentor;
			}
		match_solve(&s.p, &r);
		match_solve(&t.p, &q);
		for (size_t i = 0; i < s.p.students; i++) {
			cr_assert_eq(r.rank[i], q.rank[i], "seed %lu", seed);
			cr_assert_eq(r.mentor[i] < 0, q.mentor[i] < 0, "seed %lu", seed);
			if (r.rank[i] < MATCH_UNASKED)
				cr_assert_eq(r.mentor[i], last - q.mentor[i], "seed %lu", seed);
		}
		match_release(&r);
		match_release(&q);
	}
}

Test(model_match, is_the_same_twice)
{
	for (unsigned long seed = 1; seed <= ROUNDS / 10; seed++) {
		struct small s;
		struct match_result r, q;

		small_draw(&s, seed, (struct small_most){ 8, 5, 4, 4 });
		match_solve(&s.p, &r);
		match_solve(&s.p, &q);
		cr_assert_arr_eq(r.mentor, q.mentor, s.p.students * sizeof *r.mentor);
		cr_assert_arr_eq(r.rank, q.rank, s.p.students * sizeof *r.rank);
		match_release(&r);
		match_release(&q);
	}
}

/* -------------------------------------------------------------------------- lots */

enum { DRAWERS = 10, DRAWS = 10000 };

/* Each lot falls to each as often: the sum of squares has 81 degrees of freedom, and is above 126
 * once in a thousand times. */
Test(model_match, lots_are_fair)
{
	double expected = (double)DRAWS / DRAWERS, sum = 0;
	size_t count[DRAWERS][DRAWERS] = { { 0 } };

	for (uint64_t seed = 1; seed <= DRAWS; seed++) {
		uint32_t lot[DRAWERS];
		bool drawn[DRAWERS] = { false };

		match_draw(seed, lot, DRAWERS);
		for (size_t i = 0; i < DRAWERS; i++) {
			cr_assert(lot[i] >= 1 && lot[i] <= DRAWERS && !drawn[lot[i] - 1]);
			drawn[lot[i] - 1] = true;
			count[i][lot[i] - 1]++;
		}
	}
	for (size_t i = 0; i < DRAWERS; i++)
		for (size_t k = 0; k < DRAWERS; k++) {
			double off = (double)count[i][k] - expected;

			sum += off * off / expected;
		}
	cr_assert(sum > 40 && sum < 126, "%f", sum);
}

/* A result asked for years later: these lots are in the files. */
Test(model_match, lots_stay_as_they_are)
{
	static const uint32_t drawn[] = { 3, 2, 5, 4, 1 };
	uint32_t lot[5];

	match_draw(1, lot, 5);
	for (size_t i = 0; i < 5; i++)
		cr_expect_eq(lot[i], drawn[i], "%zu: %u", i, lot[i]);
}

/* ------------------------------------------------------------------------ reasons */

/* Three want the one place of mentor 0, then that of mentor 1; mentor 2 has none, mentor 3 many. */
static struct match_problem crowd(const int *waited)
{
	static const struct match_mentor mentor[] = {
		{ .capacity = 1 }, { .capacity = 1 }, { .capacity = 0 }, { .capacity = 9 }
	};
	static const struct match_option option[] = { { .mentor = 0 }, { .mentor = 1, .rank = 1 },
						      { .mentor = 0 }, { .mentor = 1, .rank = 1 },
						      { .mentor = 0 }, { .mentor = 1, .rank = 1 } };
	static const size_t first[] = { 0, 2, 4, 6 };
	static const struct match_member member[] = { { .mentor = 3 } };
	static const struct match_pool pool = { 0, 1 };
	static const int pool_of[] = { 0, 0, 0 };

	return (struct match_problem){ .students = 3,
				       .mentors = 4,
				       .mentor = mentor,
				       .first = first,
				       .option = option,
				       .pools = 1,
				       .pool = &pool,
				       .member = member,
				       .pool_of = pool_of,
				       .waited = waited,
				       .seed = 7 };
}

Test(model_match, who_draws_higher_comes_first)
{
	struct match_problem p = crowd(NULL);
	struct match_result r;
	size_t by_lot[3];

	match_solve(&p, &r);
	for (size_t i = 0; i < 3; i++)
		by_lot[3 - r.lot[i]] = i;
	for (int place = 0; place < 3; place++)
		cr_expect_eq(r.mentor[by_lot[place]], place < 2 ? place : 3);
	match_release(&r);
}

Test(model_match, who_waited_comes_first)
{
	for (int who = 0; who < 3; who++) {
		int waited[3] = { 0 };
		struct match_problem p = crowd(waited);
		struct match_result r;

		waited[who] = 1;
		match_solve(&p, &r);
		cr_expect_eq(r.mentor[who], 0);
		match_release(&r);
	}
}
