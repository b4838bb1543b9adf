/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/guard.h"

#include <ctype.h>
#include <string.h>

#include "db_private.h"

static bool begins(const char *s, const char *prefix)
{
	return s && !strncmp(s, prefix, strlen(prefix));
}

/* Made by the model before the guard was set, or by the schema: they hold the rows in scope. */
static bool is_own_view(const char *name)
{
	return begins(name, "my_") || begins(name, "guard_") || begins(name, "keep_") ||
	       begins(name, "audit_");
}

static const struct guard_rule *rule_of(const struct db *db, const char *table)
{
	const struct guard_rule *r = db->rules;

	while (r->table && strcmp(r->table, table))
		r++;
	return r;
}

/* Persons outside the scope: nothing reads it but what writes down that it was read. */
static bool is_register(const char *name)
{
	return name && !strcmp(name, "my_register");
}

static unsigned rights_of(const struct guard_rule *rules, const char *table)
{
	for (const struct guard_rule *r = rules; r && r->table; r++)
		if (!strcmp(r->table, table))
			return r->may;
	return 0;
}

static unsigned may(const struct db *db, const char *table)
{
	return rights_of(db->rules, table) | rights_of(db->more_rules, table);
}

/* What UPDATE ... WHERE id = ? AND rev = ? must look at, and foreign keys on either side. */
static bool is_key(const char *column)
{
	static const char *const keys[] = { "id",          "rev",        "ROWID",
					    "student_id",  "contact_id", "key_date_id",
					    "guardian_id", "other_id",   "solved_id",
					    "before_id",   "from_id",    "to_id",
					    "run_id" };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!strcmp(column, keys[i]))
			return true;
	return false;
}

/* SQLite looks for rows that refer to a new one before it came, where a trigger is fired by it. */
static bool refers_to(const char *column, const char *added)
{
	size_t len = added ? strlen(added) : 0;

	return len && !strncmp(column, added, len) && !strcmp(column + len, "_id");
}

static bool may_read(const struct db *db, const char *table, const char *column, const char *inside)
{
	unsigned rights = may(db, table);

	if (is_register(table) || is_register(inside))
		return db->adding_to && !strcmp(db->adding_to, "access_grant");
	if (is_own_view(inside) || begins(table, "my_"))
		return true;
	if (rights & GUARD_READ)
		return true;
	return db->preparing_write && rights &&
	       (is_key(column) || refers_to(column, db->adding_to));
}

static bool is_version(const char *pragma)
{
	return !strcmp(pragma, "data_version") || !strcmp(pragma, "schema_version");
}

static bool is_check(const char *pragma)
{
	return !strcmp(pragma, "integrity_check") || !strcmp(pragma, "foreign_key_check");
}

static bool may_call(const char *function)
{
	static const char *const never[] = { "load_extension", "fts3_tokenizer", "readfile",
					     "writefile", "edit" };

	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (!strcmp(function, never[i]))
			return false;
	return true;
}

/* ------------------------------------------------ what the authorizer is not asked */

/* A name or string without its quotes, or one other character; nothing at the end. */
struct token {
	const char *at;
	size_t len;
	bool name;
};

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static const char *skip_blanks(const char *s)
{
	for (;;) {
		s += strspn(s, " \t\n\r\f");
		if (begins(s, "--")) {
			s = strchrnul(s, '\n');
		} else if (begins(s, "/*")) {
			const char *end = strstr(s + 2, "*/");

			s = end ? end + 2 : strchrnul(s, '\0');
		} else {
			return s;
		}
	}
}

static struct token next_token(const char **text)
{
	static const char opening[] = "\"'`[", closing[] = "\"'`]";
	const char *s = skip_blanks(*text), *quote = *s ? strchr(opening, *s) : NULL;
	struct token t = { .at = s };

	if (quote) {
		char end = closing[quote - opening];

		t.at = ++s;
		t.name = true;
		while (*s && (*s != end || (end != ']' && s[1] == end)))
			s += *s == end ? 2 : 1;
		t.len = (size_t)(s - t.at);
		s += *s == end;
	} else {
		while (is_name_char(s[t.len]))
			t.len++;
		t.name = t.len > 0;
		t.len += !t.len && *s;
		s += t.len;
	}
	*text = s;
	return t;
}

static bool is_word(struct token t, const char *word)
{
	return t.len == strlen(word) && !strncasecmp(t.at, word, t.len);
}

static bool calls(const char *after)
{
	return is_word(next_token(&after), "(");
}

/* Within WITH my_x AS (...) SQLite names my_x to the authorizer just as if it were the view. */
static bool defines_own_view(struct token t, const char *after)
{
	bool columns = calls(after);
	struct token next = next_token(&after), then = next_token(&after);

	return t.name && t.len && is_own_view(t.at) &&
	       (columns || (is_word(next, "as") && (is_word(then, "(") || is_word(then, "not") ||
						    is_word(then, "materialized"))));
}

bool guard_is_plain(const char *text)
{
	static const char *const verbs[] = { "select",    "with",    "insert", "update",
					     "delete",    "begin",   "commit", "rollback",
					     "savepoint", "release", "pragma" };
	struct token t = next_token(&text), last = t;
	size_t i = 0;

	while (i < sizeof verbs / sizeof *verbs && !is_word(t, verbs[i]))
		i++;
	if (i == sizeof verbs / sizeof *verbs)
		return false;
	for (; t.at[0]; last = t, t = next_token(&text)) {
		/* a row replaced is a row deleted, and the authorizer is not asked */
		if (is_word(last, "or") && is_word(t, "replace") && !calls(text))
			return false;
		/* rows that come back from a write are read by it */
		if (is_word(t, "returning"))
			return false;
		if (is_word(last, ";") || defines_own_view(t, text))
			return false;
	}
	return true;
}

/* --------------------------------------------------------------- authorizer */

/* What the journal prepares: writes to its table alone, the columns of that, and whatever a foreign
 * key looks at. Triggers stay under the rules. */
static bool is_lifted(const struct db *db, int action, const char *a)
{
	switch (action) {
	case SQLITE_READ:
		return true;
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		return !strcmp(a, db->lifted);
	case SQLITE_PRAGMA:
		return !strcmp(a, "table_info") || !strcmp(a, "foreign_key_list") ||
		       !strcmp(a, "defer_foreign_keys");
	default:
		return false;
	}
}

/* The arguments' meaning depends on the action: sqlite.org/c3ref/c_alter_table.html */
static int authorize(void *arg, int action, const char *a, const char *b, const char *database,
		     const char *inside)
{
	struct db *db = arg;
	bool ok = false;

	(void)database;
	if (db->declaring || (db->lifted && is_lifted(db, action, a)))
		return SQLITE_OK;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		ok = true;
		break;
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
		ok = db->preparing_write;
		break;
	case SQLITE_READ:
		ok = may_read(db, a, b, inside);
		break;
	case SQLITE_INSERT:
		ok = db->preparing_write && (is_own_view(inside) || may(db, a) & GUARD_INSERT);
		/* asked about before what it selects from */
		if (ok && !inside)
			db->adding_to = rule_of(db, a)->table;
		break;
	case SQLITE_UPDATE:
		ok = db->preparing_write && (is_own_view(inside) || may(db, a) & GUARD_UPDATE);
		break;
	case SQLITE_DELETE:
		ok = db->preparing_write && may(db, a) & GUARD_DELETE;
		break;
	case SQLITE_FUNCTION:
		ok = may_call(b);
		break;
	case SQLITE_PRAGMA:
		ok = !b && (is_version(a) || (db->checking && is_check(a)));
		break;
	default:
		break;
	}
	return ok ? SQLITE_OK : SQLITE_DENY;
}

void guard_set(struct db *db, const struct guard_rule *rules)
{
	db->rules = rules;
	sqlite3_set_authorizer(db->handle, rules ? authorize : NULL, db);
}

/* Setting the authorizer lets SQLite prepare again what was prepared under the others. */
void guard_add(struct db *db, const struct guard_rule *more)
{
	db->more_rules = more;
	if (db->rules)
		sqlite3_set_authorizer(db->handle, authorize, db);
}

bool guard_is_set(const struct db *db)
{
	return db->rules != NULL;
}

void guard_prepare(struct db *db, bool writes)
{
	db->preparing_write = writes;
	db->adding_to = NULL;
}

bool guard_columns(struct db *db, const char *table, guard_column *add, void *arg, struct err *e)
{
	static const char text[] = "SELECT name FROM pragma_table_info(?, 'main')";
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db->handle, text, -1, &stmt, NULL);

	sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC);
	while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		add(arg, (const char *)sqlite3_column_text(stmt, 0));
		rc = SQLITE_OK;
	}
	if (rc != SQLITE_DONE)
		db_fail(db, e, "columns");
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE;
}

bool guard_script(struct db *db, const char *what, const char *script, struct err *e)
{
	if (sqlite3_exec(db->handle, script, NULL, NULL, NULL) != SQLITE_OK)
		return db_fail(db, e, what);
	return true;
}

bool guard_allows(struct db *db, const char *text, bool writes)
{
	sqlite3_stmt *stmt = NULL;
	int rc;

	guard_prepare(db, writes);
	rc = sqlite3_prepare_v2(db->handle, text, -1, &stmt, NULL);
	guard_prepare(db, false);
	sqlite3_finalize(stmt);
	return rc == SQLITE_OK && guard_is_plain(text);
}
