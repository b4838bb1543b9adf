/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rowstream.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A stream from bytes. */
static FILE *from(const char *bytes, size_t len)
{
	FILE *f = fmemopen(NULL, len + 1, "w+");

	cr_assert(f && fwrite(bytes, 1, len, f) == len);
	rewind(f);
	return f;
}

static void random_cell(struct buf *out)
{
	static const uint32_t some[] = { '\t',   '\n',    '\r', '\\', 't',  'n', ' ',
					 0x5BFC, 0x1F600, 'a',  1,    0x7F, 'r', 0xE9 };

	buf_clear(out);
	while (rand() % 8)
		text_encode(out, some[(size_t)rand() % (sizeof some / sizeof *some)]);
}

/* What is written is what is read, whatever the cells hold. */
Test(base_rowstream, round)
{
	enum { FRAMES = 300, CELLS = 20 };
	static char *cells[FRAMES][CELLS];
	size_t count[FRAMES];
	char *bytes = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&bytes, &len), *in;
	struct frame f = { 0 };
	struct buf cell = { 0 };

	srand(7);
	for (int i = 0; i < FRAMES; i++) {
		count[i] = (size_t)rand() % CELLS;
		frame_begin(out, (char)('A' + i % 26));
		for (size_t j = 0; j < count[i]; j++) {
			random_cell(&cell);
			cells[i][j] = strdup(buf_str(&cell));
			frame_cell(out, cells[i][j]);
		}
		frame_number(out, (size_t)i);
		frame_end(out);
	}
	fclose(out);

	in = from(bytes, len);
	for (int i = 0; i < FRAMES; i++) {
		cr_assert(frame_read(&f, in), "frame %d", i);
		cr_assert_eq(f.tag, 'A' + i % 26);
		cr_assert_eq(f.count, count[i] + 1);
		for (size_t j = 0; j < count[i]; j++) {
			cr_assert_str_eq(f.cell[j], cells[i][j]);
			free(cells[i][j]);
		}
		cr_assert_eq(atoi(f.cell[count[i]]), i);
	}
	cr_assert_not(frame_read(&f, in));
	frame_release(&f);
	buf_release(&cell);
	fclose(in);
	free(bytes);
}

/* Cut anywhere, a stream gives its whole frames and no other. */
Test(base_rowstream, cut)
{
	static const char whole[] = "I\tencoding\tUTF-8\nR\t1\ta\\tb\t导\nR\t2\t\t\nZ\t2\n";

	for (size_t len = 0; len < sizeof whole - 1; len++) {
		FILE *in = from(whole, len);
		struct frame f = { 0 };
		int frames = 0, lines = 0;

		for (size_t i = 0; i < len; i++)
			lines += whole[i] == '\n';
		for (; frame_read(&f, in); frames++)
			cr_assert(f.tag == 'I' || f.tag == 'R');
		cr_assert_eq(frames, lines, "cut at %zu", len);
		frame_release(&f);
		fclose(in);
	}
}

Test(base_rowstream, no_frames)
{
	static const struct {
		const char *bytes;
		size_t len;
	} cases[] = {
		{ "", 0 },
		{ "\n", 1 },
		{ "R\t1", 3 }, /* no end of line */
		{ "R\t\xFF\n", 4 },
		{ "R\ta\0b\n", 6 },
		{ "Rx\t1\n", 5 },
		{ "error\n", 6 },
		{ "R\t\xED\xA0\x80\n", 6 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		FILE *in = from(cases[i].bytes, cases[i].len);
		struct frame f = { 0 };

		cr_expect_not(frame_read(&f, in), "%zu", i);
		frame_release(&f);
		fclose(in);
	}
}

Test(base_rowstream, escapes)
{
	static const char line[] = "R\t\\t\\n\\r\\\\\t\\x\\\t\n";
	FILE *in = from(line, sizeof line - 1);
	struct frame f = { 0 };

	cr_assert(frame_read(&f, in));
	cr_assert_eq(f.count, 3);
	cr_assert_str_eq(f.cell[0], "\t\n\r\\");
	cr_assert_str_eq(f.cell[1], "x\\"); /* unknown, and one with nothing after it */
	cr_assert_str_eq(f.cell[2], "");
	frame_release(&f);
	fclose(in);
}

static bool read_cells(size_t cells)
{
	struct buf line = { 0 };
	struct frame f = { 0 };
	FILE *in;
	bool ok;

	buf_char(&line, 'R');
	while (cells--)
		buf_text(&line, "\tx");
	buf_char(&line, '\n');
	in = from(line.at, line.len);
	ok = frame_read(&f, in);
	frame_release(&f);
	buf_release(&line);
	fclose(in);
	return ok;
}

/* The other side may be hostile: nothing is cut off unsaid, nothing grows without end. */
Test(base_rowstream, bounds)
{
	cr_expect(read_cells(ROWSTREAM_CELLS + 2));
	cr_expect_not(read_cells(ROWSTREAM_CELLS + 3));
	cr_expect_not(read_cells(ROWSTREAM_LINE / 2 + 1));
}
