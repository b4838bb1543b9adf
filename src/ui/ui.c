/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ui.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/text.h"
#include "ui/help.h"
#include "ui/palette.h"
#include "ui_private.h"

/* ---------------------------------------------------------------- the views */

void *view_new(size_t size, struct ui *ui, const struct view_class *class,
	       const struct action *actions)
{
	struct view *v = mem_alloc(size);

	memset(v, 0, size);
	v->ui = ui;
	v->class = class;
	v->actions = actions;
	return v;
}

static bool load(struct view *v, struct err *e)
{
	v->changes = v->ui->changes;
	return !v->class->load || v->class->load(v, e);
}

bool ui_open(struct view *v, struct err *e)
{
	if (!load(v, e)) {
		v->class->free(v);
		return false;
	}
	v->below = v->ui->top;
	v->ui->top = v;
	return true;
}

void ui_close(struct view *v)
{
	struct view **at = &v->ui->top;

	while (*at != v)
		at = &(*at)->below;
	*at = v->below;
	v->class->free(v);
}

bool ui_return_to(struct ui *ui, const struct action *actions)
{
	const struct view *v = ui->top;

	while (v && v->actions != actions)
		v = v->below;
	while (v && ui->top != v)
		ui_close(ui->top);
	return v;
}

void ui_changed(struct ui *ui)
{
	ui->changes++;
}

void ui_say(struct ui *ui, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(ui->said, sizeof ui->said, fmt, args);
	va_end(args);
	text_trim_broken_end(ui->said);
	ui->said_style = STYLE_STRONG;
}

void ui_fail(struct ui *ui, const struct err *e)
{
	ui_say(ui, "%s", e->text);
	ui->said_style = STYLE_LATE;
}

/* -------------------------------------------------------------- the actions */

static bool go_back(struct view *v, struct err *e)
{
	(void)e;
	if (!v->below && !v->modal)
		ui_say(v->ui, "%s", _("This is the first screen. q ends the program."));
	else if (!v->class->may_close || v->class->may_close(v))
		ui_close(v);
	return true;
}

/* Each view may ask about what would be lost. They stay open, for the loops that wait for them. */
static bool quit(struct view *v, struct err *e)
{
	struct ui *ui = v->ui;

	(void)e;
	for (v = ui->top; v; v = v->below)
		if (v->class->may_close && !v->class->may_close(v))
			return true;
	ui->quit = true;
	return true;
}

static bool suspend(struct view *v, struct err *e)
{
	(void)e;
	keep_typed(v->ui, false);
	term_suspend();
	return true;
}

static bool repaint(struct view *v, struct err *e)
{
	(void)v, (void)e;
	term_repaint();
	return true;
}

static bool menu(struct view *v, struct err *e)
{
	return menu_open(v, v->ui->places, e);
}

const struct action ui_menu[] = {
	{ .name = "app.menu", .keys = "F10", .run = menu, .help = N_("The menu of places") },
	{ 0 },
};

const struct action ui_actions[] = {
	{ .name = "app.help",
	  .keys = "F1 ?",
	  .help = N_("Help: what this screen is for, and its keys"),
	  .run = help_open },
	{ .name = "app.palette",
	  .keys = "C-p :",
	  .help = N_("Find a command by its name, its pinyin or its key, and do it"),
	  .run = palette_open },
	{ .name = "app.back",
	  .keys = "Esc C-c",
	  .help = N_("Back to the screen before"),
	  .run = go_back },
	{ .name = "app.quit", .keys = "C-q", .help = N_("End the program"), .run = quit },
	{ .name = "app.suspend",
	  .keys = "C-z",
	  .help = N_("Give the terminal to the shell for a while"),
	  .run = suspend },
	{ .name = "app.repaint",
	  .keys = "C-l",
	  .help = N_("Paint the screen anew"),
	  .run = repaint },
	{ 0 },
};

/* The tables that have an effect in a view, in the order in which they are asked. */
enum { TABLES = 6 };
static void tables_of(const struct view *v, const struct action *out[TABLES])
{
	out[0] = v->actions;
	out[1] = v->class->actions;
	out[2] = v->modal ? NULL : v->ui->places;
	out[3] = out[2] ? ui_menu : NULL;
	out[4] = v->modal ? NULL : v->ui->edits;
	out[5] = ui_actions;
}

const struct action *action_seek(const struct action *table, action_test *is_it, void *arg)
{
	const struct action *found = NULL;

	for (const struct action *a = table; a && !found && (a->name || a->keys || a->more); a++) {
		if (a->more)
			found = action_seek(a->more, is_it, arg);
		else if (is_it(arg, a))
			found = a;
	}
	return found;
}

const struct action *ui_seek_action(struct view *v, action_test *is_it, void *arg)
{
	const struct action *tables[TABLES], *found = NULL;

	tables_of(v, tables);
	for (int t = 0; !found && t < TABLES; t++)
		found = action_seek(tables[t], is_it, arg);
	return found;
}

static void run_action(struct view *v, const struct action *a)
{
	struct ui *ui = v->ui;
	struct err e = { 0 };

	if ((a->need & ui->may) != a->need) {
		err_set(&e, ERR_DENIED, "%s", ui->denial);
		if (ui->refused)
			ui->refused(ui, a);
		ui_fail(ui, &e);
	} else if (a->run && !a->run(v, &e)) {
		/* what was acted on is not what is in the file: seen at once, so that the key
		 * pressed again acts on that */
		if (e.kind == ERR_CONFLICT || e.kind == ERR_NOT_FOUND)
			ui_changed(ui);
		ui_fail(ui, &e);
	}
}

const char *ui_keys(const struct ui *ui, const struct action *a)
{
	for (const struct ui_binding *b = ui->bindings; a->name && b && b->action; b++)
		if (!strcmp(b->action, a->name))
			return b->keys;
	return a->keys ? a->keys : "";
}

struct pressed {
	const struct ui *ui;
	int key;
};

static bool has_key(void *arg, const struct action *a)
{
	const struct pressed *p = arg;

	return a->run && key_in(p->key, ui_keys(p->ui, a));
}

static void dispatch(struct view *v, int key)
{
	struct pressed p = { v->ui, key_plain(key) };
	const struct action *a;

	if (v->class->key && v->class->key(v, key))
		return;
	a = ui_seek_action(v, has_key, &p);
	if (a)
		run_action(v, a);
	else if (v->modal && v->ui->places && !key_is_text(key) &&
		 action_seek(v->ui->places, has_key, &p))
		ui_say(v->ui, "%s", _("That leads elsewhere: save this or go back (Esc) first."));
}

static bool is_same(void *arg, const struct action *a)
{
	return a == arg;
}

void ui_go(struct ui *ui, const struct action *a)
{
	if (ui->top->modal && action_seek(ui->places, is_same, (void *)a))
		ui->going = a;
	else
		run_action(ui->top, a);
}

/* A step on the way: the loops that wait for a view see it closed one by one. */
static void go_on(struct ui *ui)
{
	const struct action *place = ui->going;
	struct view *v = ui->top;

	ui->going = NULL;
	if (!v->modal) {
		run_action(v, place);
	} else if (!v->class->may_close || v->class->may_close(v)) {
		ui->going = place;
		ui_close(v);
	}
}

static void wait_and_dispatch(struct ui *ui)
{
	int key = ui_key(ui);

	ui->said[0] = '\0';
	/* what the key does is done by what holds now, not by what held when it was painted */
	if (ui->others_wrote && ui->others_wrote(ui))
		ui_changed(ui);
	if (key == K_HANGUP)
		ui->quit = true;
	else if (!ui->quit)
		dispatch(ui->top, key);
}

void ui_run(struct view *until)
{
	struct ui *ui = until->ui;

	for (bool there = true; there && !ui->quit;) {
		if (ui->going)
			go_on(ui);
		else
			wait_and_dispatch(ui);
		if (ui->handled)
			ui->handled(ui);
		there = false;
		for (struct view *v = ui->top; v; v = v->below)
			there |= v == until;
	}
}

/* ----------------------------------------------------------------- the keys */

/* Views keep what they show; one that cannot read its data anew says so and shows the old. */
static void refresh_data(struct ui *ui)
{
	struct err e = { 0 };

	/* whoever asks goes on with the rows that were asked about */
	if (!ui->prompt && ui->top->changes != ui->changes && !load(ui->top, &e))
		ui_fail(ui, &e);
}

enum { SECOND = 1000 };

static int64_t clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000000;
}

static bool look_at_others(struct ui *ui)
{
	ui->looked = clock_now();
	return ui->others_wrote(ui);
}

/* Whoever types on is told as well; a key that comes sooner waits for nothing. */
static void look_while_typing(struct ui *ui)
{
	if (ui->others_wrote && clock_now() - ui->looked >= SECOND && look_at_others(ui))
		ui_changed(ui);
}

/* The next key, or K_NONE when there is something new to be painted. */
static int wait_for_key(struct ui *ui)
{
	bool painted = true;
	int key = K_NONE;

	while (key == K_NONE && painted) {
		key = term_key(ui->others_wrote || ui->unkept ? SECOND : -1);
		if (key != K_NONE)
			break;
		if (ui->unkept && !keep_typed(ui, false))
			return K_REDRAW;
		painted = !(ui->others_wrote && look_at_others(ui));
	}
	if (key == K_NONE)
		ui_changed(ui);
	return key;
}

int ui_key(struct ui *ui)
{
	/* What was typed ahead is worked off before anything is painted. */
	int key = term_key(0);

	while (!ui->quit && (key == K_NONE || key == K_REDRAW)) {
		look_while_typing(ui);
		refresh_data(ui);
		ui_paint(ui);
		keep_where_due(ui);
		key = wait_for_key(ui);
	}
	keep_count(ui, key);
	return ui->quit ? K_HANGUP : key;
}
