/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/change_request.h"

#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/assignment.h"
#include "model/closing.h"
#include "model/grade.h"
#include "model/mentor.h"
#include "model/row.h"
#include "model/statements.h"
#include "model/student.h"

enum { LIST, LIST_OF_STUDENT, GET, WAITING, ADD, TO_SAYS, FROM_SAYS, DONE, WITHDRAW };

#define STANDS   "d.standing = ''"
#define BOTH_YES "(r.to_says = 'yes' AND (r.from_id IS NULL OR r.from_says = 'yes'))"
/* What the session can say: its mentor's answer, the office's assigning. */
#define MINE                                                                                       \
	"(" STANDS " AND ((r.to_id = :mentor AND r.to_says IS NULL) "                              \
	"OR (r.from_id = :mentor AND r.from_says IS NULL) OR (:office AND " BOTH_YES ")))"
/* The student is not in sight of the mentor asked, who reads the name as it was put down. */
#define COLUMNS                                                                                    \
	"SELECT r.id, r.rev, r.student_id, r.from_id, r.to_id, iif(s.id IS NULL, r.who, "          \
	"s.name || coalesce(' ' || (SELECT " SQL_CLASS_NAME " FROM my_enrolment n "                \
	"JOIN class c ON c.id = n.class_id WHERE n.student_id = s.id "                             \
	"AND n.school_year_id = :year ORDER BY n.ends DESC LIMIT 1), '')) AS who, "                \
	"r.asked_on, r.reason, r.to_says, r.to_on, r.from_says, r.from_on, r.closed_on, "          \
	"s.student_no, f.name AS \"from\", t.name AS \"to\", "                                     \
	"iif(d.standing IN ('', 'closed'), r.state, 'moot') AS state, "                            \
	"nullif(d.standing, 'closed') AS moot, CASE WHEN NOT " STANDS " THEN '' "                  \
	"WHEN " BOTH_YES " THEN 'office' WHEN r.to_says IS NOT NULL THEN 'from' "                  \
	"WHEN r.from_id IS NOT NULL AND r.from_says IS NULL THEN 'both' ELSE 'to' END "            \
	"AS waits_for FROM my_change_request r JOIN my_change_standing d ON d.id = r.id "          \
	"JOIN mentor t ON t.id = r.to_id LEFT JOIN mentor f ON f.id = r.from_id "                  \
	"LEFT JOIN my_student s ON s.id = r.student_id WHERE "

static const struct sql statements[] = {
	[LIST] = { "change_request.list",
		   COLUMNS "(r.state = 'open' OR (NOT :open AND r.school_year_id = :year)) "
			   "ORDER BY " MINE " IS 1 DESC, r.state <> 'open', NOT " STANDS
			   ", r.closed_on DESC, r.asked_on, r.id",
		   false },
	[LIST_OF_STUDENT] = { "change_request.list_of_student",
			      COLUMNS "r.student_id = :student AND r.state = 'open'", false },
	[GET] = { "change_request.get", COLUMNS "r.id = :id", false },
	[WAITING] = { "change_request.waiting",
		      "SELECT count(r.rev) FROM my_change_request r "
		      "JOIN my_change_standing d ON d.id = r.id WHERE " MINE,
		      false },
	[ADD] = { "change_request.add",
		  "INSERT INTO change_request (school_year_id, student_id, who, from_id, to_id, "
		  "asked_on, reason) VALUES (:year, :student_id, :who, :from_id, :to_id, "
		  ":asked_on, :reason)",
		  true },
	[TO_SAYS] = { "change_request.to_says",
		      "UPDATE change_request SET to_says = :says, to_on = :today, state = :state, "
		      "closed_on = :closed_on, rev = rev + 1 WHERE id = :id AND rev = :rev",
		      true },
	[FROM_SAYS] = { "change_request.from_says",
			"UPDATE change_request SET from_says = :says, from_on = :today, "
			"state = :state, closed_on = :closed_on, rev = rev + 1 "
			"WHERE id = :id AND rev = :rev",
			true },
	[DONE] = { "change_request.done",
		   "UPDATE change_request SET state = 'done', closed_on = :today, rev = rev + 1 "
		   "WHERE id = :id AND rev = :rev",
		   true },
	[WITHDRAW] = { "change_request.withdraw",
		       "UPDATE change_request SET state = 'withdrawn', closed_on = :today, "
		       "rev = rev + 1 WHERE id = :id AND rev = :rev",
		       true },
};
const struct sql_table change_request_sql = SQL_TABLE(statements);

#define WHOSE(s) INT("mentor", (s)->mentor_id), INT("office", ((s)->may & MAY_ASSIGN) != 0)

static const char *text(const char *s)
{
	return s ? s : "";
}

/* ---------------------------------------------------------------- reading */

bool change_request_list(struct session *s, bool open, struct rowset *out, struct err *e)
{
	rowset_init(out, change_request_fields, sizeof(struct change_request));
	return db_rows(s->db, &statements[LIST],
		       WITH(WHOSE(s), INT("year", s->year.id), INT("open", open)), out, e);
}

bool change_request_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
				    struct err *e)
{
	rowset_init(out, change_request_fields, sizeof(struct change_request));
	return db_rows(s->db, &statements[LIST_OF_STUDENT],
		       WITH(INT("year", s->year.id), INT("student", student_id)), out, e);
}

bool change_request_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, change_request_fields, sizeof(struct change_request));
	if (!db_rows(s->db, &statements[GET], WITH(INT("year", s->year.id), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such request."));
}

bool change_request_waiting(struct session *s, int64_t *count, struct err *e)
{
	return db_int(s->db, &statements[WAITING], WITH(WHOSE(s)), count, NULL, e);
}

void change_request_tell(int64_t waiting, struct buf *out)
{
	buf_printf(out,
		   _("Requests for another mentor that wait for you: %lld. F10, Changes of "
		     "mentor."),
		   (long long)waiting);
}

bool change_request_waits_for(const struct change_request *r, int64_t mentor_id)
{
	const char *waits = text(r->waits_for);
	bool both = !strcmp(waits, "both");

	return (mentor_id == r->to_id && (both || !strcmp(waits, "to"))) ||
	       (mentor_id == r->from_id && (both || !strcmp(waits, "from")));
}

/* ---------------------------------------------------------------- asking */

static bool run(struct session *s, int which, int64_t id, int64_t rev, const struct bind *with,
		struct err *e)
{
	struct bind all[8] = { INT("id", id), INT("rev", rev), TEXT("today", s->today_iso) };
	int64_t changes = 0;
	size_t count = 3;

	for (; with && with->name; with++)
		all[count++] = *with;
	if (!door_enter(s->db, e))
		return false;
	return door_leave(s->db,
			  db_run(s->db, &statements[which], all, &changes, e) &&
				  (changes || row_conflict(e, _("this request"))),
			  e);
}

/* An open one stands in the way, a moot one goes. */
static bool close_moot(struct session *s, int64_t student_id, struct err *e)
{
	struct rowset set;
	bool ok = change_request_list_of_student(s, student_id, &set, e);

	if (ok && set.count) {
		const struct change_request *r = rowset_at(&set, 0);

		if (!strcmp(r->state, "open"))
			ok = err_field(e, "student_id",
				       _("%s asked for %s on %s already; answer or withdraw that "
					 "request first."),
				       r->who, r->to, r->asked_on);
		else
			ok = run(s, WITHDRAW, r->id, r->rev, NULL, e);
	}
	rowset_release(&set);
	return ok;
}

static bool check_day(struct session *s, const char *day, struct err *e)
{
	if (strcmp(day, s->today_iso) > 0)
		return err_field(e, "asked_on",
				 _("%s is in the future; only what was done is recorded."), day);
	if (strcmp(day, s->year.starts) < 0)
		return err_field(e, "asked_on", _("%s is outside the school year (%s to %s)."), day,
				 s->year.starts, s->year.ends);
	return year_check_day(s, "asked_on", day, e);
}

static bool check_mentor(struct session *s, const struct change_request *r, const char *name,
			 struct err *e)
{
	struct rowset set;
	bool ok = mentor_get(s, r->to_id, &set, e);

	if (ok && !strcmp(((const struct mentor *)rowset_at(&set, 0))->status, "left"))
		ok = err_field(e, "to_id", _("This mentor has left; choose another."));
	else if (ok && r->to_id == r->from_id)
		ok = err_field(e, "to_id", _("%s leads %s already; choose another mentor."),
			       ((const struct mentor *)rowset_at(&set, 0))->name, name);
	rowset_release(&set);
	return ok;
}

/* Fills in what the student's row says. */
static bool take_student(struct session *s, struct change_request *r, const struct student *st,
			 struct arena *arena, struct err *e)
{
	if (!st->grade || (st->enrolled_to && strcmp(st->enrolled_to, s->today_iso) < 0))
		return err_field(e, "student_id",
				 _("%s is not enrolled today, and so has no mentor to change."),
				 st->name);
	r->from_id = st->mentor_id;
	r->who = arena_printf(arena, "%s %s", st->name, text(st->class_name));
	return check_mentor(s, r, st->name, e);
}

static bool ask(struct session *s, struct change_request *r, struct arena *arena, struct err *e)
{
	struct rowset set;
	bool ok = student_get(s, r->student_id, &set, e) &&
		  take_student(s, r, rowset_at(&set, 0), arena, e) &&
		  close_moot(s, r->student_id, e) &&
		  row_save(s->db, &statements[ADD], NULL, change_request_fields, r,
			   WITH(INT("year", s->year.id)), _("this request"), e);

	rowset_release(&set);
	return ok;
}

bool change_request_ask(struct session *s, struct change_request *r, struct err *e)
{
	struct change_request before = *r;
	struct arena arena = { 0 };
	bool ok;

	if (!session_may(s, MAY_RECORD, e))
		return false;
	if (!field_check_required(field_find(change_request_fields, "student_id"), r, e) ||
	    !field_check_required(field_find(change_request_fields, "to_id"), r, e))
		return false;
	if (!*text(r->asked_on))
		r->asked_on = s->today_iso;
	ok = check_day(s, r->asked_on, e) && door_enter(s->db, e) &&
	     door_leave(s->db, ask(s, r, &arena, e), e);
	r->who = before.who;
	if (!ok)
		*r = before;
	arena_release(&arena);
	return ok;
}

/* ---------------------------------------------------------------- answering */

/* As it is in the file, where it still waits for somebody. */
static bool get_standing(struct session *s, int64_t id, int64_t rev, struct rowset *set,
			 struct err *e)
{
	const struct change_request *r;

	if (!change_request_get(s, id, set, e))
		return false;
	r = rowset_at(set, 0);
	if (r->rev != rev)
		return row_conflict(e, _("this request"));
	if (*text(r->moot))
		return err_set(e, ERR_CONFLICT, _("%s The request can only be withdrawn."),
			       choice_label(change_request_moots, r->moot));
	return !strcmp(r->state, "open") ||
	       err_set(e, ERR_INVALID, "%s", _("This request is closed; it can be made anew."));
}

static bool may_say(struct session *s, const struct change_request *r, bool to, struct err *e)
{
	int64_t whose = to ? r->to_id : r->from_id;

	if (!session_may(s, MAY_RECORD, e))
		return false;
	if (!whose)
		return err_set(e, ERR_INVALID, _("%s had no mentor who would be left."), r->who);
	return s->may & MAY_ASSIGN || s->mentor_id == whose ||
	       err_set(e, ERR_DENIED, _("That is for %s to answer, or for the office."),
		       to ? r->to : r->from);
}

bool change_request_say(struct session *s, int64_t id, int64_t rev, const char *side, bool yes,
			struct err *e)
{
	bool to = !strcmp(side, "to");
	struct rowset set;
	bool ok =
		get_standing(s, id, rev, &set, e) && may_say(s, rowset_at(&set, 0), to, e) &&
		run(s, to ? TO_SAYS : FROM_SAYS, id, rev,
		    WITH(TEXT("says", yes ? "yes" : "no"), TEXT("state", yes ? "open" : "refused"),
			 { .name = "closed_on", .text = s->today_iso, .null = yes }),
		    e);

	rowset_release(&set);
	return ok;
}

/* ---------------------------------------------------------------- what becomes of it */

/* Where there is room, the assignment says why it was made; past the capacity it is for the office
 * to say. */
static bool assign(struct session *s, const struct change_request *r, const char *reason,
		   struct err *e)
{
	struct assign a = { .student_ids = &r->student_id,
			    .count = 1,
			    .mentor_id = r->to_id,
			    .role = "lead",
			    .from = s->today_iso,
			    .reason = reason,
			    .leads = &r->from_id };
	int64_t load, capacity;
	size_t changed;

	if (!mentor_load(s, r->to_id, s->today_iso, &load, &capacity, e))
		return false;
	if (!*text(reason) && load < capacity)
		a.reason = _("the student asked for it");
	return assignment_make(s, &a, &changed, e);
}

static bool check_consent(const struct change_request *r, struct err *e)
{
	if (!strcmp(r->waits_for, "office"))
		return true;
	return err_set(e, ERR_INVALID,
		       _("%s has not said yes yet; the office may answer on paper "
			 "consent."),
		       !strcmp(r->waits_for, "from") ? r->from : r->to);
}

bool change_request_grant(struct session *s, int64_t id, int64_t rev, const char *reason,
			  struct err *e)
{
	struct rowset set;
	bool ok;

	if (!session_may(s, MAY_ASSIGN, e) || !door_enter(s->db, e))
		return false;
	ok = get_standing(s, id, rev, &set, e) && check_consent(rowset_at(&set, 0), e) &&
	     assign(s, rowset_at(&set, 0), reason, e) && run(s, DONE, id, rev, NULL, e);
	rowset_release(&set);
	return door_leave(s->db, ok, e);
}

bool change_request_withdraw(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	struct rowset set;
	bool ok;

	if (!session_may(s, MAY_RECORD, e))
		return false;
	ok = change_request_get(s, id, &set, e);
	if (ok) {
		const struct change_request *r = rowset_at(&set, 0);

		/* whoever sees no student here is only asked */
		if (!*text(r->student_no))
			ok = err_set(e, ERR_DENIED, "%s",
				     _("This request is for you to answer, not to withdraw."));
		else if (strcmp(r->state, "open") != 0 && strcmp(r->state, "moot") != 0)
			ok = err_set(e, ERR_INVALID, "%s",
				     _("This request is closed; it can be made anew."));
		else
			ok = run(s, WITHDRAW, id, rev, NULL, e);
	}
	rowset_release(&set);
	return ok;
}
