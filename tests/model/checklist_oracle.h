/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checklist's rules a second time, slowly, from the arrays of a random school: day by day and
 * contact by contact. Nothing of the model is used, so that a mistake there is not made here too.
 */
#ifndef MODEL_CHECKLIST_ORACLE_H
#define MODEL_CHECKLIST_ORACLE_H

#include "random_school.h"

enum asked {
	ASKED_VISIT,
	ASKED_TALK,
	ASKED_ANY_TALK, /* so many a term or year */
	ASKED_TO_STUDENT,
	ASKED_TO_GUARDIANS,
	ASKED_AFTER_CHANGE,
	ASKED_FOLLOW_UP,
	ASKED_KINDS
};

/* Not for this grade; done; to do; soon due; late; exempted; not owed. */
enum verdict { SPARED, DONE, WAITING, NEAR, LATE, EXEMPTED, NOT_OWED, VERDICTS };

struct oracle_occasion {
	enum asked what;
	int nth;          /* of the visits, of any talks */
	int64_t key_date; /* of a talk; else the change or the referral */
	char name[24];
	int term, opens, due;
	int64_t grades;
};

struct oracle_cell {
	enum verdict verdict;
	int day;         /* done: when; spared: NEVER; exempted: until; else the last day */
	int64_t contact; /* done: by which contact, referral; exempted: by which exemption */
	int64_t plan;    /* of what is owed: which is meant to meet it; 0: none */
	int planned;     /* its day, or NEVER */
};

enum { MOST_OCCASIONS = 6 + MOST_KEY_DATES + 6 + 2, MOST_OWN = MOST_CONTACTS + MOST_REFERRALS };

struct oracle_own {
	struct oracle_occasion occasion;
	struct oracle_cell cell;
};

struct oracle_student {
	const struct fact_student *student;
	int64_t mentor; /* 0: nobody leads */
	const char *mentor_no, *mentor_name;
	int grade, class_number, seat;
	char class_name[32];
	struct oracle_cell cells[MOST_OCCASIONS];
	struct oracle_own own[MOST_OWN]; /* the most urgent first */
	int own_count;
};

struct oracle_list {
	struct oracle_occasion occasions[MOST_OCCASIONS];
	struct oracle_student students[MOST_STUDENTS];
	int occasion_count, student_count;
	int counts[VERDICTS];
};

/* The checklist on a day: of a mentor, of a student, or with 0 for either, of all. */
void oracle_list(const struct random_school *s, int today, int64_t mentor, int64_t student,
		 struct oracle_list *out);

/* The year that the day belongs to. */
const struct fact_year *oracle_year(const struct random_school *s, int today);
bool oracle_enrolled(const struct fact_student *st, int year, int day);
int64_t oracle_lead(const struct fact_student *st, int day); /* 0: nobody */

/* The i-th of a student in the order of struct checklist; false behind the last. */
bool oracle_at(const struct oracle_student *st, const struct oracle_list *list, int i,
	       const struct oracle_occasion **occasion, const struct oracle_cell **cell);

/* The parts of it: whether it was with the student; whether the student was there in the window;
 * whether the mentor leads that day; whether the change asks for a talk in this year; and the day
 * on which the contact did what the occasion asks for, NEVER if it did not. */
bool oracle_was_there(const struct fact_contact *c, const struct fact_student *st);
bool oracle_owed_at_all(const struct fact_student *st, const struct fact_year *y,
			const struct oracle_occasion *o);
bool oracle_leads_on(const struct fact_student *st, int64_t mentor, int day);
bool oracle_change_is_owed(const struct random_school *s, const struct fact_student *st,
			   const struct fact_contact *c, const struct fact_year *y);
int oracle_day_met(const struct fact_contact *c, const struct fact_student *st,
		   const struct fact_year *y, const struct oracle_occasion *o);

#endif
