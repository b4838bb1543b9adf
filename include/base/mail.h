/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header of a mail (RFC 5322), with line feeds alone at the ends of lines, as sendmail wants
 * it. What goes in as text is encoded where it is more than letters, digits and blanks (RFC 2047),
 * so no text can add a line of its own.
 */
#ifndef BASE_MAIL_H
#define BASE_MAIL_H

#include <stdbool.h>
#include <time.h>

#include "base/mem.h"

/* LOGIN, or LOGIN@DOMAIN, of letters, digits and . _ - alone, no dot where none may be. */
bool mail_is_address(const char *s);
/* A domain that can stand behind an @. */
bool mail_is_domain(const char *s);

void mail_text(struct buf *out, const char *name, const char *text);
/* "name <address>"; `address` is one. */
void mail_person(struct buf *out, const char *name, const char *person, const char *address);
/* "Mon, 23 Nov 2026 08:00:00 +0800" */
void mail_date(struct buf *out, time_t at);

#endif
