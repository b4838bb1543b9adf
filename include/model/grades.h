/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of grades, as a key date concerns one. In the file they are bits (model/grade.h). A field
 * and scripts have them as 1-16, 6-9, 5 9 12, and 0 for none. People write 全部, 毕业年级, 无,
 * 六至九, 六、七, 6-9, 1-5 9, 初中, 高一.
 */
#ifndef MODEL_GRADES_H
#define MODEL_GRADES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/mem.h"

/* Either way of writing; false for what is none. */
bool grades_read(const char *typed, int64_t *grades);
void grades_code(int64_t grades, struct buf *out);
/* For a field that holds such a set. */
extern const struct field_words grade_words;

#endif
