/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request for another mentor is made of. */
#include "base/i18n.h"
#include "model/change_request.h"

const struct choice change_request_states[] = {
	{ "open", N_("waiting"), NULL },       { "done", N_("assigned"), NULL },
	{ "refused", N_("not agreed"), NULL }, { "withdrawn", N_("withdrawn"), NULL },
	{ "moot", N_("no longer so"), NULL },  { 0 },
};

static const struct choice waits[] = {
	{ "to", N_("new mentor"), NULL },
	{ "from", N_("present mentor"), NULL },
	{ "both", N_("both mentors"), NULL },
	{ "office", N_("office"), NULL },
	{ 0 },
};

const struct choice change_request_moots[] = {
	{ "year", N_("It is of a school year that is over."), NULL },
	{ "left", N_("The student has left."), NULL },
	{ "has", N_("The student has this mentor already."), NULL },
	{ "other", N_("The student has been given another mentor meanwhile."), NULL },
	{ "gone", N_("The mentor asked for has left."), NULL },
	{ 0 },
};

const struct choice change_request_answers[] = {
	{ "yes", N_("agrees"), "同意|是|yes" },
	{ "no", N_("does not agree"), "不同意|否|no" },
	{ 0 },
};

const struct field change_request_fields[] = {
	{ FIELD(struct change_request, who), .label = N_("Student"), .kind = FIELD_TEXT,
	  .width = 14, .flags = FIELD_READ_ONLY, .max = 120 },
	{ FIELD(struct change_request, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_MASKED },
	{ FIELD(struct change_request, student_id), .label = N_("Student"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED, .help = N_("Space or a letter opens the list") },
	{ FIELD(struct change_request, from), .label = N_("Present mentor"), .kind = FIELD_NAME,
	  .width = 8, .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct change_request, from_id), .label = N_("Present mentor"), .kind = FIELD_REF },
	{ FIELD(struct change_request, to), .label = N_("Asks for"), .kind = FIELD_NAME, .width = 8,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct change_request, to_id), .label = N_("Asks for"), .kind = FIELD_REF,
	  .flags = FIELD_REQUIRED, .help = N_("whom the student would like as mentor") },
	{ FIELD(struct change_request, asked_on), .label = N_("Asked on"), .kind = FIELD_DATE,
	  .width = 10, .help = N_("empty: today") },
	{ FIELD(struct change_request, reason), .label = N_("Reason"), .kind = FIELD_TEXT,
	  .width = 20, .max = 200, .help = N_("both mentors read it; may stay empty") },
	{ FIELD(struct change_request, waits_for), .label = N_("Waits for"), .kind = FIELD_CHOICE,
	  .width = 8, .choices = waits, .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct change_request, to_says), .label = N_("New mentor says"),
	  .kind = FIELD_CHOICE, .width = 6, .choices = change_request_answers,
	  .flags = FIELD_READ_ONLY },
	{ FIELD(struct change_request, to_on), .label = N_("said on"), .kind = FIELD_DATE,
	  .width = 10, .flags = FIELD_READ_ONLY },
	{ FIELD(struct change_request, from_says), .label = N_("Present mentor says"),
	  .kind = FIELD_CHOICE, .width = 6, .choices = change_request_answers,
	  .flags = FIELD_READ_ONLY },
	{ FIELD(struct change_request, from_on), .label = N_("said on"), .kind = FIELD_DATE,
	  .width = 10, .flags = FIELD_READ_ONLY },
	{ FIELD(struct change_request, state), .label = N_("State"), .kind = FIELD_CHOICE,
	  .width = 6, .choices = change_request_states, .flags = FIELD_READ_ONLY },
	{ FIELD(struct change_request, closed_on), .label = N_("Ended on"), .kind = FIELD_DATE,
	  .width = 10, .flags = FIELD_READ_ONLY },
	{ FIELD(struct change_request, moot), .label = N_("Why not any more"), .kind = FIELD_CHOICE,
	  .width = 20, .choices = change_request_moots, .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ 0 },
};
