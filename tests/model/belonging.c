/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/belonging.h"

#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* T1, T2; S1 in 六(1), S2 in 九(3). */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "九(3)", "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_belonging, .init = begin, .fini = end);

static const char *listed(void)
{
	static struct buf text;
	struct rowset set;

	buf_clear(&text);
	MUST(belonging_list(&s, &set, &e), e);
	for (size_t i = 0; i < set.count; i++) {
		const struct belonging *b = rowset_at(&set, i);

		buf_printf(&text, "%s%s %s %s", i ? "; " : "", b->kind, b->label, b->about);
	}
	rowset_release(&set);
	return buf_str(&text);
}

static size_t add(const char *kind, const char *name, int mentor, int class_id, int student)
{
	struct belonging b = { .kind = kind,
			       .name = name,
			       .mentor_id = mentor,
			       .class_id = class_id,
			       .student_id = student };
	size_t added;

	MUST(belonging_add(&s, &b, &added, &e), e);
	return added;
}

Test(model_belonging, several_at_once_and_none_twice)
{
	cr_expect_eq(add("campus", "东校区、西校区", 1, 0, 0), 2);
	cr_expect_eq(add("campus", "东校区;北校区 ，南校区", 1, 0, 0), 2);
	cr_expect_eq(add("campus", "西校区 、", 1, 0, 0), 0);
	cr_expect_eq(add("campus", "东校区", 0, 1, 0), 1);
	cr_expect_eq(add("group", "合唱团", 0, 0, 2), 1);
	cr_expect_eq(add("grade", "九年级", 2, 0, 0), 1);
	cr_expect_eq(add("grade", "6-7 九", 2, 0, 0), 2);
	cr_expect_str_eq(listed(),
			 "campus 东校区 导师1; campus 东校区 六(1); campus 北校区 导师1; "
			 "campus 南校区 导师1; campus 西校区 导师1; grade grade 六 导师2; "
			 "grade grade 七 导师2; grade grade 九 导师2; group 合唱团 学生2 九(3)");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(name, ' ') FROM belonging "
						"WHERE kind = 'grade'"),
			 "6 7 9");
	cr_expect(strstr(file_refusal("school.db", "INSERT INTO belonging (kind, name, mentor_id) "
						   "VALUES ('campus', '东校区', 1)"),
			 "UNIQUE"));
}

static const struct {
	const char *kind, *name;
	int mentor, class_id, student;
	const char *field, *words;
} refusals[] = {
	{ "", "东校区", 1, 0, 0, "kind", "Kind is missing" },
	{ "house", "东校区", 1, 0, 0, "kind", "no kind" },
	{ "campus", "", 1, 0, 0, "name", "Called is missing" },
	{ "campus", "东校区", 0, 0, 0, "mentor_id", "Name one" },
	{ "campus", "东校区", 1, 0, 1, "student_id", "Name one" },
	{ "campus", "东校区", 9, 0, 0, "mentor_id", "Nobody of that kind" },
	{ "campus", "东校区", 0, 9, 0, "class_id", "Nobody of that kind" },
	{ "campus", "东校区", 0, 0, 9, "student_id", "Nobody of that kind" },
	{ "campus",
	  "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", 1,
	  0, 0, "name", "at most 40" },
	{ "grade", "东校区", 1, 0, 0, "name", "Write grades" },
	{ "grade", "全部", 1, 0, 0, "name", "Write grades" },
	{ "grade", "9", 0, 0, 1, "kind", "follows from the class" },
	{ "grade", "9", 0, 1, 0, "kind", "follows from the class" },
};

Test(model_belonging, what_cannot_be_is_refused_at_its_field)
{
	add("campus", "西校区", 1, 0, 0);
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct belonging b = { .kind = refusals[i].kind,
				       .name = refusals[i].name,
				       .mentor_id = refusals[i].mentor,
				       .class_id = refusals[i].class_id,
				       .student_id = refusals[i].student };
		size_t added;

		REFUSED(belonging_add(&s, &b, &added, &e), &e, ERR_INVALID, refusals[i].field,
			refusals[i].words);
	}
	cr_expect_str_eq(listed(), "campus 西校区 导师1");
}

Test(model_belonging, who_has_left_is_not_listed)
{
	add("campus", "东校区", 1, 0, 0);
	add("campus", "东校区", 0, 1, 0);
	add("campus", "东校区", 0, 0, 2);
	school_script(&s, "UPDATE mentor SET status = 'left' WHERE id = 1;"
			  "UPDATE enrolment SET school_year_id = 2026, ends = '2026-08-31' "
			  "WHERE student_id = 2");
	cr_expect_str_eq(listed(), "campus 东校区 六(1)");
}

Test(model_belonging, removed_by_who_saw_it)
{
	struct rowset set;

	add("campus", "东校区", 1, 0, 0);
	MUST(belonging_get(&s, 1, &set, &e), e);
	rowset_release(&set);
	REFUSED(belonging_remove(&s, 1, 2, &e), &e, ERR_CONFLICT, "", "this entry");
	MUST(belonging_remove(&s, 1, 1, &e), e);
	REFUSED(belonging_get(&s, 1, &set, &e), &e, ERR_NOT_FOUND, "", "no such entry");
	rowset_release(&set);
}

Test(model_belonging, the_office_alone_keeps_them)
{
	struct belonging b = { .kind = "campus", .name = "东校区", .mentor_id = 1 };
	struct rowset set;
	size_t added;

	add("campus", "西校区", 1, 0, 0);
	school_as(&s, 1);
	REFUSED(belonging_add(&s, &b, &added, &e), &e, ERR_DENIED, "", "");
	REFUSED(belonging_remove(&s, 1, 1, &e), &e, ERR_DENIED, "", "");
	REFUSED(belonging_list(&s, &set, &e), &e, ERR_DENIED, "", "");
	rowset_release(&set);
}
