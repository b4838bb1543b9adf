/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a made-up school, as plain structs that owe nothing to the model's. */
#ifndef MODEL_FACTS_H
#define MODEL_FACTS_H

#include <stdbool.h>
#include <stdint.h>

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

/* How it was held; unsaid, a visit is taken for one at home. */
enum fact_mode {
	FACT_UNSAID,
	FACT_HOME,
	FACT_SCHOOL,
	FACT_PHONE,
	FACT_VIDEO,
	FACT_OTHERWISE,
	FACT_MODES
};

struct fact_contact {
	int64_t id; /* ascending in the array */
	int year;   /* its id */
	enum fact_kind kind;
	enum fact_mode mode;
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

#endif
