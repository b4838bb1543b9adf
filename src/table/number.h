/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of a workbook as text. A day is a number with a format that shows one, so the format
 * decides what is written: an ISO date, a time, digits with the zeros before them, or the number.
 */
#ifndef TABLE_NUMBER_H
#define TABLE_NUMBER_H

#include <stdbool.h>

#include "base/mem.h"

enum number_kind {
	NUMBER_PLAIN,
	NUMBER_PADDED, /* 000000: so many digits at least */
	NUMBER_DAY,
	NUMBER_TIME,
	NUMBER_DAY_TIME,
	NUMBER_EITHER, /* a day in one language's edition, a time in another's */
	NUMBER_ELAPSED /* [h]:mm: hours past 24 */
};

/* Zeroed is plain. */
struct number_format {
	enum number_kind kind;
	int digits;                 /* of a padded one */
	const char *before, *after; /* text around it; NULL: none */
};

/* What a format's code says; the texts are kept in the arena. */
struct number_format number_format_of(struct arena *a, const char *code);
/* What the formats below 164 are, which have no code in the file. */
struct number_format number_format_known(unsigned long id);

/* `digits` as the file writes it. Adds what it says; returns NULL, or a sentence (a msgid) why that
 * is not to be relied on. */
const char *number_show(struct buf *out, const char *digits, const struct number_format *f,
			bool from_1904);
/* A moment as files write it without a number, 2026-09-01T08:30:00; the same. */
const char *number_show_moment(struct buf *out, const char *iso);
const char *number_show_duration(struct buf *out, const char *iso); /* PT08H30M00S */

/* Sentences (msgids). */
extern const char number_damaged[], number_scientific[];

#endif
