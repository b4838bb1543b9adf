/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checklist's rules a second time, slowly, from the arrays of a random school: day by day and
 * contact by contact. Nothing of the model is used, so that a mistake there is not made here too.
 */
#ifndef MODEL_CHECKLIST_ORACLE_H
#define MODEL_CHECKLIST_ORACLE_H

#include "random_school.h"

enum asked { ASKED_VISIT, ASKED_TALK, ASKED_TO_STUDENT, ASKED_TO_GUARDIANS };

/* Not for this grade; done; to do; soon due; late; not owed. */
enum verdict { SPARED, DONE, WAITING, NEAR, LATE, NOT_OWED, VERDICTS };

struct oracle_occasion {
	enum asked what;
	int nth;          /* of the visits */
	int64_t key_date; /* of a talk */
	const char *name;
	int term, opens, due;
	int64_t grades;
};

struct oracle_cell {
	enum verdict verdict;
	int day;         /* done: when; spared: NEVER; else the last day */
	int64_t contact; /* done: by which; else 0 */
};

enum { MOST_OCCASIONS = 3 + MOST_KEY_DATES + 2 };

struct oracle_student {
	const struct fact_student *student;
	int64_t mentor; /* 0: nobody leads */
	const char *mentor_no, *mentor_name;
	int grade, class_number, seat;
	char class_name[32];
	struct oracle_cell cells[MOST_OCCASIONS];
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

#endif
