/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assigning mentors to the students chosen in a list of students. */
#ifndef SCREEN_ASSIGN_H
#define SCREEN_ASSIGN_H

#include "ui/ui.h"

/* F5: a picker of mentors, and then the form. */
bool assign_chosen(struct view *v, struct err *e);

#define ASSIGN_ACTION                                                                              \
	{                                                                                          \
		.keys = "F5", .bar = N_("Assign"), .need = MAY_ASSIGN, .run = assign_chosen,       \
		.help = N_("Assign a mentor to the student, or to all that are marked")            \
	}

#endif
