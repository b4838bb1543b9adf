/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/statements.h"

enum { LETTERS, NAME, STORED };

static const struct sql statements[] = {
	/* from the students on: a mentor's are few, and each has an index of the year's kinds */
	[LETTERS] = { "repeat.letters",
		      "SELECT p.name, coalesce(c.bright_spots, '') || char(10) || "
		      "coalesce(c.advice, '') FROM my_student p CROSS JOIN my_contact_student k "
		      "ON k.student_id = p.id AND k.school_year_id = :year AND k.kind = 'feedback' "
		      "AND k.withdrawn = 0 CROSS JOIN my_contact c ON c.id = k.contact_id "
		      "WHERE p.id <> :student ORDER BY p.id",
		      false },
	[NAME] = { "repeat.name", "SELECT name FROM my_student WHERE id = :student", false },
	[STORED] = { "repeat.stored",
		     "SELECT bright_spots, advice FROM my_contact WHERE id = :contact", false },
};
const struct sql_table repeat_sql = SQL_TABLE(statements);

enum { STRETCH = 4, TEXTS = 2 };

/* A text without what does not count, and where each character of it stood. */
struct plain {
	uint32_t *cp;
	size_t *at; /* bytes */
	size_t count, room;
	struct sentence {
		size_t from, count;
	} * sentences;
	size_t sentence_count, sentence_room;
};

static void plain_release(struct plain *p)
{
	free(p->cp);
	free(p->at);
	free(p->sentences);
}

static void add_char(struct plain *p, uint32_t cp, size_t at)
{
	if (p->count == p->room) {
		p->room = p->room ? 2 * p->room : 256;
		p->cp = mem_grow(p->cp, p->room * sizeof *p->cp);
		p->at = mem_grow(p->at, p->room * sizeof *p->at);
	}
	p->cp[p->count] = cp;
	p->at[p->count++] = at;
}

static void end_sentence(struct plain *p, size_t *from)
{
	if (p->sentence_count == p->sentence_room) {
		p->sentence_room = p->sentence_room ? 2 * p->sentence_room : 16;
		p->sentences = mem_grow(p->sentences, p->sentence_room * sizeof *p->sentences);
	}
	if (p->count > *from)
		p->sentences[p->sentence_count++] = (struct sentence){ *from, p->count - *from };
	*from = p->count;
}

static bool ends_sentence(uint32_t cp)
{
	return cp == '\n' || cp == '.' || cp == '!' || cp == '?' || cp == ';' || cp == 0x3002 ||
	       cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF1B || cp == 0x2026;
}

/* Bytes of the name, or of the given name alone, that stand here. */
static size_t name_here(const char *text, const char *name)
{
	size_t len = strlen(name), given = 0;

	if (len && !strncmp(text, name, len))
		return len;
	if (text_count(name) > 2)
		given = text_prev(name, len, text_prev(name, len, len));
	return given && !strncmp(text, name + given, len - given) ? len - given : 0;
}

static void make_plain(struct plain *p, const char *text, const char *name)
{
	size_t from = 0, step;

	p->count = p->sentence_count = 0;
	for (size_t at = 0; text[at]; at += step) {
		struct buf folded = { 0 };
		uint32_t cp = text_decode(text + at, &step);
		size_t called = name_here(text + at, name), len;

		if (called) {
			step = called;
			continue;
		}
		if (ends_sentence(cp))
			end_sentence(p, &from);
		if (!text_is_word(cp))
			continue;
		if (cp < 0x2E80 || cp > 0xFA6D) { /* letters come in two widths and cases */
			char one[8] = { 0 };

			memcpy(one, text + at, step);
			text_fold(&folded, one);
			cp = folded.len ? text_decode(folded.at, &len) : cp;
			buf_release(&folded);
		}
		add_char(p, cp, at);
	}
	end_sentence(p, &from);
}

/* --------------------------------------------------- the letter that is looked at */

/* A stretch of it: where it first stands, how often, and in which letter it was last found. */
struct stretch {
	size_t first, times; /* times 0: a free place */
	size_t found_in;
};

struct own {
	const char *text;
	struct plain plain;
	struct stretch *table;
	size_t size; /* a power of two */
};

static size_t hash(const uint32_t *cp)
{
	uint64_t h = 0;

	for (int i = 0; i < STRETCH; i++)
		h = (h ^ cp[i]) * UINT64_C(0x9E3779B97F4A7C15);
	return (size_t)(h >> 20);
}

/* Its place, or a free one. */
static struct stretch *look_up(const struct own *o, const uint32_t *cp)
{
	size_t i = hash(cp) & (o->size - 1);

	while (o->table[i].times &&
	       memcmp(o->plain.cp + o->table[i].first, cp, STRETCH * sizeof *cp))
		i = (i + 1) & (o->size - 1);
	return &o->table[i];
}

static size_t stretches(const struct plain *p)
{
	return p->count < STRETCH ? 0 : p->count - STRETCH + 1;
}

static void own_init(struct own *o, const char *text, const char *name)
{
	*o = (struct own){ .text = text, .size = 16 };
	make_plain(&o->plain, text, name);
	while (o->size < 2 * o->plain.count)
		o->size *= 2;
	o->table = mem_alloc(o->size * sizeof *o->table);
	memset(o->table, 0, o->size * sizeof *o->table);
	for (size_t i = 0; i < stretches(&o->plain); i++) {
		struct stretch *s = look_up(o, o->plain.cp + i);

		if (!s->times++)
			s->first = i;
	}
}

static void own_release(struct own *o)
{
	plain_release(&o->plain);
	free(o->table);
}

/* So many of its stretches does the letter have too; they are marked as found in it. */
static size_t shared(struct own *o, const struct plain *letter, size_t number)
{
	size_t count = 0;

	for (size_t i = 0; i < stretches(letter); i++) {
		struct stretch *s = look_up(o, letter->cp + i);

		if (s->times && s->found_in != number) {
			s->found_in = number;
			count += s->times;
		}
	}
	return count;
}

static bool same_sentence(const struct plain *a, const struct plain *b)
{
	for (size_t i = 0; i < a->sentence_count; i++)
		for (size_t k = 0; k < b->sentence_count; k++) {
			const struct sentence *x = &a->sentences[i], *y = &b->sentences[k];

			if (x->count >= REPEAT_SENTENCE && x->count == y->count &&
			    !memcmp(a->cp + x->from, b->cp + y->from, x->count * sizeof *a->cp))
				return true;
		}
	return false;
}

static bool repeats(const struct own *o, const struct plain *letter, size_t count)
{
	return (o->plain.count >= REPEAT_LEAST &&
		count * 100 >= REPEAT_SHARE * stretches(&o->plain)) ||
	       (count && same_sentence(&o->plain, letter));
}

/* The longest row of stretches that were found in the letter, as it was written. */
static const char *passage(const struct own *o, size_t number, struct arena *arena)
{
	const struct plain *p = &o->plain;
	size_t best = 0, end = 0, row = 0, step;

	for (size_t i = 0; i < stretches(p); i++) {
		row = look_up(o, p->cp + i)->found_in == number ? row + 1 : 0;
		if (row > best) {
			best = row;
			end = i + STRETCH - 1;
		}
	}
	size_t from = p->at[end + 1 - (best + STRETCH - 1)];

	text_decode(o->text + p->at[end], &step);
	return arena_copy(arena, o->text + from, p->at[end] + step - from);
}

/* -------------------------------------------------------------------- the search */

struct search {
	struct own own[TEXTS];
	size_t count;
	struct plain letter;
	size_t number, most; /* letters so far; what the best one shares */
	struct repeat *out;
	struct arena *arena;
};

static void compare(struct search *f, const char *name, const char *text)
{
	make_plain(&f->letter, text, name);
	f->number++;
	for (size_t i = 0; i < f->count; i++) {
		struct own *o = &f->own[i];
		size_t count = shared(o, &f->letter, f->number);

		if (count <= f->most || !repeats(o, &f->letter, count))
			continue;
		f->most = count;
		f->out->student = arena_text(f->arena, name);
		f->out->passage = passage(o, f->number, f->arena);
	}
}

/* What is new in it: who only dates a delivery is not asked about the text once more. */
static bool take_new_texts(struct session *s, const struct contact *c, struct arena *arena,
			   struct search *f, struct err *e)
{
	const char *const texts[TEXTS] = { c->bright_spots, c->advice };
	const char *stored[TEXTS] = { "", "" }, *name = NULL;
	struct cursor cursor;

	if (!db_text(s->db, &statements[NAME],
		     WITH(INT("student", strtoll(c->student_ids, NULL, 10))), arena, &name, e) ||
	    !cursor_open(&cursor, s->db, &statements[STORED], WITH(INT("contact", c->id)), e))
		return false;
	if (cursor_next(&cursor))
		for (int i = 0; i < TEXTS; i++)
			stored[i] = arena_text(arena, cursor_text(&cursor, i));
	for (int i = 0; i < TEXTS; i++)
		if (texts[i] && strcmp(texts[i], stored[i]))
			own_init(&f->own[f->count++], texts[i], name ? name : "");
	return cursor_close(&cursor);
}

static bool search(struct session *s, const struct contact *c, struct search *f, struct err *e)
{
	struct school_year year;
	struct cursor cursor;
	bool holds;

	if (!school_year_holding(s->db, c->date, &year, &holds, e))
		return false;
	if (!holds)
		return true;
	if (!cursor_open(
		    &cursor, s->db, &statements[LETTERS],
		    WITH(INT("year", year.id), INT("student", strtoll(c->student_ids, NULL, 10))),
		    e))
		return false;
	while (cursor_next(&cursor))
		compare(f, cursor_text(&cursor, 0), cursor_text(&cursor, 1));
	return cursor_close(&cursor);
}

bool repeat_find(struct session *s, const struct contact *c, struct arena *arena,
		 struct repeat *out, struct err *e)
{
	struct search f = { .out = out, .arena = arena };
	bool ok;

	*out = (struct repeat){ 0 };
	if (strcmp(c->kind, "feedback") || !c->student_ids || !c->date || !*c->date)
		return true;
	ok = take_new_texts(s, c, arena, &f, e) && (!f.count || search(s, c, &f, e));
	for (size_t i = 0; i < f.count; i++)
		own_release(&f.own[i]);
	plain_release(&f.letter);
	return ok;
}
