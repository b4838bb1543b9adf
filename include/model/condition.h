/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the matching of this school year has to keep to (clause 五(一): 结合学校实际). A condition
 * must hold (weight 0), or costs its weight with each pair that breaks it. Kept and read by the
 * office alone: why a mentor gets fewer, or two students are kept apart, is nobody else's business.
 */
#ifndef MODEL_CONDITION_H
#define MODEL_CONDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

/*
 * Kinds, and what each names:
 *   of the school:   keep (who leads a student goes on), campus, grade, group (mentor and student
 *                    have one in common, model/belonging.h; who belongs nowhere fits everywhere),
 *                    class_teacher (who has the class by the account gets students of that class
 *                    alone), siblings (number 1: together, 2: apart; condition_siblings),
 *                    least (number: students of each mentor, as far as there are students for it
 *                    and the capacity has room)
 *   of a mentor:     capacity (number: students at most; 0: none this year), least (number; instead
 *                    of the school's)
 *   of a student:    keep
 *   of both:         fixed, forbidden
 *   of two students: together, apart; student_id is the smaller of the two
 * capacity and least take no weight. The capacity of the year wins over mentor.capacity, whether it
 * is more or less; it is of the matching, and what assigning by hand asks about stays as it is.
 */
struct condition {
	int64_t id, rev;
	const char *kind;                        /* condition_kinds */
	int64_t weight;                          /* 0: it must hold; 1 to 1000 */
	int64_t student_id, other_id, mentor_id; /* 0: none */
	int64_t number; /* FIELD_UNKNOWN: none; looked at where the kind takes one */
	const char *note;
	/* from queries only */
	int64_t no; /* the id, for whoever names one by it */
	const char *student, *student_no, *class_name;
	const char *other, *other_no, *other_class;
	const char *mentor, *staff_no;
	const char *way;          /* of siblings: "together", "apart"; `number` is what counts */
	const char *says, *holds; /* "same campus"; "must", "wish 20" */
	const char *about;        /* whom it names: "李小明 九(3)"; "the school" */
};
extern const struct field condition_fields[];
extern const struct choice condition_kinds[];
enum { CONDITION_WEIGHT_MOST = 1000 };

/* What a kind takes, so that forms and subcommands ask for that alone. */
enum condition_part {
	CONDITION_STUDENT = 1 << 0,
	CONDITION_OTHER = 1 << 1,
	CONDITION_MENTOR = 1 << 2,
	CONDITION_NUMBER = 1 << 3,
	CONDITION_SOFT = 1 << 4, /* may have a weight */
};
/* Sets of parts: those it needs, and with these those it may have. Zeros for a kind unknown here.
 */
struct condition_takes {
	unsigned needed, may;
};
struct condition_takes condition_takes(const char *kind);

/* What it asks for, in words: "same campus", "at most 8 students". */
void condition_says(const struct condition *c, struct buf *out);

/* This year's: those of the school first, then by kind and whom they name. */
bool condition_list(struct session *s, struct rowset *out, struct err *e);
bool condition_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* Adds (id 0) or changes; refused at the field: what its kind does not take or needs, who is not
 * here any more, the same twice, a pair both fixed and forbidden, a student with two fixed mentors,
 * more at least than at most. */
bool condition_save(struct session *s, struct condition *c, struct err *e);
bool condition_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

struct condition_copied {
	size_t copied;
	size_t left; /* would be refused now: who has left, what contradicts this year's */
};
/* How many of last year's this year has not. */
bool condition_offered(struct session *s, int64_t *count, struct err *e);
/* Takes them over, all at once; what is here already is neither changed nor doubled. */
bool condition_copy(struct session *s, struct condition_copied *out, struct err *e);

/* Two students enrolled today who share a guardian's telephone number, whatever it is written with.
 * A number that more than six share is a school's or made up, and tells nothing. */
struct sibling {
	int64_t id, rev;
	int64_t student_id, other_id; /* in the order of classes */
	const char *student, *student_no, *class_name, *mentor;
	const char *other, *other_no, *other_class, *other_mentor;
};
extern const struct field sibling_fields[];
/* Each two once, by class and number in class. */
bool condition_siblings(struct session *s, struct rowset *out, struct err *e);

/* Who has a class by an account that is not locked, and is a mentor there. */
struct class_teacher {
	int64_t id, rev; /* the account's */
	int64_t mentor_id, class_id;
	const char *mentor, *staff_no, *class_name;
};
extern const struct field class_teacher_fields[];
bool condition_class_teachers(struct session *s, struct rowset *out, struct err *e);

#endif
