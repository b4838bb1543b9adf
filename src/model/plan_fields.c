/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan is made of. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/plan.h"

const struct choice plan_kinds[] = {
	{ "visit", N_("visit"), "家访|home visit" },
	{ "talk", N_("talk"), "谈话|谈心谈话|talk" },
	{ 0 },
};

/* The last three: of a visit that is owed and not planned. */
const struct choice plan_states[] = {
	{ "planned", N_("planned"), NULL },    { "missed", N_("missed"), NULL },
	{ "open", N_("to be planned"), NULL }, { "soon", N_("due soon"), NULL },
	{ "overdue", N_("overdue"), NULL },    { 0 },
};

/* ------------------------------------------------------------------- the time */

static void show_time(const char *kept, struct buf *out)
{
	buf_text(out, kept);
}

static bool is_half(const char *s)
{
	return !strcmp(s, "半");
}

/* What follows the hour; false for what is no minute. */
static bool read_minute(const char *s, int *minute)
{
	int len = 0;

	*minute = 0;
	if (!*s)
		return true;
	if (is_half(s)) {
		*minute = 30;
		return true;
	}
	if (sscanf(s, "%2d%n", minute, &len) != 1 || !isdigit((unsigned char)*s))
		return false;
	return *minute < 60 && len == 2 && (!s[len] || !strcmp(s + len, "分"));
}

/* Part of a day: hours before `noon_to` count on from noon, which one of the evening is past. */
struct half_day {
	const char *word;
	int noon_to;
	bool evening;
};

/* NULL where none is said. */
static const struct half_day *read_half_day(const char **s)
{
	static const struct half_day parts[] = {
		{ "上午", 0, false },  { "早上", 0, false }, { "中午", 4, false },
		{ "下午", 12, false }, { "晚上", 12, true }, { "傍晚", 12, true },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t len = strlen(parts[i].word);

		if (strncmp(*s, parts[i].word, len))
			continue;
		*s += len;
		return &parts[i];
	}
	return NULL;
}

/* 晚上12点 is of the next day, or of noon: nobody knows. */
static bool set_half(const struct half_day *part, int *hour)
{
	if (part->evening && *hour % 12 == 0)
		return false;
	if (*hour < part->noon_to)
		*hour += 12;
	return true;
}

/* 16:30, 1630, 16.30, 16点, 下午4点半, 9. Nobody calls at four in the morning: 4点半 is 16:30, but
 * 04:30 is what it says. */
static bool read_time(const char *typed, struct buf *kept)
{
	const struct half_day *part = read_half_day(&typed);
	int hour = 0, minute = 0;
	size_t digits;

	typed += strspn(typed, " ");
	digits = strspn(typed, "0123456789");
	if (!digits || digits > 4)
		return false;
	for (size_t i = 0; i < digits - (digits > 2 ? 2 : 0); i++)
		hour = hour * 10 + (typed[i] - '0');
	typed += digits > 2 ? digits - 2 : digits;
	if (digits <= 2 && *typed) {
		static const char *const between[] = { ":", ".", "点", "时" };
		size_t i = 0, len = 0;

		while (i < 4 && strncmp(typed, between[i], len = strlen(between[i])))
			i++;
		if (i == 4 || (i < 2 && !typed[len]))
			return false;
		typed += len;
	}
	if (!read_minute(typed, &minute))
		return false;
	if (part && !set_half(part, &hour))
		return false;
	if (digits % 2 && !part && hour >= 1 && hour <= 6)
		hour += 12;
	if (hour > 23)
		return false;
	buf_printf(kept, "%02d:%02d", hour, minute);
	return true;
}

static const struct field_words time_words = { show_time, read_time,
					       N_("is no time; write it as 16:30 or 下午4点半") };

/* ------------------------------------------------------------------ the fields */

#define FROM_QUERY (FIELD_DERIVED | FIELD_READ_ONLY)

const struct field plan_fields[] = {
	{ FIELD(struct plan, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ FIELD(struct plan, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF,
	  .flags = FIELD_READ_ONLY },
	{ FIELD(struct plan, kind), .label = N_("Kind"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .width = 5, .choices = plan_kinds },
	{ FIELD(struct plan, key_date_id), .label = N_("Occasion"), .kind = FIELD_REF,
	  .help = N_("the key date of the talk; empty: none in particular") },
	{ FIELD(struct plan, date), .label = N_("Date"), .kind = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_AHEAD, .width = 10,
	  .help = N_("+3, 1203, 12-3, 明天, 周三, 下周一") },
	{ FIELD(struct plan, time), .label = N_("Time"), .kind = FIELD_TEXT, .width = 5, .max = 12,
	  .words = &time_words, .help = N_("such as 1630 or 16:30; it may stay empty") },
	{ FIELD(struct plan, place), .label = N_("Place"), .kind = FIELD_TEXT, .width = 18,
	  .help = N_("empty, of a visit: at the student's home") },
	{ FIELD(struct plan, note), .label = N_("Note"), .kind = FIELD_TEXT, .width = 20,
	  .max = 200, .help = N_("what to think of; it may stay empty") },
	{ FIELD(struct plan, made_on), .label = N_("Made on"), .kind = FIELD_DATE,
	  .flags = FIELD_READ_ONLY, .width = 10 },
	{ FIELD(struct plan, contact_id), .label = N_("Record"), .kind = FIELD_REF,
	  .flags = FIELD_READ_ONLY },
	{ FIELD(struct plan, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct plan, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct plan, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	{ FIELD(struct plan, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct plan, key_date), .label = N_("Occasion"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct plan, address), .label = N_("Address"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 18 },
	{ FIELD(struct plan, location), .label = N_("Where"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 17 },
	{ FIELD(struct plan, near), .label = N_("Neighbourhood"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 18 },
	{ FIELD(struct plan, guardian), .label = N_("Guardian"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct plan, phone), .label = N_("Phone"), .kind = FIELD_PHONE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 13 },
	{ FIELD(struct plan, state), .label = N_("State"), .kind = FIELD_CHOICE,
	  .flags = FROM_QUERY, .width = 7, .choices = plan_states },
	{ 0 },
};
