/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guardians (监护人): whom to call, in the order they were entered. */
#ifndef MODEL_GUARDIAN_H
#define MODEL_GUARDIAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct guardian {
	int64_t id, rev;
	int64_t student_id;
	const char *name, *relation, *phone;
	/* from guardian_list_all only */
	const char *student, *student_no, *class_name;
};

extern const struct field guardian_fields[];

/* Of everybody enrolled today, by class and number in class. */
bool guardian_list_all(struct session *s, struct rowset *out, struct err *e);
bool guardian_list(struct session *s, int64_t student_id, struct rowset *out, struct err *e);
bool guardian_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* By id; with id 0, the student's guardian of that name is changed or a new one added. */
bool guardian_save(struct session *s, struct guardian *g, struct err *e);
/* Before a number is shown whole: that it was is on record (未成年人网络保护条例 art. 36). */
bool guardian_reveal(struct session *s, int64_t id, int64_t student_id, struct err *e);
/* The same of many at once, by their students; all or none. */
bool guardian_reveal_all(struct session *s, const int64_t *student_ids, size_t count,
			 struct err *e);
bool guardian_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
