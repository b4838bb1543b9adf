/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/terminal.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "support/keeper.h"
#include "support/keys.h"
#include "support/locale.h"
#include "support/waiting.h"

struct terminal {
	struct keeper keeper;
	struct display *display;
	int master, slave;
	char tty[64];
	const char *term; /* whose keys are sent */
	struct termios modes;
	bool ended, stopped;
	int status;
	struct terminal_step step;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void give_up(const struct terminal *t, const char *why)
{
	struct display_state s = terminal_state(t);

	cr_assert_fail("%s within %d s; the program %s; cursor %d,%d; the screen is\n%s", why,
		       TERMINAL_PATIENCE,
		       t->ended     ? "has ended"
		       : t->stopped ? "has stopped"
				    : "runs",
		       s.row, s.col, terminal_text(t));
}

/* --------------------------------------------------------- starting, ending */

struct start {
	const struct terminal_options *o;
	const char *const *argv;
	const char *locale_folder; /* NULL: the system's */
};

static void set_environment(const struct start *s)
{
	static const char *const theirs[] = { "LANG",    "LANGUAGE", "LOCPATH",  "LC_CTYPE",
					      "COLUMNS", "LINES",    "NO_COLOR", "ESCDELAY",
					      "TERMCAP", "TMUX",     NULL };

	for (const char *const *name = theirs; *name; name++)
		unsetenv(*name);
	setenv("TERM", s->o->term ? s->o->term : "xterm-256color", 1);
	if (s->o->term && !*s->o->term)
		unsetenv("TERM");
	setenv("LC_ALL", s->o->locale ? s->o->locale : "C.UTF-8", 1);
	if (s->locale_folder)
		setenv("LOCPATH", s->locale_folder, 1);
	for (const char *const *v = s->o->env; v && *v; v++)
		putenv(strdup(*v));
}

static void become(void *arg)
{
	const struct start *s = arg;

	set_environment(s);
	if (!s->o->folder || !chdir(s->o->folder))
		execvp(s->argv[0], (char *const *)(const void *)s->argv);
	dprintf(STDERR_FILENO, "%s: %s\n", s->argv[0], strerror(errno));
}

static void open_pair(struct terminal *t)
{
	t->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert(t->master >= 0 && !grantpt(t->master) && !unlockpt(t->master));
	cr_assert(!ptsname_r(t->master, t->tty, sizeof t->tty));
	t->slave = open(t->tty, O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert(t->slave >= 0);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	tcgetattr(t->slave, &t->modes);
}

static void set_size(struct terminal *t, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	ioctl(t->master, TIOCSWINSZ, &size);
}

static void answer(const char *bytes, size_t len, void *arg)
{
	const struct terminal *t = arg;

	cr_assert_eq(write(t->master, bytes, len), (ssize_t)len);
}

struct terminal *terminal_start(const struct terminal_options *options, const char *const *argv)
{
	static const struct terminal_options none;
	const struct terminal_options *o = options ? options : &none;
	struct terminal *t = mem_alloc(sizeof *t);
	struct start s = { .o = o, .argv = argv };
	int rows = o->rows ? o->rows : 24, cols = o->cols ? o->cols : 80;
	const char *locale = o->locale ? o->locale : "C.UTF-8";

	*t = (struct terminal){ .term = o->term && *o->term ? o->term : "xterm-256color" };
	if (strchr(locale, '.') && locale[0] != 'C')
		s.locale_folder = locale_folder(locale);
	open_pair(t);
	set_size(t, rows, cols);
	t->display = display_new(rows, cols, locale_charset(locale), answer, t);
	t->keeper = keeper_start(t->slave, become, &s);
	terminal_settle(t);
	return t;
}

void terminal_close(struct terminal *t)
{
	keeper_end(&t->keeper);
	if (t->master >= 0)
		terminal_hang_up(t);
	display_free(t->display);
	free(t);
}

void terminal_hang_up(struct terminal *t)
{
	close(t->slave);
	close(t->master);
	t->master = t->slave = -1;
}

/* ----------------------------------------------------------------- waiting */

/* Takes in what has come; false when nothing had. */
static bool drain(struct terminal *t)
{
	static char bytes[65536];
	bool any = false;
	ssize_t n;

	while ((n = read(t->master, bytes, sizeof bytes)) > 0) {
		t->step.bytes += (size_t)n;
		t->step.reads++;
		display_feed(t->display, bytes, (size_t)n);
		any = true;
	}
	return any;
}

static void take_status(struct terminal *t)
{
	int status;

	while (read(t->keeper.status, &status, sizeof status) == sizeof status) {
		t->stopped = WIFSTOPPED(status);
		t->ended = WIFEXITED(status) || WIFSIGNALED(status);
		t->status = status;
	}
}

/* What was sent is under way in the kernel until somebody asks for it, as poll does. */
static bool unread(const struct terminal *t)
{
	struct pollfd fd = { .fd = t->slave, .events = POLLIN };

	return poll(&fd, 1, 0) > 0 && fd.revents & POLLIN;
}

/* In this order: all input is read, then who is found asleep has answered it, then the answer is
 * here to be taken. */
static bool at_rest(struct terminal *t)
{
	bool rest;

	take_status(t);
	rest = !terminal_running(t) || (!unread(t) && waiting_for_input(t->keeper.pid, t->tty));
	return !drain(t) && rest;
}

static bool has_ended(struct terminal *t)
{
	take_status(t);
	return t->ended;
}

static bool has_stopped(struct terminal *t)
{
	take_status(t);
	return t->stopped;
}

static bool goes_on(struct terminal *t)
{
	return !has_stopped(t);
}

static void wait_until(struct terminal *t, bool (*is_so)(struct terminal *), const char *what)
{
	double end = now() + TERMINAL_PATIENCE;

	while (!is_so(t)) {
		struct pollfd fds[] = { { .fd = t->master, .events = POLLIN },
					{ .fd = t->keeper.status, .events = POLLIN } };

		if (now() > end)
			give_up(t, what);
		poll(fds, 2, 1);
		if (t->master >= 0)
			drain(t);
	}
}

void terminal_settle(struct terminal *t)
{
	wait_until(t, at_rest, "The program did not come to wait for input");
}

int terminal_wait_exit(struct terminal *t)
{
	wait_until(t, has_ended, "The program did not end");
	if (t->master >= 0)
		drain(t);
	return t->status;
}

void terminal_wait_stop(struct terminal *t)
{
	wait_until(t, has_stopped, "The program did not stop");
	drain(t);
}

static void wait_for(struct terminal *t, const char *text, const char *(*where)(struct terminal *),
		     const char *named)
{
	double end = now() + TERMINAL_PATIENCE;
	char why[256];

	while (!strstr(where(t), text)) {
		struct pollfd fd = { .fd = t->master, .events = POLLIN };

		take_status(t);
		if (now() > end || (!terminal_running(t) && !drain(t))) {
			snprintf(why, sizeof why, "\"%s\" did not appear %s", text, named);
			give_up(t, why);
		}
		poll(&fd, 1, 10);
		drain(t);
	}
}

static const char *whole(struct terminal *t)
{
	return terminal_text(t);
}

static const char *cursor_row(struct terminal *t)
{
	return terminal_row(t, terminal_state(t).row);
}

void terminal_wait_text(struct terminal *t, const char *text)
{
	wait_for(t, text, whole, "on the screen");
	terminal_settle(t);
}

void terminal_watch_text(struct terminal *t, const char *text)
{
	wait_for(t, text, whole, "on the screen");
}

void terminal_wait_cursor_row(struct terminal *t, const char *text)
{
	wait_for(t, text, cursor_row, "in the cursor's row");
	terminal_settle(t);
}

/* ------------------------------------------------------------------- input */

void terminal_send(struct terminal *t, const char *bytes, size_t len)
{
	double end = now() + TERMINAL_PATIENCE;

	drain(t);
	t->step = (struct terminal_step){ 0 };
	while (len) {
		struct pollfd fd = { .fd = t->master, .events = POLLIN | POLLOUT };
		ssize_t n = write(t->master, bytes, len);

		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
			continue;
		}
		if (now() > end)
			give_up(t, "The program did not read what was typed");
		poll(&fd, 1, 10);
		drain(t);
	}
}

static void send_buf(struct terminal *t, struct buf *bytes)
{
	terminal_send(t, buf_str(bytes), bytes->len);
	buf_release(bytes);
	terminal_settle(t);
}

static void encode(struct terminal *t, const char *utf8, struct buf *out)
{
	cr_assert(display_encode(t->display, utf8, out), "\"%s\" is not in the character set",
		  utf8);
}

static void press(struct terminal *t, const char *key)
{
	struct buf bytes = { 0 };

	if (text_count(key) == 1)
		encode(t, key, &bytes);
	else
		cr_assert(key_bytes(key, t->term, &bytes), "%s has no key %s", t->term, key);
	send_buf(t, &bytes);
}

void terminal_press(struct terminal *t, const char *keys)
{
	const char *word;
	size_t len;

	while (text_word(&keys, ' ', &word, &len)) {
		char key[32];
		char *star;
		long times = 1;

		cr_assert(len < sizeof key, "no key: %s", word);
		memcpy(key, word, len);
		key[len] = '\0';
		star = strchr(key + 1, '*');
		if (star) {
			*star = '\0';
			times = strtol(star + 1, NULL, 10);
		}
		while (times--)
			press(t, key);
	}
}

static void enter_for_line_feed(struct buf *b)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->at[i] == '\n')
			b->at[i] = '\r';
}

void terminal_type(struct terminal *t, const char *utf8)
{
	struct buf bytes = { 0 };

	encode(t, utf8, &bytes);
	enter_for_line_feed(&bytes);
	send_buf(t, &bytes);
}

void terminal_paste(struct terminal *t, const char *utf8)
{
	bool marked = terminal_state(t).paste;
	struct buf bytes = { 0 };

	buf_text(&bytes, marked ? "\033[200~" : "");
	encode(t, utf8, &bytes);
	enter_for_line_feed(&bytes);
	buf_text(&bytes, marked ? "\033[201~" : "");
	send_buf(t, &bytes);
}

void terminal_resize(struct terminal *t, int rows, int cols)
{
	drain(t);
	t->step = (struct terminal_step){ 0 };
	display_resize(t->display, rows, cols);
	set_size(t, rows, cols);
	terminal_settle(t);
}

void terminal_signal(struct terminal *t, int sig)
{
	drain(t);
	t->step = (struct terminal_step){ 0 };
	cr_assert(!has_ended(t), "The program has ended before the signal");
	kill(t->keeper.program, sig);
	if (sig == SIGCONT)
		wait_until(t, goes_on, "The program did not go on");
}

/* ----------------------------------------------------------------- looking */

bool terminal_running(const struct terminal *t)
{
	return !t->ended && !t->stopped;
}

const char *terminal_text(const struct terminal *t)
{
	static struct buf text;

	display_text(t->display, &text);
	return buf_str(&text);
}

const char *terminal_row(const struct terminal *t, int row)
{
	static struct buf text;

	display_row(t->display, row, &text);
	return buf_str(&text);
}

bool terminal_shows(const struct terminal *t, const char *text)
{
	return strstr(terminal_text(t), text);
}

struct display_state terminal_state(const struct terminal *t)
{
	return display_state(t->display);
}

unsigned terminal_look(const struct terminal *t, int row, int col)
{
	return display_look(t->display, row, col);
}

struct terminal_step terminal_step(const struct terminal *t)
{
	return t->step;
}

bool terminal_left_sane(const struct terminal *t)
{
	struct display_state s = terminal_state(t);
	struct termios modes;

	return !tcgetattr(t->slave, &modes) && modes.c_iflag == t->modes.c_iflag &&
	       modes.c_oflag == t->modes.c_oflag && modes.c_cflag == t->modes.c_cflag &&
	       modes.c_lflag == t->modes.c_lflag &&
	       !memcmp(modes.c_cc, t->modes.c_cc, sizeof modes.c_cc) && s.cursor_shown &&
	       !s.alternate && !s.application && !s.paste && s.plain;
}
