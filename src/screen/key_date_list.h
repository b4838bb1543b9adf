/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_KEY_DATE_LIST_H
#define SCREEN_KEY_DATE_LIST_H

#include "model/session.h"
#include "ui/form.h"
#include "ui/list.h"

/* The year's key dates, to pick from. */
struct list *key_date_list_new(struct ui *ui);
/* Puts what was picked; its name is "" for an id that is none of this year's. */
bool key_date_put(struct form *f, int64_t id, struct err *e);

/* Whether the day is in no window of this school year. */
bool key_date_none_on(struct session *s, const char *day, struct arena *arena, bool *none,
		      struct err *e);

#endif
