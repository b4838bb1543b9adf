/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ui.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/help.h"
#include "ui/wrap.h"

/* ---------------------------------------------------------------- the views */

void *view_new(size_t size, struct ui *ui, const struct view_class *class,
	       const struct action *actions)
{
	struct view *v = mem_alloc(size);

	memset(v, 0, size);
	v->ui = ui;
	v->class = class;
	v->actions = actions;
	return v;
}

static bool load(struct view *v, struct err *e)
{
	v->changes = v->ui->changes;
	return !v->class->load || v->class->load(v, e);
}

bool ui_open(struct view *v, struct err *e)
{
	if (!load(v, e)) {
		v->class->free(v);
		return false;
	}
	v->below = v->ui->top;
	v->ui->top = v;
	return true;
}

void ui_close(struct view *v)
{
	struct view **at = &v->ui->top;

	while (*at != v)
		at = &(*at)->below;
	*at = v->below;
	v->class->free(v);
}

bool ui_return_to(struct ui *ui, const struct action *actions)
{
	const struct view *v = ui->top;

	while (v && v->actions != actions)
		v = v->below;
	while (v && ui->top != v)
		ui_close(ui->top);
	return v;
}

void ui_changed(struct ui *ui)
{
	ui->changes++;
}

void ui_say(struct ui *ui, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(ui->said, sizeof ui->said, fmt, args);
	va_end(args);
	text_trim_broken_end(ui->said);
	ui->said_style = STYLE_STRONG;
}

void ui_fail(struct ui *ui, const struct err *e)
{
	ui_say(ui, "%s", e->text);
	ui->said_style = STYLE_LATE;
}

/* -------------------------------------------------------------- the actions */

static bool go_back(struct view *v, struct err *e)
{
	(void)e;
	if (!v->below)
		ui_say(v->ui, "%s", _("This is the first screen. q ends the program."));
	else if (!v->class->may_close || v->class->may_close(v))
		ui_close(v);
	return true;
}

/* Each view may ask about what would be lost. They stay open, for the loops that wait for them. */
static bool quit(struct view *v, struct err *e)
{
	struct ui *ui = v->ui;

	(void)e;
	for (v = ui->top; v; v = v->below)
		if (v->class->may_close && !v->class->may_close(v))
			return true;
	ui->quit = true;
	return true;
}

static bool suspend(struct view *v, struct err *e)
{
	(void)v, (void)e;
	term_suspend();
	return true;
}

static bool repaint(struct view *v, struct err *e)
{
	(void)v, (void)e;
	term_repaint();
	return true;
}

const struct action ui_actions[] = {
	{ .keys = "F1 ?", .help = N_("Help: the keys of this screen"), .run = help_open },
	{ .keys = "Esc C-c", .help = N_("Back to the screen before"), .run = go_back },
	{ .keys = "C-q", .help = N_("End the program"), .run = quit },
	{ .keys = "C-z", .help = N_("Give the terminal to the shell for a while"), .run = suspend },
	{ .keys = "C-l", .help = N_("Paint the screen anew"), .run = repaint },
	{ 0 },
};

/* The tables that have an effect in a view, in the order in which they are asked. */
enum { TABLES = 4 };
static void tables_of(const struct view *v, const struct action *out[TABLES])
{
	static const struct action none[] = { { 0 } };

	out[0] = v->actions ? v->actions : none;
	out[1] = v->class->actions ? v->class->actions : none;
	out[2] = v->modal || !v->ui->places ? none : v->ui->places;
	out[3] = ui_actions;
}

const struct action *action_seek(const struct action *table, action_test *is_it, void *arg)
{
	const struct action *found = NULL;

	for (const struct action *a = table; !found && (a->keys || a->more); a++) {
		if (a->more)
			found = action_seek(a->more, is_it, arg);
		else if (is_it(arg, a))
			found = a;
	}
	return found;
}

const struct action *ui_seek_action(struct view *v, action_test *is_it, void *arg)
{
	const struct action *tables[TABLES], *found = NULL;

	tables_of(v, tables);
	for (int t = 0; !found && t < TABLES; t++)
		found = action_seek(tables[t], is_it, arg);
	return found;
}

bool ui_run_action(struct view *v, const struct action *a)
{
	struct ui *ui = v->ui;
	struct err e = { 0 };

	if ((a->need & ui->may) != a->need) {
		err_set(&e, ERR_DENIED, _("Your account may not do this."));
		ui_fail(ui, &e);
		return false;
	}
	if (!a->run || a->run(v, &e))
		return true;
	ui_fail(ui, &e);
	return false;
}

static bool has_key(void *key, const struct action *a)
{
	return a->run && key_in(*(const int *)key, a->keys);
}

static void dispatch(struct view *v, int key)
{
	const struct action *a;

	if (v->class->key && v->class->key(v, key))
		return;
	key = key_plain(key);
	a = ui_seek_action(v, has_key, &key);
	if (a)
		ui_run_action(v, a);
}

void ui_run(struct view *until)
{
	struct ui *ui = until->ui;

	for (bool there = true; there && !ui->quit;) {
		int key = ui_key(ui);

		ui->said[0] = '\0';
		if (key == K_HANGUP)
			ui->quit = true;
		else
			dispatch(ui->top, key);
		there = false;
		for (struct view *v = ui->top; v; v = v->below)
			there |= v == until;
	}
}

/* ------------------------------------------------------------- the painting */

struct bar {
	const struct ui *ui;
	int row, col, cols;
};

static bool paint_key(void *arg, const struct action *a)
{
	struct bar *bar = arg;
	struct buf key = { 0 };

	if (!a->bar || (a->need & bar->ui->may) != a->need)
		return false;
	key_show(&key, a->keys);
	int need = text_width(buf_str(&key)) + 1 + text_width(_(a->bar));

	if (bar->col + need < bar->cols) {
		bar->col += term_paint(bar->row, bar->col, need, STYLE_KEY, buf_str(&key)) + 1;
		bar->col += term_paint(bar->row, bar->col, need, STYLE_TEXT, _(a->bar)) + 2;
	}
	buf_release(&key);
	return false;
}

int ui_paint_sentence(const char *text, enum style style, int row, int cols)
{
	struct wrap wrap = { 0 };
	struct buf line = { 0 };

	wrap_text(&wrap, text, strlen(text), cols - 2);
	row -= (int)wrap.rows - 1;
	for (size_t i = 0; i < wrap.rows; i++) {
		size_t len = wrap_row_length(&wrap, i, text, cols - 2);

		buf_clear(&line);
		buf_add(&line, text + wrap.start[i], len);
		term_fill(row + (int)i, STYLE_TEXT);
		term_paint(row + (int)i, 1, cols - 2, style, buf_str(&line));
	}
	buf_release(&line);
	wrap_release(&wrap);
	return row;
}

static void paint_status(const struct ui *ui, int row, int cols)
{
	if (!ui->prompt) {
		if (ui->said[0])
			ui_paint_sentence(ui->said, ui->said_style, row, cols);
		return;
	}
	row = ui_paint_sentence(ui->prompt, STYLE_STRONG, row, cols);
	term_cursor(ui->prompt_cursor >= 0 ? row : -1, 1 + ui->prompt_cursor);
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

/* Views keep what they show; one that cannot read its data anew says so and shows the old. */
static void refresh_data(struct ui *ui)
{
	struct err e = { 0 };

	if (ui->top->changes != ui->changes && !load(ui->top, &e))
		ui_fail(ui, &e);
}

void ui_paint(struct ui *ui)
{
	int rows, cols;

	refresh_data(ui);
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
	ui_seek_action(ui->top, paint_key, &bar);
	paint_status(ui, rows - 2, cols);
	term_show();
}

/* The next key, or K_NONE when there is something new to be painted. */
static int wait_for_key(struct ui *ui)
{
	enum { SECOND = 1000 };
	int key;

	do
		key = term_key(ui->others_wrote ? SECOND : -1);
	while (key == K_NONE && !(ui->others_wrote && ui->others_wrote(ui)));
	if (key == K_NONE)
		ui_changed(ui);
	return key;
}

int ui_key(struct ui *ui)
{
	/* What was typed ahead is worked off before anything is painted. */
	int key = term_key(0);

	while (key == K_NONE || key == K_REDRAW) {
		ui_paint(ui);
		key = wait_for_key(ui);
	}
	return key;
}
