/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a contact is: its kinds, and what each of them asks for. */
#include <string.h>

#include "base/i18n.h"
#include "model/contact.h"

const struct choice contact_kinds[] = {
	{ "visit", N_("visit"), "家访|home visit" },
	{ "talk", N_("talk"), "谈话|谈心谈话|talk" },
	{ "feedback", N_("feedback"), "反馈|书面反馈|feedback" },
	{ "call", N_("call"), "电话|call" },
	{ "message", N_("message"), "消息|message" },
	{ "change", N_("major change"), "变故|重大变故|change" },
	{ 0 },
};

const struct choice contact_modes[] = {
	{ "in_person", N_("in person"), "面谈|当面" },
	{ "home", N_("at home"), "上门" },
	{ "school", N_("at school"), "在校" },
	{ "phone", N_("by phone"), "电话" },
	{ "video", N_("by video"), "视频" },
	{ "other", N_("otherwise"), "其他" },
	{ 0 },
};

/* 五(二)1: ideals, psychology, study, life, career planning; and mutual help among students. */
const struct choice contact_topics[] = {
	{ "ideals", N_("ideals"), "理想" },
	{ "psychology", N_("psychology"), "心理" },
	{ "study", N_("study"), "学习" },
	{ "life", N_("life"), "生活" },
	{ "career", N_("career"), "生涯" },
	{ "peers", N_("peers"), "同伴|同伴互助" },
	{ 0 },
};

/* Of a feedback, to the student or the guardians. */
const struct choice contact_ways[] = {
	{ "in_person", N_("handed over"), "当面|面交" }, { "paper", N_("on paper"), "纸质|书面" },
	{ "message", N_("message"), "消息|微信|短信" },  { "phone", N_("call"), "电话" },
	{ "meeting", N_("parents' meeting"), "家长会" }, { 0 },
};

const struct choice sensitive_kinds[] = {
	{ "psychological", N_("psychological"), "心理|psychological" },
	{ "family", N_("family"), "家庭|family" },
	{ 0 },
};

const struct field contact_fields[] = {
	{ FIELD(struct contact, kind), .label = N_("Kind"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .width = 8, .choices = contact_kinds },
	{ FIELD(struct contact, student_ids), .label = N_("Students"), .kind = FIELD_REFS,
	  .flags = FIELD_REQUIRED | FIELD_DERIVED, .max = 2000,
	  .help = N_(
		  "Space or a letter: the list, each choice adds one; Backspace takes one out") },
	{ FIELD(struct contact, date), .label = N_("Date"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_OF_YEAR, .width = 10,
	  .help = N_("t, -1, 1123, 11-23, 昨天, 周一, 上周五; Space: the month, ?: more") },
	{ FIELD(struct contact, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED, .help = N_("who talked, visited or wrote") },
	{ FIELD(struct contact, key_date_id), .label = N_("Occasion"), .kind = FIELD_REF,
	  .help = N_("the key date it is held for; empty: the one its day falls into") },
	{ FIELD(struct contact, guardian_id), .label = N_("With whom"), .kind = FIELD_REF,
	  .help = N_("the guardian it was with; Backspace: not known") },
	{ FIELD(struct contact, mode), .label = N_("Mode"), .kind = FIELD_CHOICE, .width = 6,
	  .choices = contact_modes, .help = N_("how and where you met") },
	{ FIELD(struct contact, place), .label = N_("Place"), .kind = FIELD_TEXT, .width = 10,
	  .help = N_("may stay empty") },
	{ FIELD(struct contact, reason), .label = N_("Why not home"), .kind = FIELD_TEXT,
	  .width = 16, .max = 200,
	  .help = N_("for a visit replaced by another form, such as: the family declined") },
	{ FIELD(struct contact, topics), .label = N_("Topics"), .kind = FIELD_CHOICES, .width = 14,
	  .choices = contact_topics, .help = N_("as many as apply, or none") },
	{ FIELD(struct contact, sensitive), .label = N_("Sensitive"), .kind = FIELD_CHOICE,
	  .width = 6, .choices = sensitive_kinds,
	  .help = N_("then the lead mentor and the office alone read it; empty: as usual") },
	{ FIELD(struct contact, summary), .label = N_("Notes"), .kind = FIELD_NOTE, .width = 30,
	  .help = N_("as much or as little as you like; it may stay empty") },
	{ FIELD(struct contact, bright_spots), .label = N_("Bright spots"), .kind = FIELD_NOTE,
	  .width = 30, .help = N_("what this student does well") },
	{ FIELD(struct contact, advice), .label = N_("Advice"), .kind = FIELD_NOTE, .width = 30,
	  .help = N_("for the student's growth; nothing that parents should set or check") },
	{ FIELD(struct contact, to_student), .label = N_("To student"), .kind = FIELD_DATE,
	  .flags = FIELD_DERIVED | FIELD_OF_YEAR, .width = 10,
	  .help = N_("the day the student got it: done, even without any text") },
	{ FIELD(struct contact, to_student_way), .label = N_("Way"), .kind = FIELD_CHOICE,
	  .flags = FIELD_DERIVED, .width = 8, .choices = contact_ways,
	  .help = N_("how the student got it") },
	{ FIELD(struct contact, to_guardians), .label = N_("To guardians"), .kind = FIELD_DATE,
	  .flags = FIELD_DERIVED | FIELD_OF_YEAR, .width = 10,
	  .help = N_("the day the guardians got it: done, even without any text") },
	{ FIELD(struct contact, to_guardians_way), .label = N_("Way"), .kind = FIELD_CHOICE,
	  .flags = FIELD_DERIVED, .width = 8, .choices = contact_ways,
	  .help = N_("how the guardians got it") },
	{ FIELD(struct contact, students), .label = N_("Students"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 12 },
	{ FIELD(struct contact, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 8 },
	{ FIELD(struct contact, key_date), .label = N_("Occasion"), .kind = FIELD_TEXT,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 8 },
	{ FIELD(struct contact, guardian), .label = N_("With whom"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 10 },
	{ FIELD(struct contact, text), .label = N_("Notes"), .kind = FIELD_TEXT,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 30 },
	{ FIELD(struct contact, created_at), .label = N_("Recorded"), .kind = FIELD_TEXT,
	  .flags = FIELD_READ_ONLY, .width = 19 },
	{ FIELD(struct contact, no), .label = N_("No."), .kind = FIELD_INT,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT, .width = 6 },
	{ FIELD(struct contact, withdrawn), .label = N_("Withdrawn"), .kind = FIELD_INT,
	  .flags = FIELD_READ_ONLY, .width = 4 },
	{ 0 },
};

const char *const *contact_form_fields(const char *kind)
{
	static const char *const visit[] = { "student_ids", "date",      "mode",   "reason",
					     "guardian_id", "mentor_id", "topics", "sensitive",
					     "summary",     NULL };
	static const char *const talk[] = { "student_ids", "date",      "key_date_id", "mode",
					    "place",       "mentor_id", "topics",      "sensitive",
					    "summary",     NULL };
	static const char *const feedback[] = {
		"student_ids",      "date",      "to_student",   "to_student_way", "to_guardians",
		"to_guardians_way", "mentor_id", "bright_spots", "advice",         NULL
	};
	static const char *const change[] = { "student_ids", "date",    "mentor_id",
					      "sensitive",   "summary", NULL };
	static const char *const other[] = { "student_ids", "date",      "guardian_id", "mentor_id",
					     "topics",      "sensitive", "summary",     NULL };

	if (!strcmp(kind, "visit"))
		return visit;
	if (!strcmp(kind, "talk"))
		return talk;
	if (!strcmp(kind, "change"))
		return change;
	return !strcmp(kind, "feedback") ? feedback : other;
}

static bool is_set(const char *text)
{
	return text && *text;
}

void sensitive_show(const char *sensitive, bool masked, const char *text, struct buf *out)
{
	if (masked)
		buf_text(out, _("(sensitive: for the lead mentor and the office)"));
	else if (is_set(sensitive))
		buf_printf(out, "%s  %s", _("sensitive"), text ? text : "");
	else
		buf_text(out, text ? text : "");
}

/* The views of this session (model/access.h) leave all of these out together. */
bool contact_is_masked(const struct contact *c)
{
	return is_set(c->sensitive) && !is_set(c->summary) && !is_set(c->text) &&
	       !is_set(c->bright_spots) && !is_set(c->advice) && !is_set(c->topics) &&
	       !is_set(c->place) && !is_set(c->reason);
}

bool contact_may_open(const struct contact *c, struct err *e)
{
	return !contact_is_masked(c) ||
	       err_set(e, ERR_DENIED, "%s",
		       _("This record is sensitive: its lead mentor and the office alone read and "
			 "change it."));
}

/* A family may decline: the form agreed on instead meets the obligation, and is counted apart. */
static bool check_reason(const struct contact *c, struct err *e)
{
	bool replaced = !strcmp(c->kind, "visit") && c->mode && *c->mode && strcmp(c->mode, "home");

	return !replaced || (c->reason && *c->reason) ||
	       err_field(e, "reason", "%s",
			 _("A visit elsewhere than at home takes a reason, such as: the family "
			   "declined."));
}

/* Without anything to read it could not be told from one that is not for this session. */
static bool check_sensitive(const struct contact *c, struct err *e)
{
	struct contact written = *c;

	written.text = NULL;
	return !contact_is_masked(&written) ||
	       err_field(e, "sensitive", "%s",
			 _("There is no text that could be sensitive: write it, or leave this "
			   "empty."));
}

bool contact_check_texts(const struct contact *c, struct err *e)
{
	return check_reason(c, e) && check_sensitive(c, e);
}
