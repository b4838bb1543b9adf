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

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

/* Days are day numbers (base/date.h). */
enum { NEVER = -2000000, FOREVER = 2932896 }; /* not at all; 9999-12-31 */

enum {
	MOST_YEARS = 3,
	MOST_KEY_DATES = 7,
	MOST_CLASSES = 16,
	MOST_MENTORS = 6,
	MOST_STUDENTS = 8,
	MOST_RANGES = 16,
	MOST_CONTACTS = 64,
	MOST_TOGETHER = 3,
	MOST_EXEMPTIONS = 10,
	MOST_REFERRALS = 10,
	MOST_PLANS = 24,
	DEPARTMENTS = 3,
	MOST_EDGES = 2048
};

struct fact_key_date {
	int64_t id;
	const char *name;
	int term, opens, due;
	int64_t grades; /* bit g: grade g */
};

struct fact_year {
	int id, starts, second_term, ends;
	int visits, visit_due, feedback_opens, feedback_due, due_soon;
	bool visits_per_term, talks_per_term;
	int talks, change_days;
	bool unsaid; /* only feedback has rows: the other rules are the policy's */
	struct fact_key_date key_dates[MOST_KEY_DATES];
	int key_date_count;
};

struct fact_class {
	int64_t id;
	const char *stage;
	int entry_year, number;
};

struct fact_mentor {
	int64_t id;
	char no[16], name[16];
	bool left;
};

struct fact_enrolment {
	int year, class, seat; /* the year's id; place in classes; 0: no number */
	int starts, ends;
};

struct fact_assignment {
	int64_t mentor;
	bool lead;
	int starts, ends;
};

struct fact_student {
	int64_t id;
	char no[16], name[16];
	struct fact_enrolment enrolments[MOST_RANGES];
	struct fact_assignment assignments[MOST_RANGES];
	int enrolment_count, assignment_count;
};

enum fact_kind { FACT_VISIT, FACT_TALK, FACT_FEEDBACK, FACT_CALL, FACT_MESSAGE, FACT_CHANGE };

struct fact_contact {
	int64_t id; /* ascending in the array */
	int year;   /* its id */
	enum fact_kind kind;
	int date;
	int64_t mentor, key_date; /* 0: none */
	bool withdrawn;
	int64_t students[MOST_TOGETHER];
	int student_count;
	int to_student, to_guardians; /* days of delivery, or NEVER */
};

struct fact_exemption {
	int64_t id, student; /* ids ascend in the array */
	char what;           /* a(ll), v(isits), t(alks), f(eedback) */
	int starts, ends;
};

struct fact_referral {
	int64_t id, student, mentor; /* ids ascend */
	int department;              /* from 1 */
	int date, due, closed;       /* closed: NEVER while it is open */
};
struct fact_plan {
	int64_t id, student, mentor; /* ids ascend */
	bool visit;                  /* else a talk */
	int64_t key_date, contact;   /* 0: none in particular; 0: open */
	int date, made_on;
};
extern const char *const fact_departments[DEPARTMENTS];

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
