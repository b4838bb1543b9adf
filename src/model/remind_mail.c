/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mentor's mail. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mail.h"
#include "base/text.h"
#include "db/digest.h"
#include "model/change_request.h"
#include "model/checklist.h"
#include "model/remind.h"

/* Behind the @ of what names the message. */
static const char *host(const struct remind_options *o)
{
	static char name[200];

	if (o->domain)
		return o->domain;
	if (gethostname(name, sizeof name - 1) || !mail_is_domain(name))
		return "localhost";
	return name;
}

static void write_sender(const struct session *s, const struct remind_options *o, struct buf *out)
{
	struct buf address = { 0 };

	if (o->from)
		buf_text(&address, o->from);
	else
		buf_printf(&address, o->domain ? "%s@%s" : "%s", s->login, host(o));
	mail_person(out, "From", s->school,
		    mail_is_address(buf_str(&address)) ? buf_str(&address) : "daoshi");
	buf_release(&address);
}

static void write_subject(const struct reminder *to, struct buf *out)
{
	struct buf text = { 0 };

	remind_sum(to->overdue, to->soon, to->open, to->requests, &text);
	mail_text(out, "Subject", buf_str(&text));
	buf_release(&text);
}

static void write_header(const struct session *s, const struct remind_options *o,
			 const struct reminder *to, struct buf *out)
{
	char id[DIGEST_SALT];

	write_sender(s, o, out);
	mail_person(out, "To", to->mentor, to->address);
	write_subject(to, out);
	mail_date(out, time(NULL));
	digest_salt(id);
	buf_printf(out, "Message-ID: <%s@%s>\n", id, host(o));
	buf_text(out, "MIME-Version: 1.0\n"
		      "Content-Type: text/plain; charset=UTF-8\n"
		      "Content-Transfer-Encoding: 8bit\n"
		      "Auto-Submitted: auto-generated\n\n");
}

/* "  overdue   2026-11-15  Mid   赵测试 六(1)". It begins with a blank: no line of a mailbox is
 * mistaken for the next one's beginning. */
static void write_line(const struct todo *t, struct buf *out)
{
	static const char *const words[][2] = { { "overdue", N_("overdue") },
						{ "soon", N_("soon") },
						{ "open", N_("to do") } };
	const char *state = t->state;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(words[i][0], t->state))
			state = _(words[i][1]);
	buf_text(out, "  ");
	text_pad(out, state, 8, true);
	buf_printf(out, "  %s  ", t->due);
	text_pad(out, t->occasion, 10, true);
	buf_text(out, "  ");
	text_show(out, t->student);
	buf_printf(out, " %s\n", t->class_name);
}

static void write_work(const struct reminders *r, const struct reminder *to, size_t all,
		       size_t most, struct buf *out)
{
	buf_printf(out, _("this is outstanding: %lld overdue, %lld due soon, %lld to do.\n\n"),
		   (long long)to->overdue, (long long)to->soon, (long long)to->open);
	for (size_t i = 0; i < all && i < most; i++)
		write_line(rowset_at(&r->todo, to->first + i), out);
	if (all > most)
		buf_printf(out, _("  and %zu more\n"), all - most);
}

void remind_write(const struct session *s, const struct remind_options *o,
		  const struct reminders *r, const struct reminder *to, struct buf *out)
{
	size_t all = (size_t)(to->overdue + to->soon + to->open);

	write_header(s, o, to, out);
	text_show(out, to->mentor);
	buf_text(out, _(",\n\n"));
	if (all)
		write_work(r, to, all, o->most, out);
	if (to->requests) {
		buf_text(out, all ? "\n" : "");
		change_request_tell(to->requests, out);
		buf_char(out, '\n');
	}
	buf_text(out, _("\nOn the server, daoshi shows all of it; a visit or a talk of today is "
			"recorded with two keys. Nothing need be written.\n"));
}
