/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/lent.h"

#include <criterion/criterion.h>

#include "db/guard.h"
#include "file.h"
#include "support/scratch.h"

struct pebble {
	int64_t id, rev;
	int64_t weight, colour_id;
	const char *name;
};

static const struct field pebble_fields[] = {
	{ FIELD(struct pebble, weight), .kind = FIELD_INT },
	{ FIELD(struct pebble, colour_id), .kind = FIELD_REF },
	{ FIELD(struct pebble, name) },
	{ 0 },
};

static struct db *db;
static struct rowset pebbles;
static struct err e;

static void begin(void)
{
	scratch_make();
	db = file_new("pebbles.db", NULL);
	cr_assert(db_lend_table(db, "pebble", pebble_fields, &e));
	rowset_init(&pebbles, pebble_fields, sizeof(struct pebble));
}

static void end(void)
{
	db_close(db);
	rowset_release(&pebbles);
	scratch_remove();
}

TestSuite(db_lent, .init = begin, .fini = end);

/* Weights 0 to 9 over and over, from the largest id to the smallest. */
static void heap(int count)
{
	for (int i = count; i > 0; i--)
		*(struct pebble *)rowset_add(&pebbles) = (struct pebble){
			.id = i, .weight = i % 10, .colour_id = i % 3, .name = i % 2 ? "odd" : ""
		};
	db_lend(db, "pebble", &pebbles);
}

/* Statements are kept by the address of their row. */
#define ASK(text)                                                                                  \
	({                                                                                         \
		static const struct sql row = { "test.pebble", text, false };                      \
		int64_t got = -1;                                                                  \
		cr_assert(db_int(db, &row, NULL, &got, NULL, &e), "%s: %s", text, e.detail);       \
		got;                                                                               \
	})

Test(db_lent, empty_until_rows_are_lent_and_after_they_are_taken_back)
{
	cr_expect_eq(ASK("SELECT count(*) FROM pebble"), 0);
	heap(40);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble"), 40);
	db_lend(db, "pebble", NULL);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble"), 0);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE weight = 3"), 0);
}

Test(db_lent, rows_come_in_their_order_with_all_that_they_have)
{
	heap(4);
	cr_expect_eq(ASK("SELECT group_concat(id, '') = '4321' FROM pebble"), 1);
	cr_expect_eq(ASK("SELECT rev FROM (SELECT 7 AS rev FROM pebble WHERE id = 3)"), 7);
	cr_expect_eq(ASK("SELECT sum(weight) FROM pebble"), 10);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE name IS NULL"), 2, "unknown is NULL");
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE name = 'odd'"), 2);
}

/* The index finds what a look at every row finds (the + keeps SQLite from asking for it). */
Test(db_lent, a_number_is_found_as_by_looking_at_all)
{
	heap(1000);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE weight = 7"),
		     ASK("SELECT count(*) FROM pebble WHERE +weight = 7"));
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE weight = 7"), 100);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE id = 500"), 1);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE id = 1001"), 0);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE weight = 9223372036854775807"), 0);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE weight = 7.5"), 0);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE weight = '7'"), 100);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE weight IN (1, 2) AND colour_id = 1"),
		     ASK("SELECT count(*) FROM pebble WHERE +weight IN (1, 2) "
			 "AND +colour_id = 1"));
	cr_expect_eq(ASK("SELECT count(*) FROM pebble a JOIN pebble b ON b.weight = a.colour_id"),
		     ASK("SELECT count(*) FROM pebble a JOIN pebble b ON +b.weight = "
			 "+a.colour_id"));
}

Test(db_lent, other_rows_bring_their_own_index)
{
	heap(10);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE weight = 5"), 1);
	heap(20);
	cr_expect_eq(ASK("SELECT count(*) FROM pebble WHERE weight = 5"), 3);
}

Test(db_lent, nothing_is_written_to_it)
{
	static const struct sql write = { "test.write", "DELETE FROM pebble", true };
	int64_t before = ASK("SELECT count(*) FROM sqlite_master");

	heap(5);
	cr_expect_not(db_run(db, &write, NULL, NULL, &e));
	cr_expect_eq(ASK("SELECT count(*) FROM pebble"), 5);
	cr_expect_eq(ASK("SELECT count(*) FROM sqlite_master"), before, "nor made in the file");
}

Test(db_lent, the_guard_knows_it_by_its_name)
{
	static const struct guard_rule lets[] = { { "pebble", GUARD_READ }, { 0 } },
				       refuses[] = { { 0 } };

	guard_set(db, lets);
	cr_expect(guard_allows(db, "SELECT weight FROM pebble", false));
	guard_set(db, refuses);
	cr_expect_not(guard_allows(db, "SELECT weight FROM pebble", false));
}
