/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which campus, grade or group (社团, 选科, 教研组) a mentor, a class or a single student is of, as
 * far as nothing else says so, for the conditions of matching.
 *
 * Of a student count the own ones and those of the class; but who has a campus of one's own is
 * there and not where the class is. A student's grade follows from the class, so grades are for
 * mentors alone. A grade is kept as its number, 9.
 */
#ifndef MODEL_BELONGING_H
#define MODEL_BELONGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct belonging {
	int64_t id, rev;
	const char *kind; /* belonging_kinds: "campus", "grade", "group" */
	const char *name;
	int64_t mentor_id, class_id, student_id; /* one of them */
	/* from queries only */
	int64_t no;                    /* the id, for whoever names one by it */
	const char *label;             /* the name as people say it: 九年级 */
	const char *about, *person_no; /* who: 王芳, 九(3), 李小明 九(3); staff or student number */
	const char *of;                /* "mentor", "class", "student" */
};
extern const struct field belonging_fields[];
extern const struct choice belonging_kinds[];
/* For a field that holds several names: 东校区、西校区, whatever they were typed with between. */
extern const struct field_words belonging_names;

/* Of who is here this year: by kind and name, mentors before classes before students. */
bool belonging_list(struct session *s, struct rowset *out, struct err *e);
bool belonging_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* `name` may be several: 东校区、西校区; 6-9. Those that are there already are passed over: *added
 * may be 0. */
bool belonging_add(struct session *s, const struct belonging *b, size_t *added, struct err *e);
bool belonging_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
