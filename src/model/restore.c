/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/restore.h"
#include "model/audit.h"
#include "model/login.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "db/check.h"
#include "db/copy.h"
#include "db/door.h"
#include "db/folder.h"
#include "db/scrap.h"
#include "model/audit.h"
#include "model/purge.h"
#include "model/statements.h"

/* What is told of both, in this order; each the one text of its statement. */
enum { SCHOOL, LAST_CONTACT, LAST_YEAR, STUDENTS, MENTORS, CONTACTS, REFERRALS, FACTS };

/* rev, because the guard takes a view of which no column is read for its table */
static const struct sql statements[] = {
	[SCHOOL] = { "restore.school", "SELECT value FROM setting WHERE name = 'school_name'",
		     false },
	[LAST_CONTACT] = { "restore.last_contact", "SELECT max(date) FROM my_contact", false },
	[LAST_YEAR] = { "restore.last_year", "SELECT max(id) FROM school_year", false },
	[STUDENTS] = { "restore.students", "SELECT count(rev) FROM my_student", false },
	[MENTORS] = { "restore.mentors", "SELECT count(rev) FROM mentor", false },
	[CONTACTS] = { "restore.contacts", "SELECT count(rev) FROM my_contact", false },
	[REFERRALS] = { "restore.referrals", "SELECT count(rev) FROM my_referral", false },
};
const struct sql_table restore_sql = SQL_TABLE(statements);

static const struct choice whats[] = {
	{ "school", N_("School"), NULL },
	{ "last_contact", N_("Last contact"), NULL },
	{ "last_year", N_("Last school year"), NULL },
	{ "students", N_("Students"), NULL },
	{ "mentors", N_("Mentors"), NULL },
	{ "contacts", N_("Contacts"), NULL },
	{ "referrals", N_("Referrals"), NULL },
	{ 0 },
};

const struct field restore_fields[] = {
	{ FIELD(struct restore_row, what), .label = N_("Item"), .kind = FIELD_CHOICE, .width = 16,
	  .choices = whats },
	{ FIELD(struct restore_row, then), .label = N_("In the backup"), .kind = FIELD_TEXT,
	  .width = 20 },
	{ FIELD(struct restore_row, now), .label = N_("Now"), .kind = FIELD_TEXT, .width = 20 },
	{ 0 },
};

/* ------------------------------------------------------------------ beginning */

/* The work copy, proved and up to date. `beside`: the file that it is to become. */
static bool unpack(const char *beside, const char *file, const char *key, struct restore *r,
		   struct err *e)
{
	char *folder = folder_of(beside);
	uint64_t bytes;
	bool sealed;
	bool ok = backup_size(file, &bytes, &sealed, e) &&
		  scrap_make_plain(&r->scrap, folder, bytes, e) &&
		  backup_unpack(file, key, r->scrap.path, r->scrap.fd, e);

	free(folder);
	if (!ok)
		return false;
	r->copy = db_open_copy(r->scrap.path, e);
	if (!r->copy)
		return err_set(e, ERR_DB,
			       _("%s could not be brought up to date. Nothing was changed."), file);
	return true;
}

/* Read past no guard either: by the same views, on a file of its own. */
static bool keep_key(struct session *s, struct restore *r, struct err *e)
{
	static const char name[] = "backup_public_key";
	struct arena arena = { 0 };
	const char *now, *then;
	bool ok = school_setting(s->db, name, &arena, &now, e) &&
		  school_setting(r->copy, name, &arena, &then, e);

	now = ok && now ? now : "";
	if (ok && strcmp(now, then ? then : ""))
		ok = door_enter(r->copy, e) &&
		     door_leave(r->copy, school_set(r->copy, name, now, e), e);
	arena_release(&arena);
	return ok;
}

bool restore_begin(struct session *s, const char *file, const char *key, struct restore *r,
		   struct err *e)
{
	const struct access_of of = { .access = s->access, .today = s->today_iso };

	*r = (struct restore){ .file = file };
	if (!session_may(s, MAY_RUN_YEAR, e))
		return false;
	/* and opening the file a second time would drop the first one's locks */
	if (folder_same_file(file, db_path(s->db)))
		return err_set(e, ERR_INVALID,
			       _("%s is the school's file itself. Name the backup to go back to."),
			       file);
	return unpack(db_path(s->db), file, key, r, e) && access_begin(r->copy, "", e) &&
	       access_install(r->copy, &of, e) && keep_key(s, r, e);
}

bool restore_look(struct session *s, struct restore *r, struct rowset *out, struct err *e)
{
	rowset_init(out, restore_fields, sizeof(struct restore_row));
	for (int i = 0; i < FACTS; i++) {
		struct restore_row *row = rowset_add(out);

		row->what = whats[i].code;
		if (!db_text(r->copy, &statements[i], NULL, &out->arena, &row->then, e) ||
		    !db_text(s->db, &statements[i], NULL, &out->arena, &row->now, e))
			return false;
	}
	return true;
}

void restore_release(struct restore *r)
{
	db_close(r->copy);
	r->copy = NULL;
	scrap_end(&r->scrap);
}

/* ------------------------------------------------------------------ finishing */

/* What it takes more, and what its journal takes meanwhile. */
static bool check_room(struct session *s, struct restore *r, struct err *e)
{
	char *folder = folder_of(db_path(s->db));
	uint64_t is = copy_size(s->db), will = copy_size(r->copy);
	bool ok = folder_has_room(folder, is > will ? is : will, e);

	free(folder);
	return ok;
}

static void count_fault(void *arg, const struct check_fault *fault)
{
	(void)fault;
	++*(int *)arg;
}

/* Everything read back, as it stands in the file now. */
static bool read_back(struct session *s, const char *safety, struct err *e)
{
	int faults = 0;

	if (!db_check(s->db, count_fault, &faults, e))
		return false;
	return !faults ||
	       err_set(e, ERR_DB,
		       _("The file was restored, but is not whole now: the disk may be failing. "
			 "The state before is in %s."),
		       safety);
}

/* With the name of what it took the place of, which has that one's head. */
static void write_down(struct session *s, const char *file, const char *before)
{
	struct buf reason = { 0 };
	struct err ignored;

	buf_printf(&reason, "%s -> %s", file, before);
	audit_write(s, &(struct audit_entry){ "restore", "", 0, 0, buf_str(&reason) }, &ignored);
	buf_release(&reason);
}

bool restore_finish(struct session *s, struct restore *r, struct backup_report *safety,
		    struct err *e)
{
	const struct backup_options o = { .before_restore = true };
	const struct backup_row *row;
	size_t purged;

	if (!backup_make(s, &o, safety, e) || !purge_again(s, r->copy, &purged, e) ||
	    !check_room(s, r, e) || !copy_restore(s->db, r->copy, e))
		return false;
	row = rowset_at(&safety->rows, 0);
	write_down(s, r->file, row->file);
	return read_back(s, row->file, e) && session_reload(s, e);
}

/* The journal of the file that was there would be played back into the new one. */
static bool check_journal(const char *path, struct err *e)
{
	struct buf journal = { 0 };
	struct stat st;
	bool ok;

	buf_printf(&journal, "%s-journal", path);
	ok = stat(buf_str(&journal), &st) || !st.st_size ||
	     err_set(e, ERR_CONFLICT,
		     _("%s belongs to the file that was there before; rename it too. Nothing was "
		       "changed."),
		     buf_str(&journal));
	buf_release(&journal);
	return ok;
}

bool restore_anew(const char *path, const char *file, const char *key, struct err *e)
{
	struct restore r = { .file = file };
	struct scrap part = { 0 };
	char *folder = folder_of(path);
	bool taken;
	bool ok = login_may_create(path, e) && check_journal(path, e) &&
		  unpack(path, file, key, &r, e) && folder_has_room(folder, copy_size(r.copy), e) &&
		  scrap_make(&part, folder, e) && copy_write(r.copy, part.path, path, e) &&
		  !fchmod(part.fd, 0660) && scrap_keep(&part, path, &taken, e);

	restore_release(&r);
	scrap_end(&part);
	free(folder);
	return ok;
}
