/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/page.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "page_private.h"

/* The margins are @page's, so that nobody sets them in a dialog; the numbers in them are left out
 * by browsers that do not know them. A page that lies across is asked for by name. */
static const char sheet[] =
	"@page{size:A4;margin:18mm 16mm 18mm;"
	"@bottom-center{content:counter(page) \" / \" counter(pages);font-size:9pt;color:#555}}\n"
	"@page across{size:A4 landscape}\n"
	"html{font:10.5pt/1.6 \"Source Han Sans SC\",\"Noto Sans CJK SC\",\"PingFang SC\","
	"\"Microsoft YaHei\",\"WenQuanYi Zen Hei\",SimHei,sans-serif;color:#111;"
	"-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
	"body{margin:0}\n"
	"h1{font-size:17pt;line-height:1.3;margin:0 0 4mm}\n"
	"h2{font-size:13pt;margin:7mm 0 2mm}\n"
	"h3{font-size:11pt;margin:5mm 0 1mm}\n"
	"h1,h2,h3{break-after:avoid;page-break-after:avoid}\n"
	"p{margin:0 0 1.5mm;orphans:2;widows:2;overflow-wrap:anywhere}\n"
	".note{font-size:9pt;color:#444}\n"
	".line b{display:inline-block;min-width:8em;font-weight:normal;color:#555}\n"
	"table{border-collapse:collapse;width:100%;margin:2mm 0 "
	"4mm;font-size:9.5pt;line-height:1.4}\n"
	"thead{display:table-header-group}\n"
	"tr{break-inside:avoid;page-break-inside:avoid}\n"
	"th,td{padding:1mm 1.8mm;text-align:left;vertical-align:top;border-bottom:.2mm solid #bbb;"
	"overflow-wrap:anywhere}\n"
	"th{border-bottom:.4mm solid #111;font-weight:bold}\n"
	".n{text-align:right;font-variant-numeric:tabular-nums}\n"
	".k{white-space:nowrap}\n"
	".across{page:across}\n"
	".across p.note{line-height:1.35;margin-bottom:.7mm}\n"
	".across th,.across td{padding:.7mm 1.6mm}\n"
	".break{break-before:page;page-break-before:always}\n"
	"@media screen{html{background:#e8e8e8}body{background:#fff;max-width:178mm;"
	"margin:8mm auto;padding:16mm;box-shadow:0 0 3mm #aaa}}\n";

/* -------------------------------------------------------------------- escaping */

/* What no paper shows: controls, zero-width blanks, and what turns the direction. The two joiners
 * shape letters of some scripts, and stay. */
static bool is_unseen(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x200B || cp == 0x200E ||
	       cp == 0x200F || cp == 0x2028 || cp == 0x2029 || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF;
}

static const char *escape_of(uint32_t cp)
{
	switch (cp) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
	case '\n':
		return " ";
	default:
		return is_unseen(cp) ? "" : NULL;
	}
}

static void escape_n(struct buf *out, const char *text, const char *end)
{
	size_t len;

	for (; text < end; text += len) {
		uint32_t cp = text_decode(text, &len);
		const char *escape = cp == UINT32_MAX ? "\xEF\xBF\xBD" : escape_of(cp);

		if (escape)
			buf_text(out, escape);
		else
			buf_add(out, text, len);
	}
}

void page_escape(struct buf *out, const char *text)
{
	escape_n(out, text, text + strlen(text));
}

void page_seen(struct buf *out, const char *text, size_t len)
{
	for (const char *end = text + len; text < end; text += len) {
		uint32_t cp = text_decode(text, &len);

		if (cp == UINT32_MAX)
			buf_text(out, "\xEF\xBF\xBD");
		else if (cp == '\t' || cp == '\n')
			buf_char(out, ' ');
		else if (!is_unseen(cp))
			buf_add(out, text, len);
	}
}

/* Not by the rules of a terminal: paper has the characters that its character set lacks. */
void page_cell(const struct field *f, const void *row, struct buf *out)
{
	bool text = f->kind == FIELD_TEXT || f->kind == FIELD_NAME || f->kind == FIELD_CODE ||
		    f->kind == FIELD_NOTE;

	if (text && !f->words && !(f->flags & FIELD_MASKED))
		buf_text(out, field_text(f, row));
	else
		field_show(f, row, out);
}

/* ------------------------------------------------------------------------ HTML */

void page_begin_styled(struct page *p, const char *title, const char *style)
{
	*p = (struct page){ 0 };
	buf_printf(&p->out,
		   "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		   "style-src 'unsafe-inline'\">\n<title>",
		   strcmp(i18n_lang(), "zh") ? "en" : "zh-CN");
	page_escape(&p->out, title);
	buf_printf(&p->out, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n", sheet,
		   style ? style : "");
	p->start = p->out.len;
}

void page_begin(struct page *p, const char *title)
{
	page_begin_styled(p, title, NULL);
}

static void element(struct page *p, const char *open, const char *text, const char *end,
		    const char *close)
{
	buf_text(&p->out, open);
	escape_n(&p->out, text, end);
	buf_text(&p->out, close);
}

static void paragraphs(struct page *p, const char *open, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (len)
			element(p, open, text, text + len, "</p>\n");
		text += len + (text[len] == '\n');
	}
}

void page_heading(struct page *p, int level, const char *text)
{
	const char tag[][8] = { "<h1>", "<h2>", "<h3>" };
	const char end[][8] = { "</h1>\n", "</h2>\n", "</h3>\n" };
	int i = level < 1 ? 0 : level > 3 ? 2 : level - 1;

	if (p->plain)
		page_plain_heading(p, level, text);
	else
		element(p, tag[i], text, text + strlen(text), end[i]);
}

void page_text(struct page *p, const char *text)
{
	if (p->plain)
		page_plain_text(p, text, 0);
	else
		paragraphs(p, "<p>", text);
}

void page_note(struct page *p, const char *text)
{
	if (p->plain)
		page_plain_text(p, text, 2);
	else
		paragraphs(p, "<p class=\"note\">", text);
}

void page_line(struct page *p, const char *label, const char *text)
{
	if (p->plain) {
		page_plain_line(p, label, text);
		return;
	}
	element(p, "<p class=\"line\"><b>", label, label + strlen(label), "</b> ");
	element(p, "", text, text + strlen(text), "</p>\n");
}

/* Cells beyond which a table of that size of print does not fit upright. */
enum { UPRIGHT = 96, KEPT_WHOLE = 14 };

static const char *class_of(const struct field *f)
{
	if (f->flags & FIELD_RIGHT || f->kind == FIELD_INT || f->kind == FIELD_TENTHS)
		return " class=\"n\"";
	return f->width && f->width <= KEPT_WHOLE ? " class=\"k\"" : "";
}

static void table_row(struct page *p, const struct field *fields, const void *row,
		      const char *const *columns)
{
	struct buf cell = { 0 };

	buf_text(&p->out, "<tr>");
	for (; *columns; columns++) {
		const struct field *f = field_find(fields, *columns);

		if (!f)
			continue;
		buf_clear(&cell);
		page_cell(f, row, &cell);
		buf_printf(&p->out, "<td%s>", class_of(f));
		page_escape(&p->out, buf_str(&cell));
		buf_text(&p->out, "</td>");
	}
	buf_text(&p->out, "</tr>\n");
	buf_release(&cell);
}

static int table_width(const struct field *fields, const char *const *columns)
{
	int width = 0;

	for (; *columns; columns++) {
		const struct field *f = field_find(fields, *columns);

		width += f ? f->width + 2 : 0;
	}
	return width;
}

/* A page's name holds for a whole sheet: around the table alone it would take a sheet for what
 * stands above it, and another for what follows. */
static void lay_across(struct page *p)
{
	static const char open[] = "<section class=\"across\">\n";

	if (!p->across) /* what was written before is out of reach */
		buf_splice(&p->out, p->start < p->out.len ? p->start : p->out.len, 0, open,
			   strlen(open));
	p->across = true;
}

static void end_across(struct page *p)
{
	if (p->across)
		buf_text(&p->out, "</section>\n");
	p->across = false;
}

void page_table(struct page *p, const struct rowset *set, const char *const *columns)
{
	if (p->plain) {
		page_plain_table(p, set, columns);
		return;
	}
	if (table_width(set->fields, columns) > UPRIGHT)
		lay_across(p);
	buf_text(&p->out, "<table>\n<thead><tr>");
	for (const char *const *c = columns; *c; c++) {
		const struct field *f = field_find(set->fields, *c);

		if (!f)
			continue;
		buf_printf(&p->out, "<th%s>", class_of(f));
		page_escape(&p->out, _(f->label));
		buf_text(&p->out, "</th>");
	}
	buf_text(&p->out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < set->count; i++)
		table_row(p, set->fields, rowset_at(set, i), columns);
	buf_text(&p->out, "</tbody>\n</table>\n");
}

void page_break(struct page *p)
{
	if (p->plain) {
		page_plain_break(p);
		return;
	}
	end_across(p);
	p->start = p->out.len;
	/* within what follows: between two that lie across it would be a sheet of its own */
	buf_text(&p->out, "<div class=\"break\"></div>\n");
}

void page_end(struct page *p)
{
	if (p->plain)
		return;
	end_across(p);
	buf_text(&p->out, "</body>\n</html>\n");
}

void page_release(struct page *p)
{
	buf_release(&p->out);
}
