/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Short questions in the status line. Each is answered by one key or one line. While one waits, no
 * view reads its data again, whoever saves meanwhile: rows that were asked about stay where they
 * are.
 */
#ifndef UI_ASK_H
#define UI_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/mem.h"
#include "ui/ui.h"

enum { ASK_CHOICES = 9 };

/* One key, whichever it is, with the cursor so many cells behind the prompt's beginning (-1: none).
 * K_HANGUP ends the program after it. */
int ask_key(struct ui *ui, const char *prompt, int cursor);

/* "Sort by  1 name  2 class …": the choice's index, or -1 for Esc. */
int ask_choice(struct ui *ui, const char *question, const char *const *labels, size_t count);

/* Two ways, each by its digit, so that nothing typed ahead answers; Esc is the second. */
bool ask_yes(struct ui *ui, const char *question, const char *yes, const char *no);

/* A line of text, with what `text` holds to begin with; what is typed first replaces that, if it is
 * `offered`. False for Esc. */
bool ask_line(struct ui *ui, const char *question, size_t max, bool offered, struct buf *text);

/* A day, today to begin with; what is no day is asked again. False for Esc. */
bool ask_day(struct ui *ui, const char *question, iso_date day);

#endif
