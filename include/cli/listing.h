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
	/* Of a list too long to be held, for files and scripts. May be NULL. */
	const struct listing_pages *pages;
	const char *label; /* N_(): of a sheet; NULL: its name */
};
struct listing_pages {
	bool (*fits)(const struct cli *c); /* false: `load` does what is asked for */
	bool (*count)(struct cli *c, struct session *s, size_t *count, struct err *e);
	/* The last row of the page before, NULL: the first page. No rows: the end. */
	bool (*next)(struct cli *c, struct session *s, const void *last, struct rowset *out,
		     struct err *e);
};
#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

extern const struct listing exemption_listing, referral_listing, department_listing,
	training_listing, credits_listing, plan_listing, phrase_listing, bright_spot_listing,
	guardian_listing, consent_listing, absence_listing, condition_listing, sibling_listing,
	belonging_listing, preference_listing, mentor_preference_listing, match_run_listing,
	match_pair_listing, match_load_listing, match_warning_listing, change_listing;

/* Loads it and writes it, put on record where it is about persons. */
bool listing_show(struct cli *c, struct session *s, const struct listing *l, struct err *e);

#endif
