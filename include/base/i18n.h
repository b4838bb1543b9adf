/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user's language. Messages are written in English in the source and translated by gettext;
 * Chinese is what a user gets who says nothing (docs/decisions.md).
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>
#include <stdbool.h>

#define _(msgid)  gettext(msgid)
#define N_(msgid) msgid

/* Sets the locale for characters from the environment, falling back to C.UTF-8 where that locale
 * is missing or knows only ASCII, and the language to `lang` ("zh", "en"; NULL or anything else:
 * Chinese). Call once, before anything is printed. */
void i18n_init(const char *lang);

/* The code the messages are in: "zh" or "en". */
const char *i18n_lang(void);

#endif
