/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of which names of classes are made, as schools write them; what a class is, the model
 * knows (model/grade.h).
 *
 * Grades are numbered 1 to 12 as Shanghai counts them (primary 1–5, junior 6–9, senior 10–12);
 * 13 to 16 are the years of a vocational school.
 *
 * Text is folded (text_fold). What reads moves *at behind what it read.
 */
#ifndef BASE_CLASS_NAME_H
#define BASE_CLASS_NAME_H

#include <stdbool.h>

enum { GRADE_MIN = 1, GRADE_MAX = 16 };

const char *grade_name(int grade); /* 一 … 九, 高一 …, 职一 …; "" for none */
/* The grade that the text begins with: 六, 6, 初三, 高一. 0 for none. */
int grade_read(const char **at);

/* The same, but a bare number may be any: 603 is grade and class in one. */
int class_grade(const char **at);
/* 3, 12, 三, 十二, 二十一; 0 for none. */
int class_number(const char **at);
bool class_skip(const char **at, const char *word);
/* What stands between grade and number: 年级, 级, (, 第 and the like. */
void class_skip_signs(const char **at);
/* Whether nothing follows but ) and 班. */
bool class_ends(const char **at);

#endif
