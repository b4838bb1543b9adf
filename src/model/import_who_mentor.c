/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentors as the cells of a survey name them. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "import_private.h"
#include "model/mentor.h"

static bool is_set(const char *text)
{
	return text && *text;
}

const char *import_mentor_name(const struct import *im, int64_t id)
{
	for (size_t i = 0; i < im->who.mentors.count; i++) {
		const struct mentor *m = rowset_at(&im->who.mentors, i);

		if (m->id == id)
			return m->name;
	}
	return "";
}

static const char anybody[] = "无所谓|都可以|都行|均可|随意|随便|服从分配|服从安排|服从调剂|"
			      "听从安排|学校安排|不限|任意|任意导师|anybody|any";
static const char nobody[] = "空|跳过|无|没有|未填|未选|-|/|none|null|n/a";

enum { PIECES = 6, CANDIDATES = 6 };

struct cell {
	const char *piece[PIECES];
	size_t count;
	bool titled; /* 老师 stood behind a piece */
};

/* "王老师" is 王, with a title. */
static const char *untitled(struct import *im, const char *piece, bool *titled)
{
	static const char *const titles[] = { "老师", "导师", "教师", "先生", "女士" };
	size_t len = strlen(piece);

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		size_t end = strlen(titles[i]);

		if (len > end && !strcmp(piece + len - end, titles[i])) {
			*titled = true;
			return arena_copy(&im->arena, piece, len - end);
		}
	}
	return piece;
}

/* Whether a piece ends before the character: at signs, and where digits and letters meet Chinese
 * characters, as in t07王芳. */
static bool parts(uint32_t cp, uint32_t before)
{
	if (!text_is_word(cp))
		return true;
	return before && (cp < 0x80) != (before < 0x80);
}

static void take_apart(struct import *im, const char *text, struct cell *c)
{
	struct buf half = { 0 };
	const char *from, *s;
	uint32_t before = 0;

	text_half(&half, text);
	for (from = s = buf_str(&half);;) {
		size_t len = 1;
		uint32_t cp = *s ? text_decode(s, &len) : 0;

		if (!*s || parts(cp, before)) {
			if (s > from && c->count < PIECES)
				c->piece[c->count++] = untitled(
					im, arena_copy(&im->arena, from, (size_t)(s - from)),
					&c->titled);
			from = text_is_word(cp) ? s : s + len;
			before = 0;
		}
		if (!*s)
			break;
		if (text_is_word(cp))
			before = cp;
		s += len;
	}
	buf_release(&half);
}

/* 语文王芳, whose blank a roster's text loses, is 语文 and 王芳. */
static void part_subjects(struct import *im, struct cell *c)
{
	for (size_t k = 0; k < c->count && c->count < PIECES; k++)
		for (size_t i = 0; i < im->who.mentors.count; i++) {
			const struct mentor *m = rowset_at(&im->who.mentors, i);
			size_t len = is_set(m->subject) ? strlen(m->subject) : 0;

			if (!len || strlen(c->piece[k]) <= len ||
			    strncmp(c->piece[k], m->subject, len) != 0)
				continue;
			c->piece[c->count++] = arena_text(&im->arena, c->piece[k] + len);
			c->piece[k] = m->subject;
			break;
		}
}

struct found {
	const struct mentor *who[CANDIDATES];
	size_t count;
};

static void note(struct found *f, const struct mentor *m)
{
	for (size_t i = 0; i < f->count && i < CANDIDATES; i++)
		if (f->who[i] == m)
			return;
	if (f->count < CANDIDATES)
		f->who[f->count] = m;
	f->count++;
}

static bool begins(const char *name, const char *piece)
{
	return !strncmp(name, piece, strlen(piece));
}

static bool same_folded(const char *a, const char *b)
{
	struct buf x = { 0 }, y = { 0 };
	bool same;

	text_fold(&x, a);
	text_fold(&y, b);
	same = x.len && x.len == y.len && !strcmp(buf_str(&x), buf_str(&y));
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* By whole staff numbers, by whole names, by surnames with a title behind. */
struct reading {
	struct found numbers, names, surnames;
	const char *subject; /* a piece that is what some mentor teaches */
};

static void look_at(const struct import *im, const struct cell *c, const char *whole,
		    struct reading *r)
{
	for (size_t i = 0; i < im->who.mentors.count; i++) {
		const struct mentor *m = rowset_at(&im->who.mentors, i);

		if (same_folded(m->staff_no, whole))
			note(&r->numbers, m);
		if (same_folded(m->name, whole))
			note(&r->names, m);
		for (size_t k = 0; k < c->count; k++) {
			if (same_folded(m->staff_no, c->piece[k]))
				note(&r->numbers, m);
			if (same_folded(m->name, c->piece[k]))
				note(&r->names, m);
			else if (c->titled && begins(m->name, c->piece[k]))
				note(&r->surnames, m);
			if (is_set(m->subject) && !strcmp(m->subject, c->piece[k]))
				r->subject = c->piece[k];
		}
	}
}

/* Of several, those who teach what the cell says. */
static void narrow(struct found *f, const char *subject)
{
	struct found left = { 0 };

	for (size_t i = 0; subject && i < f->count && i < CANDIDATES; i++)
		if (is_set(f->who[i]->subject) && !strcmp(f->who[i]->subject, subject))
			note(&left, f->who[i]);
	if (left.count)
		*f = left;
}

/* One character of as many is another: 王方 for 王芳. */
static bool is_like(const char *a, const char *b)
{
	size_t differ = 0;

	if (strlen(a) != strlen(b) || text_count(a) < 2)
		return false;
	while (*a && *b) {
		size_t n, k;

		differ += text_decode(a, &n) != text_decode(b, &k);
		a += n;
		b += k;
	}
	return differ == 1 && !*a && !*b;
}

static void alike(const struct import *im, const struct cell *c, struct found *f)
{
	for (size_t i = 0; i < im->who.mentors.count; i++) {
		const struct mentor *m = rowset_at(&im->who.mentors, i);

		for (size_t k = 0; k < c->count; k++)
			if (is_like(m->name, c->piece[k]))
				note(f, m);
	}
}

static void say_candidates(const struct found *f, struct buf *out)
{
	for (size_t i = 0; i < f->count && i < CANDIDATES; i++) {
		const struct mentor *m = f->who[i];

		buf_printf(out, "%s%s %s", i ? _(", ") : "", m->staff_no, m->name);
		if (is_set(m->subject))
			buf_printf(out, " %s", m->subject);
	}
	if (f->count > CANDIDATES)
		buf_text(out, _(" and others"));
}

/* 王芳、李强 in the cell of one choice: nobody is unclear, they are two. */
static bool are_several(const struct found *f, const char *cell)
{
	return f->count > 1 && strcmp(f->who[0]->name, f->who[1]->name) != 0 &&
	       strstr(cell, f->who[0]->name) && strstr(cell, f->who[1]->name);
}

static bool refuse(const struct import *im, const char *field, const char *cell,
		   const struct cell *c, const struct found *f, struct err *e)
{
	struct found like = { 0 };
	struct buf names = { 0 }, quoted = { 0 };

	text_quote(&quoted, cell);
	if (are_several(f, cell)) {
		err_field(e, field,
			  _("\"%s\" is more than one mentor; each choice has a column of its own, "
			    "or all of them stand in one column called Choices."),
			  buf_str(&quoted));
	} else if (f->count) {
		say_candidates(f, &names);
		err_field(e, field, _("\"%s\" may be %s: write the staff number in its place."),
			  buf_str(&quoted), buf_str(&names));
	} else {
		alike(im, c, &like);
		say_candidates(&like, &names);
		if (like.count)
			err_field(e, field,
				  _("There is no mentor \"%s\"; %s is like it. Write the name or "
				    "the staff number of who is meant."),
				  buf_str(&quoted), buf_str(&names));
		else
			err_field(e, field,
				  _("There is no mentor \"%s\"; write a name or a staff number."),
				  buf_str(&quoted));
	}
	buf_release(&names);
	buf_release(&quoted);
	return false;
}

/* A number and a name beside each other must be of one mentor. */
static bool agree(const struct mentor *m, const struct reading *r)
{
	bool by_name = !r->names.count && !r->surnames.count;

	for (size_t i = 0; i < r->names.count && i < CANDIDATES; i++)
		by_name = by_name || r->names.who[i] == m;
	for (size_t i = 0; !r->names.count && i < r->surnames.count && i < CANDIDATES; i++)
		by_name = by_name || r->surnames.who[i] == m;
	return by_name;
}

static bool decide(const struct import *im, const char *field, const char *cell,
		   const struct cell *c, struct reading *r, int64_t *id, struct err *e)
{
	struct found *f = r->names.count ? &r->names : &r->surnames;

	if (r->numbers.count == 1 && agree(r->numbers.who[0], r)) {
		*id = r->numbers.who[0]->id;
		return true;
	}
	if (r->numbers.count == 1 && r->names.count)
		return err_field(e, field, _("The number %s is %s's; mend the number or the name."),
				 r->numbers.who[0]->staff_no, r->numbers.who[0]->name);
	if (r->numbers.count)
		return refuse(im, field, cell, c, &r->numbers, e);
	narrow(f, r->subject);
	if (f->count != 1)
		return refuse(im, field, cell, c, f, e);
	*id = f->who[0]->id;
	return true;
}

static bool is_word(const char *list, const char *cell)
{
	struct buf folded = { 0 };
	const char *word = folded.at;
	size_t len;
	bool is;

	text_fold(&folded, cell);
	word = buf_str(&folded);
	len = strlen(word);
	/* surveys write (空) and (跳过) */
	if (len > 2 && word[0] == '(' && word[len - 1] == ')') {
		buf_splice(&folded, len - 1, 1, "", 0);
		buf_splice(&folded, 0, 1, "", 0);
	}
	is = choice_listed(list, buf_str(&folded));
	buf_release(&folded);
	return is;
}

bool import_is_mentor(const struct import *im, int64_t id, const char *cell)
{
	for (size_t i = 0; i < im->who.mentors.count; i++) {
		const struct mentor *m = rowset_at(&im->who.mentors, i);

		if (m->id == id)
			return strstr(cell, m->name) || same_folded(m->staff_no, cell);
	}
	return false;
}

bool import_read_mentor(struct import *im, const char *field, const char *cell, int64_t *id,
			struct err *e)
{
	struct reading r = { 0 };
	struct cell c = { 0 };

	*id = 0;
	if (!import_who_load(im, e))
		return false;
	if (!is_set(cell) || is_word(nobody, cell))
		return true;
	if (is_word(anybody, cell)) {
		*id = IMPORT_ANYBODY;
		return true;
	}
	take_apart(im, cell, &c);
	part_subjects(im, &c);
	look_at(im, &c, cell, &r);
	return decide(im, field, cell, &c, &r, id, e);
}
