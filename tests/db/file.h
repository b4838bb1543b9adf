/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Database files as the tests of this layer need them, and what is really in them. */
#ifndef TESTS_DB_FILE_H
#define TESTS_DB_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

/* A new file in the scratch folder, with `extra` run on it (or NULL); the test ends on failure. */
struct db *file_new(const char *name, const char *extra);

/* Past the layer, by SQLite alone: a script, one number, one text ("" for NULL; static storage). */
void file_script(const char *name, const char *script);
/* Why SQLite refuses the script; "" where it does not. Static storage. */
const char *file_refusal(const char *name, const char *script);
int64_t file_int(const char *name, const char *query);
const char *file_text(const char *name, const char *query);
/* PRAGMA integrity_check says ok. */
bool file_is_sound(const char *name);

/* A file as an older daoshi left it: the first `version` migrations, and a setting if they give
 * room for one. */
void file_old(const char *name, int version);

/* Runs in a process of its own, as nobody when this is root; its exit code, -1 for a signal. */
int file_child(int (*run)(void *arg), void *arg, bool as_nobody);

#endif
