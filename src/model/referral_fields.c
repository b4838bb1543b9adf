/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a referral is made of. */
#include "base/i18n.h"
#include "model/contact.h"
#include "model/referral.h"

const struct choice referral_states[] = {
	{ "open", N_("open"), NULL },
	{ "soon", N_("due soon"), NULL },
	{ "overdue", N_("overdue"), NULL },
	{ "closed", N_("closed"), NULL },
	{ 0 },
};

#define FROM_QUERY (FIELD_DERIVED | FIELD_READ_ONLY)

const struct field referral_fields[] = {
	{ FIELD(struct referral, student_id), .label = N_("Student"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED, .help = N_("Space or a letter opens the list") },
	{ FIELD(struct referral, department_id), .label = N_("Department"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED, .help = N_("who is to look after the student") },
	{ FIELD(struct referral, date), .label = N_("Date"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED, .width = 10,
	  .help = N_("t, -1, 1123, 11-23, 昨天, 周一, 上周五; Space: the month, ?: more") },
	{ FIELD(struct referral, due), .label = N_("Due"), .kind = FIELD_DATE,
	  .flags = FIELD_OF_YEAR, .width = 10,
	  .help = N_("by when it is looked after; empty: as many days later as the rules say") },
	{ FIELD(struct referral, mentor_id), .label = N_("Referred by"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED, .help = N_("Space or a letter opens the list") },
	{ FIELD(struct referral, contact_id), .label = N_("From the record"), .kind = FIELD_REF },
	{ FIELD(struct referral, sensitive), .label = N_("Sensitive"), .kind = FIELD_CHOICE,
	  .width = 6, .choices = sensitive_kinds,
	  .help = N_("then the lead mentor and the office alone read it; empty: as usual") },
	{ FIELD(struct referral, notes), .label = N_("Notes"), .kind = FIELD_NOTE, .width = 30,
	  .help = N_("what the department should know; it may stay empty") },
	{ FIELD(struct referral, closed_on), .label = N_("Closed on"), .kind = FIELD_DATE,
	  .flags = FIELD_OF_YEAR, .width = 10,
	  .help = N_("empty while it is open; together with the outcome") },
	{ FIELD(struct referral, outcome), .label = N_("Outcome"), .kind = FIELD_NOTE, .width = 24,
	  .max = 2000, .help = N_("what came of it, in a word or two") },
	{ FIELD(struct referral, state), .label = N_("State"), .kind = FIELD_CHOICE, .width = 6,
	  .flags = FROM_QUERY, .choices = referral_states },
	{ FIELD(struct referral, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct referral, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct referral, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	{ FIELD(struct referral, department), .label = N_("Dept."), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct referral, mentor), .label = N_("Referrer"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct referral, contact_date), .label = N_("From the record"), .kind = FIELD_DATE,
	  .flags = FROM_QUERY, .width = 10 },
	{ 0 },
};

static bool is_set(const char *text)
{
	return text && *text;
}

/* The views of this session (model/access.h) leave both out together. */
bool referral_is_masked(const struct referral *r)
{
	return is_set(r->sensitive) && !is_set(r->notes) && !is_set(r->outcome);
}

bool referral_may_open(const struct referral *r, struct err *e)
{
	return !referral_is_masked(r) ||
	       err_set(e, ERR_DENIED, "%s",
		       _("This referral is sensitive: its lead mentor and the office alone read "
			 "and change it."));
}
