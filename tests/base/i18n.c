/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"

#include <criterion/criterion.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/text.h"
#include "support/locale.h"

static void without_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE", "LOCPATH" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unsetenv(names[i]);
}

TestSuite(base_i18n, .init = without_locale);

static void expect_utf8(void)
{
	cr_expect_str_eq(nl_langinfo(CODESET), "UTF-8");
	cr_expect_eq(wcwidth(L'导'), 2);
}

Test(base_i18n, no_locale_is_utf8)
{
	i18n_init(NULL);
	expect_utf8();
}

Test(base_i18n, a_missing_locale_is_utf8)
{
	setenv("LC_ALL", "zh_CN.NoSuchSet", 1);
	i18n_init(NULL);
	expect_utf8();
}

Test(base_i18n, plain_c_is_utf8)
{
	setenv("LC_ALL", "C", 1);
	i18n_init("en");
	expect_utf8();
}

/* A missing category must not cost the terminal's character set. */
Test(base_i18n, one_missing_category_does_not_matter)
{
	setenv("LC_CTYPE", "C.UTF-8", 1);
	setenv("LC_TIME", "xx_XX.NoSuchSet", 1);
	i18n_init(NULL);
	expect_utf8();
}

Test(base_i18n, numbers_are_plain)
{
	char s[16];

	i18n_init(NULL);
	snprintf(s, sizeof s, "%.1f", 1.5);
	cr_assert_str_eq(s, "1.5");
}

Test(base_i18n, language)
{
	static const char *const cases[][2] = { { NULL, "zh" },    { "zh", "zh" },
						{ "zh_CN", "zh" }, { "en", "en" },
						{ "en_GB", "en" }, { "fr", "zh" },
						{ "", "zh" } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		i18n_init(cases[i][0]);
		cr_expect_str_eq(i18n_lang(), cases[i][1]);
	}
	i18n_init("en");
	cr_expect_str_eq(_("today"), "today");
}

static void in_locale(const char *name)
{
	setenv("LOCPATH", locale_folder(name), 1);
	setenv("LC_ALL", name, 1);
	i18n_init(NULL);
	cr_expect_str_eq(nl_langinfo(CODESET), locale_charset(name));
}

static void expect_shown(const char *s, const char *shown)
{
	struct buf b = { 0 };

	text_show(&b, s);
	cr_expect_str_eq(buf_str(&b), shown);
	buf_release(&b);
}

Test(base_i18n, gb18030_terminal)
{
	in_locale("zh_CN.GB18030");
	expect_shown("导师 é\x1B", "导师 é^[");
	cr_expect_eq(text_width("导"), 2);
}

/* What the terminal has no character for is spelled out, never sent as a question mark. */
Test(base_i18n, gbk_terminal)
{
	in_locale("zh_CN.GBK");
	expect_shown("导师", "导师");
	cr_expect_eq(text_width("导"), 2);
	expect_shown("\U0001F600", "<U+1F600>");
	expect_shown("한", "<U+D55C>");
	expect_shown("\U00020000", "<U+20000>");
}
