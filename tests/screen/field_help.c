/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every field of every form says below what it is for, in one line. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "support/desk.h"
#include "ui/ui.h"

static const struct form_case {
	const char *what, *keys; /* that open it */
} forms[] = {
	{ "visit", "1" },         { "talk", "2" },
	{ "feedback", "3" },      { "call", "4" },
	{ "message", "5" },       { "major change", "6" },
	{ "referral", "7" },      { "exemption", "8" },
	{ "student", "F2 F9" },   { "guardian", "F2 Enter F9" },
	{ "mentor", "F3 F9" },    { "assignment", "F5 Down Enter" },
	{ "training", "C-t F9" }, { "department", "C-x C-e F9" },
	{ "key date", "C-y F9" }, { "rules", "C-y C-e" },
	{ "import", "C-g" },      { "roll-over", "C-y C-o" },
};

/* The label of the field at the cursor: what stands behind ">". */
static const char *label(struct terminal *t)
{
	static struct buf text;

	for (int row = UI_TOP; row < 22; row++)
		if (terminal_row(t, row)[0] == '>') {
			const char *begin = terminal_row(t, row) + 1;

			begin += strspn(begin, " ");
			buf_clear(&text);
			buf_add(&text, begin, strcspn(begin, " *"));
			return buf_str(&text);
		}
	cr_assert_fail("no field has the cursor: %s", terminal_text(t));
	return NULL;
}

static void walk(struct terminal *t, const struct form_case *c, int most)
{
	char first[64];

	snprintf(first, sizeof first, "%s", label(t));
	do {
		char help[400];

		snprintf(help, sizeof help, "%s",
			 terminal_row(t, 22) + strspn(terminal_row(t, 22), " "));
		cr_expect(*help, "%s: %s has no help", c->what, label(t));
		cr_expect_leq(text_width(help), most, "%s: %s has a help of %d cells: %s", c->what,
			      label(t), text_width(help), help);
		terminal_press(t, "Tab");
	} while (strcmp(label(t), first));
}

Test(screen_field_help, every_field_has_a_line, .init = desk_school, .fini = daoshi_tidy)
{
	/* English is longer, and cut in a window narrower than most */
	static const struct {
		const char *name;
		int most;
	} languages[] = { { "zh", UI_MIN_COLS - 2 }, { "en", 78 } };

	i18n_init("zh");

	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
		for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
			const struct terminal_options o = { .rows = 24, .cols = 120 };
			struct terminal *t = desk_open_with(
				&o, (const char *const[]){ "--lang", languages[l].name, NULL });

			terminal_press(t, forms[i].keys);
			walk(t, &forms[i], languages[l].most);
			terminal_close(t);
		}
}
