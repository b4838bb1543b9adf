/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screens: from the first painted line to the last key. */
#ifndef SCREEN_APP_H
#define SCREEN_APP_H

/* Works on the file at `path`, offering to make it where there is none. `today` is a day number,
 * DATE_NO_TODAY for the system's. Returns the program's exit code (base/err.h). */
int app_run(const char *path, int today);

#endif
