/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many write one row at once: whoever was late reads it again and puts both together. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "base/merge.h"
#include "expect.h"
#include "model/contact.h"
#include "model/mentor.h"
#include "support/school.h"
#include "support/scratch.h"

enum { WRITERS = 4, EACH = 2500, PIECES = 50 };

static struct session s;
static struct err e;

/* In memory, where there is such a folder: it is not about the disk. */
static void begin(void)
{
	if (!access("/dev/shm", W_OK))
		setenv("TMPDIR", "/dev/shm", 1);
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_race, .init = begin, .fini = end);

/* Where all write without a pause, one may wait for its turn in vain, and tries again. */
static bool is_late(void)
{
	if (e.kind != ERR_CONFLICT && e.kind != ERR_BUSY)
		_exit(3);
	return e.kind == ERR_CONFLICT;
}

typedef void work(struct session *own, int writer, size_t *late);

/* Runs so many processes, each with a session of its own, and returns how often one was late. */
static size_t race(work *what)
{
	size_t late = 0, one;
	int ends[2], status;

	session_close(&s);
	cr_assert_eq(pipe(ends), 0);
	for (int i = 0; i < WRITERS; i++) {
		if (fork())
			continue;
		struct session own;

		one = 0;
		if (!session_open(&own, scratch_path("school.db"), date_from_civil(2026, 11, 23),
				  &e))
			_exit(1);
		what(&own, i, &one);
		session_close(&own);
		_exit(write(ends[1], &one, sizeof one) == sizeof one ? 0 : 1);
	}
	for (int i = 0; i < WRITERS; i++) {
		cr_assert(wait(&status) > 0 && WIFEXITED(status));
		cr_assert_eq(WEXITSTATUS(status), 0);
		cr_assert_eq(read(ends[0], &one, sizeof one), (ssize_t)sizeof one);
		late += one;
	}
	close(ends[0]);
	close(ends[1]);
	school_on(&s, SCHOOL_TODAY);
	return late;
}

/* --------------------------------------------------- each a field of the row */

static const char *const field_of[WRITERS] = { "staff_no", "name", "subject", "phone" };

static void read_mentor(struct session *own, struct rowset *set)
{
	if (!mentor_get(own, 1, set, &e))
		_exit(2);
}

/* What the form does, without the form: theirs, with the fields that are mine alone. */
static struct mentor take_mine(const struct rowset *base, const struct rowset *now,
			       const struct mentor *mine)
{
	const struct merge m = { rowset_at(base, 0), rowset_at(now, 0), mine };
	struct mentor merged = *(const struct mentor *)m.theirs;

	for (const struct field *f = mentor_fields; f->name; f++)
		if (!(f->flags & FIELD_READ_ONLY) && merge_of(f, &m) == MERGE_MINE)
			merge_take(f, &merged, mine);
	return merged;
}

static void count_once(struct session *own, const struct field *f, size_t *late)
{
	struct rowset base, now;
	struct mentor mine;
	char next[24];

	read_mentor(own, &base);
	mine = *(const struct mentor *)rowset_at(&base, 0);
	snprintf(next, sizeof next, "%ld", atol(field_text(f, &mine)) + 1);
	field_put_text(f, &mine, next);
	for (; !mentor_save(own, &mine, &e); ++*late) {
		if (!is_late())
			continue;
		read_mentor(own, &now);
		mine = take_mine(&base, &now, &mine);
		rowset_release(&base);
		base = now;
	}
	rowset_release(&base);
}

static void count_on(struct session *own, int writer, size_t *late)
{
	for (int i = 0; i < EACH; i++)
		count_once(own, field_find(mentor_fields, field_of[writer]), late);
}

/* A save over what was not read would take counts of others back. */
Test(model_race, ten_thousand_updates_of_one_row_lose_none)
{
	struct rowset set;
	size_t late;

	school_script(&s, "UPDATE mentor SET staff_no = '0', name = '0', subject = '0', "
			  "phone = '0', rev = 1");
	late = race(count_on);
	MUST(mentor_get(&s, 1, &set, &e), e);
	for (int i = 0; i < WRITERS; i++)
		cr_expect_str_eq(
			field_text(field_find(mentor_fields, field_of[i]), rowset_at(&set, 0)),
			"2500");
	cr_expect_eq(((const struct mentor *)rowset_at(&set, 0))->rev, 1 + WRITERS * EACH);
	cr_expect(late > 0, "nobody was ever late: nothing was tried");
	rowset_release(&set);
}

/* --------------------------------------------------- all the same text */

static void read_contact(struct session *own, struct rowset *set)
{
	if (!contact_get(own, 1, set, &e))
		_exit(2);
}

static void write_once(struct session *own, const char *piece, size_t *late)
{
	const struct field *f = field_find(contact_fields, "summary");
	struct buf both = { 0 };
	struct arena keep = { 0 };
	struct rowset base, now;
	struct contact mine;

	read_contact(own, &base);
	mine = *(const struct contact *)rowset_at(&base, 0);
	mine.summary = arena_printf(&keep, "%s\n%s", field_text(f, &mine), piece);
	for (; !contact_save(own, &mine, &e); ++*late) {
		if (!is_late())
			continue;
		read_contact(own, &now);
		buf_clear(&both);
		merge_join(f, &(struct merge){ rowset_at(&base, 0), rowset_at(&now, 0), &mine },
			   &both);
		rowset_release(&base);
		base = now;
		mine = *(const struct contact *)rowset_at(&base, 0);
		mine.summary = arena_text(&keep, both.at);
	}
	rowset_release(&base);
	buf_release(&both);
	arena_release(&keep);
}

static void write_on(struct session *own, int writer, size_t *late)
{
	char piece[20];

	for (int i = 0; i < PIECES; i++) {
		snprintf(piece, sizeof piece, "%c%d.", 'a' + writer, i);
		write_once(own, piece, late);
	}
}

Test(model_race, pieces_of_one_text_are_all_there_once)
{
	struct rowset set;
	char piece[20];

	school_contact(&s, "call", 1, 1, "2026-11-20");
	cr_expect(race(write_on) > 0, "nobody was ever late: nothing was tried");
	MUST(contact_get(&s, 1, &set, &e), e);
	for (int n = 0; n < WRITERS * PIECES; n++) {
		const char *text = ((const struct contact *)rowset_at(&set, 0))->summary, *found;

		snprintf(piece, sizeof piece, "\n%c%d.", 'a' + n / PIECES, n % PIECES);
		found = strstr(text, piece);
		cr_assert(found, "%s is lost in %s", piece, text);
		cr_expect(!strstr(found + 1, piece), "%s is there twice", piece);
	}
	rowset_release(&set);
}
