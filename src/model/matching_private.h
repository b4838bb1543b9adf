/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the matching share: what the file says (matching_facts.c), whom a student may
 * have (matching_fit.c), the input of a run (matching_gather.c), its JSON (matching_input.c), how
 * it is solved (matching_solve.c).
 */
#ifndef MATCHING_PRIVATE_H
#define MATCHING_PRIVATE_H

#include "base/mem.h"
#include "model/match.h"
#include "model/matching.h"

/* `count` things of `size` are there: room for one more. */
void *match_grow(void *things, size_t count, size_t size);
#define MATCH_MORE(list, count) ((list) = match_grow((list), (count), sizeof *(list)))

/* In things that begin with an id, and are by it; SIZE_MAX: none. */
size_t match_by_id(const void *first, size_t count, size_t size, int64_t id);

/* ------------------------------------------------------------------------- facts */

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

/* ------------------------------------------------------------------------- input */

struct input_mentor {
	int64_t id;
	int most, held, least; /* least: that are still to come */
};
struct input_student {
	int64_t id, before;
	int waited, pool;
	enum match_bar only; /* why there is one mentor alone */
};
/* Mentors for many: those of `base` without `minus`, or, base -1, those listed. */
struct input_pool {
	int base;
	size_t first, end; /* of member; of a base alone the penalties count */
};
/* A choice that could not be granted. */
struct input_refused {
	size_t student;
	int64_t mentor_id;
	int rank;
	enum match_bar bar;
};
/* Who was given a mentor by a person before, and so is not solved. */
struct input_hand {
	int64_t student_id, mentor_id, before;
	int rank; /* as match_pair has it */
};

/* The place in a mentor's order of whoever is not in it: behind all who are. */
enum { MATCH_UNLISTED = 1000 };

struct match_input {
	bool both;
	enum match_aim aim;
	uint64_t seed;
	int64_t leaving;
	size_t mentors, students, options, pools, members, bonds, refusals, hands;
	struct input_mentor *mentor;
	struct input_student *student;
	size_t *first; /* of each student's options, and one more */
	struct match_option *option;
	struct input_pool *pool;
	struct match_member *member;
	struct match_bond *bond;
	struct input_refused *refused; /* by student and rank */
	struct input_hand *hand;
};
void match_input_release(struct match_input *in);
void match_gather(const struct facts *f, const struct match_asked *asked, struct match_input *out);

/* As it is kept. Ids and numbers alone. */
void match_input_write(const struct match_input *in, struct buf *out);
/* False for what was not written by it. */
bool match_input_read(const char *json, struct match_input *out);
/* Of a stored run; NOT_FOUND. The caller releases it, also after a failure. */
bool match_input_load(struct session *s, int64_t run, struct match_input *out, struct err *e);

/* MATCH_NOBODY, SIZE_MAX: none. */
int match_input_mentor(const struct match_input *in, int64_t id);
size_t match_input_student(const struct match_input *in, int64_t id);
/* Whether the student could have the mentor at all. */
bool match_input_may(const struct match_input *in, size_t student, int mentor);

/* Solves it. `shortage` may be NULL; it is filled, and true returned, where somebody is left out.
 * The caller releases both. */
bool match_input_solve(const struct match_input *in, struct match_result *out,
		       struct match_shortage *shortage);

/* ------------------------------------------------------------------------- pairs */

/* The pair of a student in a run; its `result` is the run's state. NOT_FOUND. */
bool match_pair_of(struct session *s, int64_t run, int64_t student_id, struct rowset *out,
		   struct err *e);
/* What the student chose this mentor as when the run was made: 1 to 5; 0: not named. */
int64_t match_rank_of(const struct match_input *in, int64_t student_id, int64_t mentor_id);

/* ------------------------------------------------------------------------- looking */

/* A run beside what the file says by now. */
struct match_look {
	struct rowset run;
	const struct match_run *of;
	struct facts facts;
	int64_t *mentor; /* of each pupil in the run; 0: nobody; -1: is not in it */
};
/* The caller releases it, also after a failure. */
bool match_look_at(struct session *s, int64_t run, struct match_look *out, struct err *e);
void match_look_release(struct match_look *l);

/* ------------------------------------------------------------------------- words */

/* "nobody" for 0, "-" for a student who is not to be seen. */
const char *match_mentor_name(struct session *s, int64_t id, struct arena *arena);
const char *match_student_name(struct session *s, int64_t id, struct arena *arena);
/* "not of the same campus" … for the end of a sentence. */
const char *match_bar_words(enum match_bar bar);

#endif
