/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys do to a text, wherever one is edited. */
#ifndef UI_EDIT_KEY_H
#define UI_EDIT_KEY_H

#include "ui/edit.h"

/* Moving, deleting, undoing. False when the key is no such key, or had no effect and may mean
 * something else: Up in the first row, Down in the last. */
bool edit_key(struct edit *e, int key);
/* Whether it is such a key. */
bool edit_has_key(int key);

#endif
