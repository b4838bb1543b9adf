/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 4180, in UTF-8 with a mark or in GB18030 without one, as spreadsheets in China expect it. */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "out.h"

enum { CHUNK = 64 * 1024 };

struct csv_file {
	struct buf out, cell;
	iconv_t to; /* -1: as it is */
};

static bool flush(struct out *o, struct err *e)
{
	struct csv_file *c = o->own;
	bool ok = target_put(&o->target, buf_str(&c->out), c->out.len, e);

	buf_clear(&c->out);
	return ok;
}

static void begin(struct out *o, iconv_t to)
{
	struct csv_file *c = mem_alloc(sizeof *c);

	c->to = to;
	o->own = c;
}

static bool begin_utf8(struct out *o, struct err *e)
{
	(void)e;
	begin(o, (iconv_t)-1);
	buf_text(&((struct csv_file *)o->own)->out, "\xEF\xBB\xBF");
	return true;
}

static bool begin_gb18030(struct out *o, struct err *e)
{
	iconv_t to = iconv_open("GB18030", "UTF-8");

	begin(o, to);
	return to != (iconv_t)-1 || target_refuse(&o->target, errno, e);
}

/* ---------------------------------------------------------------------- cells */

static void convert(struct out *o, size_t column, const char *text)
{
	struct csv_file *c = o->own;
	char *from = (char *)(uintptr_t)text; /* iconv does not write to it */
	size_t left = strlen(text);

	while (left) {
		char room[1024], *to = room;
		size_t free_room = sizeof room, len;
		bool stuck =
			iconv(c->to, &from, &left, &to, &free_room) == (size_t)-1 && errno != E2BIG;

		buf_add(&c->out, room, sizeof room - free_room);
		if (!stuck)
			continue;
		out_spell(o, column, text_decode(from, &len), &c->out);
		from += len;
		left -= len;
	}
}

static void add_cell(struct out *o, size_t column, const char *text, bool number)
{
	struct csv_file *c = o->own;

	if (column)
		buf_char(&c->out, ',');
	if (c->to == (iconv_t)-1) {
		table_csv_cell(&c->out, text, number);
		return;
	}
	buf_clear(&c->cell);
	table_csv_cell(&c->cell, text, number);
	convert(o, column, buf_str(&c->cell));
}

static bool sheet(struct out *o, struct err *e)
{
	struct csv_file *c = o->own;

	for (size_t i = 0; i < o->sheet.count; i++)
		add_cell(o, i, o->sheet.columns[i].label, false);
	buf_text(&c->out, "\r\n");
	return flush(o, e);
}

static bool row(struct out *o, const char *const *cells, size_t count, struct err *e)
{
	struct csv_file *c = o->own;

	for (size_t i = 0; i < count; i++)
		add_cell(o, i, cells[i],
			 i < o->sheet.count && o->sheet.columns[i].kind == TABLE_NUMBER);
	buf_text(&c->out, "\r\n");
	return c->out.len < CHUNK || flush(o, e);
}

static void release(struct out *o)
{
	struct csv_file *c = o->own;

	buf_release(&c->out);
	buf_release(&c->cell);
	if (c->to != (iconv_t)-1)
		iconv_close(c->to);
	free(c);
}

const struct out_class out_csv = { begin_utf8, sheet, row, flush, release, false };
const struct out_class out_csv_gb18030 = { begin_gb18030, sheet, row, flush, release, false };
