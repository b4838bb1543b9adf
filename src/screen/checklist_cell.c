/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checklist_cell.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"

/* What is planned stands in the place of the last day, but for what is overdue. */
enum style checklist_cell(const struct obligation *o, const char *today_iso, struct buf *out)
{
	static const enum style looks[OBLIGATION_STATES] = {
		[OBLIGATION_MET] = STYLE_DIM,
		[OBLIGATION_SOON] = STYLE_SOON,
		[OBLIGATION_OVERDUE] = STYLE_LATE,
		[OBLIGATION_EXEMPT] = STYLE_DIM,
		[OBLIGATION_NOT_APPLICABLE] = STYLE_DIM,
	};
	bool missed = o->plan && strcmp(o->planned, today_iso) < 0;
	const char *day = o->day, *mark = obligation_mark(o->state);

	if (o->plan && o->state != OBLIGATION_OVERDUE) {
		day = o->planned;
		mark = missed ? _("ms") : _("pl");
	}
	buf_text(out, mark);
	if (o->state != OBLIGATION_NOT_APPLICABLE)
		buf_printf(out, "%.2s%.2s", day + 5, day + 8);
	return missed ? STYLE_LATE : looks[o->state];
}

void checklist_tell_plan(const struct obligation *o, const char *occasion, int today,
			 struct buf *out)
{
	struct buf when = { 0 };
	int day = 0;

	date_from_iso(o->planned, &day);
	date_tell(day, today, &when);
	buf_printf(out,
		   day < today
			   ? _("%s, planned for %s %s, is missed: Enter records it, 9 moves it.")
			   : _("%s, planned for %s %s: Enter records it, 9 moves it."),
		   occasion, o->planned + 5, buf_str(&when));
	buf_release(&when);
}
