/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SUPPORT_LIMIT_H
#define SUPPORT_LIMIT_H

/*
 * Seconds for a test that might never end, `.timeout = TIME_LIMIT`. One for all: of two limits that
 * run at once and differ, Criterion 2.4.1 forgets the longer, and leaks it.
 */
enum { TIME_LIMIT = 600 };

#endif
