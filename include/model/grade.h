/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grades and classes. A class is a cohort: a stage, the year it entered that stage, a number. Its
 * grade in a school year follows, so that promotion needs no edit.
 */
#ifndef MODEL_GRADE_H
#define MODEL_GRADE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/class_name.h"
#include "base/err.h"
#include "base/mem.h"

/* Sets of grades are bits: 1 << grade. A vocational school has three years as a rule. */
#define GRADES_ALL        0x1FFFE
#define GRADES_GRADUATING ((1 << 5) | (1 << 9) | (1 << 12) | (1 << 15))

struct class_key {
	const char *stage; /* "primary", "junior", "senior", "vocational" */
	int64_t entry_year, number;
};

/*
 * A class as schools write it, for the school year `year`: 六(3)班, 六（3）班, 六年级3班, 6.3, 603,
 * 预备(3)班, 初一(3)班 (the old counting: 七年级), 高一(5), 高2016级10班, 初2028届3班; or apart in
 * two columns, the grade as 六年级, 6, 预备 and the class as 3班, 3, 三. `grade` may be NULL or "".
 * A cohort without its stage (2024级3班) is read with `only_stage`, where the school has just one
 * (else NULL). On failure *e is a sentence at the field class_name.
 */
bool class_read(const char *grade, const char *text, int64_t year, const char *only_stage,
		struct class_key *out, struct err *e);

/* 九(3), in the school year. The SQL below says the same; a test compares them. */
void class_show(const struct class_key *class, int64_t year, struct buf *out);

/* SQL: the grade of class row c in :year, and the name people use, 九(3). */
#define SQL_GRADE                                                                                  \
	"(:year - c.entry_year + CASE c.stage WHEN 'primary' THEN 1 WHEN 'junior' THEN 6 "         \
	"WHEN 'senior' THEN 10 ELSE 13 END)"
#define SQL_CLASS_NAME                                                                             \
	"(CASE c.stage WHEN 'senior' THEN '高' WHEN 'vocational' THEN '职' ELSE '' END || "      \
	"substr('一二三四五六七八九', :year - c.entry_year + "                            \
	"CASE c.stage WHEN 'junior' THEN 6 ELSE 1 END, 1) || '(' || c.number || ')')"

#endif
