/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is found, in which order; and the keys by which they are. */
#include "model/people.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/file.h"
#include "expect.h"
#include "importing.h"
#include "model/account.h"
#include "model/mentor.h"
#include "model/student.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_people, .init = begin, .fini = end);

static int64_t add(const char *no, const char *name, const char *class_name)
{
	struct student st = { .student_no = no,
			      .name = name,
			      .class_name = class_name,
			      .enrolled_from = "2026-09-01" };

	MUST(student_save(&s, &st, &e), e);
	return st.id;
}

static int64_t add_mentor(const char *no, const char *name)
{
	struct mentor m = { .staff_no = no, .name = name };

	MUST(mentor_save(&s, &m, &e), e);
	return m.id;
}

/* "李小明 whole, 王芳 begin of 7": static storage. */
static const char *found_among(unsigned kinds, const char *typed, size_t most)
{
	static const char *const fits[] = { "not", "inside", "begin", "whole" };
	static char text[1000];
	struct people_hit hits[10];
	struct people p;
	size_t count, len = 0;

	MUST(people_load(&s, kinds, &p, &e), e);
	count = people_find(&p, typed, hits, most, NULL);
	*text = '\0';
	for (size_t i = 0; i < count && i < most; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "%s%s %s", i ? ", " : "",
					hits[i].person->name, fits[hits[i].fit]);
	if (count > most)
		snprintf(text + len, sizeof text - len, " of %zu", count);
	people_release(&p);
	return text;
}

static const char *found(const char *typed)
{
	return found_among(PEOPLE_STUDENTS | PEOPLE_MENTORS, typed, 10);
}

/* ----------------------------------------------------------------------- finding */

Test(model_people, students_and_mentors)
{
	add("20260012", "李小明", "九(3)");
	add("20260013", "王芳", "九(4)");
	add_mentor("T7", "李敏");
	cr_expect_str_eq(found("lxm"), "李小明 whole");
	cr_expect_str_eq(found("li"), "李小明 begin, 李敏 begin");
	cr_expect_str_eq(found("lim"), "李敏 whole");
	cr_expect_str_eq(found("0013"), "王芳 inside");
	cr_expect_str_eq(found("9.3"), "李小明 begin");
	cr_expect_str_eq(found("t7"), "李敏 whole");
	cr_expect_str_eq(found("x"), "李小明 inside");
	cr_expect_str_eq(found("zz"), "");
	cr_expect_str_eq(found(""), "李小明 inside, 王芳 inside, 李敏 inside");
	cr_expect_str_eq(found_among(PEOPLE_MENTORS, "li", 10), "李敏 begin");
	cr_expect_str_eq(found_among(PEOPLE_STUDENTS, "l", 10), "李小明 begin");
}

Test(model_people, the_best_first_and_ones_own_before_others)
{
	int64_t own;

	add_mentor("T1", "导师");
	add("S1", "吴王民", "六(1)");
	add("S2", "王敏", "六(1)");
	add("S3", "王明", "六(1)");
	add("S4", "王某某", "六(1)");
	own = add("S5", "王木木", "六(2)");
	add("S6", "王眉", "六(2)");
	cr_expect_str_eq(found("wm"), "王敏 whole, 王明 whole, 王眉 whole, 王某某 begin, "
				      "王木木 begin, 吴王民 inside");
	school_lead(&s, 3, 1, NULL);
	school_co(&s, 5, 1, NULL);
	MUST(account_is_mentor(&s, school_mentor(&s, 1), &e), e);
	cr_expect_gt(own, 0);
	cr_expect_str_eq(found("wm"), "王明 whole, 王敏 whole, 王眉 whole, 王木木 begin, "
				      "王某某 begin, 吴王民 inside");
	cr_expect_str_eq(found_among(PEOPLE_STUDENTS, "wm", 4),
			 "王明 whole, 王敏 whole, 王眉 whole, 王木木 begin of 6");
	cr_expect_str_eq(found_among(PEOPLE_STUDENTS, "wm", 0), " of 6");
}

Test(model_people, who_left_this_year_comes_last)
{
	int64_t id = add("S1", "王敏", "六(1)");
	struct people_hit hit[2];
	struct people p;

	add("S2", "王明", "六(1)");
	MUST(student_leave(&s, id, "2026-10-31", "转学", &e), e);
	cr_expect_str_eq(found("wm"), "王明 whole, 王敏 whole");
	MUST(people_load(&s, PEOPLE_STUDENTS, &p, &e), e);
	cr_expect_eq(people_find(&p, "wm", hit, 2, NULL), 2);
	cr_expect_str_eq(hit[1].person->left_on, "2026-10-31");
	cr_expect_str_eq(hit[1].person->class_name, "六(1)");
	cr_expect_null(hit[0].person->left_on);
	people_release(&p);
}

/* Who changed class, or left and came back, is one person. */
Test(model_people, nobody_is_there_twice)
{
	struct rowset set;
	struct student *st;
	int64_t id = add("S1", "王敏", "六(1)");

	MUST(student_get(&s, id, &set, &e), e);
	st = rowset_at(&set, 0);
	st->class_name = "六(2)";
	MUST(student_save(&s, st, &e), e);
	rowset_release(&set);
	cr_expect_str_eq(found("wm"), "王敏 whole");
	cr_expect_str_eq(found("wm 602"), "王敏 whole");
	cr_expect_str_eq(found("wm 601"), "");
}

Test(model_people, a_mentor_finds_ones_own_students)
{
	school_add_mentor(&s, 1);
	add("S1", "王敏", "六(1)");
	add("S2", "王明", "六(1)");
	school_lead(&s, 2, 1, NULL);
	school_as(&s, 1);
	cr_expect_str_eq(found("wm"), "王明 whole");
	cr_expect_str_eq(found_among(PEOPLE_STUDENTS, "S1", 10), "");
}

/* -------------------------------------------------------------------------- keys */

static const char *keys(const char *table)
{
	char query[120];

	snprintf(query, sizeof query, "SELECT group_concat(search, ' ') FROM %s", table);
	return file_text("school.db", query);
}

Test(model_people, keys_are_stored_with_whatever_saves_a_name)
{
	struct rowset set;
	struct student *st;
	int64_t id = add("S1", "曾小明", "六(1)");

	cr_expect_str_eq(keys("student"), "曾zeng,ceng小xiao明ming");
	MUST(student_get(&s, id, &set, &e), e);
	st = rowset_at(&set, 0);
	cr_expect_str_eq(st->search, "曾zeng,ceng小xiao明ming");
	st->name = "單明";
	MUST(student_save(&s, st, &e), e);
	rowset_release(&set);
	cr_expect_str_eq(keys("student"), "单shan,dan,chan明ming");
	cr_expect_str_eq(file_text("school.db", "SELECT name FROM student"), "單明");
	add_mentor("T1", "吕芳");
	cr_expect_str_eq(keys("mentor"), "吕lv芳fang");
}

Test(model_people, a_roster_may_say_how_names_are_read)
{
	EXPECT_IMPORT(&s, OPTIONS(.kind = IMPORT_STUDENTS),
		      "学号,姓名,姓名拼音,班级\nS1,黑娜,he nuo,六(1)\nS2,\uE863,,六(1)\n",
		      "2 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(keys("student"), "黑he,hei娜nuo,na 䶮yan");
	cr_expect_str_eq(found("hn"), "黑娜 whole");
	/* a later roster without the column leaves it as it is */
	EXPECT_IMPORT(&s, OPTIONS(.kind = IMPORT_STUDENTS),
		      "学号,姓名,班级\nS1,黑娜娜,六(1)\nS2,䶮,六(1)\n",
		      "0 added, 1 changed, 1 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Name|黑娜娜|was 黑娜\n");
	cr_expect_str_eq(file_text("school.db", "SELECT reading FROM student"), "he nuo");
	EXPECT_IMPORT(&s, OPTIONS(.kind = IMPORT_MENTORS),
		      "工号,姓名,拼音,search\nT1,山本,yamamoto,x\n",
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(found("yamamoto"), "山本 whole");
}

static const char spoil[] = "UPDATE student SET search = 'old';"
			    "UPDATE mentor SET search = 'old';"
			    "UPDATE setting SET value = '0' WHERE name = 'search_version';";

Test(model_people, keys_of_another_version_are_made_again_once)
{
	add("S1", "李小明", "六(1)");
	add_mentor("T1", "吕芳");
	school_script(&s, spoil);
	cr_expect_str_eq(keys("student"), "李li小xiao明ming");
	cr_expect_str_eq(keys("mentor"), "吕lv芳fang");
	cr_expect_str_eq(file_text("school.db", "SELECT value FROM setting"
						" WHERE name = 'search_version'"),
			 find_key_version);
	cr_expect_not(s.keys_stale);
	/* from then on they are as they are */
	school_script(&s, "UPDATE student SET search = '王wang'");
	cr_expect_str_eq(keys("student"), "王wang");
	cr_expect_eq(file_int("school.db", "SELECT rev FROM student"), 1);
}

Test(model_people, an_older_file_gets_its_keys)
{
	add("S1", "李小明", "六(1)");
	school_script(&s, "UPDATE student SET search = '';"
			  "DELETE FROM setting WHERE name = 'search_version'");
	cr_expect_str_eq(keys("student"), "李li小xiao明ming");
}

/* A mentor's session may not write others' students, but is as good as any to make keys. */
Test(model_people, a_mentors_session_makes_all_keys)
{
	school_add_mentor(&s, 1);
	add("S1", "李小明", "六(1)");
	school_as(&s, 1);
	school_script(&s, spoil);
	cr_expect_eq(s.scope, SCOPE_OWN);
	cr_expect_str_eq(keys("student"), "李li小xiao明ming");
}

Test(model_people, of_several_who_open_the_file_at_once_one_makes_the_keys)
{
	enum { SESSIONS = 5 };
	char path[4096];
	int64_t rev;

	for (int n = 1; n <= 200; n++)
		school_add_student(&s, n, "六(1)", NULL);
	session_close(&s);
	strcpy(path, scratch_path("school.db"));
	file_script("school.db", spoil);
	rev = file_int("school.db", "SELECT rev FROM setting WHERE name = 'search_version'");
	for (int n = 0; n < SESSIONS; n++) {
		if (fork())
			continue;
		_exit(session_open(&s, path, DATE_NO_TODAY, &e) && !s.keys_stale ? 0 : 1);
	}
	for (int n = 0; n < SESSIONS; n++) {
		int status;

		cr_assert_gt(wait(&status), 0);
		cr_expect_eq(status, 0);
	}
	cr_expect_eq(file_int("school.db", "SELECT rev FROM setting WHERE name = 'search_version'"),
		     rev + 1);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student WHERE search = 'old'"), 0);
}

static int look(void *path)
{
	const char *is;

	if (!session_open(&s, path, date_from_civil(2026, 11, 23), &e))
		return 1;
	is = found("zengxm");
	if (!s.keys_stale || strcmp(is, "曾小明 whole"))
		return 2;
	is = found("yamamoto");
	session_close(&s);
	return strcmp(is, "山本 whole") ? 3 : 0;
}

Test(model_people, a_file_that_may_only_be_read_is_searched_without_stored_keys)
{
	char path[4096];

	add("S1", "曾小明", "六(1)");
	add("S2", "山本", "六(1)");
	school_script(&s, "UPDATE student SET reading = 'yamamoto' WHERE student_no = 'S2';"
			  "INSERT INTO account (login, role) VALUES ('nobody', 'office')");
	session_close(&s);
	file_script("school.db", spoil);
	strcpy(path, scratch_path("school.db"));
	cr_assert(!chmod(scratch_folder(), 0755) && !chmod(path, 0444));
	cr_expect_eq(file_child(look, path, true), 0);
	cr_expect_str_eq(keys("student"), "old old");
}
