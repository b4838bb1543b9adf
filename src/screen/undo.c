/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back what was saved, wherever one is, and doing it again. */
#include "model/undo.h"

#include <stdarg.h>
#include <stdio.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "contact_private.h"
#include "history_list.h"

static struct undo *undo_of(struct ui *ui)
{
	return &((struct app *)ui->owner)->undo;
}

/* The one whose screen this is may just have gone with what was taken back. */
static void close_what_is_gone(struct ui *ui)
{
	struct err e = { 0 };

	while (ui->top->below && ui->top->class->load && !ui->top->class->load(ui->top, &e) &&
	       e.kind == ERR_NOT_FOUND)
		ui_close(ui->top);
}

static bool go(struct view *v, bool (*way)(struct undo *u, struct buf *said, struct err *e),
	       struct err *e)
{
	struct ui *ui = v->ui;
	struct buf said = { 0 };
	bool ok = way(undo_of(ui), &said, e);

	if (ok) {
		contact_forget_days(ui->owner);
		close_what_is_gone(ui);
		ui_changed(ui);
		ui_say(ui, "%s", buf_str(&said));
	}
	buf_release(&said);
	return ok;
}

static bool take_back(struct view *v, struct err *e)
{
	return go(v, undo_take_back, e);
}

static bool do_again(struct view *v, struct err *e)
{
	return go(v, undo_do_again, e);
}

const struct action undo_actions[] = {
	{ .name = "app.undo",
	  .keys = "C-u u",
	  .run = take_back,
	  .help = N_("Take back what was saved last; once more, what was saved before it") },
	{ .name = "app.redo",
	  .keys = "C-d U",
	  .run = do_again,
	  .help = N_("Do again what was taken back") },
	{ .name = "app.history",
	  .keys = "0",
	  .run = history_show,
	  .help = N_("The history of what the cursor is on: who changed what, when") },
	{ 0 },
};

void undo_handled(struct ui *ui)
{
	undo_name(undo_of(ui), ui->said_style == STYLE_LATE ? NULL : ui->said);
}

void app_saved(struct view *v, const char *fmt, ...)
{
	char words[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(words, sizeof words, fmt, args);
	va_end(args);
	text_trim_broken_end(words);
	undo_name(undo_of(v->ui), words);
}
