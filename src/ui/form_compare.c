/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which version is kept, field by field: as it was, theirs and mine below each other. Nothing is
 * chosen beforehand, so that a quick Enter decides nothing unseen.
 */
#include "form_compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

static struct compare *compare_of(struct view *v)
{
	return (struct compare *)v;
}

static struct form_point *here(const struct compare *c)
{
	return &c->points->at[c->at];
}

/* ------------------------------------------------------------------ choosing */

static size_t count_open(const struct compare *c)
{
	size_t open = 0;

	for (size_t i = 0; i < c->points->count; i++)
		open += c->points->at[i].side == SIDE_NONE;
	return open;
}

/* Both together may be more than the field holds. */
static bool may_have(const struct compare *c, const struct form_point *point, enum form_side side)
{
	struct buf joined = { 0 };
	size_t count, most = field_max(point->field);

	if (side != SIDE_BOTH)
		return true;
	if (!merge_joins(point->field))
		return false;
	merge_join(point->field, &c->points->merge, &joined);
	count = text_count(buf_str(&joined));
	buf_release(&joined);
	if (count <= most)
		return true;
	ui_say(c->view.ui,
	       _("Both together have %zu characters, and %zu fit: take one of them, or shorten "
		 "yours first (Esc)."),
	       count, most);
	return false;
}

static void go_to_open(struct compare *c)
{
	for (size_t i = 1; i <= c->points->count; i++) {
		size_t next = (c->at + i) % c->points->count;

		if (c->points->at[next].side == SIDE_NONE) {
			c->at = next;
			return;
		}
	}
}

static void choose(struct compare *c, enum form_side side)
{
	if (!may_have(c, here(c), side))
		return;
	here(c)->side = c->last = side;
	if (c->reading)
		return;
	if (count_open(c))
		go_to_open(c);
	else
		ui_say(c->view.ui, "%s", _("All are chosen: Enter saves."));
}

static bool like_this(struct view *v, struct err *e)
{
	struct compare *c = compare_of(v);
	enum form_side side = here(c)->side ? here(c)->side : c->last;

	(void)e;
	if (!side) {
		ui_say(v->ui, "%s", _("Choose for this one first (1, 2)."));
		return true;
	}
	for (size_t i = 0; i < c->points->count; i++)
		if (may_have(c, &c->points->at[i], side))
			c->points->at[i].side = side;
	if (count_open(c))
		go_to_open(c);
	else
		ui_say(v->ui, "%s", _("All are chosen: Enter saves."));
	return true;
}

static bool take(struct view *v, struct err *e)
{
	struct compare *c = compare_of(v);
	size_t open = count_open(c);

	(void)e;
	if (open) {
		if (here(c)->side)
			go_to_open(c);
		ui_say(v->ui, _("Not chosen yet: %zu. 1 takes theirs, 2 yours."), open);
		return true;
	}
	*c->taken = true;
	ui_close(v);
	return true;
}

/* ----------------------------------------------------------------------- keys */

static bool read_text(struct view *v, struct err *e)
{
	struct compare *c = compare_of(v);

	(void)e;
	c->reading = !c->reading;
	c->top = 0;
	return true;
}

/* The next version's, and behind the last one the first again. */
static void go_to_change(struct compare *c)
{
	int last = c->rows > c->page ? c->rows - c->page : 0;

	for (int version = WAS; version < VERSIONS; version++)
		if (c->changes[version] > c->top && c->top < last) {
			c->top = c->changes[version];
			return;
		}
	c->top = 0;
}

static bool reading_key(struct compare *c, int key)
{
	int page = c->page > 1 ? c->page - 1 : 1;
	const struct {
		int key, by;
	} steps[] = { { K_UP, -1 },     { K_DOWN, 1 },        { K_PGUP, -page },
		      { K_PGDN, page }, { K_HOME, -c->rows }, { K_END, c->rows } };

	if (key_in(key, "Esc C-c Enter"))
		return read_text(&c->view, NULL);
	if (key == K_TAB)
		return go_to_change(c), true;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i].key == key) {
			c->top += steps[i].by;
			return true;
		}
	return false;
}

static bool move_key(struct compare *c, int key)
{
	size_t last = c->points->count - 1;

	if (key == K_UP || key == K_S_TAB)
		c->at -= c->at > 0;
	else if (key == K_DOWN || key == K_TAB)
		c->at += c->at < last;
	else if (key == K_PGUP || key == K_HOME)
		c->at = 0;
	else if (key == K_PGDN || key == K_END)
		c->at = last;
	else
		return false;
	return true;
}

static bool choice_key(struct compare *c, int key)
{
	enum form_side most = merge_joins(here(c)->field) ? SIDE_BOTH : SIDE_MINE;
	enum form_side side = here(c)->side;

	key = key_plain(key);
	if (key >= '1' && key < '1' + (int)most)
		return choose(c, (enum form_side)(key - '0')), true;
	if (key != K_LEFT && key != K_RIGHT)
		return false;
	if (key == K_RIGHT)
		side = side < most ? side + 1 : SIDE_THEIRS;
	else
		side = side > SIDE_THEIRS ? side - 1 : most;
	if (may_have(c, here(c), side))
		here(c)->side = c->last = side;
	return true;
}

static bool key_pressed(struct view *v, int key)
{
	struct compare *c = compare_of(v);

	if (choice_key(c, key))
		return true;
	return c->reading ? reading_key(c, key) : move_key(c, key);
}

const struct action form_compare_actions[] = {
	{ .keys = "",
	  .about =
		  N_("While the form was open somebody else stored the same record, with something "
		     "else in these fields. What only one of you changed is kept in any case. "
		     "Nothing is stored before Enter; Esc goes back to the form, where what you "
		     "typed still stands.") },
	{ .keys = "1", .bar = N_("Theirs"), .help = N_("Keep what somebody else stored") },
	{ .keys = "2", .bar = N_("Mine"), .help = N_("Keep what you typed") },
	{ .keys = "3",
	  .bar = N_("Both"),
	  .help = N_("Keep both, where a field has room for it: texts below each other; of what is "
		     "chosen or named, what either of you put in, without what either took out") },
	{ .name = "compare.save",
	  .keys = "Enter C-s",
	  .bar = N_("Save"),
	  .help = N_("Save what was chosen"),
	  .run = take },
	{ .keys = "Esc", .bar = N_("Back") },
	{ .name = "compare.read",
	  .keys = "F6",
	  .bar = N_("In full"),
	  .help = N_("Read the field's versions in full: arrows and pages move there, Tab to the "
		     "next change; F6 again goes back"),
	  .run = read_text },
	{ .name = "compare.all",
	  .keys = "C-a",
	  .bar = N_("All so"),
	  .help = N_("Choose for all fields as for this one, or as for the one before"),
	  .run = like_this },
	{ .keys = "Left", .help = N_("Another version of the field; Right does it too") },
	{ .keys = "Up", .help = N_("The field above; PgUp the first") },
	{ .keys = "Down", .help = N_("The field below; PgDn the last") },
	{ 0 },
};

/* ------------------------------------------------------------------- the view */

static void title(struct view *v, struct buf *out)
{
	struct form *f = compare_of(v)->points->form;

	f->class->title(f, out);
}

static void about(struct view *v, struct buf *out)
{
	const struct compare *c = compare_of(v);
	const struct ui *ui = v->ui;
	struct buf who = { 0 };

	if (c->reading) {
		buf_printf(out, _("%s, in full"), _(here(c)->field->label));
		return;
	}
	buf_printf(out, _("Changed by both of you: %zu. Choose for each."), c->points->count);
	if (ui->tell_changer)
		ui->tell_changer(c->points->form, &who);
	if (who.len)
		buf_printf(out, " %s", who.at);
	buf_release(&who);
}

static void free_compare(struct view *v)
{
	struct compare *c = compare_of(v);

	for (size_t i = 0; i < c->points->count; i++)
		for (int version = 0; version < VERSIONS; version++)
			buf_release(&c->texts[i].text[version]);
	free(c->texts);
	free(c);
}

static const struct view_class class = {
	.actions = form_compare_actions,
	.key = key_pressed,
	.paint = compare_paint,
	.title = title,
	.about = about,
	.free = free_compare,
};

/* ------------------------------------------------------------------ the texts */

/* What of b is not as in a, between whole characters. */
static void find_change(const struct buf *a, const struct buf *b, size_t *from, size_t *to)
{
	const char *x = buf_str(a), *y = buf_str(b);
	size_t head = 0, end_x = a->len, end_y = b->len;

	while (head < a->len && head < b->len) {
		size_t next = text_next(y, b->len, head);

		if (text_next(x, a->len, head) != next || strncmp(x + head, y + head, next - head))
			break;
		head = next;
	}
	while (end_x > head && end_y > head) {
		size_t before_x = text_prev(x, end_x, end_x), before_y = text_prev(y, end_y, end_y);

		if (before_x < head || before_y < head || end_x - before_x != end_y - before_y ||
		    strncmp(x + before_x, y + before_y, end_x - before_x))
			break;
		end_x = before_x;
		end_y = before_y;
	}
	*from = head;
	*to = end_y;
}

static void fill_texts(struct compare *c)
{
	const struct merge *m = &c->points->merge;
	const void *const things[VERSIONS] = { m->base, m->theirs, m->mine };

	c->texts = mem_alloc(c->points->count * sizeof *c->texts);
	memset(c->texts, 0, c->points->count * sizeof *c->texts);
	for (size_t i = 0; i < c->points->count; i++) {
		struct compare_texts *t = &c->texts[i];

		for (int version = 0; version < VERSIONS; version++)
			form_show_version(c->points->form, c->points->at[i].field, things[version],
					  &t->text[version]);
		for (int version = THEIRS; version < VERSIONS; version++)
			find_change(&t->text[WAS], &t->text[version], &t->from[version],
				    &t->to[version]);
		/* where the text that was there is read from */
		t->from[WAS] = t->from[THEIRS] < t->from[MINE] ? t->from[THEIRS] : t->from[MINE];
		t->to[WAS] = t->from[WAS];
	}
}

bool form_compare(struct form_points *points)
{
	struct compare *c = view_new(sizeof *c, points->form->view.ui, &class, NULL);
	bool taken = false;
	struct err e = { 0 };

	c->points = points;
	c->taken = &taken;
	c->view.modal = true;
	fill_texts(c);
	if (!ui_open(&c->view, &e))
		return false;
	ui_run(&c->view);
	return taken;
}
