/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a program and collecting all that comes out of it. */
#ifndef SUPPORT_RUN_H
#define SUPPORT_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

struct run {
	int code;   /* its exit code; -1 when a signal ended it or it took over two minutes */
	int signal; /* that signal, or 0 */
	struct buf out, err;
};

struct run_options {
	const char *in; /* stdin, `in_len` bytes; NULL: empty */
	size_t in_len;
	const char *const *env; /* "NAME=value", ended by NULL, over the test's own; NULL: none */
	const char *out_path;   /* where stdout goes instead; NULL: to run.out */
	const char *folder;     /* to run in; NULL: this one */
	int close_fd;           /* closed in the child when above 0, as `>&-` does */
	unsigned uid;           /* to run as when above 0: for root alone */
	bool stop_reading;      /* closes the reading end of stdout at once */
};

/* `argv` is ended by NULL and argv[0] is the program's path. Options may be NULL. */
struct run run_program(const char *const *argv, const struct run_options *o);
void run_release(struct run *r);

/* The path of a program that was built beside the running test; static storage, four at a time. */
const char *run_beside(const char *name);

#endif
