/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account is made of. */
#include <limits.h>
#include <stdio.h>

#include "base/class_name.h"
#include "base/i18n.h"
#include "model/account.h"

/* In the order in which lists have them. */
const struct choice account_roles[] = {
	{ "office", N_("office"), "德育处|office" },
	{ "principal", N_("principal"), "校长|书记|principal" },
	{ "inspector", N_("inspector"), "督导|督导员|inspector" },
	{ "grade_head", N_("grade head"), "年级组长|grade head" },
	{ "class_teacher", N_("class teacher"), "班主任|class teacher" },
	{ "mentor", N_("mentor"), "导师|mentor" },
	{ 0 },
};

static const struct choice statuses[] = {
	{ "open", N_("in use"), NULL },
	{ "locked", N_("locked"), NULL },
	{ "left", N_("mentor left"), NULL },
	{ 0 },
};

/* ------------------------------------------------------------------- one grade */

static void show_grade(const char *kept, struct buf *out)
{
	int grade = 0;

	sscanf(kept, "%d", &grade);
	buf_text(out, grade_name(grade));
}

static bool read_one_grade(const char *typed, struct buf *kept)
{
	int grade = grade_read(&typed);

	class_skip_signs(&typed);
	if (!grade || *typed)
		return false;
	buf_printf(kept, "%d", grade);
	return true;
}

const struct field_words grade_word = {
	.show = show_grade,
	.read = read_one_grade,
	.refusal = N_("is no grade; write it as 6, 九年级 or 高一"),
};

#define FROM_QUERY FIELD_DERIVED | FIELD_READ_ONLY

const struct field account_fields[] = {
	{ FIELD(struct account, login), .label = N_("Login"), .kind = FIELD_CODE,
	  .flags = FIELD_REQUIRED, .width = 12, .max = 63,
	  .aliases = "登录名|用户名|账号|帐号|username|user",
	  .help = N_("the name this teacher logs in by on the server") },
	{ FIELD(struct account, role), .label = N_("Role"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .width = 13, .choices = account_roles, .aliases = "角色|身份",
	  .help = N_("what this person may see and do; F1 says more") },
	{ FIELD(struct account, mentor_id), .label = N_("Who it is"), .kind = FIELD_REF,
	  .help = N_("Space or a letter opens the list of mentors; a mentor's account needs one") },
	{ FIELD(struct account, mentor), .label = N_("Who it is"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 10 },
	{ FIELD(struct account, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY, .width = 9 },
	{ FIELD(struct account, class_id), .label = N_("Class"), .kind = FIELD_REF,
	  .flags = FIELD_READ_ONLY },
	{ FIELD(struct account, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FIELD_DERIVED, .width = 7, .max = 20, .aliases = "班级",
	  .help = N_("whose class teacher this is, as 九(3) or 903") },
	{ FIELD(struct account, grade), .label = N_("Grade"), .kind = FIELD_TEXT, .width = 5,
	  .words = &grade_word, .aliases = "年级", .help = N_("whose head this is, as 9 or 九") },
	{ FIELD(struct account, uid), .label = N_("User id"), .kind = FIELD_INT, .width = 6,
	  .flags = FIELD_RIGHT, .most = INT_MAX, .max = 10,
	  .help = N_("the system's number of the login; empty: the login alone counts") },
	{ FIELD(struct account, locked), .label = N_("Locked"), .kind = FIELD_INT,
	  .flags = FIELD_READ_ONLY, .most = 1, .width = 4 },
	{ FIELD(struct account, status), .label = N_("Status"), .kind = FIELD_CHOICE, .width = 11,
	  .choices = statuses, .flags = FROM_QUERY },
	{ 0 },
};
