/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_FORM_PRIVATE_H
#define UI_FORM_PRIVATE_H

#include "base/merge.h"
#include "ui/form.h"

/* Whether the item is typed, not chosen or picked. */
bool form_item_is_text(const struct form_item *item);
void form_item_fill(struct form *f, struct form_item *item);
/* Reads what was typed into the thing. False: the item says what is wrong. */
bool form_item_read(struct form *f, struct form_item *item);
/* The same, and whether it is there where it must be. */
bool form_item_check(struct form *f, struct form_item *item);
/* Takes the n-th choice, or takes it off. */
void form_item_choose(struct form *f, struct form_item *item, size_t n);
/* Before a key types into the item; whether it emptied it. */
bool form_item_touch(struct form_item *item);
/* A number that is shown in part can only be replaced. */
bool form_item_is_masked(const struct form_item *item);
/* Whether the thing holds the n-th choice of the item's field. */
bool form_is_chosen(const struct form *f, const struct form_item *item, size_t n);

/* Makes the items those that are shown; what is shown already keeps what was typed. */
void form_follow(struct form *f);
/* Tells the screen. */
void form_changed(struct form *f, const struct field *field);

/* What a key means to the item at the cursor; false: to the form. */
bool form_item_key(struct form *f, int key);
/* Lets one pick what the item refers to, beginning with what was typed. */
void form_pick(struct form *f, struct form_item *item, const char *typed);
/* Whether a day that was typed is kept, which is asked where there is doubt. */
bool form_item_keeps(const struct form *f, const struct form_item *item);
/* Whether what it shows is still what was carried over. */
bool form_item_is_carried(const struct form_item *item);
/* First to see a key in a field that is written: it may take what is offered, or end a code. */
bool form_write_key(struct form *f, struct form_item *item, int key);
/* Something was typed: how it may go on. */
void form_write_on(struct form *f, struct form_item *item);

/* ----- form_draft.c */

void form_draft_begin(struct form *f); /* once its items are there */
/* view_class.keep */
void form_keep(struct view *v, bool end);
void form_draft_drop(struct form *f); /* it was saved */
void form_draft_end(struct form *f);  /* it is freed: saved, given up, or left */
/* It could not be saved. Where that is no fault of what was typed, the error says what becomes of
 * it. */
void form_draft_failed(struct form *f, struct err *e);
/* Of a form that was changed: whether it may be closed. */
bool form_draft_close(struct form *f);

/* Copies a thing with its text. */
void form_copy(struct form *f, void *to, const void *thing);

/* ----- form_conflict.c: what somebody else did to the thing meanwhile */

/* Looks, and says so. */
void form_watch(struct form *f);
/* Saves the thing; where somebody else was quicker, what both did. False: *e says why not, or
 * nothing where they would rather go on editing. */
bool form_put_down(struct form *f, struct err *e);

enum form_side { SIDE_NONE, SIDE_THEIRS, SIDE_MINE, SIDE_BOTH };
/* Fields of which one version has to be chosen. */
struct form_points {
	struct form *form;
	struct merge merge;
	struct form_point {
		const struct field *field;
		enum form_side side;
	} * at;
	size_t count;
};
/* Lets them choose. False: they would rather go on editing. */
bool form_compare(struct form_points *points);
/* As one version of the form's thing has the field, to be shown. */
void form_show_version(struct form *f, const struct field *field, const void *version,
		       struct buf *out);

void form_paint(struct view *v, int rows, int cols);

#endif
