/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates by hand. */
#include <string.h>

#include "base/date.h"
#include "form_private.h"

/* A sign steps a day; a digit after it makes it a count of days: -3. */
bool form_step_date(struct form_item *item, int key, int today)
{
	char typed[3] = { item->sign, (char)key, '\0' };
	struct edit_report report;
	struct err e = { 0 };
	iso_date day;
	int days;

	item->sign = '\0';
	if (typed[0] && key >= '0' && key <= '9') {
		item->fresh = false;
		edit_do(&item->edit, EDIT_KILL_ALL);
		return edit_insert(&item->edit, typed, 2, &report);
	}
	if ((key != '+' && key != '-') || item->edit.cursor != item->edit.text.len)
		return false;
	/* in what is being typed a - parts the month from the day */
	if (edit_text(&item->edit)[0] && !item->fresh &&
	    !date_from_iso(edit_text(&item->edit), &days))
		return false;
	if (!edit_text(&item->edit)[0])
		days = today;
	else if (!date_read(edit_text(&item->edit), today, &days, &e))
		return false;
	date_to_iso(days + (key == '+' ? 1 : -1), day);
	edit_do(&item->edit, EDIT_KILL_ALL);
	edit_insert(&item->edit, day, strlen(day), &report);
	item->sign = (char)key;
	item->fresh = true;
	return true;
}
