/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A student asks for another mentor: both sides say, and the office grants it. */
#include "model/change_request.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"

static bool load(struct cli *c, struct session *s, struct rowset *out, struct err *e)
{
	if (!change_request_list(s, cli_given(c, "open"), out, e))
		return false;
	rows_number(out);
	return true;
}

const struct listing change_listing = {
	"change-requests",
	NAMES("open"),
	NAMES("number", "asked_on", "student_no", "who", "from", "to", "to_says", "from_says",
	      "state", "waits_for", "moot"),
	NAMES("number", "asked_on", "student_no", "who", "from", "to", "to_says", "to_on",
	      "from_says", "from_on", "state", "waits_for", "moot", "closed_on", "reason"),
	load,
	.label = N_("Requests for another mentor")
};

static bool list(struct cli *c, struct session *s, struct err *e)
{
	return listing_show(c, s, &change_listing, e);
}

/* It may be what others should not read in the list of processes. */
static bool read_reason(struct cli *c, struct change_request *r, struct err *e)
{
	const char *typed = cli_value(c, "reason");
	struct buf text = { 0 };
	bool ok = !typed || strcmp(typed, "-") || cli_read_stdin(&text, e);

	if (ok && typed)
		ok = field_read(field_find(change_request_fields, "reason"), r,
				strcmp(typed, "-") ? typed : buf_str(&text), &c->arena,
				DATE_NO_TODAY, NULL, e);
	buf_release(&text);
	return ok;
}

static bool ask(struct cli *c, struct session *s, struct err *e)
{
	struct change_request r = { 0 };

	if (!cli_student(c, s, "student", &r.student_id, e) ||
	    !cli_mentor(c, s, "mentor", &r.to_id, e) || !cli_date(c, s, "date", &r.asked_on, e) ||
	    !read_reason(c, &r, e))
		return false;
	r.asked_on = r.asked_on ? r.asked_on : s->today_iso;
	if (!change_request_ask(s, &r, e))
		return false;
	cli_tell(_("Put down as number %lld; the mentor asked and the mentor left are to say now."),
		 (long long)r.id);
	return true;
}

static bool find(struct cli *c, struct session *s, struct rowset *set, struct err *e)
{
	int64_t id;

	return cli_number(c, c->operands[1], "daoshi change list", &id, e) &&
	       change_request_get(s, id, set, e);
}

/* Who is logged in as one of the two mentors speaks for that one, unless it is said. */
static bool read_side(struct cli *c, const struct session *s, const struct change_request *r,
		      const char **side, struct err *e)
{
	static const char *const sides[] = { "to", "from", NULL };

	*side = cli_value(c, "side");
	if (*side)
		return !strcmp(*side, sides[0]) || !strcmp(*side, sides[1]) ||
		       usage_unknown(c, e, _("There is no side %s."), *side, sides);
	if (s->mentor_id)
		*side = s->mentor_id == r->to_id     ? sides[0]
			: s->mentor_id == r->from_id ? sides[1]
						     : NULL;
	return *side || usage_error(c, e, "%s",
				    _("Whose answer is it? --side to is the mentor asked, --side "
				      "from the one who is left."));
}

static bool read_answer(struct cli *c, bool *yes, struct err *e)
{
	static const char *const answers[] = { "yes", "no", NULL };
	const char *typed = cli_value(c, "answer");

	*yes = !strcmp(typed, answers[0]);
	return *yes || !strcmp(typed, answers[1]) ||
	       usage_unknown(c, e, _("There is no answer %s."), typed, answers);
}

static bool say(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	const struct change_request *r;
	const char *side;
	bool yes, ok = read_answer(c, &yes, e) && find(c, s, &set, e);

	r = ok ? rowset_at(&set, 0) : NULL;
	ok = ok && read_side(c, s, r, &side, e) &&
	     change_request_say(s, r->id, r->rev, side, yes, e);
	if (ok)
		cli_tell("%s", yes ? _("Noted. When both have said yes, 'daoshi change grant' "
				       "assigns.")
				   : _("Noted: the request is refused."));
	rowset_release(&set);
	return ok;
}

static bool grant(struct cli *c, struct session *s, struct err *e)
{
	struct change_request reason = { 0 };
	struct rowset set = { 0 };
	const struct change_request *r;
	bool ok = read_reason(c, &reason, e) && find(c, s, &set, e);

	r = ok ? rowset_at(&set, 0) : NULL;
	ok = ok && change_request_grant(s, r->id, r->rev, reason.reason, e);
	if (ok)
		cli_tell(_("%s mentors %s from %s on."), r->to, r->who, s->today_iso);
	rowset_release(&set);
	return ok;
}

static bool withdraw(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	const struct change_request *r;
	bool ok = find(c, s, &set, e);

	r = ok ? rowset_at(&set, 0) : NULL;
	ok = ok && change_request_withdraw(s, r->id, r->rev, e);
	if (ok)
		cli_tell("%s", _("The request is withdrawn."));
	rowset_release(&set);
	return ok;
}

static bool change(struct cli *c, struct err *e)
{
	const struct cli_deed deeds[] = {
		{ "ask", NAMES("student", "mentor"), NAMES("date", "reason"), false, false, ask },
		{ "list", NULL, NAMES("open"), false, false, list },
		{ "say", NAMES("answer"), NAMES("side"), false, true, say },
		{ "grant", NULL, NAMES("reason"), false, true, grant },
		{ "withdraw", NULL, NULL, false, true, withdraw },
		{ 0 },
	};

	return cli_do(c, deeds, e);
}

static const struct cli_option options[] = {
	{ "student", N_("NO"), N_("ask: number, name, pinyin or initials"), 0, NULL },
	{ "mentor", N_("STAFFNO"), N_("ask: whom the student would like instead"), 0, NULL },
	{ "date", N_("DATE"), N_("ask: the day it was asked; today"), 0, NULL },
	{ "reason", N_("TEXT"),
	  N_("ask: as the student gives it; grant: needed beyond the most students as a rule; - "
	     "takes it from standard input"),
	  0, NULL },
	{ "answer", N_("yes|no"), N_("say: what the mentor says; a no ends it"), 0, NULL },
	{ "side", N_("to|from"),
	  N_("say: who says it, the mentor asked or the one who is left; else who is logged in"), 0,
	  NULL },
	{ "open", NULL, N_("list: those alone that wait for somebody"), 0, NULL },
	{ 0 },
};

const struct command change_command = {
	.name = "change",
	.operands = N_("ask|list|say|grant|withdraw [NO]"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("keep which students ask for another mentor, and who has agreed"),
	.more = N_("NO is its number in 'change list'. The mentor asked and the mentor left both "
		   "say yes, and the office grants it: from then on the new one mentors the "
		   "student."),
	.options = options,
	.run = change,
};
