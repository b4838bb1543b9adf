/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bash offers behind a word: the program's own names, and its users' files. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/daoshi.h"
#include "support/limit.h"

TestSuite(cli_completion, .init = daoshi_folder, .fini = daoshi_tidy, .timeout = TIME_LIMIT);

/* "a b c": what is offered for the last of the words. */
static void complete(const char *words, char *out, size_t size)
{
	static const char script[] =
		"complete() { :; }; . \"$1\"; cd \"$2\"; COMP_WORDS=($3 \"$4\"); "
		"COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); "
		"_daoshi \"$0\"; echo ${COMPREPLY[*]}";
	const char *last = strrchr(words, ' ');
	char before[200];
	struct run r;

	snprintf(before, sizeof before, "daoshi%.*s", (int)(last - words), words);
	r = run_program((const char *const[]){ "/bin/bash", "-c", script, run_beside("daoshi"),
					       "src/package/daoshi.bash", daoshi_path("."), before,
					       last + 1, NULL },
			NULL);
	cr_assert_eq(r.code, 0, "%s: %s", words, buf_str(&r.err));
	snprintf(out, size, "%.*s", (int)strcspn(buf_str(&r.out), "\n"), buf_str(&r.out));
	run_release(&r);
}

Test(cli_completion, names_come_from_the_program)
{
	static const struct {
		const char *words, *offered; /* words: from a blank on */
	} rows[] = {
		{ " mat", "match" },
		{ " help mat", "match" },
		{ " match wa", "warnings" },
		{ " match w", "warnings why withdraw" },
		{ " change ", "ask list say grant withdraw" },
		{ " department re", "rename retire" },
		{ " refer ", "close change" },
		{ " list match-p", "match-pairs" },
		{ " list absen", "absences" },
		{ " match propose --le", "--leaving" },
		{ " match propose --method ", "students both" },
		{ " match propose --aim f", "fewest_last" },
		{ " import preferences su", "survey.csv" },
		{ " match show --output su", "survey.csv" },
	};
	char offered[2000];

	if (access("/bin/bash", X_OK))
		cr_skip_test("there is no bash");
	daoshi_file("survey.csv", "", 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		complete(rows[i].words, offered, sizeof offered);
		cr_expect_str_eq(offered, rows[i].offered, "daoshi%s: %s", rows[i].words, offered);
	}
}
