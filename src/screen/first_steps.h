/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_FIRST_STEPS_H
#define SCREEN_FIRST_STEPS_H

#include "model/checklist.h"
#include "ui/list.h"

/*
 * What the office does next, in order, with the keys, in a school where nobody is led yet: told in
 * paragraphs that live as long as the list's rows. *text stays as it is for everybody else.
 */
bool first_steps_tell(struct list *l, const struct checklist *owed, const char **text,
		      struct err *e);

#endif
