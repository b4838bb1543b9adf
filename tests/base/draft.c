/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text that a half-filled form is kept as: what goes in comes out, and nothing else gets in. */
#include "base/draft.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "support/school.h"

TestSuite(base_draft, .init = school_language);

static const char sample[] = "daoshi-draft 1\n"
			     "form contact\n"
			     "about 12 13\n"
			     "row 55 3\n"
			     "at 1795422131\n"
			     "cursor summary 17\n"
			     "was place 办公室\n"
			     "is place \\\\操场\\n二楼\n"
			     "typed date -1\n"
			     "end\n";

static bool read_text(const char *text, size_t len, struct draft *d)
{
	struct err e = { 0 };
	bool ok = draft_read(text, len, d, &e);

	cr_expect(ok || (e.kind == ERR_INVALID && *e.text), "no sentence");
	return ok;
}

static void expect_same(const char *a, const char *b)
{
	cr_expect((!a && !b) || (a && b && !strcmp(a, b)), "%s is not %s", a ? a : "NULL",
		  b ? b : "NULL");
}

Test(base_draft, is_read_as_it_was_written)
{
	struct draft d, again;
	struct buf text = { 0 };

	cr_assert(read_text(sample, strlen(sample), &d));
	cr_expect_str_eq(d.form, "contact");
	cr_expect_str_eq(d.about, "12 13");
	cr_expect(d.id == 55 && d.rev == 3 && d.at == 1795422131 && d.place == 17);
	cr_expect_str_eq(d.cursor, "summary");
	cr_expect_str_eq(draft_text(&d, "place"), "\\操场\n二楼");
	cr_expect_str_eq(draft_field(&d, "place", false)->was, "办公室");
	cr_expect_str_eq(draft_field(&d, "date", false)->typed, "-1");
	cr_expect_str_eq(draft_text(&d, "date"), "");
	draft_write(&d, &text);
	cr_expect_str_eq(text.at, sample);
	cr_assert(read_text(text.at, text.len, &again));
	draft_release(&again);
	draft_release(&d);
	buf_release(&text);
}

/* A new form on a row of no kind, nothing but its name. */
Test(base_draft, the_least)
{
	struct draft d = { .form = "phrase" }, read;
	struct buf text = { 0 };

	draft_write(&d, &text);
	cr_assert(read_text(text.at, text.len, &read), "%s", text.at);
	cr_expect_str_eq(read.form, "phrase");
	expect_same(read.about, NULL);
	expect_same(read.cursor, NULL);
	cr_expect(!read.id && !read.count);
	draft_release(&read);
	buf_release(&text);
}

/* What a later daoshi adds is no damage. */
Test(base_draft, lines_that_are_not_known_are_counted)
{
	static const char later[] = "daoshi-draft 1\nform plan\ncolour blue\nis note x\nnew\nend\n";
	struct draft d;

	cr_assert(read_text(later, strlen(later), &d));
	cr_expect_eq(d.unknown, 2);
	cr_expect_str_eq(draft_text(&d, "note"), "x");
	draft_release(&d);
}

static const char *const damaged[] = {
	"",
	"\n",
	"daoshi-draft 2\nform plan\nend\n", /* a newer one */
	"daoshi-draft 1\nend\n",
	"daoshi-draft 1\nform plan\n",
	"daoshi-draft 1\nform plan\nend",
	"daoshi-draft 1\nform plan\nend\nmore\n",
	"daoshi-draft 1\nform plan\nform plan\nend\n",
	"daoshi-draft 1\nform \nend\n",
	"daoshi-draft 1\nform plan\n\nend\n",
	"daoshi-draft 1\nform plan\nrow 1\nend\n",
	"daoshi-draft 1\nform plan\nrow -1 2\nend\n",
	"daoshi-draft 1\nform plan\nrow 99999999999999999999 2\nend\n",
	"daoshi-draft 1\nform plan\nat soon\nend\n",
	"daoshi-draft 1\nform plan\ncursor note -4\nend\n",
	"daoshi-draft 1\nform plan\nis note a\nis note b\nend\n",
	"daoshi-draft 1\nform plan\nis note a\\tb\nend\n",
	"daoshi-draft 1\nform plan\nis note a\\\nend\n",
	"daoshi-draft 1\nform plan\nis note \033[2J\nend\n",
	"daoshi-draft 1\nform plan\nis note \xFF\nend\n",
	"daoshi-draft 1\nform plan\nis a_name_of_more_than_thirty_one_bytes x\nend\n",
};

Test(base_draft, damage_is_refused)
{
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		struct draft d;

		cr_expect(!read_text(damaged[i], strlen(damaged[i]), &d), "%s", damaged[i]);
	}
}

Test(base_draft, a_nul_and_too_many_fields_and_bytes_are_refused)
{
	static const char nul[] = "daoshi-draft 1\nform plan\nis note a\0b\nend\n";
	struct buf text = { 0 };
	struct draft d;

	cr_expect(!read_text(nul, sizeof nul - 1, &d));
	buf_text(&text, "daoshi-draft 1\nform plan\n");
	for (int i = 0; i <= DRAFT_FIELDS; i++)
		buf_printf(&text, "is f%d x\n", i);
	buf_text(&text, "end\n");
	cr_expect(!read_text(text.at, text.len, &d));
	buf_clear(&text);
	buf_text(&text, "daoshi-draft 1\nform plan\nis note ");
	while (text.len <= DRAFT_BYTES)
		buf_text(&text, "很长的一段文字");
	buf_text(&text, "\nend\n");
	cr_expect(!read_text(text.at, text.len, &d));
	buf_release(&text);
}

static unsigned random_of(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % n;
}

static void mutate(struct buf *text, unsigned *seed)
{
	static const char *const pieces[] = { "\n",
					      "\\",
					      "end\n",
					      "is ",
					      " ",
					      "\xE5",
					      "\x00x",
					      "-9223372036854775808",
					      "typed summary " };
	size_t at = random_of(seed, (unsigned)text->len), cut = random_of(seed, 4);
	const char *piece = pieces[random_of(seed, sizeof pieces / sizeof *pieces)];

	cut = cut < text->len - at ? cut : text->len - at;
	buf_splice(text, at, cut, piece, random_of(seed, 3) ? strlen(piece) : 0);
}

/* Whatever comes of it: no crash, and what is taken is written and taken again the same. */
Test(base_draft, random_damage)
{
	unsigned seed = 20261123;
	int taken = 0;

	for (int round = 0; round < 20000; round++) {
		struct buf text = { 0 }, out = { 0 };
		struct draft d, again;
		char *exact;

		buf_text(&text, sample);
		for (unsigned n = random_of(&seed, 4) + 1; n && text.len > 8; n--)
			mutate(&text, &seed);
		/* so that a byte too far is one too far for a sanitizer as well */
		exact = mem_alloc(text.len);
		memcpy(exact, text.at, text.len);
		if (draft_read(exact, text.len, &d, &(struct err){ 0 })) {
			taken++;
			draft_write(&d, &out);
			cr_assert(read_text(out.at, out.len, &again), "%s", out.at);
			cr_assert_eq(again.count, d.count);
			draft_release(&again);
			draft_release(&d);
		}
		free(exact);
		buf_release(&text);
		buf_release(&out);
	}
	cr_expect(taken > 1000 && taken < 19000, "%d were taken", taken);
}
