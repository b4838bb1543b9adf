/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CONDITION_PRIVATE_H
#define CONDITION_PRIVATE_H

#include "model/condition.h"

/* Whether conditions are for this session to read, also in a file that is read only. */
bool condition_may_look(const struct session *s, struct err *e);
bool condition_list_of_year(struct session *s, int64_t year, struct rowset *out, struct err *e);

#endif
