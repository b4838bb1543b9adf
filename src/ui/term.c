/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "term_private.h"
#include "terminfo.h"

struct terminal tty;

/* Bracketed paste: the terminal marks what is pasted, so that it cannot press keys. */
static const char PASTE_ON[] = "\033[?2004h", PASTE_OFF[] = "\033[?2004l";

/* --------------------------------------------------------------- the frames */

static void write_all(const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			tty.hung_up = true;
			return;
		}
		bytes += n;
		len -= (size_t)n;
	}
}

/* Sends what ncurses wrote, with `extra` after it. */
static void send_frame(const char *extra)
{
	static char bytes[TERM_FRAME_MAX + sizeof PASTE_ON];
	size_t len = 0;
	ssize_t n;

	while (len < TERM_FRAME_MAX &&
	       (n = read(tty.frame[0], bytes + len, TERM_FRAME_MAX - len)) > 0)
		len += (size_t)n;
	memcpy(bytes + len, extra, strlen(extra));
	write_all(bytes, len + strlen(extra));
}

void term_begin(void)
{
	erase();
	tty.cursor_row = -1;
}

static void set_style(enum style style)
{
	attr_set(tty.style[style].attr, tty.style[style].pair, NULL);
}

int term_paint(int row, int col, int cells, enum style style, const char *text)
{
	static struct buf shown, wide;
	int used = 0;

	if (row < 0 || row >= LINES || col < 0 || col >= COLS)
		return 0;
	if (cells > COLS - col)
		cells = COLS - col;
	buf_clear(&shown);
	buf_clear(&wide);
	text_show(&shown, text);
	for (size_t at = 0, step, end = text_fit(buf_str(&shown), cells, &used); at < end;
	     at += step) {
		wchar_t c = (wchar_t)text_decode(shown.at + at, &step);

		buf_add(&wide, (const char *)&c, sizeof c);
	}
	set_style(style);
	mvaddnwstr(row, col, (const wchar_t *)(const void *)wide.at,
		   (int)(wide.len / sizeof(wchar_t)));
	return used;
}

void term_fill(int row, enum style style)
{
	set_style(style);
	mvhline(row, 0, ' ', COLS);
}

void term_cursor(int row, int col)
{
	tty.cursor_row = row;
	tty.cursor_col = col;
}

void term_show(void)
{
	bool visible = tty.cursor_row >= 0;

	/* A hidden cursor still rests somewhere out of the way. */
	move(visible ? tty.cursor_row : LINES - 1, visible ? tty.cursor_col : 0);
	if (visible != tty.cursor_shown)
		curs_set(visible);
	tty.cursor_shown = visible;
	wnoutrefresh(stdscr);
	doupdate();
	send_frame("");
}

void term_repaint(void)
{
	clearok(curscr, TRUE);
}

void term_size(int *rows, int *cols)
{
	*rows = LINES;
	*cols = COLS;
}

/* ------------------------------------------------------ opening and closing */

/* The frame's pipe must hold a whole screen, because it is read only when the frame is done. */
static bool open_pipes(struct err *e)
{
	if (pipe2(tty.frame, O_CLOEXEC) || pipe2(tty.signals, O_CLOEXEC | O_NONBLOCK)) {
		err_set(e, ERR_IO, _("The terminal could not be opened."));
		err_detail(e, "pipe2: %s", strerror(errno));
		return false;
	}
	fcntl(tty.frame[0], F_SETFL, O_NONBLOCK);
	fcntl(tty.frame[1], F_SETPIPE_SZ, TERM_FRAME_MAX);
	tty.out = fdopen(tty.frame[1], "w");
	return true;
}

static void choose_styles(void)
{
	static const struct look {
		short colour;          /* -1: none */
		attr_t mono, coloured; /* without and with colours */
	} looks[STYLES] = {
		[STYLE_TEXT] = { -1, 0, 0 },
		[STYLE_STRONG] = { -1, A_BOLD, A_BOLD },
		[STYLE_DIM] = { -1, A_DIM, A_DIM },
		[STYLE_TITLE] = { -1, A_REVERSE, A_REVERSE },
		[STYLE_HEAD] = { COLOR_CYAN, A_BOLD, 0 },
		[STYLE_KEY] = { COLOR_CYAN, A_BOLD, 0 },
		[STYLE_INPUT] = { -1, A_UNDERLINE, A_UNDERLINE },
		[STYLE_GOOD] = { COLOR_GREEN, 0, 0 },
		[STYLE_SOON] = { COLOR_YELLOW, A_UNDERLINE, 0 },
		[STYLE_LATE] = { COLOR_RED, A_BOLD, A_BOLD },
	};
	const char *no_color = getenv("NO_COLOR");
	bool colours = !(no_color && *no_color) && has_colors() && start_color() == OK &&
		       use_default_colors() == OK;

	for (short i = 0; i < STYLES; i++) {
		bool pair = colours && looks[i].colour >= 0;

		if (pair)
			init_pair(i, looks[i].colour, -1);
		tty.style[i].attr = pair ? looks[i].coloured : looks[i].mono;
		tty.style[i].pair = pair ? i : 0;
	}
}

void term_resize(void)
{
	struct winsize size;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_row && size.ws_col)
		resizeterm(size.ws_row, size.ws_col);
	terminfo_whole_screen(LINES, tty.out);
	term_repaint();
}

bool term_open(struct err *e)
{
	if (!terminfo_usable(e) || !open_pipes(e))
		return false;
	modes_enter();
	tty.screen = newterm(NULL, tty.out, stdin);
	if (!tty.screen) {
		modes_leave();
		return err_set(e, ERR_IO, _("The terminal could not be opened."));
	}
	terminfo_restore(PASTE_OFF, tty.restore, sizeof tty.restore);
	raw();
	noecho();
	nonl();
	typeahead(-1);
	input_open();
	term_resize();
	choose_styles();
	signals_catch();
	tty.open = tty.cursor_shown = true;
	send_frame(PASTE_ON);
	return true;
}

static void leave_screen(void)
{
	curs_set(1);
	endwin();
	send_frame(PASTE_OFF);
	modes_leave();
}

void term_close(void)
{
	if (!tty.open)
		return;
	tty.open = false;
	leave_screen();
	signals_release();
	input_close();
	delscreen(tty.screen);
	fclose(tty.out);
	close(tty.frame[0]);
	close(tty.signals[0]);
	close(tty.signals[1]);
}

void term_suspend(void)
{
	leave_screen();
	signals_stop_self();
	term_resume();
}

void term_resume(void)
{
	modes_enter();
	term_resize();
	tty.cursor_shown = true;
	term_repaint();
	refresh();
	send_frame(PASTE_ON);
}
