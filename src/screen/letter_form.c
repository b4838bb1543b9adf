/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter_form.h"

#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/print.h"
#include "export_file.h"
#include "letter_private.h"
#include "model/letter.h"
#include "ui/ask.h"

static const struct choice whom[] = {
	{ "chosen", N_("the chosen students"), NULL },
	{ "class", N_("their class"), NULL },
	{ "mentor", N_("their mentor's students"), NULL },
	{ "all", N_("everybody in sight"), NULL },
	{ 0 },
};

static const struct choice parties[] = {
	{ "both", N_("both, a letter each"), NULL },
	{ "student", N_("the students"), NULL },
	{ "guardians", N_("the guardians"), NULL },
	{ 0 },
};

/* The last one where this machine can print. */
enum { HTML, PDF, PRINTER, WAYS };
static const struct choice printer = { "printer", N_("straight to the printer"), NULL };
static struct choice ways[WAYS + 1] = {
	[HTML] = { "html", N_("pages for a browser (HTML)"), NULL },
	[PDF] = { "pdf", N_("PDF"), NULL },
};

static const struct field fields[] = {
	{ FIELD(struct letter_order, whom), .label = N_("Of whom"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = whom,
	  .help = N_("whose feedback of this school year; ? lists what can be chosen") },
	{ FIELD(struct letter_order, party), .label = N_("Addressed to"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = parties,
	  .help = N_("the students and the guardians are addressed in letters of their own") },
	{ FIELD(struct letter_order, how), .label = N_("Written"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = ways,
	  .help = N_("a file that you print, or the printer of this machine") },
	{ FIELD(struct letter_order, path), .label = N_("File"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 1000, .help = N_("~ is your own folder") },
	{ FIELD(struct letter_order, printer), .label = N_("Printer"), .kind = FIELD_TEXT,
	  .max = 100, .help = N_("its name, as lpstat has it; empty: the usual one") },
	{ 0 },
};

static struct letter_form *letter_of(const struct form *f)
{
	return (struct letter_form *)f;
}

static const char *const *shown(const struct form *f)
{
	static const char *const file[] = { "whom", "party", "how", "path", NULL };
	static const char *const paper[] = { "whom", "party", "how", "printer", NULL };
	const struct letter_order *o = f->thing;

	return o->how && !strcmp(o->how, "printer") ? paper : file;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Feedback letters"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct letter_form *l = letter_of(f);

	if (l->class_name)
		buf_printf(out, _("Class %s. "), l->class_name);
	if (l->mentor)
		buf_printf(out, _("Mentor %s. "), l->mentor);
	buf_text(out, l->count_told ? l->count_told : "");
}

/* What tells one file from another: class, mentor, or nothing. */
static const char *part_of_name(const struct letter_form *l, const char *of)
{
	const char *part = !strcmp(of, "class")    ? l->class_name
			   : !strcmp(of, "mentor") ? l->mentor
						   : NULL;
	struct buf name = { 0 };
	const char *kept;

	if (!part)
		return "";
	buf_char(&name, '-');
	for (; *part; part++)
		if (!strchr("()/ .", *part))
			buf_char(&name, *part);
	kept = arena_text((struct arena *)&l->form.arena, buf_str(&name));
	buf_release(&name);
	return kept;
}

static void propose(struct letter_form *l, const char *of, const char *how)
{
	const char *day = session_of(&l->form.view)->today_iso;

	l->offered =
		arena_printf(&l->form.arena, "~/daoshi-letters%s-%.2s%.2s.%s", part_of_name(l, of),
			     day + 5, day + 8, strcmp(how, "pdf") ? "html" : "pdf");
}

static bool find(struct letter_form *l, const struct letter_order *o, struct letters *out,
		 struct err *e)
{
	struct letters_of of = { 0 };
	unsigned to = (1U << LETTER_PARTIES) - 1;

	if (!strcmp(o->whom, "chosen"))
		of = (struct letters_of){ .students = l->ids, .count = l->count };
	else if (!strcmp(o->whom, "class"))
		of.class_name = l->class_name;
	else if (!strcmp(o->whom, "mentor"))
		of.mentor_id = l->mentor_id;
	if (!strcmp(o->party, "student"))
		to = 1U << LETTER_STUDENT;
	else if (!strcmp(o->party, "guardians"))
		to = 1U << LETTER_GUARDIANS;
	return letters_find(session_of(&l->form.view), &of, to, out, e);
}

/* How many it would be; whose is lacking is told when they are written. */
static void count(struct letter_form *l, const struct letter_order *o)
{
	struct letters letters = { 0 };
	struct buf text = { 0 };
	struct err ignored;

	if (o->whom && o->party && find(l, o, &letters, &ignored)) {
		size_t without = letters.students.count - letters.ready;

		buf_printf(&text,
			   without ? _("%zu letters; %zu students are without one.")
				   : _("%zu letters."),
			   letters_count(&letters), without);
	}
	l->count_told = arena_text(&l->form.arena, buf_str(&text));
	letters_release(&letters);
	buf_release(&text);
}

/* A name that they typed themselves stays. */
static void changed(struct form *f, const struct field *field)
{
	struct letter_form *l = letter_of(f);
	const struct letter_order *o = f->thing;

	(void)field;
	if (!o->whom || !o->how || !o->party)
		return;
	if (strcmp(o->how, "printer") != 0 && o->path && !strcmp(o->path, l->offered)) {
		propose(l, o->whom, o->how);
		form_set(f, "path", l->offered);
	}
	count(l, o);
}

/* ------------------------------------------------------------------------ writing */

/* What was chosen of a list that is of neither. */
static bool check_whom(const struct letter_form *l, const struct letter_order *o, struct err *e)
{
	bool none = (!strcmp(o->whom, "chosen") && !l->count) ||
		    (!strcmp(o->whom, "class") && !l->class_name) ||
		    (!strcmp(o->whom, "mentor") && !l->mentor_id);

	return !none || err_field(e, "whom", "%s", _("There is none here; choose another one."));
}

static bool read_template(struct session *s, struct letter_template *out, struct err *e)
{
	struct arena arena = { 0 };
	const char *text;
	bool own, ok;

	*out = (struct letter_template){ 0 };
	ok = letter_template_kept(s, &arena, &text, &own, e) && letter_template_read(text, out, e);
	arena_release(&arena);
	return ok;
}

/* One that is there is asked about. */
static bool write_out(struct letter_form *l, const struct letters *letters,
		      const struct letter_template *t, struct letters_target *to, struct buf *told,
		      struct err *e)
{
	struct session *s = session_of(&l->form.view);

	if (letters_write(s, letters, t, to, told, e))
		return true;
	if (e->kind != ERR_CONFLICT || !to->path) {
		err_at(e, to->path ? "path" : "printer");
		return false;
	}
	*e = (struct err){ 0 };
	if (!ask_yes(l->form.view.ui, _("There is a file of that name."), _("replace it"),
		     _("another name")))
		return false;
	to->replace = true;
	return letters_write(s, letters, t, to, told, e);
}

static void tell(const struct letters *letters, const struct letter_order *o,
		 const struct buf *told, struct buf *out)
{
	if (strcmp(o->how, "printer") != 0)
		buf_printf(out, _("%zu letters are in %s."), letters_count(letters), o->path);
	else
		buf_printf(out, _("%zu letters are at the printer."), letters_count(letters));
	if (told->len)
		buf_printf(out, " %s", told->at);
}

static void hand_over(struct letter_form *l, const struct letters *letters)
{
	struct session *s = session_of(&l->form.view);
	struct ui *ui = l->form.view.ui;
	struct err e = { 0 };
	size_t handed;

	if (!letters_hand_over(s, letters, s->today_iso, &handed, &e)) {
		ui_fail(ui, &e);
		return;
	}
	app_saved(&l->form.view, _("Handed over today: %zu letters"), handed);
	ui_say(ui, _("Handed over today: %zu letters. u takes that back."), handed);
	ui_changed(ui);
}

/* A printer does not know whether a letter was handed over; whoever stands beside it does. */
static void tell_and_offer(struct letter_form *l, const struct letters *letters,
			   const struct letter_order *o, const struct buf *told)
{
	struct session *s = session_of(&l->form.view);
	struct ui *ui = l->form.view.ui;
	struct buf done = { 0 }, question = { 0 };
	struct err e;
	bool may = session_may(s, MAY_RECORD, &e) && school_year_is_open(&s->year, &e);

	tell(letters, o, told, &done);
	buf_printf(&question, _("%s Handed over on paper today?"), done.at);
	if (may && ask_yes(ui, question.at, _("yes, write that down"), _("no, later")))
		hand_over(l, letters);
	else
		ui_say(ui, "%s", done.at);
	buf_release(&done);
	buf_release(&question);
}

/* A school's take some seconds. */
static bool say_so(struct ui *ui)
{
	ui_say(ui, "%s", _("The letters are being written."));
	ui_paint(ui);
	return true;
}

static bool save(struct form *f, struct err *e)
{
	struct letter_form *l = letter_of(f);
	const struct letter_order *o = f->thing;
	bool prints = !strcmp(o->how, "printer"), ok;
	struct letters_target to = {
		.format = strcmp(o->how, "html") ? PAPER_PDF : PAPER_HTML,
		.printer = prints && o->printer && *o->printer ? o->printer : NULL,
	};
	struct letter_template t = { 0 };
	struct letters letters = { 0 };
	struct buf told = { 0 }, path = { 0 };

	export_path(o->path ? o->path : "", &path);
	to.path = prints ? NULL : buf_str(&path);
	ok = (prints || export_fits(o->path, strcmp(o->how, "html") ? ".pdf" : ".html", e)) &&
	     check_whom(l, o, e) && read_template(session_of(&f->view), &t, e) &&
	     find(l, o, &letters, e) && letters_check(&letters, e) &&
	     export_ask(f->view.ui, letters.ready) && say_so(f->view.ui) &&
	     write_out(l, &letters, &t, &to, &told, e);
	if (ok)
		tell_and_offer(l, &letters, o, &told);
	else
		ui_say(f->view.ui, "%s", "");
	letters_release(&letters);
	letter_template_release(&t);
	buf_release(&told);
	buf_release(&path);
	return ok;
}

static void release(struct form *f)
{
	free(letter_of(f)->ids);
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct letter_order),
	.shown = shown,
	.changed = changed,
	.save = save,
	.title = title,
	.about = about,
	.release = release,
};

const struct action letter_form_actions[] = {
	{ .keys = "",
	  .about = N_("Feedback letters of this school year: bright spots and advice, a page for "
		      "each student and for each student's guardians, with a slip to be signed. "
		      "Who has no feedback yet is named. The file is opened in a browser and "
		      "printed there, on A4.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Write"),
	  .run = form_save,
	  .help = N_("Write or print the letters") },
	{ 0 },
};

struct letter_form *letter_form_new(struct ui *ui)
{
	return form_new(sizeof(struct letter_form), ui, &class, letter_form_actions);
}

bool letter_form_open(struct letter_form *l, const char *of, struct err *e)
{
	ways[PRINTER] = print_is_there() ? printer : (struct choice){ 0 };
	propose(l, of, "html");
	form_put(&l->form, "whom", of);
	form_put(&l->form, "party", "both");
	form_put(&l->form, "how", "html");
	form_put(&l->form, "path", l->offered);
	count(l, l->form.thing);
	return ui_open(&l->form.view, e);
}
