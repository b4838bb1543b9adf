/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/report_choice.h"

#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "model/grade.h"
#include "model/statements.h"

enum { CLASSES };

static const struct sql statements[] = {
	[CLASSES] = { "report_choice.classes",
		      "SELECT c.id, c.rev, " SQL_CLASS_NAME " AS name, " SQL_GRADE " AS grade "
		      "FROM class c WHERE EXISTS (SELECT 1 FROM my_enrolment e "
		      "WHERE e.class_id = c.id AND e.school_year_id = :year) "
		      "ORDER BY 4, c.number",
		      false },
};
const struct sql_table report_choice_sql = SQL_TABLE(statements);

const struct field report_choice_fields[] = {
	{ FIELD(struct report_choice, name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 10,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct report_choice, grade), .label = N_("Grade"), .kind = FIELD_INT, .width = 6,
	  .flags = FIELD_DERIVED },
	{ 0 },
};

bool report_choices(struct session *s, int64_t year, struct rowset *out, struct err *e)
{
	rowset_init(out, report_choice_fields, sizeof(struct report_choice));
	return db_rows(s->db, &statements[CLASSES], WITH(INT("year", year ? year : s->year.id)),
		       out, e);
}

bool report_takes(const struct report *r, const char *what)
{
	size_t len = strlen(what);

	for (const char *at = r->sql->text; (at = strchr(at, ':')); at++)
		if (!strncmp(at + 1, what, len) && !isalnum((unsigned char)at[len + 1]) &&
		    at[len + 1] != '_')
			return true;
	return false;
}
