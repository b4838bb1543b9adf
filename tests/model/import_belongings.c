/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who belongs where, from the lists that schools have. */
#include <criterion/criterion.h>

#include "db/file.h"
#include "expect.h"
#include "importing.h"
#include "support/school.h"

static struct session s;

/* T1 to T3, of whom T2 and T3 have one name; S1 in 九(3). */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&s, n);
	school_add_student(&s, 1, "九(3)", NULL);
	school_script(&s, "UPDATE mentor SET name = '同名' WHERE id > 1");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_import_belongings, .init = begin, .fini = end);

#define BELONGINGS OPTIONS(.kind = IMPORT_BELONGINGS)

static const char *stored(void)
{
	return file_text("school.db",
			 "SELECT group_concat(kind || ' ' || name || ' ' || coalesce('T' || "
			 "mentor_id, 'C' || class_id, 'S' || student_id), '; ') "
			 "FROM (SELECT * FROM belonging ORDER BY id)");
}

/* By number or name, several in a cell; the same file once more changes nothing. */
Test(model_import_belongings, of_mentors)
{
	static const char csv[] = "工号,姓名,校区,年级,教研组\n"
				  "T1,,东校区、西校区,6-7,数学\n"
				  ",导师1,北校区,,\n"
				  "T2,同名,,九年级 八,\"语文, 书法\"\n"
				  "T3,,,,\n";

	EXPECT_IMPORT(&s, BELONGINGS, csv,
		      "3 added, 0 changed, 1 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(
		stored(),
		"campus 东校区 T1; campus 西校区 T1; grade 6 T1; grade 7 T1; group 数学 "
		"T1; campus 北校区 T1; grade 8 T2; grade 9 T2; group 语文 T2; group 书法 T2");
	EXPECT_IMPORT(&s, BELONGINGS, csv,
		      "0 added, 0 changed, 4 unchanged, 0 wrong, 0 missing, saved", "");
}

Test(model_import_belongings, one_column_says_who_it_is)
{
	EXPECT_IMPORT(&s, BELONGINGS,
		      "对象,校区,社团\nT1,东校区,\n903,西校区,\nS1,,合唱团\n导师1,,合唱团\n",
		      "4 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(stored(), "campus 东校区 T1; campus 西校区 C1; group 合唱团 S1; "
				   "group 合唱团 T1");
}

/* A students' list has their class too, and is about them. */
Test(model_import_belongings, of_classes_and_of_students)
{
	EXPECT_IMPORT(&s, BELONGINGS, "班级,校区\n九(3)班,东校区\n",
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	EXPECT_IMPORT(&s, BELONGINGS, "学号,姓名,班级,选科\nS1,学生1,九(3),物理 化学\n",
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(stored(), "campus 东校区 C1; group 物理 S1; group 化学 S1");
}

Test(model_import_belongings, what_is_refused_at_its_column)
{
	school_script(&s, "UPDATE mentor SET staff_no = 'S1' WHERE id = 3");
	EXPECT_IMPORT(
		&s, BELONGINGS,
		"对象,工号,学号,姓名,校区,年级\n"
		",,,,东校区,\n"
		",T9,,,东校区,\n"
		",T1,,别人,东校区,\n"
		",,S9,,东校区,\n"
		",,S1,别人,东校区,\n"
		",,,同名,东校区,\n"
		"同名,,,,东校区,\n"
		"没有,,,,东校区,\n"
		"S1,,,,东校区,\n"
		",T1,,,,月亮\n"
		",,S1,,,9\n",
		"0 added, 0 changed, 0 unchanged, 11 wrong, 0 missing, not saved",
		"2 error|对象||Nobody is named: fill in a number, a name or a class.\n"
		"3 error|工号|T9|There is no mentor T9; import the mentors first, or mend the "
		"number.\n"
		"4 error|姓名|别人|The number T1 is 导师1's; mend the number or the name.\n"
		"5 error|学号|S9|There is no student S9; import the students first, or mend the "
		"number.\n"
		"6 error|姓名|别人|The number S1 is 学生1's; mend the number or the name.\n"
		"7 error|姓名|同名|2 mentors are called 同名; give the staff number.\n"
		"8 error|对象|同名|2 mentors are called 同名; give the staff number.\n"
		"9 error|对象|没有|没有 is no staff number, student number, class or mentor here; "
		"mend it, or import them first.\n"
		"10 error|对象|S1|S1 is a mentor's number and a student's; put it into a column of "
		"its own, 工号 or 学号.\n"
		"11 error|年级|月亮|Write grades as 9, 6-9 or 九年级; who is of none in particular "
		"needs no entry.\n"
		"12 error|年级|9|A student's grade follows from the class; only a mentor is given "
		"grades.\n");
	cr_expect_str_eq(stored(), "");
}
