/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every form that changes a row: what somebody else changed in it meanwhile stays. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <string.h>

#include "support/desk.h"

static void busy_school(void)
{
	desk_school();
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--date", "2026-11-20"), 0, "", "");
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "心理", "--date",
			  "2026-11-20", "--mentor", "T1"),
		   0, "", "");
	desk_script("INSERT INTO training (school_year_id, date, level, title, credits) "
		    "VALUES (2026, '2026-10-10', 'city', '导师培训', 10);"
		    "INSERT INTO plan (student_id, mentor_id, kind, date, made_on) "
		    "VALUES (1, 1, 'visit', '2026-12-01', '2026-11-20');"
		    "INSERT INTO exemption (student_id, what, starts, ends, reason, approver) "
		    "VALUES (1, 'all', '2026-11-02', '2026-12-01', '住院', '王校长');"
		    "INSERT INTO preference (school_year_id, student_id, rank, mentor_id, "
		    "answered_on) VALUES (2026, 1, 1, 1, '2026-11-01');"
		    "INSERT INTO absence (student_id, starts, reason, measures) "
		    "VALUES (1, '2026-11-02', 'illness', '每周一次电话');"
		    "INSERT INTO phrase (login, code, text) VALUES ('', 'zy', '注意休息')");
}

TestSuite(screen_merging, .init = busy_school, .fini = daoshi_tidy);

/* From the first screen into the form; what somebody else does; into a field, and what is typed
 * there; what the form says; and whether both are there. */
static const struct form {
	const char *open, *find, *enter;
	const char *theirs;
	const char *field, *mine;
	const char *said;
	const char *both;
} forms[] = {
	{ "F3", NULL, "C-e", "UPDATE mentor SET subject = '英语', rev = rev + 1 WHERE id = 1",
	  "Tab*3", "13900000077", "他人改的也已保留：",
	  "SELECT subject = '英语' AND phone = '13900000077' FROM mentor WHERE id = 1" },
	{ "F4", NULL, "Enter", "UPDATE contact SET mode = 'in_school', rev = rev + 1", "S-Tab",
	  "谈了学习。", "他人改的也已保留：",
	  "SELECT mode = 'in_school' AND summary = '谈了学习。' FROM contact" },
	{ "C-x", NULL, "Enter", "UPDATE referral SET due = '2026-12-24', rev = rev + 1", "Tab*6",
	  "先谈一次。", "他人改的也已保留：",
	  "SELECT due = '2026-12-24' AND notes = '先谈一次。' FROM referral" },
	{ "C-t", NULL, "C-e", "UPDATE training SET credits = 25, rev = rev + 1", "Tab*3", "礼堂",
	  "他人改的也已保留：", "SELECT credits = 25 AND place = '礼堂' FROM training" },
	{ "C-k", NULL, "Enter", "UPDATE plan SET time = '16:30', rev = rev + 1", "Tab*2", "校门口",
	  "他人改的也已保留：", "SELECT time = '16:30' AND place = '校门口' FROM plan" },
	{ "C-x C-e", NULL, "Enter", "UPDATE department SET in_use = 0, rev = rev + 1 WHERE id = 1",
	  "Home", "心理咨询", "已保存 心理咨询。",
	  "SELECT in_use = 0 AND name = '心理咨询' FROM department WHERE id = 1" },
	{ "C-y", NULL, "Enter", "UPDATE key_date SET name = '开头', rev = rev + 1 WHERE id = 1",
	  "Tab*3", "2026-09-29", "他人改的也已保留：",
	  "SELECT name = '开头' AND due = '2026-09-29' FROM key_date WHERE id = 1" },
	{ "C-y", NULL, "C-e",
	  "UPDATE rule SET value = '9', rev = rev + 1 WHERE school_year_id = 2026 "
	  "AND name = 'referral_days'",
	  "Tab*10", "21", "他人改的也已保留：",
	  "SELECT sum(value IN ('9', '21')) = 2 FROM rule WHERE school_year_id = 2026 "
	  "AND name IN ('referral_days', 'due_soon')" },
	{ "F2 Enter", "住院", "Enter", "UPDATE exemption SET what = 'visit', rev = rev + 1",
	  "Tab*3", "住院观察", "他人改的也已保留：",
	  "SELECT what = 'visit' AND reason = '住院观察' FROM exemption" },
	{ "F10", "缺勤", "Enter Enter", "UPDATE absence SET reason = 'family', rev = rev + 1",
	  "PgDn", "送课到家", "他人改的也已保留：",
	  "SELECT reason = 'family' AND measures LIKE '%送课到家%' FROM absence" },
	{ "F10", "学生志愿", "Enter*2",
	  "DELETE FROM preference; INSERT INTO preference (school_year_id, student_id, rank, "
	  "mentor_id, answered_on) VALUES (2026, 1, 1, 2, '2026-11-01')",
	  "S-Tab", "2026-11-20", "他人改的也已保留：",
	  "SELECT mentor_id = 2 AND answered_on = '2026-11-20' FROM preference" },
	{ "F10", "常写", "Enter C-e", "UPDATE phrase SET code = 'xx', rev = rev + 1", "Home",
	  "多休息", "他人改的也已保留：", "SELECT code = 'xx' AND text = '多休息' FROM phrase" },
};

static int number_of(const char *query)
{
	sqlite3 *handle;
	sqlite3_stmt *stmt;
	int n;

	cr_assert_eq(sqlite3_open(daoshi_path("school.db"), &handle), SQLITE_OK);
	cr_assert_eq(sqlite3_prepare_v2(handle, query, -1, &stmt, NULL), SQLITE_OK, "%s", query);
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW, "%s", query);
	n = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(handle);
	return n;
}

static void go_to(struct terminal *t, const struct form *f)
{
	terminal_press(t, f->open);
	if (f->find) {
		terminal_press(t, "/");
		terminal_type(t, f->find);
		terminal_press(t, "Enter");
	}
	terminal_press(t, f->enter);
}

Test(screen_merging, every_form_keeps_what_both_changed)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const struct form *f = &forms[i];
		struct terminal *t = desk_open(24, 80);

		go_to(t, f);
		terminal_press(t, f->field);
		desk_retype(t, f->mine);
		desk_script(f->theirs);
		terminal_press(t, "C-s");
		/* a change of what is owed is asked about first */
		if (terminal_shows(t, "1 保存"))
			terminal_press(t, "1");
		if (terminal_shows(t, "1 保存"))
			terminal_press(t, "1");
		terminal_wait_text(t, f->said);
		desk_leave(t);
		cr_expect_eq(number_of(f->both), 1, "%s", f->both);
	}
}
