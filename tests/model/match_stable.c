/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both sides choose: against all stable results of small schools, and against printed ones. */
#include "model/match.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/limit.h"
#include "support/match_slow.h"

TestSuite(model_match_stable, .timeout = TIME_LIMIT);

enum { ROUNDS = 2000, LIES = 300 };

static const struct small_most few = { 5, 4, 2, 0 };

static const struct match_option *option_of(const struct match_problem *p, size_t student,
					    int mentor)
{
	for (size_t i = p->first[student]; i < p->first[student + 1]; i++)
		if (p->option[i].mentor == mentor)
			return &p->option[i];
	return NULL;
}

/* Whether the mentor has room, or somebody less liked. */
static bool would_take(const struct match_problem *p, const int *mentor, const uint32_t *lot,
		       size_t student, const struct match_option *o)
{
	int count = 0;

	for (size_t i = 0; i < p->students; i++) {
		const struct match_option *other;

		if (mentor[i] != o->mentor)
			continue;
		count++;
		other = option_of(p, i, o->mentor);
		if (o->liked != other->liked ? o->liked < other->liked : lot[student] > lot[i])
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

/* In every stable result the same students have a mentor, each mentor as many, and one with a place
 * left the very same (Roth, Econometrica 54, 1986); and nobody does better than in ours. */
static void compare(const struct match_problem *p, const struct match_result *r, const int *mentor)
{
	int load[SMALL_MENTORS] = { 0 }, ours[SMALL_MENTORS] = { 0 };

	for (size_t i = 0; i < p->students; i++) {
		cr_assert_leq(place_in_list(p, i, r->mentor[i]), place_in_list(p, i, mentor[i]));
		cr_assert_eq(r->mentor[i] < 0, mentor[i] < 0);
		if (mentor[i] < 0)
			continue;
		load[mentor[i]]++;
		ours[r->mentor[i]]++;
	}
	for (size_t m = 0; m < p->mentors; m++)
		cr_assert_eq(ours[m], load[m]);
	for (size_t i = 0; i < p->students; i++)
		if (mentor[i] >= 0 && load[mentor[i]] < p->mentor[mentor[i]].capacity)
			cr_assert_eq(r->mentor[i], mentor[i]);
}

static size_t compare_all(const struct match_problem *p, const struct match_result *r,
			  size_t student, int *mentor)
{
	size_t stable = 0;
	int load[SMALL_MENTORS] = { 0 };

	if (student < p->students) {
		mentor[student] = MATCH_NOBODY;
		stable = compare_all(p, r, student + 1, mentor);
		for (size_t i = p->first[student]; i < p->first[student + 1]; i++) {
			mentor[student] = p->option[i].mentor;
			stable += compare_all(p, r, student + 1, mentor);
		}
		return stable;
	}
	for (size_t i = 0; i < p->students; i++)
		if (mentor[i] >= 0 && ++load[mentor[i]] > p->mentor[mentor[i]].capacity)
			return 0;
	if (!is_stable(p, mentor, r->lot))
		return 0;
	compare(p, r, mentor);
	return 1;
}

Test(model_match_stable, nobody_would_rather_change_and_no_student_could_do_better)
{
	size_t several = 0;

	for (unsigned long seed = 1; seed <= ROUNDS; seed++) {
		struct small s;
		struct match_result r;
		int mentor[SMALL_STUDENTS];
		size_t stable;

		small_draw_both(&s, seed, few);
		match_stable(&s.p, &r);
		cr_assert(is_stable(&s.p, r.mentor, r.lot), "seed %lu", seed);
		stable = compare_all(&s.p, &r, 0, mentor);
		cr_assert_geq(stable, 1, "seed %lu", seed);
		several += stable > 1;
		match_release(&r);
	}
	cr_assert_gt(several, 20, "the choices never differ: nothing was tried");
}

/* Every order of a student's list, and every end cut off (Dubins and Freedman, American
 * Mathematical Monthly 88, 1981; Roth 1982). */
static void check_lies(struct small *s, size_t liar, int true_place, size_t at, unsigned long seed)
{
	size_t from = s->p.first[liar], end = s->p.first[liar + 1];

	for (size_t i = at; i < end; i++) {
		struct match_option kept = s->option[at];
		struct small lie;
		struct match_result r;

		s->option[at] = s->option[i];
		s->option[i] = kept;
		lie = *s;
		lie.p.option = lie.option;
		lie.p.first = lie.first;
		for (size_t k = at + 1; k < end; k++)
			lie.option[k] = lie.option[at]; /* asked again in vain */
		match_stable(&lie.p, &r);
		for (size_t k = from; k < end; k++)
			if (s->option[k].mentor == r.mentor[liar])
				cr_assert_geq(s->option[k].rank, true_place,
					      "seed %lu, student %zu", seed, liar);
		match_release(&r);
		check_lies(s, liar, true_place, at + 1, seed);
		s->option[i] = s->option[at];
		s->option[at] = kept;
	}
}

Test(model_match_stable, no_student_gains_by_another_order)
{
	for (unsigned long seed = 1; seed <= LIES; seed++) {
		struct small s;
		struct match_result r;

		small_draw_both(&s, seed, few);
		match_stable(&s.p, &r);
		for (size_t i = 0; i < s.p.students; i++)
			check_lies(&s, i, r.rank[i], s.p.first[i], seed);
		match_release(&r);
	}
}

/* -------------------------------------------------------------- what others print */

/* Lists end by 0 and count from 1, the most wanted first. */
enum { PRINTED_MOST = 8 };
struct printed {
	const char *source;
	int students, mentors, places; /* of each mentor */
	int student[PRINTED_MOST][PRINTED_MOST + 1], mentor[PRINTED_MOST][PRINTED_MOST + 1];
	int result[PRINTED_MOST]; /* 0: none */
};

static const struct printed all_printed[] = {
	/* Three and three, whose choices go round in a ring: the askers get their first each. */
	{ "Gale and Shapley 1962, example 1",
	  3,
	  3,
	  1,
	  { { 1, 2, 3 }, { 2, 3, 1 }, { 3, 1, 2 } },
	  { { 2, 3, 1 }, { 3, 1, 2 }, { 1, 2, 3 } },
	  { 1, 2, 3 } },
	/* One stable result alone, in which none of the askers has the first choice. */
	{ "Gale and Shapley 1962, example 2",
	  4,
	  4,
	  1,
	  { { 1, 2, 3, 4 }, { 1, 4, 3, 2 }, { 2, 1, 3, 4 }, { 4, 2, 3, 1 } },
	  { { 4, 3, 1, 2 }, { 2, 4, 1, 3 }, { 4, 1, 2, 3 }, { 3, 2, 1, 4 } },
	  { 3, 4, 1, 2 } },
	/* Two posts each; one resident stays without, a hospital with a post. */
	{ "Manlove, The Hospitals/Residents problem and some extensions, lectures, Glasgow",
	  6,
	  3,
	  2,
	  { { 2, 1 }, { 1, 2 }, { 1, 3 }, { 2, 3 }, { 2, 1 }, { 1, 2 } },
	  { { 1, 3, 2, 5, 6 }, { 2, 6, 1, 4, 5 }, { 4, 3 } },
	  { 2, 1, 1, 3, 0, 2 } },
	/* Anderson, Chen, Ford, Davis, Eastman; Mercy, City, General. */
	{ "NRMP, Run a Match, 2014",
	  5,
	  3,
	  2,
	  { { 2 }, { 2, 1 }, { 2, 3, 1 }, { 1, 2, 3 }, { 2, 1, 3 } },
	  { { 2, 3 }, { 5, 1, 2, 4, 3 }, { 5, 1, 3, 4 } },
	  { 2, 1, 3, 3, 2 } },
};

/* The place in a list; -1: not in it. */
static int place_of(const int *list, int whom)
{
	for (int i = 0; list[i]; i++)
		if (list[i] == whom)
			return i;
	return -1;
}

static void check_printed(const struct printed *k)
{
	struct match_mentor mentor[PRINTED_MOST];
	struct match_option option[PRINTED_MOST * PRINTED_MOST];
	size_t first[PRINTED_MOST + 1] = { 0 };
	struct match_problem p = { .students = (size_t)k->students,
				   .mentors = (size_t)k->mentors,
				   .mentor = mentor,
				   .first = first,
				   .option = option };
	struct match_result r;

	for (int m = 0; m < k->mentors; m++)
		mentor[m] = (struct match_mentor){ .capacity = k->places };
	for (int i = 0; i < k->students; i++) {
		size_t at = first[i];

		for (int n = 0; k->student[i][n]; n++) {
			int m = k->student[i][n] - 1, liked = place_of(k->mentor[m], i + 1);

			if (liked >= 0) /* else the mentor will not have the student */
				option[at++] = (struct match_option){ m, n, 0, liked };
		}
		first[i + 1] = at;
	}
	match_stable(&p, &r);
	for (int i = 0; i < k->students; i++)
		cr_expect_eq(r.mentor[i], k->result[i] - 1, "%s: %d has %d", k->source, i + 1,
			     r.mentor[i] + 1);
	match_release(&r);
}

Test(model_match_stable, what_others_print)
{
	for (size_t k = 0; k < sizeof all_printed / sizeof *all_printed; k++)
		check_printed(&all_printed[k]);
}
