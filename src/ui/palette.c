/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette.h"

#include <stdlib.h>
#include <string.h>

#include "base/find.h"
#include "base/i18n.h"
#include "base/text.h"
#include "help_private.h"
#include "list_private.h"

enum { CODES = 16, WORDS = 3, NAME = 1 };

/* An action and all it is found by, made once. */
struct entry {
	const struct action *action;
	const char *keys;
	/* what it does; what stands before the colon there; the word of the key bar */
	const char *word[WORDS], *key[WORDS];
	const char *codes[CODES + 1]; /* English, its keys; ended by NULL */
	int lately;                   /* the greater, the later it was run; 0: not */
	size_t number;                /* in the order of the tables */
};

struct palette {
	struct list list;
	struct arena arena;
	struct entry *entries;
	size_t count, room;
};

/* ---------------------------------------------------------------- what it lists */

static int lately(const struct ui *ui, const struct action *a)
{
	for (int i = 0; i < UI_LATELY && ui->lately[i]; i++)
		if (!strcmp(ui->lately[i], a->name))
			return UI_LATELY - i;
	return 0;
}

static void remember(struct ui *ui, const struct action *a)
{
	int i = 0;

	while (i < UI_LATELY - 1 && ui->lately[i] && strcmp(ui->lately[i], a->name))
		i++;
	memmove(ui->lately + 1, ui->lately, (size_t)i * sizeof *ui->lately);
	ui->lately[0] = a->name;
}

/* As it is shown and as tables write it: Ctrl-P and C-p. */
static void add_key(struct palette *p, const char *name, size_t len, const char **code)
{
	struct buf shown = { 0 };

	*code++ = arena_copy(&p->arena, name, len);
	key_show(&shown, code[-1]);
	*code = arena_text(&p->arena, buf_str(&shown));
	buf_release(&shown);
}

/* "学生" of "学生：查找、新增、修改"; "" where there is no colon. */
static const char *before_colon(struct palette *p, const char *text)
{
	static const char *const colons[] = { "：", ":" };

	for (size_t i = 0; i < sizeof colons / sizeof *colons; i++) {
		const char *colon = strstr(text, colons[i]);

		if (colon)
			return arena_copy(&p->arena, text, (size_t)(colon - text));
	}
	return "";
}

static void fill(struct palette *p, struct entry *en)
{
	const struct ui *ui = p->list.view.ui;
	const struct action *a = en->action;
	const char *keys = ui_keys(ui, a), *name, **code = en->codes;
	struct buf text = { 0 };
	size_t len;

	help_keys(help_below(&p->list), a, &text);
	en->keys = arena_text(&p->arena, buf_str(&text));
	en->lately = lately(ui, a);
	en->word[0] = help_what(a);
	en->word[NAME] = before_colon(p, en->word[0]);
	en->word[2] = a->bar ? _(a->bar) : "";
	for (int i = 0; i < WORDS; i++) {
		buf_clear(&text);
		find_key(&text, en->word[i], NULL);
		en->key[i] = arena_text(&p->arena, buf_str(&text));
	}
	*code++ = a->help ? a->help : a->bar;
	if (a->bar)
		*code++ = a->bar;
	for (; code + 2 <= en->codes + CODES && text_word(&keys, ' ', &name, &len); code += 2)
		add_key(p, name, len, code);
	buf_release(&text);
}

/* One row a command: a screen's own word for it comes before that of all screens. */
static bool add(void *arg, const struct action *a)
{
	struct palette *p = arg;

	if (!a->run || !a->name || a->run == palette_open || !help_shows(p->list.view.ui, a))
		return false;
	for (size_t i = 0; i < p->count; i++)
		if (!strcmp(p->entries[i].action->name, a->name))
			return false;
	if (p->count == p->room) {
		p->room = p->room ? 2 * p->room : 64;
		p->entries = mem_grow(p->entries, p->room * sizeof *p->entries);
	}
	p->entries[p->count] = (struct entry){ .action = a, .number = p->count };
	fill(p, &p->entries[p->count++]);
	return false;
}

/* With nothing typed, what was run last comes first. */
static int compare(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	if (a->lately != b->lately)
		return b->lately - a->lately;
	return (a->number > b->number) - (a->number < b->number);
}

static void collect(struct palette *p)
{
	struct view *below = help_below(&p->list);

	ui_seek_action(below, add, p);
	if (below->modal)
		action_seek(p->list.view.ui->places, add, p);
	if (p->count)
		qsort(p->entries, p->count, sizeof *p->entries, compare);
}

static bool load(struct list *l, struct err *e)
{
	struct palette *p = (struct palette *)l;

	(void)e;
	if (!p->count)
		collect(p);
	for (size_t i = 0; i < p->count; i++) {
		struct help_row *row = rowset_add(&l->rows);

		row->id = (int64_t)i + 1;
		row->keys = p->entries[i].keys;
		row->what = p->entries[i].word[0];
		row->action = p->entries[i].action;
	}
	return true;
}

/* The word that fits best decides; of several, that which is the whole of a name. */
static int fit(const struct list *l, const void *row)
{
	const struct entry *en =
		&((const struct palette *)l)->entries[((const struct help_row *)row)->id - 1];
	int best = FIND_NOT, name = FIND_NOT;

	for (int i = 0; i < WORDS; i++) {
		int of_word = FIND_NOT;

		if (*en->word[i])
			of_word = (int)find_fit(&l->sought, en->word[i], en->key[i], en->codes);
		best = of_word > best ? of_word : best;
		name = i == NAME ? of_word : name;
	}
	return 2 * best + (name == FIND_WHOLE);
}

/* ------------------------------------------------------------------ the typing */

/* A key may be looked for, / too; and who has taken everything back begins at the first row. */
static bool key_pressed(struct list *l, int key)
{
	const struct help_row *row = list_current(l);

	if (key == K_ENTER) {
		if (row) {
			remember(l->view.ui, row->action);
			help_do(l, row->action);
		}
		return true;
	}
	if (key_plain(key) == '/' && !l->find.len) {
		list_find_add(l, "/", 1);
		return true;
	}
	if (!l->find.len || !list_find_key(l, key))
		return false;
	if (!l->find.len)
		l->at = l->top = 0;
	return true;
}

static void title(const struct list *l, struct buf *out)
{
	(void)l;
	buf_text(out, _("Commands"));
}

static void about(const struct list *l, struct buf *out)
{
	(void)l;
	buf_text(out, _("Type a name, its pinyin or a key; Enter does it."));
}

static void release(struct list *l)
{
	struct palette *p = (struct palette *)l;

	free(p->entries);
	arena_release(&p->arena);
}

static const struct list_class class = {
	.aside = true,
	.fields = help_fields,
	.stride = sizeof(struct help_row),
	.columns = help_columns,
	.load = load,
	.title = title,
	.about = about,
	.fit = fit,
	.key = key_pressed,
	.typing_finds = true,
	.blank_finds = true,
	.release = release,
};

static bool is_palette(const struct view *v)
{
	return v->actions == help_actions && ((const struct list *)v)->class == &class;
}

bool palette_open(struct view *v, struct err *e)
{
	struct ui *ui = v->ui;
	bool again = is_palette(v);
	struct palette *p;

	/* nobody looks for what can be done in a list of what can be done */
	if (v->actions == help_actions)
		ui_close(v);
	if (again)
		return true;
	p = list_new(sizeof *p, ui, &class, help_actions);
	p->list.view.modal = p->list.finding = true;
	return ui_open(&p->list.view, e);
}
