/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts a checklist is made from. */
#ifndef MODEL_CHECKLIST_PRIVATE_H
#define MODEL_CHECKLIST_PRIVATE_H

#include "model/checklist.h"

/* What is asked of everybody: visits first, then the talks in the order of their windows, then
 * those of a quota, then feedback. */
bool occasions_load(struct session *s, struct checklist *list, struct err *e);

/* What concerns single students: exemptions, referrals, plans, and changes of the year before. */
struct special {
	int64_t student_id, id;
	char what; /* c(hange), r(eferral), p(lan), x: an exemption */
	char of;   /* of an exemption: from what, see struct exempt; of a plan: its kind */
	int64_t key_date_id; /* of a plan; 0: none in particular */
	iso_date from, to;   /* of a change, of a plan: `from` alone */
	iso_date closed;     /* of a referral; "" while it is open */
	const char *label;   /* of a referral: the department */
};
struct specials {
	struct special *rows; /* by student, in the order they were recorded */
	size_t count, room;
	struct arena arena;
};

bool specials_load(struct session *s, enum owed_by by, int64_t id, struct specials *out,
		   struct err *e);
/* What they make of the student: exemptions, events and plans to the facts, occasions to what is
 * the student's own, in the arena. */
void specials_apply(const struct specials *set, struct owed *student, const struct rules *rules,
		    struct facts *f, struct arena *arena);
void specials_release(struct specials *set);

/* Overdue first, then due soon and open, each by its last day; then what is done. */
int own_by_urgency(const void *a, const void *b);

/* A new one at their end. */
struct event *facts_event(struct facts *f);

/* checklist_each, with the occasions kept in the list. */
bool checklist_walk(struct session *s, struct checklist *list, enum owed_by by, int64_t id,
		    checklist_visitor *visit, void *arg, struct err *e);

#endif
