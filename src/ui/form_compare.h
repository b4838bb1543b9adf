/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view in which one of two versions is chosen, and how it looks. */
#ifndef UI_FORM_COMPARE_H
#define UI_FORM_COMPARE_H

#include "form_private.h"

enum { WAS, THEIRS, MINE, VERSIONS };

/* Texts of a field, and in each what is not as it was. */
struct compare_texts {
	struct buf text[VERSIONS];
	size_t from[VERSIONS], to[VERSIONS];
};

struct compare {
	struct view view;
	struct form_points *points;
	struct compare_texts *texts; /* of each point */
	size_t at;                   /* the point at the cursor */
	enum form_side last;         /* chosen last */
	int top;                     /* rows scrolled off */
	bool reading;                /* that one alone, in full */
	int page, rows;              /* painted last, of how many */
	int changes[VERSIONS];       /* in full: rows with the first change of each version */
	bool *taken;                 /* Enter was pressed */
};

void compare_paint(struct view *v, int rows, int cols);

#endif
