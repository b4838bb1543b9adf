/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes to daoshi-table are frames (base/rowstream.h): S name title, C kind cells label, of the
 * column before V choice, O that others are taken too, H hint; R cells, and Z when nothing is
 * missing. It answers with
 * an I once the target is found good, and at the end with what it could not hold (P), and Z rows
 * size; behind that stand the bytes themselves where they go to standard output.
 */
#include "base/table_out.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "table_private.h"

enum { CHUNK = 64 * 1024, MEASURED = 1000 };

static const char *const names[TABLE_FORMATS] = { "xlsx", "csv", "gb18030" };

enum table_format table_format_named(const char *name)
{
	int format = 0;

	while (format < TABLE_FORMATS && strcmp(names[format], name) != 0)
		format++;
	return (enum table_format)format;
}

/* --------------------------------------------------------------- the stream */

static ssize_t send_some(void *to, const char *bytes, size_t len)
{
	return table_send((int)(intptr_t)to, bytes, len) ? (ssize_t)len : 0;
}

static int close_end(void *to)
{
	return close((int)(intptr_t)to);
}

FILE *table_stream_to(int to)
{
	FILE *f = mem_or_abort(
		fopencookie((void *)(intptr_t)to, "w",
			    (cookie_io_functions_t){ .write = send_some, .close = close_end }));

	setvbuf(f, NULL, _IOFBF, CHUNK);
	return f;
}

static bool check_stdout(struct err *e)
{
	return !isatty(STDOUT_FILENO) ||
	       err_set(e, ERR_INVALID, "%s",
		       _("A workbook is nothing for a terminal: name a file with --output, or send "
			 "it into one with >."));
}

bool table_out_begin(struct table_out *t, const char *path, enum table_format format, bool replace,
		     struct err *e)
{
	struct table_order o = table_order_to("table");
	int to;

	*t = (struct table_out){ .to_stdout = !strcmp(path, "-") };
	if (!table_may_use(path, e) || (t->to_stdout && format == TABLE_XLSX && !check_stdout(e)))
		return false;
	table_order_add(&o, "--format");
	table_order_add(&o, names[format]);
	if (replace)
		table_order_add(&o, "--replace");
	table_order_add(&o, "--");
	table_order_add(&o, path);
	if (!table_start_writing(&t->child, &to, &o, e))
		return false;
	t->to = table_stream_to(to);
	if (table_next(&t->child, e))
		return true;
	fclose(t->to);
	t->to = NULL;
	return table_close(&t->child, e) && false;
}

/* What is written there comes behind the last frame. */
static bool copy_to_stdout(struct table_out *t, struct err *e)
{
	const struct frame *f = &t->child.frame;
	size_t left = f->count > 1 ? strtoull(f->cell[1], NULL, 10) : 0;
	static char chunk[CHUNK];

	while (left) {
		size_t n = fread(chunk, 1, left < CHUNK ? left : CHUNK, t->child.in);

		if (!n)
			return err_set(e, ERR_IO, "%s",
				       _("The file could not be written to its end."));
		fwrite(chunk, 1, n, stdout);
		left -= n;
	}
	return true; /* whether it got there is asked at the end, as of all that is printed */
}

static void drain(struct table_out *t, struct err *e)
{
	const struct frame *f = &t->child.frame;

	while (table_next(&t->child, e))
		if (f->tag == 'P' && f->count && !*t->told) {
			snprintf(t->told, sizeof t->told, "%s", f->cell[0]);
			text_trim_broken_end(t->told);
		}
}

bool table_out_end(struct table_out *t, struct err *e)
{
	bool ok;

	if (!t->to)
		return false;
	frame_begin(t->to, 'Z');
	frame_end(t->to);
	fclose(t->to);
	t->to = NULL;
	drain(t, e);
	ok = !t->to_stdout || !t->child.ended || copy_to_stdout(t, e);
	return table_close(&t->child, e) && ok;
}

/* Left to end by itself, so that it clears away what it began. */
void table_out_abandon(struct table_out *t)
{
	struct err unheard = { 0 };

	if (!t->to)
		return;
	fclose(t->to);
	t->to = NULL;
	drain(t, &unheard);
	table_close(&t->child, &unheard);
}

/* ---------------------------------------------------------- sheets and rows */

static void send_text(struct table_out *t, char tag, const char *text)
{
	frame_begin(t->to, tag);
	frame_cell(t->to, text);
	frame_end(t->to);
}

void table_out_sheet(struct table_out *t, const char *name, const char *title)
{
	frame_begin(t->to, 'S');
	frame_cell(t->to, name);
	if (title)
		frame_cell(t->to, title);
	frame_end(t->to);
}

void table_out_column(struct table_out *t, const char *label, int cells, enum table_kind kind,
		      const char *const *choices)
{
	frame_begin(t->to, 'C');
	frame_number(t->to, (size_t)kind);
	frame_number(t->to, cells > 0 ? (size_t)cells : 0);
	frame_cell(t->to, label);
	frame_end(t->to);
	for (; choices && *choices; choices++)
		send_text(t, 'V', *choices);
}

void table_out_offer(struct table_out *t)
{
	frame_begin(t->to, 'O');
	frame_end(t->to);
}

void table_out_hint(struct table_out *t, const char *hint)
{
	send_text(t, 'H', hint);
}

void table_out_cell(struct table_out *t, const char *text)
{
	struct buf mended = { 0 };

	if (!t->in_row)
		frame_begin(t->to, 'R');
	t->in_row = true;
	text = text ? text : "";
	if (!text_valid(text, strlen(text))) { /* the stream would end at it */
		text_show(&mended, text);
		text = buf_str(&mended);
	}
	frame_cell(t->to, text);
	buf_release(&mended);
}

void table_out_end_row(struct table_out *t)
{
	if (!t->in_row)
		frame_begin(t->to, 'R');
	t->in_row = false;
	frame_end(t->to);
}

/* ------------------------------------------------------------ from fields */

static enum table_kind kind_of(const struct field *f)
{
	if (f->kind == FIELD_INT || f->kind == FIELD_TENTHS)
		return TABLE_NUMBER;
	return f->kind == FIELD_DATE ? TABLE_DAY : TABLE_TEXT;
}

/* Not field_show: a workbook holds every character, whatever the terminal can. */
static void show(const struct field *f, const void *row, struct buf *out)
{
	const char *s = field_text(f, row);

	if (f->kind == FIELD_CHOICE)
		buf_text(out, *s ? choice_label(f->choices, s) : "");
	else if (f->kind == FIELD_CHOICES || (f->words && !(f->flags & FIELD_MASKED)))
		field_show(f, row, out);
	else if (f->kind != FIELD_DATE || strcmp(s, DATE_OPEN) != 0)
		field_raw(f, row, out);
}

/* As wide as the field is in a list, or as its first rows are. */
static int width_of(const struct field *f, const struct rowset *rows)
{
	struct buf cell = { 0 };
	int widest = f->width;

	for (size_t i = 0; i < rows->count && i < MEASURED; i++) {
		int cells;

		buf_clear(&cell);
		show(f, rowset_at(rows, i), &cell);
		cells = text_width(buf_str(&cell));
		widest = cells > widest ? cells : widest;
	}
	buf_release(&cell);
	return widest;
}

void table_out_fields(struct table_out *t, const struct rowset *rows, const char *const *columns)
{
	for (; *columns; columns++) {
		const struct field *f = field_find(rows->fields, *columns);

		table_out_column(t, _(f->label), width_of(f, rows), kind_of(f), NULL);
	}
}

void table_out_field(struct table_out *t, const struct field *f, const void *row)
{
	struct buf cell = { 0 };

	show(f, row, &cell);
	table_out_cell(t, buf_str(&cell));
	buf_release(&cell);
}

void table_out_row(struct table_out *t, const struct field *fields, const char *const *columns,
		   const void *row)
{
	for (; *columns; columns++)
		table_out_field(t, field_find(fields, *columns), row);
	table_out_end_row(t);
}

void table_out_rows(struct table_out *t, const char *name, const char *title,
		    const struct rowset *set, const char *const *columns)
{
	table_out_sheet(t, name, title);
	table_out_fields(t, set, columns);
	for (size_t i = 0; i < set->count && !ferror(t->to); i++)
		table_out_row(t, set->fields, columns, rowset_at(set, i));
}

/* ---------------------------------------------------------------------- csv */

/* Spreadsheets take the full-width signs for the same. */
static bool is_formula(const char *text)
{
	static const char *const signs[] = {
		"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (!strncmp(text, signs[i], strlen(signs[i])))
			return true;
	return false;
}

void table_csv_cell(struct buf *line, const char *text, bool number)
{
	bool formula = !number && is_formula(text);

	if (!formula && !text[strcspn(text, ",\"\r\n")]) {
		buf_text(line, text);
		return;
	}
	buf_text(line, formula ? "\"'" : "\"");
	for (; *text; text++)
		buf_add(line, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
	buf_char(line, '"');
}
