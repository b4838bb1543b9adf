/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every table of keys, screen by screen, for the manual. */
#ifndef SCREEN_KEYS_H
#define SCREEN_KEYS_H

#include "ui/ui.h"

struct screen_keys {
	const char *screen; /* N_() */
	const struct action *actions;
};
extern const struct screen_keys screen_keys[]; /* ended by a zeroed row */

#endif
