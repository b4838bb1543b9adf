/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/phrase.h"

#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_phrase, .init = begin, .fini = end);

static int64_t add(const char *code, const char *text, const char *whose)
{
	struct phrase p = { .code = code, .text = text, .whose = whose };

	MUST(phrase_save(&s, &p, &e), e);
	return p.id;
}

static const char *listed(const char *field)
{
	struct rowset set;
	const char *all;

	MUST(phrase_list(&s, &set, &e), e);
	all = rows_field(&set, field);
	rowset_release(&set);
	return all;
}

static struct phrase stored(int64_t id, struct arena *arena)
{
	struct rowset set;
	struct phrase p;

	MUST(phrase_get(&s, id, &set, &e), e);
	p = *(const struct phrase *)rowset_at(&set, 0);
	p.text = arena_text(arena, p.text);
	p.code = p.code ? arena_text(arena, p.code) : NULL;
	p.whose = arena_text(arena, p.whose);
	p.login = NULL;
	rowset_release(&set);
	return p;
}

Test(model_phrase, a_new_school_has_none)
{
	cr_expect_str_eq(listed("text"), "");
}

Test(model_phrase, what_was_taken_most_comes_first_then_the_latest)
{
	int64_t first = add("a", "一", "own"), second = add("b", "二", "school"),
		third = add(NULL, "三", "own");

	cr_expect_str_eq(listed("text"), "三 二 一");
	MUST(phrase_take(&s, first, &e), e);
	MUST(phrase_take(&s, second, &e), e);
	MUST(phrase_take(&s, second, &e), e);
	cr_expect_str_eq(listed("text"), "二 一 三");
	school_on(&s, "2026-11-24");
	MUST(phrase_take(&s, third, &e), e);
	cr_expect_str_eq(listed("text"), "二 三 一");
	cr_expect_str_eq(listed("used"), "2 1 1");
	cr_expect_str_eq(listed("last_on"), "2026-11-23 2026-11-24 2026-11-23");
	cr_expect_str_eq(listed("whose"), "school own own");
}

/* What others took does not change one's own order. */
Test(model_phrase, uses_are_counted_by_login)
{
	int64_t first = add("a", "一", "school");

	add("b", "二", "school");
	school_script(&s, "INSERT INTO phrase_use (phrase_id, login, count, last_on)"
			  " VALUES (1, 'zhang', 9, '2026-11-20')");
	cr_expect_str_eq(listed("text"), "二 一");
	MUST(phrase_take(&s, first, &e), e);
	cr_expect_str_eq(listed("used"), "1 -");
}

Test(model_phrase, a_code_finds_ones_own_before_the_schools)
{
	struct arena arena = { 0 };
	const char *text;
	int64_t id;

	add("zy", "学校的", "school");
	MUST(phrase_of_code(&s, "zy", &arena, &id, &text, &e), e);
	cr_expect_str_eq(text, "学校的");
	add("ZY", "自己的", "own"); /* kept in small letters */
	MUST(phrase_of_code(&s, "zy", &arena, &id, &text, &e), e);
	cr_expect_str_eq(text, "自己的");
	MUST(phrase_of_code(&s, "z", &arena, &id, &text, &e), e);
	cr_expect_eq(id, 0);
	school_script(&s, "INSERT INTO phrase (login, code, text) VALUES ('zhang', 'qt', '别人')");
	MUST(phrase_of_code(&s, "qt", &arena, &id, &text, &e), e);
	cr_expect_eq(id, 0);
	cr_expect_str_eq(listed("text"), "自己的 学校的");
	arena_release(&arena);
}

Test(model_phrase, changed_and_removed)
{
	struct arena arena = { 0 };
	struct phrase p = stored(add("zy", "一", "own"), &arena), second = p;

	MUST(phrase_take(&s, p.id, &e), e);
	p.text = "一二";
	MUST(phrase_save(&s, &p, &e), e);
	cr_expect_eq(p.rev, 2);
	cr_expect_str_eq(listed("text"), "一二");
	REFUSED(phrase_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed this phrase meanwhile.");
	REFUSED(phrase_remove(&s, p.id, 1, &e), &e, ERR_CONFLICT, "", "Somebody else changed");
	MUST(phrase_remove(&s, p.id, 2, &e), e);
	cr_expect_str_eq(listed("text"), "");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM phrase_use"), 0);
	REFUSED(phrase_remove(&s, p.id, 2, &e), &e, ERR_NOT_FOUND, "", "There is no such phrase.");
	arena_release(&arena);
}

Test(model_phrase, the_number_of_one_that_went_is_not_given_again)
{
	struct arena arena = { 0 };
	struct phrase p = stored(add("a", "一", "own"), &arena);

	MUST(phrase_remove(&s, p.id, p.rev, &e), e);
	add("b", "二", "own");
	cr_expect_not(phrase_save(&s, &p, &e), "%s", listed("text"));
	e = (struct err){ 0 };
	cr_expect_str_eq(listed("text"), "二");
	arena_release(&arena);
}

Test(model_phrase, what_is_wrong_is_told_at_its_field)
{
	static const struct {
		const char *code, *text, *whose, *field, *words;
	} rows[] = {
		{ "zy", "", "own", "text", "Phrase is missing" },
		{ "zy", "一", "", "whose", "Whose is missing" },
		{ "z y", "一", "own", "code", "letters and digits, 10 at most" },
		{ "家访", "一", "own", "code", "letters and digits, 10 at most" },
		{ ";zy", "一", "own", "code", "letters and digits, 10 at most" },
		{ "a2345678901", "一", "own", "code", "letters and digits, 10 at most" },
		{ "taken", "一", "own", "code", "Another phrase has the code taken already" },
		{ "TAKEN", "一", "own", "code", "Another phrase has the code taken already" },
	};

	add("taken", "原有", "own");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct phrase p = { .code = rows[i].code,
				    .text = rows[i].text,
				    .whose = rows[i].whose };

		REFUSED(phrase_save(&s, &p, &e), &e, ERR_INVALID, rows[i].field, rows[i].words);
	}
	add("taken", "学校的", "school"); /* another owner's may have it too */
	cr_expect_str_eq(listed("text"), "学校的 原有");
}

Test(model_phrase, the_schools_are_the_offices)
{
	struct arena arena = { 0 };
	int64_t id = add("zy", "学校的", "school");
	struct phrase p;

	school_as(&s, 1);
	add("me", "自己的", "own");
	p = stored(id, &arena);
	p.text = "改过";
	REFUSED(phrase_save(&s, &p, &e), &e, ERR_DENIED, "", "ask the office");
	p.whose = "own";
	REFUSED(phrase_save(&s, &p, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(phrase_remove(&s, id, 1, &e), &e, ERR_DENIED, "", "ask the office");
	p = (struct phrase){ .text = "新的", .whose = "school" };
	REFUSED(phrase_save(&s, &p, &e), &e, ERR_DENIED, "", "ask the office");
	p = stored(2, &arena);
	p.whose = "school";
	REFUSED(phrase_save(&s, &p, &e), &e, ERR_DENIED, "", "ask the office");
	cr_expect_str_eq(listed("text"), "自己的 学校的");
	cr_expect_str_eq(listed("whose"), "own school");
	arena_release(&arena);
}

/* Not even the office sees what somebody keeps for themselves. */
Test(model_phrase, anothers_own_is_nobodys_business)
{
	struct phrase p = { .id = 1, .rev = 1, .text = "改过", .whose = "own" };
	struct rowset set;

	school_script(&s, "INSERT INTO phrase (login, code, text) VALUES ('zhang', 'qt', '别人')");
	REFUSED(phrase_get(&s, 1, &set, &e), &e, ERR_NOT_FOUND, "", "There is no such phrase.");
	rowset_release(&set);
	REFUSED(phrase_save(&s, &p, &e), &e, ERR_NOT_FOUND, "", "There is no such phrase.");
	REFUSED(phrase_remove(&s, 1, 1, &e), &e, ERR_NOT_FOUND, "", "There is no such phrase.");
	cr_expect_str_eq(file_text("school.db", "SELECT login || text FROM phrase"), "zhang别人");
}

Test(model_phrase, the_end_of_a_text_is_a_code_or_not)
{
	static const struct {
		const char *text, *code; /* NULL: none */
	} rows[] = {
		{ ";zy", "zy" },
		{ "表现不错；zy", "zy" },
		{ "表现不错；ＺＹ１", "zy1" },
		{ "；1", "1" },
		{ "a;b;c", "c" },
		{ ";1234567890", "1234567890" },
		{ ";12345678901", NULL },
		{ "", NULL },
		{ ";", NULL },
		{ "；", NULL },
		{ "zy", NULL },
		{ "语文好；数学", NULL },
		{ "语文好；数学95", NULL },
		{ "；zy。", NULL },
		{ "; zy", NULL },
		{ "；zy ", NULL },
		{ "；\nzy", NULL },
		{ "，zy", NULL },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char code[PHRASE_CODE + 1] = "";
		size_t len = phrase_typed(rows[i].text, strlen(rows[i].text), code);

		cr_expect_eq(len > 0, rows[i].code != NULL, "%s: %zu", rows[i].text, len);
		cr_expect_str_eq(code, rows[i].code ? rows[i].code : "", "%s", rows[i].text);
	}
	char code[PHRASE_CODE + 1];
	cr_expect_eq(phrase_typed("好；zy", strlen("好；zy"), code), strlen("；zy"));
	cr_expect_eq(phrase_typed("好；zy多", strlen("好；zy"), code), strlen("；zy"));
}
