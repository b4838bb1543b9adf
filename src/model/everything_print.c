/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is held on a student, on paper and for a program. */
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "base/wrap.h"
#include "everything_private.h"

enum { COLUMNS = 80, LINES = 60, LABEL = 16, HEAD = 3 };

struct page {
	const struct everything *x;
	struct buf *out;
	int line, number;
};

static void end_line(struct page *p)
{
	while (p->out->len && p->out->at[p->out->len - 1] == ' ')
		p->out->at[--p->out->len] = '\0';
	buf_char(p->out, '\n');
	p->line++;
}

static void begin_page(struct page *p)
{
	if (p->number++)
		buf_char(p->out, '\f');
	p->line = 0;
	text_show(p->out, p->x->school);
	buf_printf(p->out, _("  All that is held on %s (%s)  page %d"), p->x->name,
		   p->x->student_no, p->number);
	end_line(p);
	buf_printf(p->out, _("As of %s, printed by %s."), p->x->day, p->x->login);
	end_line(p);
	end_line(p);
}

static void need_lines(struct page *p, int lines)
{
	if (!p->number || p->line + lines > LINES)
		begin_page(p);
}

/* Codes as they are called; several by blanks. */
static void show(const struct everything_column *c, const char *value, struct buf *out)
{
	const char *list = value, *word;
	size_t len;

	if (!c->choices) {
		buf_text(out, value);
		return;
	}
	while (text_word(&list, ' ', &word, &len)) {
		char code[32];

		len = len < sizeof code - 1 ? len : sizeof code - 1;
		memcpy(code, word, len);
		code[len] = '\0';
		buf_printf(out, "%s%s", out->len ? " " : "", choice_label(c->choices, code));
	}
}

/* Beside its label, as many lines as it takes. */
static void print_value(struct page *p, const char *label, const char *value)
{
	struct wrap w = { 0 };

	wrap_text(&w, value, strlen(value), COLUMNS - LABEL);
	for (size_t i = 0; i < w.rows; i++) {
		struct buf line = { 0 };

		need_lines(p, 1);
		text_pad(p->out, i ? "" : label, LABEL, true);
		buf_add(&line, value + w.start[i], wrap_row_length(&w, i, value, COLUMNS - LABEL));
		text_show(p->out, buf_str(&line));
		buf_release(&line);
		end_line(p);
	}
	wrap_release(&w);
}

static void print_row(struct page *p, const struct everything_table *t, const char *const *cells)
{
	for (size_t i = 0; t->columns[i].name; i++) {
		struct buf value = { 0 };

		show(&t->columns[i], cells[i], &value);
		/* nobody beside is no news */
		if (value.len && (t->columns[i].choices || strcmp(t->columns[i].name, "others") ||
				  strcmp(value.at, "0")))
			print_value(p, _(t->columns[i].label), value.at);
		buf_release(&value);
	}
}

static void print_table(struct page *p, const struct everything_table *t,
			const struct everything_rows *rows)
{
	need_lines(p, HEAD + 1);
	buf_printf(p->out, _("%s: %zu"), _(t->title), rows->count);
	end_line(p);
	for (size_t i = 0; i < rows->count; i++) {
		if (i) {
			need_lines(p, HEAD);
			end_line(p);
		}
		print_row(p, t, rows->cells + i * rows->columns);
	}
	end_line(p);
}

void everything_text(const struct everything *x, struct buf *out)
{
	struct page p = { .x = x, .out = out };

	for (size_t i = 0; everything_tables[i]; i++)
		print_table(&p, &everything_shapes[i], &x->sections[i]);
}

/* -------------------------------------------------------------------- for a program */

static void add_member(struct buf *out, const char *name, const char *value)
{
	json_text(out, name);
	buf_char(out, ':');
	json_text(out, value);
}

static void add_rows(struct buf *out, const struct everything_table *t,
		     const struct everything_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		buf_text(out, i ? ",\n{" : "\n{");
		for (size_t k = 0; k < rows->columns; k++) {
			buf_text(out, k ? "," : "");
			add_member(out, t->columns[k].name, rows->cells[i * rows->columns + k]);
		}
		buf_char(out, '}');
	}
}

void everything_json(const struct everything *x, struct buf *out)
{
	buf_char(out, '{');
	add_member(out, "school", x->school);
	buf_char(out, ',');
	add_member(out, "student_no", x->student_no);
	buf_char(out, ',');
	add_member(out, "day", x->day);
	buf_text(out, ",\n\"tables\":{");
	for (size_t i = 0; everything_tables[i]; i++) {
		buf_text(out, i ? ",\n" : "\n");
		json_text(out, everything_tables[i]);
		buf_text(out, ":[");
		add_rows(out, &everything_shapes[i], &x->sections[i]);
		buf_char(out, ']');
	}
	buf_text(out, "}}\n");
}
