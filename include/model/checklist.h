/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checklist: what is still outstanding, computed and never stored.
 *
 * An OCCASION is something the school asks of a year: the n-th home visit, the talk at a key date,
 * the feedback to the student, the feedback to the guardians. An OBLIGATION is an occasion for one
 * student, owed by whoever leads that student today. Its state follows from the enrolments, the
 * assignments and the contacts:
 *
 *   not concerned   the key date is not for this student's grade
 *   met             a home visit of this year by the mentor then in charge or an earlier mentor of
 *                   this year (五(三)1); a talk inside the window, or one recorded for that key
 *                   date, late or not (五(三)2); the delivery of a feedback of this year (五(三)3)
 *   not applicable  not met, and at no day of the window was the student enrolled
 *   overdue         not met, and the last day is over
 *   due soon        not met, and the last day is at most rules.due_soon days away
 *   open            not met otherwise
 *
 * A talk recorded for one key date counts for no other. The first contact that meets an obligation
 * dates it; the n-th visit is met by the n-th that counts. A change of mentor leaves what is met as
 * it is, and gives what is open to the new mentor.
 */
#ifndef MODEL_CHECKLIST_H
#define MODEL_CHECKLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

enum occasion_kind { OCCASION_VISIT, OCCASION_TALK, OCCASION_TO_STUDENT, OCCASION_TO_GUARDIANS };

struct occasion {
	enum occasion_kind kind;
	int nth;                 /* visits: 1, 2, … */
	int64_t key_date_id;     /* talks */
	const char *label;       /* 家访, 期中 */
	int64_t term;            /* 1, 2; 0: of the year as a whole */
	const char *opens, *due; /* ISO, both days included */
	int64_t grades;
};

enum obligation_state {
	OBLIGATION_NONE, /* not concerned */
	OBLIGATION_MET,
	OBLIGATION_OPEN,
	OBLIGATION_SOON,
	OBLIGATION_OVERDUE,
	OBLIGATION_NOT_APPLICABLE,
	OBLIGATION_STATES
};

struct obligation {
	enum obligation_state state;
	iso_date day;       /* met: when; else the last day */
	int64_t contact_id; /* met: by which */
};

/* A student enrolled today, and what is owed. */
struct owed {
	int64_t student_id, mentor_id; /* mentor 0: nobody leads this student */
	const char *name, *student_no, *class_name;
	int64_t grade, class_number, seat;
	struct obligation *cell; /* one per occasion */
};

struct checklist {
	struct occasion *occasions;
	size_t occasion_count;
	struct owed *students; /* by class and number in class */
	size_t student_count;
	size_t count[OBLIGATION_STATES];
	struct arena arena;
};

enum owed_by { OWED_BY_MENTOR, OWED_BY_ANYONE, OWED_FOR_STUDENT };

/* `id` is the mentor's or the student's. The caller releases the list, also after a failure. */
bool checklist_load(struct session *s, enum owed_by by, int64_t id, struct checklist *out,
		    struct err *e);
void checklist_release(struct checklist *list);

/* The same without keeping the students: each is shown once, in no particular order, and lasts
 * for the call; `list` holds the occasions. A visitor that returns false ends it. */
typedef bool checklist_visitor(void *arg, const struct owed *student, const struct checklist *list);
bool checklist_each(struct session *s, enum owed_by by, int64_t id, checklist_visitor *visit,
		    void *arg, struct err *e);

/* The one-cell word of a state: 已 待 近 逾 无, and its name. */
const char *obligation_mark(enum obligation_state state);
const char *obligation_state_code(enum obligation_state state); /* "met", "open", … */

/* The list as rows for subcommands: what is not met yet. */
struct todo {
	int64_t id, rev; /* of the student; 0 */
	const char *student_no, *student, *class_name, *mentor_no, *mentor;
	const char *kind, *occasion, *state, *opens, *due;
};
extern const struct field todo_fields[];
bool checklist_todo(struct session *s, enum owed_by by, int64_t id, struct rowset *out,
		    struct err *e);

#endif
