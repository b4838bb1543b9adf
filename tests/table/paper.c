/* SPDX-License-Identifier: GPL-3.0-or-later */
/* daoshi-table and daoshi-paper as base/paper.h speaks to them, and as nobody should. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paper.h"
#include "support/run.h"
#include "support/scratch.h"

TestSuite(table_paper, .init = scratch_make, .fini = scratch_remove);

#define LETTER "N\nL\t1\t样例中学\nL\t0\t正文。\nL\t8\t\nL\t4\t回执\n"

static struct run table(const char *in, const char *const *arguments)
{
	const char *argv[12] = { run_beside("daoshi-table") };

	for (int i = 0; arguments[i]; i++)
		argv[i + 1] = arguments[i];
	return run_program(argv, &(const struct run_options){ .in = in, .in_len = strlen(in) });
}
#define TABLE(in, ...) table((in), (const char *const[]){ __VA_ARGS__, NULL })

static void expect(struct run r, const char *part)
{
	cr_expect(strstr(buf_str(&r.out), part), "%s is not in: %s", part, buf_str(&r.out));
	run_release(&r);
}

static void expect_nothing_written(void)
{
	cr_expect(access(scratch_path("f"), F_OK), "a file is there");
}

Test(table_paper, bytes_are_written_as_they_are)
{
	struct buf text = { 0 };

	expect(TABLE("B\ta\\tb\\n\nB\t䶮\nZ\n", "paper", "--", scratch_path("f")), "Z\t0\n");
	scratch_read("f", &text);
	cr_expect_str_eq(buf_str(&text), "a\tb\n䶮");
	buf_release(&text);
}

/* A sender that dies, or says what cannot be, leaves no half that looks whole. */
Test(table_paper, what_came_in_part_is_not_written)
{
	static const struct {
		const char *in, *format;
	} cases[] = {
		{ "", "html" },
		{ "B\ta\n", "html" },
		{ "B\ta\nB\t\xFF\nZ\n", "html" },
		{ "", "pdf" },
		{ LETTER, "pdf" },
		{ LETTER "L\t9\tx\nZ\n", "pdf" },
		{ LETTER "L\t-1\tx\nZ\n", "pdf" },
		{ LETTER "?\nZ\n", "pdf" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect(TABLE(cases[i].in, "paper", "--lang", "en", "--format", cases[i].format,
			     "--", scratch_path("f")),
		       "F\tWhat was to be written came in part only.");
		expect_nothing_written();
	}
}

/* As many pages as letters, and one more where it does not fit. */
Test(table_paper, letters_become_pages)
{
	struct buf in = { 0 }, pdf = { 0 };

	buf_text(&in, LETTER LETTER "N\n");
	for (int i = 0; i < 60; i++)
		buf_text(&in, "L\t0\t一句话。\n");
	buf_text(&in, "Z\n");
	expect(TABLE(in.at, "paper", "--format", "pdf", "--", scratch_path("f")),
	       "I\topen\nP\t\t3\nI\tpages\t4\nZ\t0\n");
	scratch_read("f", &pdf);
	cr_expect(!strncmp(pdf.at, "%PDF-", 5));
	buf_release(&in);
	buf_release(&pdf);
}

/* Names with characters that few typefaces have; the last is for private use, and none has it. */
Test(table_paper, characters_that_are_lacking_are_told)
{
	expect(TABLE("N\nL\t0\t𠮷䶮㛃\nZ\n", "paper", "--format", "pdf", "--", scratch_path("f")),
	       "I\topen\nI\tpages\t1\n");
	expect(TABLE("N\nL\t0\t李\xEF\xA3\xBF\nZ\n", "paper", "--format", "pdf", "--replace", "--",
		     scratch_path("f")),
	       "P\t\xEF\xA3\xBF\n");
}

Test(table_paper, plain_text_has_its_pages)
{
	expect(TABLE("X\ta\nX\t\\f\nX\tb\nX\t\fc\nZ\n", "paper", "--format", "pdf", "--",
		     scratch_path("f")),
	       "I\tpages\t");
}

Test(table_paper, a_file_that_is_there_is_said_before_anything_is_sent)
{
	scratch_write("f", "mine", 4);
	expect(TABLE("", "paper", "--lang", "en", "--", scratch_path("f")), "F\tThere is a file ");
}

Test(table_paper, a_text_is_read_as_it_is)
{
	scratch_write("f", "\xEF\xBB\xBF# a,b\tc\n\"x\"\n", 15);
	expect(TABLE("", "text", "--", scratch_path("f")), "R\t# a,b\\tc\\n\"x\"\\n\nZ\t1\n");
}

/* ------------------------------------------------------------------------ printing */

static struct run print(const char *script, const char *patience)
{
	scratch_write("lp", script, strlen(script));
	cr_assert(!chmod(scratch_path("lp"), 0700));
	return TABLE(LETTER "Z\n", "print", "--lang", "en", "--lp", scratch_path("lp"),
		     "--patience", patience, "--", "Letters");
}

Test(table_paper, what_lp_says_is_told)
{
	expect(print("#!/bin/sh\ncat > /dev/null\necho request id is x-1\n", "30"),
	       "I\tlp\trequest id is x-1\nZ\t0\n");
	expect(print("#!/bin/sh\nprintf 'lp: \\033[31mno\\n' >&2\nexit 1\n", "30"),
	       "F\tNothing was printed. The printer's service says: lp: ^[[31mno");
	expect(print("#!/bin/sh\necho 'lp: Error - The printer or class does not exist.' >&2\nexit "
		     "1\n",
		     "30"),
	       "says: lp: Error - The printer or class does not exist.");
}

/* Also where something that it started keeps its end open. */
Test(table_paper, lp_that_hangs_is_given_up)
{
	expect(print("#!/bin/sh\nsleep 600 &\nexec sleep 600\n", "1"),
	       "F\tThe printer's service has not answered for 1 s");
}

Test(table_paper, lp_is_not_there)
{
	expect(TABLE(LETTER "Z\n", "print", "--lang", "en", "--lp", scratch_path("none"), "--",
		     "Letters"),
	       "which prints, is not on this machine");
}

/* ---------------------------------------------------------- a folder of others */

/* Between the first word and the last, whoever may rename the folder puts a link to another one in
 * its place, where a file of that name is. */
static void expect_not_led_away(bool replace)
{
	struct paper p;
	struct err e = { 0 };
	struct buf text = { 0 };

	cr_assert(paper_to_file(&p, scratch_path("all/f"), PAPER_HTML, replace, &e), "%s", e.text);
	cr_assert(!rename(scratch_path("all"), scratch_path("moved")));
	cr_assert(!symlink(scratch_path("own"), scratch_path("all")));
	paper_bytes(&p, "new", 3);
	cr_assert(paper_end(&p, &e), "%s", e.text);
	scratch_read("moved/f", &text);
	cr_expect_str_eq(buf_str(&text), "new");
	buf_clear(&text);
	scratch_read("own/f", &text);
	cr_expect_str_eq(buf_str(&text), "own");
	cr_assert(!unlink(scratch_path("all")) &&
		  !rename(scratch_path("moved"), scratch_path("all")));
	buf_release(&text);
}

Test(table_paper, a_folder_that_is_moved_meanwhile)
{
	cr_assert(!mkdir(scratch_path("all"), 0777) && !mkdir(scratch_path("own"), 0755));
	scratch_write("own/f", "own", 3);
	expect_not_led_away(false);
	expect_not_led_away(true);
}
