/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands as rows of tables. */
#ifndef UI_ACTION_H
#define UI_ACTION_H

#include <stdbool.h>

#include "base/err.h"

struct view;

/*
 * A command: one row. Dispatch, key bar, help and manual all read it, so a key does what the help
 * says. A table ends with a zeroed row; a row with `more` stands for all rows of that table.
 */
struct action {
	const struct action *more;
	const char *name; /* "student.edit", by which its keys are rebound; none without `run` */
	/* Names, see ui/key.h; the first is the one shown. NULL: none, it is found in menu and
	 * palette. Who wants the keys by which it is run asks ui_keys. */
	const char *keys;
	const char *bar;  /* N_(): a word for the key bar; NULL: only in the help */
	const char *help; /* N_(): what it does; NULL: `bar` says it all */
	unsigned need;    /* rights, as the session counts them */
	bool (*run)(struct view *v, struct err *e); /* NULL: the view sees to the key itself */
	/* N_(): with keys of "" and nothing else but `need`, a row that is no command: a paragraph
	 * (ui/paragraph.h) that help and manual have above the keys. */
	const char *about;
};

/* Keys that somebody gave an action instead of its own. */
struct ui_binding {
	const char *action; /* its name */
	const char *keys;   /* "": none */
};

#endif
