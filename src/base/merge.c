/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/merge.h"

#include <string.h>

#include "base/text.h"

static bool is_set(const struct field *f)
{
	return f->kind == FIELD_CHOICES || f->kind == FIELD_REFS;
}

static bool holds(const char *set, const char *member, size_t member_len)
{
	const char *word;
	size_t len;

	while (text_word(&set, ' ', &word, &len))
		if (len == member_len && !strncmp(word, member, len))
			return true;
	return false;
}

static bool holds_all(const char *set, const char *of)
{
	const char *word;
	size_t len;

	while (text_word(&of, ' ', &word, &len))
		if (!holds(set, word, len))
			return false;
	return true;
}

bool merge_same(const struct field *f, const void *a, const void *b)
{
	const char *x = field_text(f, a), *y = field_text(f, b);

	if (field_is_number(f))
		return field_int(f, a) == field_int(f, b);
	return is_set(f) ? holds_all(x, y) && holds_all(y, x) : !strcmp(x, y);
}

enum merge_change merge_of(const struct field *f, const struct merge *m)
{
	bool theirs = !merge_same(f, m->base, m->theirs), mine = !merge_same(f, m->base, m->mine);

	if (!theirs)
		return mine ? MERGE_MINE : MERGE_NONE;
	if (!mine)
		return MERGE_THEIRS;
	return merge_same(f, m->theirs, m->mine) ? MERGE_SAME : MERGE_BOTH;
}

/* ------------------------------------------------------------------ keeping both */

bool merge_joins(const struct field *f)
{
	return is_set(f) || f->kind == FIELD_NOTE;
}

static void add_member(struct buf *out, const char *word, size_t len)
{
	if (out->len)
		buf_char(out, ' ');
	buf_add(out, word, len);
}

static bool stays(const char *base, const char *theirs, const char *mine, const char *word,
		  size_t len)
{
	bool in_theirs = holds(theirs, word, len), in_mine = holds(mine, word, len);

	return holds(base, word, len) ? in_theirs && in_mine : in_theirs || in_mine;
}

static void join_sets(const char *base, const char *theirs, const char *mine, struct buf *out)
{
	const char *word, *list = theirs;
	size_t len;

	while (text_word(&list, ' ', &word, &len))
		if (stays(base, theirs, mine, word, len))
			add_member(out, word, len);
	list = mine;
	while (text_word(&list, ' ', &word, &len))
		if (!holds(theirs, word, len) && stays(base, theirs, mine, word, len))
			add_member(out, word, len);
}

/* Codes are kept in the order in which they are offered. */
static void join_choices(const struct field *f, const struct merge *m, struct buf *out)
{
	for (const struct choice *c = f->choices; c->code; c++)
		if (stays(field_text(f, m->base), field_text(f, m->theirs), field_text(f, m->mine),
			  c->code, strlen(c->code)))
			add_member(out, c->code, strlen(c->code));
}

static void add_below(struct buf *out, const char *text, size_t len)
{
	if (len && out->len && out->at[out->len - 1] != '\n')
		buf_char(out, '\n');
	buf_add(out, text, len);
}

/* Bytes of whole lines that two texts begin with alike. */
static size_t same_head(const char *a, const char *b)
{
	size_t same = 0, i = 0;

	while (a[i] && a[i] == b[i])
		if (a[i++] == '\n')
			same = i;
	return same;
}

/* The same at their ends, behind `from`. */
static size_t same_tail(const char *a, const char *b, size_t from)
{
	size_t x = strlen(a), y = strlen(b), same = 0, i = 0;

	while (i < x - from && i < y - from && a[x - i - 1] == b[y - i - 1]) {
		i++;
		if ((i == x || a[x - i - 1] == '\n') && (i == y || b[y - i - 1] == '\n'))
			same = i;
	}
	return same;
}

/* The lines of the base that another text has otherwise: from, to; and up to where it has them. */
struct hunk {
	size_t from, to, end;
};

static struct hunk find_hunk(const char *base, const char *other)
{
	size_t head = same_head(base, other), tail = same_tail(base, other, head);

	return (struct hunk){ head, strlen(base) - tail, strlen(other) - tail };
}

/* Where each changed lines of its own, first `a` and further down `b`. */
static void join_apart(const char *base, const char *a, struct hunk x, const char *b, struct hunk y,
		       struct buf *out)
{
	buf_add(out, a, x.end);
	add_below(out, base + x.to, y.from - x.to);
	add_below(out, b + y.from, strlen(b) - y.from);
}

static void join_below(const char *theirs, const char *mine, struct buf *out)
{
	size_t head = same_head(theirs, mine), tail = same_tail(theirs, mine, head);

	buf_add(out, theirs, strlen(theirs) - tail);
	add_below(out, mine + head, strlen(mine) - tail - head);
	add_below(out, mine + strlen(mine) - tail, tail);
}

static void join_texts(const char *base, const char *theirs, const char *mine, struct buf *out)
{
	struct hunk x = find_hunk(base, theirs), y = find_hunk(base, mine);
	size_t begun = strlen(base);

	if (!strncmp(theirs, base, begun) && !strncmp(mine, base, begun)) {
		buf_text(out, theirs);
		mine += begun + strspn(mine + begun, "\n");
		add_below(out, mine, strlen(mine));
	} else if (x.to < y.from || (x.to == y.from && x.from < x.to && y.from < y.to)) {
		join_apart(base, theirs, x, mine, y, out);
	} else if (y.to < x.from || (y.to == x.from && y.from < y.to && x.from < x.to)) {
		join_apart(base, mine, y, theirs, x, out);
	} else {
		join_below(theirs, mine, out);
	}
}

void merge_join(const struct field *f, const struct merge *m, struct buf *out)
{
	const char *base = field_text(f, m->base), *theirs = field_text(f, m->theirs),
		   *mine = field_text(f, m->mine);

	if (f->kind == FIELD_CHOICES)
		join_choices(f, m, out);
	else if (f->kind == FIELD_REFS)
		join_sets(base, theirs, mine, out);
	else
		join_texts(base, theirs, mine, out);
}

void merge_take(const struct field *f, void *to, const void *from)
{
	if (field_is_number(f))
		field_put_int(f, to, field_int(f, from));
	else
		field_put_text(f, to, field_text(f, from));
}
