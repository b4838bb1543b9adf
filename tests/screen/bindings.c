/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of one's own: what is stored becomes what the screens go by. */
#include "screen/bindings.h"

#include <criterion/criterion.h>
#include <string.h>

#include "model/binding.h"
#include "model/expect.h"
#include "screen/app_private.h"
#include "screen/keys.h"
#include "support/school.h"

static struct app app;
static struct err e;

static void begin(void)
{
	school_begin(&app.session, SCHOOL_TODAY);
	app.ui.owner = &app;
}

static void end(void)
{
	bindings_release(&app.bindings);
	school_end(&app.session);
}

TestSuite(screen_bindings, .init = begin, .fini = end);

static const struct known *known(const char *name)
{
	size_t count;
	const struct known *k = bindings_known(&count);

	for (size_t i = 0; i < count; i++)
		if (!strcmp(k[i].action->name, name))
			return &k[i];
	cr_assert_fail("no action %s", name);
	return NULL;
}

static const char *keys_of(const char *name)
{
	return ui_keys(&app.ui, known(name)->action);
}

static void bind(const char *name, const char *keys)
{
	const struct binding b = { .action = name, .keys = keys };

	MUST(binding_set(&app.session, &b, 1, &e), e);
	MUST(bindings_load(&app.ui, &e), e);
}

Test(screen_bindings, nothing_stored_is_nothing_changed)
{
	MUST(bindings_load(&app.ui, &e), e);
	cr_expect_null(app.ui.bindings);
	cr_expect_str_eq(keys_of("student.edit"), "C-e e");
}

Test(screen_bindings, what_is_stored_is_gone_by_at_once)
{
	bind("student.edit", "F11 x");
	cr_expect_str_eq(keys_of("student.edit"), "F11 x");
	cr_expect_str_eq(keys_of("mentor.edit"), "C-e e");
	bind("student.edit", NULL);
	cr_expect_str_eq(keys_of("student.edit"), "C-e e");
}

/* It is taken only where both have an effect, and comes back of itself. */
Test(screen_bindings, a_key_that_is_given_is_taken_from_others_of_the_view)
{
	bind("student.edit", "F7");
	cr_expect_str_eq(keys_of("list.sort"), "");
	cr_expect_str_eq(keys_of("contact.save_and_refer"), "F7", "no form has both");
	bind("student.edit", "F6");
	cr_expect_str_eq(keys_of("list.sort"), "F7");
	cr_expect_str_eq(keys_of("student.filter"), "f");
	cr_expect_str_eq(keys_of("mentor.filter"), "F6 f");
	bind("student.edit", NULL);
	cr_expect_str_eq(keys_of("student.filter"), "F6 f");
}

Test(screen_bindings, the_first_of_two_who_want_a_key_has_it)
{
	bind("student.edit", "F11");
	bind("student.add", "F11 x");
	cr_expect_str_eq(keys_of("student.edit"), "F11");
	cr_expect_str_eq(keys_of("student.add"), "x");
	bind("mentor.add", "F11"); /* on another screen */
	cr_expect_str_eq(keys_of("mentor.add"), "F11");
}

Test(screen_bindings, unknown_names_and_keys_are_passed_over)
{
	bind("nobody.knows", "C-e");
	bind("student.edit", "Hyper-7 F99 C-5 C-[ ctrl F11 F11 中");
	cr_expect_str_eq(keys_of("student.edit"), "F11");
	cr_expect_str_eq(bindings_stored(&app.bindings, known("student.edit")->action),
			 "Hyper-7 F99 C-5 C-[ ctrl F11 F11 中");
	cr_expect_eq(app.bindings.own, 1);
}

Test(screen_bindings, no_key_at_all_is_kept_as_such)
{
	bind("student.edit", "");
	cr_expect_str_eq(keys_of("student.edit"), "");
}

/* Whatever is in the file: nobody is caught on a screen. */
Test(screen_bindings, what_must_stay_stays)
{
	bind("app.back", "F11");
	bind("app.help", "");
	bind("app.quit", "x");
	bind("app.menu", "F1");
	bind("student.edit", "Esc F10 C-q C-c F1");
	bind("form.save", "Enter Tab x C-k F11");
	cr_expect_str_eq(keys_of("app.back"), "Esc C-c F11");
	cr_expect_str_eq(keys_of("app.help"), "F1");
	cr_expect_str_eq(keys_of("app.quit"), "C-q x");
	cr_expect_str_eq(keys_of("app.menu"), "F10");
	cr_expect_str_eq(keys_of("student.edit"), "");
	cr_expect_str_eq(keys_of("form.save"), "", "F11 goes back, and forms type the rest");
}

static const struct {
	const char *action;
	int key;
	const char *why; /* NULL: it can be */
} refusals[] = {
	{ "student.edit", K_ESC, "Esc always goes back" },
	{ "student.edit", K_CTRL('c'), "Ctrl-C always goes back" },
	{ "student.edit", K_F0 + 1, "F1 always shows the keys" },
	{ "student.edit", K_F0 + 10, "F10 always opens the menu" },
	{ "student.edit", K_CTRL('q'), "Ctrl-Q always ends the program" },
	{ "app.help", K_F0 + 1, NULL },
	{ "app.quit", K_F0 + 1, "F1 always shows the keys" },
	{ "student.edit", K_PASTE, "That is no key for a command" },
	{ "student.edit", K_REDRAW, "That is no key for a command" },
	{ "student.edit", K_HANGUP, "That is no key for a command" },
	{ "student.edit", 0x4E2D, "That is no key for a command" },
	{ "student.edit", K_UP, "Up is needed in lists" },
	{ "student.edit", 'j', "j is needed in lists" },
	{ "student.edit", 'x', NULL },
	{ "student.edit", K_ENTER, NULL },
	{ "student.edit", K_SPACE, NULL },
	{ "form.save", K_ENTER, "Enter is needed in forms" },
	{ "form.save", K_TAB, "Tab is needed in forms" },
	{ "form.save", 'x', "x is needed in forms" },
	{ "form.save", K_CTRL('k'), "Ctrl-K is needed in forms" },
	{ "form.save", K_F0 + 5, NULL },
	{ "attendance.all", 'x', "x is needed in lists" },
	{ "attendance.all", K_SPACE, NULL },
	{ "app.repaint", 'x', NULL }, /* in lists, if not in forms */
	{ "app.repaint", K_UP, "Up is needed in" },
};

Test(screen_bindings, keys_that_cannot_be_given)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		bool refused = bindings_refuse(known(refusals[i].action), refusals[i].key, &e);

		cr_expect_eq(refused, refusals[i].why != NULL, "%zu %s", i, refusals[i].action);
		if (refused && refusals[i].why)
			cr_expect(strstr(e.text, refusals[i].why), "%zu: %s", i, e.text);
	}
}

Test(screen_bindings, who_has_a_key)
{
	const struct known *edit = known("student.edit");

	MUST(bindings_load(&app.ui, &e), e);
	cr_expect_eq(bindings_holder(&app.ui, edit, K_F0 + 7, 0), known("list.sort"));
	cr_expect_null(bindings_holder(&app.ui, edit, K_F0 + 7, 1));
	cr_expect_null(bindings_holder(&app.ui, edit, K_F0 + 11, 0));
	bind("list.sort", "F11");
	cr_expect_null(bindings_holder(&app.ui, edit, K_F0 + 7, 0));
	cr_expect_eq(bindings_holder(&app.ui, edit, K_F0 + 11, 0), known("list.sort"));
	cr_expect_not_null(bindings_holder(&app.ui, known("app.repaint"), K_ENTER, 5));
}

Test(screen_bindings, a_list_without_a_key)
{
	static const struct {
		const char *keys;
		int key;
		const char *left;
	} cases[] = {
		{ "F9 a", 'a', "F9" },   { "F9 a", K_F0 + 9, "a" }, { "a", 'a', "" },
		{ "F9 a", 'b', "F9 a" }, { "", 'a', "" },           { "x ab  y", 'y', "x ab" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf left = { 0 };

		bindings_without(cases[i].keys, cases[i].key, &left);
		cr_expect_str_eq(buf_str(&left), cases[i].left);
		buf_release(&left);
	}
}

/* Every action on every screen can be given a free key, and has it there. */
Test(screen_bindings, every_command_can_be_given_a_key)
{
	size_t count;
	const struct known *k = bindings_known(&count);

	for (size_t i = 0; i < count; i++) {
		bind(k[i].action->name, "F11");
		cr_expect(key_in(K_F0 + 11, keys_of(k[i].action->name)), "%s", k[i].action->name);
		bind(k[i].action->name, NULL);
	}
}
