/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <unistd.h>

#include "cli/cli.h"
#include "screen/app.h"

/* Started with stdout closed, the school's file would be opened as descriptor 1 and every row
 * printed into it. Opened for reading, because what is written there must fail and be told. */
static void fill_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int main(int argc, char **argv)
{
	fill_standard_descriptors();
	return cli_main(argc, argv, app_run);
}
