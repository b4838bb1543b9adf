/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SUPPORT_LOCALE_H
#define SUPPORT_LOCALE_H

/*
 * The folder for LOCPATH in which a locale as "zh_CN.GB18030" is found. It is made with
 * localedef(1) when it is first asked for, which takes seconds, and kept beside the running test
 * program. Static storage.
 */
const char *locale_folder(const char *name);

/* The character set in a locale's name; NULL where that is UTF-8 or none is named. */
const char *locale_charset(const char *name);

#endif
