/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A terminal set to GB18030: people's text is in it both ways, scripts' data is not. */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "support/daoshi.h"
#include "support/locale.h"

/* 赵测试 and 甲测试 in GB18030 */
#define ZHAO "\xd5\xd4\xb2\xe2\xca\xd4"
#define JIA  "\xbc\xd7\xb2\xe2\xca\xd4"

TestSuite(cli_charset, .init = daoshi_school, .fini = daoshi_tidy);

static struct run in_gb18030(const char *in, const char *const *arguments)
{
	char locpath[PATH_MAX];
	const char *const env[] = { locpath, "LC_ALL=zh_CN.GB18030", NULL };

	snprintf(locpath, sizeof locpath, "LOCPATH=%s", locale_folder("zh_CN.GB18030"));
	return daoshi_run(&(struct run_options){ .in = in, .in_len = strlen(in), .env = env },
			  arguments);
}
#define GB18030(in, ...) in_gb18030((in), (const char *const[]){ __VA_ARGS__, NULL })

Test(cli_charset, notes_and_tables_are_the_terminals)
{
	EXPECT_RUN(GB18030("\xba\xc3\n", "record", "talk", "--student", "S1", "--note", "-"), 0, "",
		   "");
	EXPECT_RUN(GB18030("", "list", "contacts"), 0,
		   "Date        Kind  Students  Mentor  Occasion  Mode  Notes\n"
		   "2026-11-23  talk  " ZHAO "    " JIA "                  \xba\xc3\n",
		   "");
	EXPECT_RUN(GB18030("", "list", "students", "--class", "\xbe\xc5(9)"), 0, "", "");
}

Test(cli_charset, csv_and_json_are_utf8)
{
	EXPECT_RUN(GB18030("", "list", "mentors", "--format", "csv"), 0,
		   "staff_no,name,subject,phone,status,capacity,load,overdue,soon,open,met\r\n"
		   "T1,甲测试,语文,13900000001,active,,2,4,,14,\r\n"
		   "T2,乙测试,数学,,active,,,,,,\r\n",
		   "");
}

Test(cli_charset, what_is_no_text_in_it_is_refused)
{
	EXPECT_RUN(GB18030("\xff\xff", "record", "talk", "--student", "S1", "--note", "-"), 3, "",
		   "holds bytes that are no text");
}
