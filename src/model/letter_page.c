/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A letter as a page of HTML, and whether it fits on one. */
#include <string.h>

#include "base/text.h"
#include "base/wrap.h"
#include "letter_private.h"

/* A letter is set in a book's type, its text in that of handwriting, as Chinese letters are. What
 * is left of the page stands between its end and the slip. */
static const char style[] =
	"@page{size:A4;margin:18mm 24mm 14mm;@bottom-center{content:none}}\n"
	"html{font-family:\"Source Han Serif SC\",\"Noto Serif CJK SC\",\"Songti SC\",STSong,"
	"SimSun,\"AR PL UMing CN\",serif}\n"
	".letter{display:flex;flex-direction:column;min-height:260mm;line-height:1.8;"
	"break-after:page;page-break-after:always}\n"
	".letter:last-child{break-after:auto;page-break-after:auto}\n"
	".s0{font-size:14pt}.s1{font-size:12pt}.s2{font-size:10.5pt}\n"
	".long{display:block;min-height:0}\n"
	".letter p{margin:0}\n"
	".letter .school{font-size:1.7em;font-weight:bold;text-align:center;letter-spacing:.12em;"
	"line-height:1.5}\n"
	".letter .title{font-size:1.2em;text-align:center;letter-spacing:.08em;line-height:1.6;"
	"margin-bottom:1.2em}\n"
	".letter "
	".heading{font-weight:bold;margin-top:.9em;break-after:avoid;page-break-after:avoid}\n"
	".letter .text,.letter .flush{font-family:\"Kaiti SC\",STKaiti,KaiTi,"
	"\"Source Han Serif SC\",\"Noto Serif CJK SC\",serif}\n"
	".letter .text{text-indent:2em;text-align:justify}\n"
	".letter .right{text-align:right}\n"
	".letter .small{font-size:.8em}\n"
	".letter .text+.right,.letter .flush+.right{margin-top:1.6em}\n"
	".letter .ruled{height:2em;border-bottom:.2mm solid #555}\n"
	".slip{margin-top:auto;padding-top:9mm;break-inside:avoid;page-break-inside:avoid}\n"
	".slip .cut{border-top:.3mm dashed #333;margin:0 0 4mm;height:0}\n"
	".slip .title{font-size:1.1em;margin-bottom:.4em}\n"
	".slip .right{margin-top:1.2em}\n"
	".slip{font-size:.9em}.slip .text,.slip .flush{font-family:inherit}\n";

static const char *const classes[LETTER_PARTS] = {
	[LETTER_TEXT] = "text",       [LETTER_SCHOOL] = "school", [LETTER_TITLE] = "title",
	[LETTER_HEADING] = "heading", [LETTER_FLUSH] = "flush",   [LETTER_RIGHT] = "right",
	[LETTER_SMALL] = "small",     [LETTER_RULED] = "ruled",   [LETTER_CUT] = "cut",
};

void letter_page_begin(struct page *p, const char *title)
{
	page_begin_styled(p, title, style);
}

void letter_page_add(struct page *p, const struct letter *l)
{
	bool slip = false;

	buf_printf(&p->out, "<section class=\"letter s%d%s\">\n", l->size,
		   l->runs_on ? " long" : "");
	for (size_t i = 0; i < l->count; i++) {
		const struct letter_line *line = &l->lines[i];

		if (line->part == LETTER_CUT && !slip) {
			buf_text(&p->out, "<div class=\"slip\">\n");
			slip = true;
		}
		buf_printf(&p->out, "<p class=\"%s\">", classes[line->part]);
		page_escape(&p->out, line->text);
		buf_text(&p->out, "</p>\n");
	}
	buf_text(&p->out, slip ? "</div>\n</section>\n" : "</section>\n");
}

/* ------------------------------------------------------------------------- fitting */

/* Of the sizes above: cells of 162 mm, and a line's height in tenths of a millimetre. The page has
 * 260 mm; some are kept back, because a browser may set wider than reckoned. */
static const struct {
	int cells, height;
} sizes[] = { { 64, 89 }, { 75, 77 }, { 86, 67 } };
enum { SIZES = sizeof sizes / sizeof *sizes, PAGE = 2600, KEPT_BACK = 60, SLIP = 130 };

static int rows_of(const char *text, int cells)
{
	struct wrap w = { 0 };
	int rows;

	wrap_text(&w, text, strlen(text), cells);
	rows = (int)w.rows;
	wrap_release(&w);
	return rows;
}

/* In tenths of a line. */
static int tenths(const struct letter_line *line, int cells, bool slip)
{
	switch (line->part) {
	case LETTER_SCHOOL:
		return 15 * rows_of(line->text, cells * 10 / 19);
	case LETTER_TITLE:
		return 11 * rows_of(line->text, cells * 10 / 13) + (slip ? 2 : 7);
	case LETTER_HEADING:
		return 10 * rows_of(line->text, cells) + 5;
	case LETTER_TEXT:
		return 10 * rows_of(line->text, cells - 4);
	case LETTER_SMALL:
		return 8 * rows_of(line->text, cells * 10 / 8);
	case LETTER_RIGHT:
		return 10 * rows_of(line->text, cells) + 4;
	case LETTER_RULED:
		return 11;
	case LETTER_CUT:
		return 0;
	default:
		return 10 * rows_of(line->text, cells);
	}
}

static int height_of(const struct letter *l, int size)
{
	bool slip = false;
	int all = 5, fixed = 0; /* the blank before a signature */

	for (size_t i = 0; i < l->count; i++) {
		if (l->lines[i].part == LETTER_CUT && !slip) {
			slip = true;
			fixed = SLIP;
		}
		all += tenths(&l->lines[i], sizes[size].cells, slip);
	}
	return all * sizes[size].height / 10 + fixed;
}

void letter_fit(struct letter *l)
{
	for (l->size = 0; l->size < SIZES; l->size++)
		if (height_of(l, l->size) <= PAGE - KEPT_BACK)
			return;
	l->size = 1; /* two pages of it are easier to read than one and a half of the smallest */
	l->runs_on = true;
}
