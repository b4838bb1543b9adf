/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter_form.h"

#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/print.h"
#include "export_file.h"
#include "model/letter.h"
#include "model/mentor.h"
#include "model/student.h"
#include "ui/ask.h"

struct order {
	int64_t id, rev;
	const char *whom, *party, *how, *path, *printer;
};

struct letter_form {
	struct form form;
	int64_t *ids; /* who was chosen */
	size_t count;
	int64_t mentor_id;
	const char *mentor, *class_name; /* the first one's, or NULL */
};

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

static const struct choice ways[] = {
	{ "html", N_("pages for a browser (HTML)"), NULL },
	{ "pdf", N_("PDF"), NULL },
	{ "printer", N_("straight to the printer"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct order, whom), .label = N_("Of whom"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = whom,
	  .help = N_("whose feedback of this school year; ? lists what can be chosen") },
	{ FIELD(struct order, party), .label = N_("To"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = parties,
	  .help = N_("the students and the guardians are addressed in letters of their own") },
	{ FIELD(struct order, how), .label = N_("Written"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = ways,
	  .help = N_("a file that you print, or the printer of this machine") },
	{ FIELD(struct order, path), .label = N_("File"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 1000, .help = N_("~ is your own folder") },
	{ FIELD(struct order, printer), .label = N_("Printer"), .kind = FIELD_TEXT, .max = 100,
	  .help = N_("its name, as lpstat has it; empty: the usual one") },
	{ 0 },
};

static struct letter_form *letter_of(const struct form *f)
{
	return (struct letter_form *)f;
}

static const char *const *shown(const struct form *f)
{
	static const char *const file[] = { "whom", "party", "how", "path", NULL };
	static const char *const printer[] = { "whom", "party", "how", "printer", NULL };
	const struct order *o = f->thing;

	return o->how && !strcmp(o->how, "printer") ? printer : file;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Feedback letters"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct letter_form *l = letter_of(f);

	if (l->count > 1)
		buf_printf(out, _("%zu chosen. "), l->count);
	if (l->class_name)
		buf_printf(out, _("Class %s. "), l->class_name);
	if (l->mentor)
		buf_printf(out, _("Mentor %s. "), l->mentor);
	buf_text(out, _("A page each, with a slip to be handed back."));
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

static const char *proposed(struct letter_form *l, const char *of, const char *how)
{
	const char *day = session_of(&l->form.view)->today_iso;

	return arena_printf(&l->form.arena, "~/daoshi-letters%s-%.2s%.2s.%s",
			    part_of_name(l, of), day + 5, day + 8,
			    strcmp(how, "pdf") ? "html" : "pdf");
}

/* A name that they typed themselves keeps but its end. */
static void changed(struct form *f, const struct field *field)
{
	const struct order *o = f->thing;

	if ((!strcmp(field->name, "whom") || !strcmp(field->name, "how")) && o->whom && o->how &&
	    strcmp(o->how, "printer") != 0)
		form_set(f, "path", proposed(letter_of(f), o->whom, o->how));
}

/* ------------------------------------------------------------------------ writing */

static bool find(struct letter_form *l, const struct order *o, struct letters *out, struct err *e)
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

/* What was chosen of a list that is of neither. */
static bool check_whom(const struct letter_form *l, const struct order *o, struct err *e)
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

/* A printer does not know whether a letter was handed over; whoever stands beside it does. */
static void offer_delivery(struct letter_form *l, const struct letters *letters)
{
	struct session *s = session_of(&l->form.view);
	struct ui *ui = l->form.view.ui;
	struct buf question = { 0 };
	struct err e = { 0 };
	size_t handed;

	if (!session_may(s, MAY_RECORD, &e) || !school_year_is_open(&s->year, &e))
		return;
	buf_printf(&question, _("Are these %zu letters handed over today, on paper?"),
		   letters_count(letters));
	if (ask_yes(ui, question.at, _("yes, write that down"), _("not yet"))) {
		e = (struct err){ 0 };
		if (letters_hand_over(s, letters, s->today_iso, &handed, &e)) {
			app_saved(&l->form.view, _("Handed over today: %zu letters"), handed);
			ui_say(ui, _("Handed over today: %zu letters. u takes that back."), handed);
			ui_changed(ui);
		} else {
			ui_fail(ui, &e);
		}
	}
	buf_release(&question);
}

static void tell(struct letter_form *l, const struct letters *letters, const struct order *o,
		 const struct buf *told)
{
	struct buf text = { 0 };

	if (strcmp(o->how, "printer") != 0)
		buf_printf(&text, _("%zu letters are in %s."), letters_count(letters), o->path);
	else
		buf_printf(&text, _("%zu letters are at the printer."), letters_count(letters));
	if (told->len)
		buf_printf(&text, " %s", told->at);
	if (letters->ready < letters->students.count)
		buf_char(&text, ' ');
	letters_tell_missing(letters, &text);
	ui_say(l->form.view.ui, "%s", text.at);
	buf_release(&text);
}

static bool save(struct form *f, struct err *e)
{
	struct letter_form *l = letter_of(f);
	const struct order *o = f->thing;
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
	ok = check_whom(l, o, e) && read_template(session_of(&f->view), &t, e) &&
	     find(l, o, &letters, e) && letters_check(&letters, e) &&
	     export_ask(f->view.ui, letters.ready) && write_out(l, &letters, &t, &to, &told, e);
	if (ok) {
		tell(l, &letters, o, &told);
		offer_delivery(l, &letters);
	}
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
	.size = sizeof(struct order),
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

/* ------------------------------------------------------------------------ opening */

static bool open_form(struct letter_form *l, const char *of, struct err *e)
{
	form_put(&l->form, "whom", of);
	form_put(&l->form, "party", "both");
	form_put(&l->form, "how", "html");
	form_put(&l->form, "path", proposed(l, of, "html"));
	return ui_open(&l->form.view, e);
}

/* Class and mentor are the first one's. */
static bool learn_student(struct letter_form *l, struct err *e)
{
	struct arena *a = &l->form.arena;
	struct rowset set;
	bool ok = student_get(session_of(&l->form.view), l->ids[0], &set, e);

	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		if (st->class_name && *st->class_name)
			l->class_name = arena_text(a, st->class_name);
		l->mentor_id = st->mentor_id;
		if (st->mentor_id && st->mentor)
			l->mentor = arena_text(a, st->mentor);
	}
	rowset_release(&set);
	return ok;
}

static bool learn_mentor(struct letter_form *l, int64_t mentor_id, struct err *e)
{
	struct rowset set = { 0 };
	bool ok = mentor_get(session_of(&l->form.view), mentor_id, &set, e);

	l->mentor_id = mentor_id;
	if (ok)
		l->mentor = arena_text(&l->form.arena,
				       ((const struct mentor *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}

bool letter_form_of_list(struct view *v, const char *of, int64_t mentor_id, struct err *e)
{
	const struct list *list = (const struct list *)v;
	struct letter_form *l;
	const int64_t *ids;
	size_t count;

	ids = list_chosen(list, &count);
	if (!count) {
		ui_say(v->ui, "%s", _("No student is chosen."));
		return true;
	}
	l = form_new(sizeof *l, v->ui, &class, letter_form_actions);
	l->ids = mem_alloc(count * sizeof *l->ids);
	memcpy(l->ids, ids, count * sizeof *l->ids);
	l->count = count;
	if (learn_student(l, e) && (!mentor_id || learn_mentor(l, mentor_id, e)))
		return open_form(l, list->marked_count ? "chosen" : of, e);
	l->form.view.class->free(&l->form.view);
	return false;
}

static bool of_class(struct view *v, struct err *e)
{
	return letter_form_of_list(v, "class", 0, e);
}

static bool of_chosen(struct view *v, struct err *e)
{
	return letter_form_of_list(v, "chosen", 0, e);
}

bool letter_form_of_mentor(struct ui *ui, int64_t mentor_id, struct err *e)
{
	struct letter_form *l = form_new(sizeof *l, ui, &class, letter_form_actions);

	if (learn_mentor(l, mentor_id, e))
		return open_form(l, "mentor", e);
	l->form.view.class->free(&l->form.view);
	return false;
}

#define ROW(does)                                                                                  \
	{                                                                                          \
		.name = "student.letters", .need = MAY_READ_NOTES, .run = (does),                  \
		.help = N_("Feedback letters, to be printed")                                      \
	}
const struct action letter_actions[] = { ROW(of_class), { 0 } };
const struct action letter_detail_actions[] = { ROW(of_chosen), { 0 } };
