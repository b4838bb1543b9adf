/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ plain */

void *mem_or_abort(void *p)
{
	if (!p) {
		fputs("daoshi: out of memory\n", stderr);
		abort();
	}
	return p;
}

void *mem_alloc(size_t size)
{
	return mem_or_abort(calloc(1, size ? size : 1));
}

char *mem_text(const char *s)
{
	return mem_or_abort(strdup(s));
}

void *mem_grow(void *old, size_t size)
{
	return mem_or_abort(realloc(old, size ? size : 1));
}

/* ------------------------------------------------------------------ arena */

enum { BLOCK = 16 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	max_align_t data[];
};

static size_t aligned(size_t n)
{
	const size_t a = _Alignof(max_align_t);

	return (n + a - 1) / a * a;
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct arena_block *b = a->head;
	void *p;

	size = aligned(size ? size : 1);
	if (!b || b->size - b->used < size) {
		size_t room = size > BLOCK / 4 ? size : BLOCK;

		b = mem_or_abort(malloc(sizeof *b + room));
		b->used = 0;
		b->size = room;
		if (room != BLOCK && a->head) { /* a large one: keep filling the block in use */
			b->next = a->head->next;
			a->head->next = b;
		} else {
			b->next = a->head;
			a->head = b;
		}
	}
	p = (char *)b->data + b->used;
	b->used += size;
	return memset(p, 0, size);
}

char *arena_copy(struct arena *a, const char *s, size_t len)
{
	char *p = arena_alloc(a, len + 1);

	if (len)
		memcpy(p, s, len);
	return p;
}

char *arena_text(struct arena *a, const char *s)
{
	return arena_copy(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args, again;
	int n;
	char *p;

	va_start(args, fmt);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

void arena_release(struct arena *a)
{
	while (a->head) {
		struct arena_block *next = a->head->next;

		free(a->head);
		a->head = next;
	}
}

/* -------------------------------------------------------------------- buf */

static void reserve(struct buf *b, size_t more)
{
	size_t need = b->len + more + 1;

	if (need <= b->cap)
		return;
	b->cap = need < 64 ? 64 : need + need / 2;
	b->at = mem_grow(b->at, b->cap);
	b->at[b->len] = '\0';
}

void buf_splice(struct buf *b, size_t pos, size_t cut, const char *bytes, size_t len)
{
	reserve(b, len);
	memmove(b->at + pos + len, b->at + pos + cut, b->len - pos - cut);
	if (len)
		memcpy(b->at + pos, bytes, len);
	b->len = b->len - cut + len;
	b->at[b->len] = '\0';
}

void buf_add(struct buf *b, const char *bytes, size_t len)
{
	buf_splice(b, b->len, 0, bytes, len);
}

void buf_text(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args, again;
	int n;

	va_start(args, fmt);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	reserve(b, (size_t)n);
	vsnprintf(b->at + b->len, (size_t)n + 1, fmt, again);
	b->len += (size_t)n;
	va_end(again);
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->at)
		b->at[0] = '\0';
}

const char *buf_str(const struct buf *b)
{
	return b->at ? b->at : "";
}

void buf_release(struct buf *b)
{
	free(b->at);
	*b = (struct buf){ 0 };
}
