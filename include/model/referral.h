/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Referrals: a student who needs professional support is handed to a department of the school in
 * time (clause 五(三)2). One stays open, and on the checklist, until it is closed with an outcome;
 * it is never deleted.
 */
#ifndef MODEL_REFERRAL_H
#define MODEL_REFERRAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct referral {
	int64_t id, rev;
	int64_t student_id, department_id;
	const char *date, *due; /* due is the last day to look after it */
	int64_t mentor_id;      /* who referred */
	int64_t contact_id;     /* the talk it came from; 0: none */
	const char *sensitive;  /* sensitive_kinds (model/contact.h); NULL: as all others */
	const char *notes;
	const char *closed_on, *outcome; /* both or neither */
	/* from queries only */
	const char *state; /* referral_states, as of today */
	const char *student, *student_no, *class_name, *department, *mentor;
	const char *contact_date;
};

extern const struct field referral_fields[];
/* "open", "soon", "overdue" as for obligations, and "closed". */
extern const struct choice referral_states[];

enum referral_which {
	REFERRAL_OPEN,
	REFERRAL_OVERDUE,
	REFERRAL_OF_YEAR, /* at some time in this school year it was open */
};
struct referral_filter {
	enum referral_which which;
	int64_t mentor_id; /* whose students, as lead mentor of today; 0: all */
};

/* Open ones first, those due soonest at the top; then closed ones, the latest first. */
bool referral_list(struct session *s, const struct referral_filter *f, struct rowset *out,
		   struct err *e);
/* One student's, of all years. */
bool referral_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			      struct err *e);
bool referral_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* As it was read: sensitive, and its notes are not for this session. */
bool referral_is_masked(const struct referral *r);
/* False, with a sentence, for one that is: it can be neither opened nor changed. */
bool referral_may_open(const struct referral *r, struct err *e);

/*
 * What a new one begins with: today, its due day by the rules, the mentor who is logged in or else
 * the student's. Without a student (0), that of the contact where it is with one alone. The text
 * belongs to the arena.
 */
bool referral_preset(struct session *s, int64_t student_id, int64_t contact_id, struct arena *arena,
		     struct referral *out, struct err *e);

/*
 * Adds (id 0) or changes. Refused at the field concerned: no student, department or mentor; a
 * department that is no longer offered; a day in the future, outside this school year, or on which
 * the student was not enrolled; a due day before it; a closing in the future or before it; a
 * closing without its outcome or an outcome without its closing; a contact with others; a sensitive
 * one with neither notes nor outcome, and one that is masked. What stood so before may stay. What
 * was closed in a school year that is closed by now is changed no more. An empty due day is stored
 * as the rules say. A rev that is not the stored one is a CONFLICT.
 */
bool referral_save(struct session *s, struct referral *r, struct err *e);

#endif
