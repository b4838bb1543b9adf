/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Students. A student's row in a list carries what a list shows beside it: the class of this school
 * year, the lead mentor of today, the first guardian.
 */
#ifndef MODEL_STUDENT_H
#define MODEL_STUDENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct student {
	int64_t id, rev;
	const char *student_no; /* as the school writes it; unique */
	const char *name;
	const char *reading; /* of the name, as the school spells it; as a rule nothing */
	const char *sex;     /* "m", "f" */
	const char *class_name;
	int64_t seat; /* number in class */
	const char *birth_date, *address;
	const char *guardian_name, *guardian_relation, *guardian_phone;
	/* from queries only */
	int64_t grade; /* model/grade.h; 0: not enrolled in this year */
	const char *enrolled_from, *enrolled_to;
	const char *mentor;
	int64_t mentor_id;
	int64_t guardian_id, guardian_rev;
	/* what class and seat were read from, by student_get: -1 for none; 0: not compared */
	int64_t enrolment_id, enrolment_rev;
	const char *missing_since; /* date of the roster that lacked this student */
	const char *search;        /* base/find.h */
};

extern const struct field student_fields[];
extern const struct choice sexes[];

/* Which students of a list to show. Zeroed: all who are enrolled today. */
struct student_filter {
	int64_t grade;
	const char *class_name;
	bool without_mentor;
	bool missing;
};
bool student_matches(const struct student *s, const struct student_filter *f);

/* Everybody enrolled today, by class and number in class. */
bool student_list(struct session *s, struct rowset *out, struct err *e);
/* Those who were enrolled in this school year and are not any more. */
bool student_list_left(struct session *s, struct rowset *out, struct err *e);
/* The students of one mentor today, leading or as co-mentor. */
bool student_list_of_mentor(struct session *s, int64_t mentor_id, struct rowset *out,
			    struct err *e);
/* One student into a set of one row; NOT_FOUND if there is none in scope. */
bool student_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* 0 and no error when there is none. */
bool student_find_no(struct session *s, const char *student_no, int64_t *id, struct err *e);

/*
 * Adds (id 0) or changes a student, with class and first guardian. A class that differs from
 * today's ends the enrolment there yesterday and begins one today; who is not enrolled begins on
 * enrolled_from or, where that is empty, today; but who has left (enrolled_to is over) stays so,
 * unless enrolled_to is cleared. A rev that is not the stored one is a CONFLICT, as are another
 * enrolment and another first guardian than student_get read.
 * On success st->id and st->rev are the stored ones.
 */
bool student_save(struct session *s, struct student *st, struct err *e);

/* Ends enrolment and assignments on `last_day` (ISO); the records stay. */
bool student_leave(struct session *s, int64_t id, const char *last_day, const char *reason,
		   struct err *e);

/* Marks students that a roster lacked, and takes the mark off those it has. */
bool student_mark_missing(struct session *s, int64_t id, bool missing, struct err *e);

#endif
