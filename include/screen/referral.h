/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Referrals: the list, and the form that opens or closes one. */
#ifndef SCREEN_REFERRAL_H
#define SCREEN_REFERRAL_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* A place. */
bool referral_list_show(struct view *v, struct err *e);

bool referral_open(struct ui *ui, int64_t id, struct err *e);
/* A new one; without a student (0), that of the contact it comes from, or one to be chosen. */
bool referral_start(struct ui *ui, int64_t student_id, int64_t contact_id, struct err *e);
/* One that is open, to be closed today: its outcome is all that is left to say. */
bool referral_close(struct ui *ui, int64_t id, struct err *e);

/* The digit that refers the student chosen in a list of students. */
extern const struct action referral_actions[];

extern const struct action referral_list_actions[], referral_form_actions[];

#endif
