/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the school of canary_school.c has, and canary.c looks for. */
#ifndef TESTS_MODEL_CANARY_PRIVATE_H
#define TESTS_MODEL_CANARY_PRIVATE_H

#include "canary.h"
#include "db/guard.h"

enum { FIRST = 71, LAST = 76, FOLK = 1000, SHARED = 80001, SHAREDS = 3 };

/* What stands in the last three digits of a row's id. */
enum {
	STUDENT,
	ENROLMENT,
	GUARDIAN,
	LEAD,
	OTHER_ASSIGNMENT,
	TALK,
	FEEDBACK,
	TALKED,
	TOLD,
	DELIVERY,
	BOTH,
	LATER_ENROLMENT,
	REFERRAL,
	PLAN,
	BRIGHT_SPOT,
	SECRET,
	TOLD_SECRET,
	SECRET_REFERRAL,
	EXEMPTION,
	CONSENT,
	ABSENCE,
	CONDITION,
	BELONGING,
	PREFERENCE,
	REQUEST,
	WISH,
	MATCHED,
	ROWS
};

/* And in those of a text that not everybody sees. */
enum {
	ASKED_NAME = 300,
	ASKED_NOTE = 400,
	NAME = 500,
	REACH = 600,
	NOTE = 700,
	SECRET_NOTE = 800,
	OFFICES = 900
};

extern const struct canary_person *canary_who; /* is at work */
extern const struct guard_rule *canary_rules;  /* of that person; a test may set others */

#endif
