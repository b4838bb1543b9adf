/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/keeper.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t program;

static void pass_on(int sig)
{
	kill(program, sig);
	kill(program, SIGCONT);
}

static void run(int tty, void (*become)(void *), void *arg)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	signal(SIGTTOU, SIG_IGN);
	tcsetpgrp(tty, getpid());
	for (int sig = 1; sig < 32; sig++)
		signal(sig, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		dup2(tty, fd);
	become(arg);
	_exit(127);
}

static void tell(int to, int what)
{
	if (write(to, &what, sizeof what) != sizeof what)
		_exit(1);
}

/* The keeper runs no other program, so what the test has open would stay open in it: the terminal's
 * other end above all. */
static void close_others(int tty, int to)
{
	for (int fd = STDERR_FILENO + 1; fd < 256; fd++)
		if (fd != tty && fd != to)
			close(fd);
}

static void keep(int tty, int to, void (*become)(void *), void *arg)
{
	struct sigaction hang_up = { .sa_handler = pass_on };

	close_others(tty, to);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	ioctl(tty, TIOCSCTTY, 0);
	program = fork();
	if (!program)
		run(tty, become, arg);
	sigaction(SIGHUP, &hang_up, NULL);
	tell(to, program);
	for (bool alive = true; alive;) {
		int status;

		if (waitpid(program, &status, WUNTRACED | WCONTINUED) < 0)
			continue;
		tell(to, status);
		alive = WIFSTOPPED(status) || WIFCONTINUED(status);
	}
	for (;;)
		pause();
}

struct keeper keeper_start(int tty, void (*become)(void *arg), void *arg)
{
	struct keeper k = { 0 };
	int pipe[2];

	cr_assert(!pipe2(pipe, O_CLOEXEC));
	k.pid = fork();
	cr_assert(k.pid >= 0);
	if (!k.pid)
		keep(tty, pipe[1], become, arg);
	close(pipe[1]);
	k.status = pipe[0];
	cr_assert_eq(read(k.status, &k.program, sizeof k.program), (ssize_t)sizeof k.program);
	fcntl(k.status, F_SETFL, O_NONBLOCK);
	return k;
}

void keeper_end(struct keeper *k)
{
	kill(k->pid, SIGKILL);
	waitpid(k->pid, NULL, 0);
	close(k->status);
}
