/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All actions of all screens: names, keys that reach them with an input method on, no key twice. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "screen/app_private.h"
#include "screen/bindings.h"
#include "screen/keys.h"

static void english(void)
{
	i18n_init("en");
}

TestSuite(ui_action, .init = english);

enum { ROWS = 2000 };

/* Every row of every table, and where it stands. */
static struct row {
	const struct action *action;
	const char *screen;
} rows[ROWS];
static size_t count;

static bool add(void *screen, const struct action *a)
{
	cr_assert(count < ROWS);
	rows[count++] = (struct row){ a, screen };
	return false;
}

static void walk(void)
{
	for (const struct screen_keys *k = screen_keys; k->screen; k++)
		action_seek(k->actions, add, (void *)k->screen);
	cr_assert_gt(count, 150);
}

static bool is_in(void *action, const struct action *a)
{
	return a == action;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

Test(ui_action, what_can_be_run_has_a_name_and_a_sentence)
{
	walk();
	for (size_t i = 0; i < count; i++) {
		const struct action *a = rows[i].action;

		cr_expect_eq(!a->run, !a->name, "%s: %s %s", rows[i].screen, a->name, a->keys);
		cr_expect(!a->run || a->help || a->bar, "%s: %s", rows[i].screen, a->name);
		cr_expect(!a->name || (strchr(a->name, '.') && strlen(a->name) <= 60), "%s",
			  a->name);
	}
}

/* Keys are rebound by name: a command that stands on several screens has the same ones on each. */
Test(ui_action, one_name_is_one_command_with_the_same_keys)
{
	walk();
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count; k++) {
			const struct action *a = rows[i].action, *b = rows[k].action;

			if (!a->name || !b->name || strcmp(a->name, b->name) != 0)
				continue;
			cr_expect(same_text(a->keys, b->keys), "%s: %s here, %s there", a->name,
				  a->keys, b->keys);
			cr_expect(a->run == b->run || same_text(a->help, b->help),
				  "%s is one thing in %s, another in %s", a->name, rows[i].screen,
				  rows[k].screen);
			cr_expect_eq(a->need, b->need, "%s", a->name);
		}
}

/* What no input method keeps for itself. */
static bool arrives(int key)
{
	return key < K_SPACE || key > K_SPECIAL || key == K_SPACE || (key >= '0' && key <= '9');
}

/* What another action of the same view does as well. */
static const struct {
	const char *name, *twin;
} twins[] = {
	{ "checklist.leave", "app.quit" }, /* and Esc, from a checklist that was gone to */
};

static const char *twin_of(const char *name)
{
	for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
		if (!strcmp(twins[i].name, name))
			return twins[i].twin;
	return NULL;
}

static bool is_reached(const struct action *a)
{
	const char *keys = a->keys;
	int key;

	while (key_next(&keys, &key))
		if (arrives(key))
			return true;
	/* one without any is taken from the palette, by the characters of its words */
	if (!a->keys || !*a->keys)
		return true;
	/* the menu of places goes by arrows and Enter */
	return action_seek(places, is_in, (void *)a) != NULL;
}

Test(ui_action, every_command_is_reached_with_an_input_method_on)
{
	walk();
	for (size_t i = 0; i < count; i++) {
		const struct action *a = rows[i].action;
		const char *twin = a->run ? twin_of(a->name) : NULL;
		bool reached = !a->run || is_reached(a);

		for (size_t k = 0; twin && k < count; k++)
			if (same_text(rows[k].action->name, twin))
				reached = is_reached(rows[k].action);
		cr_expect(reached, "%s: %s has %s alone", rows[i].screen, a->name, a->keys);
	}
}

Test(ui_action, full_width_letters_digits_and_signs_do_the_same)
{
	walk();
	for (size_t i = 0; i < count; i++) {
		const char *keys = rows[i].action->keys;
		int key;

		while (key_next(&keys, &key))
			if (key > K_SPACE && key < 127)
				cr_expect_eq(key_plain(key + 0xFEE0), key, "%s: %c", rows[i].screen,
					     key);
	}
	cr_expect_eq(key_plain(0x3000), K_SPACE);
}

/* ---------------------------------------------------------- no key means two things */

struct sharing {
	const struct screen_keys *screen;
	const struct action *seen[ROWS];
	size_t count;
};

/* A row without `run` may tell of what Esc does everywhere, and in a form of a character, which
 * never gets past it. */
static bool may_share(const struct sharing *s, const struct action *a, const struct action *b,
		      int key)
{
	bool own = key == K_ESC || (s->screen->kind == form_actions && key_is_text(key));

	return same_text(a->name, b->name) || (own && (!a->run || !b->run));
}

static bool look(void *arg, const struct action *a)
{
	struct sharing *s = arg;

	for (size_t i = 0; i < s->count; i++) {
		const char *keys = a->keys;
		int key;

		while (a != s->seen[i] && key_next(&keys, &key))
			cr_expect(!s->seen[i]->keys || !key_in(key, s->seen[i]->keys) ||
					  may_share(s, s->seen[i], a, key),
				  "in %s %s and %s both have a key of %s", s->screen->screen,
				  s->seen[i]->help, a->help, a->keys);
	}
	s->seen[s->count++] = a;
	return false;
}

Test(ui_action, no_key_means_two_things_in_one_view)
{
	for (const struct screen_keys *k = screen_keys; k->screen; k++) {
		struct sharing s = { .screen = k };

		action_seek(k->actions, look, &s);
		if (k->kind && k->kind != k->actions)
			action_seek(k->kind, look, &s);
		if (k->kind && !k->modal) {
			action_seek(places, look, &s);
			action_seek(ui_menu, look, &s);
		}
		if (k->kind)
			action_seek(ui_actions, look, &s);
	}
}

Test(ui_action, every_command_can_be_bound)
{
	size_t n;
	const struct known *known = bindings_known(&n);

	walk();
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		while (k < n && !same_text(known[k].action->name, rows[i].action->name))
			k++;
		cr_expect(!rows[i].action->run || (k < n && known[k].there && known[k].listed),
			  "%s: %s", rows[i].screen, rows[i].action->name);
	}
}

/* What the program gives is what a person may give: no view has such a key before the action. */
Test(ui_action, no_view_takes_a_key_of_an_action)
{
	size_t n;
	const struct known *known = bindings_known(&n);

	cr_assert_gt(n, 80);
	for (size_t i = 0; i < n; i++) {
		const char *keys = known[i].action->keys;
		struct err e = { 0 };
		int key;

		while (key_next(&keys, &key))
			cr_expect_not(bindings_refuse(&known[i], key, &e), "%s: %s",
				      known[i].action->name, e.text);
	}
}

/* ----------------------------------------------------------------- keys as bound */

Test(ui_action, keys_are_those_of_the_table_of_bindings)
{
	static const struct ui_binding bindings[] = { { "a.bound", "F6 x" },
						      { "a.bare", "" },
						      { 0 } };
	static const struct {
		struct action action;
		const char *keys;
	} cases[] = {
		{ { .name = "a.bound", .keys = "F5" }, "F6 x" },
		{ { .name = "a.bare", .keys = "F5" }, "" },
		{ { .name = "a.other", .keys = "F5" }, "F5" },
		{ { .name = "a.without" }, "" },
		{ { .keys = "Up k" }, "Up k" },
	};
	struct ui ui = { .bindings = bindings };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(ui_keys(&ui, &cases[i].action), cases[i].keys, "%zu", i);
	ui.bindings = NULL;
	cr_expect_str_eq(ui_keys(&ui, &cases[0].action), "F5");
}

/* A row without keys ends no table. */
Test(ui_action, a_row_without_keys_is_a_row)
{
	static const struct action table[] = { { .name = "a.without" },
					       { .name = "a.last", .keys = "F5" },
					       { 0 } };

	cr_expect_eq(action_seek(table, is_in, (void *)&table[1]), &table[1]);
	cr_expect_null(action_seek(NULL, is_in, (void *)&table[1]));
}
