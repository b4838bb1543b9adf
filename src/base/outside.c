/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/outside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/place.h"

enum { LINE = 3, ARGS_MOST = 16 };

/* One request, with the descriptors `out` and, where it has one, `in`; one answer to each. */
struct request {
	pid_t end;   /* the process to end; 0: one is to be started */
	int count;   /* arguments, each ended by a NUL */
	char args[]; /* as long as the message */
};
enum { REQUEST_MOST = 16 * 1024 };

struct answer {
	pid_t table; /* -1: it could not be started */
	int status;  /* of what was ended; else errno */
};

static int line = -1; /* to the process outside; -1: there is none */

/* -------------------------------------------------------------- daoshi-table */

/* For ever, which is tried: a group that comes back would be no loss for root alone. */
static bool drop_group(void)
{
	gid_t gid = getgid(), raised = getegid(), real, effective, saved;
	uid_t uid = getuid();

	if (setresgid(gid, gid, gid) || setresuid(uid, uid, uid) ||
	    getresgid(&real, &effective, &saved) || real != gid || effective != gid || saved != gid)
		return false;
	return !uid || raised == gid || setresgid((gid_t)-1, raised, (gid_t)-1);
}

/* In the child: nothing of ours comes along, neither group nor descriptors (all are close-on-exec)
 * nor a terminal to read from or write to. */
static void become_table(int in, int out, const char *const *args)
{
	int nothing;

	if (!drop_group())
		_exit(127);
	nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (dup2(out, STDOUT_FILENO) < 0 || dup2(in < 0 ? nothing : in, STDIN_FILENO) < 0 ||
	    dup2(nothing, STDERR_FILENO) < 0)
		_exit(127);
	execv(place_of(PLACE_TABLE), (char *const *)(const void *)args);
	_exit(127);
}

static pid_t start_table(int in, int out, const char *const *args)
{
	pid_t child = fork();

	if (!child)
		become_table(in, out, args);
	return child;
}

/* What we wanted of it we have; one that a file has taken over may never end. */
static int end_table(pid_t table)
{
	int status = 0;
	pid_t gone = waitpid(table, &status, WNOHANG);

	if (gone < 0) /* no child of this process: nothing it may end */
		return 0;
	if (!gone) {
		kill(table, SIGKILL);
		while (waitpid(table, &status, 0) < 0 && errno == EINTR)
			;
	}
	return status;
}

/* ------------------------------------------------------------------- outside */

/* The descriptors that came with a message, all close-on-exec; others than two at most are closed
 * by the kernel, since there is no room for them. */
static ssize_t take(struct request *r, int fds[2])
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))];
	struct iovec bytes = { r, REQUEST_MOST };
	struct msghdr m = { .msg_iov = &bytes,
			    .msg_iovlen = 1,
			    .msg_control = control,
			    .msg_controllen = sizeof control };
	ssize_t n;
	struct cmsghdr *c;

	fds[0] = fds[1] = -1;
	do
		n = recvmsg(LINE, &m, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	c = n > 0 ? CMSG_FIRSTHDR(&m) : NULL;
	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
		memcpy(fds, CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0));
	return n;
}

/* False where the message is not what this program sends. */
static bool read_args(const struct request *r, size_t len, const char *args[ARGS_MOST + 1])
{
	const char *at = r->args, *end = (const char *)r + len;

	if (r->count < 1 || r->count > ARGS_MOST)
		return false;
	for (int i = 0; i < r->count; i++) {
		const char *nul = memchr(at, 0, (size_t)(end - at));

		if (!nul)
			return false;
		args[i] = at;
		at = nul + 1;
	}
	args[r->count] = NULL;
	return true;
}

static struct answer answer_to(const struct request *r, size_t len, const int fds[2])
{
	const char *args[ARGS_MOST + 1];
	struct answer a = { .table = -1, .status = EINVAL };

	if (r->end > 0)
		return (struct answer){ r->end, end_table(r->end) };
	if (!read_args(r, len, args) || fds[0] < 0)
		return a;
	a.table = start_table(fds[1], fds[0], args);
	a.status = a.table < 0 ? errno : 0;
	return a;
}

/* Until its parent has gone. */
static void serve(void)
{
	_Alignas(struct request) static char message[REQUEST_MOST];
	struct request *r = (struct request *)message;
	ssize_t n;
	int fds[2];

	while ((n = take(r, fds)) >= (ssize_t)sizeof *r) {
		struct answer a = answer_to(r, (size_t)n, fds);

		for (int i = 0; i < 2; i++)
			if (fds[i] >= 0)
				close(fds[i]);
		if (send(LINE, &a, sizeof a, MSG_NOSIGNAL) < 0)
			break;
	}
}

/* What it holds open is the line alone: neither the terminal nor what is piped into others. */
static void become_outside(int end)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (!drop_group() || nothing < 0)
		_exit(1);
	prctl(PR_SET_DUMPABLE, 0);
	setsid();
	for (int fd = 0; fd < LINE; fd++)
		dup2(nothing, fd);
	if (end == LINE)
		fcntl(LINE, F_SETFD, FD_CLOEXEC);
	else
		dup3(end, LINE, O_CLOEXEC);
	close_range(LINE + 1, ~0U, 0);
	serve();
	_exit(0);
}

bool outside_start(void)
{
	int ends[2];
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		return false;
	child = fork();
	if (!child)
		become_outside(ends[1]);
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return false;
	}
	line = ends[0];
	return true;
}

/* -------------------------------------------------------------------- asking */

static bool ask(struct request *r, size_t len, const int *fds, size_t count, struct answer *a)
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))] = { 0 };
	struct iovec bytes = { r, len };
	struct msghdr m = { .msg_iov = &bytes, .msg_iovlen = 1 };
	ssize_t n;

	if (count) {
		struct cmsghdr *c = (struct cmsghdr *)control;

		*c = (struct cmsghdr){ .cmsg_len = CMSG_LEN(count * sizeof *fds),
				       .cmsg_level = SOL_SOCKET,
				       .cmsg_type = SCM_RIGHTS };
		memcpy(CMSG_DATA(c), fds, count * sizeof *fds);
		m.msg_control = control;
		m.msg_controllen = CMSG_SPACE(count * sizeof *fds);
	}
	if (sendmsg(line, &m, MSG_NOSIGNAL) < 0)
		return false;
	do
		n = recv(line, a, sizeof *a, 0);
	while (n < 0 && errno == EINTR);
	if (n == sizeof *a)
		return true;
	errno = EPIPE;
	return false;
}

pid_t outside_table(int in, int out, const char *const *args)
{
	_Alignas(struct request) char message[REQUEST_MOST];
	struct request *r = (struct request *)message;
	size_t len = sizeof *r;
	const int fds[] = { out, in };
	struct answer a;

	if (line < 0)
		return start_table(in, out, args);
	*r = (struct request){ 0 };
	for (; args[r->count]; r->count++) {
		size_t n = strlen(args[r->count]) + 1;

		if (n > sizeof message - len) {
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(message + len, args[r->count], n);
		len += n;
	}
	if (!ask(r, len, fds, in < 0 ? 1 : 2, &a))
		return -1;
	errno = a.status;
	return a.table;
}

int outside_end(pid_t table)
{
	struct request r = { .end = table };
	struct answer a;

	if (line < 0)
		return end_table(table);
	return ask(&r, sizeof r, NULL, 0, &a) ? a.status : 0;
}
