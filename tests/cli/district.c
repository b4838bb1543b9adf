/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many schools' figures: gathered, added up, and every file that cannot be taken named. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/figures.h"
#include "support/daoshi.h"

TestSuite(cli_district, .init = daoshi_school, .fini = daoshi_tidy);

/* A file of made-up figures; grade `hidden` is not told. */
static void make_file(const char *name, const char *school, const char *code, int64_t year,
		      const char *day, int64_t base, int64_t hidden)
{
	struct figure rows[] = {
		{ .group = FIGURE_ALL,
		  .n = { 2 * base, 1, 8 * base, 4 * base, 2 * base, base, base } },
		{ .group = FIGURE_GRADE, .grade = 6, .n = { base, 1, 4 * base, 3 * base, base } },
		{ .group = FIGURE_GRADE,
		  .grade = 7,
		  .n = { base, 0, 4 * base, base, base, base, base } },
		{ .group = FIGURE_KIND, .code = "visit", .n = { 0, 0, 2 * base, base, base } },
		{ .group = FIGURE_FORM, .code = "home", .n = { base } },
		{ .group = FIGURE_TRAINING, .code = "district", .n = { 2, base, 15 } },
	};
	struct figures f = { .school = school,
			     .code = code,
			     .program = "0.1",
			     .year = year,
			     .mentors = 10,
			     .past_capacity = 1,
			     .rows = rows,
			     .count = 6 };
	struct buf text = { 0 };

	date_copy(f.day, day);
	for (size_t i = 0; i < f.count; i++)
		rows[i].hidden = rows[i].grade && rows[i].grade == hidden;
	figures_write(&f, &text);
	daoshi_file(name, buf_str(&text), text.len);
	buf_release(&text);
}

static void make_two(void)
{
	make_file("a.fig", "甲校", "11", 2026, "2026-11-20", 100, 0);
	make_file("b.fig", "乙校", "12", 2026, "2026-11-21", 50, 7);
}

#define WHOSE  "level,code,school,day,schools,hidden,"
#define DUTIES "owed,met,open,soon,overdue,exempt"

Test(cli_district, a_row_for_each_school_and_the_sum)
{
	make_two();
	EXPECT_RUN(
		DAOSHI("district", daoshi_path("b.fig"), daoshi_path("a.fig"), "--format", "csv"),
		0,
		WHOSE "students,without_mentor,mentors,without_students,past_capacity," DUTIES
		      ",elsewhere,percent\r\n"
		      "school,11,甲校,2026-11-20,1,0,200,1,10,0,1,800,400,200,100,100,0,0,50\r\n"
		      "school,12,乙校,2026-11-21,1,0,100,1,10,0,1,400,200,100,50,50,0,0,50\r\n"
		      "all,,All schools,,2,0,300,2,20,0,2,1200,600,300,150,150,0,0,50\r\n",
		"");
	EXPECT_RUN(
		DAOSHI("district", daoshi_path("a.fig")), 0,
		"School code  School       As of       Students  no mentor  Mentors  no students  "
		"past capacity  owed  done  to do  soon  overdue  exempt  visits elsewhere   %\n"
		"11           甲校         2026-11-20       200          1       10            0  "
		"            1   800   400    200   100      100       0                 0  50\n"
		"             All schools                   200          1       10            0  "
		"            1   800   400    200   100      100       0                 0  50\n",
		"");
}

/* What one school does not tell is in no sum, and it is said of how many that is so. */
Test(cli_district, by_grade_with_what_is_hidden)
{
	make_two();
	EXPECT_RUN(DAOSHI("district", daoshi_path("a.fig"), daoshi_path("b.fig"), "--by", "grade",
			  "--format", "csv"),
		   0,
		   WHOSE "grade,students,without_mentor," DUTIES ",elsewhere,percent\r\n"
			 "school,11,甲校,2026-11-20,1,0,6,100,1,400,300,100,0,0,0,0,75\r\n"
			 "school,11,甲校,2026-11-20,1,0,7,100,0,400,100,100,100,100,0,0,25\r\n"
			 "school,12,乙校,2026-11-21,1,0,6,50,1,200,150,50,0,0,0,0,75\r\n"
			 "school,12,乙校,2026-11-21,1,1,7,<5,<5,<5,<5,<5,<5,<5,<5,<5,<5\r\n"
			 "all,,All schools,,2,0,6,150,2,600,450,150,0,0,0,0,75\r\n"
			 "all,,All schools,,2,1,7,100,0,400,100,100,100,100,0,0,25\r\n",
		   "");
	EXPECT_RUN(
		DAOSHI("district", daoshi_path("b.fig"), "--by", "training", "--format", "json"), 0,
		"[\n"
		"{\"level\":\"school\",\"code\":\"12\",\"school\":\"乙校\",\"day\":\"2026-11-21\","
		"\"schools\":1,\"hidden\":0,\"kind\":\"district\",\"sessions\":2,"
		"\"attended\":50,\"credits\":1.5},\n"
		"{\"level\":\"all\",\"code\":\"\",\"school\":\"All schools\",\"day\":\"\","
		"\"schools\":1,\"hidden\":0,\"kind\":\"district\",\"sessions\":2,"
		"\"attended\":50,\"credits\":1.5}\n"
		"]\n",
		"");
	EXPECT_RUN(DAOSHI("district", daoshi_path("b.fig"), "--by", "moon"), 2, "",
		   "There is no grouping by moon.");
}

/* Each beside a good one: told by name, and nothing is reported unless the others alone are asked
 * for. */
Test(cli_district, what_cannot_be_taken_is_named)
{
	static const struct {
		const char *name, *words;
	} bad[] = {
		{ "older.fig",
		  "older.fig: These figures are of 2026-11-01; those of the same school in" },
		{ "twice.fig", "twice.fig: This school is there already, from" },
		{ "year.fig", "year.fig: These figures are of the school year 2025, not of 2026." },
		{ "version.fig", "version.fig: This figure file has the format 2" },
		{ "changed.fig", "changed.fig: The checksum does not fit" },
		{ "cut.fig", "cut.fig: The checksum does not fit" },
		{ "other.fig", "other.fig: This is no figure file" },
		{ "binary.fig", "binary.fig: The file holds no text" },
		{ "empty.fig", "empty.fig: The file is empty" },
		{ "huge.fig", "huge.fig: The file is larger than 64 kB" },
		{ "gone.fig", "gone.fig: There is no file " },
		{ ".", ".: This is a folder: name a file" },
		{ "text.db", "text.db: " },
	};
	static char huge[FIGURES_BYTES + 2];
	char good[512], path[512];

	make_file("a.fig", "甲校", "11", 2026, "2026-11-20", 100, 0);
	make_file("older.fig", "甲校", "11", 2026, "2026-11-01", 90, 0);
	make_file("twice.fig", "甲校改名", "11", 2026, "2026-11-20", 100, 0);
	make_file("year.fig", "丙校", "13", 2025, "2026-06-20", 100, 0);
	daoshi_file("version.fig", "daoshi figures 2\n", 17);
	daoshi_file("changed.fig", "daoshi figures 1\nall 1\n", 23);
	daoshi_file("cut.fig", "daoshi figures 1", 16);
	daoshi_file("other.fig", "学号,姓名\n", 14);
	daoshi_file("binary.fig", "daoshi\0figures", 14);
	daoshi_file("empty.fig", "", 0);
	memset(huge, 'x', sizeof huge - 1);
	daoshi_file("huge.fig", huge, sizeof huge - 1);
	daoshi_file("text.db", "SQLite format 3\0but no more", 27);
	snprintf(good, sizeof good, "%s", daoshi_path("a.fig"));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct run r;

		snprintf(path, sizeof path, "%s", daoshi_path(bad[i].name));
		EXPECT_RUN(DAOSHI("district", good, path), 3, "", bad[i].words);
		r = DAOSHI("district", good, path, "--partial", "--format", "csv");
		cr_expect_eq(r.code, 0);
		cr_expect(strstr(buf_str(&r.out), "all,,All schools,,1,0,200,"), "%s: %s",
			  bad[i].name, buf_str(&r.out));
		cr_expect(strstr(buf_str(&r.err), bad[i].words), "%s", buf_str(&r.err));
		run_release(&r);
	}
}

Test(cli_district, the_newer_of_two_is_taken_wherever_it_stands)
{
	char newer[512], older[512];

	make_file("new.fig", "甲校", "11", 2026, "2026-11-20", 100, 0);
	make_file("old.fig", "甲校", "11", 2026, "2026-11-01", 90, 0);
	snprintf(newer, sizeof newer, "%s", daoshi_path("new.fig"));
	snprintf(older, sizeof older, "%s", daoshi_path("old.fig"));
	EXPECT_RUN(DAOSHI("district", older, newer), 3, "",
		   "old.fig: These figures are older than those of the same school in");
	EXPECT_RUN(DAOSHI("district", older, newer, "--partial", "--by", "form", "--format", "csv"),
		   0,
		   WHOSE "kind,visited\r\nschool,11,甲校,2026-11-20,1,0,home,100\r\n"
			 "all,,All schools,,1,0,home,100\r\n",
		   "old.fig: These figures are older");
	EXPECT_RUN(DAOSHI("district", newer, "--year", "2025"), 3, "",
		   "of the school year 2026, not of 2025");
	EXPECT_RUN(DAOSHI("district"), 2, "", "Which schools?");
}

static struct stat state_of(const char *name)
{
	struct stat st = { 0 };

	cr_assert(!stat(daoshi_path(name), &st));
	return st;
}

/* A school's own file says what its figure file says, and is not touched: not to be brought up to
 * date, not to be audited. */
Test(cli_district, a_schools_own_file_is_only_read)
{
	struct stat before, after;
	struct run from_file, from_db;

	EXPECT_RUN(DAOSHI("school", "--code", "310"), 0, "", "");
	EXPECT_RUN(DAOSHI("figures", "--output", daoshi_path("own.fig")), 0, "", "");
	before = state_of("school.db");
	from_file = DAOSHI("district", daoshi_path("own.fig"), "--by", "kind", "--format", "csv");
	from_db = DAOSHI("district", daoshi_path("school.db"), "--by", "kind", "--format", "csv");
	after = state_of("school.db");
	cr_expect_eq(from_db.code, 0, "%s", buf_str(&from_db.err));
	cr_expect_str_eq(buf_str(&from_db.out), buf_str(&from_file.out));
	cr_expect(strstr(buf_str(&from_db.out), "school,310,测试学校,2026-11-23,1,1,visit,<5"),
		  "%s", buf_str(&from_db.out));
	cr_expect_eq(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	cr_expect_eq(before.st_size, after.st_size);
	run_release(&from_file);
	run_release(&from_db);
}

Test(cli_district, an_older_schema_is_left_as_it_is)
{
	static const unsigned char version[] = { 0, 0, 0, 8 };
	FILE *f = fopen(daoshi_path("school.db"), "r+");

	cr_assert(f && !fseek(f, 60, SEEK_SET));
	cr_assert_eq(fwrite(version, 1, 4, f), 4);
	fclose(f);
	EXPECT_RUN(DAOSHI("district", daoshi_path("school.db")), 3, "",
		   "must be brought up to date, but may only be read.");
	EXPECT_RUN(DAOSHI("district", daoshi_path("school.db.v8")), 3, "", "There is no file ");
}

/* A hundred of them: every sum is that of its parts, whatever order they come in. */
Test(cli_district, a_hundred_schools)
{
	enum { SCHOOLS = 100 };
	const char *arguments[SCHOOLS + 8] = { run_beside("daoshi"), "--lang", "en", "district" };
	char paths[SCHOOLS][512], all[128];
	int64_t students = 0;
	struct run r;

	for (int i = 0; i < SCHOOLS; i++) {
		int n = i * 37 % SCHOOLS; /* each once, out of order */
		char name[32], school[32], code[16];

		snprintf(name, sizeof name, "%d.fig", n);
		snprintf(school, sizeof school, "第%d中学", n);
		snprintf(code, sizeof code, "31%04d", n);
		make_file(name, school, code, 2026, "2026-11-20", 100 + n, 0);
		snprintf(paths[i], sizeof paths[i], "%s", daoshi_path(name));
		arguments[4 + i] = paths[i];
		students += 2 * (100 + n);
	}
	arguments[SCHOOLS + 4] = "--format";
	arguments[SCHOOLS + 5] = "csv";
	r = run_program(arguments, NULL);
	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	snprintf(all, sizeof all, "all,,All schools,,100,0,%d,100,1000,", (int)students);
	cr_expect(strstr(buf_str(&r.out), all), "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), "percent\r\nschool,310000,第0中学,"), "in order");
	run_release(&r);
}

Test(cli_district, every_column_has_its_definition)
{
	struct run r = DAOSHI("district", "--definitions", "--format", "csv");

	cr_expect_eq(r.code, 0);
	cr_expect(strstr(buf_str(&r.out),
			 "\r\noverdue,overdue,\"of what is owed, what was not done "
			 "by its last day\"\r\n"),
		  "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_district, figures_are_written_and_put_on_record)
{
	char path[512];

	snprintf(path, sizeof path, "%s", daoshi_path("own.fig"));
	EXPECT_RUN(DAOSHI("figures", "--output", path), 0, "", "");
	EXPECT_RUN(DAOSHI("figures", "--output", path), 6, "", "There is a file");
	EXPECT_RUN(DAOSHI("figures", "--output", path, "--replace"), 0, "", "");
	EXPECT_RUN(DAOSHI("school", "--format", "csv"), 0, "name,code\r\n测试学校,\r\n", "");
	EXPECT_RUN(DAOSHI("school", "--name", ""), 0, "", "");
	EXPECT_RUN(DAOSHI("figures"), 3, "", "The school has no name yet");
	struct run r = DAOSHI("audit", "list", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), "export,figures,"), "%s", buf_str(&r.out));
	run_release(&r);
}
