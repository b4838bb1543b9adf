/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account for all, a key a teacher: a real sshd on a free port of this machine, whose line in
 * authorized_keys is daoshi --as LOGIN. */
#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/limit.h"
#include "support/site.h"

TestSuite(site_line, .fini = site_end, .timeout = TIME_LIMIT);

static const char *all; /* the account that all share */
static char port[16];

/* ------------------------------------------------------------------------- sshd */

static void put(const char *name, unsigned mode, const char *text)
{
	FILE *f = fopen(site_path(name), "w");

	cr_assert(f && fputs(text, f) >= 0 && !fclose(f) && !chmod(site_path(name), mode), "%s",
		  name);
}

static void make_key(const char *name)
{
	struct run r = run_program((const char *const[]){ "/usr/bin/ssh-keygen", "-q", "-t",
							  "ed25519", "-N", "", "-C", "", "-f",
							  site_path(name), NULL },
				   NULL);

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
}

static const char config[] = "HostKey %s\n"
			     "AuthorizedKeysFile %s\n"
			     "PidFile none\n"
			     "StrictModes no\n" /* they are in a folder that everybody may write */
			     "UsePAM no\n"
			     "PasswordAuthentication no\n"
			     "ExposeAuthInfo yes\n"
			     "AcceptEnv LANG LC_* TERM\n"
			     "PrintMotd no\n"
			     "PrintLastLog no\n"
			     "Subsystem sftp internal-sftp\n";

/* The key of "wang" is for the account wang, that of "li" for a mentor's; that of "odd" for one
 * that is not there. */
static void configure(void)
{
	static const char line[] = "restrict,pty,command=\"%s --lang en --db %s --as %s\" %s";
	struct buf keys = { 0 };
	char text[4 * PATH_MAX], key[512];
	const char *const names[] = { "wang", "li", "odd" };

	make_key("host");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		FILE *f;

		make_key(names[i]);
		snprintf(text, sizeof text, "%s.pub", names[i]);
		f = fopen(site_path(text), "r");
		cr_assert(f && fgets(key, sizeof key, f));
		fclose(f);
		buf_printf(&keys, line, site_path("usr/bin/daoshi"), site_path("data/school.db"),
			   names[i], key);
	}
	put("keys", 0644, buf_str(&keys));
	buf_release(&keys);
	snprintf(text, sizeof text, config, site_path("host"), site_path("keys"));
	put("sshd_config", 0600, text);
}

/* Each connection has an sshd of its own (sshd -i), as from inetd: so the port is one that the
 * kernel gives, and nothing has to be waited for. */
static void serve(int listening)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	/* what is held open here is waited for elsewhere */
	for (int fd = 0; fd < 3; fd++)
		dup2(nothing, fd);
	dup3(listening, 3, O_CLOEXEC);
	close_range(4, ~0U, 0);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int fd = accept4(3, NULL, NULL, SOCK_CLOEXEC);

		if (fd < 0)
			_exit(1);
		if (!fork()) {
			signal(SIGCHLD, SIG_DFL);
			dup2(fd, STDIN_FILENO);
			dup2(fd, STDOUT_FILENO);
			execl("/usr/sbin/sshd", "/usr/sbin/sshd", "-i", "-q", "-f",
			      site_path("sshd_config"), (char *)NULL);
			_exit(127);
		}
		close(fd);
	}
}

static void start_sshd(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof at;
	int listening = fcntl(socket(AF_INET, SOCK_STREAM, 0), F_DUPFD_CLOEXEC, 10);
	pid_t child;

	cr_assert(!bind(listening, (struct sockaddr *)&at, sizeof at) && !listen(listening, 8));
	cr_assert(!getsockname(listening, (struct sockaddr *)&at, &len));
	snprintf(port, sizeof port, "%d", ntohs(at.sin_port));
	mkdir("/run/sshd", 0755); /* where it locks its helper in */
	child = fork();
	if (!child)
		serve(listening);
	close(listening);
	site_remember_pid(child);
}

static void expect(struct run r, int code, const char *out, const char *words)
{
	cr_expect_eq(r.code, code, "%d: %s%s", r.code, buf_str(&r.out), buf_str(&r.err));
	cr_expect(strstr(buf_str(&r.out), out), "not \"%s\": %s", out, buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.err), words), "not \"%s\": %s", words, buf_str(&r.err));
	run_release(&r);
}

static bool begin(void)
{
	if (access("/usr/sbin/sshd", X_OK) || access("/usr/bin/ssh", X_OK)) {
		cr_skip_test("openssh-server and openssh-client are not installed");
		return false;
	}
	if (!site_make())
		return false;
	all = site_owner("all");
	if (!site_install(all))
		return false;
	expect(SITE_RUN(all, "--as", all, "init", "--name", "样例中学"), 0, "", "");
	site_account("wang", "office", -1, 0);
	configure();
	start_sshd();
	return true;
}

/* ----------------------------------------------------------------------- the line */

/* ssh with this key; `more`: options and, after "--", the command. */
static struct run ssh_with(const char *program, const char *key, const char *in,
			   const char *const *more)
{
	static char identity[PATH_MAX], to[128];
	const char *argv[48] = { program, "-F",
				 "none",  "-q",
				 "-i",    identity,
				 "-o",    "StrictHostKeyChecking=no",
				 "-o",    "UserKnownHostsFile=/dev/null",
				 "-o",    "BatchMode=yes",
				 "-o",    "IdentitiesOnly=yes",
				 "-o",    "ExitOnForwardFailure=yes" };
	const struct run_options o = { .in = in, .in_len = in ? strlen(in) : 0 };
	char at[32];
	size_t n = 16;

	snprintf(identity, sizeof identity, "%s", site_path(key));
	snprintf(to, sizeof to, "%s@127.0.0.1", all);
	snprintf(at, sizeof at, "Port=%s", port);
	argv[n++] = "-o";
	argv[n++] = at;
	for (; *more && strcmp(*more, "--") && n < 40; more++)
		argv[n++] = *more;
	argv[n++] = to;
	if (*more && more[1])
		argv[n++] = more[1];
	return run_program(argv, &o);
}
#define SSH(key, in, ...)                                                                          \
	ssh_with("/usr/bin/ssh", key, in, (const char *const[]){ __VA_ARGS__, NULL })

Test(site_line, what_a_key_is_for)
{
	if (!begin())
		return;
	expect(SSH("wang", NULL, "--", "list mentors --format json"), 0, "[]\n", "");
	expect(SSH("wang", "工号,姓名\nT1,甲测试\n", "--", "import mentors -"), 0, "", "");
	expect(SSH("wang", NULL, "--", "list mentors --format csv"), 0, "T1,", "");
	expect(SSH("wang", NULL, "--", "phrase add '按时 到校'"), 0, "", "");
	expect(SSH("wang", "家访时；谈了很久", "--", "phrase add -"), 0, "", "");
	expect(SSH("wang", NULL, "--", "phrase list --format csv --lang zh"), 0, "按时 到校", "");
	expect(SSH("wang", NULL, "--", "help"), 0, "Subcommands:", "");
	expect(SSH("wang", NULL, "--", "report overview --page -"), 0, "<html", "");
	expect(SSH("wang", NULL, "--", "letters --output -"), 4, "", "no student");
	expect(SSH("wang", NULL, "--", "match list --format json"), 0, "[]\n", "");
	expect(SSH("wang", NULL, "--", "change list --format json"), 0, "[]\n", "");
	/* what the other end says about itself changes nothing */
	expect(SSH("wang", NULL, "-o", "SetEnv=LC_ALL=../../evil TERM=../../evil", "-o",
		   "SetEnv=LC_EVIL=x", "-tt", "--", "phrase list --format csv"),
	       0, "按时 到校", "");
	expect(SSH("odd", NULL, "--", "list mentors"), 5, "", "You have no account here");
	cr_expect_eq(site_refusals("odd", "no account", "127.0.0.1 SHA256:"), 1);
}

/* Who is a mentor sees those whom they mentor, whatever is asked for. */
Test(site_line, a_mentor_is_one_over_the_line)
{
	static const char students[] = "学号,姓名,性别,班级,导师工号\n"
				       "20260001,学生甲,男,六(1),T1\n"
				       "20260002,学生乙,女,六(1),T2\n";
	struct run r;

	if (!begin())
		return;
	expect(SSH("wang", "工号,姓名\nT1,甲测试\nT2,乙测试\n", "--", "import mentors -"), 0, "",
	       "");
	expect(SSH("wang", students, "--", "import students -"), 0, "", "");
	expect(SITE_RUN(all, "--as", "wang", "account", "add", "li", "--role", "mentor", "--mentor",
			"T1"),
	       0, "", "");
	expect(SSH("wang", NULL, "--", "list students --format csv"), 0, "20260002", "");
	r = SSH("li", NULL, "--", "list students --format csv");
	cr_expect(!r.code && strstr(buf_str(&r.out), "20260001"), "%s", buf_str(&r.err));
	cr_expect(!strstr(buf_str(&r.out), "20260002") && !strstr(buf_str(&r.out), "学生乙"), "%s",
		  buf_str(&r.out));
	run_release(&r);
	expect(SSH("li", "约好周五再谈", "--", "record talk --student 20260001 --note -"), 0, "",
	       "");
	r = SSH("li", "约好周五再谈", "--", "record talk --student 20260002 --note -");
	cr_expect(r.code && !strstr(buf_str(&r.err), "学生乙"), "%s", buf_str(&r.err));
	run_release(&r);
	expect(SSH("li", students, "--", "import students -"), 5, "", "");
	expect(SITE_RUN(all, "--as", "wang", "account", "lock", "li"), 0, "", "");
	expect(SSH("li", NULL, "--", "list students"), 5, "", "The account li is locked");
	cr_expect_eq(site_refusals("li", "locked", "127.0.0.1 SHA256:"), 1);
}

/* As daoshi-backup.service does it, whose user is that account and names nobody else. */
Test(site_line, a_backup_by_night)
{
	static const char script[] = "umask 077; export DAOSHI_DB=\"$1\"; "
				     "\"$0\" --lang en backup && \"$0\" --lang en check";
	const char *const night[] = { "/bin/sh", "-c", script, NULL, NULL, NULL };
	const char *argv[6];

	if (!begin())
		return;
	memcpy(argv, night, sizeof argv);
	argv[3] = site_path("usr/bin/daoshi");
	argv[4] = site_path("data/school.db");
	expect(site_run(all, NULL, argv), 0, "made", "");
}

Test(site_line, and_nothing_else)
{
	static const struct {
		const char *command, *words;
	} refused[] = {
		{ "bash", "There is no subcommand bash" },
		{ "/bin/sh -c id", "There is no subcommand" },
		{ "scp -t /tmp", "There is no subcommand scp" },
		{ "list mentors; id", "no shell reads them" },
		{ "list mentors > /tmp/daoshi", "no shell reads them" },
		{ "list mentors | sh", "no shell reads them" },
		{ "list $(id)", "no shell reads them" },
		{ "list \"`id`\"", "no shell reads them" },
		{ "list\nid", "no shell reads them" },
		{ "list 'mentors", "no shell reads them" },
		{ "init --name x", "'daoshi init' cannot be used over this line" },
		{ "demo", "cannot be used over this line" },
		{ "backup --to /tmp", "cannot be used over this line" },
		{ "restore /etc/passwd", "cannot be used over this line" },
		{ "rollover --close", "cannot be used over this line" },
		{ "list mentors --as root", "--as cannot be used over this line" },
		{ " --as=root list mentors", "--as cannot be used over this line" },
		{ "list mentors --db /tmp/x", "--db cannot be used over this line" },
		{ "list mentors --today 2020-09-01", "--today cannot be used over this line" },
		{ "import mentors /etc/passwd", "Files of yours are not on this server" },
		{ "list mentors --output /tmp/x.csv", "Files of yours are not on this server" },
		{ "report overview --page /tmp/x.html", "Files of yours are not on this server" },
		{ "letters --output - --template /tmp/x.html",
		  "Files of yours are not on this server" },
		{ " --lang en", "a subcommand is needed" },
	};
	enum { REFUSED = sizeof refused / sizeof *refused };
	char many[9000];
	int kept;

	if (!begin())
		return;
	for (size_t i = 0; i < REFUSED; i++) {
		struct run r = SSH("wang", NULL, "--", refused[i].command);

		cr_expect(r.code > 0 && r.code < 10, "%s: %d", refused[i].command, r.code);
		cr_expect(strstr(buf_str(&r.err), refused[i].words), "%s: %s", refused[i].command,
			  buf_str(&r.err));
		cr_expect_eq(r.out.len, 0, "%s: %s", refused[i].command, buf_str(&r.out));
		run_release(&r);
	}
	kept = site_refusals("wang", "", "127.0.0.1 SHA256:");
	cr_expect_eq(kept, REFUSED, "%d", kept);
	expect(SSH("wang", NULL, "--", "report district /etc/passwd"), 3, "",
	       "Files of yours are not on this server");
	memset(many, 'x', sizeof many - 1);
	many[sizeof many - 1] = '\0';
	expect(SSH("wang", NULL, "--", many), 5, "", "no shell reads them");
	for (size_t i = 0; i + 2 < sizeof many; i += 2)
		memcpy(many + i, "a ", 2);
	expect(SSH("wang", NULL, "--", many), 5, "", "no shell reads them");
}

/* Reports and letters come out on standard output, and no file is read or written for them. */
Test(site_line, reports_and_letters)
{
	static const struct {
		const char *command, *words;
	} refused[] = {
		{ "report tasks --page /tmp/daoshi.html", "Files of yours are not on this server" },
		{ "report tasks --output /tmp/daoshi.csv",
		  "Files of yours are not on this server" },
		{ "report district /etc/passwd", "Files of yours are not on this server" },
		{ "report district -", "Files of yours are not on this server" },
		{ "letters --output /tmp/daoshi.html", "Files of yours are not on this server" },
		{ "letters --output - --template /etc/passwd",
		  "Files of yours are not on this server" },
		{ "letters --keep-template /etc/passwd", "Files of yours are not on this server" },
		{ "district /etc/passwd", "'daoshi district' cannot be used over this line" },
	};

	if (!begin())
		return;
	expect(SSH("wang", "工号,姓名\nT1,甲测试\n", "--", "import mentors -"), 0, "", "");
	expect(SSH("wang", "学号,姓名,性别,班级,导师工号\n20260001,学生甲,男,六(1),T1\n", "--",
		   "import students -"),
	       0, "", "");
	expect(SSH("wang", "常帮同学", "--", "record feedback --student 20260001 --note -"), 0, "",
	       "");
	expect(SSH("wang", NULL, "--", "report tasks --format csv"), 0, "\r\nvisit,", "");
	expect(SSH("wang", NULL, "--", "report tasks --page -"), 0, "</html>", "");
	expect(SSH("wang", NULL, "--", "letters --output -"), 0, "常帮同学", "");
	expect(SSH("wang", "# {{school}}\nX{{bright_spots}}{{advice}}\n", "--",
		   "letters --output - --template -"),
	       0, "X常帮同学", "");
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct run r = SSH("wang", NULL, "--", refused[i].command);

		cr_expect(r.code > 0 && r.code < 10, "%s: %d", refused[i].command, r.code);
		cr_expect(strstr(buf_str(&r.err), refused[i].words), "%s: %s", refused[i].command,
			  buf_str(&r.err));
		cr_expect_eq(r.out.len, 0, "%s: %s", refused[i].command, buf_str(&r.out));
		run_release(&r);
	}
}

Test(site_line, no_way_through)
{
	static const char *const ways[][5] = {
		{ "-W", "127.0.0.1:22" },
		{ "-N", "-R", "0:127.0.0.1:22" },
		{ "-s", "--", "sftp" },
	};
	struct run r;

	if (!begin())
		return;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		r = ssh_with("/usr/bin/ssh", "wang", NULL, ways[i]);
		cr_expect_neq(r.code, 0, "%s", ways[i][0]);
		cr_expect_eq(r.out.len, 0, "%s: %s", ways[i][0], buf_str(&r.out));
		run_release(&r);
	}
	r = ssh_with("/usr/bin/sftp", "wang", "ls\n", (const char *const[]){ NULL });
	cr_expect_neq(r.code, 0, "sftp: %s", buf_str(&r.out));
	run_release(&r);
}
