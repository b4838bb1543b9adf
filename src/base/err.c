/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/text.h"

/* A sentence may carry what a user typed, so it is cut at a character, never inside one. */
static void format(char *to, size_t size, const char *fmt, va_list args)
{
	vsnprintf(to, size, fmt, args);
	text_trim_broken_end(to);
}

bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
{
	va_list args;

	*e = (struct err){ .kind = kind };
	va_start(args, fmt);
	format(e->text, sizeof e->text, fmt, args);
	va_end(args);
	return false;
}

bool err_field(struct err *e, const char *field, const char *fmt, ...)
{
	va_list args;

	*e = (struct err){ .kind = ERR_INVALID };
	err_at(e, field);
	va_start(args, fmt);
	format(e->text, sizeof e->text, fmt, args);
	va_end(args);
	return false;
}

void err_at(struct err *e, const char *field)
{
	snprintf(e->field, sizeof e->field, "%s", field);
}

void err_detail(struct err *e, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	format(e->detail, sizeof e->detail, fmt, args);
	va_end(args);
}

int err_exit_code(enum err_kind kind)
{
	static const int codes[] = {
		[ERR_NONE] = 0,   [ERR_INVALID] = 3,  [ERR_NOT_FOUND] = 4,
		[ERR_DENIED] = 5, [ERR_CONFLICT] = 6, [ERR_NEED_REASON] = 3,
		[ERR_BUSY] = 7,   [ERR_IO] = 8,       [ERR_DB] = 9,
	};

	return codes[kind];
}
