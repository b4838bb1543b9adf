/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with how the school's file is kept on this machine: owners and modes, the group,
 * the program, the disk, who holds the lock. Looked at from outside, without a session, because
 * what is wrong may be why none can begin. Each finding is a sentence with the mend.
 */
#ifndef MODEL_DOCTOR_H
#define MODEL_DOCTOR_H

#include "base/err.h"
#include "base/field.h"
#include "base/rowset.h"

struct ailment {
	int64_t id, rev; /* the place in the list, counted from 1; 0 */
	const char *name;
	const char *says;
};
extern const struct field ailment_fields[];

bool doctor_run(const char *path, struct rowset *out, struct err *e);

#endif
