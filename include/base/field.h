/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fields are data. A thing (a student, a contact) is a plain struct and one table of these rows,
 * ended by a zeroed one. Form, list, import, export, subcommand options and the manual read that
 * table, so that a field is added by its struct member, its row here and a migration.
 *
 * Struct members are int64_t for FIELD_INT, FIELD_TENTHS and FIELD_REF, const char * for every
 * other kind.
 * A NULL pointer and "" mean the same: nothing is known. Text a struct points to belongs to the
 * arena it was read or set with.
 */
#ifndef BASE_FIELD_H
#define BASE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

enum field_kind {
	FIELD_TEXT,    /* one line */
	FIELD_NAME,    /* a person's name, kept exactly as registered */
	FIELD_CODE,    /* a number that is a name: half-width, no blanks */
	FIELD_PHONE,   /* digits as typed; shown in groups */
	FIELD_DATE,    /* ISO text */
	FIELD_INT,     /* a count, 0 when unknown */
	FIELD_TENTHS,  /* a number with one decimal, kept as so many tenths: 1.5 is 15 */
	FIELD_CHOICE,  /* one code of `choices` */
	FIELD_CHOICES, /* several codes, in the order of `choices`, separated by blanks */
	FIELD_NOTE,    /* many lines */
	FIELD_REF,     /* the row id of another thing, 0 for none */
	FIELD_REFS,    /* several row ids, separated by blanks */
};

enum field_flag {
	FIELD_REQUIRED = 1 << 0,
	FIELD_DERIVED = 1 << 1, /* computed by a query: no column of the thing's own table */
	FIELD_MASKED = 1 << 2,  /* may hold a national number, or is a FIELD_PHONE that is shown
				 * when asked for alone: only the ends are shown or written out */
	FIELD_RIGHT = 1 << 3,   /* flush right in a list */
	FIELD_READ_ONLY = 1 << 4,
	FIELD_ZERO = 1 << 5,    /* of a FIELD_INT: 0 is a count like others, and not unknown */
	FIELD_AHEAD = 1 << 6,   /* of a FIELD_DATE: 周三 is the next one, not the last */
	FIELD_OF_YEAR = 1 << 7, /* a day that may be of another school year: forms ask */
};

struct choice {
	const char *code;    /* as stored */
	const char *label;   /* N_(): as shown; its place in the table is its key, 1 to 9 */
	const char *aliases; /* what rosters write for it, separated by '|' */
};

/* How people write a FIELD_TEXT whose kept form is another: grades are kept as 6-9. */
struct field_words {
	void (*show)(const char *kept, struct buf *out);
	bool (*read)(const char *typed, struct buf *kept); /* also what is kept */
	const char *refusal; /* N_(): the end of the sentence for what it cannot read */
};

struct field {
	const char *name;    /* SQL column, CSV header, option of a subcommand */
	const char *label;   /* N_() */
	const char *help;    /* N_(): what it is for, with an example; may be NULL */
	const char *aliases; /* headers that rosters use for it, separated by '|' */
	enum field_kind kind;
	unsigned flags;
	size_t offset;
	int width;                    /* cells in a list */
	int max;                      /* characters at most; 0: 100 for a line, 20,000 for a note */
	int most;                     /* of a number as it is kept, at most; 0: a million */
	const struct choice *choices; /* ended by a zeroed row */
	const struct field_words *words;
};

/* Of a FIELD_INT: a count of so few that it is not told; shown and written as <5. */
#define FIELD_FEW INT64_MIN
/* Of a FIELD_INT with FIELD_ZERO: nobody counts that yet; shown as - and written as nothing. */
#define FIELD_UNKNOWN (INT64_MIN + 1)

/* A row of `type` and its members: FIELD(struct student, name) */
#define FIELD(type, member) .name = #member, .offset = offsetof(type, member)

const struct field *field_find(const struct field *table, const char *name);
/* By a column header as schools write it: name, alias or label, with blanks, stars, colons,
 * full-width letters and a hint in brackets ("联系电话(必填)") disregarded; and a question's number
 * and address ("1、您的学号"). */
const struct field *field_by_header(const struct field *table, const char *header);

const char *field_text(const struct field *f, const void *thing); /* never NULL; "" for numbers */
bool field_is_number(const struct field *f);                      /* an int64_t, not text */
int64_t field_int(const struct field *f, const void *thing);
/* Characters it may hold. */
size_t field_max(const struct field *f);
void field_put_text(const struct field *f, void *thing, const char *value);
void field_put_int(const struct field *f, void *thing, int64_t value);

/* As stored, for scripts: codes, ISO dates, plain numbers. A number of 0 is "", but for those of
 * FIELD_ZERO. */
void field_raw(const struct field *f, const void *thing, struct buf *out);
/* As shown to people: labels of codes, masked and grouped numbers, neutralised text. */
void field_show(const struct field *f, const void *thing, struct buf *out);

/*
 * Reads what somebody typed or a roster holds into the thing; the text goes to the arena. Chosen
 * by code, key, label or alias. `today` is for relative dates (DATE_NO_TODAY: only whole dates).
 * *mended, when not NULL, is set true if the text had to be changed beyond outer blanks (and
 * those in a telephone number).
 * On failure *e names the field and the mend, and the thing is untouched.
 */
bool field_read(const struct field *f, void *thing, const char *typed, struct arena *arena,
		int today, bool *mended, struct err *e);
/* What a FIELD_DATE, or with NULL any line, makes of it, with the sentence of date_read for what is
 * no date. */
bool field_read_day(const struct field *f, const char *typed, int today, int *days, struct err *e);
/* A required field that is empty: an error that says so. */
bool field_check_required(const struct field *f, const void *thing, struct err *e);

/* True if the word is one of a list of `aliases`. */
bool choice_listed(const char *list, const char *word);
const struct choice *choice_find(const struct choice *table, const char *code);
const char *choice_label(const struct choice *table, const char *code); /* code if unknown */

#endif
