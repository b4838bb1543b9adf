/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/say.h"

#include <langinfo.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/i18n.h"
#include "base/text.h"

static bool is_utf8(void)
{
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

/* wchar_t is a code point here (__STDC_ISO_10646__). */
static void write_cp(FILE *out, uint32_t cp, const char *utf8)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state = { 0 };
	size_t n = cp == UINT32_MAX ? (size_t)-1 : wcrtomb(bytes, (wchar_t)cp, &state);

	if (n != (size_t)-1)
		fwrite(bytes, 1, n, out);
	else if (cp == UINT32_MAX)
		fprintf(out, "<%02X>", (unsigned)(unsigned char)*utf8);
	else
		fprintf(out, "<U+%04X>", cp);
}

void charset_write(FILE *out, const char *utf8)
{
	size_t len;

	if (is_utf8()) {
		fputs(utf8, out);
		return;
	}
	for (; *utf8; utf8 += len) {
		uint32_t cp = text_decode(utf8, &len);

		write_cp(out, cp, utf8);
	}
}

void charset_read(struct buf *out, const char *bytes, size_t len)
{
	mbstate_t state = { 0 };

	while (!is_utf8() && len) {
		wchar_t wide;
		size_t n = mbrtowc(&wide, bytes, len, &state);

		if (!n || n > len)
			break;
		text_encode(out, (uint32_t)wide);
		bytes += n;
		len -= n;
	}
	buf_add(out, bytes, len);
}

bool cli_read_stdin(struct buf *out, struct err *e)
{
	enum { MOST = 256 * 1024 }; /* more than a note may have characters */
	char block[4096];
	struct buf bytes = { 0 };
	size_t n;
	bool ok = true;

	while (bytes.len <= MOST && (n = fread(block, 1, sizeof block, stdin)) > 0)
		buf_add(&bytes, block, n);
	if (bytes.len > MOST)
		ok = err_set(e, ERR_INVALID,
			     _("The text on standard input is longer than %d KiB. Nothing was "
			       "changed; shorten it."),
			     MOST / 1024);
	else if (ferror(stdin))
		ok = err_set(e, ERR_IO, "%s", _("The text on standard input could not be read."));
	else if (memchr(buf_str(&bytes), 0, bytes.len))
		ok = err_set(e, ERR_INVALID, "%s",
			     _("The text on standard input holds a NUL byte: this is not text."));
	if (ok)
		charset_read(out, buf_str(&bytes), bytes.len);
	buf_release(&bytes);
	return ok;
}

static void say(const char *fmt, va_list args)
{
	struct buf shown = { 0 };
	char *text;

	if (vasprintf(&text, fmt, args) < 0)
		return;
	text_show(&shown, text);
	fputs("daoshi: ", stderr);
	charset_write(stderr, buf_str(&shown));
	fputc('\n', stderr);
	free(text);
	buf_release(&shown);
}

void cli_say(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(fmt, args);
	va_end(args);
}

void cli_tell(const char *fmt, ...)
{
	va_list args;

	if (!isatty(STDERR_FILENO))
		return;
	va_start(args, fmt);
	say(fmt, args);
	va_end(args);
}

void cli_say_err(const struct err *e)
{
	cli_say("%s", e->text);
	if (*e->detail)
		cli_say("(%s)", e->detail);
}
