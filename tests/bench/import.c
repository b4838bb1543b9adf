/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/figure.h"
#include "bench/parts.h"
#include "bench/peak.h"
#include "support/run.h"
#include "support/workbook.h"

enum { STUDENTS = 3000, CLASS_SIZE = 40, PAIRS = 7 };

static char daoshi[PATH_MAX], plain[PATH_MAX], roster[PATH_MAX], school[PATH_MAX];
static char table[PATH_MAX], workbook[PATH_MAX];

static void set_path(char *to, const char *name)
{
	snprintf(to, PATH_MAX, "%s", run_beside(name));
}

/* Nobody's names: a family's and a number's. */
static void write_roster(void)
{
	static const char *const family[] = { "赵", "钱", "孙", "李", "周", "吴", "郑", "王" };
	static const char *const digit[] = { "一", "二", "三", "四", "五",
					     "六", "七", "八", "九", "十" };
	static const char *const grade[] = { "六", "七", "八", "九" };
	FILE *f = fopen(roster, "we");

	cr_assert(f, "%s", roster);
	fputs("学号,姓名,性别,班级,座号,监护人,关系,联系电话\n", f);
	for (int i = 0; i < STUDENTS; i++) {
		const char *name = family[i % 8];

		fprintf(f, "S%05d,%s%s%s,%s,%s(%d),%d,%s%s,%s,139%08d\n", i + 1, name,
			digit[i / 10 % 10], digit[i % 10], i % 2 ? "男" : "女",
			grade[i / CLASS_SIZE % 4], 1 + i / CLASS_SIZE / 4, 1 + i % CLASS_SIZE, name,
			digit[i / 100 % 10], i % 3 ? "母亲" : "父亲", i);
	}
	cr_assert(!fclose(f), "%s", roster);
}

/* The same as a spreadsheet program saves it: each text once, in a part of its own, and a merged
 * title, without which the sheet need not be looked through for such. */
static void write_workbook(void)
{
	struct buf rows = { 0 }, texts = { 0 }, book = { 0 };
	struct xlsx x = { .behind = "<mergeCells><mergeCell ref='A1:H1'/></mergeCells>" };
	FILE *f = fopen(roster, "re");
	char *line = NULL, *cell;
	size_t room = 0, count = 0;

	cr_assert(f, "%s", roster);
	buf_text(&rows, TEXT_ROW("名册"));
	while (getline(&line, &room, f) > 0) {
		char *at = line;

		line[strcspn(line, "\n")] = '\0';
		buf_text(&rows, "<row>");
		while ((cell = strsep(&at, ","))) {
			buf_printf(&rows, "<c t=\"s\"><v>%zu</v></c>", count++);
			buf_printf(&texts, "<si><t>%s</t></si>", cell);
		}
		buf_text(&rows, "</row>");
	}
	fclose(f);
	free(line);
	x.rows = rows.at;
	x.strings = texts.at;
	workbook_xlsx(&book, &x);
	f = fopen(workbook, "we");
	cr_assert(f && fwrite(book.at, 1, book.len, f) == book.len && !fclose(f), "%s", workbook);
	buf_release(&rows);
	buf_release(&texts);
	buf_release(&book);
}

/* How long it took, in ms. */
static double run(const char *const *argv)
{
	double from = now_ms(), ms;
	struct run r = run_program(argv, NULL);

	ms = now_ms() - from;
	cr_assert_eq(r.code, 0, "%s: %s%s", argv[0], buf_str(&r.out), buf_str(&r.err));
	run_release(&r);
	return ms;
}

static void make_school(void)
{
	const char *const init[] = { daoshi, "--db", school, "--today", BENCH_TODAY, "init", NULL };

	unlink(school);
	run(init);
}

static void import_workbook(void)
{
	const char *const ours[] = { daoshi,   "--db",     school,   "--today", BENCH_TODAY,
				     "import", "students", workbook, NULL };
	const char *const reads[] = { table, "read", workbook, NULL };
	double ms[PAIRS], peak;

	write_workbook();
	for (int i = 0; i < PAIRS; i++) {
		make_school();
		ms[i] = run(ours);
	}
	make_school();
	peak = (double)(peak_of(ours) + peak_of(reads));
	figure_tell(&(struct figure){ .what = "the same from xlsx, ms",
				      .decimals = 0,
				      .daoshi = median(ms, PAIRS),
				      .floor = NO_FLOOR,
				      .limit = LIMIT_VALUE,
				      .most = 2000 });
	figure_tell(&(struct figure){ .what = "its memory, both processes at most, KB",
				      .decimals = 0,
				      .daoshi = peak,
				      .floor = NO_FLOOR,
				      .limit = LIMIT_VALUE,
				      .most = 32768 });
}

void bench_import(void)
{
	const char *const ours[] = { daoshi,   "--db",     school, "--today", BENCH_TODAY,
				     "import", "students", roster, NULL };
	const char *const floor[] = { plain, school, roster, NULL };
	double ms[PAIRS], floor_ms[PAIRS], ratio[PAIRS];

	set_path(daoshi, "daoshi");
	set_path(plain, "bench/floor_import");
	set_path(roster, "bench/roster.csv");
	set_path(school, "bench/import.db");
	set_path(table, "daoshi-table");
	set_path(workbook, "bench/roster.xlsx");
	write_roster();
	for (int n = -1; n < PAIRS; n++) {
		int i = n < 0 ? 0 : n;

		make_school();
		floor_ms[i] = run(floor);
		make_school();
		ms[i] = run(ours);
		ratio[i] = ms[i] / floor_ms[i];
	}
	figure_head("rosters in", "floor");
	figure_tell(&(struct figure){ .what = "import of 3,000 students, ms",
				      .decimals = 0,
				      .daoshi = median(ms, PAIRS),
				      .floor = median(floor_ms, PAIRS),
				      .ratio = median(ratio, PAIRS),
				      .limit = LIMIT_VALUE,
				      .most = 1000 });
	import_workbook();
	unlink(school);
}
