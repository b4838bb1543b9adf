/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every field of every form says below what it is for, in one line. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "support/desk.h"
#include "support/draft.h"
#include "ui/ui.h"

static const struct form_case {
	const char *what, *keys; /* that open it */
} forms[] = {
	{ "visit", "1" },
	{ "talk", "2" },
	{ "feedback", "3" },
	{ "call", "4" },
	{ "message", "5" },
	{ "major change", "6" },
	{ "referral", "7" },
	{ "exemption", "8" },
	{ "student", "F2 F9" },
	{ "guardian", "F2 Enter F9" },
	{ "mentor", "F3 F9" },
	{ "assignment", "F5 Down Enter" },
	{ "training", "C-t F9" },
	{ "department", "C-x C-e F9" },
	{ "key date", "C-y F9" },
	{ "rules", "C-y C-e" },
	{ "import", "C-g" },
	{ "roll-over", "C-y C-o" },
	{ "export", "F2 C-]" },
	{ "template", "C-g C-t" },
	{ "absence", "F2 Enter C-n" },
};

/* Those without a key: by their names, in Chinese and in English. */
static const struct named_form {
	struct form_case form;
	const char *typed[2], *then;
} named_forms[] = {
	{ { "periods", "C-p" }, { "到期档案", "records past" }, "Enter F6" },
	{ { "choices", "C-p" }, { "学生志愿：", "students' choices:" }, "Enter*2" },
	{ { "consent", "C-p" }, { "同意书：哪些", "consents: of" }, "Enter F9" },
	{ { "account", "C-p" }, { "账号：谁", "accounts: who" }, "Enter F9" },
	{ { "a proposal", "C-p" }, { "师生匹配：", "matching:" }, "Enter F9 3" },
	{ { "confirming a proposal", "C-p" }, { "师生匹配：", "matching:" }, "Enter F9 1 C-s 5" },
	{ { "grant", "C-p" }, { "授权：到", "grants: more" }, "Enter F9" },
	{ { "condition", "C-p" }, { "匹配条件：", "conditions: what" }, "Enter F9 4 1" },
	{ { "siblings", "C-p" }, { "匹配条件：", "conditions: what" }, "Enter F9 1 6" },
	{ { "capacity", "C-p" }, { "匹配条件：", "conditions: what" }, "Enter F9 2 1" },
	{ { "two students", "C-p" }, { "匹配条件：", "conditions: what" }, "Enter F9 5 1" },
	{ { "belonging", "C-p" }, { "校区年级分组：", "campus, grade" }, "Enter F9" },
	{ { "inspection pack", "C-p" }, { "报表：", "reports:" }, "Enter C-o" },
	{ { "report into a file", "C-p" }, { "报表：", "reports:" }, "Enter*2 C-o" },
	{ { "everything", "F2 Enter C-p" }, { "全部信息", "all that is held" }, "Enter" },
	{ { "request for another mentor", "C-p" },
	  { "更换导师", "changes of mentor" },
	  "Enter F9" },
	{ { "letters", "F2 C-p" }, { "反馈信", "feedback letters" }, "Enter" },
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

static void walk(struct terminal *t, const struct form_case *c, int cells)
{
	char first[64];

	snprintf(first, sizeof first, "%s", label(t));
	do {
		char help[400];

		snprintf(help, sizeof help, "%s",
			 terminal_row(t, 22) + strspn(terminal_row(t, 22), " "));
		cr_expect(*help, "%s: %s has no help", c->what, label(t));
		cr_expect_leq(text_width(help), cells, "%s: %s has a help of %d cells: %s", c->what,
			      label(t), text_width(help), help);
		terminal_press(t, "Tab");
	} while (strcmp(label(t), first));
}

static const char *const languages[] = { "zh", "en" };

static struct terminal *open_in(int l)
{
	const struct terminal_options o = { .rows = 24, .cols = 120 };

	i18n_init("zh");
	return desk_open_with(&o, (const char *const[]){ "--lang", languages[l], NULL });
}

/* English is longer, and cut in a window narrower than most. */
static int most(int l)
{
	return l ? 78 : UI_MIN_COLS - 2;
}

Test(screen_field_help, every_field_has_a_line, .init = desk_school, .fini = daoshi_tidy)
{
	for (int l = 0; l < 2; l++)
		for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
			struct terminal *t = open_in(l);

			terminal_press(t, forms[i].keys);
			walk(t, &forms[i], most(l));
			terminal_close(t);
			draft_clear();
		}
}

Test(screen_field_help, of_forms_without_a_key_too, .init = desk_school, .fini = daoshi_tidy)
{
	for (int l = 0; l < 2; l++)
		for (size_t i = 0; i < sizeof named_forms / sizeof *named_forms; i++) {
			const struct named_form *n = &named_forms[i];
			struct terminal *t = open_in(l);

			terminal_press(t, n->form.keys);
			terminal_type(t, n->typed[l]);
			terminal_press(t, n->then);
			walk(t, &n->form, most(l));
			terminal_close(t);
			draft_clear();
		}
}
