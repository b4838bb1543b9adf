/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "expect.h"
#include "model/letter.h"
#include "support/school.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_letter_template, .init = begin, .fini = end);

Test(model_letter_template, wrong_ones_are_refused)
{
	static const struct {
		const char *text, *sentence;
	} cases[] = {
		{ "", "The template has no field {{bright_spots}}" },
		{ "{{bright_spots}}", "The template has no field {{advice}}" },
		{ "{{bright_spots}}\n\n{{advise}}", "Line 3 of the template: there is no field "
						    "{{advise}}. Did you mean {{advice}}?" },
		{ "{{Student}}", "Did you mean {{student}}?" },
		{ "{{x1y2z3w4q5}}", "There are: student, class, seat, school, year" },
		{ "{{}}", "Line 1 of the template: there is no field {{}}." },
		{ "a\n{{student", "Line 2 of the template: {{ is not closed by }}." },
		{ "\033[2J{{advice}}", "The template holds a control character" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct letter_template t;

		REFUSED(letter_template_read(cases[i].text, &t, &e), &e, ERR_INVALID, "template",
			cases[i].sentence);
		letter_template_release(&t);
	}
}

/* The marks at a line's beginning alone, each as documented. */
Test(model_letter_template, marks)
{
	static const struct {
		const char *line;
		enum letter_part part;
		const char *text;
	} cases[] = {
		{ "# a", LETTER_SCHOOL, "a" },
		{ "## a", LETTER_TITLE, "a" },
		{ "* a", LETTER_HEADING, "a" },
		{ "| a", LETTER_FLUSH, "a" },
		{ "> a", LETTER_RIGHT, "a" },
		{ "~ a", LETTER_SMALL, "a" },
		{ "____", LETTER_RULED, "" },
		{ "__________", LETTER_RULED, "" },
		{ "____ a", LETTER_TEXT, "____ a" },
		{ "----", LETTER_CUT, "" },
		{ "#a", LETTER_TEXT, "#a" },
		{ "a # b", LETTER_TEXT, "a # b" },
		{ "[student] # a", LETTER_SCHOOL, "a" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf text = { 0 };
		struct letter_template t;

		buf_printf(&text, "%s\r\n{{bright_spots}}{{advice}}\n", cases[i].line);
		MUST(letter_template_read(text.at, &t, &e), e);
		cr_expect_eq(t.count, 2);
		cr_expect_eq(t.lines[0].part, cases[i].part, "%s", cases[i].line);
		cr_expect_str_eq(t.lines[0].text, cases[i].text);
		letter_template_release(&t);
		buf_release(&text);
	}
}

Test(model_letter_template, the_schools_own_is_kept)
{
	struct letter_template t;
	const char *text;
	bool own;

	MUST(letter_template_kept(&s, &s.arena, &text, &own, &e), e);
	cr_expect_not(own);
	MUST(letter_template_read(text, &t, &e), e);
	letter_template_release(&t);
	MUST(letter_template_keep(&s, "{{bright_spots}} {{advice}}", &e), e);
	MUST(letter_template_kept(&s, &s.arena, &text, &own, &e), e);
	cr_expect(own);
	cr_expect_str_eq(text, "{{bright_spots}} {{advice}}");
	REFUSED(letter_template_keep(&s, "{{advice}}", &e), &e, ERR_INVALID, "template",
		"bright_spots");
	MUST(letter_template_keep(&s, NULL, &e), e);
	MUST(letter_template_kept(&s, &s.arena, &text, &own, &e), e);
	cr_expect_not(own);
}

Test(model_letter_template, a_mentor_does_not_change_it)
{
	school_add_mentor(&s, 1);
	school_as(&s, 1);
	REFUSED(letter_template_keep(&s, "{{bright_spots}} {{advice}}", &e), &e, ERR_DENIED, "",
		"");
}
