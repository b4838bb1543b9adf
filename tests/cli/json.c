/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docs/json.md says of every list which fields it has: those, in that order, of that kind. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/daoshi.h"
#include "support/limit.h"

static void begin(void)
{
	static const char roster[] = "学号,姓名,班级\nS1,赵测试改,六(1)\n";
	struct run r;

	daoshi_school();
	daoshi_file("FILE", roster, strlen(roster));
	r = DAOSHI("figures", "--output", daoshi_path("FIGURES"));
	run_release(&r);
	/* a row in most of them */
	r = DAOSHI("record", "visit", "--student", "S1");
	run_release(&r);
	r = DAOSHI("exempt", "--student", "S1", "--reason", "住院", "--approver", "校长");
	run_release(&r);
	r = DAOSHI("plan", "add", "--student", "S2", "--date", "+3");
	run_release(&r);
	r = DAOSHI("training", "add", "--date", "2026-11-20", "--level", "school", "--title",
		   "家访", "--credits", "1.5");
	run_release(&r);
	r = DAOSHI("consent", "add", "--student", "S1", "--given-by", "赵家长");
	run_release(&r);
	r = DAOSHI("preference", "set", "S1", "--choices", "T2");
	run_release(&r);
	r = DAOSHI("preference", "mentor", "T2", "--order", "S1");
	run_release(&r);
	r = DAOSHI("condition", "add", "apart", "--student", "S1", "--other", "S3");
	run_release(&r);
	r = DAOSHI("belonging", "add", "--kind", "campus", "--name", "东", "--mentor", "T1");
	run_release(&r);
	r = DAOSHI("match", "propose", "--seed", "7");
	run_release(&r);
	r = DAOSHI("change", "ask", "--student", "S1", "--mentor", "T2");
	run_release(&r);
}

TestSuite(cli_json, .init = begin, .fini = daoshi_tidy, .timeout = TIME_LIMIT);

enum { FIELDS = 48 };

struct section {
	char command[128];
	char name[FIELDS][40];
	bool number[FIELDS];
	size_t count;
};

/* The next section of the page; false behind the last. */
static bool read_section(FILE *page, struct section *s)
{
	char line[2048];

	s->count = 0;
	*s->command = '\0';
	while (fgets(line, sizeof line, page)) {
		char kind[16];

		if (sscanf(line, "## `daoshi %127[^`]`", s->command) == 1)
			continue;
		if (*s->command && *line == '\n' && s->count)
			return true;
		if (sscanf(line, "| `%39[a-z_0-9]` | %15[a-z] |", s->name[s->count], kind) == 2) {
			s->number[s->count] = !strcmp(kind, "number");
			cr_assert_lt(++s->count, FIELDS);
		}
	}
	return s->count;
}

/* The words of the section's title, with a file where it says FILE. */
static struct run run_section(const struct section *s, const char *format)
{
	const char *argv[24] = { 0 };
	char words[128], file[512];
	size_t n = 0;

	snprintf(words, sizeof words, "%s", s->command);
	snprintf(file, sizeof file, "%s",
		 daoshi_path(strncmp(words, "district", 8) ? "FILE" : "FIGURES"));
	for (char *at = words, *word; (word = strsep(&at, " ")) && n < 20;)
		argv[n++] = strcmp(word, "FILE") ? word : file;
	argv[n++] = "--format";
	argv[n++] = format;
	return daoshi_run(NULL, argv);
}

static void expect_header(const struct section *s)
{
	struct run r = run_section(s, "csv");
	struct buf names = { 0 };

	for (size_t i = 0; i < s->count; i++)
		buf_printf(&names, "%s%s", i ? "," : "", s->name[i]);
	buf_text(&names, "\r\n");
	cr_expect(!strncmp(buf_str(&r.out), buf_str(&names), names.len),
		  "daoshi %s has\n%.*s\nand not\n%s%s", s->command,
		  (int)strcspn(buf_str(&r.out), "\r"), buf_str(&r.out), buf_str(&names),
		  buf_str(&r.err));
	buf_release(&names);
	run_release(&r);
}

/* The first object, field after field; true where there is one. */
static bool expect_kinds(const struct section *s)
{
	struct run r = run_section(s, "json");
	const char *at = strchr(buf_str(&r.out), '{');
	bool any = at;

	for (size_t i = 0; any && i < s->count; i++) {
		char key[48];

		snprintf(key, sizeof key, "%c\"%s\":", i ? ',' : '{', s->name[i]);
		at = strstr(at, key);
		cr_assert(at, "daoshi %s: no %s in %s", s->command, s->name[i], buf_str(&r.out));
		at += strlen(key);
		cr_expect_eq(*at != '"', s->number[i], "daoshi %s: %s is %.10s", s->command,
			     s->name[i], at);
	}
	run_release(&r);
	return any;
}

Test(cli_json, what_is_documented_is_written)
{
	FILE *page = fopen("docs/json.md", "r");
	struct section s;
	size_t sections = 0, with_rows = 0;

	cr_assert(page);
	while (read_section(page, &s)) {
		if (!strcmp(s.command, "todo --brief")) /* of a mentor alone */
			continue;
		expect_header(&s);
		with_rows += expect_kinds(&s);
		sections++;
	}
	fclose(page);
	cr_expect_gt(sections, 40);
	cr_expect_gt(with_rows, 25);
}

/* A list that the page does not know would have no promise. */
Test(cli_json, every_list_is_documented)
{
	struct run r = DAOSHI("list", "nothing");
	const char *all = strstr(buf_str(&r.err), "There are: ");
	char names[1024], page[96 * 1024] = "", title[128];
	FILE *f = fopen("docs/json.md", "r");

	cr_assert(f && all, "%s", buf_str(&r.err));
	page[fread(page, 1, sizeof page - 1, f)] = '\0';
	fclose(f);
	snprintf(names, sizeof names, "%s", all + strlen("There are: "));
	names[strcspn(names, ".")] = '\0';
	for (char *at = names, *name; (name = strsep(&at, ","));) {
		name += strspn(name, " ");
		snprintf(title, sizeof title, "## `daoshi list %s`\n", name);
		cr_expect(strstr(page, title), "%s is not documented", name);
	}
	run_release(&r);
}
