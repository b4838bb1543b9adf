/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/place.h"
#include "base/print.h"
#include "base/rowstream.h"
#include "encoding.h"
#include "file.h"
#include "lp.h"
#include "target.h"

struct options {
	const char *verb, *operand, *lang, *format, *printer, *lp;
	int seconds; /* that lp may take */
	bool replace;
};

bool paper_is_meant(char *const *argv)
{
	return argv[0] && argv[1] &&
	       (!strcmp(argv[1], "paper") || !strcmp(argv[1], "print") || !strcmp(argv[1], "text"));
}

static bool options_read(struct options *o, int argc, char **argv)
{
	static const struct option names[] = { { "lang", required_argument, NULL, 'l' },
					       { "format", required_argument, NULL, 'f' },
					       { "printer", required_argument, NULL, 'p' },
					       { "lp", required_argument, NULL, 'x' },
					       { "patience", required_argument, NULL, 's' },
					       { "replace", no_argument, NULL, 'r' },
					       { 0 } };
	int c;

	*o = (struct options){ .verb = argv[1], .format = "html", .lp = PRINT_LP, .seconds = 30 };
	while ((c = getopt_long(argc, argv, "", names, NULL)) != -1) {
		if (c == 'l')
			o->lang = optarg;
		else if (c == 'f')
			o->format = optarg;
		else if (c == 'p')
			o->printer = optarg;
		else if (c == 'x')
			o->lp = optarg;
		else if (c == 's')
			o->seconds = atoi(optarg);
		else if (c == 'r')
			o->replace = true;
		else
			return false;
	}
	if (argc - optind != 2)
		return false;
	o->operand = argv[optind + 1];
	return true;
}

/* ----------------------------------------------------------------------- frames */

static void say(char tag, const char *first, const char *second)
{
	frame_begin(stdout, tag);
	if (first)
		frame_cell(stdout, first);
	if (second)
		frame_cell(stdout, second);
	frame_end(stdout);
	fflush(stdout);
}

static bool came_in_part(struct err *e)
{
	return err_set(e, ERR_IO, "%s",
		       _("What was to be written came in part only. Nothing was written."));
}

/* A sender that has gone in the middle must not leave what looks whole. */
static bool take_bytes(const struct target *t, struct err *e)
{
	struct frame f = { 0 };
	bool ok = true, whole = false;

	while (ok && !whole && frame_read(&f, stdin)) {
		whole = f.tag == 'Z';
		if (f.tag == 'B' && f.count)
			ok = target_put(t, f.cell[0], strlen(f.cell[0]), e);
	}
	frame_release(&f);
	return ok && (whole || came_in_part(e));
}

/* ------------------------------------------------------------------ daoshi-paper */

/* It reads the frames in our place, and says what there is to say in our place too. */
static void become_paper(int file)
{
	const char *args[] = { "daoshi-paper", i18n_lang(), NULL };

	if (dup2(STDOUT_FILENO, STDERR_FILENO) >= 0 && dup2(file, STDOUT_FILENO) >= 0)
		execv(place_of(PLACE_PAPER), (char *const *)(const void *)args);
	_exit(127);
}

/* *said: it has told why. */
static bool set_in_type(int file, bool *said, struct err *e)
{
	int status = 0;
	pid_t child = fork();

	if (!child)
		become_paper(file);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (child > 0 && WIFEXITED(status) && !WEXITSTATUS(status))
		return true;
	*said = child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 1;
	if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return err_set(e, ERR_IO, "%s",
			       _("daoshi-paper, which sets letters in type, is not installed "
				 "beside daoshi. Write HTML, and print it from a browser."));
	return came_in_part(e);
}

/* What daoshi-paper counted was its last frame; ours says that it is named, too. */
static bool write_file(const struct options *o, bool *said, struct err *e)
{
	struct target t;
	bool pdf = !strcmp(o->format, "pdf"), ok;

	ok = target_open(&t, o->operand, o->replace, e);
	if (ok)
		say('I', "open", NULL);
	ok = ok && (pdf ? set_in_type(t.fd, said, e) : take_bytes(&t, e)) && target_keep(&t, e);
	target_close(&t);
	if (ok)
		say('Z', "0", NULL);
	return ok;
}

static bool print(const struct options *o, bool *said, struct err *e)
{
	struct buf spoken = { 0 };
	struct target t;
	bool ok = target_open(&t, NULL, false, e);

	if (ok)
		say('I', "open", NULL);
	ok = ok && set_in_type(t.fd, said, e) &&
	     lp_print(o->lp, o->printer, o->operand, t.fd, o->seconds, &spoken, e);
	target_close(&t);
	while (spoken.len && spoken.at[spoken.len - 1] == '\n')
		spoken.at[--spoken.len] = '\0';
	if (ok) {
		say('I', "lp", buf_str(&spoken));
		say('Z', "0", NULL);
	}
	buf_release(&spoken);
	return ok;
}

static bool read_text(const struct options *o, struct err *e)
{
	struct buf bytes = { 0 }, text = { 0 };
	char encoding[ENCODING_NAME];
	bool ok =
		file_load(&bytes, o->operand, e) && encoding_read(&text, encoding, &bytes, NULL, e);

	if (ok) {
		say('R', buf_str(&text), NULL);
		say('Z', "1", NULL);
	}
	buf_release(&bytes);
	buf_release(&text);
	return ok;
}

int paper_run(int argc, char **argv)
{
	struct options o;
	struct err e = { 0 };
	bool said = false, ok;

	if (!options_read(&o, argc, argv))
		return 2;
	i18n_init(o.lang);
	if (!strcmp(o.verb, "text"))
		ok = read_text(&o, &e);
	else
		ok = (!strcmp(o.verb, "print") ? print : write_file)(&o, &said, &e);
	if (!ok && !said)
		say('F', e.text,
		    e.kind == ERR_CONFLICT ? "exists"
		    : e.kind == ERR_IO     ? "disk"
					   : NULL);
	return ferror(stdout) ? 1 : 0;
}
