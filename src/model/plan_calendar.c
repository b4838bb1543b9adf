/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans for the calendar of a phone. What leaves the school's file is told as shortly as will do.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/ics.h"
#include "model/plan.h"

enum { VISIT_MINUTES = 60, TALK_MINUTES = 30 };

struct calendar {
	struct buf *out;
	const char *file_id;
	char stamp[17]; /* 20261123T080910Z */
	bool phones, notes;
};

static bool is_set(const char *text)
{
	return text && *text;
}

/* Now, as the format has it. */
static void stamp(char out[17])
{
	char now[20];
	size_t n = 0;

	date_now_utc(now);
	for (const char *s = now; *s; s++)
		if (*s == ' ')
			out[n++] = 'T';
		else if (*s != '-' && *s != ':')
			out[n++] = *s;
	out[n++] = 'Z';
	out[n] = '\0';
}

static void add_detail(struct buf *out, const char *label, const char *text)
{
	if (is_set(text))
		buf_printf(out, _("%s%s: %s"), out->len ? "\n" : "", label, text);
}

static void describe(const struct calendar *c, const struct plan *p)
{
	struct buf text = { 0 };

	add_detail(&text, _("Occasion"), p->key_date);
	add_detail(&text, _("Mentor"), p->mentor);
	if (c->phones) {
		add_detail(&text, _("Guardian"), p->guardian);
		add_detail(&text, _("Phone"), p->phone);
	}
	if (c->notes)
		add_detail(&text, _("Note"), p->note);
	ics_text(c->out, "DESCRIPTION", buf_str(&text));
	buf_release(&text);
}

static void add_event(const struct calendar *c, const struct plan *p)
{
	bool visit = !strcmp(p->kind, "visit");
	struct buf text = { 0 };

	ics_line(c->out, "BEGIN", "VEVENT");
	buf_printf(&text, "plan-%lld@%s", (long long)p->id, c->file_id);
	ics_text(c->out, "UID", text.at);
	ics_line(c->out, "DTSTAMP", c->stamp);
	buf_clear(&text);
	buf_printf(&text, "%lld", (long long)p->rev);
	ics_line(c->out, "SEQUENCE", text.at);
	ics_span(c->out, p->date, p->time, visit ? VISIT_MINUTES : TALK_MINUTES);
	if (!is_set(p->time)) /* a day on which something is meant to be is no day off */
		ics_line(c->out, "TRANSP", "TRANSPARENT");
	buf_clear(&text);
	buf_printf(&text, "%s %s %s", choice_label(plan_kinds, p->kind), p->student,
		   p->class_name ? p->class_name : "");
	ics_text(c->out, "SUMMARY", text.at);
	if (is_set(p->location))
		ics_text(c->out, "LOCATION", p->location);
	describe(c, p);
	ics_line(c->out, "END", "VEVENT");
	buf_release(&text);
}

static void write_all(const struct calendar *c, const struct rowset *plans)
{
	ics_line(c->out, "BEGIN", "VCALENDAR");
	ics_line(c->out, "VERSION", "2.0");
	ics_line(c->out, "PRODID", "-//daoshi//daoshi " VERSION "//ZH");
	ics_line(c->out, "CALSCALE", "GREGORIAN");
	ics_line(c->out, "METHOD", "PUBLISH");
	for (size_t i = 0; i < plans->count; i++)
		add_event(c, rowset_at(plans, i));
	ics_line(c->out, "END", "VCALENDAR");
}

bool plan_calendar(struct session *s, const struct plan_filter *f, bool phones, bool notes,
		   struct buf *out, size_t *count, struct err *e)
{
	struct calendar c = { .out = out, .phones = phones, .notes = notes };
	struct arena arena = { 0 };
	struct rowset plans = { 0 };
	bool ok = school_setting(s->db, "file_id", &arena, &c.file_id, e) &&
		  plan_list(s, f, &plans, e);

	*count = plans.count;
	if (ok) {
		c.file_id = c.file_id ? c.file_id : "daoshi";
		stamp(c.stamp);
		write_all(&c, &plans);
	}
	rowset_release(&plans);
	arena_release(&arena);
	return ok;
}
