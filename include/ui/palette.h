/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The palette: every action that has an effect in the view below, and every place, to be found by
 * name, pinyin, English or key, and run there. The third list of actions beside help and menu
 * (ui/help.h).
 */
#ifndef UI_PALETTE_H
#define UI_PALETTE_H

#include "ui/ui.h"

/* From the palette itself: closes it again. */
bool palette_open(struct view *v, struct err *e);

#endif
