/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases: the list, and the form of one. */
#ifndef SCREEN_PHRASE_LIST_H
#define SCREEN_PHRASE_LIST_H

#include "ui/ui.h"

/* A place. */
bool phrase_form_open(struct ui *ui, int64_t id, struct err *e); /* 0: a new one */
bool phrase_list_show(struct view *v, struct err *e);
extern const struct action phrase_list_actions[];

#endif
