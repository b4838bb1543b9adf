/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/paragraph.h"

static struct reading *reading_of(struct view *v)
{
	return (struct reading *)v;
}

void reading_add_lines(struct reading *r, const char *lines)
{
	struct buf line = { 0 };

	while (*lines) {
		size_t len = strcspn(lines, "\n");

		buf_clear(&line);
		buf_add(&line, lines, len);
		beside_add(&r->text, STYLE_TEXT, buf_str(&line));
		lines += len + (lines[len] == '\n');
	}
	buf_release(&line);
}

/* What others save may make it shorter, but is no reason to begin from the top. */
static bool load(struct view *v, struct err *e)
{
	struct reading *r = reading_of(v);
	size_t top = r->text.top;
	bool ok;

	beside_clear(&r->text);
	ok = r->class->load(r, e);
	r->text.top = top;
	return ok;
}

static bool key_pressed(struct view *v, int key)
{
	return beside_key(&reading_of(v)->text, key);
}

static void paint(struct view *v, int rows, int cols)
{
	enum { MARGINS = 3 };
	int most = PARAGRAPH_MOST + MARGINS;

	beside_paint(&reading_of(v)->text, UI_TOP, 0, rows, cols < most ? cols : most, false);
}

static void title(struct view *v, struct buf *out)
{
	reading_of(v)->class->title(reading_of(v), out);
}

static void about(struct view *v, struct buf *out)
{
	reading_of(v)->class->about(reading_of(v), out);
}

static void free_reading(struct view *v)
{
	beside_release(&reading_of(v)->text);
	free(v);
}

const struct action reading_actions[] = {
	{ .keys = "Up", .help = N_("A row up; Down a row down") },
	{ .keys = "PgDn", .help = N_("A page on; PgUp a page back") },
	{ .keys = "End", .help = N_("To the end; Home to the beginning") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

static const struct view_class reading_view = {
	.actions = reading_actions,
	.key = key_pressed,
	.paint = paint,
	.title = title,
	.about = about,
	.load = load,
	.free = free_reading,
};

void *reading_new(size_t size, struct ui *ui, const struct reading_class *class,
		  const struct action *actions)
{
	struct reading *r = view_new(size, ui, &reading_view, actions);

	r->class = class;
	return r;
}
