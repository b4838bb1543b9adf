/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_BAR_H
#define UI_BAR_H

#include <stdint.h>

#include "ui/term.h"

/* A bar (base/bar.h), a look for each of its parts. */
void bar_paint(int row, int col, int cells, const int64_t *parts, const char *marks,
	       const enum style *styles);

#endif
