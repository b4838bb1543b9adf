/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the form that records a contact. */
#ifndef SCREEN_CONTACT_PRIVATE_H
#define SCREEN_CONTACT_PRIVATE_H

#include "model/contact.h"
#include "model/feedback.h"
#include "screen/contact.h"
#include "ui/form.h"

struct app;

enum { CONTACT_FIELDS = 16 };

/* The students that Ctrl-N and Ctrl-X go through, and what was recorded on the way. */
struct contact_run {
	bool of_leader; /* the students of the student's mentor, not of a list */
	size_t count;
	struct contact_stop {
		int64_t student, contact; /* 0: nothing yet */
	} at[];
};

struct contact_form {
	struct form form;
	struct contact_run *run; /* NULL: not known yet */
	bool date_carried, mode_carried, place_carried;
	bool occasion_chosen;                  /* by the cell it was opened from, or by hand */
	const char *change;                    /* the day of the change that it follows, or NULL */
	bool marked;                           /* its students were marked in the list below */
	bool refer;                            /* a referral that comes from it follows */
	const char *shown[CONTACT_FIELDS + 1]; /* names of fields */
	/* of a feedback: how its mentor gets on, and whose that is */
	struct feedback_progress progress;
	int64_t leader;
	const char *leader_name;
	bool repeats; /* another letter, and is to be saved all the same */
};

struct contact *contact_of(const struct form *f);
/* The only student of the record; 0 for none and for several. */
int64_t contact_student(const struct contact *c);
/* A stored one, or with id 0 a new one, that is not on the screen yet; NULL on failure. */
struct form *contact_form_on(struct ui *ui, int64_t id, struct err *e);
/* Puts it there, with what goes with its kind and students; freed where that cannot be known. */
bool contact_form_open(struct form *f, struct err *e);

/* ----- contact_carry.c: what a new one begins with that was said before */

/* Before it is opened, and after: what was carried over is shown so. */
bool contact_carry(struct form *f, const struct contact_start *start, struct err *e);
void contact_show_carried(struct form *f);
/* The key date that the day and the students leave no doubt about; as long as nobody chose one. */
bool contact_suggest_occasion(struct form *f, struct err *e);
/* For the next one of its kind. */
/* The next one begins with today again: something was undone, or another kind was recorded. */
void contact_forget_days(struct app *app);
void contact_remember(const struct form *f);
/* form_class.last */
bool contact_copy_last(struct form *f, const struct field *field, struct buf *out, struct err *e);

/* ----- contact_next.c: the same for the next student */

void contact_order(struct contact_form *cf, const struct contact_start *start);
/* Whose students are gone through where no list says it: of the student's mentor. */
bool contact_find_leader(struct form *f, struct err *e);
/* Ctrl-N and Ctrl-X */
bool contact_next(struct view *v, struct err *e);
bool contact_previous(struct view *v, struct err *e);

/* ----- contact_names.c: what its ids point to */

bool contact_name_student(struct form *f, int64_t id, struct err *e);
/* All anew, for the ids that are left. */
bool contact_name_students(struct form *f, struct err *e);
/* Which guardian, and whether one is asked for: before it is opened, and for other students. */
bool contact_know_guardians(struct form *f, struct err *e);
bool contact_pick(struct form *f, const struct field *field, const char *typed);
void contact_show_ref(const struct form *f, const struct field *field, struct buf *out);

/* form_class.together and .anew */
extern const char *const contact_together[];
void contact_anew(struct form *f);

/* ----- feedback_form.c: what a feedback has beside (clause 五(三)3) */

bool feedback_beside(struct form *f, struct beside *out, struct err *e);
/* Counts anew, for the student who stands there. */
bool feedback_count(struct form *f, struct err *e);
/* "Feedback 7/15 written …", or nothing where there is no mentor. */
void feedback_tell(const struct form *f, struct buf *out);
/* A delivery that is not dated yet is dated today, for one to confirm. */
void feedback_deliver(struct form *f, const struct contact_start *start);
/* A day of delivery brings its way with it, a way its day. */
void feedback_changed(struct form *f, const struct field *field);
/* Refuses a second one of the year, which would be written in vain. */
bool feedback_is_first(struct form *f, struct err *e);
/* Warns where it repeats another student's. False without an error: they go on editing. */
bool feedback_is_own(struct form *f, struct err *e);
/* The ways are what the next one begins with. */
void feedback_remember(const struct form *f);

#endif
