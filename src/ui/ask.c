/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ask.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/day.h"
#include "ui/edit_key.h"

enum { ANSWER = 20 }; /* cells that a line asked for has at least */

int ask_key(struct ui *ui, const char *prompt, int cursor)
{
	ui->prompt = prompt;
	ui->prompt_cursor = cursor;
	int key = ui_key(ui);

	ui->prompt = NULL;
	if (key == K_HANGUP)
		ui->quit = true;
	return key;
}

/* A choice is never torn apart: one that does not fit the row begins another. */
static void add_choice(struct buf *prompt, int *used, size_t n, const char *label)
{
	struct buf choice = { 0 };
	int rows, cols;

	term_size(&rows, &cols);
	buf_printf(&choice, "%zu %s", n, label);
	int width = text_width(choice.at);
	bool fits = *used + 2 + width <= cols - 2;

	buf_printf(prompt, "%s%s", fits ? "  " : "\n", choice.at);
	*used = fits ? *used + 2 + width : width;
	buf_release(&choice);
}

int ask_choice(struct ui *ui, const char *question, const char *const *labels, size_t count)
{
	struct buf prompt = { 0 };
	int choice = -2, used = text_width(question);

	buf_text(&prompt, question);
	for (size_t i = 0; i < count && i < ASK_CHOICES; i++)
		add_choice(&prompt, &used, i + 1, labels[i]);
	while (choice == -2) {
		int key = key_plain(ask_key(ui, prompt.at, -1));

		if (key == K_ESC || key == K_CTRL('c') || key == K_HANGUP)
			choice = -1;
		else if (key >= '1' && key < '1' + (int)count)
			choice = key - '1';
	}
	buf_release(&prompt);
	return choice;
}

bool ask_yes(struct ui *ui, const char *question, const char *yes, const char *no)
{
	struct buf prompt = { 0 };
	int answer = -1, used = text_width(question);

	buf_text(&prompt, question);
	add_choice(&prompt, &used, 1, yes);
	add_choice(&prompt, &used, 2, no);
	while (answer < 0) {
		int key = key_plain(ask_key(ui, prompt.at, -1));

		if (key == '1')
			answer = 1;
		else if (key_in(key, "2 Esc C-c") || key == K_HANGUP)
			answer = 0;
	}
	buf_release(&prompt);
	return answer;
}

static void ask_edit(struct edit *edit, int key)
{
	struct edit_report report;
	struct buf typed = { 0 };
	size_t len;

	if (key == K_PASTE) {
		const char *pasted = term_pasted(&len);

		edit_insert(edit, pasted, len, &report);
	} else if (key_is_text(key)) {
		text_encode(&typed, (uint32_t)key);
		edit_insert(edit, typed.at, typed.len, &report);
		buf_release(&typed);
	} else {
		edit_key(edit, key);
	}
}

/* The question, and as much of the line as fits behind it. */
static int ask_line_key(struct ui *ui, const char *question, struct edit *edit)
{
	struct buf prompt = { 0 }, asked = { 0 };
	size_t from, len;
	int rows, cols, column, key;

	term_size(&rows, &cols);
	/* a question about somebody with a long name leaves room for its answer */
	text_pad(&asked, question, cols > 2 * ANSWER ? cols - ANSWER : ANSWER, false);
	buf_printf(&prompt, _("%s: "), buf_str(&asked));
	buf_release(&asked);
	int begin = text_width(prompt.at);

	edit_window(edit, cols - begin - 3, &from, &len, &column);
	buf_add(&prompt, edit_text(edit) + from, len);
	key = ask_key(ui, prompt.at, begin + column);
	buf_release(&prompt);
	return key;
}

bool ask_line(struct ui *ui, const char *question, size_t max, bool offered, struct buf *text)
{
	struct edit edit;
	bool taken = false, fresh = offered;

	edit_init(&edit, buf_str(text), false, max);
	for (int key = K_NONE; !taken && !key_in(key, "Esc C-c") && key != K_HANGUP;) {
		key = ask_line_key(ui, question, &edit);
		taken = key_in(key, "Enter C-s");
		if (fresh && (key_is_text(key) || key == K_PASTE))
			edit_do(&edit, EDIT_KILL_ALL);
		fresh = false;
		ask_edit(&edit, key);
	}
	buf_clear(text);
	buf_text(text, edit_text(&edit));
	edit_release(&edit);
	return taken;
}

/* What the line says is told beside it. */
static int ask_day_key(struct ui *ui, const char *question, struct edit *edit, bool spellings)
{
	struct buf note = { 0 };
	int key;

	if (spellings)
		buf_text(&note, day_spellings());
	else
		day_note(NULL, edit_text(edit), ui->today, &note);
	snprintf(ui->prompt_note, sizeof ui->prompt_note, "%s", buf_str(&note));
	text_trim_broken_end(ui->prompt_note);
	key = ask_line_key(ui, question, edit);
	ui->prompt_note[0] = '\0';
	buf_release(&note);
	return key;
}

static void type_day(struct ui *ui, struct edit *edit, struct day_keys *keys, int key)
{
	int plain = key_plain(key);

	if (plain == K_SPACE)
		day_choose(ui, NULL, edit, keys);
	else if (plain != '?' && !day_step(NULL, edit, keys, plain, ui->today)) {
		if (keys->fresh && (key_is_text(key) || key == K_PASTE))
			edit_do(edit, EDIT_KILL_ALL);
		keys->fresh = false;
		ask_edit(edit, key);
	}
}

bool ask_day(struct ui *ui, const char *question, iso_date day)
{
	struct day_keys keys = { .fresh = true };
	struct err e = { 0 };
	struct edit edit;
	bool taken = false;
	int days, key = K_NONE;

	date_to_iso(ui->today, day);
	edit_init(&edit, day, false, 20);
	while (!taken && !ui->quit && !key_in(key, "Esc C-c")) {
		key = ask_day_key(ui, question, &edit, key_plain(key) == '?');
		if (!key_in(key, "Enter C-s"))
			type_day(ui, &edit, &keys, key);
		else if (date_read(edit_text(&edit), ui->today, &days, &e))
			taken = true;
		else {
			question = e.text;
			keys.fresh = true;
		}
	}
	if (taken)
		date_to_iso(days, day);
	edit_release(&edit);
	return taken;
}
