/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contacts: what a mentor did for one student or several (clauses 五(二), 五(三)). The least record
 * is kind, students and date; text may stay empty, and no figure is kept on how long it is.
 */
#ifndef MODEL_CONTACT_H
#define MODEL_CONTACT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct contact {
	int64_t id, rev;
	const char *kind;        /* contact_kinds */
	const char *student_ids; /* row ids, separated by blanks */
	const char *date;
	int64_t mentor_id;
	int64_t key_date_id; /* the key date it was held for; 0: whichever its day falls into */
	int64_t guardian_id; /* with whom it was, of the student's guardians; 0: not known */
	const char *mode, *place;
	const char *reason; /* of a visit elsewhere than at home */
	const char *topics; /* codes of contact_topics */
	const char *summary;
	const char *sensitive;                         /* sensitive_kinds; NULL: as all others */
	const char *bright_spots, *advice;             /* feedback */
	const char *to_student, *to_guardians;         /* feedback: the dates of delivery, or "" */
	const char *to_student_way, *to_guardians_way; /* contact_ways; only with its date */
	/* from queries only */
	const char *students, *mentor, *key_date; /* names */
	const char *guardian;                     /* name and relation */
	const char *text; /* what a list shows: the summary, or the bright spots of a feedback */
	const char *created_at;
	int64_t no; /* the id, for whoever names a record by it */
	int64_t withdrawn;
};

extern const struct field contact_fields[];
extern const struct choice contact_kinds[], contact_modes[], contact_topics[], contact_ways[];
/* Why a note is for the lead mentor and the office alone; of referrals too. */
extern const struct choice sensitive_kinds[];

/* The fields that a form for this kind asks for, in order; ended by NULL. */
const char *const *contact_form_fields(const char *kind);

struct contact_filter {
	const char *kind;      /* NULL: all */
	int64_t mentor_id;     /* 0: all */
	const char *from, *to; /* ISO; NULL: the school year's ends */
};
enum { CONTACT_MOST = 5000 }; /* a list shows the newest so many */

/* The newest first; withdrawn ones are left out. */
bool contact_list(struct session *s, const struct contact_filter *f, struct rowset *out,
		  struct err *e);
/* The next of them after one that was read, NULL: the first, and no end of them but 0 rows. Each
 * call reads for itself, so that nobody waits for whoever takes all of them. */
bool contact_list_after(struct session *s, const struct contact_filter *f,
			const struct contact *after, struct rowset *out, struct err *e);
bool contact_count(struct session *s, const struct contact_filter *f, size_t *count, struct err *e);
/* One student's, of all years, the newest first. */
bool contact_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			     struct err *e);
bool contact_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* A text as lists show it: with a word where it is sensitive, and what stands for it where it is
 * masked. */
void sensitive_show(const char *sensitive, bool masked, const char *text, struct buf *out);
/* As it was read: sensitive, and its note is not for this session. */
bool contact_is_masked(const struct contact *c);
/* False, with a sentence, for one that is: it can be neither opened nor changed. */
bool contact_may_open(const struct contact *c, struct err *e);
/* The student's feedback of this school year; 0 when there is none yet. */
bool contact_find_feedback(struct session *s, int64_t student_id, int64_t *id, struct err *e);

/* The last one that its mentor recorded of its kind in this school year, with a student whom they
 * lead or led; not itself. 0 when there is none. */
bool contact_last(struct session *s, const struct contact *like, int64_t *id, struct err *e);

/*
 * Adds (id 0) or changes. Refused at the field concerned: no student, a date in the future or
 * outside the school years of the file, a student who was not enrolled on that day, feedback for
 * more than one student, a delivery in the future or on no day, a visit not at home without its
 * reason, another student's guardian, a sensitive one with no text; whatever is of a closed year
 * or is masked. A rev that is not the stored
 * one is a CONFLICT. What was planned for its students follows (model/plan.h).
 */
bool contact_save(struct session *s, struct contact *c, struct err *e);
/* The part of it that is about what stands in the record alone. */
bool contact_check_texts(const struct contact *c, struct err *e);
/* What contact_save would refuse of its fields, before anybody is asked anything; and the school
 * year of its day. */
bool contact_check(struct session *s, const struct contact *c, struct school_year *year,
		   struct err *e);
/* Taken back: it stays in the file, counts for nothing and is shown nowhere. */
bool contact_withdraw(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
