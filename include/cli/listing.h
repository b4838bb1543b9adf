/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What 'daoshi list' can list: one row each, standing in the file of its thing. */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include <stdbool.h>

#include "base/rowset.h"
#include "cli/command.h"
#include "model/session.h"

struct listing {
	const char *name;
	const char *const *options; /* of the list command that go with it, ended by NULL */
	const char *const *columns; /* what a person sees */
	const char *const *data;    /* what a script gets */
	bool (*load)(struct cli *c, struct session *s, struct rowset *out, struct err *e);
};
#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

extern const struct listing exemption_listing, referral_listing, department_listing,
	training_listing, credits_listing, plan_listing, phrase_listing, bright_spot_listing,
	guardian_listing, consent_listing;

#endif
