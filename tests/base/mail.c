/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mail.h"

static void begin(void)
{
	setenv("TZ", "CST-8", 1);
	i18n_init("zh");
}

TestSuite(base_mail, .init = begin);

Test(base_mail, addresses)
{
	static const struct {
		const char *text;
		bool address, domain;
	} rows[] = {
		{ "wang", true, true },
		{ "t1001", true, true },
		{ "wang.fang", true, true },
		{ "wang_fang", true, false },
		{ "wang-fang@school.example.org", true, false },
		{ "", false, false },
		{ "@", false, false },
		{ "wang@", false, false },
		{ "@example.org", false, false },
		{ "wang@example.org@example.org", false, false },
		{ ".wang", false, false },
		{ "wang.", false, false },
		{ "wang..fang", false, false },
		{ "-f", false, false },
		{ "wang@-example.org", false, false },
		{ "wang fang", false, false },
		{ "wang\nBcc: all", false, false },
		{ "wang\r", false, false },
		{ "wang,li", false, false },
		{ "wang<li>", false, false },
		{ "\"wang\"", false, false },
		{ "|sh", false, false },
		{ "王芳", false, false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect_eq(mail_is_address(rows[i].text), rows[i].address, "%s", rows[i].text);
		cr_expect_eq(mail_is_domain(rows[i].text), rows[i].domain, "%s", rows[i].text);
	}
}

static void expect_text(const char *text, const char *line)
{
	struct buf out = { 0 };

	mail_text(&out, "Subject", text);
	cr_expect_str_eq(buf_str(&out), line);
	buf_release(&out);
}

/* Encoded words were made with Python's email.header. */
Test(base_mail, texts)
{
	expect_text("Mentoring 2", "Subject: Mentoring 2\n");
	expect_text("逾期", "Subject: =?UTF-8?B?6YC+5pyf?=\n");
	expect_text("a", "Subject: a\n");
	expect_text("a:", "Subject: =?UTF-8?B?YTo=?=\n");
	expect_text("=?UTF-8?B?YTo=?=", "Subject: =?UTF-8?B?PT9VVEYtOD9CP1lUbz0/PQ==?=\n");
	expect_text("", "Subject: \n");
}

/* Whatever a text holds, it stays in its header line. */
Test(base_mail, no_text_adds_a_line)
{
	struct buf out = { 0 };

	mail_person(&out, "To", "王\r\nBcc: all\n\nbody", "wang");
	cr_expect(!strstr(buf_str(&out), "Bcc"), "%s", buf_str(&out));
	cr_expect(!strstr(buf_str(&out), "\n\n"));
	for (const char *s = buf_str(&out); (s = strchr(s, '\n')); s++)
		cr_expect(!s[1] || s[1] == ' ', "%s", s);
	buf_release(&out);
}

Test(base_mail, long_texts_are_folded_between_characters)
{
	struct buf text = { 0 }, out = { 0 };
	size_t words = 0;

	for (int i = 0; i < 100; i++)
		buf_text(&text, "导师𠮷");
	mail_text(&out, "Subject", buf_str(&text));
	for (char *s = out.at, *line; (line = strsep(&s, "\n")) && *line;) {
		const char *word = strstr(line, "=?");

		cr_assert(word);
		cr_expect_leq(strlen(word), 75, "%s", word);
		cr_expect_str_eq(word + strlen(word) - 2, "?=");
		words++;
	}
	cr_expect_gt(words, 20);
	buf_release(&text);
	buf_release(&out);
}

Test(base_mail, dates_are_english_whoever_reads)
{
	struct buf out = { 0 };

	mail_date(&out, 1795420800);
	cr_expect_str_eq(buf_str(&out), "Date: Mon, 23 Nov 2026 16:00:00 +0800\n");
	buf_release(&out);
}
