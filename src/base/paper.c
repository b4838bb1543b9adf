/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/paper.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/place.h"
#include "base/text.h"
#include "table_private.h"

/* -------------------------------------------------------------------- beginning */

/* The first frame says that the target is good, or why it is not. */
static bool begin(struct paper *p, const struct table_order *o, struct err *e)
{
	int to;

	if (!table_start_writing(&p->child, &to, o, e))
		return false;
	p->to = table_stream_to(to);
	if (table_next(&p->child, e))
		return true;
	fclose(p->to);
	p->to = NULL;
	return table_close(&p->child, e) && false;
}

bool paper_to_file(struct paper *p, const char *path, enum paper_format format, bool replace,
		   struct err *e)
{
	struct table_order o = table_order_to("paper");

	*p = (struct paper){ .format = format, .to_stdout = !strcmp(path, "-") };
	if (!table_may_use(path, e))
		return false;
	if (p->to_stdout && format == PAPER_PDF)
		return err_set(e, ERR_INVALID, "%s",
			       _("A PDF is written to a file: name one with --output."));
	if (p->to_stdout)
		return true;
	table_order_add(&o, "--format");
	table_order_add(&o, format == PAPER_PDF ? "pdf" : "html");
	if (replace)
		table_order_add(&o, "--replace");
	table_order_add(&o, "--");
	table_order_add(&o, path);
	return begin(p, &o, e);
}

/* As CUPS names them; one that begins with a hyphen would be an option of lp's. */
static bool check_printer(const char *printer, struct err *e)
{
	struct buf shown = { 0 };
	bool ok = !printer || (*printer && *printer != '-' && strlen(printer) < 128 &&
			       !printer[strcspn(printer, " \t\n/#\"'\\")]);

	if (!ok)
		err_set(e, ERR_INVALID, _("%s is no name of a printer; lpstat -e lists them."),
			text_quote(&shown, printer));
	if (!ok)
		err_at(e, "printer");
	buf_release(&shown);
	return ok;
}

bool paper_to_printer(struct paper *p, const char *printer, const char *title, struct err *e)
{
	struct table_order o = table_order_to("print");
	const char *lp = place_env("DAOSHI_LP");

	*p = (struct paper){ .format = PAPER_PDF };
	if (!check_printer(printer, e))
		return false;
	if (printer) {
		table_order_add(&o, "--printer");
		table_order_add(&o, printer);
	}
	if (lp) {
		table_order_add(&o, "--lp");
		table_order_add(&o, lp);
	}
	table_order_add(&o, "--");
	table_order_add(&o, title);
	return begin(p, &o, e);
}

/* ---------------------------------------------------------------------- sending */

void paper_bytes(struct paper *p, const char *bytes, size_t len)
{
	struct buf cell = { 0 };

	if (p->to_stdout) {
		fwrite(bytes, 1, len, stdout);
		return;
	}
	buf_add(&cell, bytes, len);
	frame_begin(p->to, 'B');
	frame_cell(p->to, buf_str(&cell));
	frame_end(p->to);
	buf_release(&cell);
}

void paper_letter(struct paper *p)
{
	frame_begin(p->to, 'N');
	frame_end(p->to);
}

void paper_line(struct paper *p, int part, const char *text)
{
	frame_begin(p->to, 'L');
	frame_number(p->to, (size_t)part);
	frame_cell(p->to, text);
	frame_end(p->to);
}

void paper_plain(struct paper *p, const char *text, size_t len)
{
	struct buf line = { 0 };

	for (const char *end = text + len; text < end;) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));

		stop = stop ? stop : end;
		buf_clear(&line);
		buf_add(&line, text, (size_t)(stop - text));
		frame_begin(p->to, 'X');
		frame_cell(p->to, buf_str(&line));
		frame_end(p->to);
		text = stop + 1;
	}
	buf_release(&line);
}

/* ----------------------------------------------------------------------- ending */

static void keep_text(char *to, size_t size, const char *text)
{
	size_t len = strlen(to);

	snprintf(to + len, size - len, "%s", text);
	text_trim_broken_end(to);
}

static void note_run_on(struct paper *p, size_t letter)
{
	if (p->run_on < PAPER_NAMED)
		p->run_on_at[p->run_on] = letter;
	p->run_on++;
}

static void drain(struct paper *p, struct err *e)
{
	const struct frame *f = &p->child.frame;

	while (table_next(&p->child, e)) {
		if (f->tag == 'P' && f->count == 1)
			keep_text(p->lacking, sizeof p->lacking, f->cell[0]);
		else if (f->tag == 'P' && f->count == 2)
			note_run_on(p, strtoul(f->cell[1], NULL, 10));
		else if (f->tag == 'I' && f->count == 2 && !strcmp(f->cell[0], "pages"))
			p->pages = strtoul(f->cell[1], NULL, 10);
		else if (f->tag == 'I' && f->count == 2)
			keep_text(p->printed, sizeof p->printed, f->cell[1]);
	}
}

bool paper_end(struct paper *p, struct err *e)
{
	if (p->to_stdout)
		return true; /* whether it got there is asked at the end, as of all that is printed
			      */
	if (!p->to)
		return false;
	frame_begin(p->to, 'Z');
	frame_end(p->to);
	fclose(p->to);
	p->to = NULL;
	drain(p, e);
	return table_close(&p->child, e);
}

/* Left to end by itself, so that it clears away what it began. */
void paper_abandon(struct paper *p)
{
	struct err unheard = { 0 };

	if (!p->to)
		return;
	fclose(p->to);
	p->to = NULL;
	drain(p, &unheard);
	table_close(&p->child, &unheard);
}
