/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathering: file after file. */
#include "model/district.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/table_text.h"
#include "district_private.h"

void district_release(struct district *d)
{
	for (size_t i = 0; i < d->count; i++) {
		figures_release(&d->schools[i].figures);
		free(d->schools[i].path);
	}
	free(d->schools);
	*d = (struct district){ 0 };
}

/* -------------------------------------------------------------------- reading */

/* Nothing but the kind: what follows opens the file again and says what is wrong with it. */
static bool is_database(const char *path)
{
	static const char mark[] = "SQLite format 3";
	char begin[sizeof mark] = { 0 };
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	bool is = fd >= 0 && read(fd, begin, sizeof begin) == sizeof begin &&
		  !memcmp(begin, mark, sizeof mark);

	if (fd >= 0)
		close(fd);
	return is;
}

static bool read_database(const struct district *d, const char *path, int today,
			  struct figures *out, struct err *e)
{
	struct session s;
	bool ok;

	if (!session_look(&s, path, today, e))
		return false;
	ok = figures_make(&s, d->year ? d->year : s.year.id, out, e);
	session_close(&s);
	return ok;
}

static bool read_file(const char *path, struct figures *out, struct err *e)
{
	struct buf text = { 0 };
	bool ok = table_read_bytes(path, FIGURES_BYTES, &text, e) &&
		  figures_read(buf_str(&text), text.len, out, e);

	buf_release(&text);
	return ok;
}

/* ------------------------------------------------------------------- gathering */

/* By its code; where one of them has none, by its name. */
static bool is_same(const struct figures *a, const struct figures *b)
{
	if (*a->code && *b->code)
		return !strcmp(a->code, b->code);
	return *a->school && !strcmp(a->school, b->school);
}

static struct district_school *find(const struct district *d, const struct figures *f)
{
	for (size_t i = 0; i < d->count; i++)
		if (is_same(&d->schools[i].figures, f))
			return &d->schools[i];
	return NULL;
}

static bool refuse_second(const struct district_school *there, const struct figures *f,
			  struct err *e)
{
	if (strcmp(f->day, there->figures.day))
		return err_set(e, ERR_INVALID,
			       _("These figures are of %s; those of the same school in %s are "
				 "newer, of %s."),
			       f->day, there->path, there->figures.day);
	return err_set(e, ERR_INVALID, _("This school is there already, from %s of the same day."),
		       there->path);
}

static void keep(struct district *d, const char *path, struct figures *f)
{
	if (d->count == d->room) {
		d->room = d->room ? 2 * d->room : 32;
		d->schools = mem_grow(d->schools, d->room * sizeof *d->schools);
	}
	d->schools[d->count++] = (struct district_school){ mem_text(path), *f };
	d->year = f->year;
}

/* Takes over the figures in any case. */
static bool put(struct district *d, const char *path, struct figures *f, const char **replaced,
		struct err *e)
{
	struct district_school *there = find(d, f);

	if (d->year && f->year != d->year)
		err_set(e, ERR_INVALID, _("These figures are of the school year %d, not of %d."),
			(int)f->year, (int)d->year);
	else if (there && strcmp(f->day, there->figures.day) <= 0)
		refuse_second(there, f, e);
	else
		e = NULL;
	if (e) {
		figures_release(f);
		return false;
	}
	if (!there) {
		keep(d, path, f);
		return true;
	}
	*replaced = arena_text(&f->arena, there->path);
	figures_release(&there->figures);
	free(there->path);
	*there = (struct district_school){ mem_text(path), *f };
	return true;
}

bool district_add(struct district *d, const char *path, int today, const char **replaced,
		  struct err *e)
{
	struct figures f = { 0 };
	bool own = table_rights_are_own(), ok;

	*replaced = NULL;
	ok = own && is_database(path) ? read_database(d, path, today, &f, e)
				      : read_file(path, &f, e);
	if (ok)
		return put(d, path, &f, replaced, e);
	figures_release(&f);
	return false;
}
