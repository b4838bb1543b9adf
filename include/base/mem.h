/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory: an arena for things that live and die together, and a byte string that grows.
 *
 * Running out of memory aborts: nothing half-written can follow from it, because a transaction
 * that was not committed is rolled back by the next reader of the file.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

void *mem_alloc(size_t size) __attribute__((returns_nonnull, malloc, alloc_size(1)));
char *mem_text(const char *s) __attribute__((returns_nonnull, malloc)); /* a copy */
void *mem_grow(void *old, size_t size) __attribute__((returns_nonnull, alloc_size(2)));

/* What others have allocated: aborts where it is NULL. */
void *mem_or_abort(void *p) __attribute__((returns_nonnull));

/* Zeroed is ready. What an arena handed out stays valid until arena_release. */
struct arena {
	struct arena_block *head;
};

void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull, nonnull(1)));
char *arena_copy(struct arena *a, const char *s, size_t len) __attribute__((returns_nonnull));
char *arena_text(struct arena *a, const char *s) __attribute__((returns_nonnull, nonnull));
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((returns_nonnull, format(printf, 2, 3)));
void arena_release(struct arena *a);

/* Zeroed is ready. `at` is NULL until something was added, after that NUL-terminated; it moves
 * when more is added. */
struct buf {
	char *at;
	size_t len, cap;
};

void buf_add(struct buf *b, const char *bytes, size_t len);
void buf_text(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Replaces `cut` bytes at `pos` by `len` others. */
void buf_splice(struct buf *b, size_t pos, size_t cut, const char *bytes, size_t len);
void buf_clear(struct buf *b);            /* keeps the memory */
const char *buf_str(const struct buf *b); /* "" when empty */
void buf_release(struct buf *b);

#endif
