/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/phrase.h"

#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "db/door.h"
#include "model/row.h"
#include "model/statements.h"

enum { LIST, GET, OF_CODE, HAS_CODE, ADD, CHANGE, REMOVE, TAKE };

#define COLUMNS                                                                                    \
	"SELECT p.id, p.rev, p.login, p.code, p.text, "                                            \
	"CASE p.login WHEN '' THEN 'school' ELSE 'own' END AS whose, "                             \
	"coalesce(u.count, 0) AS used, u.last_on FROM phrase p "                                   \
	"LEFT JOIN phrase_use u ON u.phrase_id = p.id AND u.login = :login "
#define IN_SIGHT "p.login IN ('', :login) "

static const struct sql statements[] = {
	[LIST] = { "phrase.list",
		   COLUMNS "WHERE " IN_SIGHT "ORDER BY used DESC, u.last_on DESC, p.id DESC",
		   false },
	[GET] = { "phrase.get", COLUMNS "WHERE p.id = :id AND " IN_SIGHT, false },
	[OF_CODE] = { "phrase.of_code",
		      "SELECT p.id, p.text FROM phrase p WHERE p.code = :code AND " IN_SIGHT
		      "ORDER BY p.login = '' LIMIT 1",
		      false },
	[HAS_CODE] = { "phrase.has_code",
		       "SELECT id FROM phrase WHERE login = :login AND code = :code", false },
	[ADD] = { "phrase.add",
		  "INSERT INTO phrase (login, code, text) VALUES (:owner, :code, :text)", true },
	[CHANGE] = { "phrase.change",
		     "UPDATE phrase SET login = :owner, code = :code, text = :text, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev AND login IN ('', :me)",
		     true },
	[REMOVE] = { "phrase.remove", "DELETE FROM phrase WHERE id = :id AND rev = :rev", true },
	[TAKE] = { "phrase.take",
		   "INSERT INTO phrase_use (phrase_id, login, count, last_on) "
		   "VALUES (:id, :login, 1, :today) ON CONFLICT (phrase_id, login) DO UPDATE "
		   "SET count = count + 1, last_on = :today, rev = rev + 1",
		   true },
};
const struct sql_table phrase_sql = SQL_TABLE(statements);

static const struct choice owners[] = {
	{ "own", N_("my own"), "自己|own" },
	{ "school", N_("the school's"), "学校|school" },
	{ 0 },
};

const struct field phrase_fields[] = {
	{ FIELD(struct phrase, code), .label = N_("Short code"), .kind = FIELD_CODE, .width = 8,
	  .max = PHRASE_CODE,
	  .help = N_(
		  "letters and digits, such as zy; in a text ;zy and Space becomes the phrase") },
	{ FIELD(struct phrase, text), .label = N_("Phrase"), .kind = FIELD_NOTE,
	  .flags = FIELD_REQUIRED, .width = 44, .max = 500,
	  .help = N_("as it is to stand in a text; without anybody's name") },
	{ FIELD(struct phrase, whose), .label = N_("Whose"), .kind = FIELD_CHOICE, .width = 12,
	  .choices = owners, .flags = FIELD_DERIVED | FIELD_REQUIRED,
	  .help = N_("the school's are offered to everybody") },
	{ FIELD(struct phrase, used), .label = N_("Taken"), .kind = FIELD_INT, .width = 4,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT,
	  .help = N_("how often you took it") },
	{ FIELD(struct phrase, last_on), .label = N_("Last"), .kind = FIELD_DATE, .width = 10,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct phrase, login), .label = N_("Login"), .kind = FIELD_TEXT, .width = 10,
	  .flags = FIELD_READ_ONLY },
	{ 0 },
};

/* ---------------------------------------------------------------- reading */

bool phrase_list(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, phrase_fields, sizeof(struct phrase));
	return db_rows(s->db, &statements[LIST], WITH(TEXT("login", s->login)), out, e);
}

bool phrase_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, phrase_fields, sizeof(struct phrase));
	if (!db_rows(s->db, &statements[GET], WITH(INT("id", id), TEXT("login", s->login)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such phrase."));
}

bool phrase_of_code(struct session *s, const char *code, struct arena *arena, int64_t *id,
		    const char **text, struct err *e)
{
	struct cursor c;

	*id = 0;
	if (cursor_open(&c, s->db, &statements[OF_CODE],
			WITH(TEXT("code", code), TEXT("login", s->login)), e) &&
	    cursor_next(&c)) {
		*id = cursor_int(&c, 0);
		*text = arena_text(arena, cursor_text(&c, 1));
	}
	return cursor_close(&c);
}

size_t phrase_typed(const char *text, size_t len, char code[PHRASE_CODE + 1])
{
	char found[PHRASE_CODE + 1];
	size_t at = len, n = 0;

	while (at) {
		struct buf sign = { 0 }, half = { 0 };
		size_t from = text_prev(text, len, at);
		char c;

		buf_add(&sign, text + from, at - from);
		text_half(&half, buf_str(&sign));
		c = half.len == 1 ? *half.at : '\0';
		buf_release(&sign);
		buf_release(&half);
		at = from;
		if (c == ';' && n) {
			for (size_t i = 0; i < n; i++)
				code[i] = found[n - 1 - i];
			code[n] = '\0';
			return len - at;
		}
		if (!isalnum((unsigned char)c) || n == PHRASE_CODE)
			return 0;
		found[n++] = (char)tolower((unsigned char)c);
	}
	return 0;
}

/* ---------------------------------------------------------------- writing */

static bool is_school(const char *whose)
{
	return whose && !strcmp(whose, "school");
}

/* As it is to be kept, in small letters; false for what could not be typed as a code. */
static bool keep_code(struct phrase *p, char kept[PHRASE_CODE + 1], struct err *e)
{
	struct buf typed = { 0 };
	bool ok = true;

	if (p->code && *p->code) {
		buf_printf(&typed, ";%s", p->code);
		ok = phrase_typed(typed.at, typed.len, kept) == typed.len;
		p->code = kept;
	}
	buf_release(&typed);
	return ok ||
	       err_field(e, "code", _("A short code is made of letters and digits, %d at most."),
			 PHRASE_CODE);
}

static bool check_code(struct session *s, const struct phrase *p, const char *owner, struct err *e)
{
	int64_t other;

	if (!p->code || !*p->code)
		return true;
	if (!db_int(s->db, &statements[HAS_CODE], WITH(TEXT("login", owner), TEXT("code", p->code)),
		    &other, NULL, e))
		return false;
	return !other || other == p->id ||
	       err_field(e, "code", _("Another phrase has the code %s already; choose another."),
			 p->code);
}

/* One's own may be changed by oneself alone, which the statement holds; the school's by the office:
 * what becomes the school's, and what has been it. */
static bool check_right(struct session *s, int64_t id, bool school, struct err *e)
{
	struct rowset set = { 0 };
	bool ok = true;

	if (id) {
		ok = phrase_get(s, id, &set, e);
		school |= ok && is_school(((const struct phrase *)rowset_at(&set, 0))->whose);
		rowset_release(&set);
	}
	return ok && session_may(s, school ? MAY_RUN_YEAR : MAY_RECORD, e);
}

static bool write(struct session *s, struct phrase *p, const char *owner, struct err *e)
{
	return check_code(s, p, owner, e) &&
	       row_save(s->db, &statements[ADD], &statements[CHANGE], phrase_fields, p,
			WITH(TEXT("owner", owner), TEXT("me", s->login)), _("this phrase"), e);
}

bool phrase_save(struct session *s, struct phrase *p, struct err *e)
{
	const char *owner = is_school(p->whose) ? "" : s->login;
	struct phrase before = *p;
	char code[PHRASE_CODE + 1];
	bool ok;

	if (!check_right(s, p->id, !*owner, e))
		return false;
	for (const struct field *f = phrase_fields; f->name; f++)
		if (!field_check_required(f, p, e))
			return false;
	ok = keep_code(p, code, e) && door_enter(s->db, e) &&
	     door_leave(s->db, write(s, p, owner, e), e);
	p->code = before.code;
	if (!ok)
		*p = before;
	return ok;
}

bool phrase_remove(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	return check_right(s, id, false, e) &&
	       row_run(s->db, &statements[REMOVE], id, rev, _("this phrase"), e);
}

bool phrase_take(struct session *s, int64_t id, struct err *e)
{
	if (s->read_only)
		return true;
	return door_enter(s->db, e) &&
	       door_leave(s->db,
			  db_run(s->db, &statements[TAKE],
				 WITH(INT("id", id), TEXT("login", s->login),
				      TEXT("today", s->today_iso)),
				 NULL, e),
			  e);
}
