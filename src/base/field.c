/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/field.h"

#include <inttypes.h>
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

/* Case counts: folded before. */
bool choice_listed(const char *list, const char *wanted)
{
	const char *word;
	size_t len;

	while (text_word(&list, '|', &word, &len))
		if (len == strlen(wanted) && !strncmp(word, wanted, len))
			return true;
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

/* "q3、请选择你的第一志愿" asks for 第一志愿: surveys number their questions and address people. */
static const char *without_question(const char *folded)
{
	static const char *const signs[] = { "、", ".", "．", ")", "】", "-" };
	static const char *const addresses[] = { "请选择", "请填写", "请输入", "请问", "请",
						 "您的",   "你的",   "您",     "你" };
	const char *s = folded + (*folded == 'q');
	size_t digits = strspn(s, "0123456789");

	for (size_t i = 0; digits && i < sizeof signs / sizeof *signs; i++)
		if (!strncmp(s + digits, signs[i], strlen(signs[i]))) {
			folded = s + digits + strlen(signs[i]);
			break;
		}
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		if (!strncmp(folded, addresses[i], strlen(addresses[i])))
			folded += strlen(addresses[i]);
	return folded;
}

static const struct field *by_folded(const struct field *table, const char *folded)
{
	const struct field *f = table;

	while (f->name && !choice_listed(f->aliases, folded) && !same_header(f->name, folded) &&
	       !same_header(f->label, folded))
		f++;
	return f->name ? f : NULL;
}

const struct field *field_by_header(const struct field *table, const char *header)
{
	struct buf folded = { 0 };
	const struct field *f;

	fold_header(&folded, header);
	f = by_folded(table, buf_str(&folded));
	if (!f)
		f = by_folded(table, without_question(buf_str(&folded)));
	buf_release(&folded);
	return f;
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

bool field_is_number(const struct field *f)
{
	return f->kind == FIELD_INT || f->kind == FIELD_TENTHS || f->kind == FIELD_REF;
}

const char *field_text(const struct field *f, const void *thing)
{
	const char *s;

	if (field_is_number(f))
		return "";
	s = *(const char *const *)(const void *)((const char *)thing + f->offset);
	return s ? s : "";
}

int64_t field_int(const struct field *f, const void *thing)
{
	return field_is_number(f)
		       ? *(const int64_t *)(const void *)((const char *)thing + f->offset)
		       : 0;
}

void field_put_text(const struct field *f, void *thing, const char *value)
{
	*(const char **)(void *)((char *)thing + f->offset) = value;
}

void field_put_int(const struct field *f, void *thing, int64_t value)
{
	*(int64_t *)(void *)((char *)thing + f->offset) = value;
}

static void raw_number(enum field_kind kind, int64_t n, struct buf *out)
{
	if (n == FIELD_FEW)
		buf_text(out, "<5");
	else if (n == FIELD_UNKNOWN)
		return;
	else if (kind != FIELD_TENTHS)
		buf_printf(out, "%" PRId64, n);
	else if (n % 10)
		buf_printf(out, "%" PRId64 ".%d", n / 10, (int)(n % 10));
	else
		buf_printf(out, "%" PRId64, n / 10);
}

static void mask(const struct field *f, const char *s, struct buf *out)
{
	if (f->kind == FIELD_PHONE)
		ident_mask_phone(out, s);
	else
		ident_mask(out, s);
}

void field_raw(const struct field *f, const void *thing, struct buf *out)
{
	if (field_is_number(f)) {
		int64_t n = field_int(f, thing);

		if (n || f->flags & FIELD_ZERO)
			raw_number(f->kind, n, out);
	} else if (f->flags & FIELD_MASKED) {
		mask(f, field_text(f, thing), out);
	} else {
		buf_text(out, field_text(f, thing));
	}
}

size_t field_max(const struct field *f)
{
	if (f->max)
		return (size_t)f->max;
	return f->kind == FIELD_NOTE ? 20000 : 100;
}

/* ---------------------------------------------------------------- showing */

static void show_choices(const struct field *f, const char *codes, struct buf *out)
{
	struct buf code = { 0 };
	const char *word, *between = "";
	size_t len;

	while (text_word(&codes, ' ', &word, &len)) {
		buf_clear(&code);
		buf_add(&code, word, len);
		buf_text(out, between);
		text_show(out, choice_label(f->choices, buf_str(&code)));
		between = " ";
	}
	buf_release(&code);
}

void field_show(const struct field *f, const void *thing, struct buf *out)
{
	const char *s = field_text(f, thing);

	switch (f->kind) {
	case FIELD_INT:
	case FIELD_TENTHS:
	case FIELD_REF:
		if (field_int(f, thing) == FIELD_UNKNOWN)
			buf_char(out, '-');
		field_raw(f, thing, out);
		break;
	case FIELD_CHOICE:
		text_show(out, *s ? choice_label(f->choices, s) : "");
		break;
	case FIELD_CHOICES:
		show_choices(f, s, out);
		break;
	case FIELD_PHONE:
		if (f->flags & FIELD_MASKED)
			mask(f, s, out);
		else
			ident_group_phone(out, s);
		break;
	case FIELD_DATE:
		text_show(out, strcmp(s, DATE_OPEN) ? s : "");
		break;
	default:
		if (f->flags & FIELD_MASKED)
			mask(f, s, out);
		else if (f->words)
			f->words->show(s, out);
		else
			text_show(out, s);
	}
}
