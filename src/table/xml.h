/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A part of a workbook as its elements come. Only those that stand in a table of steps are told
 * of, each where it belongs; all below another one is passed over. Prefixes count for nothing: the
 * two editions of the standard, and the programs, differ in them alone.
 *
 * A document type is refused, since with one come entities that grow without bound; so are
 * elements within more than 64 others, and a tag of more than a megabyte.
 */
#ifndef TABLE_XML_H
#define TABLE_XML_H

#include <expat.h>
#include <stdbool.h>

#include "pack.h"

enum { XML_TOP = 0, XML_DEPTH = 64 };

/* An element `name` in an element `in` is `is`, above 0; the first is in XML_TOP. Ended by zeros.
 */
struct xml_step {
	int in;
	const char *name;
	int is;
};

struct xml {
	const struct xml_step *steps;
	void *arg;
	void (*begin)(struct xml *x, int element, const char *const *attrs); /* all may be NULL */
	void (*text)(struct xml *x, int element, const char *s, size_t len);
	void (*end)(struct xml *x, int element);

	/* its own */
	XML_Parser parser;
	int stack[XML_DEPTH];
	int depth, skipped;
	bool stopped, failed; /* by xml_stop, by xml_fail */
	struct err *e;
};

/* True when it was read to its end, or stopped. */
bool xml_read(struct xml *x, struct pack *p, int64_t at, struct err *e);
/* By name, without its prefix unless one is asked for; NULL where there is none, or one of more
 * than 4 KB. */
const char *xml_attr(const char *const *attrs, const char *name);
/* A number up to `most` and nothing else. */
bool xml_number(const char *s, unsigned long most, unsigned long *n);
bool xml_true(const char *s); /* "1", "true" or "on" */

/* In a function of its caller: enough was read; and, once x->e says why, nothing more can be. */
void xml_stop(struct xml *x);
void xml_fail(struct xml *x);
void xml_fail_large(struct xml *x); /* says that it is too large */

#endif
