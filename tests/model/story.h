/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to one student, step by step, and how an occasion of the year stands then. */
#ifndef MODEL_STORY_H
#define MODEL_STORY_H

#include "model/checklist.h"
#include "support/school.h"

extern struct session story_session;

/*
 * Steps, separated by commas, of student 1 and a mentor by number:
 *
 *   join DAY CLASS      leave DAY      back DAY      class CLASS (from today on)
 *   lead MENTOR DAY     co MENTOR DAY
 *   visit MENTOR DAY    call MENTOR DAY    talk MENTOR DAY [KEY_DATE TERM]
 *   letter MENTOR DAY TO_STUDENT TO_GUARDIANS ("-": not delivered)
 *   withdraw            (the contact before it)
 *   change MENTOR DAY   a major change
 *   exempt WHAT FROM TO
 *   refer DAY DUE CLOSED ("-": still open), to a department called D
 */
struct story {
	const char *what, *today, *steps, *occasion, *state;
	const char *rules; /* a script on the file first, or NULL */
};

/* Whoever asks gets the same answer. */
void story_expect(const struct story *story);
/* "met 2026-10-12", "overdue 2026-11-15", "none" of the first student in the list; "not in the
 * list" for a student or an occasion: "Mid 1" is one of a term. Static storage, four at a time. */
const char *story_standing(enum owed_by by, int64_t id, const char *occasion);
void story_end(void);

#define EXPECT_ROWS(rows)                                                                          \
	for (size_t i_ = 0; i_ < sizeof(rows) / sizeof *(rows); i_++)                              \
	story_expect(&(rows)[i_])

#define IN_SIXTH "join 2026-09-01 601,"
#define LED      IN_SIXTH "lead 1 2026-09-01,"

#endif
