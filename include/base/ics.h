/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a calendar file (RFC 5545): ended by CR LF, and folded so that none has more than 75
 * octets and no character is torn apart.
 */
#ifndef BASE_ICS_H
#define BASE_ICS_H

#include <stdbool.h>

#include "base/mem.h"

enum { ICS_LINE = 75 };

/* A property with a value that is as it must be. The name may have parameters. */
void ics_line(struct buf *out, const char *name, const char *value);
/* One with a text: its commas, semicolons, backslashes and line breaks are escaped. */
void ics_text(struct buf *out, const char *name, const char *text);
/* DTSTART and DTEND, by the clock on the wall: at `time` (HH:MM) of the ISO day for so many
 * minutes, less than a day; without a time ("" or NULL), the whole day. */
void ics_span(struct buf *out, const char *day, const char *time, int minutes);

#endif
