/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When what was typed is kept: after a second of rest, in any case before the first key that is not
 * is two seconds old, or KEYS have come; and at the end. */
#include <string.h>
#include <time.h>

#include "ui_private.h"

enum { LATEST_MS = 1500, KEYS = 40 };

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool keep_typed(struct ui *ui, bool end)
{
	char said = ui->said[0];

	ui->unkept = 0;
	for (struct view *v = ui->top; v; v = v->below)
		if (v->class->keep)
			v->class->keep(v, end);
	return said || !ui->said[0];
}

void keep_where_due(struct ui *ui)
{
	if (ui->unkept >= KEYS || (ui->unkept && now_ms() - ui->unkept_since >= LATEST_MS))
		keep_typed(ui, false);
}

void keep_count(struct ui *ui, int key)
{
	if (key == K_HANGUP) {
		ui->ended = true;
		keep_typed(ui, true);
		return;
	}
	keep_where_due(ui);
	if (!ui->unkept++)
		ui->unkept_since = now_ms();
}
