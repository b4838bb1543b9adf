/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_STUDENT_FILTER_H
#define SCREEN_STUDENT_FILTER_H

#include "model/student.h"
#include "ui/list.h"

/* Asks which of the list's students to show. `what` gets the answer in words, and the filter
 * points into it. False for Esc. */
bool student_filter_ask(const struct list *students, struct student_filter *filter, bool *left,
			char *what, size_t size);

/* Asks for a class of the rows of any list in the order of classes, which `name` tells of a row.
 * False for Esc. */
typedef const char *row_name(const void *row);
bool student_filter_class(const struct list *students, row_name *name, char *what, size_t size);

#endif
