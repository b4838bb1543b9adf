/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of characters. */
#ifndef TEXT_PRIVATE_H
#define TEXT_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

bool text_is_invisible(uint32_t cp);
bool text_is_control(uint32_t cp);
bool text_is_blank(uint32_t cp);
bool text_is_han(uint32_t cp);

#endif
