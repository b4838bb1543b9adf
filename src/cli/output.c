/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/say.h"

enum { COLUMNS_MOST = 32 };

/* The fields of the named columns. */
struct columns {
	const struct field *field[COLUMNS_MOST];
	int cells[COLUMNS_MOST]; /* of a table */
	size_t count;
};

static void find_columns(const struct rowset *set, const char *const *names, struct columns *c)
{
	*c = (struct columns){ 0 };
	for (; *names && c->count < COLUMNS_MOST; names++) {
		const struct field *f = field_find(set->fields, *names);

		assert(f);
		c->field[c->count++] = f;
	}
}

/* ------------------------------------------------------------------- table */

static void measure(const struct rowset *set, struct columns *c)
{
	struct buf cell = { 0 };

	for (size_t i = 0; i < c->count; i++) {
		const struct field *f = c->field[i];
		int widest = 0;

		for (size_t row = 0; row < set->count && widest < 2 * f->width; row++) {
			int cells;

			buf_clear(&cell);
			field_show(f, rowset_at(set, row), &cell);
			cells = text_width(buf_str(&cell));
			widest = cells > widest ? cells : widest;
		}
		widest = widest < 2 * f->width ? widest : 2 * f->width;
		c->cells[i] = widest > text_width(_(f->label)) ? widest : text_width(_(f->label));
	}
	buf_release(&cell);
}

static void add_cell(struct buf *line, const struct columns *c, size_t i, const char *text)
{
	bool last = i + 1 == c->count;
	int blank = c->cells[i] - text_width(text);

	if (i)
		buf_text(line, "  ");
	for (; c->field[i]->flags & FIELD_RIGHT && blank > 0; blank--)
		buf_char(line, ' ');
	if (last)
		buf_text(line, text);
	else
		text_pad(line, text, c->cells[i], !(c->field[i]->flags & FIELD_RIGHT));
}

static void write_line(struct buf *line)
{
	while (line->len && line->at[line->len - 1] == ' ')
		line->at[--line->len] = '\0';
	buf_char(line, '\n');
	charset_write(stdout, buf_str(line));
	buf_clear(line);
}

static void write_table(const struct rowset *set, struct columns *c)
{
	struct buf line = { 0 }, cell = { 0 };

	if (!set->count)
		return;
	measure(set, c);
	for (size_t i = 0; i < c->count; i++)
		add_cell(&line, c, i, _(c->field[i]->label));
	write_line(&line);
	for (size_t row = 0; row < set->count && !ferror(stdout); row++) {
		for (size_t i = 0; i < c->count; i++) {
			buf_clear(&cell);
			field_show(c->field[i], rowset_at(set, row), &cell);
			add_cell(&line, c, i, buf_str(&cell));
		}
		write_line(&line);
	}
	buf_release(&line);
	buf_release(&cell);
}

/* --------------------------------------------------------------------- csv */

static void csv_header(const struct columns *c)
{
	for (size_t i = 0; i < c->count; i++)
		printf("%s%s", i ? "," : "", c->field[i]->name);
	fputs("\r\n", stdout);
}

static void csv_rows(const struct rowset *set, const struct columns *c)
{
	struct buf line = { 0 }, cell = { 0 };

	for (size_t row = 0; row < set->count && !ferror(stdout); row++) {
		for (size_t i = 0; i < c->count; i++) {
			buf_clear(&cell);
			field_raw(c->field[i], rowset_at(set, row), &cell);
			if (i)
				buf_char(&line, ',');
			table_csv_cell(&line, buf_str(&cell), field_is_number(c->field[i]));
		}
		fputs(buf_str(&line), stdout);
		fputs("\r\n", stdout);
		buf_clear(&line);
	}
	buf_release(&line);
	buf_release(&cell);
}

/* The same in a file. */
static void file_columns(struct table_out *t, const struct columns *c)
{
	table_out_sheet(t, output_label(), NULL);
	for (size_t i = 0; i < c->count; i++)
		table_out_column(t, c->field[i]->name, c->field[i]->width,
				 field_is_number(c->field[i]) ? TABLE_NUMBER : TABLE_TEXT, NULL);
}

static void file_rows(struct table_out *t, const struct rowset *set, const struct columns *c)
{
	struct buf cell = { 0 };

	for (size_t row = 0; row < set->count && !ferror(t->to); row++) {
		for (size_t i = 0; i < c->count; i++) {
			buf_clear(&cell);
			field_raw(c->field[i], rowset_at(set, row), &cell);
			table_out_cell(t, buf_str(&cell));
		}
		table_out_end_row(t);
	}
	buf_release(&cell);
}

/* -------------------------------------------------------------------- json */

static void json_value(struct buf *line, const struct field *f, const void *thing)
{
	struct buf raw = { 0 };
	bool number = f->kind == FIELD_INT || f->kind == FIELD_TENTHS;

	field_raw(f, thing, &raw);
	if (number && (field_int(f, thing) == FIELD_FEW || field_int(f, thing) == FIELD_UNKNOWN))
		buf_text(line, "null");
	else if (number)
		buf_text(line, raw.len ? raw.at : "0");
	else
		json_text(line, buf_str(&raw));
	buf_release(&raw);
}

static void json_rows(const struct rowset *set, const struct columns *c, bool first)
{
	struct buf line = { 0 };

	for (size_t row = 0; row < set->count && !ferror(stdout); row++) {
		fputs(row || !first ? ",\n" : "\n", stdout);
		for (size_t i = 0; i < c->count; i++) {
			buf_printf(&line, "%s\"%s\":", i ? "," : "{", c->field[i]->name);
			json_value(&line, c->field[i], rowset_at(set, row));
		}
		fputs(buf_str(&line), stdout);
		fputc('}', stdout);
		buf_clear(&line);
	}
	buf_release(&line);
}

/* ------------------------------------------------------------------- rows */

void output_begin(struct output *o, const struct rowset *set, const char *const *columns,
		  enum format format)
{
	struct table_out *t = output_file();
	struct columns c;

	*o = (struct output){ columns, format, 0 };
	find_columns(set, columns, &c);
	if (format == FORMAT_XLSX) {
		table_out_sheet(t, output_label(), NULL);
		table_out_fields(t, set, columns);
	} else if (t) {
		file_columns(t, &c);
	} else if (format == FORMAT_CSV) {
		csv_header(&c);
	} else {
		fputc('[', stdout);
	}
}

void output_more(struct output *o, const struct rowset *set)
{
	struct table_out *t = output_file();
	struct columns c;

	find_columns(set, o->columns, &c);
	if (o->format == FORMAT_XLSX)
		for (size_t i = 0; i < set->count && !ferror(t->to); i++)
			table_out_row(t, set->fields, o->columns, rowset_at(set, i));
	else if (t)
		file_rows(t, set, &c);
	else if (o->format == FORMAT_CSV)
		csv_rows(set, &c);
	else
		json_rows(set, &c, !o->rows);
	o->rows += set->count;
}

void output_end(struct output *o)
{
	if (o->format == FORMAT_JSON)
		fputs(o->rows ? "\n]\n" : "]\n", stdout);
}

void output_rows(const struct rowset *set, const char *const *columns, enum format format)
{
	struct output o;
	struct columns c;

	if (format == FORMAT_TABLE) {
		find_columns(set, columns, &c);
		write_table(set, &c);
		return;
	}
	output_begin(&o, set, columns, format);
	output_more(&o, set);
	output_end(&o);
}

void rows_number(struct rowset *set)
{
	struct field *fields;
	size_t count = 0;

	while (set->fields[count].name)
		count++;
	fields = arena_alloc(&set->arena, (count + 2) * sizeof *fields);
	fields[0] = (struct field){ .name = "number",
				    .label = N_("No."),
				    .kind = FIELD_INT,
				    .flags = FIELD_RIGHT,
				    .offset = offsetof(struct row_head, id),
				    .width = 4 };
	memcpy(fields + 1, set->fields, (count + 1) * sizeof *fields);
	set->fields = fields;
}

void rows_keep(struct rowset *set, bool (*keep)(const void *row, const void *arg), const void *arg)
{
	size_t kept = 0;

	for (size_t i = 0; i < set->count; i++)
		if (keep(rowset_at(set, i), arg))
			memmove(rowset_at(set, kept++), rowset_at(set, i), set->stride);
	set->count = kept;
}
