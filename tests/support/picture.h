/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SUPPORT_PICTURE_H
#define SUPPORT_PICTURE_H

/*
 * Compares a screen with tests/pictures/NAME.txt and ends the test, with both shown, where they
 * differ or there is no such picture. With DAOSHI_PICTURES=write in the environment the picture is
 * written instead: read it before you keep it.
 */
void picture_expect(const char *name, const char *screen, const char *file, int line);
/* The same with a text that stands in the file at `path`. */
void picture_expect_file(const char *path, const char *text, const char *file, int line);

#endif
