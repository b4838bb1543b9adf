/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/page.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/text.h"

struct pupil {
	int64_t id, rev;
	const char *name, *note;
	int64_t visits;
};

static const struct field fields[] = {
	{ FIELD(struct pupil, name), .label = "Name", .kind = FIELD_NAME, .width = 8 },
	{ FIELD(struct pupil, visits), .label = "Visits", .kind = FIELD_INT,
	  .flags = FIELD_ZERO | FIELD_RIGHT, .width = 6 },
	{ FIELD(struct pupil, note), .label = "Note", .kind = FIELD_NOTE, .width = 40 },
	{ 0 },
};
static const char *const columns[] = { "name", "visits", "note", NULL };

static void fill(struct rowset *set, size_t count, const char *note)
{
	rowset_init(set, fields, sizeof(struct pupil));
	for (size_t i = 0; i < count; i++) {
		struct pupil *p = rowset_add(set);

		*p = (struct pupil){ .id = 1, .name = "𠮷田䶮", .note = note, .visits = 3 };
	}
}

static size_t times(const char *text, const char *part)
{
	size_t n = 0;

	while ((text = strstr(text, part))) {
		text += strlen(part);
		n++;
	}
	return n;
}

Test(base_page, texts_are_escaped)
{
	static const struct {
		const char *text, *html;
	} cases[] = {
		{ "𠮷㛃", "𠮷㛃" },
		{ "a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;" },
		{ "a\033[2Jb\177", "a[2Jb" },
		{ "\xE2\x80\xAEtxt", "txt" }, /* U+202E */
		{ "a\xE2\x80\x8D"
		  "b",
		  "a\xE2\x80\x8D"
		  "b" },
		{ "a\xFF", "a\xEF\xBF\xBD" },
		{ "a\tb\nc", "a b c" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = { 0 };

		page_escape(&out, cases[i].text);
		cr_expect_str_eq(buf_str(&out), cases[i].html, "case %zu", i);
		buf_release(&out);
	}
}

static void whole(struct page *p, const char *hostile)
{
	struct rowset set;

	fill(&set, 2, hostile);
	page_heading(p, 1, hostile);
	page_text(p, hostile);
	page_note(p, hostile);
	page_line(p, hostile, hostile);
	page_table(p, &set, columns);
	page_break(p);
	page_end(p);
	rowset_release(&set);
}

/* Whatever comes in by any way, no element of it, and nothing that is fetched. */
Test(base_page, nothing_runs_and_nothing_is_fetched)
{
	static const char hostile[] = "</title></style><script src=//x>1</script>&#1;\" onload='1'";
	struct page p;

	page_begin(&p, hostile);
	whole(&p, hostile);
	cr_expect_null(strstr(p.out.at, "<script"));
	cr_expect_null(strstr(p.out.at, "' "), "an attribute could end");
	cr_expect_null(strstr(p.out.at, "http://"));
	cr_expect_null(strstr(p.out.at, "https://"));
	cr_expect_null(strstr(p.out.at, "url("));
	cr_expect_eq(times(p.out.at, "</style>"), 1);
	cr_expect_eq(times(p.out.at, "</title>"), 1);
	page_release(&p);
}

Test(base_page, a_table_has_its_header_in_a_group_that_repeats)
{
	struct rowset set;
	struct page p;

	fill(&set, 3, "x");
	page_begin(&p, "t");
	page_table(&p, &set, columns);
	page_end(&p);
	cr_expect_eq(times(p.out.at, "<thead>"), 1);
	cr_expect_eq(times(p.out.at, "<th"), 4); /* thead too */
	cr_expect_not_null(strstr(p.out.at, "thead{display:table-header-group}"));
	cr_expect_eq(times(p.out.at, "<td class=\"k\">𠮷田䶮</td><td class=\"n\">3</td>"), 3);
	page_release(&p);
	rowset_release(&set);
}

/* With its heading and its notes: around the table alone each would take a sheet of its own. */
Test(base_page, a_wide_table_lies_across_with_what_belongs_to_it)
{
	static const char *const wide[] = { "note", "note", "note", NULL };
	static const char open[] = "<section class=\"across\">\n";
	struct rowset set;
	struct page p;

	fill(&set, 1, "x");
	page_begin(&p, "t");
	page_table(&p, &set, columns);
	cr_expect_eq(times(p.out.at, open), 0);
	page_break(&p);
	page_heading(&p, 2, "h");
	page_table(&p, &set, wide);
	page_table(&p, &set, wide);
	page_note(&p, "n");
	page_break(&p);
	page_table(&p, &set, columns);
	page_end(&p);
	cr_expect_eq(times(p.out.at, open), 1);
	cr_expect_not_null(strstr(p.out.at, "<section class=\"across\">\n"
					    "<div class=\"break\"></div>\n<h2>h</h2>\n<table>"));
	cr_expect_not_null(
		strstr(p.out.at, "n</p>\n</section>\n<div class=\"break\"></div>\n<table>"));
	page_release(&p);
	rowset_release(&set);
}

Test(base_page, lines_become_paragraphs)
{
	struct page p;

	page_begin(&p, "t");
	buf_clear(&p.out);
	page_text(&p, "one\n\ntwo\n");
	cr_expect_str_eq(p.out.at, "<p>one</p>\n<p>two</p>\n");
	page_release(&p);
}

/* ----------------------------------------------------------------- plain text */

/* Every line fits, every page begins with the header, and no row is lost. */
Test(base_page, plain_tables_repeat_their_header)
{
	static const char note[] =
		"一二三四五六七八九十，一二三四五六七八九十。一二三四五六七八九十，"
		"一二三四五六七八九十。一二三四五六七八九十";
	struct rowset set;
	struct page p;
	size_t pages;

	fill(&set, 200, note);
	page_begin_plain(&p);
	page_table(&p, &set, columns);
	page_end(&p);
	pages = times(p.out.at, "\f") + 1;
	cr_expect_gt(pages, 3);
	cr_expect_eq(times(p.out.at, "Visits"), pages);
	cr_expect_eq(times(p.out.at, "𠮷田䶮"), 200);
	for (char *at = p.out.at, *line; (line = strsep(&at, "\n\f"));)
		cr_expect_leq(text_width(line), PAGE_COLUMNS, "%s", line);
	page_release(&p);
	rowset_release(&set);
}

Test(base_page, plain_text_has_no_control_characters)
{
	struct page p;

	page_begin_plain(&p);
	whole(&p, "a\033[2J\f<b>\x80");
	cr_expect_eq(times(p.out.at, "\033"), 0);
	cr_expect_eq(times(p.out.at, "\f"), 1, "its own alone");
	cr_expect_eq(times(p.out.at, "<b>"), 7);
	page_release(&p);
}
