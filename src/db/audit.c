/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the triggers of the audit call: who works, and the chain. Its end is read
 * once a transaction and then kept here; whatever undoes rows makes it be read again.
 */
#include "db/audit.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/door.h"
#include "db_private.h"

/* ----------------------------------------------------------------- the chain's end */

static void take_row(struct audit_chain *chain, sqlite3_stmt *stmt)
{
	const void *link = sqlite3_column_blob(stmt, 1);

	chain->id = sqlite3_column_int64(stmt, 0);
	if (link && sqlite3_column_bytes(stmt, 1) == AUDIT_LINK_BYTES)
		memcpy(chain->link, link, AUDIT_LINK_BYTES);
}

static bool read_end(struct audit_chain *chain)
{
	const char *lifted = chain->db ? chain->db->lifted : NULL;
	sqlite3_stmt *stmt = NULL;
	int rc;

	chain->id = 0;
	memset(chain->link, 0, sizeof chain->link);
	if (chain->db)
		chain->db->lifted = "audit";
	rc = sqlite3_prepare_v2(chain->handle,
				"SELECT id, link FROM main.audit ORDER BY id DESC LIMIT 1", -1,
				&stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		take_row(chain, stmt);
	sqlite3_finalize(stmt);
	if (chain->db)
		chain->db->lifted = lifted;
	return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

/* False, and the statement fails, where it cannot be read. */
static bool ready(sqlite3_context *c, struct audit_chain *chain)
{
	time_t now = time(NULL);
	struct tm utc;

	if (chain->known)
		return true;
	if (sodium_init() < 0 || !read_end(chain)) {
		sqlite3_result_error(c, "the audit cannot be read", -1);
		return false;
	}
	gmtime_r(&now, &utc);
	strftime(chain->at, sizeof chain->at, "%Y-%m-%dT%H:%M:%SZ", &utc);
	randombytes_buf(chain->salt, sizeof chain->salt);
	chain->known = true;
	return true;
}

/* The row is there, so the next one goes after it. */
static void on_row(void *arg, int kind, const char *database, const char *table, sqlite3_int64 id)
{
	struct audit_chain *chain = arg;

	(void)database;
	if (kind != SQLITE_INSERT || strcmp(table, "audit"))
		return;
	chain->known = chain->known && id == chain->id + 1 && chain->next_id == id;
	chain->id = id;
	memcpy(chain->link, chain->next, sizeof chain->link);
	randombytes_buf(chain->salt, sizeof chain->salt);
}

void audit_forget(struct audit_chain *chain)
{
	chain->known = false;
}

/* -------------------------------------------------------------------- digests */

/* NULL, a number and a text are never the same, nor are "ab", "c" and "a", "bc". */
static void add_value(crypto_generichash_state *hash, sqlite3_value *value)
{
	unsigned char head[9] = { (unsigned char)sqlite3_value_type(value) };
	const void *bytes = NULL;
	uint64_t number;

	if (*head == SQLITE_INTEGER) {
		number = (uint64_t)sqlite3_value_int64(value);
	} else {
		bytes = sqlite3_value_blob(value);
		number = (uint64_t)sqlite3_value_bytes(value);
	}
	for (int i = 1; i < 9; i++, number >>= 8)
		head[i] = (unsigned char)number;
	crypto_generichash_update(hash, head, sizeof head);
	if (bytes)
		crypto_generichash_update(hash, bytes,
					  (unsigned long long)sqlite3_value_bytes(value));
}

static void digest_of(int count, sqlite3_value **value, unsigned char out[AUDIT_LINK_BYTES])
{
	crypto_generichash_state hash;

	crypto_generichash_init(&hash, NULL, 0, AUDIT_LINK_BYTES);
	for (int i = 0; i < count; i++)
		add_value(&hash, value[i]);
	crypto_generichash_final(&hash, out, AUDIT_LINK_BYTES);
}

/* salt, old, new, reason */
static void chain_digest(sqlite3_context *c, int count, sqlite3_value **value)
{
	unsigned char out[AUDIT_LINK_BYTES];

	digest_of(count, value, out);
	sqlite3_result_blob(c, out, sizeof out, SQLITE_TRANSIENT);
}

/* The link before, then the columns of the row but rev, and the digest in the place of what it is
 * of. */
static void chain_link(sqlite3_context *c, int count, sqlite3_value **value)
{
	struct audit_chain *chain = sqlite3_user_data(c);

	digest_of(count, value, chain->next);
	chain->next_id = sqlite3_value_int64(value[1]);
	sqlite3_result_blob(c, chain->next, sizeof chain->next, SQLITE_TRANSIENT);
}

/* ------------------------------------------------------------------- who, when */

static void me(sqlite3_context *c, int count, sqlite3_value **value)
{
	(void)count;
	(void)value;
	sqlite3_result_text(c, sqlite3_user_data(c), -1, SQLITE_TRANSIENT);
}

static void me_time(sqlite3_context *c, int count, sqlite3_value **value)
{
	struct audit_chain *chain = sqlite3_user_data(c);

	(void)count;
	(void)value;
	if (ready(c, chain))
		sqlite3_result_text(c, chain->at, -1, SQLITE_TRANSIENT);
}

static void chain_id(sqlite3_context *c, int count, sqlite3_value **value)
{
	struct audit_chain *chain = sqlite3_user_data(c);

	(void)count;
	(void)value;
	if (ready(c, chain))
		sqlite3_result_int64(c, chain->id + 1);
}

static void chain_prev(sqlite3_context *c, int count, sqlite3_value **value)
{
	struct audit_chain *chain = sqlite3_user_data(c);

	(void)count;
	(void)value;
	if (ready(c, chain))
		sqlite3_result_blob(c, chain->link, sizeof chain->link, SQLITE_TRANSIENT);
}

static void chain_salt(sqlite3_context *c, int count, sqlite3_value **value)
{
	struct audit_chain *chain = sqlite3_user_data(c);

	(void)count;
	(void)value;
	if (ready(c, chain))
		sqlite3_result_blob(c, chain->salt, sizeof chain->salt, SQLITE_TRANSIENT);
}

static void purging(sqlite3_context *c, int count, sqlite3_value **value)
{
	const struct audit_chain *chain = sqlite3_user_data(c);

	(void)count;
	(void)value;
	sqlite3_result_int(c, chain->purging || (chain->db && chain->db->more_rules));
}

void audit_add_functions(struct audit_chain *chain)
{
	const struct {
		const char *name;
		int arguments;
		void *data;
		void (*call)(sqlite3_context *c, int count, sqlite3_value **value);
	} functions[] = {
		{ "me_login", 0, chain->login, me },     { "me_role", 0, chain->role, me },
		{ "me_source", 0, chain->source, me },   { "me_time", 0, chain, me_time },
		{ "chain_id", 0, chain, chain_id },      { "chain_prev", 0, chain, chain_prev },
		{ "chain_salt", 0, chain, chain_salt },  { "chain_digest", 4, chain, chain_digest },
		{ "chain_link", 12, chain, chain_link }, { "purging", 0, chain, purging },
	};

	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		sqlite3_create_function_v2(chain->handle, functions[i].name, functions[i].arguments,
					   SQLITE_UTF8 | SQLITE_INNOCUOUS, functions[i].data,
					   functions[i].call, NULL, NULL, NULL);
	audit_add_images(chain->handle);
	sqlite3_update_hook(chain->handle, on_row, chain);
	snprintf(chain->login, sizeof chain->login, "daoshi");
	snprintf(chain->source, sizeof chain->source, "uid %u", (unsigned)getuid());
}

void db_set_actor(struct db *db, const char *login, const char *role, const char *source)
{
	snprintf(db->audit.login, sizeof db->audit.login, "%s", login);
	snprintf(db->audit.role, sizeof db->audit.role, "%s", role);
	if (source)
		snprintf(db->audit.source, sizeof db->audit.source, "%s", source);
}

/* ---------------------------------------------------------------------- purging */

#define ERASE                                                                                      \
	"UPDATE main.audit SET salt = NULL, old = NULL, new = NULL, reason = NULL "                \
	"WHERE salt IS NOT NULL AND "

static bool run_erase(struct db *db, const char *text, const char *name, int64_t id,
		      const char *word)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db->handle, text, -1, &stmt, NULL);

	if (rc == SQLITE_OK) {
		sqlite3_bind_int64(stmt, 1, id);
		sqlite3_bind_text(stmt, 2, name, -1, SQLITE_STATIC);
		sqlite3_bind_text(stmt, 3, word, -1, SQLITE_STATIC);
		rc = sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE;
}

static bool erase(struct db *db, const char *text, const char *name, int64_t id, const char *word,
		  struct err *e)
{
	bool ok;

	if (!door_is_open(db))
		return db_fault(e, &(struct sql){ .name = "audit.erase" }, "not through the door",
				"");
	db->lifted = "audit";
	db->audit.purging = db->preparing_write = true;
	ok = run_erase(db, text, name, id, word);
	db->audit.purging = db->preparing_write = false;
	db->lifted = NULL;
	return ok || db_fail(db, e, "audit.erase");
}

bool db_audit_erase(struct db *db, int64_t student_id, struct err *e)
{
	return erase(db,
		     ERASE "(student_id = ?1 OR contact_id IN ("
			   "SELECT a.contact_id FROM main.audit a WHERE a.student_id = ?1 "
			   "AND a.contact_id IS NOT NULL "
			   "AND NOT EXISTS (SELECT 1 FROM main.audit b "
			   "WHERE b.contact_id = a.contact_id "
			   "AND b.student_id <> ?1 AND b.salt IS NOT NULL) "
			   "AND NOT EXISTS (SELECT 1 FROM main.contact_student k "
			   "WHERE k.contact_id = a.contact_id AND k.student_id <> ?1)))",
		     NULL, student_id, NULL, e);
}

bool db_audit_erase_table(struct db *db, const char *name, int64_t student_id, struct err *e)
{
	return erase(db, ERASE "student_id = ?1 AND name = ?2", name, student_id, NULL, e);
}

bool db_audit_erase_row(struct db *db, const char *name, int64_t row_id, const char *word,
			struct err *e)
{
	return erase(db,
		     ERASE "name = ?2 AND row_id = ?1 AND (?3 IS NULL OR "
			   "instr(coalesce(old, '') || coalesce(new, ''), ?3) > 0)",
		     name, row_id, word, e);
}
