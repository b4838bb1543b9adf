/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The editor beside a naive one: an array of clusters and a cursor, which forgets nothing because
 * it keeps a copy of itself for every change. Thousands of random acts, by fixed seeds.
 */
#include <criterion/criterion.h>
#include <locale.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "ui/edit.h"

enum { ROUNDS = 40, STEPS = 900, MOST = 4000, MAX = 300 };

static void utf8(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(ui_edit_model, .init = utf8);

/* Each is one cluster, whatever stands beside it. */
static const char *const alphabet[] = { "a",
					"Z",
					"7",
					" ",
					"\n",
					",",
					"导",
					"师",
					"，",
					"。",
					"（",
					"》",
					"e\u0301",
					"\U00030EDE",
					"\U0001F600",
					"o\u0323\u0302",
					"\u1112\u1161\u11AB" };
enum { LETTERS = sizeof alphabet / sizeof *alphabet };

struct model {
	const char *at[MOST];
	size_t len, cursor;
};

static uint32_t state;

static uint32_t roll(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % n;
}

/* --------------------------------------------------------- the naive editor */

static void put(struct model *m, const char *cluster)
{
	memmove(m->at + m->cursor + 1, m->at + m->cursor, (m->len - m->cursor) * sizeof *m->at);
	m->at[m->cursor++] = cluster;
	m->len++;
}

static bool cut(struct model *m, size_t from, size_t to)
{
	memmove(m->at + from, m->at + to, (m->len - to) * sizeof *m->at);
	m->len -= to - from;
	m->cursor = from;
	return from != to;
}

static bool is_stop(const char *cluster)
{
	return strchr(" \n,", *cluster) || !strcmp(cluster, "，") || !strcmp(cluster, "。");
}

static size_t word_left(const struct model *m)
{
	size_t at = m->cursor;

	while (at && is_stop(m->at[at - 1]))
		at--;
	while (at && !is_stop(m->at[at - 1]))
		at--;
	return at;
}

static size_t word_right(const struct model *m)
{
	size_t at = m->cursor;

	while (at < m->len && !is_stop(m->at[at]))
		at++;
	while (at < m->len && is_stop(m->at[at]))
		at++;
	return at;
}

static size_t rest_of_line(const struct model *m)
{
	size_t at = m->cursor;

	if (at < m->len && *m->at[at] == '\n')
		return at + 1;
	while (at < m->len && *m->at[at] != '\n')
		at++;
	return at;
}

static bool move(struct model *m, size_t to)
{
	bool moved = to != m->cursor;

	m->cursor = to;
	return moved;
}

static bool act_on(struct model *m, enum edit_act act)
{
	size_t before = m->cursor ? m->cursor - 1 : 0;
	size_t after = m->cursor < m->len ? m->cursor + 1 : m->len;

	switch (act) {
	case EDIT_LEFT:
		return move(m, before);
	case EDIT_RIGHT:
		return move(m, after);
	case EDIT_WORD_LEFT:
		return move(m, word_left(m));
	case EDIT_WORD_RIGHT:
		return move(m, word_right(m));
	case EDIT_TOP:
		return move(m, 0);
	case EDIT_BOTTOM:
		return move(m, m->len);
	case EDIT_BACKSPACE:
		return cut(m, before, m->cursor);
	case EDIT_DELETE:
		return cut(m, m->cursor, after);
	case EDIT_KILL_WORD:
		return cut(m, word_left(m), m->cursor);
	case EDIT_KILL_REST:
		return cut(m, m->cursor, rest_of_line(m));
	default:
		return cut(m, 0, m->len);
	}
}

/* ------------------------------------------------------------- side by side */

static void expect_same(const struct edit *e, const struct model *m)
{
	struct buf text = { 0 };
	size_t cursor = 0;

	for (size_t i = 0; i < m->len; i++) {
		if (i == m->cursor)
			cursor = text.len;
		buf_text(&text, m->at[i]);
	}
	if (m->cursor == m->len)
		cursor = text.len;
	cr_assert_str_eq(edit_text(e), buf_str(&text));
	cr_assert_eq(e->cursor, cursor);
	buf_release(&text);
}

static void insert_some(struct edit *e, struct model *m)
{
	struct buf text = { 0 };
	const char *clusters[8];
	size_t count = roll(4) ? 1 : 1 + roll(8);
	bool fits;

	for (size_t i = 0; i < count; i++)
		buf_text(&text, clusters[i] = alphabet[roll(LETTERS)]);
	fits = text_count(edit_text(e)) + text_count(buf_str(&text)) <= MAX;
	cr_assert_eq(edit_insert(e, buf_str(&text), text.len, &(struct edit_report){ 0 }), fits);
	for (size_t i = 0; fits && i < count; i++)
		put(m, clusters[i]);
	buf_release(&text);
}

static void do_some(struct edit *e, struct model *m)
{
	static const enum edit_act acts[] = {
		EDIT_LEFT,      EDIT_RIGHT,     EDIT_WORD_LEFT, EDIT_WORD_RIGHT, EDIT_TOP,
		EDIT_BOTTOM,    EDIT_BACKSPACE, EDIT_DELETE,    EDIT_KILL_WORD,  EDIT_KILL_REST,
		EDIT_BACKSPACE, EDIT_LEFT,      EDIT_RIGHT,     EDIT_RIGHT,
	};
	enum edit_act act = acts[roll(sizeof acts / sizeof *acts)];

	if (!roll(150))
		act = EDIT_KILL_ALL;
	cr_assert_eq(edit_do(e, act), act_on(m, act), "act %d", act);
}

static void start(struct edit *e, struct model *m, uint32_t seed)
{
	struct buf text = { 0 };

	state = seed;
	m->len = m->cursor = 0;
	for (uint32_t n = roll(60); n; n--) {
		put(m, alphabet[roll(LETTERS)]);
		buf_text(&text, m->at[m->len - 1]);
	}
	edit_init(e, buf_str(&text), true, MAX);
	buf_release(&text);
}

Test(ui_edit_model, random_acts)
{
	static struct model m;

	for (uint32_t round = 1; round <= ROUNDS; round++) {
		struct buf first = { 0 }, last = { 0 };
		struct edit e;

		start(&e, &m, round);
		buf_text(&first, edit_text(&e));
		for (int i = 0; i < STEPS; i++) {
			if (roll(2))
				insert_some(&e, &m);
			else
				do_some(&e, &m);
			expect_same(&e, &m);
		}
		buf_text(&last, edit_text(&e));
		while (edit_do(&e, EDIT_UNDO))
			cr_assert(text_valid(edit_text(&e), e.text.len));
		cr_assert_str_eq(edit_text(&e), buf_str(&first));
		while (edit_do(&e, EDIT_REDO))
			;
		cr_assert_str_eq(edit_text(&e), buf_str(&last));
		edit_release(&e);
		buf_release(&first);
		buf_release(&last);
	}
}

/* Undo and redo are among the acts; each undo leads to a text that was there before. */
Test(ui_edit_model, undo_leads_to_texts_that_were)
{
	static char seen[STEPS + 1][MAX * 4];

	for (uint32_t round = 1; round <= ROUNDS; round++) {
		static struct model m;
		struct edit e;
		int count = 0;

		start(&e, &m, round * 7919);
		for (int i = 0; i < STEPS; i++) {
			bool back = roll(3) == 0, known = false;

			cr_assert_lt(e.text.len, sizeof *seen);
			strcpy(seen[count++], edit_text(&e));
			if (!back)
				insert_some(&e, &m);
			else
				edit_do(&e, roll(3) ? EDIT_UNDO : EDIT_REDO);
			for (int k = 0; back && !known && k < count; k++)
				known = !strcmp(seen[k], edit_text(&e));
			cr_assert(!back || known);
			m.len = m.cursor = 0;
		}
		edit_release(&e);
	}
}

/* ------------------------------------------------------------------ by rows */

/* Where each place between two clusters is on the screen. */
struct place {
	size_t byte, row;
	int column;
};

static size_t places_of(const struct edit *e, struct place *out)
{
	struct wrap w = { 0 };
	size_t count = 0, row = 0;

	wrap_text(&w, edit_text(e), e->text.len, e->width);
	for (size_t at = 0;; at = text_next(edit_text(e), e->text.len, at)) {
		while (row + 1 < w.rows && w.start[row + 1] <= at)
			row++;
		out[count++] = (struct place){
			at, row, text_width_n(edit_text(e) + w.start[row], at - w.start[row])
		};
		if (at == e->text.len)
			break;
	}
	wrap_release(&w);
	return count;
}

/* The last place of the row that is not right of the column. */
static size_t nearest(const struct place *p, size_t count, size_t row, int column)
{
	size_t best = 0;

	for (size_t i = 0; i < count; i++)
		if (p[i].row == row && (p[i].column <= column || p[i].column == 0))
			best = i;
	return p[best].byte;
}

static void move_by_rows(struct edit *e, int *kept)
{
	static const struct {
		enum edit_act act;
		long step;
	} acts[] = {
		{ EDIT_UP, -1 }, { EDIT_DOWN, 1 }, { EDIT_PAGE_UP, -4 }, { EDIT_PAGE_DOWN, 4 }
	};
	static struct place p[MOST];
	size_t n = roll(4), count = places_of(e, p), here = 0, want;
	long row, last = (long)p[count - 1].row;

	while (p[here].byte != e->cursor)
		here++;
	if (*kept < 0)
		*kept = p[here].column;
	row = (long)p[here].row + acts[n].step;
	row = row < 0 ? 0 : row > last ? last : row;
	want = row == (long)p[here].row ? e->cursor : nearest(p, count, (size_t)row, *kept);
	if (want == e->cursor)
		*kept = -1;
	cr_assert_eq(edit_do(e, acts[n].act), want != p[here].byte);
	cr_assert_eq(e->cursor, want, "act %zu: %zu, not %zu", n, e->cursor, want);
}

Test(ui_edit_model, moves_by_rows)
{
	static struct model m;

	for (uint32_t round = 1; round <= ROUNDS; round++) {
		struct edit e;
		int kept = -1;

		start(&e, &m, round * 104729);
		for (int i = 0; i < 200; i++) {
			if (i % 40 == 0)
				edit_layout(&e, 2 + (int)roll(30), 4);
			if (roll(4)) {
				move_by_rows(&e, &kept);
				continue;
			}
			m.len = m.cursor = 0;
			if (roll(2))
				insert_some(&e, &m);
			else
				edit_do(&e, roll(2) ? EDIT_LEFT : EDIT_RIGHT);
			e.column = kept = -1;
		}
		edit_release(&e);
	}
}
