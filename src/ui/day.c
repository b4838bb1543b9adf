/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/day.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "ui/month.h"

void day_put(struct edit *edit, const char *text)
{
	struct edit_report report;

	edit_do(edit, EDIT_KILL_ALL);
	edit_insert(edit, text, strlen(text), &report);
}

static void put_days(struct edit *edit, int days)
{
	iso_date day;

	date_to_iso(days, day);
	day_put(edit, day);
}

bool day_step(const struct field *f, struct edit *edit, struct day_keys *keys, int key, int today)
{
	char typed[3] = { keys->sign, (char)key, '\0' };
	struct err e = { 0 };
	int days;

	keys->sign = '\0';
	if (typed[0] && key >= '0' && key <= '9') {
		keys->fresh = false;
		day_put(edit, typed);
		return true;
	}
	if ((key != '+' && key != '-') || edit->cursor != edit->text.len)
		return false;
	/* in what is being typed a - parts the month from the day */
	if (edit_text(edit)[0] && !keys->fresh && !date_from_iso(edit_text(edit), &days))
		return false;
	if (!edit_text(edit)[0])
		days = today;
	else if (!field_read_day(f, edit_text(edit), today, &days, &e))
		return false;
	put_days(edit, days + (key == '+' ? 1 : -1));
	keys->sign = (char)key;
	keys->fresh = true;
	return true;
}

bool day_choose(struct ui *ui, const struct field *f, struct edit *edit, struct day_keys *keys)
{
	struct err e = { 0 };
	int days;

	if (!field_read_day(f, edit_text(edit), ui->today, &days, &e))
		days = ui->today;
	if (!month_pick(ui, &days))
		return false;
	put_days(edit, days);
	*keys = (struct day_keys){ .fresh = true };
	return true;
}

void day_note(const struct field *f, const char *typed, int today, struct buf *out)
{
	struct err e = { 0 };
	iso_date iso;
	int days;

	if (!field_read_day(f, typed, today, &days, &e)) {
		buf_text(out, date_lacks(typed, today));
		return;
	}
	date_to_iso(days, iso);
	if (strcmp(iso, typed))
		buf_printf(out, "= %s ", iso);
	date_tell(days, today, out);
}

const char *day_spellings(void)
{
	return _("t 今天, 昨天, 前天, -3 or 3天前, +1, 周五 (the last one), 上周五, 本周三, "
		 "下周一, 3 "
		 "or 23日 (of this month), 1123, 11-23, 2026-11-23; Space: the month");
}
