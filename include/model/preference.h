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
#include "model/people.h"
#include "model/session.h"

enum { PREFERENCE_RANKS = 5, MENTOR_PREFERENCE_MOST = 999 };

/* One student's answer; `id` is the student's. Every save writes new rows, so `rev`, the last one's
 * id, tells one answer from every other; 0: none yet. */
struct preference {
	int64_t id, rev;
	union {
		struct {
			int64_t choice1, choice2, choice3, choice4, choice5; /* mentors; 0: none */
		};
		int64_t choice[PREFERENCE_RANKS];
	};
	const char *anybody;     /* "yes": answered, and named nobody */
	const char *answered_on; /* empty in a save: today */
	/* from queries only */
	const char *student_no, *student, *class_name;
	union {
		struct {
			const char *name1, *name2, *name3, *name4, *name5;
		};
		const char *name[PREFERENCE_RANKS];
	};
	const char *mentor; /* who leads the student now */
	const char *state;  /* preference_states: "answered", "anybody", "missing" */
	const char *search; /* base/find.h */
};
extern const struct field preference_fields[];
extern const struct choice preference_states[];

/* Everybody enrolled today whom the session sees, class by class; `missing`: those alone who have
 * not answered. */
bool preference_list(struct session *s, bool missing, struct rowset *out, struct err *e);
/* NOT_FOUND for who is not enrolled today. */
bool preference_get(struct session *s, int64_t student_id, struct rowset *out, struct err *e);
/*
 * All choices of one student at once; p->rev is the new one after it. Refused at the field: the
 * same mentor twice, a gap, nobody at all, both somebody and anybody, a mentor who has left (but
 * for one who was chosen before), a day to come. A rev that is not the stored one is a CONFLICT.
 * What is as it was is not written.
 */
bool preference_save(struct session *s, struct preference *p, struct err *e);
/* As if the student had not answered. */
bool preference_remove(struct session *s, int64_t student_id, int64_t rev, struct err *e);

/* Whom slips may name: read once for many of them. */
struct slip_people {
	struct people students, mentors;
};
bool slip_people_load(struct session *s, struct slip_people *known, struct err *e);
void slip_people_release(struct slip_people *known);
/*
 * A slip of paper as it is keyed: "20260101 t07 w3 zxl": a student's number (or what people_find
 * takes), then up to five mentors by staff number, name, pinyin or initials; "-" after the student:
 * anybody. Fills *p, whose texts are in the arena; its rev and state are those of the stored
 * answer. Refused with the word that nobody has, or that several have and their names.
 */
bool preference_read_slip(struct session *s, const struct slip_people *known, const char *line,
			  struct preference *p, struct arena *arena, struct err *e);
/* "20260101 张三: 1 王芳 2 李强" */
void preference_say(const struct preference *p, struct buf *out);

struct mentor_preference {
	int64_t id, rev; /* no row yet: the student's id, below 0 */
	int64_t mentor_id, student_id;
	int64_t place; /* 1: would like this one most; equal ones are liked equally; 0: not this
			* student, or no row yet */
	/* from queries only */
	const char *student_no, *student, *class_name, *mentor, *staff_no;
	int64_t rank;      /* what the student chose this mentor as; 0: did not */
	const char *state; /* mentor_preference_states: "ordered", "named", "veto" */
};
extern const struct field mentor_preference_fields[];
extern const struct choice mentor_preference_states[];

/* One mentor's: in order, then those who named the mentor and have no row, then those not wanted.
 * 0: all mentors', rows alone. The office's to read, and a mentor's own. */
bool mentor_preference_list(struct session *s, int64_t mentor_id, struct rowset *out,
			    struct err *e);
/* Adds (id not above 0) or changes the place alone; the others keep theirs. */
bool mentor_preference_save(struct session *s, struct mentor_preference *p, struct err *e);
/* The student at that place of the mentor's order, which is counted anew from 1. */
bool mentor_preference_move(struct session *s, int64_t mentor_id, int64_t student_id, int64_t place,
			    struct err *e);
/* Not this one. */
bool mentor_preference_veto(struct session *s, int64_t mentor_id, int64_t student_id,
			    struct err *e);
bool mentor_preference_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
