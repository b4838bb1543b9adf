/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen says of itself above its keys. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/obligation.h"
#include "screen/app_private.h"
#include "screen/keys.h"
#include "screen/preference_list.h"
#include "support/desk.h"
#include "ui/form.h"
#include "ui/help.h"
#include "ui/paragraph.h"

static const char *const languages[] = { "zh", "en" };

static bool add_about(void *out, const struct action *a)
{
	if (a->about)
		buf_printf(out, "%s\n", _(a->about));
	return false;
}

/* The tables of what many screens share are no screens, nor is what lies above one for a moment. */
static bool is_screen(const struct screen_keys *k)
{
	bool shared = k->actions == k->kind && k->kind != form_compare_actions &&
		      k->kind != preference_slips_actions;

	return k->kind && !shared && k->actions != list_picking && k->actions != help_actions;
}

Test(screen_help, every_screen_says_what_it_is_for, .init = daoshi_folder, .fini = daoshi_tidy)
{
	enum { CELLS = UI_MIN_COLS - 6, ROWS = UI_MIN_ROWS - UI_TOP - UI_BOTTOM };

	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
		i18n_init(languages[l]);
		for (const struct screen_keys *k = screen_keys; k->screen; k++) {
			struct buf about = { 0 };
			int rows;

			action_seek(k->actions, add_about, &about);
			rows = paragraph_rows(buf_str(&about), CELLS);
			cr_expect_eq(about.len > 0, is_screen(k), "%s", k->screen);
			/* a blank row, the head, and at least the first key stay in view */
			cr_expect_leq(rows + 3, ROWS, "%s, %s: %d rows", k->screen, languages[l],
				      rows);
			buf_release(&about);
		}
	}
}

Test(screen_help, explains_every_mark, .init = daoshi_folder, .fini = daoshi_tidy)
{
	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
		struct buf about = { 0 };

		i18n_init(languages[l]);
		action_seek(marks_about, add_about, &about);
		for (int state = OBLIGATION_NONE + 1; state < OBLIGATION_STATES; state++) {
			char word[16];

			snprintf(word, sizeof word, "%s ",
				 obligation_mark((enum obligation_state)state));
			cr_expect(strstr(buf_str(&about), word), "%s in %s", word, buf_str(&about));
		}
		buf_release(&about);
	}
}

Test(screen_help, scrolls_its_text_away_and_back, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(16, 60);

	terminal_press(t, "F1 Down*5");
	terminal_expect(t, "help-60x16-scrolled");
	terminal_press(t, "End");
	cr_expect(!terminal_shows(t, "加号表示"), "%s", terminal_text(t));
	terminal_press(t, "Home");
	terminal_wait_text(t, "待办清单：");
	terminal_wait_cursor_row(t, "Enter");
	terminal_press(t, "/"); /* what is found needs the room */
	terminal_type(t, "谈话");
	cr_expect(!terminal_shows(t, "待办清单："), "%s", terminal_text(t));
	terminal_press(t, "Esc*2");
	desk_leave(t);
}

Test(screen_help, is_no_wider_than_is_good_to_read, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(40, 120);

	terminal_press(t, "F1");
	terminal_expect(t, "help-120x40");
	terminal_press(t, "Esc");
	desk_leave(t);
}
