/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list: rows of one kind, columns named from their fields. It owns the cursor, scrolling, find
 * as you type, sorting, marking, and keeping its place when its rows are read again. A screen says
 * which columns, how to load, what the keys do.
 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include "base/find.h"
#include "base/rowset.h"
#include "ui/ui.h"

struct list;

struct list_column {
	const struct field *field; /* NULL: the screen's own alone */
	const char *label;
	int width;
};
enum { LIST_COLUMNS = 96 };

/* For whoever wants all rows, such as a file: how many there are, and the next after `last`, which
 * was loaded or came from here; none at the end. */
struct list_rest {
	bool (*count)(const struct list *l, size_t *count, struct err *e);
	bool (*next)(const struct list *l, const void *last, struct rowset *out, struct err *e);
};

struct list_class {
	const struct field *fields;
	size_t stride;
	/* Left to right, ended by NULL; a narrow terminal drops columns from the right. The last
	 * one shown takes what room is left. */
	const char *const *columns;
	/* The column that the rows are in the order of as they are loaded; NULL: none. */
	const char *natural;
	/* Fills l->rows, which is initialised and empty. May add columns. */
	bool (*load)(struct list *l, struct err *e);
	/* Where load takes no more than the first of many. NULL: it takes all. */
	const struct list_rest *rest;
	void (*title)(const struct list *l, struct buf *out);
	/* Beside the number of rows, in row 1. May be NULL. */
	void (*about)(const struct list *l, struct buf *out);
	/* Whether a row is shown; NULL: all. */
	bool (*keep)(const struct list *l, const void *row);
	/* Whether a row is one's own, which comes first among those that a find fits equally; NULL:
	 * none is. */
	bool (*own)(const struct list *l, const void *row);
	/* How well what was typed (l->sought) fits the row, at most 255, the best first; 0: not at
	 * all. NULL: by its texts, as enum find_fit. */
	int (*fit)(const struct list *l, const void *row);
	/* A cell's text and look; NULL: as its field is shown. */
	enum style (*cell)(const struct list *l, const void *row, size_t column, struct buf *out);
	/* Paints a cell that one look does not do for; false: as text. May be NULL. */
	bool (*paint)(const struct list *l, const void *row, size_t column, int y, int x,
		      int cells);
	/* Paragraphs (ui/paragraph.h) above the rows. May be NULL. */
	void (*intro)(const struct list *l, struct buf *out);
	/* Paints something else from row y on, above the rows and in no more than `rows` of them;
	 * returns how many it takes. May be NULL. */
	int (*above)(const struct list *l, int y, int rows, int cols);
	const char *table; /* that its rows are of, or what about_ids says; NULL: of none */
	const char *whole; /* the field shown whole below for the current row; may be NULL */
	/* The same where it takes more than a field. May be NULL. */
	void (*tell)(const struct list *l, const void *row, struct buf *out);
	/* Pairs of a column and the field that it is sorted by instead, ended by NULL; may be NULL.
	 */
	const char *const *sorted_by;
	/* What actions on the list are about where it is not its rows; NULL: list_chosen's rule. */
	const int64_t *(*about_ids)(const struct list *l, size_t *count);
	/* What a list without rows says, and what to do about it: N_(), paragraphs. */
	const char *empty;
	const char *(*say_empty)(const struct list *l); /* the same where it differs; not N_() */
	/* What a find says that fits nothing; NULL, or returning it: how to go on finding. */
	const char *(*say_unfound)(const struct list *l);
	bool (*key)(struct list *l, int key); /* first to see a key; may be NULL */
	bool marks;                           /* rows can be marked */
	bool typing_finds;               /* what is typed is looked for at once, but for Space */
	bool blank_finds;                /* and that too */
	bool aside;                      /* says what the program can do, and is no one's data */
	void (*release)(struct list *l); /* what the screen added; may be NULL */
};

struct list {
	struct view view; /* first: a list is a view */
	const struct list_class *class;
	struct rowset rows;
	struct list_column column[LIST_COLUMNS];
	size_t columns;
	size_t first_cell, cell; /* with columns of the screen's own: where they begin, which one */
	size_t *shown;           /* indexes of rows */
	size_t shown_count;
	size_t at, top;     /* indexes of shown */
	int page;           /* rows painted last */
	struct buf find;    /* what was typed */
	struct find sought; /* the same, taken apart */
	unsigned char *fit; /* of each row, for what is sought; FIND_NOT: not shown */
	bool finding;
	size_t sort; /* column + 1; 0: as loaded */
	bool backwards;
	int64_t wanted; /* where the cursor is to be once the rows are read again; 0: where it is */
	unsigned changes; /* of the ui, when the rows were read */
	int64_t *marked;  /* ids */
	size_t marked_count, marked_room;
	int64_t *picked;      /* of a picker: where the choice goes */
	const char *question; /* its title */
};

/* A list view of so many bytes, at least a struct list. */
void *list_new(size_t size, struct ui *ui, const struct list_class *class,
	       const struct action *actions);
void list_add_column(struct list *l, const char *label, int width);
/* The same, showing a field, by which it can be sorted. */
void list_add_field(struct list *l, const char *name, const char *label, int width);

/* The row at the cursor; NULL in an empty list. */
const void *list_current(const struct list *l);
int64_t list_current_id(const struct list *l); /* 0 in an empty list */
/* The cursor to a row that may have yet to be read: with the next load. */
void list_want(struct list *l, int64_t id);
void list_move(struct list *l, long step); /* the cursor by so many rows */
/* Shows all rows again; the cursor stays on its own. */
void list_end_find(struct list *l);
/* Applies class->keep anew. */
void list_refilter(struct list *l);

/* The marked rows' ids, or else the current one's. Until the list is next changed. */
const int64_t *list_chosen(const struct list *l, size_t *count);
void list_unmark(struct list *l);

/* A cell's text and look, in place of what is in out. */
enum style list_cell(const struct list *l, const void *row, size_t column, struct buf *out);

/* What can be done in every list. */
extern const struct action list_actions[];
/* In a list to pick from, instead of its screen's own. */
extern const struct action list_picking[];
/* For the actions of a screen whose rows can be marked. */
extern const struct action list_marking[];

/* Lets the user pick a row of the list: a dialog titled by the question, with finding on from the
 * first key, which begins with `typed` (may be ""). False: nothing picked. */
bool list_pick(struct list *l, const char *question, const char *typed, int64_t *id);

#endif
