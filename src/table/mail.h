/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message for the mail system of this machine. */
#ifndef TABLE_MAIL_H
#define TABLE_MAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Standard input, once all of it has come, goes to sendmail, which takes the addressees from it. */
bool mail_send(size_t size, struct err *e);

#endif
