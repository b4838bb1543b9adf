/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which backups stay: the last of each of so many days, weeks and months, and all of the newest two
 * days, because what was made by hand in the morning is not what the night makes. Those set aside,
 * before a restore or of a damaged file, count for none and stay as long as the months do.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "db/copy.h"
#include "db/folder.h"
#include "db/seal.h"
#include "model/backup.h"

enum { MOMENT = 16 }; /* 20261123T021530Z */

struct backup_file {
	const char *path;
	char moment[MOMENT + 1];
	int day; /* number */
	int schema;
	int64_t bytes;
	bool aside;
};

static bool is_moment(const char *s)
{
	static const char shape[] = "dddddddd"
				    "T"
				    "dddddd"
				    "Z";

	for (int i = 0; i < MOMENT; i++)
		if (shape[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != shape[i])
			return false;
	return true;
}

static size_t skip_word(const char *at, const char *word)
{
	return strncmp(at, word, strlen(word)) ? 0 : strlen(word);
}

/* "-" and digits, so that -damaged is none. */
static size_t head_length(const char *at)
{
	size_t len = 1 + strspn(at + 1, "0123456789abcdef");

	return strchr("-.", at[len]) ? len : 0;
}

/* STEM-MOMENT-vN[-HEAD][-before|-damaged].db or .sealed */
static bool read_name(const char *name, const char *stem, struct backup_file *f)
{
	size_t len = strlen(stem);
	iso_date iso;
	char *end;

	if (strncmp(name, stem, len) || name[len] != '-' || !is_moment(name + len + 1))
		return false;
	memcpy(f->moment, name + len + 1, MOMENT);
	snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", f->moment, f->moment + 4, f->moment + 6);
	name += len + 1 + MOMENT;
	if (strncmp(name, "-v", 2) || !isdigit((unsigned char)name[2]) ||
	    !date_from_iso(iso, &f->day))
		return false;
	f->schema = (int)strtol(name + 2, &end, 10);
	if (*end == '-')
		end += head_length(end);
	f->aside = *end == '-';
	end += skip_word(end, BACKUP_BEFORE) + skip_word(end, BACKUP_DAMAGED);
	return !strcmp(end, ".db") || !strcmp(end, ".sealed");
}

static bool is_ours(struct backup_file *f)
{
	struct seal_head head;
	struct err ignored;
	struct stat st;
	int schema;
	bool sealed = false;

	if (lstat(f->path, &st) || !S_ISREG(st.st_mode))
		return false;
	f->bytes = st.st_size;
	if (copy_look(f->path, &schema))
		return schema == f->schema;
	return seal_look(f->path, &sealed, &head, &ignored) && sealed && head.schema == f->schema;
}

static int newest_first(const void *a, const void *b)
{
	return strcmp(((const struct backup_file *)b)->moment,
		      ((const struct backup_file *)a)->moment);
}

static bool list(const char *folder, const char *stem, struct arena *arena,
		 struct backup_file **files, size_t *count, struct err *e)
{
	DIR *d = opendir(folder);
	struct dirent *entry;

	*files = NULL;
	*count = 0;
	if (!d)
		return err_set(e, ERR_IO, _("The folder %s cannot be looked at: %s."), folder,
			       strerror(errno));
	while ((entry = readdir(d))) {
		struct backup_file f = { 0 };

		if (!read_name(entry->d_name, stem, &f))
			continue;
		f.path = arena_printf(arena, "%s/%s", folder, entry->d_name);
		if (!is_ours(&f))
			continue;
		*files = mem_grow(*files, (*count + 1) * sizeof **files);
		(*files)[(*count)++] = f;
	}
	closedir(d);
	if (*count)
		qsort(*files, *count, sizeof **files, newest_first);
	return true;
}

static int week_of(int day)
{
	return (day + 3) / 7; /* 1970-01-01 was a Thursday; weeks begin on Monday */
}

static int month_of(int day)
{
	int y, m, d;

	date_to_civil(day, &y, &m, &d);
	return y * 12 + m;
}

static int day_of(int day)
{
	return day;
}

/* The newest of each of `most` periods. */
static void mark(const struct backup_file *files, size_t count, bool *kept, int most,
		 int (*period)(int day))
{
	int last = -1;

	for (size_t i = 0; i < count && most > 0; i++) {
		if (files[i].aside || period(files[i].day) == last)
			continue;
		last = period(files[i].day);
		kept[i] = true;
		most--;
	}
}

static void choose(const struct backup_file *files, size_t count, const struct backup_keep *keep,
		   bool *kept)
{
	for (size_t i = 0; i < count; i++) {
		int age = files[0].day - files[i].day;

		kept[i] = age <= 1 || (files[i].aside && age <= 31 * keep->months);
	}
	mark(files, count, kept, keep->days, day_of);
	mark(files, count, kept, keep->weeks, week_of);
	mark(files, count, kept, keep->months, month_of);
}

static bool remove_others(const struct backup_file *files, size_t count, const bool *kept,
			  struct rowset *rows, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		struct backup_row *row;

		if (kept[i])
			continue;
		if (unlink(files[i].path))
			return err_set(e, ERR_IO,
				       _("The backup was made, but the old one %s could not be "
					 "removed: %s."),
				       files[i].path, strerror(errno));
		row = rowset_add(rows);
		*row = (struct backup_row){
			.what = "removed",
			.file = arena_text(&rows->arena, files[i].path),
			.schema = files[i].schema,
			.bytes = files[i].bytes,
		};
	}
	return true;
}

bool backup_thin_out(const char *folder, const char *stem, const struct backup_keep *keep,
		     struct rowset *rows, struct err *e)
{
	struct arena arena = { 0 };
	struct backup_file *files;
	size_t count;
	bool ok = list(folder, stem, &arena, &files, &count, e);

	if (ok && count) {
		bool *kept = arena_alloc(&arena, count * sizeof *kept);

		choose(files, count, keep, kept);
		ok = remove_others(files, count, kept, rows, e);
	}
	free(files);
	arena_release(&arena);
	return ok;
}

bool backup_newest_day(const char *folder, const char *stem, int *day, struct err *e)
{
	struct arena arena = { 0 };
	struct backup_file *files;
	size_t count;
	bool ok = list(folder, stem, &arena, &files, &count, e);

	*day = DATE_NO_TODAY;
	for (size_t i = 0; ok && i < count && *day == DATE_NO_TODAY; i++)
		if (!files[i].aside)
			*day = files[i].day;
	free(files);
	arena_release(&arena);
	return ok;
}
