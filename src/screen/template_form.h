/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_TEMPLATE_FORM_H
#define SCREEN_TEMPLATE_FORM_H

#include "ui/action.h"

/* For the form that imports: a roster to be filled in. */
extern const struct action template_actions[], template_form_actions[];

#endif
