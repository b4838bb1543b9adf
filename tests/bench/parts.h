/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the bench; each tells its figures as it has them. */
#ifndef BENCH_PARTS_H
#define BENCH_PARTS_H

#include <limits.h>

/* The day that the Makefile makes the schools on. */
#define BENCH_TODAY "2026-11-23"

struct program {
	char path[PATH_MAX], school[PATH_MAX];
	const char *argv[8];
};

struct programs {
	struct program mentor; /* daoshi, opening with the checklist of a mentor of 15 students */
	struct program office; /* daoshi, opening with the whole school's */
	struct program floor;
};

/* Time, memory, rest. */
void bench_start(const struct programs *p);
/* One mentor's checklist without a screen; paths ended by NULL, the smallest file first. */
void bench_query(const char *const *schools);
/* A key while people are looked for, in the same schools. */
void bench_find(const char *const *schools);
/* Rosters in. */
void bench_import(void);
/* Contacts out: those of the school, and the 60,000 of one with 30,000 students. */
void bench_export(const char *school);
/* Letters out, of all its students. */
void bench_letters(const char *school);
/* From one school year to the next; the school is copied. */
void bench_rollover(const char *school);
/* Students matched with mentors, as many as in a school and in a district. */
void bench_match(void);
/* What measures one of them: daoshi-bench --match STUDENTS MENTORS students|both [BONDS] */
int match_main(char **argv);
/* Backups, plain and sealed, and back; the school is copied. */
void bench_backup(const char *school);
/* Many teachers at once; the school is copied. The last part that opens schools in this process:
 * the disk is a slow one afterwards. */
void bench_load(const char *school);
/* What repeats to the byte. Needs strace, and so that it is allowed here. */
void bench_steps(const struct programs *p);

#endif
