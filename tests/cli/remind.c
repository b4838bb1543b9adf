/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders by mail, and the line where one logs in. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/daoshi.h"
#include "support/raw.h"

static void begin(void)
{
	daoshi_school();
	EXPECT_RUN(DAOSHI("account", "add", "t1", "--role", "mentor", "--mentor", "T1"), 0, "", "");
}

TestSuite(cli_remind, .init = begin, .fini = daoshi_tidy);

/* The value of a header; static storage. */
static const char *header(const struct run *r, const char *name)
{
	static char value[256];
	char begin_of[64];
	const char *at;

	snprintf(begin_of, sizeof begin_of, "\n%s: ", name);
	at = strstr(buf_str(&r->out), begin_of);
	cr_assert(at, "no %s in %s", name, buf_str(&r->out));
	at += strlen(begin_of);
	snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\n"), at);
	return value;
}

static size_t times(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)); text++)
		n++;
	return n;
}

Test(cli_remind, one_mail_for_each_mentor_with_work)
{
	struct run r =
		DAOSHI("remind", "--domain", "school.example", "--from", "office@school.example");
	const char *text = strstr(buf_str(&r.out), "\n\n");

	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect_eq(times(buf_str(&r.out), "\nMessage-ID: <"), 1);
	cr_expect(!strncmp(buf_str(&r.out), "From daoshi ", 12));
	cr_expect(strstr(buf_str(&r.out), "\nFrom: =?UTF-8?B?5rWL6K+V5a2m5qCh?=\n "
					  "<office@school.example>\n"
					  "To: =?UTF-8?B?55Sy5rWL6K+V?=\n <t1@school.example>\n"),
		  "%s", buf_str(&r.out));
	cr_expect(strstr(header(&r, "Message-ID"), "@school.example>"));
	cr_expect_str_eq(header(&r, "Content-Type"), "text/plain; charset=UTF-8");
	cr_expect_str_eq(header(&r, "Content-Transfer-Encoding"), "8bit");
	cr_assert(text);
	cr_expect(
		!strncmp(text,
			 "\n\n甲测试,\n\nthis is outstanding: 4 overdue, 0 due soon, 14 to do.\n\n"
			 "  overdue   2026-09-21  Start       赵测试 六(1)\n"
			 "  overdue   2026-09-21  Start       钱测试 六(1)\n"
			 "  overdue   2026-11-15  Mid         赵测试 六(1)\n"
			 "  overdue   2026-11-15  Mid         钱测试 六(1)\n"
			 "  to do     2027-01-24  Final       赵测试 六(1)\n",
			 300),
		"%s", text);
	run_release(&r);
}

Test(cli_remind, no_more_lines_than_asked_for)
{
	struct run r = DAOSHI("remind", "--most", "2");

	cr_expect_eq(times(buf_str(&r.out), "\n  overdue "), 2);
	cr_expect(strstr(buf_str(&r.out), "钱测试 六(1)\n  and 16 more\n"), "%s", buf_str(&r.out));
	run_release(&r);
}

/* What was written about a student is for nobody's mailbox. */
Test(cli_remind, nothing_that_was_written)
{
	struct run r;

	EXPECT_RUN(DAOSHI_IN("家里的事", "record", "change", "--student", "S1", "--date",
			     "2026-11-20", "--note", "-"),
		   0, "", "");
	r = DAOSHI("remind");
	cr_expect(strstr(buf_str(&r.out), "\n  soon      2026-11-27  "), "%s", buf_str(&r.out));
	cr_expect(!strstr(buf_str(&r.out), "家里"));
	cr_expect(!strstr(buf_str(&r.out), "13900000011"));
	run_release(&r);
	r = DAOSHI("audit", "list", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), "export,reminders,"), "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_remind, a_dry_run_lists_who_and_who_cannot)
{
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--mentor", "T2"), 0, "", "");
	EXPECT_RUN(DAOSHI("remind", "--dry-run", "--format", "csv"), 0,
		   "staff_no,mentor,address,overdue,soon,open,next,requests\r\n"
		   "T1,甲测试,t1,4,0,14,2027-01-24,0\r\n"
		   "T2,乙测试,,2,0,8,2027-01-24,0\r\n",
		   "1 mentors have no open account whose login is an address, so no mail: T2 "
		   "乙测试.");
	EXPECT_RUN(DAOSHI("account", "lock", "t1"), 0, "", "");
	EXPECT_RUN(DAOSHI("remind"), 0, "", "2 mentors have no open account");
}

Test(cli_remind, only_what_is_due_where_asked)
{
	EXPECT_RUN(DAOSHI("--today", "2026-10-08", "record", "talk", "--student", "S1", "--student",
			  "S2", "--date", "2026-09-10"),
		   0, "", "");
	EXPECT_RUN(
		DAOSHI("--today", "2026-10-08", "remind", "--due", "--dry-run", "--format", "json"),
		0, "[]\n", "");
	EXPECT_RUN(
		DAOSHI("--today", "2026-11-10", "remind", "--due", "--dry-run", "--format", "csv"),
		0,
		"staff_no,mentor,address,overdue,soon,open,next,requests\r\n"
		"T1,甲测试,t1,0,2,14,2026-11-15,0\r\n",
		"");
}

/* -------------------------------------------------------------- another mentor asked for */

static void ask(void)
{
	EXPECT_RUN(DAOSHI_IN("合不来", "change", "ask", "--student", "S1", "--mentor", "T2",
			     "--reason", "-"),
		   0, "", "");
}

static const char part[] =
	"\nRequests for another mentor that wait for you: 1. F10, Changes of mentor.\n";

/* Also a mentor who has nothing else to do, and with --due; and of a student who would leave no
 * mailbox tells. */
Test(cli_remind, a_request_to_answer_is_counted)
{
	struct run r;
	const char *second;

	EXPECT_RUN(DAOSHI("account", "add", "t2", "--role", "mentor", "--mentor", "T2"), 0, "", "");
	r = DAOSHI("remind");
	cr_expect(!strstr(buf_str(&r.out), "another mentor"), "%s", buf_str(&r.out));
	run_release(&r);
	ask();
	r = DAOSHI("remind", "--due", "--most", "1");
	second = strstr(buf_str(&r.out), "\nFrom daoshi ");
	cr_assert(second, "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), "赵测试 六(1)\n  and 17 more\n"));
	cr_expect_eq(times(buf_str(&r.out), part), 2, "%s", buf_str(&r.out));
	cr_expect(strstr(second, "\n\n乙测试,\n\nRequests for another mentor that wait for you: 1. "
				 "F10, Changes of mentor.\n\nOn the server,"),
		  "%s", second);
	cr_expect(!strstr(second, "赵测试") && !strstr(buf_str(&r.out), "合不来"));
	run_release(&r);
	EXPECT_RUN(DAOSHI("remind", "--dry-run", "--format", "csv"), 0,
		   "staff_no,mentor,address,overdue,soon,open,next,requests\r\n"
		   "T1,甲测试,t1,4,0,14,2027-01-24,1\r\n"
		   "T2,乙测试,t2,0,0,0,,1\r\n",
		   "");
}

Test(cli_remind, what_is_answered_waits_no_longer)
{
	ask();
	EXPECT_RUN(DAOSHI("change", "say", "1", "--answer", "yes", "--side", "to"), 0, "", "");
	EXPECT_RUN(DAOSHI("remind", "--dry-run", "--format", "csv"), 0,
		   "staff_no,mentor,address,overdue,soon,open,next,requests\r\n"
		   "T1,甲测试,t1,4,0,14,2027-01-24,1\r\n",
		   "");
	EXPECT_RUN(DAOSHI("change", "say", "1", "--answer", "yes", "--side", "from"), 0, "", "");
	EXPECT_RUN(DAOSHI("remind", "--dry-run", "--format", "csv"), 0,
		   "staff_no,mentor,address,overdue,soon,open,next,requests\r\n"
		   "T1,甲测试,t1,4,0,14,2027-01-24,0\r\n",
		   "");
}

/* Rows are by staff number, whether there is other work or not. */
Test(cli_remind, who_has_a_request_alone_stands_in_its_place)
{
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--mentor", "T2"), 0, "", "");
	EXPECT_RUN(DAOSHI("assign", "--student", "S1", "--student", "S2", "--mentor", "T2",
			  "--reason", "测试"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("change", "ask", "--student", "S3", "--mentor", "T1"), 0, "", "");
	EXPECT_RUN(DAOSHI("remind", "--due", "--dry-run", "--format", "csv"), 0,
		   "staff_no,mentor,address,overdue,soon,open,next,requests\r\n"
		   "T1,甲测试,t1,0,0,0,,1\r\n"
		   "T2,乙测试,,6,0,22,2027-01-24,1\r\n",
		   "so no mail: T2 乙测试.");
}

/* A file past daoshi's own checks: a login is looked at again before it stands in a header. */
Test(cli_remind, a_login_that_is_no_address_gets_none)
{
	sqlite3 *db = raw_open(daoshi_path("school.db"));

	cr_assert_eq(sqlite3_exec(db,
				  "UPDATE account SET login = 't1' || char(10) || 'Bcc: all' "
				  "WHERE login = 't1'",
				  NULL, NULL, NULL),
		     SQLITE_OK, "%s", sqlite3_errmsg(db));
	sqlite3_close(db);
	EXPECT_RUN(DAOSHI("remind"), 0, "",
		   "1 mentors have no open account whose login is an "
		   "address");
}

Test(cli_remind, wrong_arguments)
{
	EXPECT_RUN(DAOSHI("remind", "--domain", "a b"), 2, "", "is no domain");
	EXPECT_RUN(DAOSHI("remind", "--from", "a\nb"), 2, "", "is no address");
	EXPECT_RUN(DAOSHI("remind", "--most", "0"), 2, "", "is no number from 1");
	EXPECT_RUN(DAOSHI("remind", "--send", "--dry-run"), 2, "", "does not go with");
}

/* --------------------------------------------------------------------- sending */

static void copy_program(const char *name)
{
	char command[2048];

	snprintf(command, sizeof command, "cp '%s' '%s'", run_beside(name), daoshi_path(name));
	cr_assert_eq(system(command), 0);
}

/* daoshi from the test's folder, where a sendmail of the test's lies beside it. */
static struct run send_with(const char *script)
{
	char program[512], school[512];
	const char *argv[] = { program,  "--db", school,   "--today", DAOSHI_TODAY,
			       "--lang", "en",   "remind", "--send",  NULL };

	snprintf(program, sizeof program, "%s", daoshi_path("daoshi"));
	snprintf(school, sizeof school, "%s", daoshi_path("school.db"));
	copy_program("daoshi");
	copy_program("daoshi-table");
	daoshi_file("sendmail", script, strlen(script));
	cr_assert(!chmod(daoshi_path("sendmail"), 0755));
	return run_program(argv, NULL);
}

Test(cli_remind, sent_by_sendmail)
{
	struct run r = send_with("#!/bin/sh\nfolder=${0%/*}\necho \"$@\" > \"$folder/args\"\n"
				 "cat > \"$folder/sent\"\n");
	char text[4096] = "", args[64] = "";
	FILE *f = fopen(daoshi_path("sent"), "r");

	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect_str_empty(buf_str(&r.out));
	cr_assert(f);
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	fclose(f);
	cr_expect(strstr(text, "\nTo: =?UTF-8?B?55Sy5rWL6K+V?=\n <t1>\n"), "%s", text);
	cr_expect(!strncmp(text, "From: ", 6), "a mailbox's first line is no header");
	f = fopen(daoshi_path("args"), "r");
	cr_assert(f && fgets(args, sizeof args, f));
	fclose(f);
	cr_expect_str_eq(args, "-t -i\n");
	run_release(&r);
}

Test(cli_remind, a_mail_system_that_refuses_is_told)
{
	struct run r = send_with("#!/bin/sh\nexit 75\n");

	cr_expect_neq(r.code, 0);
	cr_expect(strstr(buf_str(&r.err), "sendmail did not take the message"), "%s",
		  buf_str(&r.err));
	run_release(&r);
}

/* ------------------------------------------------------------------------ brief */

static const char *login(void)
{
	static char name[64];
	struct run r = DAOSHI("account", "list", "--format", "csv");
	const char *at = strstr(buf_str(&r.out), "\r\n");

	cr_assert(at);
	snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 2, ","), at + 2);
	run_release(&r);
	return name;
}

static void be_mentor_no(const char *staff_no)
{
	EXPECT_RUN(DAOSHI("account", "set", login(), "--mentor", staff_no), 0, "", "");
}

static void be_mentor(void)
{
	be_mentor_no("T1");
}

Test(cli_remind, brief_is_a_line_for_a_mentor)
{
	EXPECT_RUN(DAOSHI("todo", "--brief"), 0, "", "");
	be_mentor();
	EXPECT_RUN(DAOSHI("todo", "--brief"), 0,
		   "Mentoring: 4 overdue, 0 due soon, 14 to do; the next is due on 2027-01-24. "
		   "daoshi shows which.\n",
		   "");
	EXPECT_RUN(DAOSHI("todo", "--brief", "--format", "json"), 0,
		   "[\n{\"overdue\":4,\"soon\":0,\"open\":14,\"next\":\"2027-01-24\","
		   "\"requests\":0}\n]\n",
		   "");
}

Test(cli_remind, brief_tells_of_requests)
{
	ask();
	EXPECT_RUN(DAOSHI("todo", "--brief"), 0, "", "");
	be_mentor_no("T2");
	EXPECT_RUN(DAOSHI("todo", "--brief"), 0,
		   "Mentoring: 0 overdue, 0 due soon, 0 to do, requests for another mentor: 1. "
		   "daoshi shows which.\n",
		   "");
}

/* Whatever is wrong, a login goes on without a word. */
Test(cli_remind, brief_never_fails)
{
	be_mentor();
	EXPECT_RUN(DAOSHI("--db", daoshi_path("gone.db"), "todo", "--brief"), 0, "", "");
	daoshi_file("text.db", "no database", 11);
	EXPECT_RUN(DAOSHI("--db", daoshi_path("text.db"), "todo", "--brief"), 0, "", "");
	EXPECT_RUN(DAOSHI("account", "set", login(), "--mentor", "T2"), 0, "", "");
	EXPECT_RUN(DAOSHI("todo", "--brief"), 0, "", "");
}

/* Somebody writes, and does not end. */
Test(cli_remind, brief_waits_for_nobody)
{
	sqlite3 *db;

	be_mentor();
	db = raw_open(daoshi_path("school.db"));
	cr_assert_eq(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	EXPECT_RUN(DAOSHI("todo", "--brief"), 0, "", "");
	sqlite3_close(db);
}

/* A login message leaves no trace in the file, and neither does who has no account. */
Test(cli_remind, brief_only_looks)
{
	struct stat before, after;
	struct run r;

	be_mentor();
	cr_assert(!stat(daoshi_path("school.db"), &before));
	r = DAOSHI("todo", "--brief");
	run_release(&r);
	cr_assert(!stat(daoshi_path("school.db"), &after));
	cr_expect_eq(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
}
