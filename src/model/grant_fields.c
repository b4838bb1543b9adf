/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a grant is made of. */
#include "base/i18n.h"
#include "model/account.h"
#include "model/grant.h"

const struct choice grant_rights[] = {
	{ "read", N_("read"), "查看|read" },
	{ "record", N_("read and record"), "查看和记录|record" },
	{ "sensitive", N_("read, sensitive too"), "查看含敏感|sensitive" },
	{ "all", N_("read and record, sensitive too"), "查看和记录含敏感|all" },
	{ 0 },
};

static const struct choice states[] = {
	{ "unseen", N_("emergency"), NULL },
	{ "in_force", N_("in force"), NULL },
	{ "later", N_("later"), NULL },
	{ "ended", N_("ended"), NULL },
	{ 0 },
};

#define FROM_QUERY FIELD_DERIVED | FIELD_READ_ONLY

const struct field grant_fields[] = {
	{ FIELD(struct grant, account_id), .label = N_("For whom"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED, .help = N_("Space or a letter opens the list of accounts") },
	{ FIELD(struct grant, student_id), .label = N_("Student"), .kind = FIELD_REF,
	  .help = N_("one of the three: a student, a class or a grade") },
	{ FIELD(struct grant, class_id), .label = N_("Class"), .kind = FIELD_REF,
	  .flags = FIELD_READ_ONLY },
	{ FIELD(struct grant, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FIELD_DERIVED, .width = 7, .max = 20,
	  .help = N_("all students of the class, as 九(3) or 903") },
	{ FIELD(struct grant, grade), .label = N_("Grade"), .kind = FIELD_TEXT, .width = 5,
	  .words = &grade_word, .help = N_("all students of the grade, as 9 or 九") },
	{ FIELD(struct grant, may), .label = N_("Rights"), .kind = FIELD_CHOICE,
	  .flags = FIELD_DERIVED, .width = 12, .choices = grant_rights,
	  .help = N_("empty: read, but no sensitive notes") },
	{ FIELD(struct grant, starts), .label = N_("From"), .kind = FIELD_DATE, .width = 10,
	  .flags = FIELD_AHEAD, .help = N_("empty: from today on") },
	{ FIELD(struct grant, ends), .label = N_("Until"), .kind = FIELD_DATE, .width = 10,
	  .flags = FIELD_REQUIRED | FIELD_AHEAD,
	  .help = N_("the last day: +7, 1231, 周五; a year at most") },
	{ FIELD(struct grant, reason), .label = N_("Reason"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 24, .max = 200,
	  .help = N_("such as: stands in for Ms Wang until she is back") },
	{ FIELD(struct grant, writes), .label = N_("Records"), .kind = FIELD_INT,
	  .flags = FIELD_READ_ONLY, .most = 1, .width = 4 },
	{ FIELD(struct grant, sensitive), .label = N_("Sensitive"), .kind = FIELD_INT,
	  .flags = FIELD_READ_ONLY, .most = 1, .width = 4 },
	{ FIELD(struct grant, emergency), .label = N_("Emergency"), .kind = FIELD_INT,
	  .flags = FIELD_READ_ONLY, .most = 1, .width = 4 },
	{ FIELD(struct grant, approver), .label = N_("Approved by"), .kind = FIELD_TEXT,
	  .flags = FIELD_READ_ONLY, .width = 10 },
	{ FIELD(struct grant, seen_by), .label = N_("Looked at by"), .kind = FIELD_TEXT,
	  .flags = FIELD_READ_ONLY, .width = 10 },
	{ FIELD(struct grant, made_at), .label = N_("Made"), .kind = FIELD_TEXT,
	  .flags = FIELD_READ_ONLY, .width = 19 },
	{ FIELD(struct grant, login), .label = N_("Login"), .kind = FIELD_CODE, .flags = FROM_QUERY,
	  .width = 10 },
	{ FIELD(struct grant, who), .label = N_("For whom"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct grant, what), .label = N_("Of whom"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct grant, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct grant, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct grant, number), .label = N_("No."), .kind = FIELD_INT, .width = 4,
	  .flags = FROM_QUERY | FIELD_RIGHT },
	{ FIELD(struct grant, state), .label = N_("State"), .kind = FIELD_CHOICE, .width = 9,
	  .flags = FROM_QUERY, .choices = states },
	{ 0 },
};

const struct field emergency_fields[] = {
	{ FIELD(struct emergency, who), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FIELD_REQUIRED, .width = 20, .max = 100,
	  .help = N_("the student number, or the whole name") },
	{ FIELD(struct emergency, reason), .label = N_("Reason"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 40, .max = 200,
	  .help = N_("what has happened, in a few words; the office reads it") },
	{ FIELD(struct emergency, days), .label = N_("Days more"), .kind = FIELD_INT, .width = 4,
	  .flags = FIELD_ZERO, .most = EMERGENCY_MOST, .max = 1,
	  .help = N_("after today: 1 as a rule, 7 at most") },
	{ 0 },
};
