/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is owed, and how it stands: the rules alone, without the file they are fed from.
 *
 * An OCCASION is something asked for: of everybody in a year (the n-th home visit of a year or a
 * term, the talk at a key date, the n-th talk of a term, the feedback to the student, to the
 * guardians), or of one student (the talk after a major change, the follow-up of a referral). An
 * OBLIGATION is an occasion for one student, owed by whoever leads that student today. Its state
 * follows from the enrolments, the assignments, the contacts and the exemptions:
 *
 *   not concerned   the key date is not for this student's grade
 *   met             a home visit of this year, or of the term, by the mentor then in charge or an
 *                   earlier mentor of this year (五(三)1), also one replaced by another form; a
 *                   talk inside the window, or one recorded for that key date, on the window's
 *                   first day or later, however late (五(三)2); any talk of the term; any talk on
 *                   the day of the change or later; the delivery of a feedback of this year
 *                   (五(三)3); the closing of the referral
 *   not applicable  not met, and at no day of the window was the student enrolled in this year
 *   exempt          not met, and an exemption from visits, talks or feedback is in force today or
 *                   on the last day; no exemption is from a referral
 *   overdue         not met, and the last day is over
 *   due soon        not met, and the last day is at most rules.due_soon days away
 *   open            not met otherwise
 *
 * A talk recorded for one key date counts for no other. The first day on which it was met dates an
 * obligation (of a feedback: by its delivery); of two on one day, the one recorded first. The n-th
 * visit or talk is met by the n-th that counts. Whatever is recorded counts, also what is dated
 * after today. A change of mentor leaves what is met as it is, and gives what is open to the new
 * mentor; only a lead who is replaced from the year's first day on never was a mentor of this year.
 * A change whose last day is past its school year's is owed in the next year too, unless met.
 *
 * A PLAN meets nothing. What is owed has the plan that would meet it if it were kept on its day;
 * where several visits or talks are owed, the first of them has the first plan.
 */
#ifndef MODEL_OBLIGATION_H
#define MODEL_OBLIGATION_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/field.h"

enum occasion_kind {
	OCCASION_VISIT,
	OCCASION_TALK,     /* at a key date */
	OCCASION_FREQUENT, /* a talk whatever the occasion */
	OCCASION_TO_STUDENT,
	OCCASION_TO_GUARDIANS,
	OCCASION_CHANGE,   /* the talk after it */
	OCCASION_REFERRAL, /* its follow-up */
	OCCASION_KINDS
};

struct occasion {
	enum occasion_kind kind;
	int nth;                 /* visits, frequent talks: 1, 2, … */
	int64_t id;              /* the key date's, the change's, the referral's; else 0 */
	const char *label;       /* 家访, 期中, 变故, the referral's department */
	int64_t term;            /* 1, 2; 0: of the year as a whole */
	const char *opens, *due; /* ISO, both days included */
	int64_t grades;
};

enum obligation_state {
	OBLIGATION_NONE, /* not concerned */
	OBLIGATION_MET,
	OBLIGATION_OPEN,
	OBLIGATION_SOON,
	OBLIGATION_OVERDUE,
	OBLIGATION_EXEMPT,
	OBLIGATION_NOT_APPLICABLE,
	OBLIGATION_STATES
};

struct obligation {
	enum obligation_state state;
	iso_date day;     /* met: when; not concerned: ""; exempt: until when; else the last day */
	int64_t by;       /* met: the contact's id, the referral's; exempt: the exemption's */
	int64_t plan;     /* of what is owed: that would meet it; 0: none */
	iso_date planned; /* its day, "" for none */
};

/* What is known of one student: what was done for the student in this year, and when the student
 * was enrolled. Visits are those that count: by a mentor who leads or led the student this year. */
struct event {
	enum occasion_kind kind; /* OCCASION_CHANGE: the change itself */
	iso_date date;
	int64_t for_id; /* the key date or the referral it was for; 0: none in particular */
	int64_t by;     /* the contact's id */
};
/* An exemption, as far as it concerns this student. */
struct exempt {
	int64_t id;
	char what; /* of the column's word: a(ll), v(isit), t(alk), f(eedback) */
	iso_date starts, ends;
};
struct facts {
	struct event *events;
	size_t count, room;
	struct exempt *exempt;
	size_t exempt_count, exempt_room;
	struct event *plans; /* visits and talks that are still to come of, by their plan's id */
	size_t plan_count, plan_room;
	const char *enrolled; /* ranges one after the other: 10 characters from, 10 to */
	int64_t grade;
};

/* How the occasion stands on the day `today` (ISO); what is due by `soon` is due soon. */
struct obligation obligation_decide(const struct occasion *o, const struct facts *f,
				    const char *today, const char *soon);

/* By enum occasion_kind. */
extern const struct choice occasion_choices[];
/* "visit", "talk", …: for scripts and fixed figures; and as people say it. */
const char *occasion_code(enum occasion_kind kind);
const char *occasion_name(enum occasion_kind kind);

/* The one-cell word of a state: 已 待 近 逾 免 无. */
const char *obligation_mark(enum obligation_state state);
const char *obligation_state_code(enum obligation_state state); /* "met", "open", … */

#endif
