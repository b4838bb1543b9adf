/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals, and the modes of the line that must be put back after every one of them. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "term_private.h"

static struct termios found;
static bool have_found, entered;

void modes_enter(void)
{
	struct termios ours;

	/* what is told twice, or was never left, is not to take ours for theirs */
	if (!entered && tcgetattr(STDIN_FILENO, &found))
		return;
	have_found = entered = true;
	ours = found;
	cfmakeraw(&ours);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &ours);
}

void modes_leave(void)
{
	entered = false;
	if (have_found)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &found);
}

/* SIGINT and SIGQUIT come from outside only: on the line they are ordinary keys. */
static const int told[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT };
static const int crashes[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };
enum { TOLD = sizeof told / sizeof *told, CRASHES = sizeof crashes / sizeof *crashes };

static struct sigaction before_told[TOLD], before_crash[CRASHES];

static void tell(int sig)
{
	unsigned char byte = (unsigned char)sig;
	int kept = errno;
	ssize_t ignored = write(tty.signals[1], &byte, 1);

	(void)ignored;
	errno = kept;
}

/* The terminal is put right, and then happens what would have happened without us. */
static void crash(int sig)
{
	ssize_t ignored = write(STDOUT_FILENO, tty.restore, strlen(tty.restore));

	(void)ignored;
	modes_leave();
	for (size_t i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &before_crash[i], NULL);
	raise(sig);
}

void signals_catch(void)
{
	static char stack[32 * 1024];
	const stack_t alternate = { .ss_sp = stack, .ss_size = sizeof stack };
	struct sigaction act = { .sa_handler = tell, .sa_flags = SA_RESTART };

	for (size_t i = 0; i < TOLD; i++)
		sigaction(told[i], &act, &before_told[i]);
	sigaltstack(&alternate, NULL);
	act = (struct sigaction){ .sa_handler = crash, .sa_flags = SA_ONSTACK };
	for (size_t i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &act, &before_crash[i]);
}

void signals_release(void)
{
	for (size_t i = 0; i < TOLD; i++)
		sigaction(told[i], &before_told[i], NULL);
	for (size_t i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &before_crash[i], NULL);
}

/* Where there is no shell to stop for, this returns at once. */
void signals_stop_self(void)
{
	struct sigaction ours, stop = { .sa_handler = SIG_DFL };

	sigaction(SIGTSTP, &stop, &ours);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
}

static int key_of_signal(int sig)
{
	switch (sig) {
	case SIGWINCH:
		term_resize();
		return K_REDRAW;
	case SIGTSTP:
		term_suspend();
		return K_REDRAW;
	case SIGCONT:
		term_resume();
		return K_REDRAW;
	default:
		tty.end_signal = sig;
		return K_HANGUP;
	}
}

int signals_key(void)
{
	unsigned char sig;
	int key = K_NONE;

	while (key != K_HANGUP && read(tty.signals[0], &sig, 1) == 1)
		key = key_of_signal(sig);
	return key;
}

void term_die_of_signal(void)
{
	if (!tty.end_signal)
		return;
	signal(tty.end_signal, SIG_DFL); /* ncurses left a handler of its own */
	raise(tty.end_signal);
}
