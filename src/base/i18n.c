/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/place.h"

static const char *language = "zh";

/* Of the environment's locale only the character set counts. gettext turns translation off in the
 * locale "C", never in "C.UTF-8"; and a C locale would paint every Chinese character as a question
 * mark. So C.UTF-8 is the floor. */
static void set_locale(void)
{
	setlocale(LC_MESSAGES, "C.UTF-8");
	if (!setlocale(LC_CTYPE, "") || !strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968"))
		setlocale(LC_CTYPE, "C.UTF-8");
	bind_textdomain_codeset("libc", "UTF-8"); /* strerror, for our sentences */
}

void i18n_init(const char *lang)
{
	set_locale();
	language = lang && !strncmp(lang, "en", 2) ? "en" : "zh";
	if (!strcmp(language, "en")) { /* the source's own language: no catalogue of ours */
		textdomain("messages");
		return;
	}
	setenv("LANGUAGE", "zh_CN", 1);
	bindtextdomain("daoshi", place_of(PLACE_LOCALE));
	bind_textdomain_codeset("daoshi", "UTF-8");
	textdomain("daoshi");
}

const char *i18n_lang(void)
{
	return language;
}
