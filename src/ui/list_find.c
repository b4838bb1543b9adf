/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Find as you type: rows stay that have what was typed somewhere in their text. */
#include "base/text.h"
#include "list_private.h"

bool list_finds(const struct list *l, const void *row)
{
	if (!l->find_folded.len)
		return true;
	for (const struct field *f = l->class->fields; f->name; f++)
		if (!field_is_number(f) && text_contains(field_text(f, row), l->find_folded.at))
			return true;
	return false;
}

static void changed(struct list *l)
{
	buf_clear(&l->find_folded);
	text_fold(&l->find_folded, buf_str(&l->find));
	list_refilter(l);
}

void list_find_add(struct list *l, const char *text, size_t len)
{
	struct buf tidy = { 0 }, raw = { 0 };

	buf_add(&raw, text, len);
	text_tidy(&tidy, buf_str(&raw));
	buf_text(&l->find, buf_str(&tidy));
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

	if (l->class->typing_finds && key_plain(key) == K_SPACE)
		return false;
	if (begins_nothing(l, key))
		return true;
	if (key == K_PASTE) {
		const char *pasted = term_pasted(&len);

		list_find_add(l, pasted, len);
	} else if (key == K_BACKSPACE) {
		take_back(l);
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
