/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail to each mentor with outstanding work, and the line where one logs in. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mail.h"
#include "base/table_text.h"
#include "cli/brief.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/audit.h"
#include "model/remind.h"

/* ------------------------------------------------------------------- arguments */

static bool read_most(struct cli *c, size_t *most, struct err *e)
{
	enum { MOST = 1000 };
	const char *typed = cli_value(c, "most");
	char *end;
	long n = typed ? strtol(typed, &end, 10) : REMIND_MOST;

	*most = (size_t)n;
	return !typed || (end != typed && !*end && n > 0 && n <= MOST) ||
	       usage_error(c, e, _("--most \"%s\" is no number from 1 to %d."), cli_quote(c, typed),
			   MOST);
}

static bool read_options(struct cli *c, struct remind_options *o, struct err *e)
{
	*o = (struct remind_options){ .domain = cli_value(c, "domain"),
				      .from = cli_value(c, "from"),
				      .due = cli_given(c, "due") };
	if (o->domain && !mail_is_domain(o->domain))
		return usage_error(c, e, _("--domain \"%s\" is no domain, such as example.org."),
				   cli_quote(c, o->domain));
	if (o->from && !mail_is_address(o->from))
		return usage_error(c, e,
				   _("--from \"%s\" is no address, such as office@example.org."),
				   cli_quote(c, o->from));
	if (cli_given(c, "send") && cli_given(c, "dry-run"))
		return usage_error(c, e, _("The option --%s does not go with --%s."), "send",
				   "dry-run");
	return read_most(c, &o->most, e);
}

/* --------------------------------------------------------------------- sending */

/* One after another, as a mailbox has them (mbox): for a pipe, or to be looked at. A line that
 * would be taken for the next one's beginning gets a sign before it. */
static void print(const struct buf *mail)
{
	static const char begin[] = "From ";
	const char *line = buf_str(mail);
	char at[64];
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(at, sizeof at, "%a %b %e %H:%M:%S %Y", &tm);
	printf("%sdaoshi %s\n", begin, at);
	for (size_t len; *line; line += len) {
		len = strcspn(line, "\n");
		len += line[len] == '\n';
		if (!strncmp(line, begin, strlen(begin)))
			putchar('>');
		fwrite(line, 1, len, stdout);
	}
	putchar('\n');
}

static bool send_all(struct cli *c, struct session *s, const struct remind_options *o,
		     const struct reminders *r, size_t *sent, struct err *e)
{
	struct buf mail = { 0 };
	bool ok = true;

	*sent = 0;
	for (size_t i = 0; ok && i < r->mentors.count; i++) {
		const struct reminder *to = rowset_at(&r->mentors, i);

		if (!*to->address)
			continue;
		buf_clear(&mail);
		remind_write(s, o, r, to, &mail);
		if (cli_given(c, "send"))
			ok = table_mail(buf_str(&mail), mail.len, e);
		else
			print(&mail);
		*sent += ok;
	}
	buf_release(&mail);
	return ok;
}

/* Whom no mail can reach. */
static void tell_others(const struct reminders *r)
{
	struct buf names = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < r->mentors.count; i++) {
		const struct reminder *one = rowset_at(&r->mentors, i);

		if (*one->address)
			continue;
		buf_printf(&names, "%s%s %s", count ? _(", ") : "", one->staff_no, one->mentor);
		count++;
	}
	if (count)
		cli_say(_("%zu mentors have no open account whose login is an address, so no mail: "
			  "%s."),
			count, buf_str(&names));
	buf_release(&names);
}

static bool deliver(struct cli *c, struct session *s, const struct remind_options *o,
		    const struct reminders *r, struct err *e)
{
	size_t sent;
	bool ok;

	if (!audit_export(s, "reminders", 0, r->mentors.count, cli_given(c, "send") ? "--send" : "",
			  e))
		return false;
	ok = send_all(c, s, o, r, &sent, e);
	if (!ok && sent)
		cli_say(_("%zu mails were sent before that."), sent);
	if (ok && cli_given(c, "send"))
		cli_tell(_("%zu mails were sent."), sent);
	return ok;
}

static bool work(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "staff_no", "mentor", "address",  "overdue", "soon",
					       "open",     "next",   "requests", NULL };
	struct remind_options o;
	struct reminders r = { 0 };
	bool ok = read_options(c, &o, e) && remind_load(s, &o, &r, e);

	if (ok && cli_given(c, "dry-run"))
		output_rows(&r.mentors, columns, c->format);
	else if (ok && r.mentors.count)
		ok = deliver(c, s, &o, &r, e);
	if (ok)
		tell_others(&r);
	remind_release(&r);
	return ok;
}

static bool remind(struct cli *c, struct err *e)
{
	return cli_in_session(c, work, e);
}

static const struct cli_option options[] = {
	{ "send", NULL, N_("hand each to this machine's mail system, instead of printing them"), 0,
	  NULL },
	{ "dry-run", NULL, N_("only list who would get one, and who cannot"), 0, NULL },
	{ "due", NULL,
	  N_("only to those who have something overdue or due soon, or a request to answer"), 0,
	  NULL },
	{ "most", N_("NUMBER"), N_("lines of work in a mail, the most urgent first; 20"), 0, NULL },
	{ "domain", N_("DOMAIN"), N_("behind the logins; else they are addresses of this machine"),
	  0, NULL },
	{ "from", N_("ADDRESS"), N_("who sends them; else your login"), 0, NULL },
	{ 0 },
};

const struct command remind_command = {
	.name = "remind",
	.help = N_("write a mail to each mentor with outstanding work"),
	.more = N_(
		"It names students, occasions and last days, what is overdue and due soon first, "
		"and nothing that was written about anybody. Requests for another mentor that "
		"wait for an answer are counted, not named. It goes to the login of the mentor's "
		"account; who has none is told. Without --send the mails are printed one after "
		"another, as a mailbox has them."),
	.options = options,
	.run = remind,
};

/* ------------------------------------------------------------- where one logs in */

/* A login waits for nothing: whoever writes to the file now, or whatever the disk does. */
static void give_up(int sig)
{
	(void)sig;
	_exit(0);
}

static void limit_time(void)
{
	static const struct itimerval limit = { .it_value = { .tv_usec = 500 * 1000 } };

	signal(SIGALRM, give_up);
	setitimer(ITIMER_REAL, &limit, NULL);
}

static void show_brief(const struct cli *c, const struct remind_brief *b)
{
	static const char *const columns[] = {
		"overdue", "soon", "open", "next", "requests", NULL
	};
	struct rowset rows;
	struct buf line = { 0 };

	if (c->format != FORMAT_TABLE) {
		rowset_init(&rows, remind_brief_fields, sizeof *b);
		*(struct remind_brief *)rowset_add(&rows) = *b;
		output_rows(&rows, columns, c->format);
		rowset_release(&rows);
		return;
	}
	remind_sum(b->overdue, b->soon, b->open, b->requests, &line);
	if (*b->next)
		buf_printf(&line, _("; the next is due on %s"), b->next);
	buf_text(&line, _(". daoshi shows which.\n"));
	charset_write(stdout, buf_str(&line));
	buf_release(&line);
}

bool todo_brief(struct cli *c)
{
	struct remind_brief b = { 0 };
	struct session s;
	struct err why = { 0 };

	limit_time();
	if (!session_look(&s, c->path, c->today, &why))
		return true;
	if (remind_brief(&s, &b, &why) && (b.overdue || b.soon || b.open || b.requests))
		show_brief(c, &b);
	session_close(&s);
	return true;
}
