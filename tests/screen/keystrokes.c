/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many keys a day's tasks take. Each is played on the real screen and its result looked for in
 * the file; docs/keystrokes.md is the same table as a page, and DAOSHI_PICTURES=write makes it.
 *
 * Keys are named as in terminal_press. {…} is text that somebody would type in any case, and is not
 * counted; '…' is typed to find somebody or to say a day, and every character of it counts; (…)*15
 * is done so many times. <…> is done here alone: a calendar file goes into the test's folder, not
 * into the home of whoever runs the test.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "support/desk.h"
#include "support/picture.h"
#include "support/raw.h"
#include "ui/key.h"

static void large_school(void)
{
	desk_demo_of("3000", "200", "1");
}

static void fifteen_students(void)
{
	desk_demo_of("15", "1", "1");
}

#define OF_TODAY "date = '" DAOSHI_TODAY "' AND withdrawn = 0"

static const struct task {
	const char *zh, *en;
	void (*school)(void);
	const char *mentor; /* whose own account it is; NULL: the office's */
	const char *before; /* SQL that prepares it; may be NULL */
	const char *keys;
	int each, most; /* how many times it is the task; keys allowed for one */
	/* What has to hold afterwards: a count, and what the screen shows. */
	const char *sql;
	int count;
	const char *shows;
} tasks[] = {
	{ "记一次时间节点的谈话", "Record a talk at a key date", desk_school, "T1", NULL,
	  "Right*2 Enter C-s", 1, 4,
	  "SELECT count(*) FROM contact WHERE kind = 'talk' AND key_date_id IS NOT NULL "
	  "AND " OF_TODAY,
	  1, "已1123" },
	{ "记今天的家访", "Record today's home visit", desk_school, "T1", NULL, "Enter C-s", 1, 4,
	  "SELECT count(*) FROM contact WHERE kind = 'visit' AND mode = 'home' AND " OF_TODAY, 1,
	  "已1123" },
	{ "补记另一天的家访", "Record a home visit of another day", desk_school, "T1", NULL,
	  "Enter '1120' C-s", 1, 8,
	  "SELECT count(*) FROM contact WHERE kind = 'visit' AND date = '2026-11-20'", 1,
	  "已1120" },
	{ "约定一次家访的日子", "Plan a home visit", desk_school, "T1", NULL, "9 '1128' C-s", 1, 8,
	  "SELECT count(*) FROM plan WHERE kind = 'visit' AND date = '2026-11-28'", 1, "约1128" },
	{ "把预约导出到日历文件", "Export the plans to a calendar file", desk_school, "T1",
	  "INSERT INTO plan (student_id, mentor_id, kind, date, made_on) "
	  "VALUES (1, 1, 'visit', '2026-11-28', '2026-11-23')",
	  "C-k C-o <C-a C-k {plans.ics}> C-s 1", 1, 4, "SELECT 1", 1,
	  "已把 1 项预约写入 plans.ics" },
	{ "给五名学生记同一次谈话", "Record the same talk for five students", desk_demo, "T1001",
	  NULL, "Space*5 2 S-Tab*2 {班会后一起谈} C-s", 1, 12,
	  "SELECT count(*) FROM contact c JOIN contact_student s ON s.contact_id = c.id "
	  "WHERE c.kind = 'talk' AND c.summary = '班会后一起谈'",
	  5, "待办" },
	{ "写十五名学生的反馈，每名", "Write 15 students' feedback, each", fifteen_students,
	  "T1001", NULL, "3 ({按时到校，乐于助人} C-n)*15", 15, 3,
	  "SELECT count(DISTINCT s.student_id) FROM contact c JOIN contact_student s "
	  "ON s.contact_id = c.id WHERE c.kind = 'feedback' "
	  "AND c.bright_spots = '按时到校，乐于助人'",
	  15, NULL },
	{ "把反馈交给家长", "Hand a feedback to the guardians", desk_school, "T1", NULL,
	  "Right*6 Enter C-s", 1, 10,
	  "SELECT count(*) FROM delivery WHERE party = 'guardians' "
	  "AND date = '" DAOSHI_TODAY "'",
	  1, "已1123" },
	{ "记一次给家长的电话", "Record a call to a guardian", desk_school, "T1", NULL,
	  "4 S-Tab*2 {已告知期中情况} C-s", 1, 4,
	  "SELECT count(*) FROM contact WHERE kind = 'call' AND summary = '已告知期中情况' "
	  "AND " OF_TODAY,
	  1, "已记录：电话" },
	{ "记一条消息", "Record a message", desk_school, "T1", NULL,
	  "5 S-Tab*2 {提醒周五交回执} C-s", 1, 4,
	  "SELECT count(*) FROM contact WHERE kind = 'message' AND summary = '提醒周五交回执' "
	  "AND " OF_TODAY,
	  1, "已记录：消息" },
	{ "登记重大变故", "Note a major change", desk_school, "T1", NULL,
	  "6 S-Tab*2 {祖父去世} C-s", 1, 4,
	  "SELECT count(*) FROM contact WHERE kind = 'change' AND summary = '祖父去世' "
	  "AND " OF_TODAY,
	  1, "已记录：变故" },
	{ "记一个闪光点", "Note a bright spot", desk_school, "T1", NULL,
	  "C-b {主动扶起摔倒的同学} Enter", 1, 4,
	  "SELECT count(*) FROM bright_spot WHERE text = '主动扶起摔倒的同学'", 1, NULL },
	{ "谈话后转介", "Refer after a talk", desk_school, "T1", NULL,
	  "2 S-Tab*2 {情绪低落} F7 Space Enter C-s", 1, 8,
	  "SELECT count(*) FROM referral WHERE contact_id IS NOT NULL", 1, NULL },
	{ "转介结案", "Close a referral", desk_school, NULL,
	  "INSERT INTO referral (student_id, mentor_id, department_id, date, due) "
	  "SELECT 1, 1, min(id), '2026-11-02', '2026-11-30' FROM department",
	  "C-x F8 {已约谈三次，情绪平稳} C-s", 1, 4,
	  "SELECT count(*) FROM referral WHERE closed_on = '" DAOSHI_TODAY "'", 1, "已结案" },
	{ "撤回登记错的记录", "Withdraw a record made by mistake", desk_demo, "T1001", NULL,
	  "F4 F8 1", 1, 4, "SELECT count(*) FROM contact WHERE withdrawn = 1", 1, "已撤回" },
	{ "撤销刚才的登记", "Undo what was just recorded", desk_school, "T1", NULL, "Enter C-s C-u",
	  1, 4, "SELECT count(*) FROM contact WHERE kind = 'visit' AND " OF_TODAY, 0, "已撤销" },
	{ "在三千名学生中找到一名，打开记录", "Find a student among 3,000, open the record",
	  large_school, NULL, NULL, "C-f 'ysb' Down Enter", 1, 6, "SELECT 1", 1, "严书博 七(17)" },
	{ "看哪些学生没有导师", "See which students have no mentor", desk_school, NULL, NULL,
	  "F2 F6 2", 1, 4, "SELECT 1", 1, "孙测试" },
	{ "打开一名学生的全部记录", "Open all records of a student at hand", desk_school, "T1",
	  NULL, "Down Tab", 1, 4, "SELECT 1", 1, "钱测试 六(1)" },
	{ "看一位导师的待办清单", "Open a mentor's checklist", desk_school, NULL, NULL,
	  "F3 Down Enter", 1, 4, "SELECT 1", 1, "乙测试 导师" },
	{ "看全校的完成情况", "See how far the school has come", large_school, NULL, NULL, "C-r", 1,
	  2, "SELECT 1", 1, "覆盖" },
	{ "打开一张报表，看一个数字的明细", "Open a report, and the rows of a figure", desk_demo,
	  NULL, NULL, "C-p 'bb' Enter Enter Tab", 1, 6, "SELECT 1", 1, "写入" },
	{ "看一位导师的年度工作记录", "See the yearly record of a mentor", desk_demo, NULL, NULL,
	  "F3 Down 1", 1, 4, "SELECT 1", 1, "写入" },
	{ "用名称的首字母执行命令", "Do a command by its initials", large_school, NULL, NULL,
	  "C-p 'fg' Enter", 1, 6, "SELECT 1", 1, "覆盖" },
	{ "给一名学生配导师", "Assign a mentor", desk_school, NULL, NULL, "End F5 'T2' Enter C-s",
	  1, 6,
	  "SELECT count(*) FROM assignment a JOIN student s ON s.id = a.student_id "
	  "WHERE s.student_no = 'S3' AND a.role = 'lead'",
	  1, NULL },
	{ "加一位协同导师", "Add a co-mentor", desk_school, NULL, NULL,
	  "F5 'T2' Enter S-Tab*2 2 C-s", 1, 10, "SELECT count(*) FROM assignment WHERE role = 'co'",
	  1, NULL },
	{ "免除一名学生的家访", "Exempt a student from the visit", desk_school, NULL, NULL,
	  "8 2 Tab*3 {住院} Tab {王校长} C-s", 1, 10,
	  "SELECT count(*) FROM exemption WHERE what = 'visit'", 1, NULL },
	{ "新增一名学生", "Add a student", desk_school, NULL, NULL,
	  "F2 F9 {李测试} Tab*2 {S4} Tab '601' C-s", 1, 12,
	  "SELECT count(*) FROM student WHERE student_no = 'S4'", 1, NULL },
	{ "登记学生离校", "Note that a student leaves", desk_school, NULL, NULL, "F2 F8 Enter", 1,
	  6, "SELECT count(*) FROM enrolment WHERE ends = '" DAOSHI_TODAY "'", 1, NULL },
	{ "导入学生名单（先试导）", "Import a roster, after a dry run", desk_school, NULL, NULL,
	  "C-g {roster.csv} C-s C-s", 1, 4, "SELECT count(*) FROM student WHERE student_no = 'S9'",
	  1, "已保存" },
	{ "导入表头特别的名单，指明学号和姓名",
	  "Import a roster with odd headers, saying which are number and name", desk_school, NULL,
	  NULL, "C-g {odd.csv} C-s Enter Enter Enter Enter C-s C-s", 1, 8,
	  "SELECT count(*) FROM import_layout", 1, "已保存" },
	{ "在签到表上勾一位导师，每位", "Mark one mentor on a training's sheet, each", desk_school,
	  NULL,
	  "INSERT INTO training (school_year_id, date, level, title) "
	  "VALUES (2026, '2026-11-20', 'school', '家访培训')",
	  "C-t Enter '甲' Space '乙' Space", 2, 4, "SELECT count(*) FROM attendance", 2, NULL },
};
enum { TASKS = sizeof tasks / sizeof *tasks };

/* ---------------------------------------------------------------- the notation */

enum kind { KEY, TEXT, LETTERS, GROUP, ASIDE };

struct token {
	enum kind kind;
	char text[200]; /* without what encloses it */
	int times;
};

/* False at the end. */
static bool next_token(const char **at, struct token *t)
{
	static const char begins[] = " {'(<", ends[] = " }')>"; /* in the order of enum kind */
	const char *s = *at + strspn(*at, " ");
	const char *begin, *end, *times;

	if (!*s)
		return false;
	begin = strchr(begins, *s);
	t->kind = begin ? (enum kind)(begin - begins) : KEY;
	s += t->kind != KEY;
	end = strchr(s, ends[t->kind]);
	end = end ? end : s + strlen(s);
	snprintf(t->text, sizeof t->text, "%.*s", (int)(end - s), s);
	end += t->kind != KEY && *end;
	times = t->kind == KEY ? strchr(t->text, '*') : end;
	t->times = times && *times == '*' ? atoi(times + 1) : 1;
	if (t->kind == KEY)
		t->text[strcspn(t->text, "*")] = '\0';
	*at = end + strcspn(end, " ");
	return true;
}

static int count(const char *keys)
{
	struct token t;
	int n = 0;

	while (next_token(&keys, &t))
		n += t.kind == KEY       ? t.times
		     : t.kind == LETTERS ? (int)text_count(t.text)
		     : t.kind == GROUP   ? t.times * count(t.text)
					 : 0;
	return n;
}

static void play(struct terminal *terminal, const char *keys)
{
	struct token t;

	while (next_token(&keys, &t))
		for (int i = 0; i < t.times; i++) {
			if (t.kind == GROUP || t.kind == ASIDE)
				play(terminal, t.text);
			else if (t.kind == KEY)
				terminal_press(terminal, t.text);
			else
				terminal_type(terminal, t.text);
		}
}

static void show(const char *keys, struct buf *out)
{
	struct token t;

	for (const char *gap = ""; next_token(&keys, &t);) {
		if (t.kind == ASIDE)
			continue;
		buf_text(out, gap);
		gap = " ";
		if (t.kind == GROUP) {
			buf_text(out, "( ");
			show(t.text, out);
			buf_text(out, " )");
		} else if (t.kind == KEY) {
			buf_char(out, '`');
			key_show(out, t.text);
			buf_char(out, '`');
		} else {
			buf_printf(out, t.kind == TEXT ? "*%s*" : "`%s`", t.text);
		}
		if (t.times > 1)
			buf_printf(out, " x%d", t.times);
	}
}

/* -------------------------------------------------------------------- the tests */

static int ask(const char *sql)
{
	sqlite3 *handle;
	sqlite3_stmt *stmt;
	int n;

	handle = raw_open(daoshi_path("school.db"));
	cr_assert_eq(sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL), SQLITE_OK, "%s: %s", sql,
		     sqlite3_errmsg(handle));
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW, "%s", sql);
	n = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(handle);
	return n;
}

static struct terminal *sit_down(const struct task *task)
{
	const struct terminal_options o = { .folder = daoshi_path("") };

	if (task->before)
		desk_script(task->before);
	if (task->mentor)
		desk_as_mentor(task->mentor);
	return desk_open_with(&o, (const char *const[]){ NULL });
}

ParameterizedTestParameters(screen_keystrokes, each_task_is_done_by_its_keys)
{
	static int which[TASKS];

	for (int i = 0; i < TASKS; i++)
		which[i] = i;
	return cr_make_param_array(int, which, TASKS);
}

ParameterizedTest(const int *which, screen_keystrokes, each_task_is_done_by_its_keys,
		  .fini = daoshi_tidy)
{
	const struct task *task = &tasks[*which];
	static const char roster[] = "姓名,学号,班级\n周测试,S9,六(1)\n";
	struct terminal *t;
	static const char odd[] = "代号,名儿,班级\nS9,新测试,九(2)\n";
	int before;

	task->school();
	daoshi_file("roster.csv", roster, sizeof roster - 1);
	daoshi_file("odd.csv", odd, sizeof odd - 1);
	t = sit_down(task);
	before = ask(task->sql);
	play(t, task->keys);
	if (strcmp(task->sql, "SELECT 1"))
		cr_expect_eq(before, 0, "%s: done before", task->en);
	cr_expect_eq(ask(task->sql), task->count, "%s: %d, not %d: %s", task->en, ask(task->sql),
		     task->count, terminal_text(t));
	cr_expect(!task->shows || terminal_shows(t, task->shows), "%s: %s", task->en,
		  terminal_text(t));
	terminal_close(t);
}

Test(screen_keystrokes, no_task_takes_more_than_it_may)
{
	for (int i = 0; i < TASKS; i++)
		cr_expect_leq(count(tasks[i].keys), tasks[i].each * tasks[i].most, "%s takes %d",
			      tasks[i].en, count(tasks[i].keys));
}

static void add_row(const struct task *task, struct buf *out)
{
	int n = count(task->keys);

	buf_printf(out, "| %s | %s | ", task->zh, task->en);
	show(task->keys, out);
	if (task->each == 1)
		buf_printf(out, " | %d", n);
	else /* each, to the tenth, rounded up */
		buf_printf(out, " | %d.%d", (n * 10 + task->each - 1) / task->each / 10,
			   (n * 10 + task->each - 1) / task->each % 10);
	buf_printf(out, " | %d |\n", task->most);
}

Test(screen_keystrokes, are_those_of_the_page)
{
	struct buf page = { 0 };

	i18n_init("zh");
	buf_text(
		&page,
		"# 日常工作要按几个键\n\n"
		"都从首页数起。斜体是要写的文字，多少不限，不计；查找时输入的字、日期的数字都计。\n"
		"输入法自己的按键不计：这些操作不用切换输入法。\n\n"
		"本页由测试生成：tests/screen/keystrokes.c "
		"在真实的屏幕上按这些键，再到数据库里核对结果；\n"
		"按键超过上限，或本页与程序不符，测试就不通过。\n\n"
		"*Keys of daily tasks, from the first screen on. Text, in italics, is not counted; "
		"what "
		"is\ntyped to find somebody or to say a day is. A test plays every row, looks for "
		"its "
		"result in\nthe file, and fails above the limit; it also writes this page.*\n\n"
		"| 工作 | Task | 按键 | 次数 | 上限 |\n|---|---|---|---:|---:|\n");
	for (int i = 0; i < TASKS; i++)
		add_row(&tasks[i], &page);
	picture_expect_file("docs/keystrokes.md", buf_str(&page), __FILE__, __LINE__);
	buf_release(&page);
}
