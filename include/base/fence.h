/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A fence of the kernel's (landlock) round a process with raised rights: from then on it opens for
 * writing nothing but what is in the data folder, and for reading besides that what libc and
 * ncurses must. Nothing can be started. It is a second wall: where the kernel has none, the
 * program holds to the same by itself.
 */
#ifndef BASE_FENCE_H
#define BASE_FENCE_H

#include <stdbool.h>

/* False where the kernel has no landlock, or not for this process. For ever. */
bool fence_raise(void);

#endif
