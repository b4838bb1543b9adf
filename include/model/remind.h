/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders: a mail to each mentor with outstanding work. It says which student, which occasion and
 * by when, and no word that was written about anybody: it lies in mailboxes. So of students who ask
 * for another mentor it says how many wait for an answer, and not who.
 */
#ifndef MODEL_REMIND_H
#define MODEL_REMIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct reminder {
	int64_t id, rev; /* the mentor's; 0 */
	const char *staff_no, *mentor;
	const char *address; /* "": no open account whose login can be one */
	int64_t overdue, soon, open;
	const char *next; /* the nearest last day that is not over; "" */
	int64_t requests; /* for another mentor, which wait for this one's answer */
	size_t first;     /* of the mentor's rows in reminders.todo */
};
extern const struct field reminder_fields[];

struct remind_options {
	const char *domain; /* behind logins; NULL: they are addresses of this machine */
	const char *from;   /* NULL: the login of the session */
	size_t most;        /* lines of work in a mail */
	bool due;           /* only who has something overdue or due soon, or a request */
};
enum { REMIND_MOST = 20 };

struct reminders {
	struct rowset mentors; /* by staff number */
	struct rowset todo;    /* each mentor's: the overdue, then what is due soon, by day */
};

/* Whoever has outstanding work or a request to answer, with an address or without. For the office
 * alone. The caller releases them, also after a failure. */
bool remind_load(struct session *s, const struct remind_options *o, struct reminders *out,
		 struct err *e);
void remind_release(struct reminders *r);

/* The mail to one who has an address: its header, an empty line, its text in UTF-8. */
void remind_write(const struct session *s, const struct remind_options *o,
		  const struct reminders *r, const struct reminder *to, struct buf *out);

/* What one mentor has outstanding, for a line where they log in. */
struct remind_brief {
	int64_t id, rev;
	int64_t overdue, soon, open;
	const char *next; /* the nearest last day that is not over; "" */
	int64_t requests; /* for another mentor, which wait for this one's answer */
	iso_date day;
};
extern const struct field remind_brief_fields[];
/* "Mentoring: 4 overdue, 0 due soon, 14 to do", with the requests where there are any. */
void remind_sum(int64_t overdue, int64_t soon, int64_t open, int64_t requests, struct buf *out);
/* Zeroed for a session that is no mentor's. The session only looks, so it assigns nothing. */
bool remind_brief(struct session *s, struct remind_brief *out, struct err *e);

#endif
