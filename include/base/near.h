/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

/* Which of the names (ended by NULL) a mistyped word was meant to be; NULL: it is like none. */
const char *near_name(const char *word, const char *const *names);

#endif
