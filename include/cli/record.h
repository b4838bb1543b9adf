/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of a contact's form, for whoever records one and whoever corrects one. */
#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include "cli/command.h"
#include "model/contact.h"

const struct field *record_option_field(size_t i);
/* Beside those from fields --mentor, --note, --guardian and --occasion, where they are given; the
 * kind and the students stand in it. */
bool record_fill(struct cli *c, struct session *s, struct contact *contact, struct err *e);

#endif
