/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bindings.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/binding.h"
#include "screen/keys.h"
#include "ui/edit_key.h"

enum { KNOWN = 400, SCREENS = 128 };

/* -------------------------------------------------------------- what there is */

static struct known all[KNOWN];
static size_t all_count;

static struct known *find_known(const char *name)
{
	for (size_t i = 0; i < all_count; i++)
		if (!strcmp(all[i].action->name, name))
			return &all[i];
	return NULL;
}

struct walk {
	screen_set screen;
	bool own; /* table of the screen */
};

static bool add(void *arg, const struct action *a)
{
	const struct walk *w = arg;
	struct known *k;

	if (!a->run || !a->name)
		return false;
	k = find_known(a->name);
	if (!k && all_count < KNOWN) {
		k = &all[all_count++];
		k->action = a;
	}
	if (k && w->own)
		k->listed |= w->screen;
	else if (k)
		k->there |= w->screen;
	return false;
}

/* A view's tables, as ui.c asks them. */
static void walk_screen(const struct screen_keys *s, screen_set screen)
{
	const struct action *tables[] = { s->actions,
					  s->kind,
					  s->modal ? NULL : places,
					  s->modal ? NULL : undo_actions,
					  s->modal ? NULL : ui_menu,
					  ui_actions };
	struct walk own = { screen, true }, there = { screen, false };

	action_seek(s->actions, add, &own);
	for (size_t t = 0; s->kind && t < sizeof tables / sizeof *tables; t++)
		action_seek(tables[t], add, &there);
}

const struct known *bindings_known(size_t *count)
{
	for (size_t s = all_count ? SCREENS : 0; s < SCREENS && screen_keys[s].screen; s++)
		walk_screen(&screen_keys[s], (screen_set)1 << s);
	*count = all_count;
	return all;
}

/* ------------------------------------------------------- keys that are not free */

static const struct fixed {
	const char *key, *action;
	const char *why; /* N_() */
} fixed[] = {
	{ "Esc", "app.back", N_("Esc always goes back: nobody is to be caught on a screen.") },
	{ "C-c", "app.back", N_("Ctrl-C always goes back: nobody is to be caught on a screen.") },
	{ "F1", "app.help", N_("F1 always shows the keys: whoever forgot them finds them there.") },
	{ "F10", "app.menu",
	  N_("F10 always opens the menu: everything can be reached from there.") },
	{ "C-q", "app.quit", N_("Ctrl-Q always ends the program: there is a way out.") },
};
enum { FIXED = sizeof fixed / sizeof *fixed };

void bindings_fixed(const struct action *a, struct buf *out)
{
	for (int i = 0; i < FIXED; i++)
		if (!strcmp(fixed[i].action, a->name))
			buf_printf(out, "%s%s", out->len ? " " : "", fixed[i].key);
}

/* A row without `run` tells of a key that the view sees to itself. */
static bool tells_of(void *key, const struct action *a)
{
	return !a->run && a->keys && key_in(*(const int *)key, a->keys);
}

/* Whether the view has the key before any action is asked. */
static bool view_takes(const struct screen_keys *s, int key)
{
	if (action_seek(s->actions, tells_of, &key) || action_seek(s->kind, tells_of, &key))
		return true;
	if (s->kind == form_actions)
		return key_is_text(key) || edit_has_key(key);
	return (s->typing && key_is_text(key) && key != K_SPACE) ||
	       key_in(key, "Up Down Left Right PgUp PgDn Home End h j k l");
}

/* A key that some view takes still does for the action in the others. */
static bool taken_everywhere(const struct known *k, int key, bool *by_form)
{
	*by_form = false;
	for (size_t s = 0; screen_keys[s].screen; s++) {
		if (!(k->there & (screen_set)1 << s))
			continue;
		if (!view_takes(&screen_keys[s], key))
			return false;
		*by_form |= screen_keys[s].kind == form_actions;
	}
	return true;
}

static const struct fixed *find_fixed(int key)
{
	for (int i = 0; i < FIXED; i++)
		if (key_in(key, fixed[i].key))
			return &fixed[i];
	return NULL;
}

/* Characters beyond ASCII come from an input method, several at a time. */
static bool can_be_bound(int key, struct buf *name)
{
	return (key < 127 || key > K_SPECIAL) && key_spell(name, key);
}

bool bindings_refuse(const struct known *k, int key, struct err *e)
{
	const struct fixed *f = find_fixed(key);
	struct buf name = { 0 }, shown = { 0 };
	bool by_form, refused = true;

	if (f) {
		refused = strcmp(f->action, k->action->name) != 0;
		if (refused)
			err_set(e, ERR_INVALID, "%s", _(f->why));
		return refused;
	}
	if (!can_be_bound(key, &name)) {
		err_set(e, ERR_INVALID, "%s",
			_("That is no key for a command. Take a function key, Ctrl and a letter, "
			  "or, with the input method off, a digit or a letter."));
	} else if (taken_everywhere(k, key, &by_form)) {
		key_show(&shown, name.at);
		err_set(e, ERR_INVALID,
			by_form ? _("%s is needed in forms, for what is typed there.")
				: _("%s is needed in lists, to move about and to find."),
			buf_str(&shown));
	} else {
		refused = false;
	}
	buf_release(&name);
	buf_release(&shown);
	return refused;
}

/* ---------------------------------------------------------------- who has a key */

const struct known *bindings_holder(const struct ui *ui, const struct known *k, int key, size_t n)
{
	for (size_t i = 0; i < all_count; i++)
		if (&all[i] != k && all[i].there & k->there &&
		    key_in(key, ui_keys(ui, all[i].action)) && !n--)
			return &all[i];
	return NULL;
}

void bindings_without(const char *keys, int key, struct buf *out)
{
	const char *name;
	size_t len;

	while (text_word(&keys, ' ', &name, &len)) {
		struct buf one = { 0 };

		buf_add(&one, name, len);
		if (!key_in(key, one.at))
			buf_printf(out, "%s%s", out->len ? " " : "", one.at);
		buf_release(&one);
	}
}

/* -------------------------------------------------------------- what is stored */

const char *bindings_stored(const struct bindings *b, const struct action *a)
{
	for (size_t i = 0; i < b->stored.count; i++) {
		const struct binding *row = rowset_at(&b->stored, i);

		if (!strcmp(row->action, a->name))
			return row->keys ? row->keys : "";
	}
	return NULL;
}

/* The keys of a list that are any, may be the action's, and are not another's of the same view
 * whom the ui's table names so far. */
static void keep_free(const struct ui *ui, const struct known *k, const char *keys, size_t rows,
		      struct buf *out)
{
	const struct ui_binding *table = ui->bindings;
	struct err ignored;
	int key;

	while (key_next(&keys, &key)) {
		struct buf name = { 0 };
		bool ours = key_spell(&name, key) && !key_in(key, buf_str(out));

		for (size_t i = 0; ours && i < rows; i++) {
			const struct known *other = find_known(table[i].action);

			ours = other == k || !(other->there & k->there) ||
			       !key_in(key, table[i].keys);
		}
		if (ours && !bindings_refuse(k, key, &ignored))
			buf_printf(out, "%s%s", out->len ? " " : "", name.at);
		buf_release(&name);
	}
}

static void add_row(struct bindings *b, const struct action *a, const char *keys)
{
	size_t n = 0;

	while (b->table[n].action)
		n++;
	b->table[n] = (struct ui_binding){ a->name, arena_text(&b->arena, keys) };
}

static void add_stored(struct ui *ui, struct bindings *b)
{
	for (size_t i = 0; i < b->stored.count; i++) {
		const struct binding *row = rowset_at(&b->stored, i);
		const struct known *k = find_known(row->action);
		struct buf keys = { 0 };

		if (!k)
			continue;
		bindings_fixed(k->action, &keys);
		keep_free(ui, k, row->keys ? row->keys : "", b->own, &keys);
		add_row(b, k->action, buf_str(&keys));
		b->own++;
		buf_release(&keys);
	}
}

/* What the program gives is the others' as far as nobody took it. */
static void add_losers(struct ui *ui, struct bindings *b)
{
	for (size_t i = 0; i < all_count; i++) {
		const char *keys = all[i].action->keys ? all[i].action->keys : "";
		struct buf left = { 0 };

		keep_free(ui, &all[i], keys, b->own, &left);
		if (!bindings_stored(b, all[i].action) && strcmp(buf_str(&left), keys) != 0)
			add_row(b, all[i].action, buf_str(&left));
		buf_release(&left);
	}
}

bool bindings_load(struct ui *ui, struct err *e)
{
	struct app *app = ui->owner;
	struct bindings fresh = { 0 };
	size_t count;

	if (!binding_list(&app->session, &fresh.stored, e)) {
		bindings_release(&fresh);
		return false;
	}
	ui->bindings = NULL;
	if (fresh.stored.count) {
		bindings_known(&count);
		fresh.table = arena_alloc(&fresh.arena, (count + 1) * sizeof *fresh.table);
		memset(fresh.table, 0, (count + 1) * sizeof *fresh.table);
		ui->bindings = fresh.table;
		add_stored(ui, &fresh);
		add_losers(ui, &fresh);
	}
	bindings_release(&app->bindings);
	app->bindings = fresh;
	return true;
}

void bindings_release(struct bindings *b)
{
	rowset_release(&b->stored);
	arena_release(&b->arena);
	*b = (struct bindings){ 0 };
}
