/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/mentor.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/checklist.h"
#include "model/row.h"
#include "model/search.h"
#include "model/statements.h"

const struct choice mentor_statuses[] = {
	{ "active", N_("on duty"), "在岗|active" },
	{ "training", N_("in training"), "待培养|training" },
	{ "left", N_("left"), "停任|离职|left" },
	{ 0 },
};

const struct field mentor_fields[] = {
	{ FIELD(struct mentor, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .flags = FIELD_REQUIRED, .width = 9, .max = 40,
	  .aliases = "工号|教师工号|教工号|教职工号|职工号|导师工号|编号",
	  .help = N_("no two mentors have the same") },
	{ FIELD(struct mentor, name), .label = N_("Name"), .kind = FIELD_NAME,
	  .flags = FIELD_REQUIRED, .width = 10,
	  .aliases = "姓名|教师姓名|导师|导师姓名|教师|teacher",
	  .help = N_("as colleagues know the teacher") },
	{ FIELD(struct mentor, reading), .label = N_("Pinyin"), .kind = FIELD_TEXT, .width = 14,
	  .aliases = "姓名拼音|拼音|名字拼音|教师姓名拼音",
	  .help = N_("as the school spells the name: ou yang na na") },
	{ FIELD(struct mentor, subject), .label = N_("Subject"), .kind = FIELD_TEXT, .width = 8,
	  .max = 40, .aliases = "学科|任教学科|科目", .help = N_("may stay empty") },
	{ FIELD(struct mentor, phone), .label = N_("Phone"), .kind = FIELD_PHONE, .width = 13,
	  .max = 30, .aliases = "手机|手机号|手机号码|联系电话|办公电话|电话|mobile",
	  .help = N_("may stay empty") },
	{ FIELD(struct mentor, capacity), .label = N_("At most"), .kind = FIELD_INT, .width = 4,
	  .max = 3, .aliases = "上限|人数上限",
	  .help = N_("students; empty: as the school's rule says") },
	{ FIELD(struct mentor, status), .label = N_("Status"), .kind = FIELD_CHOICE, .width = 8,
	  .choices = mentor_statuses, .aliases = "状态",
	  .help = N_("gone: the records stay, the students need another mentor") },
	{ FIELD(struct mentor, load), .label = N_("Students"), .kind = FIELD_INT, .width = 4,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT },
	{ FIELD(struct mentor, load_of), .label = N_("Students"), .kind = FIELD_TEXT, .width = 8,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT },
	{ FIELD(struct mentor, overdue), .label = N_("overdue"), .kind = FIELD_INT, .width = 7,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT },
	{ FIELD(struct mentor, soon), .label = N_("soon"), .kind = FIELD_INT, .width = 5,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT },
	{ FIELD(struct mentor, open), .label = N_("to do"), .kind = FIELD_INT, .width = 5,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT },
	{ FIELD(struct mentor, met), .label = N_("done"), .kind = FIELD_INT, .width = 5,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT },
	{ FIELD(struct mentor, search), .label = N_("Pinyin"), .kind = FIELD_TEXT,
	  .flags = FIELD_READ_ONLY },
	{ 0 },
};

enum { LIST, GET, FIND_NO, FIND_NAME, ADD, CHANGE, LOAD, STUDENTS };

/* Students led on the day: an assignment has no end when the student graduates. */
#define LOAD_OF(mentor)                                                                            \
	"(SELECT count(*) FROM my_assignment a WHERE a.mentor_id = " mentor                        \
	" AND a.role = 'lead' AND a.starts <= :today AND a.ends >= :today " STILL_HERE ")"
#define STILL_HERE                                                                                 \
	"AND EXISTS (SELECT 1 FROM my_enrolment e WHERE e.student_id = a.student_id "              \
	"AND e.starts <= :today AND e.ends >= :today)"
/* Whoever sees only students of one's own (:own) cannot count those of others. */
#define COLUMNS                                                                                    \
	"SELECT m.id, m.rev, m.staff_no, m.name, m.reading, " SQL_SEARCH(                          \
		"m") ", "                                                                          \
		     "m.subject, m.phone, m.capacity, m.status, "                                  \
		     "w.load, w.load || '/' || coalesce(nullif(m.capacity, 0), :capacity) AS "     \
		     "load_of "                                                                    \
		     "FROM mentor m JOIN (SELECT o.id, CASE WHEN :own IN (0, o.id) THEN " LOAD_OF( \
			     "o.id") " END AS load FROM mentor o) w ON w.id = m.id "

static const struct sql statements[] = {
	[LIST] = { "mentor.list",
		   COLUMNS "WHERE :with_left OR m.status <> 'left' ORDER BY m.staff_no", false },
	[GET] = { "mentor.get", COLUMNS "WHERE m.id = :id", false },
	[FIND_NO] = { "mentor.find_no", "SELECT id FROM mentor WHERE staff_no = :no", false },
	[FIND_NAME] = { "mentor.find_name",
			"SELECT count(*), max(id) FROM mentor WHERE name = :name "
			"AND status <> 'left'",
			false },
	[ADD] = { "mentor.add",
		  "INSERT INTO mentor (staff_no, name, reading, search, subject, phone, capacity, "
		  "status) VALUES (:staff_no, :name, :reading, search_key(:name, :reading), "
		  ":subject, :phone, :capacity, "
		  "coalesce(:status, 'active'))",
		  true },
	[CHANGE] = { "mentor.change",
		     "UPDATE mentor SET staff_no = :staff_no, name = :name, reading = :reading, "
		     "search = search_key(:name, :reading), subject = :subject, "
		     "phone = :phone, capacity = :capacity, status = coalesce(:status, 'active'), "
		     "rev = rev + 1 WHERE id = :id AND rev = :rev",
		     true },
	[LOAD] = { "mentor.load",
		   "SELECT " LOAD_OF("m.id") ", coalesce(nullif(m.capacity, 0), :capacity) "
					     "FROM mentor m WHERE m.id = :id",
		   false },
	[STUDENTS] = { "mentor.students",
		       "SELECT count(DISTINCT a.student_id) FROM my_assignment a "
		       "WHERE a.mentor_id = :id AND a.ends >= :today AND a.ends >= "
		       "a.starts " STILL_HERE,
		       false },
};
const struct sql_table mentor_sql = SQL_TABLE(statements);

#define OWN(s) INT("own", session_own(s))
#define NOW(s)                                                                                     \
	TEXT("today", (s)->today_iso), INT("capacity", (s)->rules.mentor_capacity),                \
		INT("stale", (s)->keys_stale)

bool mentor_list(struct session *s, bool with_left, struct rowset *out, struct err *e)
{
	rowset_init(out, mentor_fields, sizeof(struct mentor));
	return db_rows(s->db, &statements[LIST], WITH(NOW(s), OWN(s), INT("with_left", with_left)),
		       out, e);
}

bool mentor_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, mentor_fields, sizeof(struct mentor));
	if (!db_rows(s->db, &statements[GET], WITH(NOW(s), OWN(s), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such mentor."));
}

bool mentor_find_no(struct session *s, const char *staff_no, int64_t *id, struct err *e)
{
	return db_int(s->db, &statements[FIND_NO], WITH(TEXT("no", staff_no)), id, NULL, e);
}

bool mentor_find_name(struct session *s, const char *name, int64_t *id, int64_t *count,
		      struct err *e)
{
	struct cursor c;

	*id = *count = 0;
	if (!cursor_open(&c, s->db, &statements[FIND_NAME], WITH(TEXT("name", name)), e))
		return false;
	if (cursor_next(&c)) {
		*count = cursor_int(&c, 0);
		*id = *count == 1 ? cursor_int(&c, 1) : 0;
	}
	return cursor_close(&c);
}

bool mentor_load(struct session *s, int64_t id, const char *day, int64_t *load, int64_t *capacity,
		 struct err *e)
{
	struct cursor c;
	bool found;

	if (!cursor_open(&c, s->db, &statements[LOAD],
			 WITH(TEXT("today", day), INT("capacity", s->rules.mentor_capacity),
			      INT("id", id)),
			 e))
		return false;
	found = cursor_next(&c);
	if (found) {
		*load = cursor_int(&c, 0);
		*capacity = cursor_int(&c, 1);
	}
	if (!cursor_close(&c))
		return false;
	return found || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such mentor."));
}

/* -------------------------------------------------------------- their work */

static int by_id(const void *a, const void *b)
{
	const struct mentor *x = *(struct mentor *const *)a, *y = *(struct mentor *const *)b;

	return (x->id > y->id) - (x->id < y->id);
}

struct tally {
	struct mentor **by_id;
	size_t count;
};

static bool add_student(void *arg, const struct owed *student, const struct checklist *list)
{
	struct tally *t = arg;
	struct mentor key = { .id = student->mentor_id }, *k = &key, **found;
	const struct occasion *occasion;
	const struct obligation *o;

	found = bsearch(&k, t->by_id, t->count, sizeof *t->by_id, by_id);
	if (!found)
		return true;
	for (size_t i = 0; (o = owed_at(student, list, i, &occasion)); i++) {
		(*found)->overdue += o->state == OBLIGATION_OVERDUE;
		(*found)->soon += o->state == OBLIGATION_SOON;
		(*found)->open += o->state == OBLIGATION_OPEN;
		(*found)->met += o->state == OBLIGATION_MET;
	}
	return true;
}

bool mentor_count_work(struct session *s, struct rowset *mentors, struct err *e)
{
	struct tally t = { .count = mentors->count };
	bool ok;

	t.by_id = mem_alloc(t.count * sizeof(*t.by_id));
	for (size_t i = 0; i < t.count; i++)
		t.by_id[i] = rowset_at(mentors, i);
	qsort(t.by_id, t.count, sizeof *t.by_id, by_id);
	ok = checklist_each(s, OWED_BY_ANYONE, 0, add_student, &t, e);
	free(t.by_id);
	return ok;
}

/* ---------------------------------------------------------------- writing */

static bool check(struct session *s, const struct mentor *m, struct err *e)
{
	int64_t other, load = 0;

	for (const struct field *f = mentor_fields; f->name; f++)
		if (!field_check_required(f, m, e))
			return false;
	if (!mentor_find_no(s, m->staff_no, &other, e))
		return false;
	if (other && other != m->id)
		return err_field(e, "staff_no",
				 _("Another mentor has the number %s already; numbers are unique."),
				 m->staff_no);
	if (m->id && m->status && !strcmp(m->status, "left")) {
		if (!db_int(s->db, &statements[STUDENTS],
			    WITH(INT("id", m->id), TEXT("today", s->today_iso)), &load, NULL, e))
			return false;
		if (load)
			return err_field(e, "status",
					 _("%s still has %lld students, who need another mentor "
					   "first: in the list of mentors, F10, \"The mentor "
					   "leaves\" proposes one for each (match propose --who "
					   "leaving)."),
					 m->name, (long long)load);
	}
	return true;
}

bool mentor_save(struct session *s, struct mentor *m, struct err *e)
{
	struct mentor before = *m;
	bool ok;

	if (!session_may(s, MAY_EDIT_PEOPLE, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db,
			check(s, m, e) && row_save(s->db, &statements[ADD], &statements[CHANGE],
						   mentor_fields, m, NULL, m->name, e),
			e);
	if (!ok)
		*m = before;
	return ok;
}
