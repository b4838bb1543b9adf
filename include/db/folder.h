/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that copies are kept in. */
#ifndef DB_FOLDER_H
#define DB_FOLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* The folder that the path is in: "." for a bare name. Owned by the caller. */
char *folder_of(const char *path);
bool folder_same_file(const char *a, const char *b);
/* Made where it is missing: for its owner alone, or, beside a file that a group shares (its folder
 * is setgid), for that group. Refused: a file, also the school's own. */
bool folder_make(const char *folder, const char *beside, struct err *e);
/* Lets the group into a file that was just made where it has the group of the school's, and that
 * one is shared: whoever is the first makes the copy, and another goes back to it. Else it stays as
 * it is. */
void folder_share(int fd, const char *school);
/* Room for so many bytes, and 32 MiB more. */
bool folder_has_room(const char *folder, uint64_t bytes, struct err *e);
/* On a network file system, by statfs(2). */
bool folder_is_remote(const char *folder);
/* The name of the file is on the disk too. */
bool folder_sync(const char *path, struct err *e);

#endif
