/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Matching students and mentors (clause 五(一): the student's own choice as far as the real
 * conditions allow, at most 15 for a mentor, nobody left out). Numbers alone: who they stand for is
 * matching.c's.
 *
 * Both sides choose: student-proposing deferred acceptance with capacities (Gale and Shapley,
 * American Mathematical Monthly 69, 1962; with several places Roth, Journal of Political Economy
 * 92, 1984). No student and mentor would both rather have each other, and no student could do
 * better in any other result of which that is true.
 *
 * Students alone choose: as many as can be are placed; then lower bounds are met as far as they
 * can be; then most have their first choice, then most their second, and so on (rank-maximal:
 * Irving, Kavitha, Mehlhorn, Michail and Paluch, SODA 2004); then penalties are least: a flow of
 * least cost by successive shortest paths (Jewell 1958; with potentials, Edmonds and Karp 1972;
 * Tomizawa 1971), whose costs are compared place by place, so that no weight of a later one ever
 * buys an earlier one. Of all results so good it is the one in which who comes first (who waited
 * longer, then the higher lot) has the best rank; of those, who comes second, and so on; and then
 * loads are as even as they can be (the sum of their squares is least).
 *
 * Bonds between students make it NP-hard (Biró and McDermid, Discrete Applied Mathematics 164,
 * 2014; of couples, McDermid and Manlove, Journal of Combinatorial Optimization 19, 2010). They
 * stand behind nobody being left out and before the rest, soft ones among penalties. One group
 * after the other is put down where it costs least, all others giving way, and then two at a time
 * once more. So as many are placed as without bonds; a bond that is the only one is kept in the
 * best way there is, and broken only where else more were left out; of several most often. Lots are
 * drawn before that, and after it among those whom no bond is about.
 *
 * Both give the same result for the same input and seed.
 */
#ifndef MODEL_MATCH_H
#define MODEL_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	MATCH_RANKS = 5,             /* choices of a student at most */
	MATCH_UNASKED = MATCH_RANKS, /* the rank of a mentor whom the student has not named */
	MATCH_NOBODY = -1,
	MATCH_PENALTY_MOST = 1000000, /* of one pair */
	MATCH_STUDENTS_MOST = 500000,
	MATCH_CAPACITY_MOST = 1000,
	MATCH_WAITED_MOST = 15
};

struct match_mentor {
	int capacity; /* students at most */
	int least;    /* as many before anybody's choice counts, where they can be had */
	int others;   /* students besides these, who count when loads are evened out */
};

/* A mentor whom a student may get: in the order of ranks, none twice for one student. */
struct match_option {
	int mentor;
	int rank;    /* 0: the first choice; MATCH_UNASKED */
	int penalty; /* of soft conditions that the pair breaks: their weights */
	int liked;   /* the mentor's own order of those who named it, 0 first; of both-sided ones */
};

/* Mentors whom many students may get without having named them, ascending. */
struct match_pool {
	size_t first, end; /* of match_problem.member */
};
struct match_member {
	int mentor, penalty;
};

/* Two students who are to have the same mentor, or never. */
struct match_bond {
	size_t a, b; /* a < b */
	bool apart;  /* else together, which is broken too where one of them has no place */
	int weight; /* 0: it must hold wherever it can; else what breaking it costs, as a penalty */
};

enum match_aim {
	MATCH_MOST_FIRST, /* most first choices, then most second ones … */
	MATCH_FEWEST_LAST /* fewest without any of their choices, then fewest with their last … */
};

struct match_problem {
	size_t students, mentors;
	const struct match_mentor *mentor;
	const size_t *first; /* of each student's options, and one more: where the last ones end */
	const struct match_option *option;
	size_t pools;
	const struct match_pool *pool;
	const struct match_member *member;
	const int *pool_of; /* of each student; -1: none; NULL: of nobody */
	const int *waited;  /* of each student, 0 to 15; may be NULL */
	size_t bonds;
	const struct match_bond *bond;
	enum match_aim aim;
	uint64_t seed; /* of the lots that decide what is left */
	/* 1 + a student who draws the highest whatever the seed, the others as they would: what
	 * comes of it is what lots decided. 0: nobody. */
	size_t favoured;
};

struct match_result {
	int *mentor;   /* of each student; MATCH_NOBODY */
	int *rank;     /* MATCH_UNASKED where the mentor was not named */
	uint32_t *lot; /* of each student, 1 to their number; the higher comes first */
	size_t placed;
	size_t of_rank[MATCH_RANKS + 1]; /* how many got it */
	bool *broken;                    /* of each bond */
	size_t bonds_broken;
};

/* Students alone choose. The caller releases the result. */
void match_solve(const struct match_problem *p, struct match_result *out);

/* Both sides choose, of options alone, without penalties, bounds and bonds; of two whom a mentor
 * likes equally the higher lot comes first. A stable result that keeps bonds need not exist (Roth
 * 1984), whether one does is NP-complete to tell (Ronn, Journal of Algorithms 11, 1990). */
void match_stable(const struct match_problem *p, struct match_result *out);

void match_release(struct match_result *r);

/* Why somebody is left out (Hall, Journal of the London Mathematical Society 10, 1935): students
 * who together may have these mentors alone, whose `places` are fewer, by as many as are left out
 * in all. Ascending. Of match_solve; false where everybody has a place. */
struct match_shortage {
	size_t *student, *mentor;
	size_t students, mentors;
	size_t places;
};
bool match_find_shortage(const struct match_problem *p, const struct match_result *r,
			 struct match_shortage *out);
void match_shortage_release(struct match_shortage *s);

#endif
