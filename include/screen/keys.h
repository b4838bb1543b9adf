/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every table of keys, screen by screen: for the manual, and for what shares a key with what. */
#ifndef SCREEN_KEYS_H
#define SCREEN_KEYS_H

#include "ui/ui.h"

struct screen_keys {
	const char *screen; /* N_() */
	const struct action *actions;
	const struct action *kind; /* list_actions, form_actions; NULL: no view, but part of all */
	bool modal;                /* out of the reach of the places */
	bool typing;               /* of a list: what is typed is always looked for, but Space */
};
extern const struct screen_keys screen_keys[]; /* ended by a zeroed row */

#endif
