/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up wishes and conditions on a small school, against every way there is to give each of six
 * students one of four mentors or none. What is possible is decided here anew, from what was made
 * up, and not from the file.
 */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/matching.h"
#include "support/school.h"

enum { STUDENTS = 6, MENTORS = 4, NOBODY = 0, ROUNDS = 24, RANKS = 3 };

static struct session s;
static struct err e;
static uint64_t state;

static unsigned below(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

/* Mentors and students are 1, 2 …; students 1 to 3 are of class 1, the others of class 2. */
static struct {
	int capacity[MENTORS + 1], least;
	int choice[STUDENTS + 1][RANKS + 1];         /* mentors; 0: none */
	int place[MENTORS + 1][STUDENTS + 1];        /* -1: a veto; 0: not in the order */
	int campus[MENTORS + 1], class_campus[3];    /* 0: none */
	int campus_asked, teacher_asked, keep_asked; /* 0, 1 hard, 2 soft */
	int before[STUDENTS + 1];
	int forbidden[STUDENTS + 1], fixed[STUDENTS + 1];
	bool both, fewest_last;
} made;

static int class_of(int student)
{
	return student <= 3 ? 1 : 2;
}

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= MENTORS; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= STUDENTS; n++)
		school_add_student(&s, n, class_of(n) == 1 ? "六(1)" : "七(2)", "2026-09-01");
	school_script(&s, "INSERT INTO account (login, role, mentor_id, class_id) SELECT 'head', "
			  "'class_teacher', m.id, e.class_id FROM mentor m JOIN student s ON "
			  "student_no = 'S1' JOIN enrolment e ON e.student_id = s.id WHERE "
			  "staff_no = 'T1'");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_matching_random, .init = begin, .fini = end);

/* ----------------------------------------------------------------------- making up */

static void make_up(uint64_t seed, bool both)
{
	state = seed;
	memset(&made, 0, sizeof made);
	made.both = both;
	made.fewest_last = below(2);
	made.campus_asked = (int)below(3);
	made.teacher_asked = (int)below(3);
	made.keep_asked = below(3) ? 0 : 1 + (int)below(2);
	made.least = both ? 0 : (int)below(2);
	for (int m = 1; m <= MENTORS; m++) {
		made.capacity[m] = (int)below(4);
		made.campus[m] = (int)below(3);
		for (int n = 1; n <= STUDENTS; n++)
			made.place[m][n] = below(4) ? (int)below(4) : -1;
	}
	made.class_campus[1] = (int)below(3);
	made.class_campus[2] = (int)below(3);
	for (int n = 1; n <= STUDENTS; n++) {
		for (int rank = 1; rank <= RANKS; rank++) {
			int m = 1 + (int)below(MENTORS);

			for (int k = 1; k < rank; k++)
				m = made.choice[n][k] == m || !made.choice[n][k] ? 0 : m;
			made.choice[n][rank] = m;
		}
		made.before[n] = (int)below(MENTORS + 1);
		made.forbidden[n] = below(3) ? 0 : 1 + (int)below(MENTORS);
		made.fixed[n] = below(6) ? 0 : 1 + (int)below(MENTORS);
		if (made.fixed[n] == made.forbidden[n])
			made.fixed[n] = 0;
	}
}

#define S_ID "(SELECT id FROM student WHERE student_no = 'S%d')"
#define T_ID "(SELECT id FROM mentor WHERE staff_no = 'T%d')"

static void write_students(struct buf *b)
{
	for (int n = 1; n <= STUDENTS; n++) {
		for (int rank = 1; rank <= RANKS; rank++)
			if (made.choice[n][rank])
				buf_printf(b,
					   "INSERT INTO preference (school_year_id, student_id, "
					   "rank, mentor_id, answered_on) VALUES (2026, " S_ID
					   ", %d, " T_ID ", '2026-11-01');",
					   n, rank, made.choice[n][rank]);
		if (made.before[n])
			buf_printf(b,
				   "INSERT INTO assignment (student_id, mentor_id, role, starts) "
				   "VALUES (" S_ID ", " T_ID ", 'lead', '2026-09-01');",
				   n, made.before[n]);
		if (made.forbidden[n])
			buf_printf(b,
				   "INSERT INTO condition (school_year_id, kind, weight, "
				   "student_id, mentor_id) VALUES (2026, 'forbidden', 0, " S_ID
				   ", " T_ID ");",
				   n, made.forbidden[n]);
		if (made.fixed[n])
			buf_printf(b,
				   "INSERT INTO condition (school_year_id, kind, weight, "
				   "student_id, mentor_id) VALUES (2026, 'fixed', 0, " S_ID
				   ", " T_ID ");",
				   n, made.fixed[n]);
	}
}

static void write_mentors(struct buf *b)
{
	for (int m = 1; m <= MENTORS; m++) {
		buf_printf(b,
			   "INSERT INTO condition (school_year_id, kind, weight, mentor_id, "
			   "number) VALUES (2026, 'capacity', 0, " T_ID ", %d);",
			   m, made.capacity[m]);
		if (made.campus[m])
			buf_printf(b,
				   "INSERT INTO belonging (kind, name, mentor_id) VALUES "
				   "('campus', 'C%d', " T_ID ");",
				   made.campus[m], m);
		for (int n = 1; n <= STUDENTS; n++)
			if (made.place[m][n])
				buf_printf(b,
					   "INSERT INTO mentor_preference (school_year_id, "
					   "mentor_id, student_id, place) VALUES (2026, " T_ID
					   ", " S_ID ", nullif(%d, -1));",
					   m, n, made.place[m][n]);
	}
}

static void write_school(struct buf *b, const char *kind, int asked, int number)
{
	if (asked)
		buf_printf(b,
			   "INSERT INTO condition (school_year_id, kind, weight, number) VALUES "
			   "(2026, '%s', %d, nullif(%d, 0));",
			   kind, asked == 2 ? 5 : 0, number);
}

static void write_all(void)
{
	struct buf b = { 0 };

	buf_text(&b, "DELETE FROM match_pair; DELETE FROM match_run; DELETE FROM preference;"
		     "DELETE FROM mentor_preference; DELETE FROM condition; DELETE FROM belonging;"
		     "DELETE FROM assignment;");
	write_students(&b);
	write_mentors(&b);
	for (int k = 1; k <= 2; k++)
		if (made.class_campus[k])
			buf_printf(&b,
				   "INSERT INTO belonging (kind, name, class_id) SELECT 'campus', "
				   "'C%d', class_id FROM enrolment WHERE student_id = " S_ID ";",
				   made.class_campus[k], k == 1 ? 1 : 4);
	write_school(&b, "campus", made.campus_asked, 0);
	write_school(&b, "class_teacher", made.teacher_asked, 0);
	write_school(&b, "keep", made.keep_asked, 0);
	write_school(&b, "least", made.least > 0, made.least);
	school_script(&s, buf_str(&b));
	buf_release(&b);
}

/* ----------------------------------------------------------------- every way there is */

static bool is_possible(int n, int m)
{
	int at = class_of(n);
	bool veto = made.both && made.place[m][n] < 0;

	if (!made.capacity[m])
		return false;
	if (made.fixed[n])
		return made.fixed[n] == m;
	if (made.keep_asked == 1 && made.before[n] && made.before[n] != made.forbidden[n] &&
	    !(made.both && made.place[made.before[n]][n] < 0))
		return made.before[n] == m;
	if (made.forbidden[n] == m || veto)
		return false;
	if (made.campus_asked == 1 && made.campus[m] && made.class_campus[at] &&
	    made.campus[m] != made.class_campus[at])
		return false;
	return made.teacher_asked != 1 || m != 1 || at == 1;
}

/* Whoever may have one mentor alone has the place before anybody else. */
static bool is_given(int n)
{
	int before = made.before[n];

	return made.fixed[n] || (made.keep_asked == 1 && before && before != made.forbidden[n] &&
				 !(made.both && made.place[before][n] < 0));
}

static int rank_of(int n, int m)
{
	for (int rank = 1; rank <= RANKS; rank++)
		if (m && made.choice[n][rank] == m)
			return rank;
	return 0;
}

/* What is compared, the more important in front; the greater is the better. */
struct worth {
	int of[8];
};

static struct worth worth_of(const int *mentor)
{
	struct worth w = { { 0 } };
	int load[MENTORS + 1] = { 0 };

	for (int n = 1; n <= STUDENTS; n++) {
		int rank = rank_of(n, mentor[n]);

		load[mentor[n]]++;
		w.of[0] += mentor[n] ? 1 + 10 * is_given(n) : 0;
		if (!made.fewest_last && rank)
			w.of[1 + rank]++;
		else if (made.fewest_last && !rank)
			w.of[2]--;
		else if (made.fewest_last)
			w.of[3 + RANKS - rank]--;
	}
	for (int m = 1; m <= MENTORS; m++)
		if (load[m] < made.least)
			w.of[1] -= made.least - load[m];
	return w;
}

static bool is_better(const struct worth *a, const struct worth *b)
{
	for (int i = 0; i < 8; i++)
		if (a->of[i] != b->of[i])
			return a->of[i] > b->of[i];
	return false;
}

static void try_all(int n, int *mentor, int *load, struct worth *best)
{
	if (n > STUDENTS) {
		struct worth w = worth_of(mentor);

		if (is_better(&w, best))
			*best = w;
		return;
	}
	for (int m = 0; m <= MENTORS; m++) {
		if (m && (load[m] == made.capacity[m] || !is_possible(n, m)))
			continue;
		mentor[n] = m;
		load[m]++;
		try_all(n + 1, mentor, load, best);
		load[m]--;
	}
}

/* ---------------------------------------------------------------------- what is on file */

/* Of the run's pairs, or of those who lead today. */
static void read_mentors(const char *query, int *mentor)
{
	const char *at = file_text("school.db", query);

	for (int n = 1; n <= STUDENTS; n++)
		mentor[n] = NOBODY;
	for (int n, m, read; sscanf(at, "S%d T%d %n", &n, &m, &read) == 2; at += read)
		mentor[n] = m;
}

#define PAIRS                                                                                      \
	"SELECT group_concat(student_no || ' ' || staff_no, ' ') FROM match_pair p JOIN student "  \
	"s ON s.id = student_id JOIN mentor m ON m.id = p.mentor_id WHERE run_id = "               \
	"(SELECT max(id) FROM match_run)"
#define LEADS                                                                                      \
	"SELECT group_concat(student_no || ' ' || staff_no, ' ') FROM assignment a JOIN student "  \
	"s ON s.id = student_id JOIN mentor m ON m.id = a.mentor_id WHERE role = 'lead' "          \
	"AND a.ends = '9999-12-31'"
#define IN_FORCE                                                                                   \
	"SELECT group_concat(id || ' ' || student_id || ' ' || mentor_id || ' ' || starts || ' ' " \
	"|| ends) FROM assignment WHERE ends >= starts"

static int64_t propose(uint64_t seed)
{
	const struct match_asked asked = { .method = made.both ? "both" : "students",
					   .aim = made.fewest_last ? "fewest_last" : "most_first",
					   .who = "all",
					   .seed = (int64_t)seed };
	int64_t run;
	bool same;

	MUST(match_propose(&s, &asked, &run, &e), e);
	MUST(match_again(&s, run, &same, &e), e);
	cr_expect(same, "seed %" PRIu64, seed);
	return run;
}

static void expect_possible(const int *mentor, uint64_t seed)
{
	int load[MENTORS + 1] = { 0 };

	for (int n = 1; n <= STUDENTS; n++) {
		load[mentor[n]]++;
		cr_expect(!mentor[n] || is_possible(n, mentor[n]), "seed %" PRIu64 ": S%d T%d",
			  seed, n, mentor[n]);
	}
	for (int m = 1; m <= MENTORS; m++)
		cr_expect_leq(load[m], made.capacity[m], "seed %" PRIu64 ": T%d", seed, m);
}

Test(model_matching_random, no_way_is_better)
{
	for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
		int mentor[STUDENTS + 1] = { 0 }, tried[STUDENTS + 1] = { 0 };
		int load[MENTORS + 1] = { 0 };
		struct worth best = { { -100 } }, got;

		make_up(seed, false);
		write_all();
		propose(seed);
		read_mentors(PAIRS, mentor);
		expect_possible(mentor, seed);
		try_all(1, tried, load, &best);
		got = worth_of(mentor);
		for (int i = 0; i < 8; i++)
			cr_expect_eq(got.of[i], best.of[i], "seed %" PRIu64 ", %d: %d, not %d",
				     seed, i, got.of[i], best.of[i]);
	}
}

/* Whether the mentor would rather have the student than one it has. */
static bool would_swap(const int *mentor, int m, int n)
{
	for (int k = 1; k <= STUDENTS; k++) {
		int own = made.place[m][k] ? made.place[m][k] : 1000;
		int other = made.place[m][n] ? made.place[m][n] : 1000;

		if (mentor[k] == m && !made.fixed[k] && made.keep_asked != 1 && other < own)
			return true;
	}
	return false;
}

Test(model_matching_random, nobody_would_both_rather_have_each_other)
{
	for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
		int mentor[STUDENTS + 1] = { 0 }, load[MENTORS + 1] = { 0 };

		make_up(seed, true);
		write_all();
		propose(seed);
		read_mentors(PAIRS, mentor);
		expect_possible(mentor, seed);
		for (int n = 1; n <= STUDENTS; n++)
			load[mentor[n]]++;
		for (int n = 1; n <= STUDENTS; n++)
			for (int m = 1; m <= MENTORS; m++) {
				int rank = rank_of(n, m), own = rank_of(n, mentor[n]);
				bool free = load[m] < made.capacity[m];

				if (!is_possible(n, m))
					continue;
				cr_expect(mentor[n] || !free, "seed %" PRIu64 ": S%d without T%d",
					  seed, n, m);
				if (!rank || (own && own <= rank))
					continue;
				cr_expect_not(free || would_swap(mentor, m, n),
					      "seed %" PRIu64 ": S%d T%d", seed, n, m);
			}
	}
}

Test(model_matching_random, confirmed_and_withdrawn)
{
	for (uint64_t seed = 1; seed <= ROUNDS / 2; seed++) {
		int mentor[STUDENTS + 1] = { 0 }, leads[STUDENTS + 1] = { 0 };
		struct match_confirmed done;
		char before[600];
		int64_t run;
		size_t kept;

		make_up(seed, seed % 2);
		write_all();
		snprintf(before, sizeof before, "%s", file_text("school.db", IN_FORCE));
		run = propose(seed);
		read_mentors(PAIRS, mentor);
		MUST(match_confirm(&s, run, 1, NULL, "x", &done, &e), e);
		read_mentors(LEADS, leads);
		for (int n = 1; n <= STUDENTS; n++)
			cr_expect_eq(leads[n], mentor[n] ? mentor[n] : made.before[n],
				     "seed %" PRIu64 ": S%d", seed, n);
		cr_expect_eq(done.assigned + done.unchanged + done.without, STUDENTS);
		MUST(match_withdraw(&s, run, 2, &kept, &e), e);
		cr_expect_str_eq(file_text("school.db", IN_FORCE), before, "seed %" PRIu64, seed);
	}
}
