/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses as people of Shanghai write them: 控江路12弄3号502室. */
#ifndef MODEL_ADDRESS_H
#define MODEL_ADDRESS_H

#include "base/mem.h"

/*
 * What addresses are compared by, so that neighbours stand beside each other: half-width and
 * without blanks, the road first, its numbers by their size (弄, 号, 室; also 十二弄), and behind
 * them the district and the town, which one writes and the other leaves out. "" for "".
 */
void address_key(const char *address, struct buf *out);

#endif
