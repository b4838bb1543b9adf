/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workbook, row by row: libxlsxwriter keeps them in files without names beside the target, and
 * puts those together at the end. Text is written as text, whatever it begins with.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "out.h"
#include "out_proof.h"
#include "out_xlsx.h"
#include "sheet_name.h"

enum { DIGITS_MOST = 15, TEXT_MOST = 32767, CELLS_MOST = 60, FILTER_CELLS = 3 };
enum { PAPER_A4 = 9, UPRIGHT = 95 /* cells of a width that A4 takes so */, LINES_MOST = 27 };

/* ------------------------------------------------------------------ workbook */

static void add_formats(struct xlsx *x)
{
	static const char *const number_formats[XLSX_FORMATS] = {
		[XLSX_TEXT] = "@", [XLSX_LINES] = "@", [XLSX_DAY] = "yyyy-mm-dd"
	};

	for (int i = 0; i < XLSX_FORMATS; i++) {
		x->formats[i] = workbook_add_format(x->book);
		format_set_align(x->formats[i], LXW_ALIGN_VERTICAL_TOP);
		if (number_formats[i])
			format_set_num_format(x->formats[i], number_formats[i]);
	}
	format_set_text_wrap(x->formats[XLSX_LINES]);
	format_set_bold(x->formats[XLSX_TITLE]);
	format_set_font_size(x->formats[XLSX_TITLE], 14);
	format_set_bold(x->formats[XLSX_HEADER]);
	format_set_bg_color(x->formats[XLSX_HEADER], 0xD9E2EC);
	format_set_bottom(x->formats[XLSX_HEADER], LXW_BORDER_THIN);
}

static bool begin(struct out *o, struct err *e)
{
	struct xlsx *x = mem_alloc(sizeof *x);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
					 .tmpdir = o->target.folder.at };

	(void)e;
	o->own = x;
	x->book = mem_or_abort(workbook_new_opt(target_way(&o->target, &x->way), &options));
	add_formats(x);
	return true;
}

static bool is_taken(const void *book, const char *name)
{
	lxw_sheet *sheet;
	const lxw_workbook *b = book;

	STAILQ_FOREACH(sheet, b->sheets, list_pointers)
	if (!strcasecmp(sheet->u.worksheet->name, name))
		return true;
	return false;
}

bool xlsx_add_sheet(struct xlsx *x, const char *name, struct err *e)
{
	struct buf mended = { 0 };

	sheet_name(&mended, name, is_taken, x->book);
	errno = 0;
	x->sheet = workbook_add_worksheet(x->book, buf_str(&mended));
	x->at = 0;
	if (!x->sheet) {
		err_set(e, ERR_IO, _("The sheet %s could not be begun."), buf_str(&mended));
		err_detail(e, "%s", strerror(errno));
	}
	buf_release(&mended);
	return x->sheet != NULL;
}

/* ---------------------------------------------------------------------- cells */

/* What a reader of workbooks would take for a character's code is escaped, as they do it; what XML
 * cannot hold is spelled out. */
static const char *as_held(struct out *o, size_t column, const char *text, struct buf *room)
{
	size_t len;

	if (!strstr(text, "_x") && !strstr(text, "\xEF\xBF"))
		return text;
	buf_clear(room);
	for (const char *s = text; *s; s += len) {
		uint32_t cp = text_decode(s, &len);

		if (cp == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") >= 4 &&
		    s[6] == '_')
			buf_text(room, "_x005F_");
		else if (cp == 0xFFFE || cp == 0xFFFF)
			out_spell(o, column, cp, room);
		else
			buf_add(room, s, len);
	}
	return buf_str(room);
}

bool xlsx_put_text(struct out *o, size_t column, const char *text, enum xlsx_format format,
		   struct err *e)
{
	struct xlsx *x = o->own;
	lxw_error why =
		worksheet_write_string(x->sheet, x->at, (lxw_col_t)column,
				       as_held(o, column, text, &x->room), x->formats[format]);

	if (why == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		return err_set(e, ERR_INVALID,
			       _("Row %zu holds more than %d characters in its column %s, and a "
				 "workbook cannot: choose CSV."),
			       o->rows, TEXT_MOST, o->sheet.columns[column].label);
	x->cells += why == LXW_NO_ERROR;
	return why == LXW_NO_ERROR || err_set(e, ERR_IO, _("Row %zu could not be written (%s)."),
					      o->rows, lxw_strerror(why));
}

/* Not what would lose digits, nor what is written otherwise, such as <5 and 007. */
static bool is_number(const char *text)
{
	const char *s = text + (*text == '-');
	size_t whole = strspn(s, "0123456789"), rest = 0;

	if (!whole || (whole > 1 && *s == '0'))
		return false;
	if (s[whole] == '.')
		rest = strspn(s + whole + 1, "0123456789");
	return whole + rest <= DIGITS_MOST && !s[whole + rest + (rest > 0)];
}

static bool is_day(const char *text, lxw_datetime *day)
{
	int days;

	*day = (lxw_datetime){ 0 };
	if (!date_from_iso(text, &days))
		return false;
	date_to_civil(days, &day->year, &day->month, &day->day);
	return day->year >= 1900; /* spreadsheets know none before */
}

/* So that the header is read whole beside the button of its filter. */
static int width_of(const struct out_column *c)
{
	int label = text_width(c->label) + FILTER_CELLS;
	int cells = (c->cells < CELLS_MOST ? c->cells : CELLS_MOST) + 1;

	return cells > label ? cells : label;
}

/* What its column is too narrow for would be cut off on paper, and goes on below. */
static int lines_of(const struct out *o, size_t column, const char *text)
{
	int room = column < o->sheet.count ? width_of(&o->sheet.columns[column]) : CELLS_MOST;
	int lines = 0;
	struct buf line = { 0 };

	for (const char *s = text; s; s = *s ? s + 1 : NULL) {
		size_t len = strcspn(s, "\n");

		buf_clear(&line);
		buf_add(&line, s, len);
		lines += 1 + (text_width(buf_str(&line)) - 1) / room;
		s += len;
	}
	buf_release(&line);
	return lines;
}

/* *most: lines of the row, if those of this text are more. */
static bool write_cell(struct out *o, size_t column, const char *text, int *most, struct err *e)
{
	struct xlsx *x = o->own;
	enum table_kind kind = column < o->sheet.count ? o->sheet.columns[column].kind : TABLE_TEXT;
	lxw_datetime day;
	int lines;

	if (!*text)
		return true;
	if (kind == TABLE_NUMBER && is_number(text)) {
		worksheet_write_number(x->sheet, x->at, (lxw_col_t)column, strtod(text, NULL),
				       x->formats[XLSX_NUMBER]);
	} else if (kind == TABLE_DAY && is_day(text, &day)) {
		worksheet_write_datetime(x->sheet, x->at, (lxw_col_t)column, &day,
					 x->formats[XLSX_DAY]);
	} else {
		lines = lines_of(o, column, text);
		if (kind == TABLE_TEXT && lines > *most)
			*most = lines;
		return xlsx_put_text(o, column, text, lines > 1 ? XLSX_LINES : XLSX_TEXT, e);
	}
	x->cells++;
	return true;
}

/* --------------------------------------------------------------------- sheets */

static enum xlsx_format format_of(const struct out_column *c)
{
	return c->kind == TABLE_TEXT ? XLSX_TEXT : c->kind == TABLE_DAY ? XLSX_DAY : XLSX_NUMBER;
}

/* Printed as it is: no column falls onto a sheet of its own, and each sheet has the header. */
static void lay_out_paper(struct out *o)
{
	struct xlsx *x = o->own;
	int width = 0;

	for (size_t i = 0; i < o->sheet.count; i++)
		width += width_of(&o->sheet.columns[i]);
	worksheet_set_paper(x->sheet, PAPER_A4);
	if (width > UPRIGHT)
		worksheet_set_landscape(x->sheet);
	worksheet_fit_to_pages(x->sheet, 1, 0);
	worksheet_repeat_rows(x->sheet, x->header, x->header);
	worksheet_set_footer(x->sheet, "&C&P / &N");
}

static bool write_header(struct out *o, struct err *e)
{
	struct xlsx *x = o->own;

	if (o->sheet.title) {
		if (!xlsx_put_text(o, 0, o->sheet.title, XLSX_TITLE, e))
			return false;
		x->at++;
		x->rows++;
	}
	x->header = x->at;
	for (size_t i = 0; i < o->sheet.count; i++) {
		const struct out_column *c = &o->sheet.columns[i];

		worksheet_set_column(x->sheet, (lxw_col_t)i, (lxw_col_t)i, width_of(c),
				     x->formats[format_of(c)]);
		if (!xlsx_put_text(o, i, c->label, XLSX_HEADER, e))
			return false;
	}
	x->at++;
	x->rows++;
	worksheet_freeze_panes(x->sheet, x->at, 0);
	lay_out_paper(o);
	return xlsx_add_choices(o, e);
}

static void end_sheet(struct xlsx *x)
{
	if (x->sheet && x->columns)
		worksheet_autofilter(x->sheet, x->header, 0, x->at - (x->at > x->header),
				     (lxw_col_t)(x->columns - 1));
}

static bool sheet(struct out *o, struct err *e)
{
	struct xlsx *x = o->own;

	end_sheet(x);
	x->columns = o->sheet.count;
	return xlsx_add_sheet(x, o->sheet.name, e) && write_header(o, e);
}

/* What a sheet has no room for goes on on another. */
static bool row(struct out *o, const char *const *cells, size_t count, struct err *e)
{
	struct xlsx *x = o->own;
	size_t before;
	int lines = 1;

	if (x->at == LXW_ROW_MAX && !sheet(o, e))
		return false;
	before = x->cells;
	for (size_t i = 0; i < count; i++)
		if (!write_cell(o, i, cells[i], &lines, e))
			return false;
	if (lines > 1) /* said, since not every program finds it out */
		worksheet_set_row(x->sheet, x->at,
				  LXW_DEF_ROW_HEIGHT * (lines < LINES_MOST ? lines : LINES_MOST),
				  NULL);
	x->at++;
	x->rows += x->cells > before;
	return true;
}

/* ------------------------------------------------------------------------ end */

static bool refuse_close(const struct out *o, lxw_error why, int said, struct err *e)
{
	if (said)
		target_refuse(&o->target, said, e);
	else
		err_set(e, ERR_IO, "%s",
			_("The workbook could not be written whole: make room on the disk, or name "
			  "another folder."));
	err_detail(e, "%s", lxw_strerror(why));
	return false;
}

static bool end(struct out *o, struct err *e)
{
	struct xlsx *x = o->own;
	lxw_workbook *book = x->book;
	lxw_error why;

	end_sheet(x);
	if (!xlsx_write_lists(o, e))
		return false;
	x->book = NULL;
	errno = 0;
	why = workbook_close(book);
	if (why != LXW_NO_ERROR)
		return refuse_close(o, why, errno, e);
	return workbook_holds(target_way(&o->target, &x->way), x->rows, x->cells) ||
	       refuse_close(o, why, 0, e);
}

static void release(struct out *o)
{
	struct xlsx *x = o->own;

	if (x->book)
		lxw_workbook_free(x->book);
	buf_release(&x->room);
	buf_release(&x->way);
	free(x);
}

const struct out_class out_xlsx = { begin, sheet, row, end, release, true };
