/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

Test(base_mem, alloc_is_zeroed_and_never_null)
{
	unsigned char *p = mem_alloc(100), *empty = mem_alloc(0);

	for (int i = 0; i < 100; i++)
		cr_assert_eq(p[i], 0);
	cr_assert(empty);
	p = mem_grow(p, 10000);
	memset(p, 1, 10000);
	free(p);
	free(empty);
}

Test(base_mem, running_out_aborts, .signal = SIGABRT)
{
	volatile size_t much = SIZE_MAX / 4;

	mem_alloc(much);
}

/* Small and large pieces mixed: none overlaps another, all are aligned, zeroed and keep their
 * bytes. */
Test(base_mem, arena_pieces_are_apart)
{
	enum { PIECES = 2000 };
	struct arena a = { 0 };
	unsigned char *piece[PIECES];
	size_t size[PIECES];

	srand(20261123);
	for (int i = 0; i < PIECES; i++) {
		size[i] = (size_t)rand() % (i % 100 ? 200 : 40000);
		piece[i] = arena_alloc(&a, size[i]);
		cr_assert_eq((uintptr_t)piece[i] % _Alignof(max_align_t), 0);
		for (size_t j = 0; j < size[i]; j++)
			cr_assert_eq(piece[i][j], 0);
		memset(piece[i], i % 255 + 1, size[i]);
	}
	for (int i = 0; i < PIECES; i++)
		for (size_t j = 0; j < size[i]; j++)
			cr_assert_eq(piece[i][j], i % 255 + 1, "piece %d", i);
	arena_release(&a);
	cr_assert_null(a.head);
	arena_release(&a);
}

Test(base_mem, arena_text)
{
	struct arena a = { 0 };

	cr_assert_str_eq(arena_text(&a, "导师"), "导师");
	cr_assert_str_eq(arena_copy(&a, "abcdef", 3), "abc");
	cr_assert_str_eq(arena_copy(&a, NULL, 0), "");
	cr_assert_str_eq(arena_printf(&a, "%s-%d", "x", 42), "x-42");
	arena_release(&a);
}

Test(base_mem, buf_grows_and_is_always_ended)
{
	struct buf b = { 0 };

	cr_assert_str_eq(buf_str(&b), "");
	for (int i = 0; i < 1000; i++) {
		buf_char(&b, (char)('a' + i % 26));
		cr_assert_eq(b.len, (size_t)i + 1);
		cr_assert_eq(b.at[b.len], '\0');
	}
	buf_clear(&b);
	cr_assert_str_eq(buf_str(&b), "");
	buf_text(&b, "one ");
	buf_printf(&b, "%d %s", 2, "three");
	cr_assert_str_eq(b.at, "one 2 three");
	buf_release(&b);
	cr_assert_str_eq(buf_str(&b), "");
}

Test(base_mem, buf_printf_longer_than_its_room)
{
	struct buf b = { 0 };

	buf_printf(&b, "%0500d", 1);
	cr_assert_eq(b.len, 500);
	cr_assert_eq(b.at[499], '1');
	cr_assert_eq(strlen(b.at), 500);
	buf_release(&b);
}

Test(base_mem, buf_splice)
{
	static const struct {
		size_t pos, cut;
		const char *in, *out;
	} cases[] = {
		{ 0, 0, "", "abcdef" },  { 0, 0, "X", "Xabcdef" },   { 6, 0, "XY", "abcdefXY" },
		{ 2, 2, "", "abef" },    { 2, 2, "XYZ", "abXYZef" }, { 0, 6, "", "" },
		{ 5, 1, "X", "abcdeX" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		buf_text(&b, "abcdef");
		buf_splice(&b, cases[i].pos, cases[i].cut, cases[i].in, strlen(cases[i].in));
		cr_expect_str_eq(b.at, cases[i].out);
		cr_expect_eq(b.len, strlen(cases[i].out));
		buf_release(&b);
	}
}
