/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the model say again and again: that something is refused, and what a list has.
 */
#ifndef TESTS_MODEL_EXPECT_H
#define TESTS_MODEL_EXPECT_H

#include "base/rowset.h"

/* `call` ends the test unless it succeeds; it fills `e`, a struct err of the caller's. */
#define MUST(call, e) cr_assert((call), #call ": %s (%s)", (e).text, (e).detail)

/* `call` fails in this way, at the field ("": none), with these words in its sentence; *e is
 * empty again after it. */
#define REFUSED(call, e, kind, field, words)                                                       \
	expect_refused((call), (e), (kind), (field), (words), __FILE__, __LINE__)
void expect_refused(bool done, struct err *e, enum err_kind kind, const char *field,
		    const char *words, const char *file, int line);

/* One field of every row as stored, "-" where it is empty, separated by blanks; static storage,
 * four at a time. */
const char *rows_field(const struct rowset *set, const char *field);
/* The same of one row. */
const char *row_field(const struct rowset *set, size_t row, const char *field);

/* A value for every field that may be set, by its kind: a text that no other field has, the last of
 * its choices. References stay as they are. The text goes to the arena. */
void fill_fields(const struct field *fields, void *thing, struct arena *arena);
/* Every field of the two that may be set is the same. */
void expect_same_fields(const struct field *fields, const void *a, const void *b);

#endif
