/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys of one's own: which actions there are, which of them have an effect in the same view, which
 * keys can be given away, and what the ui is to go by (ui_binding).
 *
 * An action is known by its name, and its keys are the same on every screen that has it. What a
 * person gave it comes before what the program gives: another action of the same view that has one
 * of those keys by itself does without it for so long. Names and keys that are not known are passed
 * over, and kept.
 */
#ifndef SCREEN_BINDINGS_H
#define SCREEN_BINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rowset.h"
#include "ui/ui.h"

/* Screens, as bits by their place in screen_keys. */
typedef unsigned __int128 screen_set;

/* An action that can be run. */
struct known {
	const struct action *action;
	screen_set listed; /* whose own table has it */
	screen_set there;  /* where it has an effect */
};
const struct known *bindings_known(size_t *count);

/* What the ui goes by, and behind it what is stored. Zeroed is ready. */
struct bindings {
	struct rowset stored;
	struct arena arena;
	struct ui_binding *table;
	size_t own; /* rows of it that are stored; the others only lost keys to them */
};
/* Reads what this person stored, and makes the ui go by it. */
bool bindings_load(struct ui *ui, struct err *e);
void bindings_release(struct bindings *b);
/* The keys as they are stored; NULL where the action has its own. */
const char *bindings_stored(const struct bindings *b, const struct action *a);

/* The keys that the action keeps whatever it is given; "" for most. */
void bindings_fixed(const struct action *a, struct buf *out);
/* Whether the key cannot be the action's, and why. */
bool bindings_refuse(const struct known *k, int key, struct err *e);
/* The n-th other action that has the key in a view of this one's; NULL after the last. */
const struct known *bindings_holder(const struct ui *ui, const struct known *k, int key, size_t n);
/* The list without the key. */
void bindings_without(const char *keys, int key, struct buf *out);

#endif
