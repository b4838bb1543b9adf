/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screens' common ground: a stack of views on one terminal, the actions their keys run, and
 * the line that says what happened.
 *
 *   row 0            what this is, and the date
 *   row 1            counts, filters
 *   rows 2 …         the view
 *   last but one     what happened, or a question
 *   last             the key bar
 */
#ifndef UI_UI_H
#define UI_UI_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "ui/action.h"
#include "ui/key.h"
#include "ui/term.h"

struct ui;
struct view;
struct drafts;
struct form;
struct rowset;

/* A kind of view: list, form. */
struct view_class {
	const struct action *actions; /* what every view of the kind can do */
	/* First to see a key; false leaves it to the actions. */
	bool (*key)(struct view *v, int key);
	/* Whether characters type something there, and are no commands; NULL: they are. */
	bool (*types)(const struct view *v);
	/* The view's rows, from UI_TOP so many. */
	void (*paint)(struct view *v, int rows, int cols);
	void (*title)(struct view *v, struct buf *out);
	void (*about)(struct view *v, struct buf *out);
	/* Reads its data: when it is opened, and when something was changed. May be NULL. */
	bool (*load)(struct view *v, struct err *e);
	/* Whether it may be left now; asks if something would be lost. May be NULL. */
	bool (*may_close)(struct view *v);
	/* What was typed there and is not saved goes where it outlives the program; at the `end`,
	 * to the disk. May be NULL. */
	void (*keep)(struct view *v, bool end);
	void (*free)(struct view *v);
};

struct view {
	const struct view_class *class;
	const struct action *actions; /* of this screen; may be NULL */
	struct ui *ui;
	struct view *below;
	bool modal;       /* the places (F2 …) are out of reach until it is closed */
	unsigned changes; /* of the ui, when the data was read */
};

enum { UI_TOP = 2, UI_BOTTOM = 2, UI_MIN_ROWS = 16, UI_MIN_COLS = 60, UI_LATELY = 8 };

struct list;
struct ui {
	struct view *top;
	const struct action *places; /* actions of every view that is not modal */
	const struct action *edits;  /* the same, but of no menu */
	/* Ended by a zeroed row; NULL: every action has its own keys. */
	const struct ui_binding *bindings;
	unsigned may;       /* rights of the session */
	const char *denial; /* the sentence for what they do not hold */
	int today;          /* what relative dates are reckoned from */
	void *owner;
	const struct form_writing *writing; /* ui/form.h; NULL: nothing helps */
	char right[64];                     /* the end of row 0 */
	char said[512];
	enum style said_style;
	const char *prompt;    /* a question in the place of `said`; ui/ask.h */
	int prompt_cursor;     /* cells from its beginning; -1: none */
	char prompt_note[256]; /* dim beside it, or above where there is no room; or "" */
	unsigned changes;      /* counts what was written */
	/* Whether others have written since it was last asked: once a second while nobody types,
	 * and before a key does something. It may set `quit`. */
	bool (*others_wrote)(struct ui *ui);
	int64_t looked; /* when, in milliseconds of the machine's clock */
	/* Reads again what a form began from, by f->get. NULL: nothing is compared. */
	bool (*read_again)(const struct form *f, struct rowset *out, struct err *e);
	/* Who stored last what is in the form, and when, as part of a sentence; nothing where that
	 * is not known. May be NULL. */
	void (*tell_changer)(const struct form *f, struct buf *out);
	/* About a day that is typed into a FIELD_OF_YEAR and is none of the usual ones: a word for
	 * beside it, and what is asked before it is kept. Either may be NULL; nothing is added
	 * where there is no doubt. May be NULL. */
	void (*doubt_day)(struct ui *ui, const char *day, struct buf *word, struct buf *question);
	void (*refused)(struct ui *ui,
			const struct action *a); /* a right was lacking; may be NULL */
	void (*handled)(struct ui *ui);          /* a key was; what it did is in `said` */
	/* A list that is to be written to a file; NULL: none can be. */
	bool (*write_list)(struct ui *ui, struct list *l, struct err *e);
	struct drafts *drafts; /* base/draft_file.h; NULL: what is typed is not kept */
	unsigned unkept;       /* keys since what is typed was kept */
	int64_t unkept_since;  /* the first of them, monotonic ms */
	bool quit;
	bool ended; /* by whoever hung up, or a signal: nobody gave up what was typed */
	const struct action *going;    /* ui_go: the place, until what is modal is left */
	const char *lately[UI_LATELY]; /* names of what the palette ran, the last first */
};

/* A zeroed view of so many bytes; `class` frees it. */
void *view_new(size_t size, struct ui *ui, const struct view_class *class,
	       const struct action *actions);
/* Puts it on top. False, and freed, when its data cannot be read. */
bool ui_open(struct view *v, struct err *e);
/* What can be done in every view, and in every one that is not modal. */
extern const struct action ui_actions[], ui_menu[];

/* Takes it off the stack and frees it. */
void ui_close(struct view *v);
/* Works until the view is closed: the whole program with the first view, a dialog with another. */
void ui_run(struct view *until);

/* Closes the views above the one that has these actions; false where there is none. */
bool ui_return_to(struct ui *ui, const struct action *actions);

/* Something was written: every view reads its data again before it is next painted. */
void ui_changed(struct ui *ui);
/* What happened, in the status line until the next key. */
void ui_say(struct ui *ui, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void ui_fail(struct ui *ui, const struct err *e);

/* Paints, and waits for the next key. Only for views that ask something in between. */
int ui_key(struct ui *ui);
/* Paints now, for work that takes a while. */
void ui_paint(struct ui *ui);

/* For whoever waits for others, every few milliseconds: after a third of a second a line says so,
 * over what stands on the screen. Always true. */
bool ui_waiting(struct ui *ui, int ms);

/* The first row that `is_it` says true of; NULL for none. In one table, or among those that have an
 * effect in a view, its own first. */
typedef bool action_test(void *arg, const struct action *a);
const struct action *action_seek(const struct action *table, action_test *is_it, void *arg);
const struct action *ui_seek_action(struct view *v, action_test *is_it, void *arg);
/* The keys that run it, as bound; "" for none. */
const char *ui_keys(const struct ui *ui, const struct action *a);
/* Runs it on the view on top; a place, once every modal view is left, as Esc leaves it. */
void ui_go(struct ui *ui, const struct action *a);

#endif
