/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A made-up school as plain arrays, and the same as a file.
 *
 * Everything is drawn from a seed, and drawn towards the edges: the first and the last day of a
 * window, a year, a range, and the days beside them. Nothing here is taken from the model. What
 * a school may hold is what the schema allows and no screen would ask for, within these bounds: a
 * contact and an enrolment lie in their school year, a student has one lead mentor at a time, a
 * class has a grade in the years it is used in, and no window ends before it opens.
 */
#ifndef MODEL_RANDOM_SCHOOL_H
#define MODEL_RANDOM_SCHOOL_H

#include "base/mem.h"
#include "facts.h"

struct random_school {
	uint32_t seed, state;
	struct fact_year years[MOST_YEARS]; /* one after the other */
	struct fact_class classes[MOST_CLASSES];
	struct fact_mentor mentors[MOST_MENTORS];
	struct fact_student students[MOST_STUDENTS];
	struct fact_contact contacts[MOST_CONTACTS];
	struct fact_exemption exemptions[MOST_EXEMPTIONS];
	struct fact_referral referrals[MOST_REFERRALS];
	struct fact_plan plans[MOST_PLANS];
	int year_count, class_count, mentor_count, student_count, contact_count;
	int exemption_count, referral_count, plan_count;
	int edges[MOST_EDGES], edge_count;
};

void random_school_make(struct random_school *s, uint32_t seed);
/* 0 to n - 1, drawn from the school's own dice. */
int random_roll(struct random_school *s, int n);
/* A day from `from` to `to`, more often than not an edge. */
int random_day(struct random_school *s, int from, int to);

/* One of the days to look at a school on: the last of a year, the day after it, and others from the
 * day before the first year to the day after the last. */
enum { RANDOM_DAYS = 5 };
int random_today(struct random_school *s, int i);

/* A day as the file has it, "" for NEVER; static storage, eight at a time. */
const char *iso_of(int day);
/* Grade of a class in a year, 1 to 16; 0: none. */
int fact_grade(const struct fact_class *c, int year);

/* Writes the school into a file of the scratch folder, in place of the school that it held. A test
 * has one such file. `login` is the account of that mentor; NULL: the file has no account. */
void random_school_write(const struct random_school *s, const char *name, const char *login,
			 int64_t mentor);

/* The same as INSERTs: of one student alone, with all that decides about that one; 0: of all. */
void random_school_script(const struct random_school *s, int64_t student, struct buf *out);

#endif
