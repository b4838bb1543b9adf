/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/field.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

struct thing {
	const char *text, *name, *code, *phone, *date, *kind, *topics, *note, *number, *refs,
		*level;
	int64_t count, credits, ref, zero;
};

static const struct choice kinds[] = {
	{ "visit", "home visit", "家访|上门" },
	{ "talk", "talk", "谈话" },
	{ "call", "call", NULL },
	{ 0 },
};

static const struct choice topics[] = {
	{ "ideals", "理想", "理想信念" },
	{ "mind", "心理", NULL },
	{ "study", "学习", "学业" },
	{ 0 },
};

/* Kept as a number of signs, written as the signs. */
static void show_signs(const char *text, struct buf *out)
{
	for (int n = atoi(text); n > 0; n--)
		buf_char(out, '+');
}

static bool read_signs(const char *typed, struct buf *text)
{
	size_t n = strspn(typed, "+ ");

	if (typed[n] && (typed[n] < '0' || typed[n] > '9'))
		return false;
	buf_printf(text, "%d", typed[n] ? atoi(typed) : (int)n);
	return true;
}

static const struct field_words signs = { show_signs, read_signs, "is no row of plus signs" };

static const struct field fields[] = {
	{ FIELD(struct thing, text), .label = "Text", .kind = FIELD_TEXT, .max = 5 },
	{ FIELD(struct thing, name), .label = "Name", .kind = FIELD_NAME, .flags = FIELD_REQUIRED,
	  .aliases = "姓名|学生姓名" },
	{ FIELD(struct thing, code), .label = "Staff no.", .kind = FIELD_CODE, .aliases = "工号" },
	{ FIELD(struct thing, phone), .label = "Phone", .kind = FIELD_PHONE,
	  .aliases = "联系电话|mobile" },
	{ FIELD(struct thing, date), .label = "Date", .kind = FIELD_DATE },
	{ FIELD(struct thing, kind), .label = "Kind", .kind = FIELD_CHOICE, .choices = kinds },
	{ FIELD(struct thing, topics), .label = "Topics", .kind = FIELD_CHOICES,
	  .choices = topics },
	{ FIELD(struct thing, note), .label = "Note", .kind = FIELD_NOTE },
	{ FIELD(struct thing, number), .label = "学籍号", .kind = FIELD_CODE,
	  .flags = FIELD_MASKED },
	{ FIELD(struct thing, count), .label = "Count", .kind = FIELD_INT,
	  .flags = FIELD_REQUIRED },
	{ FIELD(struct thing, credits), .label = "Credits", .kind = FIELD_TENTHS, .most = 9999 },
	{ FIELD(struct thing, ref), .label = "Ref", .kind = FIELD_REF },
	{ FIELD(struct thing, refs), .label = "Refs", .kind = FIELD_REFS },
	{ FIELD(struct thing, level), .label = "Level", .kind = FIELD_TEXT, .words = &signs },
	{ FIELD(struct thing, zero), .label = "Zero", .kind = FIELD_INT, .flags = FIELD_ZERO },
	{ 0 },
};

static struct arena arena;
static struct err e;
static int today;

static void begin(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
	today = date_from_civil(2026, 11, 23);
}

static void end(void)
{
	arena_release(&arena);
}

TestSuite(base_field, .init = begin, .fini = end);

static bool read_to(struct thing *t, const char *name, const char *typed, bool *mended)
{
	e = (struct err){ 0 };
	return field_read(field_find(fields, name), t, typed, &arena, today, mended, &e);
}

/* What is kept of something typed, as scripts see it; NULL when it is refused. */
static const char *kept(const char *name, const char *typed)
{
	struct thing t = { .text = "before" };
	struct buf b = { 0 };
	const char *s;

	if (!read_to(&t, name, typed, NULL)) {
		cr_expect_eq(e.kind, ERR_INVALID);
		cr_expect_str_eq(e.field, name);
		return NULL;
	}
	field_raw(field_find(fields, name), &t, &b);
	s = arena_text(&arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static const char *shown(const char *name, const char *value)
{
	const struct field *f = field_find(fields, name);
	struct thing t = { 0 };
	struct buf b = { 0 };
	const char *s;

	if (field_is_number(f))
		field_put_int(f, &t, atoll(value));
	else
		field_put_text(f, &t, value);
	field_show(f, &t, &b);
	s = arena_text(&arena, buf_str(&b));
	buf_release(&b);
	return s;
}

/* ------------------------------------------------------------- look-ups */

Test(base_field, find)
{
	cr_expect_eq(field_find(fields, "phone"), &fields[3]);
	cr_expect_null(field_find(fields, "phon"));
	cr_expect_null(field_find(fields, ""));
}

Test(base_field, by_header)
{
	static const char *const cases[][2] = {
		{ "姓名", "name" },
		{ "＊学生姓名", "name" },
		{ "姓 名*：", "name" },
		{ "\uFEFF姓名", "name" },
		{ "\"姓名\"", "name" },
		{ "联系电话（必填）", "phone" },
		{ "联系电话 (11位)", "phone" },
		{ "ＭＯＢＩＬＥ", "phone" },
		{ "Phone", "phone" },
		{ "PHONE:", "phone" },
		{ "staff no.", "code" },
		{ "Staff_No.", "code" },
		{ "学籍号", "number" },
	};
	static const char *const unknown[] = { "", "*", "(必填)", "姓", "电话号码", "|" };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct field *f = field_by_header(fields, cases[i][0]);

		cr_expect(f && !strcmp(f->name, cases[i][1]), "%s: %s", cases[i][0],
			  f ? f->name : "none");
	}
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		cr_expect_null(field_by_header(fields, unknown[i]), "%s", unknown[i]);
}

Test(base_field, choices)
{
	cr_expect_str_eq(choice_label(kinds, "visit"), "home visit");
	cr_expect_str_eq(choice_label(kinds, "other"), "other");
	cr_expect_null(choice_find(kinds, "家访"));
	cr_expect(choice_listed("a|b|cd", "cd"));
	cr_expect_not(choice_listed("a|b|cd", "c"));
	cr_expect_not(choice_listed(NULL, "c"));
	cr_expect_not(choice_listed("a||b", ""));
}

/* -------------------------------------------------------------- reading */

struct reading {
	const char *field, *typed, *kept; /* NULL: refused */
};

static void expect_readings(const struct reading *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *got = kept(cases[i].field, cases[i].typed);

		if (!cases[i].kept)
			cr_expect_null(got, "%s \"%s\" gives %s", cases[i].field, cases[i].typed,
				       got);
		else
			cr_expect(got && !strcmp(got, cases[i].kept), "%s \"%s\" gives %s (%s)",
				  cases[i].field, cases[i].typed, got ? got : "nothing", e.text);
	}
}

Test(base_field, read)
{
	static const struct reading cases[] = {
		{ "text", " 导 师 ", "导师" },
		{ "text", "Ａb", "Ａb" },
		{ "text", "12345", "12345" },
		{ "text", "123456", NULL },
		{ "text", "a\x1B", NULL },
		{ "text", "a\xFF", NULL },
		{ "text", "", "" },
		{ "name", "李 小　明", "李小明" },
		{ "name", "买买提·艾力", "买买提·艾力" },
		{ "name", "Ｌi", "Ｌi" }, /* as registered */
		{ "code", " Ｓ ２０ 1 ", "S201" },
		{ "code", "3.1E+17", NULL },
		{ "phone", "１３８ 0000 0000", "13800000000" },
		{ "phone", "021-00000000", "021-00000000" },
		{ "phone", "无", NULL },
		{ "phone", "1.38E+10", NULL },
		{ "number", "3101**********1234", NULL },
		{ "phone", "", "" },
		{ "date", "昨天", "2026-11-22" },
		{ "date", "２０２６／１／５", "2026-01-05" },
		{ "date", "2026-02-30", NULL },
		{ "date", "", "" },
		{ "kind", "visit", "visit" },
		{ "kind", "家访", "visit" },
		{ "kind", "home visit", "visit" },
		{ "kind", " 谈 话 ", "talk" },
		{ "kind", "3", "call" },
		{ "kind", "３", "call" },
		{ "kind", "4", NULL },
		{ "kind", "0", NULL },
		{ "kind", "visi", NULL },
		{ "kind", "", "" },
		{ "topics", "study ideals", "ideals study" },
		{ "topics", "学习 理想", "ideals study" },
		{ "topics", "学业、心理，学习", "mind study" },
		{ "topics", "3,1;1", "ideals study" },
		{ "topics", "学习　心理", "mind study" },
		{ "topics", " , ", "" },
		{ "topics", "study x", NULL },
		{ "topics", "", "" },
		{ "note", " 一\r\n\n二 \n", " 一\n\n二" },
		{ "note", "a\x07", NULL },
		{ "count", "１２", "12" },
		{ "count", "0", "" },
		{ "count", "", "" },
		{ "count", "1000000", "1000000" },
		{ "count", "1000001", NULL },
		{ "count", "-1", NULL },
		{ "count", "+1", NULL },
		{ "count", "1.5", NULL },
		{ "count", "1 2", NULL },
		{ "count", "99999999999999999999", NULL },
		{ "ref", "16000000", "16000000" },
		{ "ref", "99999999999999999999", NULL },
		{ "refs", "3 1 2", "3 1 2" },
		{ "number", "G11010519491231002X", "G110***********002X" },
	};

	expect_readings(cases, sizeof cases / sizeof *cases);
}

Test(base_field, read_tenths)
{
	static const struct reading cases[] = {
		{ "credits", "1.5", "1.5" },
		{ "credits", "2", "2" },
		{ "credits", "2.0", "2" },
		{ "credits", "1.50", "1.5" },
		{ "credits", "０.５", "0.5" },
		{ "credits", "１．５", "1.5" },
		{ "credits", "1。5", "1.5" },
		{ "credits", "0", "" },
		{ "credits", "", "" },
		{ "credits", "999.9", "999.9" },
		{ "credits", "1000", NULL },
		{ "credits", "99999999999999999999", NULL },
		{ "credits", "99999999999999999999.5", NULL },
		{ "credits", "1.25", NULL },
		{ "credits", "1.501", NULL },
		{ "credits", "1.", NULL },
		{ "credits", ".5", NULL },
		{ "credits", ".", NULL },
		{ "credits", "1.5.0", NULL },
		{ "credits", "1,5", NULL },
		{ "credits", "-1", NULL },
		{ "credits", "+1", NULL },
		{ "credits", "1.-5", NULL },
		{ "credits", "1e2", NULL },
	};

	expect_readings(cases, sizeof cases / sizeof *cases);
}

Test(base_field, refusal_names_row_and_mend_and_changes_nothing)
{
	struct thing t = { .kind = "talk", .count = 5, .phone = "1" };

	cr_assert_not(read_to(&t, "kind", "chat", NULL));
	cr_assert_str_eq(e.text, "Kind \"chat\" is not one of home visit / talk / call");
	cr_assert_str_eq(t.kind, "talk");
	cr_assert_not(read_to(&t, "count", "x", NULL));
	cr_assert_str_eq(e.text, "Count \"x\" is not a whole number");
	cr_assert_eq(t.count, 5);
	cr_assert_not(read_to(&t, "phone", "a\x1B[2J", NULL));
	cr_assert(strstr(e.text, "\"a^[[2J\""), "%s", e.text);
	cr_assert_not(strchr(e.text, 0x1B));
	cr_assert_str_eq(t.phone, "1");
	cr_assert_not(read_to(&t, "date", "someday", NULL));
	cr_assert_str_eq(e.text, "Date \"someday\" is no date; write it as 2026-11-23");
}

Test(base_field, tenths_are_kept_whole)
{
	static const struct {
		const char *typed;
		int64_t tenths;
	} cases[] = { { "1.5", 15 }, { "2", 20 }, { "0.5", 5 }, { "999.9", 9999 }, { "", 0 } };
	struct thing t = { .credits = 5 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert(read_to(&t, "credits", cases[i].typed, NULL));
		cr_expect_eq(t.credits, cases[i].tenths, "%s", cases[i].typed);
	}
}

Test(base_field, tenths_refused_are_as_they_were)
{
	struct field whole = { FIELD(struct thing, credits), .label = "Credits",
			       .kind = FIELD_TENTHS, .most = 500 };
	struct thing t = { .credits = 15 };

	cr_assert_not(read_to(&t, "credits", "1.25", NULL));
	cr_assert_str_eq(e.text,
			 "Credits \"1.25\" is no number with one decimal at most, such as 1.5");
	cr_assert_not(read_to(&t, "credits", "1000", NULL));
	cr_assert_str_eq(e.text, "Credits can be 999.9 at most.");
	cr_assert_not(field_read(&whole, &t, "50.1", &arena, today, NULL, &e));
	cr_assert_str_eq(e.text, "Credits can be 50.0 at most.");
	cr_assert_eq(t.credits, 15);
}

Test(base_field, refusal_shows_no_national_number)
{
	struct thing t = { 0 };

	cr_assert_not(read_to(&t, "number", "G11010519491231002X\x07", NULL));
	cr_assert_not(strstr(e.text, "19491231"), "%s", e.text);
}

Test(base_field, limits)
{
	struct buf b = { 0 };

	cr_expect_eq(field_max(field_find(fields, "text")), 5);
	cr_expect_eq(field_max(field_find(fields, "name")), 100);
	cr_expect_eq(field_max(field_find(fields, "note")), 20000);
	for (int i = 0; i < 20000; i++)
		buf_text(&b, "记");
	cr_expect(kept("note", b.at));
	buf_text(&b, "记");
	cr_expect_null(kept("note", b.at));
	buf_release(&b);
}

Test(base_field, mended)
{
	static const struct {
		const char *field, *typed;
		bool mended;
	} cases[] = {
		{ "name", " 李明 ", false },   { "name", "李 明", true },
		{ "code", "S1", false },       { "code", "Ｓ1", true },
		{ "code", "S 1", true },       { "phone", "138 0000 0000", false },
		{ "date", "2026/1/5", false }, { "date", "２０２６/1/5", true },
		{ "note", "a\r\nb", false },   { "name", "李\uE863", true },
		{ "name", "李䶮", false },     { "text", "\uE863", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct thing t = { 0 };
		bool mended = false;

		cr_assert(read_to(&t, cases[i].field, cases[i].typed, &mended));
		cr_expect_eq(mended, cases[i].mended, "%s \"%s\"", cases[i].field, cases[i].typed);
	}
}

/* The 䶮 of an old system; a code that stands for no character stays for whoever knows it. */
Test(base_field, private_codes_in_names_become_their_characters)
{
	cr_expect_str_eq(kept("name", "李\uE863\uE816"), "李䶮𠂇");
	cr_expect_str_eq(kept("name", "李\uE000"), "李\uE000");
	cr_expect_str_eq(kept("text", "\uE863"), "\uE863");
}

Test(base_field, required)
{
	struct thing t = { 0 };

	cr_assert_not(field_check_required(&fields[1], &t, &e));
	cr_assert_str_eq(e.field, "name");
	cr_assert_str_eq(e.text, "Name is missing; it must be filled in");
	t.name = "";
	cr_assert_not(field_check_required(&fields[1], &t, &e));
	t.name = "x";
	cr_assert(field_check_required(&fields[1], &t, &e));
	cr_assert(field_check_required(field_find(fields, "phone"), &t, &e));
	cr_assert_not(field_check_required(field_find(fields, "count"), &t, &e));
	t.count = 1;
	cr_assert(field_check_required(field_find(fields, "count"), &t, &e));
}

/* -------------------------------------------------------------- showing */

Test(base_field, show)
{
	static const struct {
		const char *field, *value, *shown;
	} cases[] = {
		{ "name", "李\x1B", "李^[" },
		{ "name", NULL, "" },
		{ "phone", "13800000000", "138 0000 0000" },
		{ "date", "2026-11-23", "2026-11-23" },
		{ "date", DATE_OPEN, "" },
		{ "date", "\x1B[2J", "^[[2J" },
		{ "kind", "visit", "home visit" },
		{ "kind", "o\x1B", "o^[" },
		{ "kind", "", "" },
		{ "topics", "ideals study", "理想 学习" },
		{ "topics", "study later\x1B", "学习 later^[" },
		{ "topics", "", "" },
		{ "count", "12", "12" },
		{ "count", "0", "" },
		{ "credits", "15", "1.5" },
		{ "credits", "20", "2" },
		{ "credits", "5", "0.5" },
		{ "credits", "1005", "100.5" },
		{ "credits", "0", "" },
		{ "number", "G11010519491231002X", "G110***********002X" },
		{ "number", "S2026", "S2026" },
		{ "note", "a\nb", "a b" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *got = shown(cases[i].field, cases[i].value);

		cr_expect_str_eq(got, cases[i].shown, "%s: %s", cases[i].field, got);
	}
}

/* What is shown reads back as what is kept. */
Test(base_field, shown_choices_read_back)
{
	struct thing t = { 0 };

	for (const struct choice *c = kinds; c->code; c++) {
		cr_assert(read_to(&t, "kind", shown("kind", c->code), NULL));
		cr_assert_str_eq(t.kind, c->code);
	}
	for (int bits = 0; bits < 8; bits++) {
		struct buf codes = { 0 };

		for (int i = 0; i < 3; i++)
			if (bits >> i & 1)
				buf_printf(&codes, "%s%s", codes.len ? " " : "", topics[i].code);
		cr_assert(read_to(&t, "topics", shown("topics", buf_str(&codes)), NULL));
		cr_assert_str_eq(t.topics, buf_str(&codes));
		buf_release(&codes);
	}
}

Test(base_field, raw_is_for_scripts)
{
	struct thing t = {
		.kind = "visit", .topics = "ideals study", .phone = "13800000000", .date = DATE_OPEN
	};
	static const char *const names[] = { "kind", "topics", "phone", "date", "count", "name" };
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		field_raw(field_find(fields, names[i]), &t, &b);
		buf_char(&b, '|');
	}
	cr_assert_str_eq(b.at, "visit|ideals study|13800000000|9999-12-31|||");
	buf_release(&b);
}

Test(base_field, access)
{
	struct thing t = { .name = NULL, .count = 3 };

	cr_expect_str_eq(field_text(&fields[1], &t), "");
	cr_expect_str_eq(field_text(field_find(fields, "count"), &t), "");
	cr_expect_eq(field_int(field_find(fields, "count"), &t), 3);
	cr_expect_eq(field_int(&fields[1], &t), 0);
	field_put_text(&fields[1], &t, "x");
	cr_expect_str_eq(t.name, "x");
}

Test(base_field, words_of_its_own)
{
	cr_expect_str_eq(kept("level", "+++"), "3");
	cr_expect_str_eq(kept("level", "＋+ "), "2", "half-width before it is read");
	cr_expect_str_eq(kept("level", "+ +"), "3", "with its blanks");
	cr_expect_str_eq(kept("level", "3"), "3", "as it is kept");
	cr_expect_str_eq(kept("level", ""), "");
	cr_expect_str_eq(shown("level", "3"), "+++");
	cr_expect_null(kept("level", "moon"));
	cr_expect_str_eq(e.text, "Level \"moon\" is no row of plus signs");
}

Test(base_field, nothing_is_unknown_or_a_number)
{
	cr_expect_str_eq(kept("count", "0"), "");
	cr_expect_str_eq(kept("zero", "0"), "0");
	cr_expect_str_eq(shown("zero", "0"), "0");
	cr_expect_str_eq(kept("zero", ""), "0");
}
