/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A school for tests of the model: school.db in the scratch folder, open as a session of its
 * office.
 *
 * Everybody goes by number. Student 7 has the student number S7 and is called 学生7; mentor 3 has
 * the staff number T3 and is called 导师3. All is added by the model's own functions, and what they
 * refuse ends the test. Days are ISO; one that may be NULL is the model's default.
 */
#ifndef SUPPORT_SCHOOL_H
#define SUPPORT_SCHOOL_H

#include <stdint.h>

#include "model/session.h"

/* A Monday in the first term of 2026学年: after the mid-terms, before the finals. */
#define SCHOOL_TODAY "2026-11-23"

/* Sentences in English, characters in UTF-8: what school_begin does first. */
void school_language(void);

/* A new folder and, in it, a school of that day with nobody in it yet. */
void school_begin(struct session *s, const char *today);
/* Closes it, if it is open, and takes the folder away. */
void school_end(struct session *s);

/* Opens the same file again: on another day; as the mentor (0: the office). */
void school_on(struct session *s, const char *today);
void school_as(struct session *s, int mentor);
/* Runs a script on the file past model and guard, and opens it again. */
void school_script(struct session *s, const char *script);

/* Row ids; 0 where this session sees no such student. */
int64_t school_student(struct session *s, int n);
int64_t school_mentor(struct session *s, int n);
/* The talk's occasion by its English name and term: "Mid", 1. */
int64_t school_key_date(struct session *s, const char *name, int term);

/* Each returns the new row's id. `from`: the first day of enrolment, NULL for today. */
int64_t school_add_mentor(struct session *s, int n);
int64_t school_add_student(struct session *s, int n, const char *class_name, const char *from);

/* As lead mentor, or as co-mentor beside; past the capacity too. */
void school_lead(struct session *s, int student, int mentor, const char *from);
void school_co(struct session *s, int student, int mentor, const char *from);

/* Each returns the contact's id. `kind`: of contact_kinds, for what needs no more than this. */
int64_t school_contact(struct session *s, const char *kind, int student, int mentor,
		       const char *day);
int64_t school_talk_for(struct session *s, int student, int mentor, const char *day,
			int64_t key_date);
/* A delivery that is NULL has not been made. */
int64_t school_feedback(struct session *s, int student, int mentor, const char *day,
			const char *to_student, const char *to_guardians);
void school_withdraw(struct session *s, int64_t contact);

#endif
