/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid.h"

#include <string.h>

#include "base/i18n.h"
#include "base/private_use.h"
#include "base/text.h"
#include "bounds.h"

/* Headers are looked for in so many rows; no more text than this is carried on; and no more is
 * given away than a text file of the largest size would hold, since a workbook says a text once for
 * any number of cells. */
enum { HEADER_WITHIN = 20, CARRY_MOST = 4 * 1024, BYTES_MOST = 128 * 1024 * 1024 };

const char grid_no_result[] =
	N_("The cell holds a formula without its result: open the file in the spreadsheet program, "
	   "save it there once, and import it again.");
const char grid_is_error[] =
	N_("The cell shows an error in place of a value: mend its formula in the spreadsheet "
	   "program, or type the value.");

void grid_begin(struct grid *g, FILE *out)
{
	*g = (struct grid){ .out = out };
}

void grid_release(struct grid *g)
{
	buf_release(&g->text);
	for (size_t i = 0; i < ROWSTREAM_CELLS; i++)
		buf_release(&g->carry[i].text);
}

void grid_begin_row(struct grid *g, size_t row)
{
	memset(g->cell, 0, g->count * sizeof *g->cell);
	buf_clear(&g->text);
	buf_char(&g->text, '\0');
	g->row = row;
	g->count = g->own = 0;
	g->wide = g->many_bytes = false;
}

/* ---------------------------------------------------------------------- cells */

static bool is_blank(const char *text)
{
	struct buf tidy = { 0 };
	size_t len;
	bool blank = !text_is_word(text_decode(text, &len));

	if (blank) {
		text_tidy(&tidy, text);
		blank = !tidy.len;
	}
	buf_release(&tidy);
	return blank;
}

static void put(struct grid *g, size_t column, const char *text, const char *problem)
{
	struct grid_cell *c = &g->cell[column];
	size_t len = strlen(text);

	if (len > CELL_MOST) {
		problem = bounds_long_cell;
		len = 0;
	} else if (g->text.len + len > ROW_MOST) {
		g->many_bytes = true;
		len = 0;
	}
	c->at = len ? g->text.len : 0;
	c->problem = problem;
	buf_add(&g->text, text, len);
	buf_char(&g->text, '\0');
	if (column >= g->count)
		g->count = column + 1;
}

void grid_cell(struct grid *g, size_t column, const char *text, const char *problem)
{
	if (!problem && is_blank(text))
		return;
	if (column >= ROWSTREAM_CELLS) {
		g->wide = true;
		return;
	}
	g->own += !g->cell[column].at && !g->cell[column].problem;
	put(g, column, text, problem);
}

/* --------------------------------------------------------------- merged cells */

static bool holds(const struct grid *g, size_t column)
{
	return g->cell[column].at || g->cell[column].problem;
}

static void carry(struct grid *g, size_t from, size_t column, size_t last_row)
{
	const char *text = g->text.at + g->cell[from].at;
	struct grid_carry *c = &g->carry[column];

	c->last = last_row;
	c->problem = g->cell[from].problem;
	buf_clear(&c->text);
	buf_text(&c->text, text);
}

void grid_span(struct grid *g, size_t first, size_t last, size_t last_row)
{
	bool wide = g->own > 1 && g->rows < HEADER_WITHIN;

	if (first >= ROWSTREAM_CELLS || !holds(g, first) ||
	    strlen(g->text.at + g->cell[first].at) > CARRY_MOST)
		return;
	if (!wide)
		last = first;
	for (size_t i = first; i <= last && i < ROWSTREAM_CELLS; i++)
		carry(g, first, i, last_row);
}

static void fill_carried(struct grid *g)
{
	for (size_t i = 0; i < ROWSTREAM_CELLS; i++)
		if (g->carry[i].last >= g->row && !holds(g, i))
			put(g, i, buf_str(&g->carry[i].text), g->carry[i].problem);
}

/* ----------------------------------------------------------------------- rows */

static void write_problem(const struct grid *g, size_t column, const char *problem)
{
	frame_begin(g->out, 'P');
	frame_number(g->out, g->row);
	frame_number(g->out, column + 1);
	frame_cell(g->out, _(problem));
	frame_end(g->out);
}

static void write_row(const struct grid *g)
{
	frame_begin(g->out, 'R');
	frame_number(g->out, g->row);
	for (size_t i = 0; i < g->count; i++)
		frame_cell(g->out, g->text.at + g->cell[i].at);
	frame_end(g->out);
	for (size_t i = 0; i < g->count; i++)
		if (g->cell[i].problem)
			write_problem(g, i, g->cell[i].problem);
	if (g->wide || g->many_bytes)
		write_problem(g, g->wide ? ROWSTREAM_CELLS : g->count - 1,
			      g->wide ? bounds_many_cells : bounds_long_row);
}

void grid_end_row(struct grid *g)
{
	if (!g->own && !g->wide)
		return;
	fill_carried(g);
	g->bytes += g->text.len + g->count;
	g->full |= g->bytes > BYTES_MOST;
	if (g->full)
		return;
	g->rows++;
	if (g->out)
		write_row(g);
}
