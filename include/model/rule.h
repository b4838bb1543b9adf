/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a school asks for in a year: one row of table rule each, so that another school's or
 * district's quotas need no code. Clauses are of 沪教委德〔2023〕25号.
 */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"
#include "base/mem.h"
#include "base/rowset.h"
#include "db/db.h"
#include "model/school.h"

struct session;

/* Texts belong to the arena they were loaded with. */
struct rules {
	int64_t id;             /* the school year's */
	int64_t rev;            /* counts the edits of all the rows, and of the year's own */
	int64_t visits;         /* home visits per student and … : 1 (五(三)1) */
	const char *visits_per; /* "year", "term" */
	const char *visit_due;  /* ISO: the school year's last day */
	int64_t talks; /* talks per student and …, key dates aside: 0 (五(三)2: 经常) */
	const char *talks_per;      /* "term", "year" */
	const char *feedback_opens; /* ISO: 1 June: "at the end of the school year" (五(三)3) */
	const char *feedback_due;   /* ISO: 30 June */
	int64_t change_days;        /* for the talk after a major change: 7 (五(三)2) */
	int64_t referral_days;      /* until a referral is looked after, unless said: 14 */
	int64_t due_soon;           /* days: an obligation nearer than this shows as due soon: 14 */
	int64_t mentor_capacity;    /* students per mentor "as a rule": 15 (五(一)) */
	int64_t vocational_years;   /* of a vocational school: 3 */
	int64_t training_credits;   /* tenths, asked of a mentor in a year: 0, none (五(四)) */
	int64_t former_days;        /* that a mentor reads of former students: 0 */
	const char *second_term;    /* ISO, its first day: no rule, but the year's own */
};

extern const struct field rule_fields[];

/* What a year begins with. */
void rules_preset(const struct school_year *year, struct rules *out, struct arena *arena);
/* What the rows say; a row that is missing or cannot be is as preset. */
bool rules_load(struct db *db, const struct school_year *year, struct rules *out,
		struct arena *arena, struct err *e);
/* Writes all of them as rows of the year. Inside the door. */
bool rules_store(struct db *db, int64_t year, const struct rules *rules, struct err *e);

/* Those of one year, into a set of one row; NOT_FOUND where the file has no such year. */
bool rules_get(struct session *s, int64_t year, struct rowset *out, struct err *e);
/*
 * Stores the rules of the year rules->id, with its second term, and reads the session's again (so
 * the texts must not be the session's own). Refused at the field concerned: what cannot be, a day
 * outside the year, feedback that is due before it opens; and a closed year. A rev that is not the
 * stored one is a CONFLICT.
 */
bool rules_save(struct session *s, struct rules *rules, struct err *e);
/* Another year's become those of `to`, with their days shifted, as if nobody had edited them.
 * Inside the door. */
bool rules_copy(struct session *s, const struct school_year *from, const struct school_year *to,
		struct err *e);

#endif
