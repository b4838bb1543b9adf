/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/remind.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mail.h"
#include "model/account.h"
#include "model/change_request.h"
#include "model/checklist.h"
#include "model/mentor.h"

#define COUNT(type, member, title, cells)                                                          \
	{                                                                                          \
		FIELD(type, member), .label = (title), .kind = FIELD_INT, .width = (cells),        \
				     .flags = FIELD_DERIVED | FIELD_ZERO | FIELD_RIGHT             \
	}
#define WORK(type)                                                                                 \
	COUNT(type, overdue, N_("overdue"), 7), COUNT(type, soon, N_("soon"), 5),                  \
		COUNT(type, open, N_("to do"), 6),                                                 \
		{ FIELD(type, next), .label = N_("Next due"), .kind = FIELD_DATE,                  \
		  .flags = FIELD_DERIVED, .width = 10 },                                           \
		COUNT(type, requests, N_("requests"), 8)

const struct field reminder_fields[] = {
	{ FIELD(struct reminder, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .flags = FIELD_DERIVED, .width = 9 },
	{ FIELD(struct reminder, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED, .width = 10 },
	{ FIELD(struct reminder, address), .label = N_("Address"), .kind = FIELD_TEXT,
	  .flags = FIELD_DERIVED, .width = 24 },
	WORK(struct reminder),
	{ 0 },
};

const struct field remind_brief_fields[] = { WORK(struct remind_brief), { 0 } };

/* --------------------------------------------------------------------- the work */

/* The order in which it is told. */
static int urgency(const char *state)
{
	return !strcmp(state, "overdue") ? 0 : !strcmp(state, "soon") ? 1 : 2;
}

static int by_mentor(const void *a, const void *b)
{
	const struct todo *x = a, *y = b;
	int order = strcmp(x->mentor_no, y->mentor_no);

	order = order ? order : urgency(x->state) - urgency(y->state);
	order = order ? order : strcmp(x->due, y->due);
	order = order ? order : strcmp(x->class_name, y->class_name);
	return order ? order : strcmp(x->student_no, y->student_no);
}

static void count(struct reminder *r, const struct todo *t)
{
	int u = urgency(t->state);

	r->overdue += u == 0;
	r->soon += u == 1;
	r->open += u == 2;
	if (u && (!*r->next || strcmp(t->due, r->next) < 0))
		r->next = t->due;
}

static void add_mentors(struct reminders *r)
{
	size_t end;

	for (size_t first = 0; first < r->todo.count; first = end) {
		const struct todo *t = rowset_at(&r->todo, first);
		struct reminder one = { .staff_no = t->mentor_no,
					.mentor = t->mentor,
					.address = "",
					.next = "",
					.first = first };

		for (end = first; end < r->todo.count; end++) {
			const struct todo *next = rowset_at(&r->todo, end);

			if (strcmp(next->mentor_no, one.staff_no))
				break;
			count(&one, next);
		}
		if (*one.staff_no)
			*(struct reminder *)rowset_add(&r->mentors) = one;
	}
}

/* -------------------------------------------------------------------- the requests */

static struct reminder *reminder_of(struct reminders *r, const struct mentor *m)
{
	struct reminder *one;

	for (size_t i = 0; i < r->mentors.count; i++) {
		one = rowset_at(&r->mentors, i);
		if (!strcmp(one->staff_no, m->staff_no))
			return one;
	}
	one = rowset_add(&r->mentors);
	one->staff_no = arena_text(&r->mentors.arena, m->staff_no);
	one->mentor = arena_text(&r->mentors.arena, m->name);
	one->address = one->next = "";
	return one;
}

/* Also to who has nothing else outstanding. */
static void add_requests(struct reminders *r, const struct rowset *mentors,
			 const struct rowset *requests)
{
	for (size_t i = 0; i < mentors->count; i++) {
		const struct mentor *m = rowset_at(mentors, i);
		int64_t waiting = 0;

		for (size_t k = 0; k < requests->count; k++)
			waiting += change_request_waits_for(rowset_at(requests, k), m->id);
		if (waiting)
			reminder_of(r, m)->requests = waiting;
	}
}

static int by_staff_no(const void *a, const void *b)
{
	const struct reminder *x = a, *y = b;

	return strcmp(x->staff_no, y->staff_no);
}

static void keep_due(struct rowset *mentors)
{
	size_t kept = 0;

	for (size_t i = 0; i < mentors->count; i++) {
		const struct reminder *one = rowset_at(mentors, i);

		if (one->overdue || one->soon || one->requests)
			*(struct reminder *)rowset_at(mentors, kept++) = *one;
	}
	mentors->count = kept;
}

/* ----------------------------------------------------------------- the addresses */

static const char *address_of(const struct account *a, const char *domain, struct arena *arena)
{
	const char *address = domain && !strchr(a->login, '@')
				      ? arena_printf(arena, "%s@%s", a->login, domain)
				      : arena_text(arena, a->login);

	return mail_is_address(address) ? address : "";
}

/* The first open account of the mentor. */
static void find_addresses(struct reminders *r, const struct rowset *accounts, const char *domain)
{
	for (size_t i = 0; i < r->mentors.count; i++) {
		struct reminder *one = rowset_at(&r->mentors, i);

		for (size_t k = 0; k < accounts->count && !*one->address; k++) {
			const struct account *a = rowset_at(accounts, k);

			if (!a->staff_no || strcmp(a->staff_no, one->staff_no) ||
			    strcmp(a->status, "open"))
				continue;
			one->id = a->mentor_id;
			one->address = address_of(a, domain, &r->mentors.arena);
		}
	}
}

static void put_together(struct reminders *r, const struct rowset *mentors,
			 const struct rowset *requests, bool due)
{
	if (r->todo.count)
		qsort(rowset_at(&r->todo, 0), r->todo.count, r->todo.stride, by_mentor);
	add_mentors(r);
	add_requests(r, mentors, requests);
	if (due)
		keep_due(&r->mentors);
	if (r->mentors.count)
		qsort(rowset_at(&r->mentors, 0), r->mentors.count, r->mentors.stride, by_staff_no);
}

bool remind_load(struct session *s, const struct remind_options *o, struct reminders *out,
		 struct err *e)
{
	struct rowset accounts = { 0 }, mentors = { 0 }, requests = { 0 };
	bool ok;

	*out = (struct reminders){ 0 };
	rowset_init(&out->mentors, reminder_fields, sizeof(struct reminder));
	if (!session_may(s, MAY_ACCOUNTS, e) || !db_read_begin(s->db, e))
		return false;
	ok = checklist_todo(s, OWED_BY_ANYONE, 0, &out->todo, e) && account_list(s, &accounts, e) &&
	     mentor_list(s, true, &mentors, e) && change_request_list(s, true, &requests, e);
	db_read_end(s->db);
	if (ok) {
		put_together(out, &mentors, &requests, o->due);
		find_addresses(out, &accounts, o->domain);
	}
	rowset_release(&accounts);
	rowset_release(&mentors);
	rowset_release(&requests);
	return ok;
}

void remind_release(struct reminders *r)
{
	rowset_release(&r->mentors);
	rowset_release(&r->todo);
}

/* ------------------------------------------------------------- where one logs in */

void remind_sum(int64_t overdue, int64_t soon, int64_t open, int64_t requests, struct buf *out)
{
	buf_printf(out, _("Mentoring: %lld overdue, %lld due soon, %lld to do"), (long long)overdue,
		   (long long)soon, (long long)open);
	if (requests)
		buf_printf(out, _(", requests for another mentor: %lld"), (long long)requests);
}

bool remind_brief(struct session *s, struct remind_brief *out, struct err *e)
{
	struct checklist list;
	bool ok;

	*out = (struct remind_brief){ .next = out->day };
	if (!s->mentor_id)
		return true;
	ok = checklist_load(s, OWED_BY_MENTOR, s->mentor_id, &list, e) &&
	     change_request_waiting(s, &out->requests, e);
	for (size_t i = 0; ok && i < list.student_count; i++) {
		const struct occasion *o;
		const struct obligation *cell;

		for (size_t k = 0; (cell = owed_at(&list.students[i], &list, k, &o)); k++) {
			bool ahead =
				cell->state == OBLIGATION_SOON || cell->state == OBLIGATION_OPEN;

			out->overdue += cell->state == OBLIGATION_OVERDUE;
			out->soon += cell->state == OBLIGATION_SOON;
			out->open += cell->state == OBLIGATION_OPEN;
			if (ahead && (!*out->day || strcmp(o->due, out->day) < 0))
				date_copy(out->day, o->due);
		}
	}
	checklist_release(&list);
	return ok;
}
