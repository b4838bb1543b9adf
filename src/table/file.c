/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"

enum { ROSTER_MOST = 64 * 1024 * 1024, CHUNK = 64 * 1024 };

/* -------------------------------------------------------------- what it is not */

static const char save_web_page[] =
	N_("This is a web page or XML, even if its name ends in xls. Open it in the spreadsheet "
	   "program and save it as a workbook (xlsx).");
static const char save_pdf[] =
	N_("This is a PDF, which holds no table that could be read. Ask for the roster as a "
	   "workbook (xlsx).");

/* How such files begin; letters in either case. */
static const struct {
	const char *begin, *sentence;
} foreign[] = {
	{ "%PDF-", save_pdf },      { "<html", save_web_page }, { "<!doctype", save_web_page },
	{ "<?xml", save_web_page }, { "<meta", save_web_page }, { "<table", save_web_page },
};

static bool refuse_foreign(const struct buf *bytes, struct err *e)
{
	static const char mark[] = "\xEF\xBB\xBF";
	const char *at = buf_str(bytes);

	at += strncmp(at, mark, strlen(mark)) ? 0 : strlen(mark);
	at += strspn(at, " \t\r\n");
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (!strncasecmp(at, foreign[i].begin, strlen(foreign[i].begin)))
			return err_set(e, ERR_INVALID, "%s", _(foreign[i].sentence));
	return true;
}

/* -------------------------------------------------------------------- reading */

static bool refuse_open(const char *path, struct err *e)
{
	int why = errno;
	struct buf shown = { 0 };

	text_quote(&shown, path);
	if (why == ENOENT || why == ENOTDIR)
		err_set(e, ERR_INVALID, _("There is no file %s: check its name and folder."),
			buf_str(&shown));
	else if (why == EACCES || why == EPERM)
		err_set(e, ERR_INVALID,
			_("You may not read the file %s: copy it to your own folder, or ask its "
			  "owner."),
			buf_str(&shown));
	else
		err_set(e, ERR_INVALID,
			_("The file %s cannot be read (%s): copy it somewhere else."),
			buf_str(&shown), strerror(why));
	buf_release(&shown);
	return false;
}

/* Not blocking, because a path may name a pipe that nobody writes to. */
static int open_regular(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st)) {
		refuse_open(path, e);
	} else if (S_ISDIR(st.st_mode)) {
		err_set(e, ERR_INVALID, "%s", _("This is a folder: name a file in it."));
	} else if (!S_ISREG(st.st_mode)) {
		err_set(e, ERR_INVALID, "%s",
			_("This is no ordinary file: save it as one, and name that."));
	} else {
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

static bool too_large(size_t most, struct err *e)
{
	enum { KIB = 1024, MIB = KIB * KIB };

	return err_set(
		e, ERR_INVALID,
		_("The file is larger than %zu %s: it is another one, or is to be split into "
		  "several."),
		most < MIB ? most / KIB : most / MIB, most < MIB ? "kB" : "MB");
}

/* Counted as it is read: the size a file states may be another by then. */
static bool read_all(int fd, struct buf *out, const char *path, size_t most, struct err *e)
{
	static char chunk[CHUNK];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof chunk)) > 0) {
		buf_add(out, chunk, (size_t)n);
		if (out->len > most)
			return too_large(most, e);
	}
	if (n < 0)
		return refuse_open(path, e);
	return out->len ||
	       err_set(e, ERR_INVALID, "%s",
		       _("The file is empty: save it once more, or ask for it once more."));
}

bool file_read(struct buf *out, const char *path, size_t most, struct err *e)
{
	int fd = strcmp(path, "-") ? open_regular(path, e) : STDIN_FILENO;
	bool ok;

	if (fd < 0)
		return false;
	ok = read_all(fd, out, path, most, e);
	close(fd);
	return ok;
}

bool file_load(struct buf *out, const char *path, struct err *e)
{
	return file_read(out, path, ROSTER_MOST, e) && refuse_foreign(out, e);
}
