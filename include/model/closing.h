/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Closing a school year: its figures become fixed as of its last day, or of today where that is
 * earlier, and its records can be read, not changed. Triggers hold it (0004_year.sql); what is here
 * says it as a sentence before.
 */
#ifndef MODEL_CLOSING_H
#define MODEL_CLOSING_H

#include <stdbool.h>
#include <stdint.h>

#include "model/session.h"

/* Refused before the year was rolled over, and when it is closed already. */
bool year_close(struct session *s, int64_t year, struct err *e);
/* Opens it again and gives up its fixed figures; refused while the year after it is closed. */
bool year_reopen(struct session *s, int64_t year, struct err *e);

/* The same without asking; inside the door. */
bool year_close_now(struct session *s, const struct school_year *year, struct err *e);
bool year_reopen_now(struct session *s, int64_t year, struct err *e);

/* The sentence for a record of a closed year. False. */
bool year_refuse(int64_t year, struct err *e);
/* False, with that sentence at the field, for a day that a closed year had behind it when it was
 * closed. What is of later days is not in its figures. */
bool year_check_day(struct session *s, const char *field, const char *day, struct err *e);
/* False, with that sentence, where the contact is of a closed year. */
bool year_check_open(struct session *s, int64_t contact_id, struct err *e);

#endif
