/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/import.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/ident.h"
#include "base/text.h"
#include "db/door.h"
#include "model/enrolment.h"
#include "model/import_private.h"

static const struct import_format *const formats[IMPORT_KINDS] = {
	[IMPORT_STUDENTS] = &import_students,
	[IMPORT_MENTORS] = &import_mentors,
	[IMPORT_ASSIGNMENTS] = &import_assignments,
	[IMPORT_ACCOUNTS] = &import_accounts,
	[IMPORT_BELONGINGS] = &import_belongings,
	[IMPORT_PREFERENCES] = &import_preferences,
	[IMPORT_MENTOR_PREFERENCES] = &import_mentor_preferences,
};

enum import_kind import_kind_named(const char *name)
{
	for (int k = 0; k < IMPORT_KINDS; k++)
		if (!strcmp(formats[k]->name, name))
			return (enum import_kind)k;
	return IMPORT_KINDS;
}

const char *import_kind_name(enum import_kind kind)
{
	return formats[kind]->name;
}

const struct import_format *import_format_of(enum import_kind kind)
{
	return formats[kind];
}

const struct field *const *import_kind_fields(enum import_kind kind)
{
	return formats[kind]->tables;
}

/* --------------------------------------------------------------- row by row */

static void bad_row(struct import *im, const struct sheet_row *r, size_t column, const char *text)
{
	const char *cell = column < r->count ? r->cell[column] : "";

	im->report->errors++;
	import_note(im, r->number, "error", sheet_header(&im->sheet, column),
		    im->part ? im->part : cell, text);
}

/* A spreadsheet writes no cells behind the last one that holds something. */
static bool may_be_short(const struct sheet *sheet)
{
	return sheet->chosen || sheet->headless;
}

static bool shape_is_right(struct import *im, const struct sheet_row *r)
{
	size_t used = r->count;
	char *text;

	if (r->problem) {
		bad_row(im, r, r->problem_column - 1, r->problem);
		return false;
	}
	while (used > im->sheet.column_count && !*r->cell[used - 1])
		used--;
	if (used == im->sheet.column_count ||
	    ((r->count >= im->sheet.column_count || may_be_short(&im->sheet)) &&
	     used <= im->sheet.column_count))
		return true;
	text = arena_printf(&im->arena,
			    _("The row has %zu cells where the header has %zu: fill it up, or take "
			      "out what is too much."),
			    used, im->sheet.column_count);
	bad_row(im, r, SIZE_MAX, text);
	return false;
}

/* A phone as our own files have it, "138****1234", is taken as it is: what is stored says whether
 * it is that one (import_keep_masked). */
static bool take_masked(struct import *im, const struct field *f, const char *cell, void *thing)
{
	struct buf text = { 0 };
	bool masked = f->kind == FIELD_PHONE && f->flags & FIELD_MASKED;

	if (masked) {
		text_fold(&text, cell);
		masked = ident_is_masked_phone(buf_str(&text));
	}
	if (masked)
		field_put_text(f, thing, arena_text(&im->arena, buf_str(&text)));
	buf_release(&text);
	return masked;
}

const char *import_meant(const struct import *im, const char *cell)
{
	for (const struct import_means *m = im->o->means; m && m->cell; m++)
		if (!strcmp(m->cell, cell))
			return m->is;
	return cell;
}

/* The cells into the struct; every one that is wrong is told. */
static bool read_cells(struct import *im, const struct sheet_row *r, void *thing)
{
	bool ok = true;

	for (size_t i = 0; i < im->sheet.column_count && i < r->count; i++) {
		const struct field *f = im->sheet.column[i].field;
		bool mended = false;
		struct err e;

		if (!f || !*r->cell[i] || take_masked(im, f, r->cell[i], thing))
			continue;
		if (!field_read(f, thing, import_meant(im, r->cell[i]), &im->arena, DATE_NO_TODAY,
				&mended, &e)) {
			import_note(im, r->number, "error", sheet_header(&im->sheet, i), r->cell[i],
				    e.text);
			ok = false;
		} else if (mended) {
			struct buf now = { 0 };

			field_show(f, thing, &now);
			import_note(im, r->number, "mended", sheet_header(&im->sheet, i),
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

/* It is not the row's fault, and the next row would fare no better. */
static bool is_breakdown(const struct err *e)
{
	return e->kind == ERR_BUSY || e->kind == ERR_IO || e->kind == ERR_DB;
}

/* False on a breakdown; what is wrong with the row itself is a finding. */
static bool one_row(struct import *im, const struct sheet_row *r, void *thing, struct err *e)
{
	struct import_report *report = im->report;
	size_t told;

	memset(thing, 0, im->format->size);
	im->part = NULL;
	report->rows++;
	if (r->instead) {
		import_note(im, r->number, "mended", "", "", r->instead);
		report->unchanged++;
		return true;
	}
	if (!shape_is_right(im, r) || !read_cells(im, r, thing))
		return true;
	told = report->findings.count;
	switch (save_row(im, r, thing, e)) {
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
		if (is_breakdown(e))
			return false;
		report->findings.count = told; /* what would have been changed is not */
		bad_row(im, r, sheet_column(&im->sheet, e->field), e->text);
		*e = (struct err){ 0 };
		break;
	}
	return true;
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

static const char *doubled(struct import *im, size_t row)
{
	struct buf text = { 0 };
	const char *kept;

	buf_printf(&text, _(im->format->doubled), row);
	kept = arena_text(&im->arena, buf_str(&text));
	buf_release(&text);
	return kept;
}

/* A number that stands in two rows: the first is taken, the later ones are told. */
static void find_doubles(struct import *im)
{
	size_t column = im->format->key ? sheet_column(&im->sheet, im->format->key)
					: im->sheet.column_count,
	       n = 0;
	struct key *keys = mem_alloc(im->sheet.count * sizeof *keys);

	for (size_t i = im->sheet.first; column < im->sheet.column_count && i < im->sheet.count;
	     i++) {
		struct buf folded = { 0 };

		if (column >= im->sheet.rows[i].count || !*im->sheet.rows[i].cell[column])
			continue;
		text_fold(&folded, im->sheet.rows[i].cell[column]);
		keys[n++] = (struct key){ arena_text(&im->arena, buf_str(&folded)), i };
		buf_release(&folded);
	}
	qsort(keys, n, sizeof *keys, by_text);
	for (size_t i = 1, first = 0; i < n; i++) {
		struct sheet_row *r = &im->sheet.rows[keys[i].index];

		if (strcmp(keys[i].text, keys[first].text)) {
			first = i;
			continue;
		}
		r->problem_column = column + 1;
		r->problem = doubled(im, im->sheet.rows[keys[first].index].number);
	}
	free(keys);
}

/* ------------------------------------------------------------------ the run */

static void tell_progress(struct import *im, int percent)
{
	struct timespec now;

	if (!im->o->progress || percent == im->percent)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec - im->begun.tv_sec + (now.tv_nsec >= im->begun.tv_nsec) < 2)
		return;
	im->percent = percent;
	im->o->progress(im->o->progress_arg, percent);
}

static bool all_rows(struct import *im, struct err *e)
{
	size_t total = im->sheet.count - im->sheet.first;
	void *thing = mem_alloc(im->format->size);
	bool ok = true;

	for (size_t i = 0; ok && i < total; i++) {
		ok = one_row(im, &im->sheet.rows[im->sheet.first + i], thing, e);
		tell_progress(im, (int)(i * 100 / total));
	}
	if (im->percent)
		im->o->progress(im->o->progress_arg, 100);
	free(thing);
	return ok;
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

	return find_joined(im, e) && (!im->format->begin || im->format->begin(im, e)) &&
	       all_rows(im, e) && (!im->format->finish || im->format->finish(im, e)) &&
	       !im->o->dry_run && (!r->errors || im->o->partial) &&
	       layout_keep(im->s, im->format, &im->sheet, e);
}

static int by_row(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (!x->row != !y->row)
		return !x->row - !y->row;
	return (x->row > y->row) - (x->row < y->row);
}

/* The file's own properties, for the report, which outlives it. */
static void describe(struct import *im)
{
	struct arena *arena = &im->report->findings.arena;
	const struct sheet *sheet = &im->sheet;
	struct buf left_out = { 0 };

	for (size_t i = 0; i < sheet->column_count; i++) {
		if (sheet->column[i].field || !*sheet_header(sheet, i))
			continue;
		buf_text(&left_out, left_out.len ? _(", ") : "");
		text_quote(&left_out, sheet_header(sheet, i));
	}
	im->report->left_out = arena_text(arena, buf_str(&left_out));
	im->report->sheet = arena_text(arena, sheet->sheet_count > 1 && sheet->chosen
						      ? sheet->sheets[sheet->chosen - 1]
						      : "");
	im->report->said_on = arena_text(arena, sheet_said_on(sheet));
	im->report->encoding = arena_text(arena, sheet->encoding ? sheet->encoding : "");
	im->report->separator = arena_text(arena, sheet->separator ? sheet->separator : "");
	buf_release(&left_out);
}

static bool run(struct import *im, struct err *e)
{
	struct import_report *r = im->report;

	if (!session_may(im->s, MAY_IMPORT | im->format->may, e) ||
	    !sheet_read(&im->sheet, im->o, 0, e) || !sheet_lay_out(im->s, &im->sheet, im->o, e) ||
	    !sheet_check(&im->sheet, im->o, e))
		return false;
	describe(im);
	find_doubles(im);
	if (!door_enter(im->s->db, e))
		return false;
	r->written = door_leave(im->s->db, write_all(im, e), e);
	if (r->added && im->o->kind == IMPORT_STUDENTS)
		r->joined = arena_text(&r->findings.arena, im->joined);
	if (r->findings.count)
		qsort(r->findings.rows, r->findings.count, sizeof(struct finding), by_row);
	return e->kind == ERR_NONE;
}

/* Goes with it. */
static void in_arena(void *led)
{
	(void)led;
}

bool import_run(struct session *s, const struct import_options *o, struct import_report *report,
		struct err *e)
{
	struct import im = { .s = s, .o = o, .report = report, .format = formats[o->kind] };
	struct err own = { 0 };
	bool ok;

	*report = (struct import_report){ .encoding = "",
					  .separator = "",
					  .sheet = "",
					  .said_on = "",
					  .left_out = "",
					  .joined = "" };
	rowset_init(&report->findings, finding_fields, sizeof(struct finding));
	clock_gettime(CLOCK_MONOTONIC, &im.begun);
	ok = run(&im, &own);
	if (!ok)
		*e = own;
	tdestroy(im.led, in_arena);
	import_who_release(&im.who);
	arena_release(&im.arena);
	buf_release(&im.classes);
	sheet_release(&im.sheet);
	free(im.seen);
	return ok;
}
