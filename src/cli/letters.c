/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feedback letters, to be signed and handed over. */
#include "model/letter.h"

#include <string.h>

#include "base/i18n.h"
#include "base/table.h"
#include "cli/command.h"
#include "cli/people.h"
#include "cli/say.h"

/* The one of --template, else the one that is kept. */
static bool read_template(struct cli *c, struct session *s, struct letter_template *out,
			  struct err *e)
{
	const char *path = cli_value(c, "template"), *text;
	struct buf read = { 0 };
	bool own, ok;

	*out = (struct letter_template){ 0 };
	ok = path ? table_read_text(path, &read, e)
		  : letter_template_kept(s, &c->arena, &text, &own, e);
	ok = ok && letter_template_read(path ? buf_str(&read) : text, out, e);
	buf_release(&read);
	return ok;
}

static bool show_template(struct cli *c, struct session *s, struct err *e)
{
	const char *text;
	bool own;

	if (!letter_template_kept(s, &c->arena, &text, &own, e))
		return false;
	charset_write(stdout, text);
	cli_tell("%s", own ? _("This is the school's own template.")
			   : _("This is the template that comes with daoshi. Change a copy of it, "
			       "and keep that with --keep-template FILE."));
	return true;
}

/* "-" takes the school's back. */
static bool keep_template(struct cli *c, struct session *s, struct err *e)
{
	const char *path = cli_value(c, "keep-template");
	struct buf read = { 0 };
	bool back = !*path, ok;

	ok = (back || table_read_text(path, &read, e)) &&
	     letter_template_keep(s, back ? NULL : buf_str(&read), e);
	if (ok)
		cli_tell("%s", back ? _("Letters are written by daoshi's own template again.")
				    : _("Letters are written by this template from now on."));
	buf_release(&read);
	return ok;
}

static bool read_parties(struct cli *c, unsigned *parties, struct err *e)
{
	static const char *const names[] = { "student", "guardians", "both", NULL };
	const char *typed = cli_value(c, "to");

	*parties = (1U << LETTER_PARTIES) - 1;
	if (!typed || !strcmp(typed, "both"))
		return true;
	*parties = !strcmp(typed, "student") ? 1U << LETTER_STUDENT : 1U << LETTER_GUARDIANS;
	return !strcmp(typed, "student") || !strcmp(typed, "guardians") ||
	       usage_unknown(c, e, _("A letter is not written to %s."), typed, names);
}

static bool find(struct cli *c, struct session *s, struct letters *out, struct err *e)
{
	struct letters_of of = { .class_name = cli_value(c, "class") };
	unsigned parties;
	int64_t *ids;

	*out = (struct letters){ 0 };
	if (!read_parties(c, &parties, e) || !cli_mentor(c, s, "mentor", &of.mentor_id, e) ||
	    !cli_students(c, s, &ids, &of.count, e))
		return false;
	of.students = ids;
	return letters_find(s, &of, parties, out, e);
}

static bool ends_in(const char *path, const char *end)
{
	size_t len = strlen(path), n = strlen(end);

	return len >= n && !strcasecmp(path + len - n, end);
}

static bool write_letters(struct cli *c, struct session *s, struct err *e)
{
	struct letters_target to = { .path = cli_value(c, "output"),
				     .replace = cli_given(c, "replace") };
	struct letter_template template = { 0 };
	struct letters letters = { 0 };
	struct buf told = { 0 }, missing = { 0 };
	bool ok;

	to.printer = cli_given(c, "printer") ? cli_value(c, "printer") : NULL;
	to.format = to.path && !ends_in(to.path, ".pdf") ? PAPER_HTML : PAPER_PDF;
	ok = (!to.path || table_name_fits(to.path, to.format == PAPER_PDF ? ".pdf" : ".html", e)) &&
	     read_template(c, s, &template, e) && find(c, s, &letters, e) &&
	     letters_write(s, &letters, &template, &to, &told, e);
	if (ok) {
		letters_tell_missing(&letters, &missing);
		cli_tell(_("%zu letters to %zu students."), letters_count(&letters), letters.ready);
		if (told.len)
			cli_say("%s", told.at);
		if (missing.len)
			cli_say("%s", missing.at);
	}
	buf_release(&told);
	buf_release(&missing);
	letters_release(&letters);
	letter_template_release(&template);
	return ok;
}

static bool letters(struct cli *c, struct err *e)
{
	bool prints = cli_given(c, "print") || cli_given(c, "printer");

	if (cli_given(c, "show-template"))
		return cli_in_session(c, show_template, e);
	if (cli_given(c, "keep-template"))
		return cli_in_session(c, keep_template, e);
	if (prints == cli_given(c, "output"))
		return usage_error(c, e, "%s", _("Say where they go: --output FILE or --print."));
	return cli_in_session(c, write_letters, e);
}

static const struct cli_option options[] = {
	{ "class", N_("CLASS"), N_("of one class; else of all that one may see"), 0, NULL },
	{ "mentor", N_("STAFFNO"), N_("of the students whom a mentor leads"), 0, NULL },
	{ "student", N_("NO"), N_("number, name, pinyin or initials"), OPTION_MANY, NULL },
	{ "to", N_("PARTY"), N_("student, guardians or both, which it is unless said"), 0, NULL },
	{ "output", N_("FILE"),
	  N_("a file of pages, HTML or (by its name, .pdf) PDF; - is standard "
	     "output"),
	  0, NULL },
	{ "replace", NULL, N_("where there is such a file already"), 0, NULL },
	{ "print", NULL, N_("print them on this machine's printer"), 0, NULL },
	{ "printer", N_("NAME"), N_("print them on that one"), 0, NULL },
	{ "template", N_("FILE"), N_("how they read, this once (docs/letters.md)"), 0, NULL },
	{ "show-template", NULL, N_("print how they read"), 0, NULL },
	{ "keep-template", N_("FILE"),
	  N_("from now on they read like this; \"\" for daoshi's own again"), 0, NULL },
	{ 0 },
};

const struct command letters_command = {
	.name = "letters",
	.help = N_("write or print this year's feedback letters, a page each"),
	.more = N_(
		"By class and number in class. Who has no feedback yet, or one that is marked as "
		"sensitive, gets no letter and is named. That they were written is put on record; "
		"that they were handed over is not, since a printer does not know."),
	.options = options,
	.run = letters,
};
