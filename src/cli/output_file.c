/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where rows go that are no table on a terminal: one file a run of the program. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/say.h"

static struct {
	struct table_out out;
	bool begun, named;
	const char *label; /* NULL: as the subcommand */
	const char *command;
} file;

struct table_out *output_file(void)
{
	file.named = true;
	return file.begun ? &file.out : NULL;
}

void output_name(const char *label)
{
	file.label = label;
}

const char *output_label(void)
{
	return file.label ? file.label : file.command;
}

/* -------------------------------------------------------------------- options */

static bool ends_in(const char *path, const char *end)
{
	size_t n = strlen(path), len = strlen(end);

	return n > len && !strcasecmp(path + n - len, end);
}

/* As its name ends, where nothing else is said. */
static bool find_format(struct cli *c, const char *path, struct err *e)
{
	if (!cli_given(c, "format"))
		c->format = ends_in(path, ".xlsx")  ? FORMAT_XLSX
			    : ends_in(path, ".csv") ? FORMAT_CSV
						    : c->format;
	if (c->format == FORMAT_CSV || c->format == FORMAT_XLSX)
		return true;
	return usage_error(c, e, "%s",
			   _("--output writes xlsx or csv: name a file that ends so, or say "
			     "--format xlsx."));
}

static bool read_encoding(struct cli *c, bool *gb18030, struct err *e)
{
	static const char *const names[] = { "utf-8", "gb18030", NULL };
	const char *word = cli_global(c, "encoding");

	*gb18030 = false;
	if (!word)
		return true;
	if (c->format != FORMAT_CSV)
		return usage_error(c, e, "%s", _("--encoding is for csv: say --format csv."));
	*gb18030 = !strcasecmp(word, "gb18030") || !strcasecmp(word, "gbk");
	return *gb18030 || !strcasecmp(word, "utf-8") || !strcasecmp(word, "utf8") ||
	       usage_unknown(c, e, _("There is no encoding %s."), word, names);
}

bool output_open(struct cli *c, struct err *e)
{
	const char *path = cli_global(c, "output");
	bool to_file = path && strcmp(path, "-") != 0, gb18030;

	file.command = c->command->name;
	if (to_file && c->command->pages && ends_in(path, ".html"))
		return true;
	if (c->command->workbook && c->format == FORMAT_TABLE)
		c->format = to_file && ends_in(path, ".csv") ? FORMAT_CSV : FORMAT_XLSX;
	if (to_file && !find_format(c, path, e))
		return false;
	if (!read_encoding(c, &gb18030, e))
		return false;
	if (!to_file && c->format != FORMAT_XLSX && !gb18030 && !c->command->workbook)
		return true;
	file.begun = table_out_begin(&file.out, to_file ? path : "-",
				     c->format == FORMAT_XLSX ? TABLE_XLSX
				     : gb18030                ? TABLE_CSV_GB18030
							      : TABLE_CSV,
				     cli_global(c, "replace") != NULL, e);
	if (!file.begun && e->kind == ERR_CONFLICT)
		err_set(e, ERR_CONFLICT, _("There is a file %s already: --replace replaces it."),
			cli_quote(c, path));
	return file.begun;
}

bool output_close(struct cli *c, bool ok, struct err *e)
{
	const char *path = cli_global(c, "output");

	if (!file.begun)
		return ok;
	file.begun = false;
	if (!ok || !file.named) {
		table_out_abandon(&file.out);
		return ok && usage_error(c, e,
					 _("'daoshi %s' writes no rows: --output and xlsx do not "
					   "go with it."),
					 c->command->name);
	}
	if (!table_out_end(&file.out, e))
		return false;
	if (*file.out.told)
		cli_say("%s", file.out.told);
	if (path && strcmp(path, "-") != 0)
		cli_tell(_("Written to %s."), cli_quote(c, path));
	return true;
}
