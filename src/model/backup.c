/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/backup.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "db/copy.h"
#include "db/door.h"
#include "db/folder.h"
#include "db/scrap.h"
#include "db/seal.h"
#include "model/audit.h"

static const struct choice whats[] = {
	{ "made", N_("made"), NULL },
	{ "removed", N_("removed"), NULL },
	{ 0 },
};

const struct field backup_fields[] = {
	{ FIELD(struct backup_row, what), .label = N_("Backup"), .kind = FIELD_CHOICE, .width = 8,
	  .choices = whats },
	{ FIELD(struct backup_row, schema), .label = N_("Schema"), .kind = FIELD_INT, .width = 4,
	  .flags = FIELD_RIGHT },
	{ FIELD(struct backup_row, bytes), .label = N_("Bytes"), .kind = FIELD_INT, .width = 12,
	  .flags = FIELD_RIGHT },
	{ FIELD(struct backup_row, file), .label = N_("File"), .kind = FIELD_TEXT, .width = 60 },
	{ 0 },
};

static const char key_setting[] = "backup_public_key";

/* A file that may only be read has no right but to be read, and is in most need of a copy. */
static bool may_back_up(struct session *s, struct err *e)
{
	if (!(s->access->may & MAY_RUN_YEAR))
		return err_set(e, ERR_DENIED, "%s", session_denial(s));
	return s->read_only || session_may(s, MAY_RUN_YEAR, e);
}

/* -------------------------------------------------------------------- making */

/* Where it goes and how, while one is made. */
struct making {
	struct session *s;
	const struct backup_options *o;
	struct backup_report *r;
	char *folder, *stem;
	struct seal_key public;
	struct scrap part, plain; /* plain: for a sealed one alone */
	int schema;
	char head[COPY_HEAD]; /* of its audit */
	const char *after;    /* the end of its name */
};

/* school.db is school */
static char *stem_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *stem = mem_text(slash ? slash + 1 : path), *dot = strrchr(stem, '.');

	if (dot && dot != stem)
		*dot = '\0';
	return stem;
}

static char *default_folder(const char *path)
{
	char *beside = folder_of(path);
	struct buf folder = { 0 };

	buf_printf(&folder, "%s/backup", beside);
	free(beside);
	return folder.at;
}

static bool read_key(struct making *m, struct err *e)
{
	struct arena arena = { 0 };
	const char *text;
	bool ok = school_setting(m->s->db, key_setting, &arena, &text, e);

	m->r->sealed = ok && text && *text;
	ok = ok && (!m->r->sealed || seal_key_read(text, &m->public, e));
	arena_release(&arena);
	return ok;
}

static bool prepare(struct making *m, struct err *e)
{
	const char *path = db_path(m->s->db);

	m->folder = m->o->folder ? mem_text(m->o->folder) : default_folder(path);
	m->stem = stem_of(path);
	if (!folder_make(m->folder, path, e) || !read_key(m, e) ||
	    !folder_has_room(m->folder, copy_size(m->s->db), e))
		return false;
	m->r->remote = folder_is_remote(m->folder);
	return scrap_make(&m->part, m->folder, e);
}

/* What was copied is what the file is: a copy that is not whole says that the file is not. */
static bool prove(struct making *m, const char *copy, struct err *e)
{
	const char *path = db_path(m->s->db);
	struct err why = { 0 };

	copy_head(copy, m->head);
	m->after = m->o->before_restore ? BACKUP_BEFORE : "";
	if (copy_check(copy, path, &m->schema, &why))
		return true;
	if (m->o->before_restore && why.kind == ERR_DB) {
		m->r->damaged = true;
		m->after = BACKUP_DAMAGED;
		return copy_look(copy, &m->schema) || err_set(e, why.kind, "%s", why.text);
	}
	err_set(e, why.kind,
		_("%s is not whole, so no backup was made and the earlier ones were kept. 'daoshi "
		  "check' says what is wrong; 'daoshi restore' goes back to one of them."),
		path);
	err_detail(e, "%s %s", why.text, why.detail);
	return false;
}

static bool write_plain(struct making *m, struct err *e)
{
	return copy_write(m->s->db, m->part.path, m->folder, e) && prove(m, m->part.path, e);
}

static bool write_sealed(struct making *m, struct err *e)
{
	char *beside = folder_of(db_path(m->s->db));
	struct stat st;
	bool ok = scrap_make_plain(&m->plain, beside, copy_size(m->s->db), e) &&
		  copy_write(m->s->db, m->plain.path, beside, e) && prove(m, m->plain.path, e);

	if (ok && fstat(m->plain.fd, &st))
		ok = err_set(e, ERR_IO, _("%s could not be copied."), db_path(m->s->db));
	ok = ok && seal_write(m->plain.fd, m->part.fd, m->folder, m->schema, (uint64_t)st.st_size,
			      &m->public, e);
	free(beside);
	return ok;
}

/* Two in one second are a second apart. */
static bool name_it(struct making *m, struct err *e)
{
	time_t now = time(NULL);
	struct buf path = { 0 };
	struct stat st;
	struct err ignored;
	bool ok = !fstat(m->part.fd, &st), taken = ok;

	folder_share(m->part.fd, db_path(m->s->db));
	while (taken) {
		struct tm utc;
		char moment[24];

		gmtime_r(&now, &utc);
		strftime(moment, sizeof moment, "%Y%m%dT%H%M%SZ", &utc);
		buf_clear(&path);
		buf_printf(&path, "%s/%s-%s-v%d%s%s%s.%s", m->folder, m->stem, moment, m->schema,
			   *m->head ? "-" : "", m->head, m->after, m->r->sealed ? "sealed" : "db");
		ok = scrap_keep(&m->part, buf_str(&path), &taken, e);
		now++;
	}
	if (ok) {
		struct backup_row *row = rowset_add(&m->r->rows);

		*row = (struct backup_row){
			.what = "made",
			.file = arena_text(&m->r->rows.arena, buf_str(&path)),
			.schema = m->schema,
			.bytes = st.st_size,
		};
	}
	/* a backup counts for more than the note that it was made */
	if (ok)
		audit_write(m->s,
			    &(struct audit_entry){ "backup", "", 0, 0,
						   strrchr(buf_str(&path), '/') + 1 },
			    &ignored);
	buf_release(&path);
	return ok;
}

bool backup_make(struct session *s, const struct backup_options *o, struct backup_report *r,
		 struct err *e)
{
	struct making m = { .s = s, .o = o, .r = r };
	bool ok;

	*r = (struct backup_report){ 0 };
	rowset_init(&r->rows, backup_fields, sizeof(struct backup_row));
	ok = may_back_up(s, e) && prepare(&m, e) &&
	     (r->sealed ? write_sealed(&m, e) : write_plain(&m, e)) && name_it(&m, e) &&
	     (!o->keep || backup_thin_out(m.folder, m.stem, o->keep, &r->rows, e));
	scrap_end(&m.plain);
	scrap_end(&m.part);
	free(m.folder);
	free(m.stem);
	return ok;
}

/* ------------------------------------------------------------------- opening */

bool backup_size(const char *file, uint64_t *bytes, bool *sealed, struct err *e)
{
	struct seal_head head;
	struct stat st;

	if (!seal_look(file, sealed, &head, e))
		return false;
	*bytes = *sealed ? head.bytes : stat(file, &st) ? 0 : (uint64_t)st.st_size;
	return true;
}

static bool unseal(const char *file, const char *key, int fd, struct err *e)
{
	struct seal_key secret;
	bool ok;

	if (!key)
		return err_set(e, ERR_INVALID,
			       _("%s is sealed. Name the file of the school's secret key with "
				 "--key."),
			       file);
	ok = seal_key_load(key, &secret, e) && seal_read(file, &secret, fd, e);
	seal_key_forget(&secret);
	return ok;
}

bool backup_unpack(const char *file, const char *key, const char *path, int fd, struct err *e)
{
	uint64_t bytes;
	int schema;
	bool sealed;

	if (!backup_size(file, &bytes, &sealed, e))
		return false;
	return (sealed ? unseal(file, key, fd, e) : copy_read(file, path, file, e)) &&
	       copy_check(path, file, &schema, e);
}

bool backup_open(const char *file, const char *key, const char *path, struct err *e)
{
	struct scrap part = { 0 };
	char *folder = folder_of(path);
	uint64_t bytes;
	bool sealed, taken = false;
	bool ok = backup_size(file, &bytes, &sealed, e) &&
		  (faccessat(AT_FDCWD, path, F_OK, AT_EACCESS) ||
		   err_set(e, ERR_INVALID, _("%s exists already. It was left as it is."), path)) &&
		  folder_has_room(folder, bytes, e) && scrap_make(&part, folder, e) &&
		  backup_unpack(file, key, part.path, part.fd, e) &&
		  scrap_keep(&part, path, &taken, e);

	if (taken)
		err_set(e, ERR_INVALID, _("%s exists already. It was left as it is."), path);
	scrap_end(&part);
	free(folder);
	return ok;
}

bool backup_verify(const char *file, const char *key, struct backup_row *facts, bool *sealed,
		   struct err *e)
{
	struct scrap plain = { 0 };
	uint64_t bytes;
	int schema = 0;
	bool ok;

	if (!backup_size(file, &bytes, sealed, e))
		return false;
	/* one that may not be written is proved by a copy (db/copy.h); in /tmp and not beside it,
	 * because its own folder may be a stick */
	if (!*sealed && !faccessat(AT_FDCWD, file, W_OK, AT_EACCESS))
		ok = copy_check(file, file, &schema, e);
	else
		ok = scrap_make_plain(&plain, "/tmp", bytes, e) &&
		     backup_unpack(file, key, plain.path, plain.fd, e) &&
		     copy_check(plain.path, file, &schema, e);
	scrap_end(&plain);
	*facts = (struct backup_row){ .file = file, .schema = schema, .bytes = (int64_t)bytes };
	return ok;
}

/* ---------------------------------------------------------------------- keys */

static bool check_replace(struct session *s, bool replace, struct err *e)
{
	struct arena arena = { 0 };
	const char *text;
	bool ok = school_setting(s->db, key_setting, &arena, &text, e);

	if (ok && text && *text && !replace)
		ok = err_set(e, ERR_CONFLICT, "%s",
			     _("Backups are sealed already. What was sealed is opened by its own "
			       "key alone: keep that one, and give --replace for another."));
	arena_release(&arena);
	return ok;
}

static bool store_key(struct session *s, const char *text, bool replace, struct err *e)
{
	return door_enter(s->db, e) &&
	       door_leave(s->db,
			  check_replace(s, replace, e) && school_set(s->db, key_setting, text, e),
			  e);
}

bool backup_make_key(struct session *s, const char *path, bool replace, struct buf *text,
		     struct err *e)
{
	struct seal_key secret, public;
	bool ok;

	if (!session_may(s, MAY_RUN_YEAR, e) || !check_replace(s, replace, e) ||
	    !seal_key_make(&secret, e))
		return false;
	seal_key_public(&secret, &public);
	seal_key_text(&public, text);
	/* a key that nobody has must not seal */
	ok = seal_key_store(path, &secret, e);
	if (ok && !store_key(s, buf_str(text), replace, e)) {
		unlink(path);
		ok = false;
	}
	seal_key_forget(&secret);
	return ok;
}

bool backup_set_key(struct session *s, const char *typed, bool replace, struct buf *text,
		    struct err *e)
{
	struct seal_key public;

	if (!session_may(s, MAY_RUN_YEAR, e))
		return false;
	if (*typed) {
		if (!seal_key_read(typed, &public, e))
			return false;
		seal_key_text(&public, text);
	}
	return store_key(s, buf_str(text), replace, e);
}

bool backup_newest(const char *path, int *day, struct buf *where)
{
	char *folder = default_folder(path), *stem = stem_of(path);
	struct err ignored;
	bool ok = backup_newest_day(folder, stem, day, &ignored) && *day != DATE_NO_TODAY;

	buf_text(where, folder);
	free(folder);
	free(stem);
	return ok;
}
