/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A school's figures as a file: what is in it, what is not, and that no byte can be another. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/digest.h"
#include "expect.h"
#include "model/coverage.h"
#include "model/figures.h"
#include "model/school_self.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* Grade 6 has six students, grade 9 has two, who are thus not told; grade 7 hides them. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int i = 1; i <= 6; i++)
		school_add_student(&s, i, "六(1)", "2026-09-01");
	for (int i = 7; i <= 14; i++)
		school_add_student(&s, i, "七(1)", "2026-09-01");
	for (int i = 15; i <= 22; i++)
		school_add_student(&s, i, "八(1)", "2026-09-01");
	for (int i = 1; i <= 22; i++)
		school_lead(&s, i, 1, "2026-09-01");
	MUST(school_self_save(&s, &(struct school_self){ 0, 0, "测试学校", "3100001" }, &e), e);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_figures, .init = begin, .fini = end);

static const char *text_of_school(void)
{
	static struct buf text;
	struct figures f;

	buf_clear(&text);
	MUST(figures_make(&s, s.year.id, &f, &e), e);
	figures_write(&f, &text);
	figures_release(&f);
	return buf_str(&text);
}

static void expect_line(const char *text, const char *line)
{
	cr_expect(strstr(text, line), "no %s in\n%s", line, text);
}

Test(model_figures, counts_without_persons)
{
	const char *text;

	school_contact(&s, "visit", 1, 1, "2026-11-20");
	school_contact(&s, "visit", 2, 1, "2026-11-23");
	text = text_of_school();
	expect_line(text, "daoshi figures 1\nschool 测试学校\ncode 3100001\nyear 2026\n"
			  "day 2026-11-23\nprogram " VERSION "\nmentors 2 1 1\nall 22 0 ");
	expect_line(text, "\ngrade 6 6 0 ");
	expect_line(text, "\nkind visit 22 2 20 0 0 0 0\n");
	expect_line(text, "\ngrade_kind 6 visit 6 2 4 0 0 0 0\n");
	expect_line(text, "\nform home 2\n");
	cr_expect(!strstr(text, "学生"), "a student's name in\n%s", text);
	cr_expect(!strstr(text, "导师"), "a mentor's name in\n%s", text);
}

/* The office sees them on its screen; the file is hidden all the same. */
Test(model_figures, few_are_not_told)
{
	const char *text;

	school_add_student(&s, 23, "九(1)", NULL);
	school_add_student(&s, 24, "九(1)", NULL);
	text = text_of_school();
	expect_line(text, "\ngrade 9 few\n");
	expect_line(text, "\ngrade 6 few\n");
	expect_line(text, "\ngrade 7 8 ");
	cr_expect(!strstr(text, "grade_kind"), "with the kinds' sums they could be reckoned");
}

Test(model_figures, a_school_of_few_tells_nothing)
{
	const char *text;

	school_end(&s);
	school_begin(&s, SCHOOL_TODAY);
	school_add_student(&s, 1, "六(1)", NULL);
	MUST(school_self_save(&s, &(struct school_self){ 0, 0, "小学校", NULL }, &e), e);
	text = text_of_school();
	expect_line(text, "\nall few\ngrade 6 few\nkind visit few\n");
	cr_expect(!strstr(text, "\ncode"));
}

Test(model_figures, a_school_without_a_name_is_nobody)
{
	struct figures f;

	MUST(school_self_save(&s, &(struct school_self){ 0 }, &e), e);
	REFUSED(figures_make(&s, s.year.id, &f, &e), &e, ERR_INVALID, "", "no name yet");
	figures_release(&f);
}

Test(model_figures, what_was_written_is_read)
{
	const char *text = text_of_school();
	struct figures f;
	struct buf again = { 0 };

	MUST(figures_read(text, strlen(text), &f, &e), e);
	cr_expect_str_eq(f.school, "测试学校");
	cr_expect_eq(f.rows[0].n[FIGURE_STUDENTS], 22);
	figures_write(&f, &again);
	cr_expect_str_eq(buf_str(&again), text);
	buf_release(&again);
	figures_release(&f);
}

/* Each byte made another, taken out, doubled; the file cut off behind each. */
Test(model_figures, whoever_changes_a_byte_is_told)
{
	char *text = mem_text(text_of_school());
	size_t len = strlen(text);
	struct figures f;

	for (size_t i = 0; i < len; i++) {
		struct buf spoilt[3] = { { 0 }, { 0 }, { 0 } };

		buf_add(&spoilt[0], text, len);
		spoilt[0].at[i] = text[i] == '7' ? '8' : '7';
		buf_add(&spoilt[1], text, i);
		buf_add(&spoilt[1], text + i + 1, len - i - 1);
		buf_add(&spoilt[2], text, i);
		for (int k = 0; k < 3; k++) {
			cr_expect(!figures_read(buf_str(&spoilt[k]), spoilt[k].len, &f, &e),
				  "byte %zu, way %d", i, k);
			figures_release(&f);
			buf_release(&spoilt[k]);
		}
	}
	free(text);
}

/* The text with its checksum made anew: what only somebody does who means it. */
static void expect_forged(const char *from, const char *to, const char *words)
{
	const char *text = text_of_school(), *at = strstr(text, from);
	char digest[DIGEST_TEXT];
	struct buf forged = { 0 };
	struct figures f;

	cr_assert(at, "%s", from);
	buf_add(&forged, text, (size_t)(at - text));
	buf_text(&forged, to);
	buf_text(&forged, at + strlen(from));
	forged.len = (size_t)(strstr(forged.at, "checksum ") - forged.at);
	forged.at[forged.len] = '\0';
	digest_text("", forged.at, digest);
	buf_printf(&forged, "checksum %s\n", digest);
	REFUSED(figures_read(buf_str(&forged), forged.len, &f, &e), &e, ERR_INVALID, "", words);
	figures_release(&f);
	buf_release(&forged);
}

Test(model_figures, another_program_cannot_write_what_daoshi_would_not)
{
	static const struct {
		const char *from, *to, *words;
	} cases[] = {
		{ "daoshi figures 1\n", "daoshi figures 2\n", "has the format 2" },
		{ "daoshi figures 1\n", "daoshi figures 01\n", "another program" },
		{ "daoshi figures", "Daoshi figures", "no figure file" },
		{ "grade 6 6 ", "grade 6 -6 ", "another program" },
		{ "grade 6 6 ", "grade 6 06 ", "another program" },
		{ "grade 6 6 ", "grade 6 6000000000 ", "another program" },
		{ "grade 6 6 ", "grade 60 6 ", "another program" },
		{ "grade 6 6 ", "grade 6 6 6 ", "another program" },
		{ "kind visit", "kind wisit", "another program" },
		{ "year 2026\n", "", "another program" },
		{ "year 2026\n", "year 2026\nyear 2026\n", "another program" },
		{ "year 2026\n", "year 2026\nmore 1\n", "another program" },
		{ "day 2026-11-23\n", "day 2026-11-33\n", "another program" },
		{ "school 测试学校\n", "school \033[31m\n", "another program" },
		{ "school 测试学校\ncode 3100001\n", "", "another program" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_forged(cases[i].from, cases[i].to, cases[i].words);
}

/* A mentor sees their own alone. */
Test(model_figures, refused_to_who_does_not_see_the_whole)
{
	struct figures f;

	school_as(&s, 1);
	REFUSED(figures_make(&s, s.year.id, &f, &e), &e, ERR_DENIED, "", "the office's");
	figures_release(&f);
}
