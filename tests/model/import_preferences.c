/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students' choices, as survey tools export them. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "db/file.h"
#include "expect.h"
#include "importing.h"
#include "support/school.h"
#include "support/scratch.h"
#include "support/workbook.h"

static struct session s;
static struct err e;

/* Mentors T1 to T6 and students S1 to S4, of whom two have one name, in two classes. */
static void begin(void)
{
	static const char *const mentors[][2] = { { "王芳", "语文" }, { "李强", "数学" },
						  { "赵敏", "英语" }, { "张伟", "数学" },
						  { "张伟", "体育" }, { "王丽", "化学" } };
	static const char *const students[] = { "陈思雨", "林小明", "何平", "何平" };
	struct buf script = { 0 };

	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 6; n++) {
		school_add_mentor(&s, n);
		buf_printf(&script, "UPDATE mentor SET name = '%s', subject = '%s' WHERE id = %d;",
			   mentors[n - 1][0], mentors[n - 1][1], n);
	}
	for (int n = 1; n <= 4; n++) {
		school_add_student(&s, n, n == 4 ? "六(2)" : "六(1)", "2026-09-01");
		buf_printf(&script, "UPDATE student SET name = '%s' WHERE id = %d;",
			   students[n - 1], n);
	}
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_import_preferences, .init = begin, .fini = end);

#define CHOICES OPTIONS(.kind = IMPORT_PREFERENCES)

/* "S1:1 2, S2:-" of who answered; "-": anybody. */
static const char *stored(void)
{
	return file_text("school.db",
			 "SELECT group_concat(who, ', ') FROM (SELECT s.student_no || ':' || "
			 "group_concat(coalesce(p.mentor_id, '-'), ' ') AS who FROM (SELECT * "
			 "FROM preference ORDER BY rank) p JOIN student s ON s.id = p.student_id "
			 "GROUP BY s.id ORDER BY s.id)");
}

/* ------------------------------------------------------------------ as tools write it */

static const struct survey {
	const char *tool, *csv, *stored;
} surveys[] = {
	{ "wenjuanxing",
	  "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的学号,2、您的姓名,3、第一志愿,"
	  "4、第二志愿,5、第三志愿\n"
	  "1,2026/9/5 18:20:33,35秒,微信,N/A,203.0.113.7(上海-上海),S1,陈思雨,王芳,李强,赵敏\n"
	  "2,2026/9/5 18:21:02,20秒,微信,N/A,203.0.113.8(上海-上海),S2,林小明,李强,(空),(跳过)\n",
	  "S1:1 2 3, S2:2" },
	{ "tencent",
	  "编号,开始答题时间,结束答题时间,答题时长,用户类型,昵称,1.你的姓名,2.所在班级,3.第一志愿:,"
	  "4.第二志愿:\n"
	  "1,2026-09-05 18:20:00,2026-09-05 18:20:33,33,微信用户,小雨,陈思雨,六(1)班,T1,T2\n"
	  "2,2026-09-05 18:22:00,2026-09-05 18:22:33,33,微信用户,平,何平,六(2)班,T3,\n",
	  "S1:1 2, S4:3" },
	{ "wps",
	  "提交人,提交时间,学号（必填）,姓名（必填）,志愿1（必填）,志愿2,志愿3\n"
	  "家长,2026/09/05 18:20,S1,陈思雨,T1 王芳,李强老师,\n"
	  "家长,2026/09/05 18:20,S2,林小明,无所谓,,\n",
	  "S1:1 2, S2:-" },
	{ "one column, sorted", "学号,志愿\nS1,王芳→李强→赵敏\nS2,李强┋T1\nS3,\"赵敏、王芳\"\n",
	  "S1:1 2 3, S2:2 1, S3:3 1" },
	{ "English", "student_no,Choice 1,choice 2\nS1,T1,T2\n", "S1:1 2" },
	{ "tabs", "学号\t第1志愿\t第2志愿\nS1\t王芳\t李强\n", "S1:1 2" },
};

Test(model_import_preferences, as_survey_tools_export_them)
{
	for (size_t i = 0; i < sizeof surveys / sizeof *surveys; i++) {
		struct import_report report;
		struct buf told = { 0 };

		import_text(&s, (struct import_options){ .kind = IMPORT_PREFERENCES },
			    surveys[i].csv, &report);
		report_findings(&report, &told);
		cr_expect_str_eq(stored(), surveys[i].stored, "%s: %s\n%s", surveys[i].tool,
				 stored(), buf_str(&told));
		buf_release(&told);
		import_report_release(&report);
		end();
		begin();
	}
}

Test(model_import_preferences, a_workbook)
{
	struct xlsx book = { .rows = "<row>" TEXT_CELL("学号") TEXT_CELL("姓名")
				     TEXT_CELL("第一志愿")
					     TEXT_CELL("第二志愿") "</row><row>" TEXT_CELL("S1")
						     TEXT_CELL("陈思雨") TEXT_CELL("王芳(语文)")
							     TEXT_CELL("李老师") "</row>" };
	struct import_options o = { .kind = IMPORT_PREFERENCES };
	struct import_report report;
	struct buf bytes = { 0 };

	workbook_xlsx(&bytes, &book);
	scratch_write("survey.xlsx", bytes.at, bytes.len);
	o.path = scratch_path("survey.xlsx");
	MUST(import_run(&s, &o, &report, &e), e);
	cr_expect_str_eq(stored(), "S1:1 2");
	import_report_release(&report);
	buf_release(&bytes);
}

/* ------------------------------------------------------------------- who is meant */

static const struct meaning {
	const char *cell;
	int mentor; /* -1: anybody; 0: nobody is named, or refused */
	const char *words;
} meanings[] = {
	{ "T1", 1, "" },
	{ "t1", 1, "" },
	{ "王芳", 1, "" },
	{ "王 芳", 1, "" },
	{ "王芳老师", 1, "" },
	{ "王芳（语文）", 1, "" },
	{ "语文 王芳", 1, "" },
	{ "t1 王老师", 1, "" },
	{ "T1-王芳", 1, "" },
	{ "王芳/T1", 1, "" },
	{ "T1王芳", 1, "" },
	{ "Ｔ１", 1, "" },
	{ "李老师", 2, "" },
	{ "张伟(数学)", 4, "" },
	{ "体育 张伟老师", 5, "" },
	{ "张伟 T5", 5, "" },
	{ "王老师（化学）", 6, "" },
	{ "无所谓", -1, "" },
	{ "都可以", -1, "" },
	{ "服从分配", -1, "" },
	{ "不限", -1, "" },
	{ "(空)", 0, "" },
	{ "张伟", 0, "\"张伟\" may be T4 张伟 数学, T5 张伟 体育: write the staff number" },
	{ "王老师", 0, "may be T1 王芳 语文, T6 王丽 化学" },
	{ "王方", 0, "T1 王芳 语文, T6 王丽 化学 is like it" },
	{ "T2 王芳", 0, "The number T2 is 李强's" },
	{ "\"王芳、李强\"", 0, "\"王芳、李强\" is more than one mentor" },
	{ "T9", 0, "There is no mentor \"T9\"" },
	{ "钱七", 0, "There is no mentor \"钱七\"" },
};

Test(model_import_preferences, a_cell_means_one_mentor_or_is_asked_about)
{
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
		const struct meaning *m = &meanings[i];
		struct import_report report;
		struct buf csv = { 0 }, told = { 0 }, wanted = { 0 };

		buf_printf(&csv, "学号,第一志愿\nS1,%s\n", m->cell);
		if (m->mentor)
			buf_printf(&wanted, m->mentor < 0 ? "S1:-" : "S1:%d", m->mentor);
		import_text(&s, (struct import_options){ .kind = IMPORT_PREFERENCES },
			    buf_str(&csv), &report);
		report_findings(&report, &told);
		cr_expect_str_eq(stored(), buf_str(&wanted), "%s: %s", m->cell, buf_str(&told));
		cr_expect(strstr(buf_str(&told), m->words), "%s: %s", m->cell, buf_str(&told));
		cr_expect_eq(report.errors, *m->words ? 1 : 0, "%s", m->cell);
		import_report_release(&report);
		buf_release(&csv);
		buf_release(&told);
		buf_release(&wanted);
		school_script(&s, "DELETE FROM preference");
	}
}

/* A survey of numbers alone would be all remarks, and what was guessed lost among them. */
Test(model_import_preferences, a_number_is_no_guess)
{
	EXPECT_IMPORT(&s, OPTIONS(.kind = IMPORT_PREFERENCES),
		      "学号,第一志愿,第二志愿\nS1,t1,李老师\n",
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 mended|Choices|李老师|taken as 李强\n");
}

Test(model_import_preferences, what_is_said_of_a_cell_is_taken)
{
	static const struct import_means means[] = { { "张伟", "T5" }, { NULL, NULL } };

	EXPECT_IMPORT(&s, OPTIONS(.kind = IMPORT_PREFERENCES, .means = means),
		      "学号,第一志愿,第二志愿\nS1,张伟,王芳\n",
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(stored(), "S1:5 1");
}

/* Of a cell with several in it, what is wrong is told alone; of too many, the cell. */
Test(model_import_preferences, one_of_several_in_a_cell_is_told)
{
	EXPECT_IMPORT(&s, CHOICES,
		      "学号,志愿\nS1,李强→张伟 → 王老师\nS2,\"钱七、王芳\"\n"
		      "S3,\"王芳、李强、赵敏、T4、T5、王丽\"\nS4,\"王芳、T2李\"\n",
		      "1 added, 0 changed, 0 unchanged, 3 wrong, 0 missing, not saved",
		      "2 error|志愿|张伟|\"张伟\" may be T4 张伟 数学, T5 张伟 体育: write the "
		      "staff number in its place.\n"
		      "3 error|志愿|钱七|There is no mentor \"钱七\"; write a name or a staff "
		      "number.\n"
		      "4 error|志愿|王芳、李强、赵敏、T4、T5、王丽|More than 5 mentors are "
		      "named.\n"
		      "5 mended|Choices|T2李|taken as 李强\n");
}

/* For each cell alike, by its parts or whole. */
Test(model_import_preferences, one_of_several_in_a_cell_is_answered)
{
	static const struct {
		struct import_means means[3];
		const char *stored;
	} rows[] = {
		{ { { "张伟", "T5" }, { "王老师", "T6" } }, "S1:2 5 6, S2:5 1" },
		{ { { "张伟", "空" }, { "王老师", "王芳" } }, "S1:2 1, S2:1" },
		{ { { "李强→张伟 → 王老师", "T1、T3" }, { "张伟、王芳", "T4" } }, "S1:1 3, S2:4" },
		{ { { "李强→张伟 → 王老师", "T1、张伟" }, { "张伟", "T5" } }, "S1:1 5, S2:5 1" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct import_report report;

		import_text(&s,
			    (struct import_options){ .kind = IMPORT_PREFERENCES,
						     .means = rows[i].means },
			    "学号,志愿\nS1,李强→张伟 → 王老师\nS2,\"张伟、王芳\"\n", &report);
		cr_expect_str_eq(stored(), rows[i].stored, "row %zu: %s", i, stored());
		import_report_release(&report);
		school_script(&s, "DELETE FROM preference");
	}
}

/* ------------------------------------------------------------------ which students */

Test(model_import_preferences, a_student_who_is_not_clear_is_told)
{
	EXPECT_IMPORT(&s, CHOICES,
		      "学号,姓名,班级,第一志愿\n"
		      ",何平,,王芳\n"
		      ",何平,602,王芳\n"
		      ",林小明,602,王芳\n"
		      "S2,陈思雨,,王芳\n"
		      "S9,陈思雨,,王芳\n"
		      ",,,王芳\n"
		      "S1,,,王芳\n",
		      "2 added, 0 changed, 0 unchanged, 5 wrong, 0 missing, not saved",
		      "2 error|姓名|何平|2 students are called 何平: 六(1) S3, 六(2) S4. Write "
		      "the student number.\n"
		      "4 error|姓名|林小明|There is no 林小明 in 六(2); mend the name or the "
		      "class, or write the student number.\n"
		      "5 error|姓名|陈思雨|The number S2 is 林小明's; mend the number or the "
		      "name.\n"
		      "6 error|学号|S9|There is no student S9; 陈思雨 is 六(1) S1. Mend the "
		      "number.\n"
		      "7 error|学号||Neither a student number nor a name; fill in one of them.\n");
}

Test(model_import_preferences, the_answer_that_was_sent_later_counts)
{
	EXPECT_IMPORT(&s, CHOICES,
		      "提交时间,学号,第一志愿\n"
		      "2026/9/5 8:20:33,S1,李强\n"
		      "2026/9/5 18:20:33,S1,王芳\n"
		      "2026/9/5 9:00:00,S1,没有的人\n"
		      "2026/9/6 9:00,S2,赵敏\n",
		      "2 added, 0 changed, 2 unchanged, 0 wrong, 0 missing, saved",
		      "2 mended|||This student answered again: row 3, which was sent later, "
		      "counts.\n"
		      "4 mended|||This student answered again: row 3, which was sent later, "
		      "counts.\n");
	cr_expect_str_eq(stored(), "S1:1, S2:3");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(answered_on) FROM preference"),
			 "2026-09-05,2026-09-06");
}

Test(model_import_preferences, twice_without_a_time_is_wrong)
{
	EXPECT_IMPORT(&s, CHOICES,
		      "提交时间,学号,姓名,第一志愿\n,S1,,李强\n,,陈思雨,王芳\n"
		      "2026/9/6 9:00,S2,,赵敏\n2026/9/6 9:00,S2,,李强\n",
		      "2 added, 0 changed, 0 unchanged, 2 wrong, 0 missing, not saved",
		      "3 error|学号||This student stands in row 2 already, and nothing says which "
		      "was sent later; take one of the two out.\n"
		      "5 error|学号|S2|This student stands in row 4 already, and nothing says "
		      "which was sent later; take one of the two out.\n");
}

/* -------------------------------------------------------------------- what it does */

Test(model_import_preferences, who_is_not_in_the_file_stays_and_the_same_is_no_change)
{
	static const char two[] = "学号,第一志愿,第二志愿\nS1,王芳,李强\nS2,赵敏,\n";

	EXPECT_IMPORT(&s, CHOICES, two,
		      "2 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	EXPECT_IMPORT(&s, CHOICES, two,
		      "0 added, 0 changed, 2 unchanged, 0 wrong, 0 missing, saved", "");
	EXPECT_IMPORT(&s, CHOICES, "学号,第一志愿,第二志愿\nS2,李强,\nS3,,\n",
		      "0 added, 1 changed, 1 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Choices|1 李强|was 1 赵敏\n");
	cr_expect_str_eq(stored(), "S1:1 2, S2:2");
}

Test(model_import_preferences, gaps_close_and_a_name_twice_counts_once)
{
	EXPECT_IMPORT(&s, CHOICES,
		      "学号,第一志愿,第二志愿,第三志愿\nS1,,王芳,李强\nS2,王芳,王芳,李强\n"
		      "S3,王芳,无所谓,李强\n",
		      "3 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "3 mended|Choices|王芳|named twice; the first place counts\n");
	cr_expect_str_eq(stored(), "S1:1 2, S2:1 2, S3:1");
}

/* ------------------------------------------------------------- the mentors' side */

#define ORDERS OPTIONS(.kind = IMPORT_MENTOR_PREFERENCES)

Test(model_import_preferences, mentors_order_students_and_say_no)
{
	EXPECT_IMPORT(&s, ORDERS,
		      "导师,学号,姓名,名次\n王芳,S1,陈思雨,2\nT1 王老师,S2,,1\n王芳,S3,,不要\n"
		      "李强,S1,,1\n",
		      "4 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	EXPECT_IMPORT(&s, ORDERS, "工号,学号,排序\nT1,S1,3\nT1,S3,否\nT1,S2,拒绝\n",
		      "0 added, 2 changed, 1 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Order|3|was 2\n4 changed|Order|not wanted|was 1\n");
	cr_expect_str_eq(file_text("school.db",
				   "SELECT group_concat(mentor_id || ' ' || student_id || ' ' || "
				   "coalesce(place, '-'), ', ') FROM (SELECT * FROM "
				   "mentor_preference ORDER BY mentor_id, student_id)"),
			 "1 1 3, 1 2 -, 1 3 -, 2 1 1");
}

Test(model_import_preferences, an_order_that_cannot_be_is_told)
{
	EXPECT_IMPORT(&s, ORDERS,
		      "导师,学号,名次\n张伟,S1,1\n王芳,S1,喜欢\n王芳,S1,1000\n王芳,S1,\n王芳,S2,1\n"
		      "T1,S2,2\n",
		      "1 added, 0 changed, 0 unchanged, 5 wrong, 0 missing, not saved",
		      "2 error|导师|张伟|\"张伟\" may be T4 张伟 数学, T5 张伟 体育: write the "
		      "staff number in its place.\n"
		      "3 error|名次|喜欢|\"喜欢\" is no place from 1 to 999, nor 不要.\n"
		      "4 error|名次|1000|\"1000\" is no place from 1 to 999, nor 不要.\n"
		      "5 error|名次||Order is missing; it must be filled in\n"
		      "7 error|学号|S2|Row 6 has this mentor and this student already; take one "
		      "of the two out.\n");
}
