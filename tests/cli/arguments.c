/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/daoshi.h"

TestSuite(cli_arguments, .init = daoshi_folder, .fini = daoshi_tidy);

/* One word too few, too many, or wrong: a sentence with the mend, exit code 2, nothing on stdout.
 */
static const struct {
	const char *words[6], *sentence;
} wrong[] = {
	{ { "lst" }, "There is no subcommand lst. Did you mean list? See 'daoshi help'." },
	{ { "zzzzzzzz" }, "There are: init, import, list, find, todo, " },
	{ { "list", "students", "--clas", "903" },
	  "There is no option --clas. Did you mean --class?" },
	{ { "--lan", "en", "list" }, "There is no option --lan. Did you mean --lang?" },
	{ { "list", "students", "--clazz=903" },
	  "There is no option --clazz. Did you mean --class?" },
	{ { "todo", "-x" }, "There is no option -x." },
	{ { "list", "students", "--class" }, "The option --class needs a value." },
	{ { "list", "students", "--missing=3" }, "The option --missing takes no value." },
	{ { "list" }, "'daoshi list' needs THING. See 'daoshi help list'." },
	{ { "list", "students", "mentors" }, "\"mentors\" is one word too many." },
	{ { "list", "student" }, "There is no list of student. Did you mean students?" },
	{ { "list", "contacts", "--grade", "3" },
	  "The option --grade does not go with 'list contacts'." },
	{ { "list", "contacts", "--kind", "tlak" }, "There is no kind tlak. Did you mean talk?" },
	{ { "import", "studens", "x" }, "There is no roster of studens. Did you mean students?" },
	{ { "import", "students" }, "'daoshi import' needs" },
	{ { "record", "tlak", "--student", "S1" },
	  "There is no record of the kind tlak. Did you mean talk?" },
	{ { "record", "talk" }, "The option --student NO is missing." },
	{ { "assign", "--student", "S1" }, "The option --mentor STAFFNO is missing." },
	{ { "leave", "--student", "S1" }, "The option --date DATE is missing." },
	{ { "help", "recrod" }, "There is no subcommand recrod. Did you mean record?" },
	{ { "--format", "xml", "todo" },
	  "There is no format xml. There are: table, csv, json, xlsx." },
	{ { "--format", "jsn", "todo" }, "Did you mean json?" },
	{ { "--today", "2026-02-30", "todo" }, "--today \"2026-02-30\" is no date" },
	{ { "--today", "2026-2-3", "todo" }, "write it as 2026-11-23" },
	{ { "--db=", "todo" }, "--db names no file." },
	{ { "--lang=fr", "todo" }, "没有语言 fr。可用的有：zh、en。" },
};

Test(cli_arguments, wrong_ones_get_a_sentence_and_exit_2)
{
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		EXPECT_RUN(daoshi_run(NULL, wrong[i].words), 2, "", wrong[i].sentence);
	cr_expect(access(daoshi_path("school.db"), F_OK), "nothing was made");
}

Test(cli_arguments, what_is_quoted_is_neutralised)
{
	EXPECT_RUN(DAOSHI("\033[2Jlist"), 2, "", "There is no subcommand ^[[2Jlist.");
	EXPECT_RUN(DAOSHI("--\033c"), 2, "", "There is no option --^[c.");
	EXPECT_RUN(DAOSHI("-\xff"), 2, "", "There is no option -<FF>.");
}

Test(cli_arguments, options_go_before_and_after_the_subcommand)
{
	EXPECT_RUN(DAOSHI("init"), 0, "", "");
	EXPECT_RUN(DAOSHI("--format", "json", "list", "students"), 0, "[]\n", "");
	EXPECT_RUN(DAOSHI("list", "--format=json", "students"), 0, "[]\n", "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--format", "json"), 0, "[]\n",
		   "");
}

Test(cli_arguments, version)
{
	EXPECT_RUN(DAOSHI("--version"), 0, "daoshi " VERSION "\n", "");
	EXPECT_RUN(DAOSHI("todo", "--version"), 0, "daoshi " VERSION "\n", "");
}

Test(cli_arguments, help_of_a_subcommand)
{
	static const char text[] =
		"Usage: daoshi leave --student NO --date DATE [OPTION...]\n"
		"\n"
		"end a student's enrolment; the records stay\n"
		"\n"
		"Options:\n"
		"  --student NO            number, name, pinyin or initials\n"
		"  --date DATE             the last day\n"
		"  --reason TEXT           such as a transfer\n"
		"  --db FILE               the school's file\n"
		"  --as LOGIN              work as this account: for the owner of the school's "
		"folder, in a line of authorized_keys\n"
		"  --lang zh|en            the language of labels and sentences\n"
		"  --today DATE            the day to work on, as 2026-11-23, instead of today\n"
		"  --format table|csv|json|xlsx\n"
		"                          how rows are written; xlsx is a workbook\n"
		"  --output FILE           rows go to this file, csv or xlsx as its name ends; - "
		"is "
		"standard output\n"
		"  --encoding utf-8|gb18030\n"
		"                          of csv, for a spreadsheet that asks for it\n"
		"  --replace               the file of --output is replaced where there is one\n"
		"  --help                  show this help\n"
		"  --version               show the version\n";

	EXPECT_RUN(DAOSHI("help", "leave"), 0, text, "");
	EXPECT_RUN(DAOSHI("leave", "--help"), 0, text, "");
	EXPECT_RUN(DAOSHI("leave", "--help", "and", "more"), 0, text, "");
}

static void expect_in(const struct run *r, const char *part)
{
	cr_expect(strstr(buf_str(&r->out), part), "no \"%s\" in\n%s", part, buf_str(&r->out));
}

Test(cli_arguments, help_names_every_subcommand_and_exit_code)
{
	static const char *const parts[] = { "\n  init  ",  "\n  import  ", "\n  list  ",
					     "\n  todo  ",  "\n  record  ", "\n  assign  ",
					     "\n  leave  ", "\n  demo  ",   "\n  help  ",
					     "\n  0  ",     "\n  2  ",      "\n  3  ",
					     "\n  9  " };
	struct run r = DAOSHI("--help");

	cr_assert_eq(r.code, 0);
	cr_expect_str_empty(buf_str(&r.err));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		expect_in(&r, parts[i]);
	run_release(&r);
}

Test(cli_arguments, help_of_record_has_the_fields_of_the_forms)
{
	struct run r = DAOSHI("help", "record");

	expect_in(
		&r,
		"  --mode WORD             Mode: one of in_person home school phone video other\n");
	expect_in(&r, "  --topics WORDS          Topics: several of ideals");
	expect_in(&r, "  --to-guardians DATE     ");
	expect_in(&r, "  --advice -              ");
	cr_expect(!strstr(buf_str(&r.out), "--summary"), "the notes are --note");
	run_release(&r);
}

enum { ROOM = 4200 };

/* Without --db, as a newcomer begins. */
static struct run bare(const char *variable, const char *word, const char *more)
{
	const char *argv[] = { run_beside("daoshi"), "--lang", "en", word, more, NULL };
	const char *env[] = { variable, NULL };

	return run_program(argv, &(struct run_options){ .env = env });
}

static const char *with_path(char *to, const char *variable, const char *name)
{
	snprintf(to, ROOM, "%s%s", variable, daoshi_path(name));
	return to;
}

Test(cli_arguments, the_default_file_is_in_the_home_and_its_folder_is_made)
{
	char home[ROOM];
	struct stat st;

	with_path(home, "HOME=", "home");
	EXPECT_RUN(bare(home, "todo", NULL), 4, "", "/home/.local/share/daoshi/school.db");
	cr_expect(stat(daoshi_path("home"), &st), "a reading subcommand makes no folder");
	EXPECT_RUN(bare(home, "init", NULL), 0, "", "");
	cr_expect(!stat(daoshi_path("home/.local/share/daoshi/school.db"), &st));
	EXPECT_RUN(bare(home, "list", "students"), 0, "", "");
}

Test(cli_arguments, variables_name_the_file)
{
	char text[ROOM];
	struct stat st;

	EXPECT_RUN(bare(with_path(text, "DAOSHI_DB=", "my.db"), "init", NULL), 0, "", "");
	cr_expect(!stat(daoshi_path("my.db"), &st));
	EXPECT_RUN(bare(with_path(text, "XDG_DATA_HOME=", "data"), "init", NULL), 0, "", "");
	cr_expect(!stat(daoshi_path("data/daoshi/school.db"), &st));
	EXPECT_RUN(bare(with_path(text, "DAOSHI_DB=", "my.db/x.db"), "init", NULL), 8, "",
		   "cannot be made");
}

Test(cli_arguments, the_language_is_the_options_then_the_variables)
{
	const char *argv[] = { run_beside("daoshi"), "lst", NULL, NULL };
	const char *const env[] = { "DAOSHI_LANG=en", NULL };
	const struct run_options english = { .env = env };

	EXPECT_RUN(run_program(argv, &english), 2, "", "There is no subcommand lst.");
	argv[2] = "--lang=en";
	EXPECT_RUN(run_program(argv, NULL), 2, "", "There is no subcommand lst.");
}
