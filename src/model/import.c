/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/table.h"
#include "base/text.h"
#include "db/door.h"
#include "model/enrolment.h"
#include "model/import_private.h"

enum { MOST_ROWS = 200000, HEADER_WITHIN = 20 };

static const struct choice levels[] = {
	{ "error", N_("wrong"), NULL },
	{ "mended", N_("mended"), NULL },
	{ "changed", N_("changed"), NULL },
	{ "missing", N_("missing"), NULL },
	{ 0 },
};

const struct field finding_fields[] = {
	{ FIELD(struct finding, row), .label = N_("Row"), .kind = FIELD_INT, .flags = FIELD_RIGHT,
	  .width = 5 },
	{ FIELD(struct finding, level), .label = N_("What"), .kind = FIELD_CHOICE,
	  .choices = levels, .width = 8 },
	{ FIELD(struct finding, column), .label = N_("Column"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct finding, value), .label = N_("Value"), .kind = FIELD_TEXT, .width = 16 },
	{ FIELD(struct finding, text), .label = N_("What to do"), .kind = FIELD_TEXT, .width = 60 },
	{ 0 },
};

enum import_kind import_kind_named(const char *name)
{
	for (int k = 0; k < IMPORT_KINDS; k++)
		if (!strcmp(import_formats[k].name, name))
			return (enum import_kind)k;
	return IMPORT_KINDS;
}

const char *import_kind_name(enum import_kind kind)
{
	return import_formats[kind].name;
}

void import_note(struct import *im, size_t row, const char *level, const char *column,
		 const char *value, const char *text)
{
	struct rowset *set = &im->report->findings;
	struct finding *f = rowset_add(set);
	struct buf shown = { 0 };

	f->row = (int64_t)row;
	f->level = level;
	f->column = arena_text(&set->arena, column);
	f->value = arena_text(&set->arena, text_quote(&shown, value));
	f->text = arena_text(&set->arena, text);
	buf_release(&shown);
}

/* ------------------------------------------------------------ reading the file */

static bool is_blank_row(const struct frame *f)
{
	for (size_t i = 1; i < f->count; i++)
		if (f->cell[i][strspn(f->cell[i], " ")])
			return false;
	return true;
}

static struct sheet_row *add_row(struct import *im, size_t number)
{
	struct sheet_row *r;

	if (im->row_count == im->row_room) {
		im->row_room = im->row_room ? im->row_room * 2 : 256;
		im->rows = mem_grow(im->rows, im->row_room * sizeof *im->rows);
	}
	r = &im->rows[im->row_count++];
	*r = (struct sheet_row){ .number = number };
	return r;
}

static void take_row(struct import *im, const struct frame *f)
{
	struct sheet_row *r;

	if (f->count < 1 || is_blank_row(f))
		return;
	r = add_row(im, (size_t)atoll(f->cell[0]));
	r->count = f->count - 1;
	r->cell = arena_alloc(&im->arena, r->count * sizeof *r->cell);
	for (size_t i = 0; i < r->count; i++)
		r->cell[i] = arena_text(&im->arena, f->cell[i + 1]);
}

/* P row column text: said of the row just read, or of one that could not be. */
static void take_problem(struct import *im, const struct frame *f)
{
	size_t number;
	struct sheet_row *r;

	if (f->count < 3)
		return;
	number = (size_t)atoll(f->cell[0]);
	r = im->row_count && im->rows[im->row_count - 1].number == number
		    ? &im->rows[im->row_count - 1]
		    : add_row(im, number);
	r->problem_column = (size_t)atoll(f->cell[1]);
	r->problem = arena_text(&im->arena, f->cell[2]);
}

static void take_info(struct import *im, const struct frame *f)
{
	struct import_report *r = im->report;

	if (f->count < 2)
		return;
	if (!strcmp(f->cell[0], "encoding"))
		r->encoding = arena_text(&r->findings.arena, f->cell[1]);
	else if (!strcmp(f->cell[0], "separator"))
		r->separator = arena_text(&r->findings.arena, f->cell[1]);
}

static bool read_file(struct import *im, struct err *e)
{
	const struct import_options *o = im->o;
	struct table_reader t;
	bool fits = true;

	if (!table_open(&t, o->path, o->encoding, o->separator, e))
		return false;
	while (fits && table_next(&t, e)) {
		if (t.frame.tag == 'R')
			take_row(im, &t.frame);
		else if (t.frame.tag == 'P')
			take_problem(im, &t.frame);
		else if (t.frame.tag == 'I')
			take_info(im, &t.frame);
		fits = im->row_count <= MOST_ROWS;
	}
	t.ended |= !fits;
	if (!table_close(&t, e))
		return false;
	return fits || err_set(e, ERR_INVALID, _("The file has more than %d rows."), MOST_ROWS);
}

/* ------------------------------------------------------------------ the header */

static const struct field *field_of(const struct import *im, const char *header)
{
	for (size_t i = 0; im->format->tables[i]; i++) {
		const struct field *f = field_by_header(im->format->tables[i], header);

		if (f && !(f->flags & FIELD_READ_ONLY))
			return f;
	}
	return NULL;
}

bool import_has(const struct import *im, const char *field)
{
	for (size_t i = 0; i < im->column_count; i++)
		if (im->column[i] && !strcmp(im->column[i]->name, field))
			return true;
	return false;
}

/* "mentor_no|mentor_name": one of them. */
static bool has_one_of(const struct import *im, const char *names)
{
	char *copy = arena_text(&((struct import *)im)->arena, names), *rest;

	for (char *name = strtok_r(copy, "|", &rest); name; name = strtok_r(NULL, "|", &rest))
		if (import_has(im, name))
			return true;
	return false;
}

/* A second column for the same field is left out: 学号 beats 学籍号 that comes after it. */
static void map_header(struct import *im, const struct sheet_row *r)
{
	im->column_count = 0;
	im->column = arena_alloc(&im->arena, r->count * sizeof(*im->column));
	for (size_t i = 0; i < r->count; i++) {
		const struct field *f = *r->cell[i] ? field_of(im, r->cell[i]) : NULL;

		im->column[i] = f && !import_has(im, f->name) ? f : NULL;
		im->column_count = i + 1;
	}
}

static bool is_header(struct import *im, const struct sheet_row *r)
{
	map_header(im, r);
	for (size_t i = 0; im->format->required[i]; i++)
		if (!has_one_of(im, im->format->required[i]))
			return false;
	return true;
}

static void name_required(const struct import *im, struct buf *out)
{
	for (size_t i = 0; im->format->required[i]; i++) {
		char *copy = arena_text(&((struct import *)im)->arena, im->format->required[i]);
		const struct field *f = NULL;

		copy[strcspn(copy, "|")] = '\0';
		for (size_t t = 0; !f && im->format->tables[t]; t++)
			f = field_find(im->format->tables[t], copy);
		if (f)
			buf_printf(out, "%s%s", i ? _(", ") : "", _(f->label));
	}
}

static bool no_header(struct import *im, struct err *e)
{
	struct buf wanted = { 0 }, found = { 0 };

	name_required(im, &wanted);
	for (size_t i = 0; im->row_count && i < im->rows[0].count && i < 6; i++) {
		buf_text(&found, i ? " | " : "");
		text_show(&found, im->rows[0].cell[i]);
	}
	err_set(e, ERR_INVALID,
		_("No row of the file is a header with the columns %s. Its first row reads: %s"),
		buf_str(&wanted), found.len ? buf_str(&found) : _("(nothing)"));
	buf_release(&wanted);
	buf_release(&found);
	return false;
}

static bool find_header(struct import *im, struct err *e)
{
	struct buf left_out = { 0 };

	for (im->header = 0; im->header < im->row_count && im->header < HEADER_WITHIN; im->header++)
		if (is_header(im, &im->rows[im->header]))
			break;
	if (im->header == im->row_count || im->header == HEADER_WITHIN)
		return no_header(im, e);
	for (size_t i = 0; i < im->column_count; i++) {
		if (im->column[i] || !*im->rows[im->header].cell[i])
			continue;
		buf_text(&left_out, left_out.len ? _(", ") : "");
		text_quote(&left_out, im->rows[im->header].cell[i]);
	}
	im->report->left_out = arena_text(&im->report->findings.arena, buf_str(&left_out));
	buf_release(&left_out);
	return true;
}

/* --------------------------------------------------------------- row by row */

static void bad_row(struct import *im, const struct sheet_row *r, size_t column, const char *text)
{
	const struct sheet_row *header = &im->rows[im->header];

	im->report->errors++;
	import_note(im, r->number, "error", column < header->count ? header->cell[column] : "",
		    column < r->count ? r->cell[column] : "", text);
}

static size_t column_of(const struct import *im, const char *field)
{
	size_t i = 0;

	while (i < im->column_count && (!im->column[i] || strcmp(im->column[i]->name, field)))
		i++;
	return i;
}

static bool shape_is_right(struct import *im, const struct sheet_row *r)
{
	size_t used = r->count;
	char *text;

	if (r->problem) {
		bad_row(im, r, r->problem_column - 1, r->problem);
		return false;
	}
	while (used > im->column_count && !*r->cell[used - 1])
		used--;
	if (used == im->column_count || (r->count >= im->column_count && used <= im->column_count))
		return true;
	text = arena_printf(&im->arena,
			    _("The row has %zu cells where the header has %zu: fill it up, or take "
			      "out what is too much."),
			    used, im->column_count);
	bad_row(im, r, SIZE_MAX, text);
	return false;
}

/* The cells into the struct; every one that is wrong is told. */
static bool read_cells(struct import *im, const struct sheet_row *r, void *thing)
{
	bool ok = true;

	for (size_t i = 0; i < im->column_count && i < r->count; i++) {
		const struct field *f = im->column[i];
		bool mended = false;
		struct err e;

		if (!f || !*r->cell[i])
			continue;
		if (!field_read(f, thing, r->cell[i], &im->arena, DATE_NO_TODAY, &mended, &e)) {
			import_note(im, r->number, "error", im->rows[im->header].cell[i],
				    r->cell[i], e.text);
			ok = false;
		} else if (mended) {
			struct buf now = { 0 };

			field_show(f, thing, &now);
			import_note(im, r->number, "mended", im->rows[im->header].cell[i],
				    r->cell[i],
				    arena_printf(&im->arena, _("taken as %s"), buf_str(&now)));
			buf_release(&now);
		}
	}
	im->report->errors += !ok;
	return ok;
}

/* A row is saved whole or not at all. */
static enum outcome save_row(struct import *im, const struct sheet_row *r, void *thing,
			     struct err *e)
{
	struct db *db = im->s->db;
	enum outcome outcome;

	if (!door_enter(db, e))
		return ROW_BAD;
	outcome = im->format->save(im, r, thing, e);
	return door_leave(db, outcome != ROW_BAD, e) ? outcome : ROW_BAD;
}

static void one_row(struct import *im, const struct sheet_row *r, void *thing)
{
	struct import_report *report = im->report;
	struct err e = { 0 };

	memset(thing, 0, im->format->size);
	report->rows++;
	if (!shape_is_right(im, r) || !read_cells(im, r, thing))
		return;
	switch (save_row(im, r, thing, &e)) {
	case ROW_ADDED:
		report->added++;
		break;
	case ROW_CHANGED:
		report->changed++;
		break;
	case ROW_UNCHANGED:
		report->unchanged++;
		break;
	case ROW_BAD:
		bad_row(im, r, column_of(im, e.field), e.text);
		break;
	}
}

/* ---------------------------------------------------------- doubled numbers */

struct key {
	const char *text;
	size_t index;
};

static int by_text(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* A number that stands in two rows: the first is taken, the later ones are told. */
static void find_doubles(struct import *im)
{
	size_t column = im->format->key ? column_of(im, im->format->key) : im->column_count, n = 0;
	struct key *keys = mem_alloc(im->row_count * sizeof *keys);

	for (size_t i = im->header + 1; column < im->column_count && i < im->row_count; i++) {
		struct buf folded = { 0 };

		if (column >= im->rows[i].count || !*im->rows[i].cell[column])
			continue;
		text_fold(&folded, im->rows[i].cell[column]);
		keys[n++] = (struct key){ arena_text(&im->arena, buf_str(&folded)), i };
		buf_release(&folded);
	}
	qsort(keys, n, sizeof *keys, by_text);
	for (size_t i = 1, first = 0; i < n; i++) {
		struct sheet_row *r = &im->rows[keys[i].index];

		if (strcmp(keys[i].text, keys[first].text)) {
			first = i;
			continue;
		}
		r->problem_column = column + 1;
		r->problem = arena_printf(&im->arena,
					  _("The same number stands in row %zu already; one of the "
					    "two must be mended."),
					  im->rows[keys[first].index].number);
	}
	free(keys);
}

/* ------------------------------------------------------------------ the run */

static void all_rows(struct import *im)
{
	const struct import_options *o = im->o;
	size_t total = im->row_count - im->header - 1;
	void *thing = mem_alloc(im->format->size);

	for (size_t i = 0; i < total; i++) {
		one_row(im, &im->rows[im->header + 1 + i], thing);
		if (o->progress && i % 100 == 0)
			o->progress(o->progress_arg, i, total);
	}
	if (o->progress)
		o->progress(o->progress_arg, total, total);
	free(thing);
}

/* The day new students begin: known before any is added. */
static bool find_joined(struct import *im, struct err *e)
{
	bool any;

	im->joined = im->o->joined;
	if (!im->joined) {
		if (!enrolment_any(im->s, &any, e))
			return false;
		im->joined = any ? im->s->today_iso : im->s->year.starts;
	}
	return enrolment_only_stage(im->s, &im->arena, &im->only_stage, e);
}

static bool write_all(struct import *im, struct err *e)
{
	struct import_report *r = im->report;

	if (!find_joined(im, e))
		return false;
	all_rows(im);
	return (!im->format->finish || im->format->finish(im, e)) && !im->o->dry_run &&
	       (!r->errors || im->o->partial);
}

static int by_row(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (!x->row != !y->row)
		return !x->row - !y->row;
	return (x->row > y->row) - (x->row < y->row);
}

bool import_run(struct session *s, const struct import_options *o, struct import_report *report,
		struct err *e)
{
	struct import im = { .s = s, .o = o, .report = report, .format = &import_formats[o->kind] };
	struct err own = { 0 };
	bool ok;

	*report = (struct import_report){
		.encoding = "", .separator = "", .left_out = "", .joined = ""
	};
	rowset_init(&report->findings, finding_fields, sizeof(struct finding));
	ok = session_may(s, MAY_IMPORT, &own) && read_file(&im, &own) && find_header(&im, &own);
	if (ok) {
		find_doubles(&im);
		ok = door_enter(s->db, &own);
		if (ok)
			report->written = door_leave(s->db, write_all(&im, &own), &own);
		if (report->added)
			report->joined = arena_text(&report->findings.arena, im.joined);
		ok = own.kind == ERR_NONE;
	}
	if (report->findings.count)
		qsort(report->findings.rows, report->findings.count, sizeof(struct finding),
		      by_row);
	if (!ok)
		*e = own;
	arena_release(&im.arena);
	buf_release(&im.classes);
	free(im.rows);
	free(im.seen);
	return ok;
}

void import_report_release(struct import_report *report)
{
	rowset_release(&report->findings);
}

void import_summary(const struct import_report *r, struct buf *out)
{
	buf_printf(out, _("%zu rows (%s): %zu added, %zu changed, %zu unchanged, %zu wrong."),
		   r->rows, r->encoding, r->added, r->changed, r->unchanged, r->errors);
	if (r->missing)
		buf_printf(out, _(" %zu students of these classes are not in the file."),
			   r->missing);
	if (*r->left_out)
		buf_printf(out, _(" Columns left out: %s."), r->left_out);
	buf_text(out, r->written ? _(" Saved.") : _(" Nothing was changed."));
}
