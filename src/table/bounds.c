/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bounds.h"

#include <sys/resource.h>

#include "base/i18n.h"

const char bounds_long_cell[] =
	N_("The cell holds more than 64 KB of text: shorten it, or take it out.");
const char bounds_long_row[] =
	N_("The row holds more than 4 MB of text: take out the columns that are not needed.");
const char bounds_many_cells[] =
	N_("The row has more than 512 cells: take out the columns that are not needed.");

void bounds_set(void)
{
#ifndef __SANITIZE_ADDRESS__
	/* the file itself, 64 MB, is held as bytes and, of text, as UTF-8 of up to thrice that */
	const struct rlimit most = { 512UL * 1024 * 1024, 512UL * 1024 * 1024 };

	setrlimit(RLIMIT_DATA, &most);
#endif
}
