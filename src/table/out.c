/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "out.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"

/* -------------------------------------------------------------------- frames */

static bool refuse_part(struct err *e)
{
	return err_set(e, ERR_IO, "%s",
		       _("What was to be written came in part only. Nothing was written."));
}

static const char *cell(const struct frame *f, size_t i)
{
	return i < f->count ? f->cell[i] : "";
}

static struct out_column *last_column(struct out *o)
{
	return &o->sheet.columns[o->sheet.count - 1];
}

static bool add_column(struct out *o, const struct frame *f, struct err *e)
{
	struct out_column *c;

	if (o->sheet.count == ROWSTREAM_CELLS)
		return err_set(e, ERR_INVALID,
			       _("The table has more than %d columns: choose fewer of them."),
			       ROWSTREAM_CELLS);
	c = &o->sheet.columns[o->sheet.count++];
	*c = (struct out_column){ .kind = (enum table_kind)strtoul(cell(f, 0), NULL, 10),
				  .cells = (int)strtol(cell(f, 1), NULL, 10),
				  .label = arena_text(&o->arena, cell(f, 2)) };
	return true;
}

/* In blocks that double, so that the arena keeps no more than twice of it. */
static void add_choice(struct out *o, const char *text)
{
	struct out_column *c = last_column(o);
	size_t n = c->choice_count;

	if (!(n & (n - 1))) {
		const char **grown = arena_alloc(&o->arena, 2 * (n + 1) * sizeof *grown);

		if (n)
			memcpy(grown, c->choices, n * sizeof *grown);
		c->choices = grown;
	}
	c->choices[c->choice_count++] = arena_text(&o->arena, text);
}

static bool add_to_column(struct out *o, const struct frame *f)
{
	if (f->tag == 'V')
		add_choice(o, cell(f, 0));
	else if (f->tag == 'H')
		last_column(o)->hint = arena_text(&o->arena, cell(f, 0));
	else if (f->tag == 'O')
		last_column(o)->others = true;
	else
		return false;
	return true;
}

/* --------------------------------------------------------------------- sheets */

struct state {
	struct frame frame;
	bool named, begun; /* a sheet; in the file */
	bool passed_over;
};

static bool begin_sheet(struct out *o, struct state *s, struct err *e)
{
	if (s->begun || s->passed_over || !s->named)
		return s->named || refuse_part(e);
	s->begun = true;
	return o->class->sheet(o, e);
}

static bool name_sheet(struct out *o, struct state *s, struct err *e)
{
	if (s->named && !begin_sheet(o, s, e))
		return false;
	if (s->named && !o->class->many_sheets) {
		o->more_sheets = s->passed_over = true;
		return true;
	}
	o->sheet = (struct out_sheet){ .name = arena_text(&o->arena, cell(&s->frame, 0)) };
	if (s->frame.count > 1)
		o->sheet.title = arena_text(&o->arena, s->frame.cell[1]);
	o->rows = 0;
	s->named = true;
	s->begun = false;
	return true;
}

static bool take(struct out *o, struct state *s, struct err *e)
{
	const struct frame *f = &s->frame;

	if (f->tag == 'S')
		return name_sheet(o, s, e);
	if (s->passed_over)
		return true;
	if (f->tag == 'R') {
		o->rows++;
		return begin_sheet(o, s, e) && o->class->row(o, f->cell, f->count, e);
	}
	if (!s->named || s->begun)
		return refuse_part(e);
	if (f->tag == 'C')
		return add_column(o, f, e);
	return (o->sheet.count && add_to_column(o, f)) || refuse_part(e);
}

/* --------------------------------------------------------------------- telling */

void out_spell(struct out *o, size_t column, uint32_t cp, struct buf *to)
{
	struct buf told = { 0 };

	buf_printf(to, "<U+%04X>", (unsigned)cp);
	if (o->lost++)
		return;
	buf_printf(&told, _("row %zu, column %s: U+%04X"), o->rows,
		   column < o->sheet.count ? o->sheet.columns[column].label : "", (unsigned)cp);
	snprintf(o->lost_first, sizeof o->lost_first, "%s", buf_str(&told));
	text_trim_broken_end(o->lost_first);
	buf_release(&told);
}

static void tell(const char *text)
{
	frame_begin(stdout, 'P');
	frame_cell(stdout, text);
	frame_end(stdout);
}

static void tell_losses(const struct out *o)
{
	struct buf text = { 0 };

	if (o->lost)
		buf_printf(&text,
			   ngettext("%zu character cannot stand in such a file and is spelled out "
				    "(%s).",
				    "%zu characters cannot stand in such a file and are spelled "
				    "out (the first: %s).",
				    o->lost),
			   o->lost, o->lost_first);
	if (o->more_sheets)
		buf_printf(&text, "%s%s", text.len ? " " : "",
			   _("A CSV file holds one table: the others are not in it. Choose xlsx "
			     "for all."));
	if (text.len)
		tell(buf_str(&text));
	buf_release(&text);
}

/* --------------------------------------------------------------------- writing */

static bool write_frames(struct out *o, struct err *e)
{
	struct state s = { 0 };
	bool ok = true;

	while (ok && frame_read(&s.frame, stdin) && s.frame.tag != 'Z')
		ok = take(o, &s, e);
	if (ok && s.frame.tag != 'Z')
		ok = refuse_part(e);
	ok = ok && begin_sheet(o, &s, e) && o->class->end(o, e) && target_keep(&o->target, e);
	frame_release(&s.frame);
	return ok;
}

static bool write_target(struct out *o, const char *path, bool replace, struct err *e)
{
	bool ok;

	if (!target_open(&o->target, strcmp(path, "-") ? path : NULL, replace, e))
		return false;
	frame_begin(stdout, 'I');
	frame_cell(stdout, "ready");
	frame_end(stdout);
	fflush(stdout);
	ok = o->class->begin(o, e) && write_frames(o, e);
	o->class->release(o);
	if (ok)
		tell_losses(o);
	return ok;
}

/* Copied behind the last frame, which says how much it is. */
static bool send_file(const struct target *t, size_t rows, struct err *e)
{
	char chunk[64 * 1024];
	off_t size = t->path ? 0 : lseek(t->fd, 0, SEEK_END);
	ssize_t n;

	if (size < 0)
		return target_refuse(t, errno, e);
	frame_begin(stdout, 'Z');
	frame_number(stdout, rows);
	frame_number(stdout, (size_t)size);
	frame_end(stdout);
	for (off_t at = 0; at < size; at += n) {
		n = pread(t->fd, chunk, sizeof chunk, at);
		if (n <= 0)
			break; /* noticed where it is read */
		fwrite(chunk, 1, (size_t)n, stdout);
	}
	return true;
}

bool out_write(const char *path, enum table_format format, bool replace, struct err *e)
{
	static const struct out_class *const classes[TABLE_FORMATS] = { [TABLE_XLSX] = &out_xlsx,
									[TABLE_CSV] = &out_csv,
									[TABLE_CSV_GB18030] =
										&out_csv_gb18030 };
	static struct out o;
	bool ok;

	signal(SIGXFSZ, SIG_IGN); /* a write that fails says so */
	signal(SIGPIPE, SIG_IGN);
	o.class = classes[format];
	ok = write_target(&o, path, replace, e) && send_file(&o.target, o.rows, e);
	arena_release(&o.arena);
	target_close(&o.target);
	return ok;
}
