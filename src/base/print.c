/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/print.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/paper.h"
#include "base/place.h"

bool print_is_there(void)
{
	const char *lp = place_env("DAOSHI_LP");

	return !faccessat(AT_FDCWD, lp ? lp : PRINT_LP, X_OK, AT_EACCESS);
}

bool print_bytes(const char *printer, const char *title, const char *bytes, size_t len,
		 struct err *e)
{
	struct paper p;

	if (!paper_to_printer(&p, printer, title, e))
		return false;
	paper_plain(&p, bytes, len);
	return paper_end(&p, e);
}
