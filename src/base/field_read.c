/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what was typed, or stands in a roster, to what is kept. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/field.h"
#include "base/i18n.h"
#include "base/ident.h"
#include "base/private_use.h"
#include "base/text.h"

static bool refused(const struct field *f, struct err *e, const char *typed, const char *why)
{
	struct buf masked = { 0 }, quoted = { 0 };

	if (f->flags & FIELD_MASKED && f->kind != FIELD_PHONE)
		ident_mask(&masked, typed);
	err_field(e, f->name, _("%s \"%s\" %s"), _(f->label),
		  text_quote(&quoted, masked.len ? masked.at : typed), why);
	buf_release(&masked);
	buf_release(&quoted);
	return false;
}

static bool read_int(const struct field *f, void *thing, const char *s, struct err *e)
{
	const long most = f->kind != FIELD_INT ? LONG_MAX - 1 : f->most ? f->most : 1000000;
	bool digits = strspn(s, "0123456789") == strlen(s);
	long n = strtol(s, NULL, 10); /* LONG_MAX when there are too many digits */

	if (digits && n > most && f->most)
		return err_field(e, f->name, _("%s can be %d at most."), _(f->label), f->most);
	if (!digits || n > most)
		return refused(f, e, s, _("is not a whole number"));
	field_put_int(f, thing, n);
	return true;
}

/* Behind the point, which with an input method on comes as 。; NULL where there is none. */
static const char *after_point(const char *s)
{
	static const char *const points[] = { ".", "。" };

	for (size_t i = 0; i < sizeof points / sizeof *points; i++)
		if (!strncmp(s, points[i], strlen(points[i])))
			return s + strlen(points[i]);
	return NULL;
}

/* 1.50 is 1.5; 1.25 is no number of tenths. */
static bool is_tenths(const char *s)
{
	size_t whole = strspn(s, "0123456789");
	const char *tenth = after_point(s + whole);

	if (!tenth)
		return !s[whole];
	return whole && *tenth >= '0' && *tenth <= '9' && !tenth[1 + strspn(tenth + 1, "0")];
}

static bool read_tenths(const struct field *f, void *thing, const char *s, struct err *e)
{
	const int most = f->most ? f->most : 1000000;
	char *end;
	long n = strtol(s, &end, 10); /* LONG_MAX when there are too many digits */
	const char *tenth = after_point(end);

	if (!is_tenths(s))
		return refused(f, e, s, _("is no number with one decimal at most, such as 1.5"));
	if (n <= most)
		n = n * 10 + (tenth ? *tenth - '0' : 0);
	if (n > most)
		return err_field(e, f->name, _("%s can be %d.%d at most."), _(f->label), most / 10,
				 most % 10);
	field_put_int(f, thing, n);
	return true;
}

bool field_read_day(const struct field *f, const char *typed, int today, int *days, struct err *e)
{
	return (f && f->flags & FIELD_AHEAD ? date_read_ahead : date_read)(typed, today, days, e);
}

static bool read_date(const struct field *f, const char *s, int today, iso_date iso, struct err *e)
{
	int days;

	if (!field_read_day(f, s, today, &days, e))
		return refused(f, e, s, _("is no date; write it as 2026-11-23"));
	date_to_iso(days, iso);
	return true;
}

static const struct choice *read_choice(const struct choice *table, const char *s)
{
	int key = *s >= '1' && *s <= '9' && !s[1] ? *s - '0' : 0;
	const struct choice *c, *by_key = NULL;

	for (c = table; c->code; c++) {
		if (!strcmp(s, c->code) || choice_listed(c->aliases, s) ||
		    !strcmp(s, _(c->label)) || !strcmp(s, c->label))
			return c;
		if (c - table + 1 == key)
			by_key = c;
	}
	return by_key;
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

/* Blanks, commas (full-width ones are half-width by now), semicolons and 、 as one blank each. */
static void split_at_blanks(const char *s, struct buf *out)
{
	size_t len;

	for (; *s; s += len) {
		uint32_t cp = text_decode(s, &len);

		if (cp == ',' || cp == ';' || cp == 0x3001)
			buf_char(out, ' ');
		else
			buf_add(out, s, len);
	}
}

/* Which of the choices are named, as bits; 0 and *e filled where one is none of them. */
static bool read_chosen(const struct field *f, const char *words, uint64_t *chosen, struct err *e)
{
	struct buf one = { 0 };
	const char *word;
	size_t len;
	bool ok = true;

	while (ok && text_word(&words, ' ', &word, &len)) {
		const struct choice *c;

		buf_clear(&one);
		buf_add(&one, word, len);
		c = read_choice(f->choices, buf_str(&one));
		if (c)
			*chosen |= UINT64_C(1) << (c - f->choices);
		else
			ok = bad_choice(f, buf_str(&one), e);
	}
	buf_release(&one);
	return ok;
}

static bool read_choices(const struct field *f, const char *s, struct buf *codes, struct err *e)
{
	struct buf words = { 0 };
	uint64_t chosen = 0;
	bool ok;

	split_at_blanks(s, &words);
	ok = read_chosen(f, buf_str(&words), &chosen, e);
	for (const struct choice *c = f->choices; c->code; c++)
		if (chosen >> (c - f->choices) & 1)
			buf_printf(codes, "%s%s", codes->len ? " " : "", c->code);
	buf_release(&words);
	return ok;
}

static void drop_blanks(struct buf *b)
{
	size_t to = 0;

	for (size_t i = 0; i < b->len; i++)
		if (b->at[i] != ' ')
			b->at[to++] = b->at[i];
	if (b->at)
		b->at[b->len = to] = '\0';
}

/* The typed text as it would be kept, before its kind is looked at; true where it was changed in
 * a way that somebody should know of. */
static bool tidy(const struct field *f, struct buf *out, const char *typed)
{
	struct buf line = { 0 };
	bool changed = false;

	if (f->kind == FIELD_NOTE) {
		text_tidy_lines(out, typed);
		return false;
	}
	if (f->kind == FIELD_CHOICES || f->kind == FIELD_REFS || f->words)
		text_tidy_lines(&line, typed); /* here blanks part Chinese words */
	else
		changed = text_tidy(&line, typed);
	if ((f->kind == FIELD_TEXT && !f->words) || f->kind == FIELD_NAME)
		buf_text(out, buf_str(&line));
	else
		text_half(out, buf_str(&line));
	if (f->kind == FIELD_NAME)
		private_use_fold(out);
	if (f->kind == FIELD_CODE || f->kind == FIELD_PHONE)
		drop_blanks(out);
	changed |= strcmp(buf_str(out), buf_str(&line)) != 0;
	buf_release(&line);
	return changed && f->kind != FIELD_PHONE; /* groups of digits are no fault */
}

/* The kinds that have a shape of their own; the text to keep goes to `kept`. */
static bool shape(const struct field *f, void *thing, const char *s, int today, struct buf *kept,
		  struct err *e)
{
	iso_date iso;
	const struct choice *choice;

	switch (f->kind) {
	case FIELD_INT:
	case FIELD_REF:
		return read_int(f, thing, s, e);
	case FIELD_TENTHS:
		return read_tenths(f, thing, s, e);
	case FIELD_DATE:
		if (!*s)
			return true;
		if (!read_date(f, s, today, iso, e))
			return false;
		buf_text(kept, iso);
		return true;
	case FIELD_CHOICE:
		choice = *s ? read_choice(f->choices, s) : NULL;
		if (*s && !choice)
			return bad_choice(f, s, e);
		buf_text(kept, choice ? choice->code : "");
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
		if (f->kind == FIELD_CODE && f->flags & FIELD_MASKED && strchr(s, '*'))
			return refused(f, e, s, _("is masked, as lists show it: write it whole"));
		break;
	default:
		if (f->words && *s)
			return f->words->read(s, kept) || refused(f, e, s, _(f->words->refusal));
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
	const char *no =
		text_refused(buf_str(&text), text.len, field_max(f), f->kind == FIELD_NOTE, &why);
	bool ok = no ? refused(f, e, typed, no) : shape(f, thing, buf_str(&text), today, &kept, e);

	if (ok && !field_is_number(f))
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
