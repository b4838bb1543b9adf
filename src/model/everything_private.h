/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EVERYTHING_PRIVATE_H
#define EVERYTHING_PRIVATE_H

#include "base/field.h"
#include "model/everything.h"

enum { EVERYTHING_COLUMNS = 20 };

/* A column as the statement has it, in its order. */
struct everything_column {
	const char *name;
	const char *label; /* N_() */
	const struct choice *choices;
};

/* A table, as it is read and shown. */
struct everything_table {
	const char *title; /* N_() */
	int statement;
	struct everything_column columns[EVERYTHING_COLUMNS]; /* ended by a zeroed one */
};
extern const struct everything_table everything_shapes[];

struct everything_rows {
	const char **cells; /* count rows of `columns` each, as stored */
	size_t count, columns;
};

#endif
