/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a purge share: who is due (purge.c), and what is done to one (purge_one.c). */
#ifndef PURGE_PRIVATE_H
#define PURGE_PRIVATE_H

#include "model/purge.h"

/* The last day a student was enrolled. */
#define SQL_LEFT_ON(student)                                                                       \
	"coalesce((SELECT max(x.ends) FROM my_enrolment x WHERE x.student_id = " student           \
	" AND x.starts <= x.ends), '9999-12-31')"
#define SQL_HAS_TEXT                                                                               \
	"(c.summary IS NOT NULL OR c.bright_spots IS NOT NULL OR c.advice IS NOT NULL "            \
	"OR c.place IS NOT NULL OR c.reason IS NOT NULL)"

struct purge {
	int64_t student_id;
	bool rest, delete;
	bool again;      /* it is on the list of the purged */
	iso_date before; /* others of a contact who left before this day are due as well */
};

/* In a transaction of its own, which is remembered by nothing but the list of the purged. */
bool purge_one(struct session *s, const struct purge *p, struct err *e);

#endif
