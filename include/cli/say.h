/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text between UTF-8, in which the program thinks, and the user's character set: sentences on
 * stderr, tables and help on stdout, arguments, notes from stdin. CSV and JSON are always UTF-8.
 */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"

/* A sentence on stderr, neutralised, after the program's name. */
void cli_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Good news: said to a person at a terminal, and not to cron. */
void cli_tell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void cli_say_err(const struct err *e);

/* UTF-8 out in the locale's character set; what it lacks is spelled as text_show does. */
void charset_write(FILE *out, const char *utf8);
/* Bytes in the locale's character set as UTF-8. What is no such text stays as it is, for the checks
 * of the field to refuse. */
void charset_read(struct buf *out, const char *bytes, size_t len);
/* All of standard input as UTF-8: text of no more than a note could need. */
bool cli_read_stdin(struct buf *out, struct err *e);

#endif
