/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text being changed, and undone. In the rows a '|' stands where the cursor is. */
#include "ui/edit.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

#include "base/text.h"
#include "support/limit.h"

static struct edit e;

static void utf8(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

static void release(void)
{
	edit_release(&e);
}

TestSuite(ui_edit, .init = utf8, .fini = release);

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"
#define THUMB  "\U0001F44D\U0001F3FD"

static void set(const char *marked, bool lines, size_t max)
{
	size_t at = strcspn(marked, "|");
	struct buf text = { 0 };

	buf_add(&text, marked, at);
	buf_text(&text, marked + at + 1);
	edit_release(&e);
	edit_init(&e, buf_str(&text), lines, max);
	e.cursor = at;
	buf_release(&text);
}

static const char *shown(void)
{
	static struct buf text;

	buf_clear(&text);
	buf_text(&text, edit_text(&e));
	buf_splice(&text, e.cursor, 0, "|", 1);
	return buf_str(&text);
}

static bool insert(const char *text)
{
	return edit_insert(&e, text, strlen(text), &(struct edit_report){ 0 });
}

/* As somebody types: a character at a time. */
static void type(const char *text)
{
	size_t len;

	for (; *text; text += len) {
		text_decode(text, &len);
		edit_insert(&e, text, len, &(struct edit_report){ 0 });
	}
}

struct act_case {
	const char *before;
	enum edit_act act;
	const char *after; /* NULL: no effect */
};

static void expect_acts(const struct act_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct act_case *c = &cases[i];

		set(c->before, true, 1000);
		bool done = edit_do(&e, c->act);

		cr_expect_eq(done, c->after != NULL, "case %zu: %s", i, c->before);
		cr_expect_str_eq(shown(), c->after ? c->after : c->before, "case %zu: %s gives %s",
				 i, c->before, shown());
	}
}
#define EXPECT_ACTS(cases) expect_acts((cases), sizeof(cases) / sizeof *(cases))

/* ------------------------------------------------------------------- moving */

Test(ui_edit, moves_between_clusters)
{
	static const struct act_case cases[] = {
		{ "|", EDIT_LEFT, NULL },
		{ "|", EDIT_RIGHT, NULL },
		{ "|a", EDIT_LEFT, NULL },
		{ "a|", EDIT_RIGHT, NULL },
		{ "导|师", EDIT_LEFT, "|导师" },
		{ "导|师", EDIT_RIGHT, "导师|" },
		{ "|\U00030EDE面", EDIT_RIGHT, "\U00030EDE|面" }, /* biáng, beyond UTF-16 */
		{ "\U00020BB7|野", EDIT_LEFT, "|\U00020BB7野" },
		{ "|e\u0301\u0323x", EDIT_RIGHT, "e\u0301\u0323|x" },
		{ "xe\u0301|", EDIT_LEFT, "x|e\u0301" },
		{ "|" THUMB "好", EDIT_RIGHT, THUMB "|好" },
		{ THUMB "|", EDIT_LEFT, "|" THUMB },
		{ "|\u2764\uFE0F好", EDIT_RIGHT, "\u2764\uFE0F|好" },
		{ "葛\U000E0100|", EDIT_LEFT, "|葛\U000E0100" },
		{ "|\u1112\u1161\u11AB국", EDIT_RIGHT, "\u1112\u1161\u11AB|국" },
		{ "a|\nb", EDIT_RIGHT, "a\n|b" },
		{ "一\n二|\n三", EDIT_TOP, "|一\n二\n三" },
		{ "一|\n二\n三", EDIT_BOTTOM, "一\n二\n三|" },
		{ "一|", EDIT_BOTTOM, NULL },
	};

	EXPECT_ACTS(cases);
}

/* Where families and flags fall apart is the text layer's affair; the cursor goes its way. */
Test(ui_edit, stops_where_the_text_layer_does)
{
	static const char *const texts[] = { FAMILY "家" FAMILY, "\U0001F1E8\U0001F1F3",
					     "\u200D\u0301\n\u0301e", "\u0E01\u0E33中" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		size_t len = strlen(texts[i]), at = len;

		edit_release(&e);
		edit_init(&e, texts[i], true, 1000);
		while (edit_do(&e, EDIT_LEFT))
			cr_expect_eq(e.cursor, at = text_prev(texts[i], len, at), "case %zu", i);
		cr_expect_eq(at, 0);
		while (edit_do(&e, EDIT_RIGHT))
			cr_expect_eq(e.cursor, at = text_next(texts[i], len, at), "case %zu", i);
		cr_expect_eq(at, len);
	}
}

Test(ui_edit, moves_by_words_and_in_chinese_by_parts_of_a_sentence)
{
	static const struct act_case cases[] = {
		{ "|one two", EDIT_WORD_RIGHT, "one |two" },
		{ "one |two", EDIT_WORD_RIGHT, "one two|" },
		{ "one two|", EDIT_WORD_RIGHT, NULL },
		{ "one  tw|o", EDIT_WORD_LEFT, "one  |two" },
		{ "one  |two", EDIT_WORD_LEFT, "|one  two" },
		{ "|one", EDIT_WORD_LEFT, NULL },
		{ "|今天家访，孩子在家。很好", EDIT_WORD_RIGHT, "今天家访，|孩子在家。很好" },
		{ "今天家访，|孩子在家。很好", EDIT_WORD_RIGHT, "今天家访，孩子在家。|很好" },
		{ "今天家访，孩子在家。|很好", EDIT_WORD_LEFT, "今天家访，|孩子在家。很好" },
		{ "今天！？；：、|好", EDIT_WORD_LEFT, "|今天！？；：、好" },
		{ "第一行\n第二行|", EDIT_WORD_LEFT, "第一行\n|第二行" },
		{ "第一|行\n\n第二行", EDIT_WORD_RIGHT, "第一行\n\n|第二行" },
	};

	EXPECT_ACTS(cases);
}

/* ----------------------------------------------------------------- deleting */

Test(ui_edit, deletes_whole_clusters)
{
	static const struct act_case cases[] = {
		{ "|a", EDIT_BACKSPACE, NULL },           { "a|", EDIT_DELETE, NULL },
		{ "导师|", EDIT_BACKSPACE, "导|" },       { "导|师", EDIT_DELETE, "导|" },
		{ "xe\u0301|y", EDIT_BACKSPACE, "x|y" },  { "|" THUMB "y", EDIT_DELETE, "|y" },
		{ "\u2764\uFE0F|", EDIT_BACKSPACE, "|" }, { "\U00030EDE|", EDIT_BACKSPACE, "|" },
		{ "一\n|二", EDIT_BACKSPACE, "一|二" },   { "一|\n二", EDIT_DELETE, "一|二" },
	};

	EXPECT_ACTS(cases);
}

Test(ui_edit, kills_words_lines_and_all)
{
	static const struct act_case cases[] = {
		{ "one two|", EDIT_KILL_WORD, "one |" },
		{ "one |two", EDIT_KILL_WORD, "|two" },
		{ "|one", EDIT_KILL_WORD, NULL },
		{ "今天家访，孩子|在家", EDIT_KILL_WORD, "今天家访，|在家" },
		{ "今|天\n明天", EDIT_KILL_REST, "今|\n明天" },
		{ "今|\n明天", EDIT_KILL_REST, "今|明天" }, /* and lines are joined */
		{ "今天|", EDIT_KILL_REST, NULL },
		{ "今|天\n明天", EDIT_KILL_ALL, "|" },
		{ "|", EDIT_KILL_ALL, NULL },
		{ "今|天", EDIT_NEWLINE, "今\n|天" },
	};

	EXPECT_ACTS(cases);
}

/* What is put before a lone accent, or a deletion leaves before it, takes it up. */
Test(ui_edit, the_cursor_never_stands_inside_a_cluster)
{
	static const struct {
		const char *before, *typed; /* NULL: Backspace */
		const char *after;
	} cases[] = {
		{ "|\u0301", "e", "e\u0301|" },
		{ "e\n|\u0301", NULL, "e\u0301|" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set(cases[i].before, true, 1000);
		if (cases[i].typed)
			insert(cases[i].typed);
		else
			edit_do(&e, EDIT_BACKSPACE);
		cr_expect_str_eq(shown(), cases[i].after, "case %zu: %s", i, shown());
	}
}

/* ---------------------------------------------------------------- inserting */

Test(ui_edit, inserts_at_the_cursor)
{
	set("导|师", true, 1000);
	cr_expect(insert("全员"));
	cr_expect_str_eq(shown(), "导全员|师");
	cr_expect(insert("\U00030EDE"));
	cr_expect_str_eq(shown(), "导全员\U00030EDE|师");
	cr_expect(insert(""));
	cr_expect_str_eq(shown(), "导全员\U00030EDE|师");
}

#define BYTES(s) (s), sizeof(s) - 1

Test(ui_edit, leaves_out_what_cannot_have_been_meant)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *lines, *line; /* what stays where there are lines, and where not */
		size_t dropped;
	} cases[] = {
		{ BYTES("今天\r\n明天"), "今天\n明天", "今天 明天", 0 },
		{ BYTES("今天\r明天\n后天"), "今天\n明天\n后天", "今天 明天 后天", 0 },
		{ BYTES("a\tb"), "a b", "a b", 0 },
		{ BYTES("a\n"), "a\n", "a", 0 }, /* a cell of a spreadsheet */
		{ BYTES("a\r\n\r\n"), "a\n\n", "a", 0 },
		{ BYTES("\n"), "\n", "", 0 },
		{ BYTES("\033[31ma\x11\x13\x7F"), "[31ma", "[31ma", 4 },
		{ BYTES("\xC2\x85\xC2\x9B"
			"b"),
		  "b", "b", 2 },
		{ BYTES("a\u200Bb\uFEFFc\u202Ed\u2066"), "abcd", "abcd", 4 },
		{ BYTES("\u2764\uFE0F"), "\u2764", "\u2764", 1 },
		{ BYTES(FAMILY), "\U0001F468\U0001F469\U0001F467", "\U0001F468\U0001F469\U0001F467",
		  2 },
		{ BYTES("葛\U000E0100\uE5E5"), "葛", "葛", 2 },
		{ BYTES("a\u2028b"), "ab", "ab", 1 },
		{ BYTES("\xFF好\xE5\xAF"), "好", "好", 3 },
		{ BYTES("e\u0301　\u00A0好·"), "e\u0301　\u00A0好·", "e\u0301　\u00A0好·", 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int lines = 0; lines < 2; lines++) {
			struct edit_report report;

			set("|", lines, 1000);
			cr_expect(edit_insert(&e, cases[i].bytes, cases[i].len, &report));
			cr_expect_str_eq(edit_text(&e), lines ? cases[i].lines : cases[i].line,
					 "case %zu: %s", i, edit_text(&e));
			cr_expect_eq(report.dropped, cases[i].dropped, "case %zu: %zu", i,
				     report.dropped);
		}
	}
}

Test(ui_edit, a_nul_in_a_paste_is_left_out, .timeout = TIME_LIMIT)
{
	struct edit_report report;

	set("|", true, 1000);
	cr_expect(edit_insert(&e, BYTES("a\0b"), &report));
	cr_expect_str_eq(edit_text(&e), "ab");
	cr_expect_eq(report.dropped, 1);
}

Test(ui_edit, takes_all_or_nothing_where_room_is_short)
{
	struct edit_report report;

	set("导|师", false, 5);
	cr_expect_not(edit_insert(&e, BYTES("一二三四"), &report));
	cr_expect_eq(report.room, 3);
	cr_expect_str_eq(shown(), "导|师");
	cr_expect_not(edit_changed(&e));
	cr_expect(edit_insert(&e, BYTES("\U00020BB7二三"), &report));
	cr_expect_str_eq(shown(), "导\U00020BB7二三|师");
	cr_expect_not(edit_insert(&e, BYTES("x"), &report));
	cr_expect_eq(report.room, 0);
	/* what is left out takes no room */
	cr_expect(edit_insert(&e, BYTES("\u200B\033"), &report));
	set("导师|", true, 2);
	cr_expect_not(edit_do(&e, EDIT_NEWLINE));
	/* a text that was longer from the start is kept, and may be shortened */
	set("导师们|", false, 2);
	cr_expect_not(edit_insert(&e, BYTES("x"), &report));
	cr_expect(edit_do(&e, EDIT_BACKSPACE));
	cr_expect_str_eq(shown(), "导师|");
}

/* ------------------------------------------------------------------ undoing */

static size_t undo_all(void)
{
	size_t n = 0;

	while (edit_do(&e, EDIT_UNDO))
		n++;
	return n;
}

Test(ui_edit, typing_on_is_one_change_and_a_blank_begins_another)
{
	set("导师|", true, 1000);
	type("很好 amy");
	cr_expect(edit_do(&e, EDIT_UNDO));
	cr_expect_str_eq(shown(), "导师很好|");
	cr_expect(edit_do(&e, EDIT_UNDO));
	cr_expect_str_eq(shown(), "导师|");
	cr_expect_not(edit_do(&e, EDIT_UNDO));
	cr_expect(edit_do(&e, EDIT_REDO));
	cr_expect(edit_do(&e, EDIT_REDO));
	cr_expect_str_eq(shown(), "导师很好 amy|");
	cr_expect_not(edit_do(&e, EDIT_REDO));
}

/* Each of these ends what was typed as one. */
Test(ui_edit, what_ends_a_change)
{
	static const enum edit_act acts[] = { EDIT_LEFT, EDIT_BACKSPACE, EDIT_NEWLINE,
					      EDIT_KILL_WORD };

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		struct buf before = { 0 };

		set("|", true, 1000);
		type("ab");
		edit_do(&e, acts[i]);
		buf_text(&before, edit_text(&e));
		type("cd");
		edit_do(&e, EDIT_UNDO);
		/* text after a line break belongs to it */
		cr_expect_str_eq(edit_text(&e), acts[i] == EDIT_NEWLINE ? "ab" : buf_str(&before),
				 "case %zu: %s", i, shown());
		buf_release(&before);
	}
}

Test(ui_edit, a_paste_is_a_change_of_its_own)
{
	set("|", true, 1000);
	type("ab");
	insert("今天家访，\n孩子在家。");
	type("cd");
	edit_do(&e, EDIT_UNDO);
	cr_expect_str_eq(shown(), "ab今天家访，\n孩子在家。|");
	edit_do(&e, EDIT_UNDO);
	cr_expect_str_eq(shown(), "ab|");
}

Test(ui_edit, typing_after_an_undo_is_a_change_of_its_own)
{
	set("|", true, 1000);
	type("ab cd");
	edit_do(&e, EDIT_UNDO);
	type("x");
	cr_expect_str_eq(shown(), "abx|");
	edit_do(&e, EDIT_UNDO);
	cr_expect_str_eq(shown(), "ab|");
}

Test(ui_edit, undo_brings_back_what_was_deleted_and_where)
{
	static const struct {
		const char *before;
		enum edit_act act;
		const char *undone;
	} cases[] = {
		{ "今天|明天", EDIT_BACKSPACE, "今天|明天" },
		{ "今天|明天", EDIT_DELETE, "今天明|天" },
		{ "one two|", EDIT_KILL_WORD, "one two|" },
		{ "今|天\n明天", EDIT_KILL_REST, "今天|\n明天" },
		{ "今|天", EDIT_KILL_ALL, "今天|" },
		{ "e\u0301\u0323|", EDIT_BACKSPACE, "e\u0301\u0323|" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set(cases[i].before, true, 1000);
		cr_expect(edit_do(&e, cases[i].act));
		cr_expect(edit_do(&e, EDIT_UNDO));
		cr_expect_str_eq(shown(), cases[i].undone, "case %zu: %s", i, shown());
	}
}

Test(ui_edit, a_new_change_drops_what_was_undone)
{
	set("今天|", true, 1000);
	edit_do(&e, EDIT_BACKSPACE);
	edit_do(&e, EDIT_BACKSPACE);
	edit_do(&e, EDIT_UNDO);
	type("后");
	cr_expect_not(edit_do(&e, EDIT_REDO));
	cr_expect_str_eq(shown(), "今后|");
	edit_do(&e, EDIT_UNDO);
	edit_do(&e, EDIT_UNDO);
	cr_expect_str_eq(shown(), "今天|");
}

/* The newest 500 changes at least, 1,000 at most, and what is left is whole. */
Test(ui_edit, changes_are_kept_within_a_bound)
{
	enum { CHANGES = 2600 };
	struct buf whole = { 0 };
	size_t undone;

	set("|", true, 100000);
	for (int i = 0; i < CHANGES; i++) {
		type(" x");
		if (i % 7 == 0)
			edit_do(&e, EDIT_BACKSPACE);
	}
	buf_text(&whole, edit_text(&e));
	undone = undo_all();
	cr_expect(undone >= 500 && undone <= 1000, "%zu", undone);
	cr_expect_lt(strlen(edit_text(&e)), whole.len);
	for (size_t i = 0; i < undone; i++)
		cr_assert(edit_do(&e, EDIT_REDO));
	cr_expect_not(edit_do(&e, EDIT_REDO));
	cr_expect_str_eq(edit_text(&e), whole.at);
	buf_release(&whole);
}

Test(ui_edit, knows_whether_the_text_was_changed)
{
	set("今天|", true, 1000);
	edit_do(&e, EDIT_LEFT);
	edit_do(&e, EDIT_TOP);
	insert("\u200B");
	cr_expect_not(edit_changed(&e));
	insert("x");
	cr_expect(edit_changed(&e));
}

Test(ui_edit, a_change_undone_is_none)
{
	set("今天|", true, 1000);
	insert("x");
	edit_do(&e, EDIT_UNDO);
	cr_expect_not(edit_changed(&e));
}

/* ---------------------------------------------------------------- replacing */

Test(ui_edit, what_stands_before_the_cursor_is_replaced_in_one_step)
{
	static const struct {
		const char *before;
		size_t cut, max;
		const char *with, *after; /* NULL: there is no room */
	} cases[] = {
		{ "他；k|。", strlen("；k"), 100, "很好", "他很好|。" },
		{ "；k|", strlen("；k"), 100, "", "|" },
		{ "他|", 0, 100, "很好", "他很好|" },
		{ "他；k|", strlen("；k"), 3, "很好", "他很好|" }, /* what goes makes room */
		{ "他；k|", strlen("；k"), 3, "非常好", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct edit_report report;

		set(cases[i].before, true, cases[i].max);
		cr_expect_eq(edit_replace(&e, cases[i].cut, cases[i].with, strlen(cases[i].with),
					  &report),
			     cases[i].after != NULL);
		cr_expect_str_eq(shown(), cases[i].after ? cases[i].after : cases[i].before,
				 "case %zu: %s", i, shown());
		if (!cases[i].after)
			cr_expect_eq(report.room, 2);
		else if (edit_do(&e, EDIT_UNDO))
			cr_expect_str_eq(shown(), cases[i].before, "case %zu: %s", i, shown());
	}
}
