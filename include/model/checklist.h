/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checklist: what is still outstanding, computed and never stored. Occasions of everybody are
 * its columns; what is owed to one student alone (changes, referrals) stands with the student.
 *
 * What an obligation is, and when it is met, stands in model/obligation.h. Here the facts are
 * gathered from the file, for one mentor, one student or the whole school, and decided one student
 * at a time.
 */
#ifndef MODEL_CHECKLIST_H
#define MODEL_CHECKLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/obligation.h"
#include "model/session.h"

/* A student enrolled today, and what is owed. */
struct owed {
	int64_t student_id, mentor_id; /* mentor 0: nobody leads this student */
	int64_t class_id;
	const char *name, *student_no, *class_name;
	int64_t grade, class_number, seat;
	struct obligation *cell; /* one per occasion */
	struct own *own;         /* what is owed to this student alone, the most urgent first */
	size_t own_count;
};
struct own {
	struct occasion occasion;
	struct obligation state;
};

struct checklist {
	struct occasion *occasions;
	size_t occasion_count;
	struct owed *students; /* by class and number in class */
	size_t student_count;
	size_t own_most; /* of any student */
	size_t count[OBLIGATION_STATES];
	struct arena arena;
};

/* The i-th obligation of the student, those of everybody's occasions first, then the student's own;
 * NULL behind the last. */
const struct obligation *owed_at(const struct owed *student, const struct checklist *list, size_t i,
				 const struct occasion **occasion);

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

/* The list as rows for subcommands: what is not met yet. */
struct todo {
	int64_t id, rev; /* of the student; 0 */
	const char *student_no, *student, *class_name, *mentor_no, *mentor;
	const char *kind, *occasion, *state, *opens, *due;
	const char *planned; /* the day it is meant to be on; "" */
};
extern const struct field todo_fields[];
bool checklist_todo(struct session *s, enum owed_by by, int64_t id, struct rowset *out,
		    struct err *e);

#endif
