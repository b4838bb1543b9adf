/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the file says of all whom a matching may concern (matching_facts.c), and whom a student may
 * have by that (matching_fit.c). */
#ifndef MATCHING_FACTS_H
#define MATCHING_FACTS_H

#include "base/mem.h"
#include "model/match.h"
#include "model/matching.h"

/* `count` things of `size` are there: room for one more. */
void *match_grow(void *things, size_t count, size_t size);
#define MATCH_MORE(list, count) ((list) = match_grow((list), (count), sizeof *(list)))

/* In things that begin with an id, and are by it; SIZE_MAX: none. */
size_t match_by_id(const void *first, size_t count, size_t size, int64_t id);

/* Why a student cannot have a mentor, or what it breaks that they have each other. */
enum match_bar {
	BAR_NONE,
	BAR_GONE, /* left, in training, or the one who is leaving */
	BAR_VETO, /* the mentor would not have the student */
	BAR_CAMPUS,
	BAR_GRADE,
	BAR_GROUP,
	BAR_CLASS,     /* a class teacher's own class */
	BAR_FORBIDDEN, /* the pair */
	BAR_APART,     /* from another student, who has this mentor */
	BAR_FIXED,     /* with another mentor */
	BAR_KEEP,
	BAR_TOGETHER, /* with another student, who has another mentor */
	BARS
};

struct fact_tag {
	int kind, name; /* BAR_CAMPUS, BAR_GRADE, BAR_GROUP; which of the names */
};
struct fact_tags {
	struct fact_tag *tag;
	size_t count;
};

struct fact_teacher {
	int64_t id;
	int most, held; /* at most; students who are not in the run */
	int least;
	int64_t class_id; /* of a class teacher; 0 */
	struct fact_tags tags;
};

struct fact_choice {
	int64_t student_id, mentor_id;
	int rank; /* from 0 */
};

/* What is asked of one student alone. From BAR_FIXED on it is this mentor, before it is not. */
struct fact_special {
	size_t student;
	int64_t mentor_id;
	enum match_bar bar;
	int weight; /* 0: it must hold */
};

struct fact_pupil {
	int64_t id, class_id, before; /* who leads the student, or will next; 0 */
	int grade, waited;
	bool in;            /* the run is about this student */
	bool by_hand;       /* and a person has chosen `by_hand_id` */
	int64_t by_hand_id; /* 0: nobody */
	bool own_campus;    /* which counts in the place of the class's */
	struct fact_tags tags;
	size_t choice, choices;   /* of facts.choice */
	size_t special, specials; /* of facts.special */
};

struct fact_liking {
	int64_t student_id, mentor_id;
	int place; /* 0: a veto */
};

struct facts {
	struct arena arena;
	bool both;
	int64_t leaving;
	size_t teachers, pupils; /* both by id */
	struct fact_teacher *teacher;
	struct fact_pupil *pupil;
	size_t choices, likings, specials;
	struct fact_choice *choice; /* by student and rank */
	struct fact_liking *liking; /* by student and mentor */
	struct fact_special *special;
	size_t bonds;
	struct match_bond *bond; /* of pupils */
	size_t knots;
	struct match_bond
		*knot; /* of pupils whose mentors are both known: they hold, or are told */
	/* of the school: whether it is asked, and how strongly */
	bool asked[BARS];
	int weight[BARS];
};

/* What the file says today. `one`: the run is about this student alone; 0: about whom `asked` says.
 * The caller releases it, also after a failure. */
bool match_facts_load(struct session *s, const struct match_asked *asked, int64_t one,
		      struct facts *out, struct err *e);
void match_facts_release(struct facts *f);
/* SIZE_MAX: none. */
size_t match_teacher_of(const struct facts *f, int64_t mentor_id);
size_t match_pupil_of(const struct facts *f, int64_t student_id);

/* How a pair fits: the first thing that forbids it, and the weights of what it breaks. */
struct match_fit {
	enum match_bar bar;
	int penalty;
	unsigned broken; /* bits 1 << BAR_…, of soft ones */
};
struct match_fit match_fit_of(const struct facts *f, size_t pupil, size_t teacher);
/* The same by campus, grade, group and class alone: what pupils of a kind have in common. */
struct match_fit match_fit_kind(const struct facts *f, const struct fact_pupil *p,
				const struct fact_teacher *t);
/* The one mentor whom the student has to have; 0: it is open. */
int64_t match_only(const struct facts *f, size_t pupil, enum match_bar *bar);
/* Turns conditions on pairs of students into bonds, or where one of them is not in the run into
 * what is asked of the other. Called once. */
bool match_facts_bind(struct session *s, struct facts *f, struct err *e);

#endif
