/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_HELP_PRIVATE_H
#define UI_HELP_PRIVATE_H

#include "ui/help.h"
#include "ui/list.h"

/* What help, menu and palette list. */
struct help_row {
	int64_t id, rev;
	const char *keys, *what;
	const struct action *action;
};
extern const struct field help_fields[];
extern const char *const help_columns[];

/* An action that people are told of, and whose right they hold. */
bool help_shows(const struct ui *ui, const struct action *a);
/* Its keys as bound, as far as they do it in the view, or that it has none. */
void help_keys(const struct view *v, const struct action *a, struct buf *out);
/* What it does, in the user's language. */
const char *help_what(const struct action *a);
/* The view that the list is about. */
struct view *help_below(const struct list *l);
/* Closes the list and runs the action, which may be none, on the view below. */
void help_do(struct list *l, const struct action *a);

#endif
