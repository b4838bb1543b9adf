/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writing.h"

#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/find.h"
#include "base/i18n.h"
#include "model/bright_spot.h"
#include "model/phrase.h"
#include "model/words.h"
#include "ui/list.h"

enum { STUDENTS = 64 };

size_t writing_students(const struct form *f, int64_t *ids, size_t most)
{
	const struct field *one = field_find(f->class->fields, "student_id"),
			   *many = field_find(f->class->fields, "student_ids");
	const char *at = many ? field_text(many, f->thing) : "";
	size_t count = 0;
	char *end;

	if (one && count < most && field_int(one, f->thing))
		ids[count++] = field_int(one, f->thing);
	for (long long id; count < most && (id = strtoll(at, &end, 10)) != 0; at = end)
		ids[count++] = id;
	return count;
}

/* What the student and the guardians will read. */
static bool is_letter(const struct form *f)
{
	const struct field *kind = field_find(f->class->fields, "kind");

	return kind && !strcmp(field_text(kind, f->thing), "feedback");
}

/* ------------------------------------------------------------- the way it goes on */

/* Read when they are first asked for, and again after this session wrote something; not after each
 * thing that others write. */
static struct words *words_of(const struct form *f)
{
	struct app *app = f->view.ui->owner;
	unsigned changes = f->view.ui->changes - app->others_changes;
	struct err ignored = { 0 };

	if (!app->words_read || app->words_changes != changes) {
		words_free(app->words);
		app->words = words_load(&app->session, &ignored);
		app->words_read = true;
		app->words_changes = changes;
	}
	return app->words;
}

static void guess(struct form *f, const char *before, struct buf *out)
{
	struct words *w = words_of(f);
	int64_t students[STUDENTS];
	size_t count = is_letter(f) ? 0 : writing_students(f, students, STUDENTS);

	if (w)
		words_guess(w, before, students, count, out);
}

/* ------------------------------------------------------------------------- phrases */

/* It comes first next time; a file that cannot be written now is no reason to stop writing. */
static void count_use(struct session *s, int64_t id)
{
	struct err ignored = { 0 };

	phrase_take(s, id, &ignored);
}

static size_t expand(struct form *f, const char *before, struct buf *out)
{
	struct session *s = session_of(&f->view);
	char code[PHRASE_CODE + 1];
	size_t len = phrase_typed(before, strlen(before), code);
	struct arena arena = { 0 };
	struct err e = { 0 };
	const char *text;
	int64_t id = 0;

	if (!len)
		return 0;
	if (!phrase_of_code(s, code, &arena, &id, &text, &e))
		ui_fail(f->view.ui, &e);
	if (id) {
		buf_text(out, text);
		count_use(s, id);
	}
	arena_release(&arena);
	return id ? len : 0;
}

/* A row of the picker: a phrase, or what was noted of the student. */
struct row {
	int64_t id, rev; /* the thing's id and which of the two it is, in one number */
	const char *code, *whose, *text, *search;
};
enum row_kind { PHRASE, BRIGHT_SPOT, ROW_KINDS };

static const struct field fields[] = {
	{ FIELD(struct row, code), .label = N_("Short code"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct row, whose), .label = N_("Whose"), .kind = FIELD_TEXT, .width = 12 },
	{ FIELD(struct row, text), .label = N_("Phrase"), .kind = FIELD_TEXT, .width = 40 },
	{ FIELD(struct row, search), .label = N_("Phrase"), .kind = FIELD_TEXT, .width = 1 },
	{ 0 },
};
static const char *const columns[] = { "code", "whose", "text", NULL };

struct picker {
	struct list list;
	int64_t student; /* whose bright spots come first; 0: nobody's */
};

static void add(struct list *l, enum row_kind kind, int64_t id, const char *code, const char *whose,
		const char *text)
{
	struct arena *arena = &l->rows.arena;
	struct row *row = rowset_add(&l->rows);
	struct buf key = { 0 };

	find_key(&key, text, NULL);
	row->id = id * ROW_KINDS + kind;
	row->code = arena_text(arena, code ? code : "");
	row->whose = arena_text(arena, whose);
	row->text = arena_text(arena, text);
	row->search = arena_text(arena, buf_str(&key));
	buf_release(&key);
}

static bool add_bright_spots(struct list *l, int64_t student, struct err *e)
{
	const struct session *s = session_of(&l->view);
	struct rowset set;
	bool ok = bright_spot_list_of_student(session_of(&l->view), student, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct bright_spot *b = rowset_at(&set, i);

		if (strcmp(b->date, s->year.starts) >= 0 && strcmp(b->date, s->year.ends) <= 0)
			add(l, BRIGHT_SPOT, b->id, b->date + strlen("2026-"), _("bright spot"),
			    b->text);
	}
	rowset_release(&set);
	return ok;
}

static bool load(struct list *l, struct err *e)
{
	int64_t student = ((const struct picker *)l)->student;
	struct rowset set;
	bool ok;

	if (student && !add_bright_spots(l, student, e))
		return false;
	ok = phrase_list(session_of(&l->view), &set, e);
	for (size_t i = 0; ok && i < set.count; i++) {
		const struct phrase *p = rowset_at(&set, i);
		struct buf whose = { 0 };

		field_show(field_find(phrase_fields, "whose"), p, &whose);
		add(l, PHRASE, p->id, p->code, buf_str(&whose), p->text);
		buf_release(&whose);
	}
	rowset_release(&set);
	return ok;
}

/* Those that were taken most stay first, however well others fit. */
static int fit(const struct list *l, const void *row)
{
	const struct row *r = row;

	return find_fit(&l->sought, r->text, r->search, (const char *const[]){ r->code, NULL }) !=
	       FIND_NOT;
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("Phrases: %zu"), l->shown_count);
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct row),
	.columns = columns,
	.load = load,
	.about = about,
	.fit = fit,
	.whole = "text",
	.empty = N_("No phrases yet. F10, Phrases: F9 there adds what you write again and again."),
};

/* The rows go with the list: what was picked is read anew. */
static bool take_phrase(struct session *s, int64_t id, struct buf *out, struct err *e)
{
	struct rowset set;
	bool ok = phrase_get(s, id, &set, e);

	if (ok) {
		buf_text(out, ((const struct phrase *)rowset_at(&set, 0))->text);
		count_use(s, id);
	}
	rowset_release(&set);
	return ok;
}

static bool take_bright_spot(struct session *s, int64_t id, struct buf *out, struct err *e)
{
	struct rowset set;
	bool ok = bright_spot_get(s, id, &set, e);

	if (ok)
		buf_text(out, ((const struct bright_spot *)rowset_at(&set, 0))->text);
	rowset_release(&set);
	return ok;
}

static bool pick(struct form *f, struct buf *out)
{
	struct picker *p = list_new(sizeof *p, f->view.ui, &class, NULL);
	struct session *s = session_of(&f->view);
	struct err e = { 0 };
	int64_t id, students[2];
	bool ok;

	if (is_letter(f) && writing_students(f, students, 2) == 1)
		p->student = students[0];
	if (!list_pick(&p->list, _("Which phrase?"), "", &id))
		return false;
	if (id % ROW_KINDS == BRIGHT_SPOT)
		ok = take_bright_spot(s, id / ROW_KINDS, out, &e);
	else
		ok = take_phrase(s, id / ROW_KINDS, out, &e);
	if (!ok)
		ui_fail(f->view.ui, &e);
	return ok;
}

const struct form_writing writing = { .expand = expand, .guess = guess, .pick = pick };
