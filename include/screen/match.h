/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matching students and mentors: the runs of the year, a new one, and the review of a proposal. */
#ifndef SCREEN_MATCH_H
#define SCREEN_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* A place. */
bool match_list_show(struct view *v, struct err *e);
/* A new run; for the students of a mentor who leaves (0: of nobody). */
bool match_form_open(struct ui *ui, int64_t leaving, struct err *e);
/* What a run proposes, student by student. */
bool match_review_open(struct ui *ui, int64_t run, struct err *e);

extern const struct action match_list_actions[], match_form_actions[], match_review_actions[],
	match_of_mentor_actions[], match_why_actions[], match_effects_actions[],
	match_load_actions[], match_warning_actions[], match_confirm_actions[];

#endif
