/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contacts: the list, and the form that records one. */
#ifndef SCREEN_CONTACT_H
#define SCREEN_CONTACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/ui.h"

/* F4. */
bool contact_list_show(struct view *v, struct err *e);

/* What a new contact's form begins with, beside today and the mentor. */
struct contact_start {
	const char *kind;
	const int64_t *student_ids;
	size_t student_count;
	int64_t key_date_id;
	bool to_student, to_guardians; /* of a feedback: delivered today */
};
/* A feedback that the student has already this year is opened instead. */
bool contact_start(struct ui *ui, const struct contact_start *start, struct err *e);
bool contact_open(struct ui *ui, int64_t id, struct err *e);

/* Digits that record a contact of a kind with the students chosen in a list of students. */
bool contact_new_visit(struct view *v, struct err *e);
bool contact_new_talk(struct view *v, struct err *e);
bool contact_new_feedback(struct view *v, struct err *e);
bool contact_new_call(struct view *v, struct err *e);
bool contact_new_message(struct view *v, struct err *e);

#define CONTACT_ACTIONS                                                                            \
	{ .keys = "1",                                                                             \
	  .help = N_("Record a home visit"),                                                       \
	  .need = MAY_RECORD,                                                                      \
	  .run = contact_new_visit },                                                              \
		{ .keys = "2",                                                                     \
		  .help = N_("Record a talk"),                                                     \
		  .need = MAY_RECORD,                                                              \
		  .run = contact_new_talk },                                                       \
		{ .keys = "3",                                                                     \
		  .help = N_("Record a feedback"),                                                 \
		  .need = MAY_RECORD,                                                              \
		  .run = contact_new_feedback },                                                   \
		{ .keys = "4",                                                                     \
		  .help = N_("Record a call"),                                                     \
		  .need = MAY_RECORD,                                                              \
		  .run = contact_new_call },                                                       \
	{                                                                                          \
		.keys = "5", .help = N_("Record a message"), .need = MAY_RECORD,                   \
		.run = contact_new_message                                                         \
	}

#endif
