/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/export.h"

#include <stdio.h>

#include "model/audit.h"

bool export_log(struct session *s, const char *what, int64_t student_id, size_t students,
		struct err *e)
{
	char count[24];

	snprintf(count, sizeof count, "%zu", students);
	return audit_write(s,
			   &(struct audit_entry){ .action = "export",
						  .name = what,
						  .student_id = student_id,
						  .reason = count },
			   e);
}
