/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contacts: the list, and the form that records one. */
#ifndef SCREEN_CONTACT_H
#define SCREEN_CONTACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/ui.h"

struct list;

/* F4. */
bool contact_list_show(struct view *v, struct err *e);

/* What a new contact's form begins with, beside today and the mentor. */
struct contact_start {
	const char *kind;
	const int64_t *student_ids;
	size_t student_count;
	int64_t key_date_id;
	const char *date, *place;      /* NULL: today; none */
	bool to_student, to_guardians; /* of a feedback: delivered today */
	bool marked;                   /* in the list on top; the marks go once it is saved */
	const char *from;              /* ISO: a day before it meets nothing; NULL: any may */
	const char *change;            /* ISO: the day of the change it follows; NULL: of none */
	const struct list *order;      /* of students, for Ctrl-N; NULL: the mentor's own */
};
/* A feedback that the student has already this year is opened instead. */
bool contact_start(struct ui *ui, const struct contact_start *start, struct err *e);
bool contact_open(struct ui *ui, int64_t id, struct err *e);

/* Digits that record a contact with the students chosen in a list of students. */
extern const struct action contact_actions[];

extern const struct action contact_list_actions[], contact_form_actions[];
/* The form of a feedback. */
extern const struct action feedback_actions[];

#endif
