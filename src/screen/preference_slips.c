/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slips of paper, a line each: student number, mentors' numbers, Enter. What was keyed stands
 * above, the last one lowest, so that eyes go from the paper to one place; a line with a mistake
 * stays to be mended.
 */
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/preference.h"
#include "preference_list.h"
#include "ui/edit_key.h"
#include "ui/paragraph.h"
#include "ui/term.h"

enum { KEPT = 10, LINE_MOST = 200 };

struct slips {
	struct view view;
	struct edit line;
	struct slip_people known;
	char *kept[KEPT]; /* the last ones, the newest at the end; NULL: none yet */
	size_t saved, answered, all;
	bool asked; /* whether the answer that is there is to be replaced */
};

/* ------------------------------------------------------------------ what is known */

static bool count(struct slips *z, struct err *e)
{
	struct rowset set;
	bool ok = preference_list(session_of(&z->view), false, &set, e);

	z->all = set.count;
	z->answered = 0;
	for (size_t i = 0; ok && i < set.count; i++)
		z->answered += ((const struct preference *)rowset_at(&set, i))->rev != 0;
	rowset_release(&set);
	return ok;
}

static bool load(struct view *v, struct err *e)
{
	struct slips *z = (struct slips *)v;
	struct slip_people known;
	bool ok = slip_people_load(session_of(v), &known, e) && count(z, e);

	if (ok) {
		slip_people_release(&z->known);
		z->known = known;
	} else {
		slip_people_release(&known);
	}
	return ok;
}

/* ------------------------------------------------------------------ a line */

static void keep(struct slips *z, const char *said)
{
	free(z->kept[0]);
	memmove(z->kept, z->kept + 1, (KEPT - 1) * sizeof *z->kept);
	z->kept[KEPT - 1] = mem_text(said);
	z->saved++;
}

static void clear(struct slips *z)
{
	edit_release(&z->line);
	edit_init(&z->line, "", false, LINE_MOST);
	z->asked = false;
}

static void ask_again(struct slips *z, const struct preference *p)
{
	struct ui *ui = z->view.ui;

	z->asked = true;
	ui_say(ui, _("%s has answered already. Enter once more replaces that."), p->student);
	ui->said_style = STYLE_LATE;
}

static bool store(struct view *v, struct err *e)
{
	struct slips *z = (struct slips *)v;
	struct session *s = session_of(v);
	struct arena arena = { 0 };
	struct buf said = { 0 };
	struct preference p;
	bool ok = preference_read_slip(s, &z->known, edit_text(&z->line), &p, &arena, e);

	if (ok && p.rev && !z->asked) {
		ask_again(z, &p);
	} else if (ok) {
		ok = preference_save(s, &p, e);
		if (ok) {
			preference_say(&p, &said);
			keep(z, buf_str(&said));
			app_saved(v, "%s", buf_str(&said));
			ui_changed(v->ui);
			clear(z);
		}
	}
	buf_release(&said);
	arena_release(&arena);
	return ok;
}

static void type(struct edit *line, int key)
{
	struct edit_report report;
	struct buf typed = { 0 };
	size_t len;

	if (key == K_PASTE) {
		const char *pasted = term_pasted(&len);

		edit_insert(line, pasted, len, &report);
		return;
	}
	text_encode(&typed, (uint32_t)key);
	edit_insert(line, typed.at, typed.len, &report);
	buf_release(&typed);
}

/* In an empty line the keys of a text mean what they mean elsewhere: Ctrl-U takes back a slip. */
static bool pressed(struct view *v, int key)
{
	struct slips *z = (struct slips *)v;
	bool taken = true;

	if (key_is_text(key) || key == K_PASTE)
		type(&z->line, key);
	else
		taken = z->line.text.len && edit_key(&z->line, key);
	if (taken)
		z->asked = false;
	return taken;
}

static bool types(const struct view *v)
{
	(void)v;
	return true;
}

/* Esc empties a line before it leaves. */
static bool may_close(struct view *v)
{
	struct slips *z = (struct slips *)v;

	if (!z->line.text.len)
		return true;
	clear(z);
	ui_say(v->ui, "%s", _("The line is empty; Esc once more goes back."));
	return false;
}

/* ------------------------------------------------------------------ painting */

static void title(struct view *v, struct buf *out)
{
	app_title(v, out, _("Slips"));
}

static void about(struct view *v, struct buf *out)
{
	const struct slips *z = (const struct slips *)v;

	buf_printf(out, _("answered: %zu of %zu, keyed here: %zu"), z->answered, z->all, z->saved);
}

static void paint_line(const struct slips *z, int row, int cols)
{
	enum { MARK = 3 };
	int width = cols - MARK - 2, column;
	struct buf text = { 0 };
	size_t from, len;

	edit_window((struct edit *)&z->line, width, &from, &len, &column);
	buf_add(&text, edit_text(&z->line) + from, len);
	text_pad(&text, "", 0, false);
	term_paint(row, 1, 1, STYLE_STRONG, ">");
	term_paint(row, MARK, width, STYLE_INPUT, buf_str(&text));
	if (!len)
		term_paint(row, MARK + 1, width - 1, STYLE_DIM,
			   _("student number, then the mentors: 20260101 t07 w3 zxl"));
	term_cursor(row, MARK + column);
	buf_release(&text);
}

static void paint(struct view *v, int rows, int cols)
{
	const struct slips *z = (const struct slips *)v;
	int most = rows - 3 < KEPT ? rows - 3 : KEPT, row = UI_TOP + 1;
	struct buf how = { 0 };

	if (!z->saved) {
		buf_text(&how, _(preference_slips_actions[0].about));
		paragraph_paint(buf_str(&how), STYLE_DIM, row, 1, most, cols - 2, 0);
		buf_release(&how);
	}
	for (int i = 0; i < most; i++)
		if (z->kept[KEPT - most + i])
			term_paint(row + i, 3, cols - 4, i == most - 1 ? STYLE_GOOD : STYLE_TEXT,
				   z->kept[KEPT - most + i]);
	paint_line(z, row + most + 1, cols);
}

static void release(struct view *v)
{
	struct slips *z = (struct slips *)v;

	for (int i = 0; i < KEPT; i++)
		free(z->kept[i]);
	slip_people_release(&z->known);
	edit_release(&z->line);
	free(z);
}

static const struct view_class class = {
	.key = pressed,
	.types = types,
	.paint = paint,
	.title = title,
	.about = about,
	.load = load,
	.may_close = may_close,
	.free = release,
};

const struct action preference_slips_actions[] = {
	{ .keys = "",
	  .about = N_("A line a slip: the student's number (or name, pinyin, initials), then up "
		      "to five mentors, whom the student would like most first, by staff number, "
		      "name, pinyin or initials; - for anybody. Enter saves it, and the next "
		      "line begins. A line with a mistake stays; in an empty one Ctrl-U takes "
		      "the last slip back.") },
	{ .name = "slip.save",
	  .keys = "Enter C-s",
	  .bar = N_("Save"),
	  .need = MAY_CHOICES,
	  .run = store,
	  .help = N_("Save the slip and begin the next one") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

bool preference_slips_open(struct view *v, struct err *e)
{
	struct slips *z = view_new(sizeof *z, v->ui, &class, preference_slips_actions);

	edit_init(&z->line, "", false, LINE_MOST);
	return ui_open(&z->view, e);
}
