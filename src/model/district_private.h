/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_PRIVATE_H
#define DISTRICT_PRIVATE_H

#include "model/district.h"

struct district_school {
	char *path;
	struct figures figures;
};

#endif
