/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A teacher's desk: daoshi's screens on the school of support/daoshi.h. */
#ifndef SUPPORT_DESK_H
#define SUPPORT_DESK_H

#include "support/daoshi.h"
#include "support/terminal.h"

/* Before a test: the school of daoshi_school, or a made-up one with 60 students and 5 mentors, of
 * whom the first is at the desk. daoshi_tidy afterwards. */
void desk_school(void);
void desk_demo(void);
/* The same with so many; `years`: of history, this one included. */
void desk_demo_of(const char *students, const char *mentors, const char *years);

/* daoshi in a terminal of that size, in Chinese, in its first screen. */
struct terminal *desk_open(int rows, int cols);
/* The same with more options, which may be NULL, and arguments, ended by NULL. */
struct terminal *desk_open_with(const struct terminal_options *o, const char *const *arguments);

/* A roster into the school: "students", "mentors", "assignments", and its rows with a header. */
void desk_roster(const char *kind, const char *csv);
/* SQL past daoshi, by SQLite alone. */
void desk_script(const char *sql);
/* Whoever sits at the desk is the mentor of that staff number, and not the office. */
void desk_as_mentor(const char *staff_no);

/* Types the text over what stands in the field. */
void desk_retype(struct terminal *t, const char *text);

/* Ends it with Ctrl-Q: exit code 0, and the terminal as it was. */
void desk_leave(struct terminal *t);

#endif
