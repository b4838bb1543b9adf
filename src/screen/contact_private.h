/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the form that records a contact. */
#ifndef SCREEN_CONTACT_PRIVATE_H
#define SCREEN_CONTACT_PRIVATE_H

#include "model/contact.h"
#include "model/feedback.h"
#include "screen/contact.h"
#include "ui/form.h"

enum { CONTACT_FIELDS = 16 };

struct contact_form {
	struct form form;
	bool marked;                           /* its students were marked in the list below */
	bool refer;                            /* a referral that comes from it follows */
	const char *shown[CONTACT_FIELDS + 1]; /* names of fields */
	/* of a feedback: how its mentor gets on, and whose that is */
	struct feedback_progress progress;
	int64_t leader;
	const char *leader_name;
};

struct contact *contact_of(const struct form *f);
/* The only student of the record; 0 for none and for several. */
int64_t contact_student(const struct contact *c);

/* ----- contact_names.c: what its ids point to */

bool contact_name_student(struct form *f, int64_t id, struct err *e);
bool contact_name_mentor(struct form *f, int64_t id, struct err *e);
bool contact_name_key_date(struct form *f, int64_t id, struct err *e);
/* All anew, for the ids that are left. */
bool contact_name_students(struct form *f, struct err *e);
/* Which guardian, and whether one is asked for: before it is opened, and for other students. */
bool contact_know_guardians(struct form *f, struct err *e);
bool contact_pick(struct form *f, const struct field *field, const char *typed);
void contact_show_ref(const struct form *f, const struct field *field, struct buf *out);

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
/* The ways are what the next one begins with. */
void feedback_remember(const struct form *f);

#endif
