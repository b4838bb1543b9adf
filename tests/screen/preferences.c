/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom students would like for a mentor, and mentors for students. */
#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "support/desk.h"

TestSuite(screen_preferences, .init = desk_school, .fini = daoshi_tidy);

static void go(struct terminal *t, const char *place)
{
	terminal_press(t, "C-p");
	terminal_type(t, place);
	terminal_press(t, "Enter");
}

static void keyed(const char *slips)
{
	EXPECT_RUN(DAOSHI_IN(slips, "preference", "slips"), 0, "", "");
}

/* ------------------------------------------------------------------ the list */

Test(screen_preferences, the_list_says_who_answered_and_who_not)
{
	struct terminal *t;

	keyed("S1 T2 T1\nS3 -\n");
	t = desk_open(24, 80);
	go(t, "学生志愿：");
	terminal_expect(t, "preferences");
	terminal_press(t, "F6 2");
	terminal_expect(t, "preferences-missing");
	terminal_press(t, "F6 3");
	terminal_type(t, "九");
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "九(2)  已填 1，未填 0"), "%s", terminal_text(t));
	terminal_press(t, "F6 2");
	cr_expect(terminal_shows(t, "都填好了。按 F6 看全部志愿。"), "%s", terminal_text(t));
	desk_leave(t);
}

/* Six and more characters, as schools have them. */
Test(screen_preferences, long_names_and_other_sizes)
{
	static const struct {
		int rows, cols;
		const char *picture;
	} sizes[] = { { 16, 60, "preferences-60x16" }, { 40, 120, "preferences-120x40" } };

	keyed("S1 T2 T1\n");
	desk_script("UPDATE mentor SET name = '阿不都热合曼·买买提艾力' WHERE id = 2;"
		    "UPDATE student SET name = '古丽巴哈尔·吐尔逊' WHERE id = 1");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct terminal *t = desk_open(sizes[i].rows, sizes[i].cols);

		go(t, "学生志愿：");
		terminal_expect(t, sizes[i].picture);
		desk_leave(t);
	}
}

Test(screen_preferences, of_two_students_called_alike_it_says_which)
{
	struct terminal *t;

	desk_script("UPDATE student SET name = (SELECT name FROM student WHERE student_no = 'S1') "
		    "WHERE student_no = 'S2'");
	t = desk_open(24, 80);
	go(t, "学生志愿：");
	terminal_wait_text(t, "S1 ");
	terminal_press(t, "Down");
	terminal_wait_text(t, "S2 ");
	cr_expect(terminal_shows(t, "：未填"), "%s", terminal_text(t));
	desk_leave(t);
}

/* A survey taken for a roster of students would mark all others as missing. */
Test(screen_preferences, importing_here_means_choices)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "学生志愿：");
	terminal_press(t, "C-g");
	terminal_wait_text(t, "[6 学生志愿]");
	terminal_press(t, "Esc F9 C-g");
	terminal_wait_text(t, "[6 学生志愿]");
	desk_leave(t);
}

Test(screen_preferences, one_answer_in_its_form_and_removed)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "学生志愿：");
	terminal_press(t, "Enter");
	terminal_type(t, "乙");
	terminal_press(t, "Enter Tab");
	terminal_type(t, "jcs");
	terminal_press(t, "Enter");
	terminal_expect(t, "preference-form");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存：S1 赵测试：1 乙测试 2 甲测试");
	terminal_press(t, "F8 1");
	terminal_wait_text(t, "赵测试：志愿已删除。");
	terminal_press(t, "C-u");
	terminal_wait_text(t, "已撤销");
	cr_expect(terminal_shows(t, "乙测试    甲测试"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_preferences, what_cannot_be_is_told_at_its_field)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "学生志愿：");
	terminal_press(t, "Enter Tab");
	terminal_type(t, "乙");
	terminal_press(t, "Enter C-s");
	terminal_expect(t, "preference-gap");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

/* Somebody else entered the same student's answer while the form was open. */
Test(screen_preferences, an_answer_of_meanwhile_is_compared)
{
	struct terminal *t;

	keyed("S1 T1\n");
	t = desk_open(24, 80);
	go(t, "学生志愿：");
	terminal_press(t, "Enter Tab");
	terminal_type(t, "乙");
	terminal_press(t, "Enter");
	EXPECT_RUN(DAOSHI("preference", "set", "S1", "--choices", "-"), 0, "", "");
	terminal_press(t, "C-s");
	terminal_expect(t, "preference-conflict");
	terminal_press(t, "Esc");
	terminal_close(t);
}

/* ------------------------------------------------------------------- slips */

Test(screen_preferences, slips_a_line_each)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "学生志愿：");
	terminal_press(t, "F9");
	terminal_expect(t, "slips-empty");
	terminal_type(t, "S1 T2 t1\n");
	terminal_type(t, "qcs T9\n");
	terminal_expect(t, "slips-mistake");
	terminal_press(t, "Backspace");
	terminal_type(t, "2\n");
	terminal_expect(t, "slips");
	/* an answer that is there is asked about */
	terminal_type(t, "S1 -\n");
	terminal_wait_text(t, "赵测试 已经填过志愿。再按一次 Enter 就替换。");
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "S1 赵测试：无所谓"), "%s", terminal_text(t));
	terminal_press(t, "C-u");
	terminal_wait_text(t, "已撤销「S1 赵测试：无所谓」");
	terminal_type(t, "S3");
	terminal_press(t, "Esc");
	cr_expect(terminal_shows(t, "这一行已清空；再按一次 Esc 返回。"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
	cr_expect(terminal_shows(t, "已填 2，未填 1"), "%s", terminal_text(t));
	desk_leave(t);
}

/* Twelve, of which the last ones stand above the line, also in a small window. */
Test(screen_preferences, the_last_ones_stand_above)
{
	struct terminal *t = desk_open(16, 60);

	go(t, "学生志愿：");
	terminal_press(t, "F9");
	for (int i = 0; i < 12; i++) {
		terminal_type(t, i % 2 ? "S1 T1\n" : "S1 T2 T1\n");
		if (i)
			terminal_press(t, "Enter");
	}
	terminal_expect(t, "slips-60x16");
	desk_leave(t);
}

Test(screen_preferences, a_mentor_keys_none)
{
	struct terminal *t;

	keyed("S3 T2\n");
	desk_as_mentor("T1");
	t = desk_open(24, 80);
	go(t, "学生志愿：");
	cr_expect(!terminal_shows(t, "孙测试"), "%s", terminal_text(t));
	terminal_press(t, "F9");
	cr_expect(terminal_shows(t, "请联系德育处") || terminal_shows(t, "德育处"), "%s",
		  terminal_text(t));
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* ------------------------------------------------------------- a mentor's wishes */

Test(screen_preferences, a_mentors_wishes_are_put_in_order)
{
	struct terminal *t;

	keyed("S1 T1\nS2 T2 T1\n");
	t = desk_open(24, 80);
	go(t, "导师意愿：");
	terminal_type(t, "甲");
	terminal_press(t, "Enter");
	terminal_expect(t, "mentor-wishes-named");
	terminal_press(t, "Down 1");
	terminal_wait_text(t, "钱测试：第 1 位");
	terminal_press(t, "End 1");
	terminal_wait_text(t, "赵测试：第 2 位");
	terminal_press(t, "F9");
	terminal_type(t, "孙");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "孙测试：第 3 位");
	terminal_press(t, "1 1");
	terminal_wait_text(t, "孙测试：第 1 位");
	terminal_press(t, "2");
	terminal_press(t, "End Space");
	terminal_wait_text(t, "赵测试：不愿意带");
	terminal_expect(t, "mentor-wishes");
	terminal_press(t, "C-u");
	terminal_wait_text(t, "已撤销");
	cr_expect(terminal_shows(t, "已排序 3，尚未表态 0，不愿意带 0"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_preferences, a_mentor_whom_nobody_named)
{
	struct terminal *t = desk_open(16, 60);

	go(t, "导师意愿：");
	terminal_type(t, "乙");
	terminal_press(t, "Enter");
	terminal_expect(t, "mentor-wishes-empty-60x16");
	desk_leave(t);
}

/* ---------------------------------------------------------------- surveys */

/* Two mentors have one name: asked about once, for all cells with it. */
Test(screen_preferences, a_name_that_two_have_is_asked_about)
{
	static const char csv[] = "1、您的学号,2、第一志愿\nS1,王测试\nS2,王测试\nS3,乙测试\n";
	struct terminal *t;
	struct run answers;

	desk_script("INSERT INTO mentor (staff_no, name, subject) VALUES ('T8', '王测试', '物理'), "
		    "('T9', '王测试', '体育')");
	daoshi_file("survey.csv", csv, sizeof csv - 1);
	t = desk_open(24, 80);
	terminal_press(t, "C-g S-Tab 6 Tab");
	terminal_type(t, daoshi_path("survey.csv"));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "未作改动。");
	cr_expect(terminal_shows(t, "T8 王测试 物理"), "%s", terminal_text(t));
	terminal_press(t, "Enter");
	terminal_wait_text(t, "2 位导师");
	cr_expect_not(terminal_shows(t, "乙测试  "));
	terminal_press(t, "Down Enter");
	terminal_wait_text(t, "新增 3");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存。");
	terminal_close(t);
	EXPECT_RUN(DAOSHI("preference", "list", "--missing"), 0, "", "");
	answers = DAOSHI("preference", "list", "--format", "csv");
	cr_expect(strstr(buf_str(&answers.out), "王测试 T9"), "%s", buf_str(&answers.out));
	run_release(&answers);
}

/* Of several in a cell the one that is not clear is picked from the mentors; too many are written
 * anew. */
Test(screen_preferences, one_of_several_in_a_cell_is_answered)
{
	static const char survey[] = "学号,志愿\nS1,乙测试→甲测试\n"
				     "S2,\"T1、T2、T3、T4、T5、T6\"\n";
	struct terminal *t;

	desk_roster("mentors", "工号,姓名\nT3,甲测试\nT4,丙测试\nT5,丁测试\nT6,戊测试\n");
	daoshi_file("survey.csv", survey, strlen(survey));
	t = desk_open(24, 80);
	terminal_press(t, "C-g S-Tab 6 Tab");
	terminal_type(t, daoshi_path("survey.csv"));
	terminal_press(t, "C-s Enter");
	terminal_wait_text(t, "“甲测试”是哪位导师？");
	terminal_press(t, "Down*2 Enter");
	terminal_press(t, "Down Enter");
	terminal_wait_text(t, "代表");
	terminal_type(t, "T6\n");
	terminal_press(t, "C-s");
	desk_leave(t);
	cr_expect_str_eq(file_text(daoshi_path("school.db"),
				   "SELECT group_concat(staff_no, ' ') FROM (SELECT staff_no FROM "
				   "preference p JOIN mentor m ON m.id = p.mentor_id "
				   "ORDER BY p.student_id, p.rank)"),
			 "T2 T3 T6");
}
