/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calendar program may rely on in a file (RFC 5545), whoever wrote it. */
#ifndef SUPPORT_CALENDAR_H
#define SUPPORT_CALENDAR_H

#include <stddef.h>

#include "base/mem.h"

/*
 * Ends the test unless the text is one VCALENDAR: lines end in CR LF, none has more than 75 octets
 * or a part of a character; components close in order; each event has one UID that no other has, a
 * DTSTAMP in UTC, and ends after it starts; texts are escaped. Returns the number of events.
 */
size_t calendar_expect(const char *text, size_t len);
/* The value of a property of the n-th event, from 0, unescaped; "" where it has none. The name is
 * without parameters. Static storage, four at a time. */
const char *calendar_value(const char *text, size_t event, const char *name);

#endif
