/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A letter that repeats another student's. */
#include "model/repeat.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 to S3 are mentor 1's, S4 is mentor 2's. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 4; n++) {
		school_add_student(&s, n, "六(1)", "2026-09-01");
		school_lead(&s, n, n == 4 ? 2 : 1, "2026-09-01");
	}
	school_script(&s, "UPDATE student SET name = '王小明' WHERE id = 1;"
			  "UPDATE student SET name = '李芳' WHERE id = 2");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_repeat, .init = begin, .fini = end);

static struct contact letter(const char *id, const char *bright, const char *advice)
{
	return (struct contact){ .kind = "feedback",
				 .student_ids = id,
				 .date = "2026-11-20",
				 .mentor_id = 1,
				 .bright_spots = bright,
				 .advice = advice };
}

static void wrote(const char *id, const char *bright, const char *advice)
{
	struct contact c = letter(id, bright, advice);

	MUST(contact_save(&s, &c, &e), e);
}

/* "王小明: the passage", or "" ; static storage. */
static const char *told(const struct contact *c)
{
	static char text[2000];
	struct arena arena = { 0 };
	struct repeat r;

	MUST(repeat_find(&s, c, &arena, &r, &e), e);
	cr_assert_eq(!r.student, !r.passage);
	snprintf(text, sizeof text, "%s%s%s", r.student ? r.student : "", r.student ? ": " : "",
		 r.passage ? r.passage : "");
	arena_release(&arena);
	return text;
}

#define FIRST  "小明，你课堂上敢于提问，思路清楚；乐于助人，常帮同学讲题。"
#define SECOND "值日认真，做事有始有终，从不马虎。"
#define LONG   FIRST SECOND

Test(model_repeat, what_is_a_repeat)
{
	static const struct {
		const char *bright, *advice, *told;
	} rows[] = {
		/* whole, with other names, punctuation and blanks */
		{ "李芳，你课堂上敢于提问 "
		  "思路清楚,乐于助人，常帮同学讲题！值日认真做事有始有终从不马虎",
		  "",
		  "王小明: 你课堂上敢于提问 "
		  "思路清楚,乐于助人，常帮同学讲题！值日认真做事有始有终从不马虎" },
		/* one sentence of twelve characters and more, in the other field too */
		{ "朗读有感情。",
		  "新的话很多很多很多很多很多很多很多很多。值日认真，做事有始有终，从不马虎。",
		  "王小明: 值日认真，做事有始有终，从不马虎" },
		/* the greater part of it */
		{ "你课堂上敢于提问，思路清楚；乐于助人，常常给同学讲难题目，", "",
		  "王小明: 你课堂上敢于提问，思路清楚；乐于助人，常" },
		/* too short, or too little of it */
		{ "值日认真。", "思路清楚。乐于助人。", "" },
		{ "你课堂上敢于提问，但有时粗心大意，写作业要仔细检查，多问几个为什么。", "", "" },
		{ "", "", "" },
		{ NULL, NULL, "" },
		{ "朗读有感情，为班级赢得好评，是大家的好榜样。", "多参加体育锻炼。", "" },
	};

	wrote("1", LONG, "每天读书。");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct contact c = letter("2", rows[i].bright, rows[i].advice);

		cr_expect_str_eq(told(&c), rows[i].told, "row %zu: %s", i, told(&c));
	}
}

Test(model_repeat, letters_of_other_widths_and_cases_are_the_same)
{
	struct contact c = letter("2", "ＫＥＥＰ　reading good books, every DAY", "");

	wrote("1", "Keep reading: good books every day", NULL);
	cr_expect_str_eq(told(&c), "王小明: ＫＥＥＰ　reading good books, every DAY");
}

Test(model_repeat, one_that_is_written_again_or_only_handed_over)
{
	struct contact c = letter("2", LONG, "");

	wrote("1", LONG, NULL);
	MUST(contact_save(&s, &c, &e), e);
	c.to_student = SCHOOL_TODAY;
	cr_expect_str_eq(told(&c), "");
	c.advice = "值日认真，做事有始有终，从不马虎。";
	cr_expect_str_eq(told(&c), "王小明: 值日认真，做事有始有终，从不马虎");
	c = letter("1", LONG LONG, ""); /* one's own letter is no other's */
	school_script(&s, "UPDATE contact SET withdrawn = 1 WHERE id = 2");
	cr_expect_str_eq(told(&c), "");
}

Test(model_repeat, only_of_this_year_and_in_sight_and_letters)
{
	struct contact c = letter("2", LONG, "");

	school_script(&s,
		      "INSERT INTO school_year (id, starts, second_term, ends) VALUES (2025,"
		      " '2025-09-01', '2026-02-15', '2026-08-31');"
		      "INSERT INTO contact (id, school_year_id, kind, date, mentor_id, summary,"
		      " bright_spots, created_at) VALUES (70, 2025, 'feedback', '2026-06-01', 1,"
		      " NULL, '" LONG "', 'then'), (71, 2026, 'talk', '2026-11-02', 1, '" LONG "',"
		      " NULL, 'then'), (72, 2026, 'feedback', '2026-11-02', 2, NULL, '" LONG "',"
		      " 'then');"
		      "INSERT INTO contact_student (contact_id, student_id, school_year_id, kind,"
		      " date, mentor_id, withdrawn) VALUES (70, 3, 2025, 'feedback', '2026-06-01',"
		      " 1, 0), (71, 3, 2026, 'talk', '2026-11-02', 1, 0),"
		      " (72, 4, 2026, 'feedback', '2026-11-02', 2, 0)");
	cr_expect(strstr(told(&c), "学生4: "), "%s", told(&c)); /* the office sees all */
	school_as(&s, 1);
	cr_expect_str_eq(told(&c), "");
	c.kind = "talk";
	cr_expect_str_eq(told(&c), "");
}

Test(model_repeat, the_most_repeated_is_named)
{
	struct contact c = letter("2", LONG, "");

	wrote("1", "值日认真，做事有始有终，从不马虎。", NULL);
	wrote("3", LONG, NULL);
	cr_expect(strstr(told(&c), "学生3: "), "%s", told(&c));
}

/* ---------------------------------------------------------------- the obvious way */

/* Letters of few words, so that many have much in common; only one sentence each, so that the share
 * alone decides. */
static void random_letter(struct buf *out)
{
	static const char *const words[] = { "认真",     "乐于助人",   "，",
					     "思路清楚", "朗读有感情", "做事有始有终" };
	size_t count = 2 + (size_t)rand() % 8;

	buf_clear(out);
	while (count--)
		buf_text(out, words[(size_t)rand() % (sizeof words / sizeof *words)]);
}

/* Characters without the commas. */
static size_t plain(const char *text, const char *out[])
{
	size_t n = 0, len;

	for (; *text; text += len)
		if (text_decode(text, &len) != 0xFF0C)
			out[n++] = text;
	return n;
}

static size_t stretches_in(const char *mine, const char *other, size_t *of)
{
	const char *a[200], *b[200];
	size_t n = plain(mine, a), m = plain(other, b), found = 0;

	*of = n;
	for (size_t i = 0; i + 4 <= n; i++)
		for (size_t k = 0; k + 4 <= m; k++) {
			size_t same = 0;

			while (same < 4 && !strncmp(a[i + same], b[k + same], 3))
				same++;
			if (same == 4) {
				found++;
				break;
			}
		}
	return found;
}

static bool is_same(const char *mine, const char *other)
{
	const char *a[200], *b[200];
	size_t n = plain(mine, a), m = plain(other, b), same = 0;

	while (n == m && same < n && !strncmp(a[same], b[same], 3))
		same++;
	return n == m && same == n && n >= REPEAT_SENTENCE;
}

Test(model_repeat, finds_what_the_obvious_way_finds)
{
	static const char *const ids[] = { "1", "2", "3" }, *const name[] = { "", "王小明: ",
									      "李芳: ", "学生3: " };
	struct buf mine = { 0 }, others[3] = { 0 };
	struct contact stored[3];
	int repeats = 0;

	srand(7);
	for (int n = 0; n < 3; n++)
		stored[n] = letter(ids[n], NULL, NULL);
	for (int round = 0; round < 300; round++) {
		struct contact c = letter("4", NULL, NULL);
		size_t best = 0, count, of;
		int whose = 0;

		random_letter(&mine);
		for (int n = 0; n < 3; n++) {
			random_letter(&others[n]);
			stored[n].bright_spots = buf_str(&others[n]);
			MUST(contact_save(&s, &stored[n], &e), e);
			count = stretches_in(buf_str(&mine), buf_str(&others[n]), &of);
			if (count > best &&
			    ((of >= REPEAT_LEAST && count * 100 >= REPEAT_SHARE * (of - 3)) ||
			     is_same(buf_str(&mine), buf_str(&others[n])))) {
				best = count;
				whose = n + 1;
			}
		}
		c.bright_spots = buf_str(&mine);
		cr_assert(!strncmp(told(&c), name[whose], strlen(name[whose])) &&
				  !*told(&c) == !whose,
			  "%s: %s, not %s", buf_str(&mine), told(&c), name[whose]);
		repeats += whose > 0;
	}
	cr_expect(repeats > 30 && repeats < 270, "%d", repeats);
	buf_release(&mine);
	for (int n = 0; n < 3; n++)
		buf_release(&others[n]);
}
