/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For one student, such as a new one: the mentors who have room, the best first. */
#ifndef MATCH_OFFER_LIST_H
#define MATCH_OFFER_LIST_H

#include "ui/ui.h"

extern const struct action match_offer_list_actions[];
/* In lists of students. */
extern const struct action match_offer_actions[];

#endif
