/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters that were handed over: many deliveries at once. */
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "letter_private.h"
#include "model/closing.h"
#include "model/contact.h"
#include "model/statements.h"

enum { DELIVER, TOUCH };

/* One that was handed over before stays as it was written down. */
static const struct sql statements[] = {
	[DELIVER] = { "letter.deliver",
		      "INSERT INTO delivery (contact_id, party, date, way) "
		      "SELECT c.id, :party, :day, 'paper' FROM my_contact c WHERE c.id = :contact "
		      "AND c.kind = 'feedback' AND c.withdrawn = 0 AND c.date <= :day "
		      "AND NOT EXISTS (SELECT 1 FROM my_delivery d WHERE d.contact_id = c.id "
		      "AND d.party = :party)",
		      true },
	/* so that a form which is open does not take it back unseen */
	[TOUCH] = { "letter.touch", "UPDATE contact SET rev = rev + 1 WHERE id = :contact", true },
};
const struct sql_table letter_deliver_sql = SQL_TABLE(statements);

static bool deliver(struct session *s, int64_t contact, unsigned parties, const char *day,
		    size_t *handed, struct err *e)
{
	static const char *const names[LETTER_PARTIES] = { "student", "guardians" };
	size_t before = *handed;

	for (unsigned i = 0; i < LETTER_PARTIES; i++) {
		int64_t changes;

		if (!(parties >> i & 1))
			continue;
		if (!db_run(s->db, &statements[DELIVER],
			    WITH(INT("contact", contact), TEXT("party", names[i]),
				 TEXT("day", day)),
			    &changes, e))
			return false;
		*handed += (size_t)changes;
	}
	return *handed == before ||
	       db_run(s->db, &statements[TOUCH], WITH(INT("contact", contact)), NULL, e);
}

bool letters_hand_over(struct session *s, const struct letters *l, const char *day, size_t *handed,
		       struct err *e)
{
	bool ok = true;

	*handed = 0;
	if (!session_may(s, MAY_RECORD, e) || !school_year_is_open(&s->year, e))
		return false;
	if (strcmp(day, s->today_iso) > 0 || strcmp(day, s->year.starts) < 0)
		return err_set(e, ERR_INVALID, _("%s is outside the school year (%s to %s)."), day,
			       s->year.starts, s->today_iso);
	if (!door_enter(s->db, e))
		return false;
	for (size_t i = 0; ok && i < l->students.count; i++) {
		const struct letter_student *to = rowset_at(&l->students, i);

		if (!strcmp(to->state, "ready"))
			ok = deliver(s, to->contact_id, l->parties, day, handed, e);
	}
	return door_leave(s->db, ok, e);
}
