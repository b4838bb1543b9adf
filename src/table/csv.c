/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv.h"

#include <string.h>

#include "base/text.h"
#include "bounds.h"

void csv_begin(struct csv *c, const char *text, size_t len, const char *separator)
{
	*c = (struct csv){ .at = text, .end = text + len, .separator = separator };
}

void csv_release(struct csv *c)
{
	buf_release(&c->cells);
}

const char *csv_cell(const struct csv *c, size_t i)
{
	return c->cells.at + c->start[i];
}

/* ---------------------------------------------------------------------- cells */

static void find_problem(struct csv *c, const char *problem)
{
	if (!c->problem) {
		c->problem = problem;
		c->problem_column = c->count + 1;
	}
}

static void drop(struct csv *c, const char *problem)
{
	find_problem(c, problem);
	c->cells.len = c->cell;
	c->dropped = true;
}

/* Keeps a piece of the cell being read, as long as the cell and the row are of bearable size; of a
 * cell that is not, nothing is kept. */
static void keep(struct csv *c, const char *bytes, size_t len)
{
	size_t cell = c->cells.len - c->cell;

	if (c->count == ROWSTREAM_CELLS)
		find_problem(c, bounds_many_cells);
	else if (c->dropped)
		return;
	else if (cell + len <= CELL_MOST && c->cells.len + len <= ROW_MOST)
		buf_add(&c->cells, bytes, len);
	else
		drop(c, cell + len > CELL_MOST ? bounds_long_cell : bounds_long_row);
}

static void begin_cell(struct csv *c)
{
	c->cell = c->cells.len;
	c->dropped = false;
}

static void end_cell(struct csv *c)
{
	if (c->count == ROWSTREAM_CELLS)
		return;
	buf_char(&c->cells, '\0');
	c->start[c->count++] = c->cell;
}

static bool at_separator(const struct csv *c, const char *p)
{
	size_t len = strlen(c->separator);

	return *p == *c->separator && (size_t)(c->end - p) >= len && !memcmp(p, c->separator, len);
}

/* From behind the opening quotation mark to behind the closing one. */
static void read_quoted(struct csv *c)
{
	for (;;) {
		const char *quote = memchr(c->at, '"', (size_t)(c->end - c->at));

		if (!quote) {
			c->unclosed = true;
			c->at = c->end;
			return;
		}
		keep(c, c->at, (size_t)(quote - c->at));
		c->at = quote + 1;
		if (c->at == c->end || *c->at != '"')
			return;
		keep(c, "\"", 1);
		c->at++;
	}
}

static void read_plain(struct csv *c)
{
	const char *p = c->at;

	while (p < c->end && *p != '\n' && *p != '\r' && !at_separator(c, p))
		p++;
	keep(c, c->at, (size_t)(p - c->at));
	c->at = p;
}

/* ----------------------------------------------------------------------- rows */

static void end_line(struct csv *c)
{
	c->line_ended = c->at < c->end;
	if (c->line_ended && *c->at++ == '\r' && c->at < c->end && *c->at == '\n')
		c->at++;
}

bool csv_next(struct csv *c)
{
	if (c->at == c->end)
		return false;
	c->row++;
	c->count = 0;
	c->problem = NULL;
	buf_clear(&c->cells);
	for (;;) {
		begin_cell(c);
		if (c->at < c->end && *c->at == '"') {
			c->at++;
			read_quoted(c);
		}
		read_plain(c);
		if (c->at == c->end || !at_separator(c, c->at))
			break;
		end_cell(c);
		c->at += strlen(c->separator);
	}
	if (!c->unclosed)
		end_cell(c);
	end_line(c);
	return true;
}

bool csv_blank(const struct csv *c)
{
	struct buf tidy = { 0 };
	bool blank = !c->problem;

	for (size_t i = 0; blank && i < c->count; i++) {
		text_tidy(&tidy, csv_cell(c, i));
		blank = !tidy.len;
	}
	buf_release(&tidy);
	return blank;
}

size_t csv_last_row(const char *text, size_t len, const char *separator)
{
	struct csv c;
	size_t row;

	csv_begin(&c, text, len, separator);
	c.line_ended = true;
	while (csv_next(&c))
		;
	row = c.row + c.line_ended;
	csv_release(&c);
	return row;
}
