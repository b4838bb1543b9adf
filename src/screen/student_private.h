/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a student (student_detail.c), between its lines (student_lines.c) and what is done
 * about them (student_record.c). */
#ifndef STUDENT_PRIVATE_H
#define STUDENT_PRIVATE_H

#include "ui/list.h"

enum line_kind {
	GUARDIAN,
	MENTOR,
	REQUEST,
	EXEMPTION,
	ABSENCE,
	PLAN,
	REFERRAL,
	CONTACT,
	BRIGHT_SPOT,
	LINE_KINDS
};

struct line {
	int64_t id, rev; /* the thing's; its id and its kind in one number */
	const char *date, *what, *text;
};

struct detail {
	struct list list;
	int64_t student_id;
	int64_t revealed; /* the guardian whose number is shown; 0: nobody's */
	const char *title, *about, *name, *student_no;
};

/* Fills the list. */
bool student_lines_add(struct list *l, struct err *e);
/* Of a line, whose id holds it beside the thing's. */
enum line_kind student_line_kind(int64_t id);
/* Which consents there are; that there are none, where the school asks for them. */
void student_consent_tell(struct detail *d, struct buf *out);
/* Ends the mentor's time or the absence in the line at the cursor, or removes its bright spot. */
bool student_end_line(struct view *v, struct err *e);
extern const struct action student_record_actions[];

#endif
