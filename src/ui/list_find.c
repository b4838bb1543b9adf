/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Find as you type: rows stay that what was typed fits (base/find.h), the best ones first. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "list_private.h"

/* What a row is found by: the name it is about, whose key is stored beside it; others that stand
 * in it; and all its other texts. */
struct texts {
	const char *name, *key;
	const char *others[8];
	size_t other_count;
	const char *codes[LIST_COLUMNS];
	size_t code_count;
};

static void add_name(struct texts *t, const struct field *f, const char *text)
{
	if (!strcmp(f->name, "name"))
		t->name = text;
	else if (t->other_count < sizeof t->others / sizeof *t->others)
		t->others[t->other_count++] = text;
}

static void add_code(struct texts *t, const char *text)
{
	if (t->code_count + 1 < LIST_COLUMNS)
		t->codes[t->code_count++] = text;
	t->codes[t->code_count] = NULL;
}

static void collect(struct texts *t, const struct field *fields, const void *row)
{
	for (const struct field *f = fields; f->name; f++) {
		const char *text = field_is_number(f) ? "" : field_text(f, row);

		if (!*text)
			continue;
		if (!strcmp(f->name, "search"))
			t->key = text;
		else if (f->kind == FIELD_NAME)
			add_name(t, f, text);
		else
			add_code(t,
				 f->kind == FIELD_CHOICE ? choice_label(f->choices, text) : text);
	}
}

int list_fit(const struct list *l, const void *row)
{
	struct texts t = { .name = "", .key = "" };
	int fit;

	if (!l->sought.count)
		return FIND_INSIDE;
	if (l->class->fit)
		return l->class->fit(l, row);
	collect(&t, l->class->fields, row);
	fit = (int)find_fit(&l->sought, t.name, t.key, t.codes);
	for (size_t i = 0; i < t.other_count && !fit; i++)
		if (find_fit(&l->sought, t.others[i], "", t.codes))
			fit = FIND_INSIDE;
	return fit;
}

static void changed(struct list *l)
{
	find_release(&l->sought);
	find_prepare(&l->sought, buf_str(&l->find));
	list_refilter(l);
	if (l->find.len) /* the best one */
		l->at = l->top = 0;
}

/* One line of it; a blank begins another word. */
void list_find_add(struct list *l, const char *text, size_t len)
{
	struct buf tidy = { 0 }, raw = { 0 };

	buf_add(&raw, text, len);
	text_tidy(&tidy, buf_str(&raw));
	if (tidy.len)
		buf_text(&l->find, buf_str(&tidy));
	else if (len && l->find.len && l->find.at[l->find.len - 1] != ' ')
		buf_char(&l->find, ' ');
	buf_release(&tidy);
	buf_release(&raw);
	changed(l);
}

/* Where the find is never over: what is typed there is always looked for. */
static bool always_finds(const struct list *l)
{
	return l->picked || l->class->typing_finds;
}

void list_find_end(struct list *l, bool keep)
{
	l->finding = always_finds(l);
	if (!keep) {
		buf_clear(&l->find);
		changed(l);
	}
}

static void take_back(struct list *l)
{
	size_t end = text_prev(buf_str(&l->find), l->find.len, l->find.len);

	buf_splice(&l->find, end, l->find.len - end, "", 0);
	changed(l);
}

/* The / by which a find begins elsewhere. */
static bool begins_nothing(const struct list *l, int key)
{
	return always_finds(l) && !l->find.len && key_plain(key) == '/';
}

bool list_find_key(struct list *l, int key)
{
	struct buf typed = { 0 };
	size_t len;

	if (l->class->typing_finds && !l->class->blank_finds && key_plain(key) == K_SPACE)
		return false;
	if (begins_nothing(l, key))
		return true;
	if (key == K_PASTE) {
		const char *pasted = term_pasted(&len);

		list_find_add(l, pasted, len);
	} else if (key == K_BACKSPACE) {
		take_back(l);
	} else if (key_in(key, "C-u") && (l->find.len || !always_finds(l))) {
		/* the line, as in a shell; not what was saved */
		buf_clear(&l->find);
		changed(l);
	} else if (key_is_text(key)) {
		text_encode(&typed, (uint32_t)key);
		list_find_add(l, typed.at, typed.len);
		buf_release(&typed);
	} else if (key == K_ENTER && !always_finds(l)) {
		list_find_end(l, true);
	} else if (key == K_ESC && (l->find.len || !always_finds(l))) {
		list_find_end(l, false);
	} else {
		return false;
	}
	return true;
}

bool list_find_begin(struct view *v, struct err *e)
{
	(void)e;
	((struct list *)v)->finding = true;
	return true;
}
