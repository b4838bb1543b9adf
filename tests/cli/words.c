/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/daoshi.h"

TestSuite(cli_words, .init = daoshi_school, .fini = daoshi_tidy);

/* ------------------------------------------------------------------ phrases */

Test(cli_words, phrases_are_added_listed_and_removed)
{
	EXPECT_RUN(DAOSHI("phrase", "list"), 0, "", "");
	EXPECT_RUN(DAOSHI("phrase", "add", "课堂上敢于提问。", "--code", "KT"), 0, "", "");
	EXPECT_RUN(DAOSHI_IN("一行\n两行\n", "phrase", "add", "-", "--school"), 0, "", "");
	EXPECT_RUN(DAOSHI("phrase", "add", "学校的", "--school", "--code", "kt"), 0, "", "");
	EXPECT_RUN(DAOSHI("phrase", "list"), 0,
		   "Short code  Whose         Taken  Phrase\n"
		   "kt          the school's         学校的\n"
		   "            the school's         一行 两行\n"
		   "kt          my own               课堂上敢于提问。\n",
		   "");
	EXPECT_RUN(DAOSHI("phrase", "remove", "kt"), 0, "", "");
	EXPECT_RUN(DAOSHI("phrase", "remove", "一行\n两行", "--school"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "phrases", "--format", "csv"), 0,
		   "code,whose,used,last_on,text\r\nkt,school,,,学校的\r\n", "");
}

Test(cli_words, what_is_wrong_with_a_phrase)
{
	EXPECT_RUN(DAOSHI("phrase"), 2, "", "'daoshi phrase' needs list|add|change|remove");
	EXPECT_RUN(DAOSHI("phrase", "ad", "x"), 2, "",
		   "There is no 'phrase ad'. Did you mean add?");
	EXPECT_RUN(DAOSHI("phrase", "add"), 2, "", "Which phrase? Its text is missing.");
	EXPECT_RUN(DAOSHI("phrase", "list", "x"), 2, "", "\"x\" is one word too many.");
	EXPECT_RUN(DAOSHI("phrase", "list", "--school"), 2, "",
		   "The option --school does not go with 'phrase list'.");
	EXPECT_RUN(DAOSHI("phrase", "remove", "x", "--code", "x"), 2, "",
		   "The option --code goes with 'phrase add' and 'phrase change'.");
	EXPECT_RUN(DAOSHI("phrase", "add", ""), 3, "", "Phrase is missing");
	EXPECT_RUN(DAOSHI("phrase", "add", "好", "--code", "家访"), 3, "",
		   "A short code is made of letters and digits, 10 at most.");
	EXPECT_RUN(DAOSHI("phrase", "add", "好", "--code", "k"), 0, "", "");
	EXPECT_RUN(DAOSHI("phrase", "add", "更好", "--code", "K"), 3, "",
		   "Another phrase has the code k already; choose another.");
	EXPECT_RUN(DAOSHI("phrase", "remove", "x"), 4, "",
		   "You have no phrase with that code or text: x.");
	EXPECT_RUN(DAOSHI("phrase", "remove", "k", "--school"), 4, "",
		   "The school has no phrase with that code or text: k.");
}

/* ------------------------------------------------------------- bright spots */

Test(cli_words, bright_spots_are_noted_and_listed)
{
	EXPECT_RUN(DAOSHI("bright", "--student", "S1", "扶起摔倒的同学"), 0, "", "");
	EXPECT_RUN(DAOSHI_IN("一起出黑板报\n", "bright", "--student", "S1", "--student", "S2",
			     "--date", "11-20", "-"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("list", "bright-spots"), 0,
		   "Date        Student no.  Student  Seen by  Bright spot\n"
		   "2026-11-23  S1           赵测试            扶起摔倒的同学\n"
		   "2026-11-20  S2           钱测试            一起出黑板报\n"
		   "2026-11-20  S1           赵测试            一起出黑板报\n",
		   "");
	struct run r = DAOSHI("list", "bright-spots", "--student", "S2", "--format", "csv");

	cr_expect(strstr(buf_str(&r.out), "\n2026-11-20,S2,钱测试,,一起出黑板报,20"), "%s",
		  buf_str(&r.out));
	cr_expect_not(strstr(buf_str(&r.out), "S1"), "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_words, what_is_wrong_with_a_bright_spot)
{
	char lots[202];

	memset(lots, 'x', 201);
	lots[201] = '\0';
	EXPECT_RUN(DAOSHI("bright", "好"), 2, "", "The option --student NO is missing.");
	EXPECT_RUN(DAOSHI("bright", "--student", "S1"), 2, "", "'daoshi bright' needs TEXT.");
	EXPECT_RUN(DAOSHI("bright", "--student", "S9", "好"), 4, "",
		   "There is no student with the number S9.");
	EXPECT_RUN(DAOSHI("bright", "--student", "S1", " "), 3, "", "Bright spot is missing");
	EXPECT_RUN(DAOSHI("bright", "--student", "S1", lots), 3, "", "200");
	EXPECT_RUN(DAOSHI("bright", "--student", "S1", "--date", "11-24", "好"), 3, "",
		   "2026-11-24 is in the future");
	EXPECT_RUN(DAOSHI("list", "bright-spots"), 0, "", "");
}

/* ------------------------------------------------------- a letter that repeats */

Test(cli_words, a_repeated_letter_is_told_and_saved)
{
	EXPECT_RUN(DAOSHI_IN("课堂上敢于提问，思路清楚，大家都爱听。", "record", "feedback",
			     "--student", "S1", "--note", "-"),
		   0, "", "");
	EXPECT_RUN(DAOSHI_IN("课堂上敢于提问，思路清楚，大家都爱听！", "record", "feedback",
			     "--student", "S2", "--note", "-"),
		   0, "",
		   "This letter repeats that of 赵测试: "
		   "\"课堂上敢于提问，思路清楚，大家都爱听\".");
	struct run r = DAOSHI("list", "contacts", "--student", "S2");

	cr_expect(strstr(buf_str(&r.out), "大家都爱听！"), "%s", buf_str(&r.out));
	run_release(&r);
	/* handed over later, the text is not talked about again */
	EXPECT_RUN(DAOSHI("record", "feedback", "--student", "S2", "--to-student", "11-23"), 0, "",
		   "");
}
