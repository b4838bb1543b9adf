/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workbook is a zip archive of XML parts. Parts are read piece by piece, never as a whole; what
 * claims more than any real workbook holds is refused with a sentence, and so is damage.
 */
#ifndef TABLE_PACK_H
#define TABLE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zip.h>

#include "base/err.h"
#include "base/mem.h"

struct pack {
	zip_t *zip;
	int64_t count;
	uint64_t read; /* of all parts, each time */
};

/* The bytes must outlive it. Release it in any case. */
bool pack_open(struct pack *p, const struct buf *bytes, struct err *e);
void pack_release(struct pack *p);

enum { PACK_NONE = -1, PACK_TWICE = -2 };
/* Where the part of that name stands ("xl/workbook.xml"; case counts for nothing), or one of the
 * two. */
int64_t pack_find(const struct pack *p, const char *name);
/* The same; false, with a sentence, where it is there twice or, unless it may be missing, not. */
bool pack_need(const struct pack *p, const char *name, bool may_miss, int64_t *at, struct err *e);

struct pack_part {
	struct pack *pack;
	zip_file_t *file;
	uint64_t packed, read;
};

bool pack_part_open(struct pack_part *part, struct pack *p, int64_t at, struct err *e);
/* How many bytes came; 0 at the end; -1 with a sentence. */
int64_t pack_part_read(struct pack_part *part, void *to, size_t room, struct err *e);
void pack_part_close(struct pack_part *part);

/* The sentences for a file that is not whole, and for one that holds too much; false. */
bool pack_damaged(const char *what, struct err *e);
bool pack_too_large(struct err *e);

#endif
