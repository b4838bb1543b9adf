/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes from the terminal become keys. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "term_private.h"

/* Codes that ncurses has no name for. */
enum { PASTE_BEGIN = KEY_MAX + 1, PASTE_END, OURS };

/*
 * What terminals send whatever TERM says: PuTTY's function keys, Home and End of three families,
 * Ctrl with an arrow, and the marks around a paste.
 */
static const struct sequence {
	const char *bytes;
	int key;
} sequences[] = {
	{ "\033[11~", K_F0 + 1 },   { "\033[12~", K_F0 + 2 },  { "\033[13~", K_F0 + 3 },
	{ "\033[14~", K_F0 + 4 },   { "\033[15~", K_F0 + 5 },  { "\033OP", K_F0 + 1 },
	{ "\033OQ", K_F0 + 2 },     { "\033OR", K_F0 + 3 },    { "\033OS", K_F0 + 4 },
	{ "\033[[A", K_F0 + 1 },    { "\033[[B", K_F0 + 2 },   { "\033[[C", K_F0 + 3 },
	{ "\033[[D", K_F0 + 4 },    { "\033[[E", K_F0 + 5 },   { "\033[17~", K_F0 + 6 },
	{ "\033[18~", K_F0 + 7 },   { "\033[19~", K_F0 + 8 },  { "\033[20~", K_F0 + 9 },
	{ "\033[21~", K_F0 + 10 },  { "\033[23~", K_F0 + 11 }, { "\033[24~", K_F0 + 12 },
	{ "\033[A", K_UP },         { "\033[B", K_DOWN },      { "\033[C", K_RIGHT },
	{ "\033[D", K_LEFT },       { "\033OA", K_UP },        { "\033OB", K_DOWN },
	{ "\033OC", K_RIGHT },      { "\033OD", K_LEFT },      { "\033[1~", K_HOME },
	{ "\033[7~", K_HOME },      { "\033[H", K_HOME },      { "\033OH", K_HOME },
	{ "\033[4~", K_END },       { "\033[8~", K_END },      { "\033[F", K_END },
	{ "\033OF", K_END },        { "\033[5~", K_PGUP },     { "\033[6~", K_PGDN },
	{ "\033[3~", K_DELETE },    { "\033[Z", K_S_TAB },     { "\033[1;5D", K_C_LEFT },
	{ "\033[1;5C", K_C_RIGHT }, { "\033[1;5H", K_C_HOME }, { "\033[1;5F", K_C_END },
};
enum { SEQUENCES = sizeof sequences / sizeof *sequences };

static WINDOW *in;
static struct buf pasted;

/* Reading through a pad keeps ncurses from painting whenever a key is asked for. */
void input_open(void)
{
	in = newpad(1, 1);
	keypad(in, TRUE);
	set_escdelay(100);
	define_key(NULL, KEY_MOUSE); /* its reports are skipped like others */
	define_key("\033[200~", PASTE_BEGIN);
	define_key("\033[201~", PASTE_END);
	for (int i = 0; i < SEQUENCES; i++)
		define_key(sequences[i].bytes, OURS + i);
}

void input_close(void)
{
	delwin(in);
	buf_release(&pasted);
}

static int special(int code)
{
	static const struct {
		int code, key;
	} table[] = {
		{ KEY_UP, K_UP },       { KEY_DOWN, K_DOWN },           { KEY_LEFT, K_LEFT },
		{ KEY_RIGHT, K_RIGHT }, { KEY_HOME, K_HOME },           { KEY_END, K_END },
		{ KEY_PPAGE, K_PGUP },  { KEY_NPAGE, K_PGDN },          { KEY_DC, K_DELETE },
		{ KEY_BTAB, K_S_TAB },  { KEY_BACKSPACE, K_BACKSPACE }, { KEY_ENTER, K_ENTER },
		{ KEY_FIND, K_HOME },   { KEY_SELECT, K_END },
	};

	if (code >= OURS && code < OURS + SEQUENCES)
		return sequences[code - OURS].key;
	if (code > KEY_F0 && code <= KEY_F(12))
		return K_F0 + code - KEY_F0;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].code == code)
			return table[i].key;
	return K_NONE;
}

static int character(wint_t c)
{
	switch (c) {
	case 8:
	case 127:
		return K_BACKSPACE;
	case '\n':
		return K_ENTER;
	default:
		return (int)c;
	}
}

static bool waiting(void)
{
	int bytes = 0;

	return !ioctl(STDIN_FILENO, FIONREAD, &bytes) && bytes > 0;
}

/* Bytes that signal handlers have left to be read. */
static int told(void)
{
	int bytes = 0;

	return ioctl(tty.signals[0], FIONREAD, &bytes) ? 0 : bytes;
}

/* Everything up to the end mark. A paste whose end never comes is over after a second of rest. */
static int read_paste(void)
{
	wint_t c;
	int got, signals = told();

	buf_clear(&pasted);
	wtimeout(in, 1000);
	/* a signal ends a wait early, and is seen to afterwards */
	while ((got = wget_wch(in, &c)) != ERR || waiting() || told() > signals) {
		signals = got == ERR ? told() : signals;
		if (got == KEY_CODE_YES && c == PASTE_END)
			break;
		if (got == OK)
			text_encode(&pasted, (uint32_t)c);
	}
	return K_PASTE;
}

/* One more character of a sequence; 0 when none comes. */
static wint_t more(void)
{
	wint_t c;

	wtimeout(in, 100);
	return wget_wch(in, &c) == OK ? c : 0;
}

/* The rest of what is no key: to a final character, or to the end mark of a longer report. */
static void skip_sequence(wint_t kind)
{
	wint_t c, last = 0;

	if (kind == ']' || kind == 'P') {
		for (c = more(); c && c != 7 && !(last == K_ESC && c == '\\'); c = more())
			last = c;
		return;
	}
	for (c = more(); c >= 0x20 && c < 0x40; c = more())
		last = c;
	if (kind == '[' && c == 'M' && !last) /* an old mouse report: three more */
		for (int i = 0; i < 3; i++)
			more();
}

/* What comes together with an Esc and begins like a report or a key of some terminal is none of
 * ours; it must not leave a form, nor answer whether to discard it. */
static int escape(void)
{
	wint_t c;
	int got;

	wtimeout(in, 0);
	got = wget_wch(in, &c);
	if (got == KEY_CODE_YES)
		ungetch((int)c);
	else if (got == OK && c && strchr("[O]P", (int)c)) {
		skip_sequence(c);
		return K_NONE;
	} else if (got == OK) {
		unget_wch((wchar_t)c);
	}
	return K_ESC;
}

/* A key that has arrived. A character's further bytes are waited for, as is what follows Esc. */
static int read_key(bool arrived)
{
	wint_t c;

	wtimeout(in, arrived ? 100 : 0);
	switch (wget_wch(in, &c)) {
	case KEY_CODE_YES:
		return c == PASTE_BEGIN ? read_paste() : special((int)c);
	case OK:
		return c == K_ESC ? escape() : character(c);
	default:
		return K_NONE;
	}
}

int term_key(int timeout)
{
	struct pollfd fds[] = { { .fd = STDIN_FILENO, .events = POLLIN },
				{ .fd = tty.signals[0], .events = POLLIN } };

	for (;;) {
		int key = signals_key();

		if (key == K_NONE)
			key = read_key(waiting());
		if (key != K_NONE)
			return key;
		if (tty.hung_up)
			return K_HANGUP;
		int ready = poll(fds, 2, timeout);

		if (ready == 0)
			return K_NONE;
		/* readable, and nothing there to read: the other side is gone */
		if (ready > 0 && fds[0].revents && !waiting())
			return K_HANGUP;
	}
}

const char *term_pasted(size_t *len)
{
	*len = pasted.len;
	return buf_str(&pasted);
}
