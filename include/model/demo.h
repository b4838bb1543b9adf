/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up school, to try the program with and to measure it: the same for the same seed. */
#ifndef MODEL_DEMO_H
#define MODEL_DEMO_H

#include <stdint.h>

#include "model/session.h"

struct demo {
	int64_t students; /* enrolled in each year */
	int64_t mentors;
	int64_t years; /* of history, the current one included */
	uint64_t seed;
};

/* Fills a file that was just made (school_create) and that the session is open on. */
bool demo_fill(struct session *s, const struct demo *d, struct err *e);

#endif
