/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading and writing share: how daoshi-table is started. */
#ifndef BASE_TABLE_PRIVATE_H
#define BASE_TABLE_PRIVATE_H

#include "base/table.h"

struct table_order {
	const char *args[16]; /* ended by NULL */
	int count;
};

struct table_order table_order_to(const char *verb);
void table_order_add(struct table_order *o, const char *arg);
/* Starts it with the other end of *to as its standard input. *to is the caller's to close. */
bool table_start_writing(struct table_reader *t, int *to, const struct table_order *o,
			 struct err *e);
/* No more when it has ended before its time: what it said tells why. */
bool table_send(int to, const char *bytes, size_t len);
/* The same as a stream, which then has that end to close. */
FILE *table_stream_to(int to);
/* False, with a sentence, at the other end of a line. */
bool table_may_use(const char *path, struct err *e);

#endif
