/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form: a thing, and the fields of it that are asked for, one below the other. It owns the
 * editing, reading and checking of each field; the layout follows from the fields. A screen says
 * which fields, how to save, and how to pick what a field refers to; and, where there is something
 * to be read while one writes, what stands beside the form.
 */
#ifndef UI_FORM_H
#define UI_FORM_H

#include "base/draft_file.h"
#include "base/field.h"
#include "ui/beside.h"
#include "ui/day.h"
#include "ui/edit.h"
#include "ui/ui.h"

struct form;
struct rowset;
struct session; /* the owner's; nothing here looks into it */

/* How a thing is read by its id. */
typedef bool form_get(struct session *s, int64_t id, struct rowset *out, struct err *e);

struct form_class {
	const struct field *fields;
	size_t size; /* of the thing */
	/* Names of the fields asked for, ended by NULL. Asked again when something was picked. */
	const char *const *(*shown)(const struct form *f);
	const struct action *actions; /* for a form_new that is given none; may be NULL */
	bool stays;                   /* open after it was saved, for what `save` opened above it */
	/* What `save` would refuse, before a day that is not of the school year is asked about. May
	 * be NULL: the question comes first then. */
	bool (*check)(const struct form *f, struct err *e);
	/* Stores f->thing, which is whole and has its required fields. An error that names a field
	 * is shown there; false without an error: they would rather go on editing. The form closes
	 * after it, unless that was done already. */
	bool (*save)(struct form *f, struct err *e);
	void (*title)(const struct form *f, struct buf *out);
	void (*about)(const struct form *f, struct buf *out);
	/* For FIELD_REF and FIELD_REFS: lets the user pick, beginning with what was typed, and puts
	 * the choice into the thing. False: left as it was. */
	bool (*pick)(struct form *f, const struct field *field, const char *typed);
	/* Somebody changed the field; form_set puts what follows from it. May be NULL. */
	void (*changed)(struct form *f, const struct field *field);
	/* Fills what stands beside the form: once when it is opened, and by form_read_beside. May
	 * be NULL; if not, the screen's actions have a row with form_beside. */
	bool (*beside)(struct form *f, struct beside *out, struct err *e);
	/* The names behind the ids. */
	void (*show_ref)(const struct form *f, const struct field *field, struct buf *out);
	/* What the last record of its kind holds in the field, which is empty here: as it is stored
	 * into *out, or, where it refers to something, into the thing. False: *e says why there is
	 * nothing. May be NULL. */
	bool (*last)(struct form *f, const struct field *field, struct buf *out, struct err *e);
	/* Names of fields that say something only together, such as a day and how it was done: one
	 * string each, ended by NULL. Where two changed such fields, nothing of them is taken over
	 * unasked. May be NULL. */
	const char *const *together;
	/* Makes the thing, whose row was removed meanwhile, a new one for `save`: form_anew where
	 * its id is all that has to go. NULL: it cannot be made anew. */
	void (*anew)(struct form *f);
	void (*release)(struct form *f); /* what the screen added; may be NULL */
	/* The word that a half-filled one is kept under, small letters: the owner knows how such a
	 * one is opened again. NULL: it holds no work, and is not kept. */
	const char *draft;
	/* What no field says and opening it again takes, such as the students. May be NULL. */
	void (*draft_about)(const struct form *f, struct buf *out);
};

/* What helps to write a text in any form: whoever owns the ui knows it (ui->writing). `before` is
 * the text of the field at hand up to the cursor. */
struct form_writing {
	/* How many bytes at its end stand for something, and for what; 0: it is as it is. Asked at
	 * a blank or a line break, which then is not typed. */
	size_t (*expand)(struct form *f, const char *before, struct buf *out);
	/* How it may go on; nothing where it is not known. Asked at every character typed. */
	void (*guess)(struct form *f, const char *before, struct buf *out);
	/* Lets the user pick what is to be inserted. */
	bool (*pick)(struct form *f, struct buf *out);
};

struct form_item {
	const struct field *field;
	struct edit edit;
	int top;              /* of many lines: the first one shown */
	struct day_keys keys; /* fresh: nothing typed since the cursor came */
	bool carried;         /* not this record's own: shown dim until somebody changes it */
	bool typed;           /* of a day: not asked about yet */
	char error[sizeof((struct err *)0)->text]; /* a sentence, or "" */
};

struct form {
	struct view view; /* first: a form is a view */
	const struct form_class *class;
	void *thing; /* class->size bytes; text lives in the arena */
	struct arena arena;
	struct form_item *items;
	size_t count, at;
	int top; /* rows scrolled off */
	bool dirty;
	/* Of a stored thing, as it was read, and how to read it again; NULL: a new one. */
	void *base;
	form_get *get;
	const char *meanwhile; /* what somebody else did to it since, a sentence; NULL: nothing */
	struct beside beside;
	bool reading;             /* the keys are those of what stands beside */
	struct buf guess;         /* how the text before the cursor may go on */
	bool guess_shown;         /* there was room to show it */
	struct form_draft *draft; /* form_draft.c; NULL: nothing is kept */
};

/* What Ctrl-S does, for a screen that has another word for it. */
bool form_save(struct view *v, struct err *e);
/* The same without closing it. False: the form says why not. */
bool form_store(struct form *f, struct err *e);
/* What Ctrl-O does: a phrase picked into the text at hand. */
bool form_phrase(struct view *v, struct err *e);
bool form_read(struct view *v, struct err *e); /* what F6 does where something stands beside */
bool form_is_dirty(const struct form *f);      /* since it was opened */
/* What can be done in every form; in those with a date but nothing to pick, and with neither; and
 * in those that something stands beside. */
extern const struct action form_actions[], form_beside[];
/* Where somebody else changed the same fields: which version is kept of each. */
extern const struct action form_compare_actions[];

/* A form view of so many bytes, at least a struct form, on a zeroed thing. Fill the thing before
 * ui_open. */
void *form_new(size_t size, struct ui *ui, const struct form_class *class,
	       const struct action *actions);
void form_anew(struct form *f);
/* Puts text and numbers into the thing, copied to the arena. */
void form_put(struct form *f, const char *name, const char *text);
void form_put_id(struct form *f, const char *name, int64_t id);
/* The same for a text that the open form may show already. */
void form_set(struct form *f, const char *name, const char *text);
/* The form is about a stored thing, which is copied with its text. What others do to it while the
 * form is open is told, and compared before anything is saved over it. */
void form_begin(struct form *f, const void *thing, form_get *get);
/* The cursor to the field of that name. */
void form_go(struct form *f, const char *name);
/* Of an open form: what the thing has in the field is no work of theirs, and shown dim until they
 * change it. */
void form_carry(struct form *f, const char *name, bool carried);
/* Of an open form, on the draft's row or, where that is gone, a new one: as it was left. The form
 * has the slot from now on. Returns how much of the draft is not known here. */
size_t form_take_draft(struct form *f, const struct draft *d, const struct draft_slot *slot);
/* What stands beside is read again: the form is about another by now. */
void form_read_beside(struct form *f);

#endif
