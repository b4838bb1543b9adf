/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of persons leaves this system is asked about, and put on record before it does. */
#ifndef MODEL_EXPORT_H
#define MODEL_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/session.h"

/* `what`: plans, everything, …; `student_id`: of one alone, else 0. */
bool export_log(struct session *s, const char *what, int64_t student_id, size_t students,
		struct err *e);

#endif
