/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feedback letters, into a file and to a printer that is none. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/daoshi.h"

static const char spots[] = "Keeps the window <open>.\nHelps.";

/* S1 has feedback with both parts, S2 with none. */
static void begin(void)
{
	daoshi_school();
	EXPECT_RUN(DAOSHI_IN(spots, "record", "feedback", "--student", "S1", "--note", "-"), 0, "",
		   "");
	EXPECT_RUN(DAOSHI_IN("Read.", "record", "feedback", "--student", "S1", "--advice", "-"), 0,
		   "", "");
}

TestSuite(cli_letters, .init = begin, .fini = daoshi_tidy);

static size_t times(const char *text, const char *part)
{
	size_t n = 0;

	while ((text = strstr(text, part))) {
		text += strlen(part);
		n++;
	}
	return n;
}

/* What stands in the file; static storage. */
static const char *written(const char *name)
{
	static struct buf text;
	FILE *f = fopen(daoshi_path(name), "r");
	char part[4096];
	size_t n;

	cr_assert(f, "%s", name);
	buf_clear(&text);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&text, part, n);
	fclose(f);
	return buf_str(&text);
}

Test(cli_letters, a_page_for_the_student_and_one_for_the_guardians)
{
	const char *html;

	EXPECT_RUN(DAOSHI("letters", "--class", "6.1", "--output", daoshi_path("l.html")), 0, "",
		   "Without feedback, and so without a letter: 1 (");
	html = written("l.html");
	cr_expect_eq(times(html, "<section "), 2);
	cr_expect_eq(times(html, "<p class=\"text\">Keeps the window &lt;open&gt;.</p>\n"
				 "<p class=\"text\">Helps.</p>"),
		     2);
	cr_expect_eq(times(html, "<p class=\"text\">Read.</p>"), 2);
	cr_expect_eq(times(html, "class=\"slip\""), 2);
	cr_expect_eq(times(html, "Dear parents or guardians of "), 1);
	cr_expect_eq(times(html, "</html>"), 1);
	cr_expect_eq(times(html, "<script"), 0);
}

Test(cli_letters, to_one_party_on_standard_output)
{
	struct run r = DAOSHI("letters", "--student", "S1", "--to", "student", "--output", "-");

	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect_eq(times(buf_str(&r.out), "<section "), 1);
	cr_expect_eq(times(buf_str(&r.out), "parents or guardians"), 0);
	run_release(&r);
}

Test(cli_letters, a_file_that_is_there_is_kept)
{
	daoshi_file("l.html", "mine", 4);
	EXPECT_RUN(DAOSHI("letters", "--output", daoshi_path("l.html")), 6, "", "There is a file ");
	cr_expect_str_eq(written("l.html"), "mine");
	EXPECT_RUN(DAOSHI("letters", "--student", "S1", "--output", daoshi_path("l.html"),
			  "--replace"),
		   0, "", "");
	cr_expect_eq(times(written("l.html"), "</html>"), 1);
}

Test(cli_letters, what_cannot_be)
{
	static const struct {
		const char *words[8];
		int code;
		const char *sentence;
	} wrong[] = {
		{ { "letters" }, 2, "Say where they go" },
		{ { "letters", "--print", "--output", "f" }, 2, "Say where they go" },
		{ { "letters", "--to", "parents", "--output", "f" }, 2, "not written to parents" },
		{ { "letters", "--class", "9.2", "--output", "f" }, 4, "no letter to write" },
		{ { "letters", "--class", "8.1", "--output", "f" }, 4, "no student among these" },
		{ { "letters", "--output", "/nowhere/f.html" }, 3, "is not there" },
		{ { "letters", "--output", "f.docx" }, 3, "ends in .docx, but what is written is" },
		{ { "letters", "--template", "/nowhere/t", "--output", "f" }, 3, "" },
		{ { "letters", "--output", "-", "--template", "-" }, 3, "The file is empty" },
		{ { "letters", "--printer", "-o raw" }, 3, "no name of a printer" },
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct run r = daoshi_run(NULL, wrong[i].words);

		cr_expect_eq(r.code, wrong[i].code, "%zu: %d %s", i, r.code, buf_str(&r.err));
		cr_expect(strstr(buf_str(&r.err), wrong[i].sentence), "%zu: %s", i,
			  buf_str(&r.err));
		cr_expect_str_empty(buf_str(&r.out));
		run_release(&r);
	}
	cr_expect(access("f", F_OK), "nothing was written");
}

/* ------------------------------------------------------------------- templates */

Test(cli_letters, a_template_of_ones_own)
{
	static const char text[] = "\xEF\xBB\xBF# 致{{student}}\r\n{{bright_spots}}\r\n"
				   "{{advice}}\r\n";
	struct run r;

	daoshi_file("t.txt", text, strlen(text));
	EXPECT_RUN(DAOSHI("letters", "--student", "S1", "--template", daoshi_path("t.txt"),
			  "--output", daoshi_path("l.html")),
		   0, "", "");
	cr_expect_eq(times(written("l.html"), "<p class=\"school\">致"), 2);
	EXPECT_RUN(DAOSHI("letters", "--keep-template", daoshi_path("t.txt")), 0, "", "");
	EXPECT_RUN(DAOSHI("letters", "--show-template"), 0,
		   "# 致{{student}}\n{{bright_spots}}\n{{advice}}\n", "");
	EXPECT_RUN(DAOSHI("letters", "--keep-template", ""), 0, "", "");
	r = DAOSHI("letters", "--show-template");
	cr_expect(strstr(buf_str(&r.out), "{{salutation}}"), "daoshi's own again");
	run_release(&r);
}

Test(cli_letters, a_misspelt_field)
{
	static const char text[] = "{{bright_spots}}\n{{advice}}\n> {{metnor}}\n";

	daoshi_file("t.txt", text, strlen(text));
	EXPECT_RUN(DAOSHI("letters", "--template", daoshi_path("t.txt"), "--output",
			  daoshi_path("l.html")),
		   3, "",
		   "Line 3 of the template: there is no field {{metnor}}. Did you mean "
		   "{{mentor}}?");
	cr_expect(access(daoshi_path("l.html"), F_OK), "nothing was written");
}

/* ------------------------------------------------------------------------ printing */

/* A script in the place of lp. */
static struct run print_with(const char *script, const char *printer)
{
	char variable[300];
	const char *env[] = { variable, NULL };

	daoshi_file("lp", script, strlen(script));
	cr_assert(!chmod(daoshi_path("lp"), 0700));
	snprintf(variable, sizeof variable, "DAOSHI_LP=%s", daoshi_path("lp"));
	return daoshi_run(
		&(const struct run_options){ .env = env },
		printer ? (const char *const[]){ "letters", "--student", "S1", "--printer", printer,
						 NULL }
			: (const char *const[]){ "letters", "--student", "S1", "--print", NULL });
}

/* It gets a PDF, its own words and the user's home, and no more of the environment than that. */
Test(cli_letters, what_lp_gets)
{
	char script[400];

	snprintf(script, sizeof script,
		 "#!/bin/sh\ncat > %sin\necho \"$@\" > %sargs\nenv > %senv\n"
		 "echo request id is laser-7\n",
		 daoshi_path(""), daoshi_path(""), daoshi_path(""));
	EXPECT_RUN(print_with(script, "laser"), 0, "", "request id is laser-7");
	cr_expect(!strncmp(written("in"), "%PDF-", 5));
	cr_expect_str_eq(written("args"), "-d laser -t Feedback letters\n");
	cr_expect(strstr(written("env"), "HOME="));
	cr_expect(!strstr(written("env"), "DAOSHI"));
}

Test(cli_letters, what_lp_refuses_is_told)
{
	EXPECT_RUN(print_with("#!/bin/sh\necho lp: no such destination >&2\nexit 1\n", "nowhere"),
		   8, "", "The printer's service says: lp: no such destination");
	EXPECT_RUN(print_with("no program at all\n", NULL), 8, "", "is not on this machine");
}
