/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/outside.h"
#include "table_private.h"

/* ---------------------------------------------------------------- the process */

void table_order_add(struct table_order *o, const char *arg)
{
	o->args[o->count++] = arg;
}

struct table_order table_order_to(const char *verb)
{
	struct table_order o = { { "daoshi-table", verb, "--lang", i18n_lang() }, 4 };

	return o;
}

static void end_order(struct table_order *o, const char *path)
{
	table_order_add(o, "--"); /* a path may begin with a hyphen */
	table_order_add(o, path);
}

static bool not_started(struct table_reader *t, int fds[2], struct err *e)
{
	err_set(e, ERR_IO, "%s", _("No process can be started to read the file."));
	err_detail(e, "%s", strerror(errno));
	if (t->in)
		fclose(t->in);
	else if (fds[0] >= 0)
		close(fds[0]);
	if (fds[1] >= 0)
		close(fds[1]);
	*t = (struct table_reader){ 0 };
	return false;
}

/* `in` becomes its standard input; -1: it has none. */
static bool start(struct table_reader *t, int in, const struct table_order *o, struct err *e)
{
	int fds[2] = { -1, -1 };

	*t = (struct table_reader){ 0 };
	if (pipe2(fds, O_CLOEXEC) || !(t->in = fdopen(fds[0], "r")) ||
	    (t->child = outside_table(in, fds[1], o->args)) < 0)
		return not_started(t, fds, e);
	close(fds[1]);
	return true;
}

static bool no_files; /* of a user: at the other end of a line there are none here */

void table_refuse_files(void)
{
	no_files = true;
}

bool table_may_use(const char *path, struct err *e)
{
	if (!no_files || !strcmp(path, "-"))
		return true;
	return err_set(
		e, ERR_DENIED, "%s",
		_("Files of yours are not on this server. A roster comes in with: ssh SERVER "
		  "import KIND - < FILE; lists and calendars come out with: ssh SERVER list "
		  "KIND --format csv > FILE, ssh SERVER plan export > FILE."));
}

/* -------------------------------------------------------------------- reading */

/* Nobody ends what is typed at a terminal, and there is only one. */
static bool takes_stdin(const char *path, int *in, struct err *e)
{
	*in = -1;
	if (strcmp(path, "-"))
		return table_may_use(path, e);
	*in = STDIN_FILENO;
	return !isatty(STDIN_FILENO) ||
	       err_set(e, ERR_INVALID, "%s",
		       _("- stands for standard input, and this is the terminal: name a file."));
}

static void add_named(struct table_order *o, const char *option, const char *value)
{
	if (!value)
		return;
	table_order_add(o, option);
	table_order_add(o, value);
}

bool table_open(struct table_reader *t, const struct table_source *source, struct err *e)
{
	struct table_order o = table_order_to("read");
	int in;

	*t = (struct table_reader){ 0 };
	if (!takes_stdin(source->path, &in, e))
		return false;
	add_named(&o, "--encoding", source->encoding);
	add_named(&o, "--separator", source->separator);
	add_named(&o, "--sheet", source->sheet);
	end_order(&o, source->path);
	return start(t, in, &o, e);
}

/* Beside its sentence a refusal may say that there is such a file, or that the disk is at fault. */
static enum err_kind refused_as(const struct frame *f)
{
	if (f->count < 2)
		return ERR_INVALID;
	return strcmp(f->cell[1], "disk") ? ERR_CONFLICT : ERR_IO;
}

bool table_next(struct table_reader *t, struct err *e)
{
	if (!frame_read(&t->frame, t->in))
		return false;
	switch (t->frame.tag) {
	case 'F':
		return err_set(e, refused_as(&t->frame), "%s",
			       t->frame.count ? t->frame.cell[0] : "");
	case 'Z':
		t->ended = true;
		return false;
	default:
		return true;
	}
}

bool table_close(struct table_reader *t, struct err *e)
{
	bool ended = t->ended, said = t->frame.tag == 'F', writes = t->writes;
	int status = 0;

	frame_release(&t->frame);
	if (t->in)
		fclose(t->in);
	if (t->child > 0)
		status = outside_end(t->child);
	*t = (struct table_reader){ 0 };
	if (ended || said)
		return ended;
	err_set(e, ERR_IO, "%s",
		WIFEXITED(status) && WEXITSTATUS(status) == 127
			? _("daoshi-table, which reads and writes files, is not installed beside "
			    "daoshi.")
		: writes ? _("The file could not be written to its end. Nothing was written.")
			 : _("The file could not be read to its end."));
	return false;
}

/* -------------------------------------------------------------------- writing */

bool table_send(int to, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = send(to, bytes, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

bool table_start_writing(struct table_reader *t, int *to, const struct table_order *o,
			 struct err *e)
{
	int ends[2];
	bool ok;

	/* not a pipe: writing to one whose reader has gone is a signal */
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) {
		err_set(e, ERR_IO, "%s", _("No process can be started to write the file."));
		err_detail(e, "%s", strerror(errno));
		return false;
	}
	ok = start(t, ends[1], o, e);
	t->writes = true;
	close(ends[1]);
	*to = ends[0];
	if (!ok)
		close(ends[0]);
	return ok;
}

bool table_write(const char *path, const char *bytes, size_t len, bool replace, struct err *e)
{
	struct table_order o = table_order_to("write");
	struct table_reader t;
	char size[24];
	int to;

	if (!strcmp(path, "-"))
		path = "./-";
	if (!table_may_use(path, e))
		return false;
	snprintf(size, sizeof size, "%zu", len);
	table_order_add(&o, "--size");
	table_order_add(&o, size);
	if (replace)
		table_order_add(&o, "--replace");
	end_order(&o, path);
	if (!table_start_writing(&t, &to, &o, e))
		return false;
	table_send(to, bytes, len);
	close(to);
	while (table_next(&t, e))
		;
	return table_close(&t, e);
}

bool table_read_text(const char *path, struct buf *out, struct err *e)
{
	struct table_order o = table_order_to("text");
	struct table_reader t = { 0 };
	int in;

	if (!takes_stdin(path, &in, e))
		return false;
	end_order(&o, path);
	if (!start(&t, in, &o, e))
		return false;
	while (table_next(&t, e))
		if (t.frame.tag == 'R' && t.frame.count)
			buf_text(out, t.frame.cell[0]);
	return table_close(&t, e);
}

bool table_name_fits(const char *path, const char *end, struct err *e)
{
	static const char *const ends[] = { ".xlsx", ".xls", ".et",  ".ods",  ".csv",
					    ".html", ".pdf", ".doc", ".docx", ".wps" };
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
		if (!strcasecmp(dot, ends[i]) && strcasecmp(dot, end) != 0)
			return err_set(e, ERR_INVALID,
				       _("The name ends in %s, but what is written is a %s file: "
					 "change the name, or the format."),
				       ends[i], end + 1);
	return true;
}
