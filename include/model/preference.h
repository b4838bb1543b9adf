/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom a student would like for a mentor, in order (clause 五(一): 尊重学生的选择), for the school
 * year of today; and whom a mentor would like or not have, where a school asks both sides.
 *
 * A student's answer is one row a choice, so that it is saved, listed and purged like any other
 * record; as a form and as a row of a survey it is one `preference` with all of them beside each
 * other. Written by the office, and by class teachers and grade heads for their own students.
 */
#ifndef MODEL_PREFERENCE_H
#define MODEL_PREFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

enum { PREFERENCE_RANKS = 5 };

/* One student's answer; `id` is the student's and `rev` the sum of its rows' revs, 0: none yet. */
struct preference {
	int64_t id, rev;
	int64_t choice1, choice2, choice3, choice4, choice5; /* mentors; 0: none */
	int64_t anybody;                                     /* 1: answered, and named nobody */
	const char *answered_on;
	/* from queries only */
	const char *student_no, *student, *class_name;
	const char *name1, *name2, *name3, *name4, *name5;
	const char *mentor; /* who leads the student now */
	const char *state;  /* "answered", "anybody", "missing" */
	const char *search; /* base/find.h */
};
extern const struct field preference_fields[];

/* Everybody enrolled today whom the session sees, class by class; `missing`: those alone who have
 * not answered. */
bool preference_list(struct session *s, bool missing, struct rowset *out, struct err *e);
bool preference_get(struct session *s, int64_t student_id, struct rowset *out, struct err *e);
/* All choices of one student at once. Refused at the field: the same mentor twice, a gap, a mentor
 * who has left, a student who is not enrolled; a rev that is not the stored one is a CONFLICT. */
bool preference_save(struct session *s, const struct preference *p, struct err *e);
/* As if the student had not answered. */
bool preference_remove(struct session *s, int64_t student_id, int64_t rev, struct err *e);

/*
 * A slip of paper as it is keyed: "20260101 t07 w3 zxl": a student's number (or what people_find
 * takes), then up to five mentors by staff number, name, pinyin or initials; "-" after the student:
 * anybody. Fills *p, whose texts are in the arena. Refused with the word that nobody has, or that
 * several have and their names.
 */
bool preference_read_slip(struct session *s, const char *line, struct preference *p,
			  struct arena *arena, struct err *e);

struct mentor_preference {
	int64_t id, rev;
	int64_t mentor_id, student_id;
	int64_t place; /* 1: would like this one most; 0: not this student */
	/* from queries only */
	const char *student_no, *student, *class_name, *mentor;
	int64_t rank; /* what the student chose this mentor as; 0: did not */
};
extern const struct field mentor_preference_fields[];

/* One mentor's, those who named the mentor and are not in its order yet at the end (id 0). 0: all
 * mentors', without these. */
bool mentor_preference_list(struct session *s, int64_t mentor_id, struct rowset *out,
			    struct err *e);
bool mentor_preference_save(struct session *s, struct mentor_preference *p, struct err *e);
bool mentor_preference_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
