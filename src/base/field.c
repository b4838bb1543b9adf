/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/field.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/ident.h"
#include "base/text.h"

/* --------------------------------------------------------------- look-ups */

const struct field *field_find(const struct field *table, const char *name)
{
	for (; table->name; table++)
		if (!strcmp(table->name, name))
			return table;
	return NULL;
}

/* True if `word` is one of the '|'-separated words of the list. Case counts: folded before. */
static bool listed(const char *list, const char *word)
{
	size_t len = strlen(word);

	while (list && *list) {
		const char *end = strchrnul(list, '|');

		if ((size_t)(end - list) == len && !strncmp(list, word, len))
			return true;
		list = *end ? end + 1 : end;
	}
	return false;
}

/* "＊联系 电话（必填）：" becomes "联系电话". */
static void fold_header(struct buf *out, const char *header)
{
	struct buf folded = { 0 };

	text_fold(&folded, header);
	for (const char *s = buf_str(&folded); *s && *s != '('; s++)
		if (*s != '*' && *s != ':' && *s != '_' && *s != '"')
			buf_char(out, *s);
	buf_release(&folded);
}

static bool same_header(const char *a, const char *folded)
{
	struct buf b = { 0 };
	bool same;

	fold_header(&b, a);
	same = !strcmp(buf_str(&b), folded);
	buf_release(&b);
	return same;
}

const struct field *field_by_header(const struct field *table, const char *header)
{
	struct buf folded = { 0 };
	const struct field *f;

	fold_header(&folded, header);
	for (f = table; f->name; f++)
		if (listed(f->aliases, buf_str(&folded)) || same_header(f->name, buf_str(&folded)) ||
		    same_header(f->label, buf_str(&folded)))
			break;
	buf_release(&folded);
	return f->name ? f : NULL;
}

const struct choice *choice_find(const struct choice *table, const char *code)
{
	for (; table->code; table++)
		if (!strcmp(table->code, code))
			return table;
	return NULL;
}

const char *choice_label(const struct choice *table, const char *code)
{
	const struct choice *c = choice_find(table, code);

	return c ? _(c->label) : code;
}

/* ----------------------------------------------------------------- access */

static bool is_number(const struct field *f)
{
	return f->kind == FIELD_INT || f->kind == FIELD_REF;
}

const char *field_text(const struct field *f, const void *thing)
{
	const char *s;

	if (is_number(f))
		return "";
	s = *(const char *const *)(const void *)((const char *)thing + f->offset);
	return s ? s : "";
}

int64_t field_int(const struct field *f, const void *thing)
{
	return is_number(f) ? *(const int64_t *)(const void *)((const char *)thing + f->offset) : 0;
}

void field_put_text(const struct field *f, void *thing, const char *value)
{
	*(const char **)(void *)((char *)thing + f->offset) = value;
}

void field_put_int(const struct field *f, void *thing, int64_t value)
{
	*(int64_t *)(void *)((char *)thing + f->offset) = value;
}

void field_raw(const struct field *f, const void *thing, struct buf *out)
{
	if (is_number(f)) {
		int64_t n = field_int(f, thing);

		if (n)
			buf_printf(out, "%" PRId64, n);
	} else if (f->flags & FIELD_MASKED) {
		ident_mask(out, field_text(f, thing));
	} else {
		buf_text(out, field_text(f, thing));
	}
}

/* ---------------------------------------------------------------- showing */

static void show_choices(const struct field *f, const char *codes, struct buf *out)
{
	size_t start = out->len;

	for (const struct choice *c = f->choices; c->code; c++) {
		struct buf word = { 0 };

		buf_printf(&word, " %s ", c->code);
		struct buf all = { 0 };

		buf_printf(&all, " %s ", codes);
		if (strstr(buf_str(&all), buf_str(&word))) {
			if (out->len > start)
				buf_char(out, ' ');
			buf_text(out, _(c->label));
		}
		buf_release(&word);
		buf_release(&all);
	}
}

void field_show(const struct field *f, const void *thing, struct buf *out)
{
	const char *s = field_text(f, thing);

	switch (f->kind) {
	case FIELD_INT:
	case FIELD_REF:
		field_raw(f, thing, out);
		break;
	case FIELD_CHOICE:
		buf_text(out, *s ? choice_label(f->choices, s) : "");
		break;
	case FIELD_CHOICES:
		show_choices(f, s, out);
		break;
	case FIELD_PHONE:
		ident_group_phone(out, s);
		break;
	case FIELD_DATE:
		buf_text(out, strcmp(s, DATE_OPEN) ? s : "");
		break;
	default:
		if (f->flags & FIELD_MASKED)
			ident_mask(out, s);
		else
			text_show(out, s);
	}
}

/* ---------------------------------------------------------------- reading */

static bool refused(const struct field *f, struct err *e, const char *typed, const char *why)
{
	struct buf quoted = { 0 };

	err_field(e, f->name, _("%s \"%s\" %s"), _(f->label), text_quote(&quoted, typed), why);
	buf_release(&quoted);
	return false;
}

static bool read_int(const struct field *f, void *thing, const char *s, struct err *e)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (*s && (*end || n < 0 || n > 1000000))
		return refused(f, e, s, _("is not a whole number"));
	field_put_int(f, thing, *s ? n : 0);
	return true;
}

static bool read_date(const struct field *f, const char *s, int today, iso_date iso, struct err *e)
{
	int days;

	if (!date_read(s, today, &days, e)) {
		struct buf quoted = { 0 };

		err_field(e, f->name, _("%s \"%s\" is no date; write it as 2026-11-23"),
			  _(f->label), text_quote(&quoted, s));
		buf_release(&quoted);
		return false;
	}
	date_to_iso(days, iso);
	return true;
}

static const char *read_choice(const struct choice *table, const char *s)
{
	for (const struct choice *c = table; c->code; c++)
		if (!strcmp(s, c->code) || listed(c->aliases, s) || !strcmp(s, _(c->label)) ||
		    !strcmp(s, c->label))
			return c->code;
	return NULL;
}

/* All labels, for the sentence that says what may be chosen. */
static void name_choices(const struct choice *table, struct buf *out)
{
	for (const struct choice *c = table; c->code; c++)
		buf_printf(out, "%s%s", c == table ? "" : " / ", _(c->label));
}

static bool bad_choice(const struct field *f, const char *s, struct err *e)
{
	struct buf why = { 0 };

	buf_printf(&why, "%s ", _("is not one of"));
	name_choices(f->choices, &why);
	refused(f, e, s, buf_str(&why));
	buf_release(&why);
	return false;
}

static bool read_choices(const struct field *f, const char *s, struct buf *codes, struct err *e)
{
	struct buf word = { 0 };
	bool ok = true;

	while (ok && *s) {
		size_t len;
		uint32_t cp = text_decode(s, &len);
		bool between = cp == ' ' || cp == ',' || cp == 0xFF0C || cp == 0x3001 || cp == ';';

		if (!between)
			buf_add(&word, s, len);
		s += len;
		if (word.len && (between || !*s)) {
			const char *code = read_choice(f->choices, buf_str(&word));

			ok = code || bad_choice(f, buf_str(&word), e);
			if (ok)
				buf_printf(codes, "%s%s", codes->len ? " " : "", code);
			buf_clear(&word);
		}
	}
	buf_release(&word);
	return ok;
}

static size_t field_max(const struct field *f)
{
	if (f->max)
		return (size_t)f->max;
	return f->kind == FIELD_NOTE ? 20000 : 100;
}

/* The typed text as it would be kept, before its kind is looked at. */
static bool tidy(const struct field *f, struct buf *out, const char *typed)
{
	struct buf line = { 0 }, half = { 0 };
	bool changed;

	if (f->kind == FIELD_NOTE) {
		text_tidy_lines(out, typed);
		return false;
	}
	changed = text_tidy(&line, typed);
	if (f->kind == FIELD_TEXT || f->kind == FIELD_NAME) {
		buf_text(out, buf_str(&line));
	} else {
		text_half(&half, buf_str(&line));
		changed |= strcmp(buf_str(&half), buf_str(&line)) != 0;
		for (const char *s = buf_str(&half); *s; s++)
			if (*s != ' ' || (f->kind != FIELD_CODE && f->kind != FIELD_PHONE))
				buf_char(out, *s);
	}
	buf_release(&line);
	buf_release(&half);
	return changed;
}

/* The kinds that have a shape of their own; the text to keep goes to `kept`. */
static bool shape(const struct field *f, void *thing, const char *s, int today, struct buf *kept,
		  struct err *e)
{
	iso_date iso;
	const char *code;

	switch (f->kind) {
	case FIELD_INT:
	case FIELD_REF:
		return read_int(f, thing, s, e);
	case FIELD_DATE:
		if (!*s)
			return true;
		if (!read_date(f, s, today, iso, e))
			return false;
		buf_text(kept, iso);
		return true;
	case FIELD_CHOICE:
		code = *s ? read_choice(f->choices, s) : "";
		if (!code)
			return bad_choice(f, s, e);
		buf_text(kept, code);
		return true;
	case FIELD_CHOICES:
		return read_choices(f, s, kept, e);
	case FIELD_CODE:
	case FIELD_PHONE:
		if (ident_is_scientific(s))
			return refused(f, e, s,
				       _("has lost its digits in a spreadsheet: make the column "
					 "text there and enter the number again"));
		if (f->kind == FIELD_PHONE && !ident_is_phone(s))
			return refused(f, e, s, _("is no telephone number"));
		break;
	default:
		break;
	}
	buf_text(kept, s);
	return true;
}

bool field_read(const struct field *f, void *thing, const char *typed, struct arena *arena,
		int today, bool *mended, struct err *e)
{
	struct buf text = { 0 }, kept = { 0 }, why = { 0 };
	bool changed = tidy(f, &text, typed);
	const char *no = text_refused(buf_str(&text), text.len, field_max(f),
				      f->kind == FIELD_NOTE, &why);
	bool ok = no ? refused(f, e, typed, no) :
		       shape(f, thing, buf_str(&text), today, &kept, e);

	if (ok && !is_number(f))
		field_put_text(f, thing, arena_copy(arena, buf_str(&kept), kept.len));
	if (ok && changed && mended)
		*mended = true;
	buf_release(&text);
	buf_release(&kept);
	buf_release(&why);
	return ok;
}

bool field_check_required(const struct field *f, const void *thing, struct err *e)
{
	if (!(f->flags & FIELD_REQUIRED) || field_int(f, thing) || *field_text(f, thing))
		return true;
	return err_field(e, f->name, _("%s is missing; it must be filled in"), _(f->label));
}
