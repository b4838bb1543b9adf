/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "binding_list.h"

#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/binding.h"
#include "screen/keys.h"
#include "ui/ask.h"

enum { HOLDERS = 40 };

struct row {
	int64_t id, rev;
	const char *keys, *state, *what, *where, *name;
	const struct known *known;
};

static const struct choice states[] = {
	{ "own", N_("own"), NULL },
	{ "lost", N_("lost"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct row, keys), .label = N_("Key"), .width = 14 },
	{ FIELD(struct row, state), .label = N_("Status"), .kind = FIELD_CHOICE, .width = 6,
	  .choices = states },
	{ FIELD(struct row, what), .label = N_("What it does"), .width = 32 },
	{ FIELD(struct row, where), .label = N_("Screen"), .width = 16 },
	{ FIELD(struct row, name), .label = N_("Action") },
	{ 0 },
};
static const char *const columns[] = { "keys", "state", "what", "where", NULL };

struct keys {
	struct list list;
	bool changed_only;
};

static struct bindings *bindings_of(const struct view *v)
{
	return &((struct app *)v->ui->owner)->bindings;
}

/* ------------------------------------------------------------------ the list */

static void name_screens(const struct known *k, struct buf *out)
{
	for (size_t s = 0; screen_keys[s].screen; s++)
		if (k->listed & (screen_set)1 << s)
			buf_printf(out, "%s%s", out->len ? _(", ") : "", _(screen_keys[s].screen));
}

static void show_keys(const struct view *v, const struct action *a, struct buf *out)
{
	const char *keys = ui_keys(v->ui, a);

	if (*keys)
		key_show_all(out, keys);
	else
		buf_text(out, _("no key"));
}

/* Changed by this person, or only without a key that another action was given. */
static const char *state_of(const struct view *v, const struct action *a)
{
	if (bindings_stored(bindings_of(v), a))
		return "own";
	return strcmp(ui_keys(v->ui, a), a->keys ? a->keys : "") != 0 ? "lost" : "";
}

static const char *what_of(const struct action *a)
{
	return _(a->help ? a->help : a->bar);
}

static void add(struct list *l, const struct known *k)
{
	struct row *row = rowset_add(&l->rows);
	struct buf text = { 0 };

	row->id = (int64_t)l->rows.count;
	row->known = k;
	row->name = k->action->name;
	row->what = what_of(k->action);
	row->state = state_of(&l->view, k->action);
	show_keys(&l->view, k->action, &text);
	row->keys = arena_text(&l->rows.arena, buf_str(&text));
	buf_clear(&text);
	name_screens(k, &text);
	row->where = arena_text(&l->rows.arena, buf_str(&text));
	buf_release(&text);
}

/* By the session's own rights: a closed school year takes no keys away. */
static bool load(struct list *l, struct err *e)
{
	unsigned may = session_of(&l->view)->may;
	size_t count;
	const struct known *k = bindings_known(&count);

	(void)e;
	for (size_t i = 0; i < count; i++)
		if ((k[i].action->need & may) == k[i].action->need)
			add(l, &k[i]);
	return true;
}

static bool keep(const struct list *l, const void *row)
{
	return !((const struct keys *)l)->changed_only || *((const struct row *)row)->state;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Keys"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("%zu commands, %zu with keys of your own"), l->shown_count,
		   bindings_of(&l->view)->own);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	field_show(l->column[column].field, row, out);
	return *((const struct row *)row)->state ? STYLE_STRONG : STYLE_TEXT;
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct row),
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.keep = keep,
	.cell = cell,
	.whole = "what",
	.empty = N_("No command has keys of your own. F6 shows all commands; Enter on one gives it "
		    "another key."),
};

/* ------------------------------------------------------------ giving a key */

static const char *shown(const char *names)
{
	static struct buf out;

	buf_clear(&out);
	key_show(&out, names);
	return buf_str(&out);
}

/* Stored and at once gone by. */
static bool store(struct view *v, const struct binding *set, size_t count, struct err *e)
{
	if (!binding_set(session_of(v), set, count, e) || !bindings_load(v->ui, e))
		return false;
	ui_changed(v->ui);
	return true;
}

/* Others that have the key keep it no longer; theirs by the program go by themselves. */
static bool give(struct view *v, const struct known *k, const char *keys, int key, struct err *e)
{
	const char *own = k->action->keys ? k->action->keys : "";
	struct binding set[HOLDERS] = { { .action = k->action->name,
					  .keys = strcmp(keys, own) ? keys : NULL } };
	const struct known *other;
	struct arena arena = { 0 };
	size_t count = 1;
	bool ok;

	for (size_t n = 0; count < HOLDERS && (other = bindings_holder(v->ui, k, key, n)); n++) {
		const char *stored = bindings_stored(bindings_of(v), other->action);
		struct buf left = { 0 };

		if (!stored)
			continue;
		bindings_without(stored, key, &left);
		set[count++] = (struct binding){ .action = other->action->name,
						 .keys = arena_text(&arena, buf_str(&left)) };
		buf_release(&left);
	}
	ok = store(v, set, count, e);
	arena_release(&arena);
	return ok;
}

/* Whether another action of the same view may be left without the key. */
static bool may_take(struct view *v, const struct known *k, int key, const char *name)
{
	const struct known *first = bindings_holder(v->ui, k, key, 0);
	struct buf question = { 0 };
	size_t n = 1;
	bool yes;

	if (!first)
		return true;
	while (bindings_holder(v->ui, k, key, n))
		n++;
	buf_printf(&question, _("%s is already: %s."), shown(name), what_of(first->action));
	if (n > 1)
		buf_printf(&question, _(" And %zu more."), n - 1);
	buf_text(&question, _(" Take it from there?"));
	yes = ask_yes(v->ui, question.at, _("take it"), _("leave it there"));
	buf_release(&question);
	return yes;
}

/* With an input method on, a letter never arrives. */
static bool only_letters(const char *keys)
{
	int key;

	while (key_next(&keys, &key))
		if (!((key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z')))
			return false;
	return true;
}

static void say_given(struct view *v, const struct known *k)
{
	const char *keys = ui_keys(v->ui, k->action);
	struct buf all = { 0 };

	key_show_all(&all, keys);
	ui_say(v->ui,
	       only_letters(keys)
		       ? _("%s: %s. While an input method is on, letters do not arrive: F9 adds a "
			   "second key.")
		       : _("%s: %s."),
	       what_of(k->action), buf_str(&all));
	buf_release(&all);
}

/* `before`: the keys that it keeps beside the new one. */
static bool add_key(struct view *v, const struct known *k, int key, struct buf *before,
		    struct err *e)
{
	struct buf name = { 0 };
	bool ok = true;

	key_spell(&name, key);
	if (key_in(key, ui_keys(v->ui, k->action)) && key_in(key, buf_str(before))) {
		ui_say(v->ui, _("%s does that already."), shown(name.at));
	} else if (may_take(v, k, key, name.at)) {
		if (!key_in(key, buf_str(before)))
			buf_printf(before, "%s%s", before->len ? " " : "", name.at);
		ok = give(v, k, buf_str(before), key, e);
		if (ok)
			say_given(v, k);
	}
	buf_release(&name);
	return ok;
}

static bool ask_for(struct view *v, bool second, struct err *e)
{
	const struct row *row = list_current((const struct list *)v);
	const struct known *k = row ? row->known : NULL;
	struct buf text = { 0 };
	bool ok = true;
	int key;

	if (!k)
		return true;
	if (session_of(v)->read_only)
		return err_set(e, ERR_IO, "%s", session_denial(session_of(v)));
	buf_printf(&text, _("Press the key for: %s (Esc leaves it as it is)"), what_of(k->action));
	key = key_plain(ask_key(v->ui, text.at, -1));
	buf_clear(&text);
	if (second)
		buf_text(&text, ui_keys(v->ui, k->action));
	else
		bindings_fixed(k->action, &text);
	if (!key_in(key, "Esc C-c") && key != K_HANGUP)
		ok = !bindings_refuse(k, key, e) && add_key(v, k, key, &text, e);
	buf_release(&text);
	return ok;
}

/* ------------------------------------------------------------------ actions */

static bool bind_one(struct view *v, struct err *e)
{
	return ask_for(v, false, e);
}

static bool add_second(struct view *v, struct err *e)
{
	return ask_for(v, true, e);
}

/* A key of its own that another action was given meanwhile stays there. */
static bool give_back(struct view *v, struct err *e)
{
	const struct row *row = list_current((const struct list *)v);
	const struct known *k = row ? row->known : NULL;
	struct binding own = { 0 };

	if (!k)
		return true;
	own.action = k->action->name;
	if (!store(v, &own, 1, e))
		return false;
	if (*state_of(v, k->action))
		ui_say(v->ui, "%s",
		       _("It has its usual keys again, but for what another command was given."));
	else
		ui_say(v->ui, _("%s: the usual keys again."), what_of(k->action));
	return true;
}

static bool reset(struct view *v, struct err *e)
{
	struct session *s = session_of(v);
	size_t own = bindings_of(v)->stored.count;
	char question[200];

	if (s->read_only)
		return err_set(e, ERR_IO, "%s", session_denial(s));
	if (!own) {
		ui_say(v->ui, "%s", _("No command has keys of your own."));
		return true;
	}
	snprintf(question, sizeof question,
		 _("Give all commands their usual keys back? Changed: %zu."), own);
	if (!ask_yes(v->ui, question, _("give back"), _("leave them")))
		return true;
	if (!binding_reset(s, e) || !bindings_load(v->ui, e))
		return false;
	ui_changed(v->ui);
	ui_say(v->ui, "%s", _("All commands have their usual keys again."));
	return true;
}

static bool filter(struct view *v, struct err *e)
{
	struct keys *keys = (struct keys *)v;

	(void)e;
	keys->changed_only = !keys->changed_only;
	list_refilter(&keys->list);
	return true;
}

const struct action binding_list_actions[] = {
	{ .keys = "",
	  .about = N_("Every command and its keys. Enter gives it another key, which holds for you "
		      "alone and at once; whatever had that key is named first. Sentences go on "
		      "naming the usual keys.") },
	{ .name = "keys.bind",
	  .keys = "Enter",
	  .bar = N_("Other key"),
	  .run = bind_one,
	  .help = N_("Another key for the command, instead of those it has; sentences that name a "
		     "key still name the usual one") },
	{ .name = "keys.add",
	  .keys = "F9 a",
	  .bar = N_("Second key"),
	  .run = add_second,
	  .help = N_("One more key for the command") },
	{ .name = "keys.give_back",
	  .keys = "F8",
	  .bar = N_("Usual key"),
	  .run = give_back,
	  .help = N_("Its usual keys again") },
	{ .name = "keys.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Show those that were changed, or all") },
	{ .name = "keys.reset",
	  .keys = "0",
	  .bar = N_("Reset"),
	  .run = reset,
	  .help = N_("The usual keys again for all commands") },
	{ 0 },
};

bool binding_list_show(struct view *v, struct err *e)
{
	struct keys *keys;

	if (ui_return_to(v->ui, binding_list_actions))
		return true;
	keys = list_new(sizeof *keys, v->ui, &class, binding_list_actions);
	return ui_open(&keys->list.view, e);
}
