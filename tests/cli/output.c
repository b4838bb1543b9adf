/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows into files: --output, --format xlsx, --encoding, --replace. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "support/daoshi.h"
#include "support/desk.h"
#include "support/unpacked.h"

TestSuite(cli_output, .init = daoshi_school, .fini = daoshi_tidy);

static void read_file(const char *name, struct buf *out)
{
	FILE *f = fopen(daoshi_path(name), "r");
	int c;

	cr_assert(f, "%s is not there", name);
	while ((c = getc(f)) != EOF)
		buf_char(out, (char)c);
	fclose(f);
}

static bool is_there(const char *name)
{
	struct stat st;

	return !stat(daoshi_path(name), &st);
}

static void expect_cells(const char *file, const char *const (*cells)[2])
{
	struct buf sheet = { 0 };

	workbook_part(daoshi_path(file), "xl/worksheets/sheet1.xml", &sheet);
	for (; (*cells)[0]; cells++)
		cr_expect(strstr(workbook_cell(&sheet, (*cells)[0]), (*cells)[1]), "%s: %s",
			  (*cells)[0], workbook_cell(&sheet, (*cells)[0]));
	buf_release(&sheet);
}

/* Labels and words for people, numbers that are numbers, and what is masked stays so. */
Test(cli_output, a_workbook_by_its_name)
{
	static const char *const cells[][2] = {
		{ "A1", "<t>Student no.</t>" }, { "C2", "<t>male</t>" },
		{ "E2", "><v>1</v>" },          { "K2", "<t>139****0011</t>" },
		{ "L2", "><v>46266</v>" },      { "N2", "<t>甲测试</t>" },
		{ "A4", "<t>S3</t>" },          { NULL, NULL },
	};
	struct buf book = { 0 };

	EXPECT_RUN(DAOSHI("list", "students", "--output", daoshi_path("s.xlsx")), 0, "", "");
	expect_cells("s.xlsx", cells);
	workbook_part(daoshi_path("s.xlsx"), "xl/workbook.xml", &book);
	cr_expect(strstr(buf_str(&book), "<sheet name=\"Students\""), "%s", buf_str(&book));
	buf_release(&book);
}

/* Of the checklist too, whose codes are for programs. */
Test(cli_output, a_workbook_of_what_is_owed)
{
	static const char *const cells[][2] = { { "F1", "<t>Kind</t>" },
						{ "F2", "<t>home visit</t>" },
						{ "H2", "<t>to do</t>" },
						{ NULL, NULL } };

	EXPECT_RUN(DAOSHI("todo", "--output", daoshi_path("t.xlsx")), 0, "", "");
	expect_cells("t.xlsx", cells);
}

Test(cli_output, a_workbook_to_standard_output)
{
	static const char *const cells[][2] = { { "A2", "<t>S1</t>" }, { NULL, NULL } };
	const struct run_options o = { .out_path = daoshi_path("o.xlsx") };
	struct run r;

	daoshi_file("o.xlsx", "", 0);
	r = daoshi_run(&o, (const char *const[]){ "todo", "--format", "xlsx", NULL });
	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
	expect_cells("o.xlsx", cells);
}

Test(cli_output, csv_files_have_a_mark_and_the_stream_has_none)
{
	struct buf file = { 0 };
	struct run r = DAOSHI("list", "students", "--format", "csv");

	EXPECT_RUN(DAOSHI("list", "students", "--output", daoshi_path("s.csv")), 0, "", "");
	read_file("s.csv", &file);
	cr_expect(!strncmp(buf_str(&file), "\xEF\xBB\xBF", 3));
	cr_expect_str_eq(buf_str(&file) + 3, buf_str(&r.out));
	buf_release(&file);
	run_release(&r);
	r = DAOSHI("list", "students", "--format", "csv", "--encoding", "gb18030");
	cr_expect(strstr(buf_str(&r.out), "\xD5\xD4\xB2\xE2\xCA\xD4"), "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_output, a_file_that_is_there_is_replaced_only_when_said)
{
	const char *path = daoshi_path("s.csv");

	daoshi_file("s.csv", "old", 3);
	EXPECT_RUN(DAOSHI("list", "students", "--output", path), 6, "",
		   "already: --replace replaces it.");
	EXPECT_RUN(DAOSHI("list", "students", "--output", path, "--replace"), 0, "", "");
}

Test(cli_output, what_cannot_be)
{
	EXPECT_RUN(DAOSHI("list", "students", "--output", daoshi_path("s.pdf")), 2, "",
		   "--output writes xlsx or csv");
	EXPECT_RUN(DAOSHI("list", "students", "--output", daoshi_path("s.csv"), "--format", "json"),
		   2, "", "--output writes xlsx or csv");
	EXPECT_RUN(DAOSHI("list", "students", "--encoding", "gb18030"), 2, "",
		   "--encoding is for csv");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--encoding", "big5"), 2, "",
		   "There is no encoding big5. There are: utf-8, gb18030.");
	EXPECT_RUN(DAOSHI("list", "students", "--output", daoshi_path("no/s.xlsx")), 3, "",
		   "The folder of");
	EXPECT_RUN(DAOSHI("department", "add", "心理", "--output", daoshi_path("s.xlsx")), 2, "",
		   "'daoshi department' writes no rows");
	cr_expect_not(is_there("s.xlsx"));
	cr_expect_not(is_there("s.pdf"));
}

/* What fails leaves no file, and no row in the audit. */
Test(cli_output, a_list_that_is_refused_leaves_no_file)
{
	EXPECT_RUN(DAOSHI("list", "students", "--mentor", "T9", "--output", daoshi_path("s.xlsx")),
		   4, "", "There is no mentor");
	cr_expect_not(is_there("s.xlsx"));
}

/* What was chosen is on record, but not what the file is called: that may be a student. */
Test(cli_output, the_audit_has_no_name_of_a_file)
{
	struct run r;

	EXPECT_RUN(DAOSHI("list", "students", "--class", "601", "--output",
			  daoshi_path("赵测试.xlsx")),
		   0, "", "");
	r = DAOSHI("audit", "list", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), "--class 601"), "%s", buf_str(&r.out));
	cr_expect_not(strstr(buf_str(&r.out), "赵测试.xlsx"), "%s", buf_str(&r.out));
	run_release(&r);
}

/* ---------------------------------------------------------------------- pages */

/* So many that a table would be cut: files and scripts get all, each once, the newest first. */
Test(cli_output, contacts_are_not_cut)
{
	struct run r;
	size_t rows = 0;

	desk_script("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
		    "WHERE i < 5300) INSERT INTO contact (school_year_id, kind, date, mentor_id, "
		    "created_at) SELECT 2026, 'call', date('2026-09-01', '+' || (i % 60) || "
		    "' days'), 1, '2026-11-23 00:00:00' FROM n");
	r = DAOSHI("list", "contacts", "--format", "csv");
	cr_expect_str_eq(buf_str(&r.err), "");
	for (const char *s = buf_str(&r.out); (s = strchr(s, '\n')); s++)
		rows++;
	cr_expect_eq(rows, 5301, "%zu", rows);
	run_release(&r);
	r = DAOSHI("list", "contacts", "--format", "json");
	rows = 0;
	for (const char *s = buf_str(&r.out); (s = strstr(s, "{\"no\"")); s++)
		rows++;
	cr_expect_eq(rows, 5300, "%zu", rows);
	run_release(&r);
}

Test(cli_output, no_contacts_are_a_header)
{
	EXPECT_RUN(DAOSHI("list", "contacts", "--format", "csv"), 0,
		   "no,date,kind,students,mentor,key_date,mode,place,guardian,reason,topics,text,"
		   "created_at,sensitive\r\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "contacts", "--format", "json"), 0, "[]\n", "");
}

/* ------------------------------------------------------------------ templates */

Test(cli_output, templates)
{
	static const char *const cells[][2] = { { "A1", "<t>" }, { NULL, NULL } };

	EXPECT_RUN(DAOSHI("template", "students", "--output", daoshi_path("t.xlsx")), 0, "", "");
	expect_cells("t.xlsx", cells);
	EXPECT_RUN(DAOSHI("template", "staff", "--output", daoshi_path("u.xlsx")), 2, "",
		   "There is no template of staff.");
	cr_expect_not(is_there("u.xlsx"));
}

/* Nothing of it is taken for a row. */
Test(cli_output, a_template_as_it_is_imports_nothing)
{
	struct run r;

	EXPECT_RUN(DAOSHI("template", "students", "--output", daoshi_path("t.xlsx")), 0, "", "");
	r = DAOSHI("import", "students", daoshi_path("t.xlsx"), "--dry-run");
	cr_expect(!strstr(buf_str(&r.out), "error"), "%s", buf_str(&r.out));
	run_release(&r);
}
