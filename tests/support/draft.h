/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drafts beside the school of support/daoshi.h. */
#ifndef SUPPORT_DRAFT_H
#define SUPPORT_DRAFT_H

/* Files in the folder, of whatever kind. */
int draft_count(void);
/* One's own of that name, "contact.1": the text of a field ends so. */
void draft_expect(const char *name, const char *text);
/* Until any of them holds the text; the test ends where that takes too long. */
void draft_wait(const char *text);
/* All gone; cut in the middle. */
void draft_clear(void);
void draft_damage(const char *name);

#endif
