/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

/* In points, as PDF reckons. */
#define MM(n) ((n)*72 / 25.4)
static const double width = MM(210), height = MM(297), side = MM(24), top = MM(18), foot = MM(15);

static const double sizes[] = { 14, 12, 10.5 }; /* 四号, 小四, 五号 */
enum { SIZES = sizeof sizes / sizeof *sizes };

#define BOOK   "Source Han Serif SC,Noto Serif CJK SC,AR PL UMing CN,SimSun,serif"
#define HAND   "KaiTi,Source Han Serif SC,Noto Serif CJK SC,serif"
#define COLUMN "Noto Sans Mono CJK SC,WenQuanYi Zen Hei Mono,monospace"

/* How each part is set: relative to the size of the letter's text. */
static const struct shape {
	const char *family;
	double size, before; /* in sizes of the text */
	bool bold;
	PangoAlignment align;
} shapes[LETTER_PARTS] = {
	[LETTER_TEXT] = { HAND, 1, 0, false, PANGO_ALIGN_LEFT },
	[LETTER_SCHOOL] = { BOOK, 1.7, 0, true, PANGO_ALIGN_CENTER },
	[LETTER_TITLE] = { BOOK, 1.2, 0.2, false, PANGO_ALIGN_CENTER },
	[LETTER_HEADING] = { BOOK, 1, 0.9, true, PANGO_ALIGN_LEFT },
	[LETTER_FLUSH] = { HAND, 1, 0, false, PANGO_ALIGN_LEFT },
	[LETTER_RIGHT] = { BOOK, 1, 0, false, PANGO_ALIGN_RIGHT },
	[LETTER_SMALL] = { BOOK, 0.8, 0, false, PANGO_ALIGN_LEFT },
};

static cairo_status_t write_out(void *nothing, const unsigned char *bytes, unsigned len)
{
	(void)nothing;
	while (len) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		if (n < 0 && errno != EINTR)
			return CAIRO_STATUS_WRITE_ERROR;
		bytes += n < 0 ? 0 : n;
		len -= n < 0 ? 0 : (unsigned)n;
	}
	return CAIRO_STATUS_SUCCESS;
}

/* ---------------------------------------------------------------------- type */

/* A point is a point: as it comes, Pango thinks of a screen. */
static PangoLayout *new_layout(struct sheet *s)
{
	PangoLayout *layout = pango_cairo_create_layout(s->to);

	pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
	return layout;
}

static void set_face(PangoLayout *layout, const char *family, double points, bool bold)
{
	PangoFontDescription *face = pango_font_description_new();

	pango_font_description_set_family_static(face, family);
	pango_font_description_set_size(face, (int)(points * PANGO_SCALE));
	pango_font_description_set_weight(face, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(layout, face);
	pango_font_description_free(face);
}

static bool has_all(PangoLayout *layout, const char *text, size_t len)
{
	pango_layout_set_text(layout, text, (int)len);
	return !pango_layout_get_unknown_glyphs_count(layout);
}

/* Which ones, so that the office can see whose name it is. */
static void note_lacking(struct sheet *s, const char *text)
{
	PangoLayout *one = new_layout(s);
	size_t len;

	set_face(one, BOOK, 10, false);
	for (; *text; text += len) {
		struct buf c = { 0 };

		text_decode(text, &len);
		buf_add(&c, text, len);
		if (s->lacking.len < 40 && !strstr(buf_str(&s->lacking), c.at) &&
		    !has_all(one, text, len))
			buf_text(&s->lacking, c.at);
		buf_release(&c);
	}
	g_object_unref(one);
}

static PangoLayout *lay(struct sheet *s, const char *text, const char *family, double points,
			bool bold)
{
	PangoLayout *layout = new_layout(s);

	set_face(layout, family, points, bold);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	if (!has_all(layout, text, strlen(text)))
		note_lacking(s, text);
	return layout;
}

/* --------------------------------------------------------------------- pages */

static void end_page(struct sheet *s)
{
	if (!s->marked)
		return;
	cairo_show_page(s->to);
	s->pages++;
	s->marked = false;
	s->y = top;
}

/* Line by line, so that a paragraph may go on overleaf. */
static void put_layout(struct sheet *s, PangoLayout *layout, double left, double leading)
{
	PangoLayoutIter *at = pango_layout_get_iter(layout);

	do {
		PangoRectangle line;
		double drop;

		if (s->y + leading > height - foot + 0.5 && s->marked)
			end_page(s);
		pango_layout_iter_get_line_extents(at, NULL, &line);
		drop = (leading - pango_units_to_double(line.height)) / 2;
		cairo_move_to(
			s->to, left + pango_units_to_double(line.x),
			s->y + drop +
				pango_units_to_double(pango_layout_iter_get_baseline(at) - line.y));
		pango_cairo_show_layout_line(s->to, pango_layout_iter_get_line_readonly(at));
		s->y += leading;
		s->marked = true;
	} while (pango_layout_iter_next_line(at));
	pango_layout_iter_free(at);
}

static void put_rule(struct sheet *s, double dash)
{
	cairo_set_line_width(s->to, 0.6);
	cairo_set_dash(s->to, &dash, dash > 0, 0);
	cairo_move_to(s->to, side, s->y);
	cairo_line_to(s->to, width - side, s->y);
	cairo_stroke(s->to);
	s->marked = true;
}

/* -------------------------------------------------------------------- letters */

static const double spacing = 1.8, gap = MM(9), slip_size = 0.9;

static double leading_of(const struct sheet_line *l, double size)
{
	bool head = l->part == LETTER_SCHOOL || l->part == LETTER_TITLE;

	return size * shapes[l->part].size * (head ? 1.5 : spacing);
}

static void measure(struct sheet_line *l, double size, enum letter_part before, bool slip)
{
	const struct shape *shape = &shapes[l->part];
	bool after_text = before == LETTER_TEXT || before == LETTER_FLUSH;

	l->before = shape->before * size;
	if (l->part == LETTER_RIGHT && (after_text || before == LETTER_RULED))
		l->before = 1.4 * size;
	if (before == LETTER_TITLE && l->part != LETTER_TITLE)
		l->before += 1.0 * size;
	if (l->part == LETTER_RULED)
		l->height = 2 * size;
	else if (l->part == LETTER_CUT)
		l->height = MM(4);
	if (!l->layout)
		return;
	set_face(l->layout, slip ? BOOK : shape->family, size * shape->size, shape->bold);
	pango_layout_set_width(l->layout, pango_units_from_double(width - 2 * side));
	pango_layout_set_alignment(l->layout, shape->align);
	pango_layout_set_justify(l->layout, l->part == LETTER_TEXT);
	if (l->part == LETTER_TEXT)
		pango_layout_set_indent(l->layout, pango_units_from_double(2 * size));
	l->height = pango_layout_get_line_count(l->layout) * leading_of(l, size);
}

/* Where the slip begins; all lines, where there is none. */
static size_t slip_of(const struct sheet *s)
{
	size_t i = 0;

	while (i < s->count && s->lines[i].part != LETTER_CUT)
		i++;
	return i;
}

static double height_of(const struct sheet *s, size_t from, size_t to)
{
	double all = 0;

	for (size_t i = from; i < to; i++)
		all += s->lines[i].before + s->lines[i].height;
	return all;
}

/* The largest size in which it fits on a page; of none, one that two pages are easily read in. */
static double fit(struct sheet *s)
{
	size_t slip = slip_of(s);
	int size = 0;

	for (; size < SIZES; size++) {
		double all;

		for (size_t i = 0; i < s->count; i++)
			measure(&s->lines[i], sizes[size] * (i > slip ? slip_size : 1),
				i ? s->lines[i - 1].part : LETTER_CUT, i > slip);
		all = height_of(s, 0, s->count) + (slip < s->count ? gap : 0);
		if (all <= height - top - foot)
			return sizes[size];
	}
	s->runs_on(s->letter);
	for (size_t i = 0; i < s->count; i++)
		measure(&s->lines[i], sizes[1] * (i > slip ? slip_size : 1),
			i ? s->lines[i - 1].part : LETTER_CUT, i > slip);
	return sizes[1];
}

static void put_lines(struct sheet *s, size_t from, size_t to, double size)
{
	for (size_t i = from; i < to; i++) {
		struct sheet_line *l = &s->lines[i];

		s->y += s->marked || from ? l->before : 0;
		if (l->layout) {
			put_layout(s, l->layout, side, leading_of(l, size));
			continue;
		}
		if (l->part == LETTER_RULED)
			s->y += l->height;
		put_rule(s, l->part == LETTER_CUT ? 4 : 0);
		if (l->part == LETTER_CUT)
			s->y += l->height;
	}
}

/* The slip stands at the foot, as a whole. */
static void put_letter(struct sheet *s)
{
	size_t slip = slip_of(s);
	double size, need;

	if (!s->count)
		return;
	end_page(s);
	s->letter++;
	size = fit(s);
	put_lines(s, 0, slip, size);
	if (slip < s->count) {
		need = height_of(s, slip, s->count);
		if (s->y + gap / 2 + need > height - foot)
			end_page(s);
		s->y = height - foot - need;
		put_lines(s, slip, s->count, size * slip_size);
	}
	for (size_t i = 0; i < s->count; i++)
		if (s->lines[i].layout)
			g_object_unref(s->lines[i].layout);
	s->count = 0;
}

void sheet_letter(struct sheet *s)
{
	put_letter(s);
}

void sheet_line(struct sheet *s, enum letter_part part, const char *text)
{
	bool rule = part == LETTER_RULED || part == LETTER_CUT;

	if (s->count == s->room) {
		s->room = s->room ? s->room * 2 : 32;
		s->lines = mem_grow(s->lines, s->room * sizeof *s->lines);
	}
	s->lines[s->count++] = (struct sheet_line){
		.part = part,
		.layout = rule ? NULL : lay(s, text, shapes[part].family, sizes[0], false)
	};
}

/* ------------------------------------------------------------------ plain text */

void sheet_plain(struct sheet *s, const char *text)
{
	static const double size = 10, leading = 12;
	const double left = (width - PAGE_COLUMNS * size / 2) / 2;
	PangoLayout *layout;

	for (; *text == '\f'; text++)
		end_page(s);
	layout = lay(s, text, COLUMN, size, false);
	put_layout(s, layout, left, leading);
	g_object_unref(layout);
}

bool sheet_begin(struct sheet *s, void (*runs_on)(size_t letter))
{
	PangoLayout *tried;
	bool chinese;

	*s = (struct sheet){ .y = top, .runs_on = runs_on };
	s->surface = cairo_pdf_surface_create_for_stream(write_out, NULL, width, height);
	s->to = cairo_create(s->surface);
	tried = new_layout(s);
	set_face(tried, BOOK, 10, false);
	chinese = has_all(tried, "导师闪光点", strlen("导师闪光点"));
	g_object_unref(tried);
	return chinese;
}

bool sheet_end(struct sheet *s)
{
	cairo_status_t status;

	put_letter(s);
	end_page(s);
	cairo_destroy(s->to);
	cairo_surface_finish(s->surface);
	status = cairo_surface_status(s->surface);
	cairo_surface_destroy(s->surface);
	return status == CAIRO_STATUS_SUCCESS;
}
