/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Weeks begin on Monday. The chosen day is reversed, today stands in brackets; the screen below
 * stays in sight, but for the corner that the month takes.
 */
#include "ui/month.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"

enum { WEEK = 7, CELL = 4, WIDTH = WEEK * CELL + 2, WEEKS = 6, HEIGHT = WEEKS + 2 };

struct month {
	struct view view;
	int day;
	int *picked;
	bool *taken;
};

static int first_of_month(int day)
{
	int y, m, d;

	date_to_civil(day, &y, &m, &d);
	return day - d + 1;
}

/* The same day of another month, or that month's last one. */
static int in_month(int day, int by)
{
	int y, m, d;

	date_to_civil(day, &y, &m, &d);
	m += by;
	y += m < 1 ? -1 : m > 12;
	m += m < 1 ? 12 : m > 12 ? -12 : 0;
	while (!date_exists(y, m, d) && d > 28)
		d--;
	return date_exists(y, m, d) ? date_from_civil(y, m, d) : day;
}

/* ---------------------------------------------------------------------- keys */

static bool move(struct month *m, int key)
{
	int to;

	switch (key) {
	case K_LEFT:
		to = m->day - 1;
		break;
	case K_RIGHT:
		to = m->day + 1;
		break;
	case K_UP:
		to = m->day - WEEK;
		break;
	case K_DOWN:
		to = m->day + WEEK;
		break;
	case K_PGUP:
		to = in_month(m->day, -1);
		break;
	case K_PGDN:
		to = in_month(m->day, 1);
		break;
	case K_HOME:
		to = m->view.ui->today;
		break;
	default:
		return false;
	}
	iso_date iso;
	int days;

	/* never past the last year nor before the first */
	date_to_iso(to, iso);
	if (date_from_iso(iso, &days))
		m->day = days;
	return true;
}

static bool key_pressed(struct view *v, int key)
{
	struct month *m = (struct month *)v;

	if (key == K_ENTER || key_plain(key) == K_SPACE) {
		*m->picked = m->day;
		*m->taken = true;
		ui_close(v);
		return true;
	}
	return move(m, key);
}

static const struct action month_keys[] = {
	{ .keys = "Enter", .bar = N_("Take"), .help = N_("Take the day; Space does it too") },
	{ .keys = "Left", .help = N_("The day before; Right the day after") },
	{ .keys = "Up", .help = N_("The week before; Down the week after") },
	{ .keys = "PgUp", .help = N_("The month before; PgDn the next one") },
	{ .keys = "Home", .bar = N_("Today"), .help = N_("Today") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

/* ------------------------------------------------------------------- painting */

static void paint_blank(int row, int col)
{
	struct buf blank = { 0 };

	text_pad(&blank, "", WIDTH, true);
	term_paint(row, col, WIDTH, STYLE_TEXT, buf_str(&blank));
	buf_release(&blank);
}

static void paint_heads(int day, int row, int col)
{
	struct buf head = { 0 }, line = { 0 };
	int y, m, d;

	date_to_civil(day, &y, &m, &d);
	buf_printf(&head, _(" %d-%d"), y, m);
	text_pad(&line, buf_str(&head), WIDTH, true);
	term_paint(row, col, WIDTH, STYLE_TITLE, buf_str(&line));
	for (int i = 0; i < WEEK; i++) {
		static const char *const names[] = { N_("Mo"), N_("Tu"), N_("We"), N_("Th"),
						     N_("Fr"), N_("Sa"), N_("Su") };

		term_paint(row + 1, col + 2 + i * CELL, CELL, STYLE_HEAD, _(names[i]));
	}
	buf_release(&head);
	buf_release(&line);
}

static void paint_day(const struct month *m, int day, int row, int col)
{
	bool today = day == m->view.ui->today, chosen = day == m->day;
	char text[16];
	int y, month, d;

	date_to_civil(day, &y, &month, &d);
	snprintf(text, sizeof text, today ? "[%2d]" : " %2d ", d);
	term_paint(row, col, CELL, chosen ? STYLE_TITLE : today ? STYLE_STRONG : STYLE_TEXT, text);
	if (chosen)
		term_cursor(row, col + 1);
}

static void paint(struct view *v, int rows, int cols)
{
	const struct month *m = (const struct month *)v;
	int first = first_of_month(m->day), next = in_month(first, 1);
	int from = first - date_weekday(first) + 1;
	int top = UI_TOP + (rows > HEIGHT), left = cols - WIDTH - 1;
	struct buf told = { 0 };

	v->below->class->paint(v->below, rows, cols);
	for (int i = 1; i < HEIGHT; i++)
		paint_blank(top + i, left);
	paint_heads(m->day, top, left);
	for (int day = first; day < next || (next == first && day < first + 31); day++)
		paint_day(m, day, top + 2 + (day - from) / WEEK,
			  left + 1 + (day - from) % WEEK * CELL);
	term_fill(UI_TOP + rows, STYLE_TEXT);
	term_paint(UI_TOP + rows, 1, cols - 2, STYLE_DIM,
		   _("Left and Right by days, Up and Down by weeks, PgUp and PgDn by months"));
	date_tell(m->day, v->ui->today, &told);
	term_paint(top, left + WIDTH - text_width(buf_str(&told)) - 1, WIDTH, STYLE_TITLE,
		   buf_str(&told));
	buf_release(&told);
}

static void title(struct view *v, struct buf *out)
{
	v->below->class->title(v->below, out);
}

static void about(struct view *v, struct buf *out)
{
	(void)v;
	buf_text(out, _("Which day?"));
}

/* Characters of two cells that the month's edge cut are painted anew. */
static void free_month(struct view *v)
{
	term_repaint();
	free(v);
}

static const struct view_class month_view = {
	.actions = month_keys,
	.key = key_pressed,
	.paint = paint,
	.title = title,
	.about = about,
	.free = free_month,
};

bool month_pick(struct ui *ui, int *day)
{
	struct month *m = view_new(sizeof *m, ui, &month_view, NULL);
	struct err e = { 0 };
	bool taken = false;

	m->day = *day;
	m->picked = day;
	m->taken = &taken;
	m->view.modal = true;
	if (ui_open(&m->view, &e))
		ui_run(&m->view);
	return taken;
}
