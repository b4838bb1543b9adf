/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_MATCH_PRIVATE_H
#define SCREEN_MATCH_PRIVATE_H

#include "app_private.h"
#include "model/matching.h"
#include "screen/match.h"

/* In a closed year nothing is proposed, moved, confirmed or taken back. */
bool match_may_change(struct session *s, struct err *e);

/* What stands ready for a run, counted today. */
struct match_ready {
	size_t students, without;          /* enrolled; of them without a mentor */
	size_t mentors, places;            /* on duty; the places they have left */
	size_t answered, anybody, missing; /* choices: named somebody, anybody would do, none yet */
	size_t conditions;
};
bool match_ready(struct session *s, struct match_ready *out, struct err *e);
/* Where choices and conditions are entered. */
bool match_open_choices(struct view *v, struct err *e);
bool match_open_conditions(struct view *v, struct err *e);

/* Which pairs of a run the review shows. */
enum match_which {
	MATCH_ALL,
	MATCH_WITHOUT,
	MATCH_FILLED,
	MATCH_BY_HAND,
	MATCH_OTHERS, /* led by another than before */
	MATCH_CLASS,
	MATCH_MENTOR
};
struct match_shown {
	enum match_which which;
	int64_t mentor_id;
	char what[400]; /* the class or the mentor */
};
bool match_is_shown(const struct match_pair *p, const struct match_shown *shown);
/* False where nothing was chosen. */
bool match_filter_ask(struct list *pairs, int64_t run, struct match_shown *shown, struct err *e);

struct match_review {
	struct list list;
	int64_t run_id;
	struct match_run run;  /* its texts are in the rows' arena */
	size_t warnings, past; /* mentors past their capacity */
	struct match_shown shown;
};
/* One mentor's students alone. */
bool match_review_of(struct ui *ui, int64_t run, int64_t mentor_id, const char *name,
		     struct err *e);
/* All rows, or those of one kind. */
void match_review_show(struct match_review *r, enum match_which which);
/* The cursor to that student's row; false where there is none. */
bool match_review_go(struct match_review *r, int64_t student_id);

/* Why the student of the row has this mentor. */
bool match_why_open(struct match_review *r, struct err *e);
/* Lets them pick a mentor for the row's student, and shows what that does before it is done. */
bool match_move_ask(struct match_review *r, struct err *e);
/* A mentor of the run, as it stands; false where none is picked. */
bool match_pick_mentor(struct ui *ui, int64_t run, int64_t student_id, const char *question,
		       int64_t *mentor, struct buf *name, struct err *e);

bool match_load_open(struct ui *ui, int64_t run, struct err *e);
bool match_warning_open(struct match_review *review, struct err *e);

bool match_confirm_open(struct ui *ui, int64_t run, struct err *e);
bool match_withdraw_ask(struct view *v, int64_t run, struct err *e);
bool match_prove(struct view *v, int64_t run, struct err *e);

/* One run by its id; its texts are copied to the arena. */
bool match_run_read(struct session *s, int64_t id, struct arena *arena, struct match_run *out,
		    struct err *e);
bool match_count_warnings(struct session *s, int64_t run, size_t *count, struct err *e);
size_t match_past(const struct rowset *loads);
/* "choice 1 412(69%)  choice 2 88 …", with the marks of the bar; and in a sentence. */
void match_tell_counts(const struct match_run *r, bool percents, struct buf *out);
void match_tell_shortly(const struct match_run *r, struct buf *out);

/* What is done with a run, where several are listed and where one is looked at. */
#define MATCH_RUN_ACTIONS(confirm_it, withdraw_it, prove_it)                                       \
	{ .name = "match.confirm",                                                                 \
	  .keys = "5",                                                                             \
	  .bar = N_("Confirm"),                                                                    \
	  .need = MAY_ASSIGN,                                                                      \
	  .run = (confirm_it),                                                                     \
	  .help = N_("Assign all as proposed; it says first what that changes") },                 \
		{ .name = "match.withdraw",                                                        \
		  .keys = "F8",                                                                    \
		  .bar = N_("Withdraw"),                                                           \
		  .need = MAY_ASSIGN,                                                              \
		  .run = (withdraw_it),                                                            \
		  .help = N_("Set the proposal aside; take back what was confirmed") },            \
	{                                                                                          \
		.name = "match.again", .keys = "7", .need = MAY_ASSIGN, .run = (prove_it),         \
		.help = N_("Work the same out again, from what was kept of it, and compare")       \
	}

#endif
