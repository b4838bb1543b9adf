/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Matching the students of a school year with mentors (clause 五(一)): what is on file becomes a
 * match_problem, its result a proposal, which nobody is assigned by until it is confirmed. How the
 * pairs are found stands in match.h.
 *
 * Whoever may have one mentor alone (fixed, kept, together with somebody whose mentor is known) has
 * that place before anybody chooses; where mentors have no place for all of them, lots decide.
 *
 * Everybody enrolled today whom it is about has a pair in it, with or without a mentor. What went
 * in is kept as JSON, so that match_again works out the same and a question asked years later has
 * its answer. Row ids and numbers alone stand in it:
 *   mentors   [id, at most, students who are not in the run, at least as many of the run]
 *   students  [id, who led before, years waited, pool or -1, why there is one mentor alone or 0,
 *             [[mentor, rank from 0 or 5, penalty, place in the mentor's order]],
 *             [[a choice that cannot be, rank, why]]]
 *   pools     [-1, [[mentor, penalty]]], or [another pool, [those of it that are not in this one]]
 *   bonds     [student, student, 1 apart or 0 together, weight]
 *   by_hand   [student, mentor, who led before, rank]
 *
 * Runs that were confirmed are kept for ever; of the others those are that were made last,
 * MATCH_PROPOSALS_KEPT of them. Only the office sees any of it.
 */
#ifndef MODEL_MATCHING_H
#define MODEL_MATCHING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

enum { MATCH_PROPOSALS_KEPT = 20 };

/* What is asked of a run. */
struct match_asked {
	const char *method; /* match_methods: "students" alone choose, or "both" sides */
	const char *aim;    /* match_aims: "most_first", "fewest_last" */
	const char
		*who; /* match_whos: "all"; "without" a mentor; students of the mentor "leaving" */
	int64_t leaving; /* that mentor; else 0 */
	int64_t seed;    /* 1 and more; 0: drawn */
	int64_t waited;  /* 1: who missed the first choice last year comes first among equals */
	int64_t keep;    /* 1: what was moved by hand in the last proposal of this year stays */
	const char *note;
};
extern const struct field match_asked_fields[];
extern const struct choice match_methods[], match_aims[], match_whos[];

struct match_run {
	int64_t id, rev;
	const char *made_at, *login, *method, *aim, *who, *state, *starts, *note;
	int64_t seed, leaving_id, school_year_id;
	/* from queries only */
	int64_t students, placed, first, second, third, later, unasked, by_hand;
	const char *leaving;
};
extern const struct field match_run_fields[];
extern const struct choice match_states[];

/* Solves and keeps the proposal. With nobody left to match, or no mentor at all: a sentence. */
bool match_propose(struct session *s, const struct match_asked *asked, int64_t *run, struct err *e);
/* The newest first. */
bool match_run_list(struct session *s, struct rowset *out, struct err *e);
/* 0: the newest of this year. */
bool match_run_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* Works the same input out again: *same where every pair comes out as it did. */
bool match_again(struct session *s, int64_t run, bool *same, struct err *e);

struct match_pair {
	int64_t id, rev;
	int64_t run_id, student_id, mentor_id, solved_id, before_id;
	int64_t rank; /* 1 to 5; 0: not named, or no mentor */
	int64_t lot, by_hand;
	/* from queries only */
	const char *student_no, *student, *class_name;
	const char *mentor, *before; /* with the staff number where two have the name */
	const char *staff_no;
	const char *result; /* match_results: "choice1" … "choice5", "filled", "kept", "none" */
	const char *search;
};
extern const struct field match_pair_fields[];
extern const struct choice match_results[];
bool match_pair_list(struct session *s, int64_t run, struct rowset *out, struct err *e);

/* A mentor's load in a run. */
struct match_load {
	int64_t id, rev; /* the mentor's */
	const char *staff_no, *mentor;
	int64_t load, capacity, least; /* load: with students who are in no pair of the run */
	int64_t named, first;          /* by how many students at all, and first */
	int64_t choice1, choice2, choice3, later, filled;
};
extern const struct field match_load_fields[];
bool match_load_list(struct session *s, int64_t run, struct rowset *out, struct err *e);

/* What a person ought to look at before confirming: who has no place and the exact shortage (Hall:
 * which students may only have which mentors), loads past the capacity or below what is asked,
 * conditions that are broken, who changed meanwhile (left the school, a mentor gone). */
struct match_warning {
	int64_t id, rev;
	int64_t student_id, mentor_id; /* 0: none */
	const char *kind, *text;
};
extern const struct field match_warning_fields[];
bool match_warnings(struct session *s, int64_t run, struct rowset *out, struct err *e);

/* Why this student has this mentor: choice by choice, one sentence a line ("choice 1 full: its last
 * place went to …, who had chosen it first and drew 812 of 3000"). */
bool match_why(struct session *s, int64_t run, int64_t student_id, struct buf *out, struct err *e);

/* What moving would do, without doing it: loads before and after, capacity, conditions broken, the
 * rank that the student then has. One sentence a line. */
bool match_effects(struct session *s, int64_t run, int64_t student_id, int64_t mentor_id,
		   struct buf *out, struct err *e);
/* Moves a pair by hand (mentor 0: nobody). A rev that is not the stored one is a CONFLICT. */
bool match_move(struct session *s, int64_t pair, int64_t rev, int64_t mentor_id, struct err *e);

struct match_confirmed {
	size_t assigned, unchanged, without;
};
/*
 * Assigns all of it in one transaction from `starts` (ISO; NULL: as assignment_make has it), which
 * can be taken back as one. ERR_NEED_REASON past a mentor's capacity. Who was given another mentor
 * since the run was made is a CONFLICT that names them, and nothing is assigned. Pairs without a
 * mentor change nothing.
 */
bool match_confirm(struct session *s, int64_t run, int64_t rev, const char *starts,
		   const char *reason, struct match_confirmed *out, struct err *e);
/* A proposal is set aside; one that was confirmed is taken back as far as everything is as it left
 * it: those pairs end and what was before goes on. *kept: pairs that changed since and stay. */
bool match_withdraw(struct session *s, int64_t run, int64_t rev, size_t *kept, struct err *e);

/* For one student, such as a new one: mentors with a place left, the best first: by the student's
 * choices, conditions and the lightest load. */
struct match_offer {
	int64_t id, rev; /* the mentor's */
	const char *staff_no, *mentor;
	int64_t rank, load, capacity, penalty;
	const char *why;
};
extern const struct field match_offer_fields[];
bool match_offers(struct session *s, int64_t student_id, struct rowset *out, struct err *e);

#endif
