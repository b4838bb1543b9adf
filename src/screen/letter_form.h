/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feedback letters: for whom, to whom, and into a file or to a printer. */
#ifndef SCREEN_LETTER_FORM_H
#define SCREEN_LETTER_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* Of all students whom this mentor leads. */
bool letter_form_of_mentor(struct ui *ui, int64_t mentor_id, struct err *e);

/* Of the students chosen in a list of students, or (`of`: "class", "mentor") those beside them;
 * `mentor_id` 0: the first one's own. */
bool letter_form_of_list(struct view *v, const char *of, int64_t mentor_id, struct err *e);

/* "student.letters", which has no key: in lists of students, where the class is offered first, and
 * on a student's page. */
extern const struct action letter_actions[], letter_detail_actions[];
/* The form's own. */
extern const struct action letter_form_actions[];

#endif
