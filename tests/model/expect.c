/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expect.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

void expect_refused(bool done, struct err *e, enum err_kind kind, const char *field,
		    const char *words, const char *file, int line)
{
	if (done)
		cr_assert_fail("%s:%d: it was not refused", file, line);
	cr_expect(e->kind == kind && !strcmp(e->field, field) && strstr(e->text, words),
		  "%s:%d: kind %d at \"%s\": %s (%s)", file, line, e->kind, e->field, e->text,
		  e->detail);
	*e = (struct err){ 0 };
}

static void add_raw(struct buf *out, const struct field *f, const void *thing)
{
	size_t before = out->len;

	field_raw(f, thing, out);
	if (out->len == before)
		buf_char(out, '-');
}

static const char *keep(struct buf *b)
{
	static char kept[4][4096];
	static int at;
	char *to = kept[at++ % 4];

	snprintf(to, sizeof kept[0], "%s", buf_str(b));
	buf_release(b);
	return to;
}

const char *rows_field(const struct rowset *set, const char *field)
{
	const struct field *f = field_find(set->fields, field);
	struct buf all = { 0 };

	cr_assert(f, "no field %s", field);
	for (size_t i = 0; i < set->count; i++) {
		if (i)
			buf_char(&all, ' ');
		add_raw(&all, f, rowset_at(set, i));
	}
	return keep(&all);
}

const char *row_field(const struct rowset *set, size_t row, const char *field)
{
	const struct field *f = field_find(set->fields, field);
	struct buf one = { 0 };

	cr_assert(f && row < set->count, "no %s in row %zu", field, row);
	add_raw(&one, f, rowset_at(set, row));
	return keep(&one);
}

static const char *last_code(const struct field *f)
{
	const struct choice *c = f->choices;

	while (c[1].code)
		c++;
	return c->code;
}

static bool may_be_set(const struct field *f)
{
	return !(f->flags & (FIELD_DERIVED | FIELD_READ_ONLY));
}

static const char *sample(const struct field *f, size_t n, struct arena *arena)
{
	switch (f->kind) {
	case FIELD_DATE:
		return arena_printf(arena, "2014-05-%02zu", n + 1);
	case FIELD_CHOICE:
		return last_code(f);
	case FIELD_CHOICES:
		return arena_printf(arena, "%s %s", f->choices[0].code, last_code(f));
	case FIELD_PHONE:
	case FIELD_CODE:
		return arena_printf(arena, "139%08zu", n);
	case FIELD_NOTE:
		return arena_printf(arena, "第%zu项\n两行", n);
	default:
		return arena_printf(arena, "第%zu项", n);
	}
}

void fill_fields(const struct field *fields, void *thing, struct arena *arena)
{
	for (const struct field *f = fields; f->name; f++) {
		if (!may_be_set(f) || f->kind == FIELD_REF)
			continue;
		if (field_is_number(f))
			field_put_int(f, thing, 100 + (f - fields));
		else
			field_put_text(f, thing, sample(f, (size_t)(f - fields), arena));
	}
}

void expect_same_fields(const struct field *fields, const void *a, const void *b)
{
	for (const struct field *f = fields; f->name; f++)
		if (may_be_set(f))
			cr_expect(!strcmp(field_text(f, a), field_text(f, b)) &&
					  field_int(f, a) == field_int(f, b),
				  "%s: \"%s\" %lld, and \"%s\" %lld", f->name, field_text(f, a),
				  (long long)field_int(f, a), field_text(f, b),
				  (long long)field_int(f, b));
}
