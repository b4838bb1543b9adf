/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys. A key is a Unicode code point for what types a character, a control code (1 to 26) for
 * Ctrl and a letter, or one of the numbers below. Names are what action tables and help write:
 * Enter, Esc, Tab, S-Tab, Space, Up, PgDn, F1 … F12, C-s, and single characters.
 */
#ifndef UI_KEY_H
#define UI_KEY_H

#include <stdbool.h>

#include "base/mem.h"

enum {
	K_NONE = 0, /* nothing came in time */
	K_TAB = 9,
	K_ENTER = 13,
	K_ESC = 27,
	K_SPACE = 32,
	K_SPECIAL = 0x200000, /* above every character */
	K_UP,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PGUP,
	K_PGDN,
	K_DELETE,
	K_BACKSPACE,
	K_S_TAB,
	K_C_LEFT,
	K_C_RIGHT,
	K_C_HOME,
	K_C_END,
	K_PASTE,  /* text was pasted: term_pasted */
	K_REDRAW, /* the terminal's size or content changed */
	K_HANGUP, /* the terminal is gone, or somebody asked us to end */
	K_F0,
	K_LAST = K_F0 + 64
};
#define K_CTRL(letter) ((letter)&31)

/* Whether the list of names, separated by blanks, has the key. */
bool key_in(int key, const char *names);
/* Steps through such a list: *key gets each, K_NONE for a name that is none. False at the end. */
bool key_next(const char **names, int *key);
/* Adds the name by which tables have the key; false for one that has none, such as K_PASTE. */
bool key_spell(struct buf *out, int key);
/* A character that types something. */
bool key_is_text(int key);
/* What a command key means while an input method is on: ｊ is j, 、 is /, a full-width blank a
 * blank. Only for keys that are commands, never for text. */
int key_plain(int key);
/* The first name of a list, as people read it: Ctrl-S for C-s, 空格 for Space. */
void key_show(struct buf *out, const char *names);
/* All of them: "F9, a". */
void key_show_all(struct buf *out, const char *names);

#endif
