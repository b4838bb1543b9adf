/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts for all mentors at once. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/account.h"
#include "model/search.h"
#include "model/statements.h"

enum { MENTORS };

static const struct sql statements[] = {
	[MENTORS] = { "account.mentors_without",
		      "SELECT m.id, m.staff_no, m.name, m.reading, " SQL_SEARCH(
			      "m") " FROM mentor m WHERE m.status <> 'left' AND NOT EXISTS "
				   "(SELECT 1 FROM account a WHERE a.mentor_id = m.id) "
				   "ORDER BY m.staff_no",
		      false },
};
const struct sql_table account_missing_sql = SQL_TABLE(statements);

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A login of nothing but digits is taken for a uid by half of the tools of a server. */
static void login_of_number(const char *staff_no, struct buf *out)
{
	for (const char *c = staff_no; *c; c++) {
		char small = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;

		if (!out->len && is_digit(small))
			buf_char(out, 't');
		if (is_small(small) || is_digit(small) || (out->len && strchr("_.-", small)))
			buf_char(out, small);
	}
}

/* The school's own spelling; else of the key (base/find.h) the first reading of each character. */
static void login_of_name(const char *reading, const char *key, struct buf *out)
{
	bool taken = true;

	for (const char *c = *reading ? reading : key; *c; c++) {
		if (*c == ',')
			taken = false;
		else if ((unsigned char)*c >= 0x80 || *c == ' ')
			taken = true;
		else if (taken && (is_small(*c) || (is_digit(*c) && out->len)))
			buf_char(out, *c);
		else if (taken && *c >= 'A' && *c <= 'Z')
			buf_char(out, (char)(*c - 'A' + 'a'));
	}
}

static bool is_proposed(const struct rowset *set, const char *login)
{
	for (size_t i = 0; i < set->count; i++) {
		const char *other = ((const struct account *)rowset_at(set, i))->login;

		if (other && !strcmp(other, login))
			return true;
	}
	return false;
}

/* zhangwei, zhangwei2, zhangwei3: whichever nobody has yet. */
static bool find_free(struct session *s, const struct rowset *set, const char *wish, char *free,
		      size_t size, struct err *e)
{
	int64_t taken = 1;

	for (int n = 1; taken; n++) {
		if (n > 1)
			snprintf(free, size, "%.50s%d", wish, n);
		else
			snprintf(free, size, "%.50s", wish);
		if (!account_find(s, free, &taken, e))
			return false;
		taken = taken || is_proposed(set, free);
	}
	return true;
}

static bool propose(struct session *s, const struct cursor *c, enum account_logins by,
		    struct rowset *out, struct err *e)
{
	struct buf wish = { 0 };
	struct account *a;
	char login[64];
	bool ok;

	if (by == LOGIN_BY_PINYIN)
		login_of_name(cursor_text(c, 3), cursor_text(c, 4), &wish);
	if (!wish.len) /* a name without pinyin has its number at least */
		login_of_number(cursor_text(c, 1), &wish);
	if (!wish.len)
		buf_char(&wish, 't');
	ok = find_free(s, out, wish.at, login, sizeof login, e);
	buf_release(&wish);
	if (!ok)
		return false;
	a = rowset_add(out);
	a->login = arena_text(&out->arena, login);
	a->role = "mentor";
	a->status = "open";
	a->mentor_id = cursor_int(c, 0);
	a->staff_no = arena_text(&out->arena, cursor_text(c, 1));
	a->mentor = arena_text(&out->arena, cursor_text(c, 2));
	return true;
}

bool account_missing(struct session *s, enum account_logins by, struct rowset *out, struct err *e)
{
	struct cursor c;
	bool ok = true;

	rowset_init(out, account_fields, sizeof(struct account));
	if (!session_may(s, MAY_ACCOUNTS, e) ||
	    !cursor_open(&c, s->db, &statements[MENTORS], WITH(INT("stale", s->keys_stale)), e))
		return false;
	while (ok && cursor_next(&c))
		ok = propose(s, &c, by, out, e);
	return cursor_close(&c) && ok;
}

bool account_add_missing(struct session *s, enum account_logins by, size_t *count, struct err *e)
{
	struct rowset set = { 0 };
	bool ok;

	*count = 0;
	if (!session_may(s, MAY_ACCOUNTS, e) || !door_enter(s->db, e))
		return false;
	ok = account_missing(s, by, &set, e);
	for (size_t i = 0; ok && i < set.count; i++) {
		struct account a = *(const struct account *)rowset_at(&set, i);

		ok = account_save(s, &a, e);
	}
	ok = door_leave(s->db, ok, e);
	*count = ok ? set.count : 0;
	rowset_release(&set);
	return ok;
}
