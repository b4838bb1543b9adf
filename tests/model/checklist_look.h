/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking at random schools: the model's list of a day beside the oracle's. Whoever reads a
 * difference gets the seed, the day and all that is known of the student, and can decide by hand
 * who is right.
 */
#ifndef MODEL_CHECKLIST_LOOK_H
#define MODEL_CHECKLIST_LOOK_H

#include "checklist_oracle.h"
#include "model/checklist.h"

/* What is being looked at. */
struct look {
	struct random_school *school;
	struct session session;
	struct err e;
	int today;
	const char *list;  /* "of mentor 31" */
	int64_t student;   /* 0: none in particular */
	const char *thing; /* an occasion, a column */
	int64_t cases;     /* so many were tried */
};

/* Ends the test with what is different. */
void differ(const struct look *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void works(struct look *l, const char *thing, bool ok);
void same_int(struct look *l, const char *thing, int64_t got, int64_t want);
void same_text(struct look *l, const char *thing, const char *got, const char *want);

/* As enum verdict and enum asked have them. */
struct verdict_words {
	enum obligation_state state;
	const char *code;
};
struct asked_words {
	enum occasion_kind kind;
	const char *todo, *contact;
	enum fact_kind fact;
};
extern const struct verdict_words verdicts[VERDICTS];
extern const struct asked_words asked[ASKED_KINDS];

void same_occasions(struct look *l, const struct checklist *got, const struct oracle_list *want);
void same_cell(struct look *l, const struct oracle_occasion *o, const struct obligation *got,
	       const struct oracle_cell *want);
void same_student(struct look *l, const struct owed *got, const struct oracle_student *want,
		  const struct oracle_list *list);
void same_list(struct look *l, const struct checklist *got, const struct oracle_list *want);

const char *of_whom(enum owed_by by, int64_t id);
void ask_oracle(struct look *l, enum owed_by by, int64_t id, struct oracle_list *want);
void load(struct look *l, enum owed_by by, int64_t id, struct checklist *list);
void expect_list(struct look *l, enum owed_by by, int64_t id);

void open_on(struct look *l, int today);
/* Calls for a number of schools, on some days of each. In a transaction that is never committed, so
 * that no call waits for the disk; what one writes it takes back by a door inside. */
int64_t for_schools(uint32_t seed, int count, void (*call)(struct look *l));

bool outstanding(enum verdict v);

#endif
