/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all screens share: one session on one terminal. */
#ifndef SCREEN_APP_PRIVATE_H
#define SCREEN_APP_PRIVATE_H

#include "base/draft_file.h"
#include "base/rowset.h"
#include "bindings.h"
#include "model/session.h"
#include "model/undo.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/ui.h"

enum { APP_WAYS = 2 }; /* a feedback goes to the student and to the guardians */

/* What a contact was last recorded with, for the next one of its kind. */
struct app_contact {
	const char *kind; /* its code; NULL: none yet in this session */
	iso_date date;    /* "" unless it was the very last contact that was recorded */
	int64_t mentor_id, key_date_id;
	const char *mode; /* its code, or NULL */
	char place[404];  /* 100 characters */
};
enum { APP_KINDS = 6 };

struct app {
	struct ui ui;
	struct session session;
	struct undo undo;
	struct drafts drafts;
	const char *path;
	int today;       /* as it was given: DATE_NO_TODAY for the system's */
	int64_t version; /* of the file, when it was last looked at */
	struct bindings bindings;
	const char *ways[APP_WAYS]; /* how a feedback was last handed over; NULL: not yet */
	struct app_contact contacts[APP_KINDS];
	struct words *words; /* writing.c: what was written before; NULL: not to be had */
	bool words_read;
	struct err shut;                        /* why nothing may be seen any more */
	unsigned words_changes, others_changes; /* of the ui: at that time; because of others */
	int64_t unseen; /* emergency accesses that the office has to look at */
};

struct session *session_of(const struct view *v);

/* "daoshi  2026学年第一学期  " and what the screen shows. */
void app_title(const struct view *v, struct buf *out, const char *what);

/* A form on a thing that `get` reads by its id; with id 0 on a new one. NULL when it cannot be. */
struct form *app_form(struct ui *ui, const struct form_class *class, size_t size, int64_t id,
		      form_get *get, struct err *e);

/* The end of row 0. */
void app_right(struct ui *ui);

/* What may be done, which the closing of the school year changes. */
void app_rights(struct ui *ui);

/* What a list without students says in September, before the roll-over; else NULL. */
const char *app_year_is_over(const struct view *v);

/* What a list without mentors says. */
const char *app_no_mentors(const struct list *l);

/* What somebody picked: its id goes to the field so called with _id, its name to the field. */
bool app_put_named(struct form *f, const char *field, int64_t id, form_get *get, struct err *e);

/* "王某", or "these 3 students": for a form about them, which is freed when they cannot be read. */
bool app_name_students(struct form *f, const int64_t *ids, size_t count, const char **who,
		       struct err *e);

/* Row ids as a text, separated by blanks, and back; at most so many. Returns their number. */
void app_write_ids(const int64_t *ids, size_t count, struct buf *out);
size_t app_read_ids(const char *text, int64_t *ids, size_t most);

/* What the marks of obligations mean, for the help of screens that show them. */
extern const struct action marks_about[];

/* The screens that can be gone to from everywhere (F2 …); also the table of the menu. */
extern const struct action places[];

/* What was just saved is called so when it is taken back; where it is not said, as the status line
 * has it after the key. */
void app_saved(struct view *v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Taking back what was saved, and doing it again, from everywhere but in forms. */
extern const struct action undo_actions[];
void undo_handled(struct ui *ui);

#endif
