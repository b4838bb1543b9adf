/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_EDIT_PRIVATE_H
#define UI_EDIT_PRIVATE_H

#include "ui/edit.h"

/* The places that moves lead to. Of the moves by rows, the row so many below (or above), in the
 * cell nearest to the column. */
size_t edit_target(const struct edit *e, enum edit_act act);
size_t edit_row_target(const struct edit *e, long step, int column);
size_t edit_rest_of_line(const struct edit *e);
/* `at`, or the end of the cluster that it is inside of. */
size_t edit_boundary(const struct edit *e, size_t at);

#endif
