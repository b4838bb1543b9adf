/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contacts, many at a time. */
#include <stdint.h>

#include "contact_private.h"
#include "model/contact.h"
#include "model/statements.h"

enum { LIST, COUNT, LIST_OF_STUDENT };

#define CHOSEN                                                                                     \
	"WHERE c.school_year_id = :year AND c.date BETWEEN :from AND :to AND c.withdrawn = 0 "     \
	"AND (:mentor = 0 OR c.mentor_id = :mentor) AND (:kind = '' OR c.kind = :kind) "

static const struct sql statements[] = {
	[LIST] = { "contact.list",
		   CONTACT_COLUMNS "FROM my_contact c " CONTACT_BESIDE CHOSEN
				   "AND (c.date < :to OR c.id < :before) "
				   "ORDER BY c.date DESC, c.id DESC LIMIT :most",
		   false },
	[COUNT] = { "contact.count", "SELECT count(c.id) FROM my_contact c " CHOSEN, false },
	[LIST_OF_STUDENT] = { "contact.list_of_student",
			      CONTACT_COLUMNS
			      "FROM my_contact_student s JOIN my_contact c ON c.id = "
			      "s.contact_id " CONTACT_BESIDE
			      "WHERE s.student_id = :student AND s.withdrawn = 0 "
			      "ORDER BY c.date DESC, c.id DESC",
			      false },
};
const struct sql_table contact_list_sql = SQL_TABLE(statements);

/* At most so many of them from the day and, of that day, before the id. */
static bool list_from(struct session *s, const struct contact_filter *f, const char *day,
		      int64_t before, int64_t most, struct rowset *out, struct err *e)
{
	rowset_init(out, contact_fields, sizeof(struct contact));
	return db_rows(s->db, &statements[LIST],
		       WITH(INT("year", s->year.id), INT("mentor", f->mentor_id),
			    TEXT("kind", f->kind ? f->kind : ""),
			    TEXT("from", f->from ? f->from : s->year.starts), TEXT("to", day),
			    INT("before", before), INT("most", most)),
		       out, e);
}

static const char *last_day(const struct session *s, const struct contact_filter *f)
{
	return f->to ? f->to : s->year.ends;
}

bool contact_list(struct session *s, const struct contact_filter *f, struct rowset *out,
		  struct err *e)
{
	return list_from(s, f, last_day(s, f), INT64_MAX, CONTACT_MOST, out, e);
}

bool contact_list_after(struct session *s, const struct contact_filter *f,
			const struct contact *after, struct rowset *out, struct err *e)
{
	enum { PAGE = 500 };

	return list_from(s, f, after ? after->date : last_day(s, f), after ? after->id : INT64_MAX,
			 PAGE, out, e);
}

bool contact_count(struct session *s, const struct contact_filter *f, size_t *count, struct err *e)
{
	int64_t n = 0;
	bool ok = db_int(s->db, &statements[COUNT],
			 WITH(INT("year", s->year.id), INT("mentor", f->mentor_id),
			      TEXT("kind", f->kind ? f->kind : ""),
			      TEXT("from", f->from ? f->from : s->year.starts),
			      TEXT("to", last_day(s, f))),
			 &n, NULL, e);

	*count = (size_t)n;
	return ok;
}

bool contact_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			     struct err *e)
{
	rowset_init(out, contact_fields, sizeof(struct contact));
	return db_rows(s->db, &statements[LIST_OF_STUDENT], WITH(INT("student", student_id)), out,
		       e);
}
