/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is offered while one types, and what never is. */
#include "model/words.h"

#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/contact.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* 王小明, 李芳, 欧阳娜娜 and 阿里·买买提 are mentor 1's, 赵四 is mentor 2's. */
static const char *const called[] = { "王小明", "李芳", "欧阳娜娜", "阿里·买买提", "赵四" };
enum { PEOPLE = sizeof called / sizeof *called };

static void begin(void)
{
	struct buf script = { 0 };

	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= PEOPLE; n++) {
		school_add_student(&s, n, "六(1)", "2026-09-01");
		school_lead(&s, n, n == PEOPLE ? 2 : 1, "2026-09-01");
		buf_printf(&script, "UPDATE student SET name = '%s' WHERE id = %d;", called[n - 1],
			   n);
	}
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_words, .init = begin, .fini = end);

static void wrote(const char *ids, int mentor, const char *day, const char *text)
{
	struct contact c = { .kind = "talk",
			     .student_ids = ids,
			     .date = day,
			     .mentor_id = mentor,
			     .summary = text };

	MUST(contact_save(&s, &c, &e), e);
}

/* What is offered behind `typed` in a form about student n; static storage. */
static const char *guess(int64_t n, const char *typed)
{
	static struct buf out;
	struct words *w = words_load(&s, &e);

	cr_assert(w, "%s (%s)", e.text, e.detail);
	buf_clear(&out);
	words_guess(w, typed, &n, n > 0, &out);
	words_free(w);
	return buf_str(&out);
}

Test(model_words, a_run_that_was_written_about_two)
{
	static const struct {
		const char *typed, *offered;
	} rows[] = {
		{ "课堂", "上敢于提问" },
		{ "很好。课堂上", "敢于提问" },
		{ "很好，\n  课堂", "上敢于提问" },
		{ "课", "" },               /* too little to go by */
		{ "课堂上敢于提问", "" },   /* nothing more to say */
		{ "课堂上敢于提问，", "" }, /* the run is over */
		{ "这课堂", "" },           /* begins otherwise */
		{ "goo", "d at maths" },
		{ "go", "" },
		{ "good ", "at maths" },
		{ "Good", "" },
	};

	wrote("1", 1, "2026-11-02", "课堂上敢于提问，思路清楚。good at maths.");
	wrote("2", 1, "2026-11-03", "最近，课堂上敢于提问！ good at maths");
	school_as(&s, 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_str_eq(guess(3, rows[i].typed), rows[i].offered, "%s", rows[i].typed);
}

Test(model_words, the_most_frequent_then_the_latest)
{
	for (int n = 1; n <= 2; n++) {
		const char *id = n == 1 ? "1" : "2";

		wrote(id, 1, "2026-10-08", "学习很认真，学习很刻苦，学习很认真");
		wrote(id, 1, "2026-10-12", "学习很主动，作业按时");
		wrote(id, 1, "2026-10-09", "作业工整");
	}
	school_as(&s, 1);
	cr_expect_str_eq(guess(3, "学习"), "很认真");
	cr_expect_str_eq(guess(3, "作业"), "按时");
}

/* It may be private. */
Test(model_words, what_was_written_about_one_alone_is_for_that_one)
{
	wrote("1", 1, "2026-11-02", "父母都在外地，父母都在外地");
	wrote("2 3", 1, "2026-11-02", "和好如初");
	school_as(&s, 1);
	cr_expect_str_eq(guess(1, "父母"), "都在外地");
	cr_expect_str_eq(guess(2, "父母"), "");
	cr_expect_str_eq(guess(0, "父母"), "");
	cr_expect_str_eq(guess(3, "和好"), "");
}

/* The hostile notes: a name in each way that one is written, in texts about several. */
Test(model_words, no_name_of_another_is_offered)
{
	static const char *const notes[] = {
		"今天王小明帮助同学",   "今天小明帮助同学",     "今天李芳帮助同学",
		"今天小芳帮助同学",     "今天阿芳帮助同学",     "今天芳芳帮助同学",
		"今天欧阳娜娜帮助同学", "今天娜娜帮助同学",     "今天阿里·买买提帮助同学",
		"今天买买提帮助同学",   "今天王 小 明帮助同学", "今天王小明和李芳",
	};

	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
		wrote("1", 1, "2026-11-02", notes[i]);
		wrote("4", 1, "2026-11-02", notes[i]);
		wrote("5", 2, "2026-11-02", notes[i]);
	}
	for (int mentor = 0; mentor <= 1; mentor++) {
		school_as(&s, mentor);
		for (int n = 0; n <= PEOPLE; n++)
			for (int other = 1; other <= PEOPLE; other++)
				cr_expect(other == n ||
						  !strstr(guess(n, "今天"), called[other - 1]),
					  "as %d for %d: %s", mentor, n, guess(n, "今天"));
	}
	school_as(&s, 1);
	cr_expect_str_eq(guess(2, "今天王"), "");
	cr_expect_str_eq(guess(2, "今天小"), "芳帮助同学"); /* 小芳 is 李芳 */
	cr_expect_str_eq(guess(3, "今天小"), "");
	cr_expect_str_eq(guess(3, "今天"), "欧阳娜娜帮助同学");
	cr_expect_str_eq(guess(1, "今天"), "王小明帮助同学");
}

/* 小明 is two students' by now. */
Test(model_words, a_given_name_that_two_have_is_offered_for_neither)
{
	wrote("1", 1, "2026-11-02", "今天小明很高兴");
	wrote("2", 1, "2026-11-02", "今天小明很高兴");
	school_script(&s, "UPDATE student SET name = '张小明' WHERE id = 2");
	school_as(&s, 1);
	for (int n = 0; n <= PEOPLE; n++)
		cr_expect_str_eq(guess(n, "今天"), "", "%d", n);
}

/* A name that this session cannot know stands in a text about one of its own: it stays there. */
Test(model_words, nor_the_name_of_somebody_out_of_sight)
{
	wrote("1", 1, "2026-11-02", "和赵四同桌");
	school_as(&s, 1);
	cr_expect_str_eq(guess(2, "和赵"), "");
	cr_expect_str_eq(guess(0, "和赵"), "");
}

Test(model_words, only_ones_own_texts_are_learned)
{
	wrote("1", 2, "2026-11-02", "课堂上敢于提问");
	wrote("2", 2, "2026-11-02", "课堂上敢于提问");
	school_as(&s, 1);
	cr_expect_str_eq(guess(3, "课堂"), "");
	school_as(&s, 0); /* alone on the file, all are one's own */
	cr_expect_str_eq(guess(3, "课堂"), "上敢于提问");
	school_script(&s, "INSERT INTO account (login, role) VALUES ('zhang', 'office')");
	cr_expect_str_eq(guess(3, "课堂"), "");
}

Test(model_words, withdrawn_and_too_long_is_not_learned)
{
	struct buf run = { 0 };

	for (int i = 0; i <= WORDS_RUN; i++)
		buf_text(&run, "长");
	for (int n = 1; n <= 2; n++) {
		const char *id = n == 1 ? "1" : "2";

		wrote(id, 1, "2026-11-02", "课堂上敢于提问");
		wrote(id, 1, "2026-11-02", buf_str(&run));
		wrote(id, 1, "2026-11-02", buf_str(&run) + strlen("长"));
	}
	school_script(&s, "UPDATE contact SET withdrawn = 1 WHERE summary LIKE '课堂%'");
	school_as(&s, 1);
	cr_expect_str_eq(guess(3, "课堂"), "");
	buf_clear(&run);
	for (int i = 0; i < WORDS_RUN - 2; i++)
		buf_text(&run, "长");
	cr_expect_str_eq(guess(3, "长长"), buf_str(&run)); /* 40 of them, not 41 */
	buf_release(&run);
}

/* Letters and notes for a department are texts too. */
Test(model_words, all_kinds_of_texts_are_learned)
{
	school_script(
		&s, "INSERT INTO contact (id, school_year_id, kind, date, mentor_id,"
		    " bright_spots, advice, created_at) VALUES (50, 2026, 'feedback',"
		    " '2026-11-02', 1, '乐于助人', '多读好书', 'then');"
		    "INSERT INTO contact_student (contact_id, student_id, school_year_id, kind,"
		    " date, mentor_id, withdrawn) VALUES (50, 1, 2026, 'feedback', '2026-11-02',"
		    " 1, 0);"
		    "INSERT INTO referral (student_id, mentor_id, department_id, date, due, notes)"
		    " VALUES (1, 1, 1, '2026-11-02', '2026-12-02', '夜里睡不好')");
	school_as(&s, 1);
	cr_expect_str_eq(guess(1, "乐于"), "助人");
	cr_expect_str_eq(guess(1, "多读"), "好书");
	cr_expect_str_eq(guess(1, "夜里"), "睡不好");
}
