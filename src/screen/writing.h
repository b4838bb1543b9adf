/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What helps to write a text in any form: phrases, and how what was begun may go on. */
#ifndef SCREEN_WRITING_H
#define SCREEN_WRITING_H

#include <stddef.h>
#include <stdint.h>

#include "ui/form.h"

extern const struct form_writing writing;

/* Whom a form is about, as far as its thing has students: their ids, `most` of them at most. */
size_t writing_students(const struct form *f, int64_t *ids, size_t most);

#endif
