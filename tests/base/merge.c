/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/merge.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(base_merge);

static const struct choice codes[] = {
	{ "a", "a", NULL }, { "b", "b", NULL }, { "c", "c", NULL },
	{ "d", "d", NULL }, { "e", "e", NULL }, { 0 },
};
enum { CODES = 5 };

struct thing {
	int64_t id, rev, count;
	const char *line, *note, *several, *ids;
};

static const struct field fields[] = {
	{ FIELD(struct thing, count), .kind = FIELD_INT },
	{ FIELD(struct thing, line), .kind = FIELD_TEXT },
	{ FIELD(struct thing, note), .kind = FIELD_NOTE },
	{ FIELD(struct thing, several), .kind = FIELD_CHOICES, .choices = codes },
	{ FIELD(struct thing, ids), .kind = FIELD_REFS },
	{ 0 },
};

/* ---------------------------------------------------------------- who changed it */

static enum merge_change changed(const char *field, const struct thing *base,
				 const struct thing *theirs, const struct thing *mine)
{
	return merge_of(field_find(fields, field), &(struct merge){ base, theirs, mine });
}

Test(base_merge, tells_who_changed_a_field)
{
	static const struct {
		const char *field, *base, *theirs, *mine;
		enum merge_change change;
	} cases[] = {
		{ "line", "x", "x", "x", MERGE_NONE },
		{ "line", NULL, "", NULL, MERGE_NONE }, /* nothing is known, either way */
		{ "line", "x", "y", "x", MERGE_THEIRS },
		{ "line", "x", "x", "y", MERGE_MINE },
		{ "line", "x", "y", "y", MERGE_SAME },
		{ "line", "x", "y", "z", MERGE_BOTH },
		{ "line", "x", "", "z", MERGE_BOTH }, /* emptied is changed too */
		{ "ids", "3 5", "5 3", "3 5", MERGE_NONE },
		{ "ids", "3 5", "3 5 7", "5 3", MERGE_THEIRS },
		{ "ids", "3", "33", "3", MERGE_THEIRS },
		{ "several", "a b", "b", "b a", MERGE_THEIRS },
		{ "several", "a", "a b", "a c", MERGE_BOTH },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct field *f = field_find(fields, cases[i].field);
		struct thing base = { 0 }, theirs = { 0 }, mine = { 0 };

		field_put_text(f, &base, cases[i].base);
		field_put_text(f, &theirs, cases[i].theirs);
		field_put_text(f, &mine, cases[i].mine);
		cr_expect_eq(changed(cases[i].field, &base, &theirs, &mine), cases[i].change,
			     "case %zu", i);
	}
}

/* All of three small numbers each, against the words of the header. */
Test(base_merge, tells_who_changed_a_number)
{
	for (int64_t b = 0; b < 3; b++)
		for (int64_t t = 0; t < 3; t++)
			for (int64_t m = 0; m < 3; m++) {
				struct thing base = { .count = b }, theirs = { .count = t },
					     mine = { .count = m };
				enum merge_change wanted = t == b && m == b ? MERGE_NONE
							   : m == b         ? MERGE_THEIRS
							   : t == b         ? MERGE_MINE
							   : t == m         ? MERGE_SAME
									    : MERGE_BOTH;

				cr_expect_eq(changed("count", &base, &theirs, &mine), wanted);
			}
}

/* ---------------------------------------------------------------- keeping both */

static void expect_join(const char *field, const char *base, const char *theirs, const char *mine,
			const char *wanted)
{
	const struct field *f = field_find(fields, field);
	struct thing b = { 0 }, t = { 0 }, m = { 0 };
	struct buf out = { 0 };

	field_put_text(f, &b, base);
	field_put_text(f, &t, theirs);
	field_put_text(f, &m, mine);
	merge_join(f, &(struct merge){ &b, &t, &m }, &out);
	cr_expect_str_eq(buf_str(&out), wanted, "%s: %s, %s, %s", field, base, theirs, mine);
	buf_release(&out);
}

Test(base_merge, keeps_both_texts)
{
	static const struct {
		const char *base, *theirs, *mine, *both;
	} cases[] = {
		{ "", "他写", "我写", "他写\n我写" },
		{ "谈了。", "谈了。他写", "谈了。我写", "谈了。他写\n我写" },
		{ "谈了。", "谈了。\n他写", "谈了。\n我写", "谈了。\n他写\n我写" },
		{ "谈了。", "谈了。他写", "谈了。", "谈了。他写" },
		/* each another line */
		{ "一\n二\n三", "壹\n二\n三", "一\n二\n叁", "壹\n二\n叁" },
		{ "一\n二\n三", "一\n二\n叁", "壹\n二\n三", "壹\n二\n叁" },
		{ "一\n二\n三", "一\n三", "一\n二\n三\n四", "一\n三\n四" },
		{ "一\n二", "壹\n二", "一\n贰", "壹\n贰" },
		/* the same line: theirs above */
		{ "一\n二\n三", "一\n他\n三", "一\n我\n三", "一\n他\n我\n三" },
		{ "一", "他", "我", "他\n我" },
		{ "一", "", "我", "我" },
		{ "一", "他", "", "他" },
		{ "一\n二", "二", "一\n我", "我" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_join("note", cases[i].base, cases[i].theirs, cases[i].mine, cases[i].both);
}

Test(base_merge, keeps_what_both_put_in)
{
	expect_join("ids", "3", "3 5", "3 7", "3 5 7");
	expect_join("ids", "3 5", "5", "3 5 7", "5 7");
	expect_join("ids", "3 5", "3", "5", "");
	expect_join("several", "b", "b d", "a b", "a b d"); /* as they are offered */
}

/* ------------------------------------------------------------------- at random */

/* xorshift: the same on every machine */
static unsigned next_random(unsigned *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static const char *set_text(unsigned bits, char text[2 * CODES + 1])
{
	size_t n = 0;

	for (int i = 0; i < CODES; i++)
		if (bits & 1U << i) {
			if (n)
				text[n++] = ' ';
			text[n++] = (char)('a' + i);
		}
	text[n] = '\0';
	return text;
}

/* Of three sets all there are, against the same in bits. */
Test(base_merge, joins_all_sets_as_bits_do)
{
	enum { ALL = 1 << CODES };
	char b[2 * CODES + 1], t[2 * CODES + 1], m[2 * CODES + 1], wanted[2 * CODES + 1];

	for (unsigned base = 0; base < ALL; base++)
		for (unsigned theirs = 0; theirs < ALL; theirs++)
			for (unsigned mine = 0; mine < ALL; mine++) {
				unsigned both = (base & theirs & mine) | (~base & (theirs | mine));

				expect_join("several", set_text(base, b), set_text(theirs, t),
					    set_text(mine, m), set_text(both, wanted));
			}
}

enum { MOST_LINES = 40 };

/* Lines are known by a letter of their own, which nobody else has. */
struct text {
	char lines[MOST_LINES];
	size_t count;
};

static void edit(struct text *t, char *fresh, unsigned *seed)
{
	for (unsigned n = next_random(seed) % 4; n; n--) {
		size_t at = next_random(seed) % (t->count + 1);

		if (next_random(seed) % 3 == 0 && at < t->count) {
			memmove(t->lines + at, t->lines + at + 1, t->count - at - 1);
			t->count--;
		} else {
			memmove(t->lines + at + 1, t->lines + at, t->count - at);
			t->lines[at] = (*fresh)++;
			t->count++;
		}
	}
}

static const char *spell(const struct text *t, char out[2 * MOST_LINES])
{
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++) {
		if (i)
			out[n++] = '\n';
		out[n++] = t->lines[i];
	}
	out[n] = '\0';
	return out;
}

static bool has(const struct text *t, char line)
{
	return t->count && memchr(t->lines, line, t->count);
}

/* Slow and obvious: every line that either put in is there once, as is what neither took out. What
 * one of them took out may come back, where both worked at the same place: never the other way. */
static void expect_whole(const struct text *base, const struct text *theirs,
			 const struct text *mine, const char *joined)
{
	for (int c = '!'; c < 127; c++) {
		bool was = has(base, (char)c), in_theirs = has(theirs, (char)c);
		bool in_mine = has(mine, (char)c);
		size_t times = 0;

		for (const char *s = joined; *s; s++)
			times += *s == c;
		if (was ? in_theirs && in_mine : in_theirs || in_mine)
			cr_assert(times >= 1, "%c is lost in\n%s", c, joined);
		else if (!in_theirs && !in_mine)
			cr_assert_eq(times, 0, "%c is there in\n%s", c, joined);
		if (!was)
			cr_assert(times <= 1, "%c is there twice in\n%s", c, joined);
	}
}

Test(base_merge, loses_no_line_of_a_text)
{
	const struct field *f = field_find(fields, "note");
	unsigned seed = 20261123;

	for (int round = 0; round < 50000; round++) {
		char fresh = '!', b[2 * MOST_LINES], t[2 * MOST_LINES], m[2 * MOST_LINES];
		struct text base = { 0 }, theirs, mine;
		struct buf out = { 0 };

		for (size_t n = next_random(&seed) % 8; base.count < n;)
			base.lines[base.count++] = fresh++;
		theirs = mine = base;
		edit(&theirs, &fresh, &seed);
		edit(&mine, &fresh, &seed);

		struct thing x = { .note = spell(&base, b) }, y = { .note = spell(&theirs, t) },
			     z = { .note = spell(&mine, m) };

		merge_join(f, &(struct merge){ &x, &y, &z }, &out);
		expect_whole(&base, &theirs, &mine, buf_str(&out));
		buf_release(&out);
	}
}
