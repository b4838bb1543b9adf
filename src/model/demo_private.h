/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEMO_PRIVATE_H
#define DEMO_PRIVATE_H

#include <stdbool.h>

#include "model/demo.h"

/* Words to pick from; "" where nothing is to stand. */
struct demo_words {
	const char *const *word;
	int count;
};

extern const struct demo_words demo_surnames, demo_given, demo_relations, demo_subjects, demo_notes,
	demo_bright, demo_advice, demo_topic_codes;

/* Changes, referrals, exemptions and training of the current year; inside the door. */
bool demo_add_year(struct session *s, const struct demo *d, struct err *e);

#endif
