/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first screen of all: making a school's file. */
#ifndef SCREEN_SETUP_H
#define SCREEN_SETUP_H

#include "model/session.h"
#include "ui/form.h"

/* The form makes the file at `path`, its folder too, and begins *session on it. */
struct form *setup_new(struct ui *ui, const char *path, int today, struct session *session);
extern const struct action setup_actions[];

#endif
