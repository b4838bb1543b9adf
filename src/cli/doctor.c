/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cli/command.h"
static bool doctor(struct cli *c, struct err *e)
{
	(void)c;
	(void)e;
	return true;
}
const struct command doctor_command = {
	.name = "doctor",
	.help = N_("tell what is wrong with how the school's file is kept here"),
	.run = doctor
};
