/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame around a view: title, counts, status line, key bar. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/sentence.h"
#include "ui/ui.h"

struct bar {
	const struct ui *ui;
	int row, col, cols;
	struct buf shown; /* keys: what an earlier table has, a later one is not asked for */
};

static bool word_seen(struct buf *words, const char *word)
{
	struct buf with_ends = { 0 };
	bool seen;

	buf_printf(&with_ends, "\n%s\n", word);
	seen = strstr(buf_str(words), with_ends.at) != NULL;
	buf_text(words, seen ? "" : with_ends.at);
	buf_release(&with_ends);
	return seen;
}

static bool paint_key(void *arg, const struct action *a)
{
	struct bar *bar = arg;
	const char *keys = ui_keys(bar->ui, a);
	struct buf key = { 0 };

	if (!a->bar || !*keys || (a->need & bar->ui->may) != a->need)
		return false;
	key_show(&key, keys);
	if (word_seen(&bar->shown, buf_str(&key))) {
		buf_release(&key);
		return false;
	}
	int need = text_width(buf_str(&key)) + 1 + text_width(_(a->bar));

	if (bar->col + need < bar->cols) {
		bar->col += term_paint(bar->row, bar->col, need, STYLE_KEY, buf_str(&key)) + 1;
		bar->col += term_paint(bar->row, bar->col, need, STYLE_TEXT, _(a->bar)) + 2;
	}
	buf_release(&key);
	return false;
}

static void paint_note(const struct ui *ui, int row, int cols)
{
	int end = text_width(ui->prompt) + 4, need = text_width(ui->prompt_note);

	if (!need)
		return;
	if (end + need < cols) {
		term_paint(row, end, need, STYLE_DIM, ui->prompt_note);
		return;
	}
	sentence_paint_up(ui->prompt_note, STYLE_DIM, row - 1, cols);
}

static void paint_status(const struct ui *ui, int row, int cols)
{
	if (!ui->prompt) {
		if (ui->said[0])
			sentence_paint_up(ui->said, ui->said_style, row, cols);
		return;
	}
	row = sentence_paint_up(ui->prompt, STYLE_STRONG, row, cols);
	paint_note(ui, row, cols);
	term_cursor(ui->prompt_cursor >= 0 ? row : -1, 1 + ui->prompt_cursor);
}

/* No view is asked to paint: it may be in the midst of reading its rows. */
bool ui_waiting(struct ui *ui, int ms)
{
	enum { SOON = 300, SECOND = 1000 };
	struct buf text = { 0 };
	int rows, cols;

	term_size(&rows, &cols);
	if (ms % SECOND != SOON || !ui->top || rows < UI_MIN_ROWS || cols < UI_MIN_COLS)
		return true;
	buf_text(&text, _("Waiting for somebody else to finish saving..."));
	if (ms >= SECOND)
		buf_printf(&text, _("  %d s"), ms / SECOND);
	term_fill(rows - 2, STYLE_TEXT);
	term_paint(rows - 2, 1, cols - 2, STYLE_STRONG, buf_str(&text));
	term_show();
	buf_release(&text);
	return true;
}

static void paint_head(struct ui *ui, int cols)
{
	struct buf text = { 0 };
	const char *keys = ui->top->modal || !ui->places ? _("F1 Help") : _("F1 Help  F10 Menu");
	int right = text_width(ui->right), keys_width = text_width(keys);

	term_fill(0, STYLE_TITLE);
	ui->top->class->title(ui->top, &text);
	term_paint(0, 1, cols - right - 3, STYLE_TITLE, buf_str(&text));
	term_paint(0, cols - right - 1, right, STYLE_TITLE, ui->right);
	buf_clear(&text);
	ui->top->class->about(ui->top, &text);
	term_paint(1, 1, cols - keys_width - 3, STYLE_TEXT, buf_str(&text));
	term_paint(1, cols - keys_width - 1, keys_width, STYLE_KEY, keys);
	buf_release(&text);
}

static void paint_small(int rows, int cols)
{
	struct buf text = { 0 };

	buf_printf(&text, _("The window has %d rows of %d."), rows, cols);
	term_paint(0, 0, cols, STYLE_STRONG, buf_str(&text));
	buf_clear(&text);
	buf_printf(&text, _("daoshi needs %d rows of %d."), UI_MIN_ROWS, UI_MIN_COLS);
	term_paint(1, 0, cols, STYLE_TEXT, buf_str(&text));
	buf_release(&text);
}

/* While a question is open, its keys are all there is: a line is taken by Enter, too. */
static const struct action answers[] = {
	{ .keys = "Enter", .bar = N_("Take") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

void ui_paint(struct ui *ui)
{
	int rows, cols;

	term_size(&rows, &cols);
	term_begin();
	if (rows < UI_MIN_ROWS || cols < UI_MIN_COLS) {
		paint_small(rows, cols);
		term_show();
		return;
	}
	struct bar bar = { .ui = ui, .row = rows - 1, .col = 1, .cols = cols };

	paint_head(ui, cols);
	ui->top->class->paint(ui->top, rows - UI_TOP - UI_BOTTOM, cols);
	if (ui->prompt)
		action_seek(ui->prompt_cursor < 0 ? answers + 1 : answers, paint_key, &bar);
	else
		ui_seek_action(ui->top, paint_key, &bar);
	buf_release(&bar.shown);
	paint_status(ui, rows - 2, cols);
	term_show();
}
