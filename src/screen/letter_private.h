/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_LETTER_PRIVATE_H
#define SCREEN_LETTER_PRIVATE_H

#include "letter_form.h"
#include "ui/form.h"

struct letter_order {
	int64_t id, rev;
	const char *whom, *party, *how, *path, *printer;
};

struct letter_form {
	struct form form;
	int64_t *ids; /* who was chosen */
	size_t count;
	int64_t mentor_id;
	const char *mentor, *class_name; /* the first one's, or NULL */
	const char *count_told;          /* what would be written */
	const char *offered;             /* as the file's name, last */
};

/* Fill it, and open it; what is not opened is freed by its view. */
struct letter_form *letter_form_new(struct ui *ui);
bool letter_form_open(struct letter_form *l, const char *of, struct err *e);

#endif
