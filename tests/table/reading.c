/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/table.h"

static void take_sheet(struct reading *r, const struct frame *f)
{
	cr_assert_str_eq(f->cell[0], "sheet");
	cr_assert(!r->chosen && r->sheet_count < READING_SHEETS);
	r->sheet[r->sheet_count++] = arena_text(&r->arena, f->cell[1]);
}

static void take_info(struct reading *r, const struct frame *f)
{
	cr_assert_eq(f->count, 2);
	cr_assert_eq(r->row_count, 0, "I after a row");
	if (!strcmp(f->cell[0], "encoding"))
		r->encoding = arena_text(&r->arena, f->cell[1]);
	else if (!strcmp(f->cell[0], "separator"))
		r->separator = arena_text(&r->arena, f->cell[1]);
	else if (!strcmp(f->cell[0], "note"))
		r->note = arena_text(&r->arena, f->cell[1]);
	else if (!strcmp(f->cell[0], "chosen"))
		r->chosen = strtoul(f->cell[1], NULL, 10);
	else
		take_sheet(r, f);
}

static void take_row(struct reading *r, const struct frame *f)
{
	struct read_row *row;

	cr_assert(r->chosen ? r->chosen <= r->sheet_count : r->encoding && r->separator);
	cr_assert(f->count >= 1 && f->count <= ROWSTREAM_CELLS + 1);
	if (r->row_count == r->row_room) {
		r->row_room = r->row_room ? 2 * r->row_room : 64;
		r->rows = mem_grow(r->rows, r->row_room * sizeof *r->rows);
	}
	row = &r->rows[r->row_count++];
	*row = (struct read_row){ .number = strtoul(f->cell[0], NULL, 10), .count = f->count - 1 };
	cr_assert_gt(row->number, r->row_count > 1 ? row[-1].number : 0);
	row->cell = arena_alloc(&r->arena, row->count * sizeof *row->cell);
	for (size_t i = 0; i < row->count; i++)
		row->cell[i] = arena_text(&r->arena, f->cell[i + 1]);
}

static void take_problem(struct reading *r, const struct frame *f)
{
	struct read_row *row = r->rows + r->row_count - 1;

	cr_assert(f->count == 3 && r->row_count);
	cr_assert_eq(strtoul(f->cell[0], NULL, 10), row->number);
	cr_assert(strtoul(f->cell[1], NULL, 10) && *f->cell[2]);
	if (row->problems++)
		return;
	row->problem_column = strtoul(f->cell[1], NULL, 10);
	row->problem = arena_text(&r->arena, f->cell[2]);
}

static void read_source(struct reading *r, const struct table_source *source)
{
	struct table_reader t;

	*r = (struct reading){ 0 };
	i18n_init("en");
	cr_assert(table_open(&t, source, &r->e), "%s", r->e.text);
	while (table_next(&t, &r->e)) {
		if (t.frame.tag == 'I')
			take_info(r, &t.frame);
		else if (t.frame.tag == 'R')
			take_row(r, &t.frame);
		else if (t.frame.tag == 'P')
			take_problem(r, &t.frame);
		else
			cr_assert_fail("frame %c", t.frame.tag);
	}
	if (t.frame.tag == 'Z')
		cr_assert_eq(strtoul(t.frame.cell[0], NULL, 10), r->row_count);
	else
		cr_assert_eq(t.frame.tag, 'F', "the stream was cut short");
	cr_assert_eq(getc(t.in), EOF, "something follows the end");
	r->ok = table_close(&t, &r->e);
	cr_assert(r->ok || *r->e.text);
}

void reading_file(struct reading *r, const char *path, const char *encoding, const char *separator)
{
	read_source(r, &(struct table_source){ path, encoding, separator, NULL });
}

void reading_named(struct reading *r, const char *name, const struct buf *bytes,
		   const struct table_source *source)
{
	const char *top = getenv("TMPDIR");
	struct buf dir = { 0 }, path = { 0 };
	struct table_source from = *source;
	FILE *f;

	buf_printf(&dir, "%s/daoshi-XXXXXX", top ? top : "/tmp");
	cr_assert(mkdtemp(dir.at));
	buf_printf(&path, "%s/%s", dir.at, name);
	f = fopen(path.at, "w");
	cr_assert(f && fwrite(buf_str(bytes), 1, bytes->len, f) == bytes->len && !fclose(f));
	from.path = path.at;
	read_source(r, &from);
	unlink(path.at);
	rmdir(dir.at);
	buf_release(&path);
	buf_release(&dir);
}

void reading_bytes(struct reading *r, const char *bytes, size_t len, const char *encoding,
		   const char *separator)
{
	struct buf all = { 0 };

	buf_add(&all, bytes, len);
	reading_named(r, "roster.csv", &all,
		      &(struct table_source){ NULL, encoding, separator, NULL });
	buf_release(&all);
}

void reading_book(struct reading *r, const struct buf *bytes, const char *sheet)
{
	reading_named(r, "roster.xlsx", bytes, &(struct table_source){ NULL, NULL, NULL, sheet });
}

void reading_text(struct reading *r, const char *text)
{
	reading_bytes(r, text, strlen(text), NULL, NULL);
}

void reading_release(struct reading *r)
{
	free(r->rows);
	arena_release(&r->arena);
}

const char *reading_cell(const struct reading *r, size_t row, size_t column)
{
	for (size_t i = 0; i < r->row_count; i++)
		if (r->rows[i].number == row && column <= r->rows[i].count)
			return r->rows[i].cell[column - 1];
	return "(none)";
}

void sample_load(struct buf *out, const char *name)
{
	struct buf path = { 0 };
	FILE *f;
	int c;

	buf_printf(&path, "tests/data/%s", name);
	f = fopen(path.at, "r");
	cr_assert(f, "no %s", path.at);
	while ((c = getc(f)) != EOF)
		buf_char(out, (char)c);
	fclose(f);
	buf_release(&path);
}

void assert_refused(struct reading *r, const char *words)
{
	cr_assert(!r->ok, "taken, where it should be refused: %s", words);
	cr_assert(strstr(r->e.text, words), "\"%s\" lacks \"%s\"", r->e.text, words);
	reading_release(r);
}
