/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inspection pack, and a sample of guardians. */
#include "cli/inspection.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/page.h"
#include "base/table.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/grade.h"
#include "model/report_pack.h"
#include "model/report_sample.h"
#include "model/school.h"

/* A page to print, where --output names one; else output.h has the file. */
static const char *page_path(const struct cli *c)
{
	const char *path = cli_global(c, "output");
	size_t len = path ? strlen(path) : 0;

	return len > 5 && !strcmp(path + len - 5, ".html") ? path : NULL;
}

static bool write_page(struct cli *c, const struct page *p, struct err *e)
{
	const char *path = page_path(c);

	if (!table_write(path, buf_str(&p->out), p->out.len, cli_global(c, "replace") != NULL, e)) {
		if (e->kind == ERR_CONFLICT)
			err_set(e, ERR_CONFLICT,
				_("There is a file %s already: --replace replaces it."),
				cli_quote(c, path));
		return false;
	}
	cli_tell(_("Written to %s."), cli_quote(c, path));
	return true;
}

/* -------------------------------------------------------------------- the pack */

static bool write_pack(struct cli *c, const struct session *s, const struct report_pack *pack,
		       struct err *e)
{
	struct page p = { 0 };
	bool ok = true;

	if (page_path(c)) {
		report_pack_page(s, pack, &p);
		ok = write_page(c, &p, e);
		page_release(&p);
	} else {
		output_name(_("Inspection pack"));
		report_pack_table(pack, output_file());
	}
	return ok;
}

static bool write_section(struct cli *c, const struct report_pack *pack, const char *code,
			  struct err *e)
{
	const char *const *columns;
	const struct rowset *rows = report_pack_section(pack, code, &columns);

	if (!rows)
		return err_set(e, ERR_INVALID,
			       _("The section %s tells of persons: say --names, where it is for "
				 "you to read."),
			       code);
	output_rows(rows, columns, c->format);
	return true;
}

static bool inspection(struct cli *c, struct session *s, struct err *e)
{
	const char *section = cli_value(c, "section");
	struct report_pack pack = { 0 };
	bool ok = report_pack_load(s, cli_given(c, "names"), &pack, e);

	if (ok && section)
		ok = write_section(c, &pack, section, e);
	else if (ok)
		ok = write_pack(c, s, &pack, e);
	report_pack_release(&pack);
	return ok;
}

static bool check_inspection(struct cli *c, struct err *e)
{
	const char *section = cli_value(c, "section");
	size_t i = 0;

	while (section && report_pack_sections[i] && strcmp(report_pack_sections[i], section))
		i++;
	if (section && !report_pack_sections[i])
		return usage_unknown(c, e, _("There is no section %s."), section,
				     report_pack_sections);
	if (section && page_path(c))
		return usage_error(c, e, "%s",
				   _("A section goes to standard output or a table; a page to "
				     "print is the whole pack."));
	return section || page_path(c) || (output_file() && c->format == FORMAT_XLSX) ||
	       usage_error(c, e, "%s",
			   _("The whole pack goes to a file: say --output PACK.xlsx or PACK.html; "
			     "or one section with --section."));
}

/* ------------------------------------------------------------------- the sample */

static bool read_group(struct cli *c, struct session *s, struct sample_of *of, struct err *e)
{
	const char *grade = cli_value(c, "grade");

	for (int g = GRADE_MIN; grade && g <= GRADE_MAX; g++)
		if (!strcmp(grade, grade_name(g)) ||
		    !strcmp(grade, arena_printf(&c->arena, "%d", g)))
			of->grade = g;
	(void)s;
	return of->grade ||
	       err_field(e, "grade",
			 _("Say of which grade with --grade: a number from %d to %d, or its name."),
			 GRADE_MIN, GRADE_MAX);
}

static void page_of(const struct session *s, const struct rowset *rows, const char *method,
		    struct page *p)
{
	static const char *const columns[] = { "place",    "part",     "class_name", "student",
					       "guardian", "relation", "phone",      NULL };
	struct buf line = { 0 };

	page_begin(p, _("Sample of guardians"));
	page_heading(p, 1, _("Sample of guardians"));
	buf_printf(&line, _("%s, as of %s. For the head alone."), s->school, s->today_iso);
	page_note(p, buf_str(&line));
	page_note(p, method);
	page_table(p, rows, columns);
	page_end(p);
	buf_release(&line);
}

static bool sample(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "place",    "part",     "class_name", "student",
					       "guardian", "relation", "phone",      NULL };
	const char *size = cli_value(c, "size"), *by = cli_value(c, "by");
	struct sample_of of = { .size = size ? atoll(size) : SAMPLE_SIZE,
				.seed = cli_value(c, "seed"),
				.by_class = by && !strcmp(by, "class") };
	struct sample_counts counts;
	struct rowset rows = { 0 };
	struct buf method = { 0 };
	struct page p = { 0 };
	bool ok = read_group(c, s, &of, e) && sample_draw(s, &of, &rows, &counts, e);

	if (ok)
		sample_method(&of, &counts, &method);
	if (ok && page_path(c)) {
		page_of(s, &rows, buf_str(&method), &p);
		ok = write_page(c, &p, e);
		page_release(&p);
	} else if (ok) {
		output_name(_("Sample of guardians"));
		output_rows(&rows, columns, c->format);
		cli_say("%s", buf_str(&method));
	}
	buf_release(&method);
	rowset_release(&rows);
	return ok;
}

static bool check_sample(struct cli *c, struct err *e)
{
	static const char *const ways[] = { "grade", "class", NULL };
	const char *by = cli_value(c, "by");

	if (by && strcmp(by, ways[0]) && strcmp(by, ways[1]))
		return usage_unknown(c, e, _("A sample is not drawn by %s."), by, ways);
	if (!cli_given(c, "seed"))
		return usage_error(c, e, _("The option --%s %s is missing."), "seed", _("WORD"));
	return true;
}

bool inspection_asked(struct cli *c, bool *ok, struct err *e)
{
	const char *name = c->operands[0];

	if (!strcmp(name, "inspection"))
		*ok = check_inspection(c, e) && cli_in_session(c, inspection, e);
	else if (!strcmp(name, "sample"))
		*ok = check_sample(c, e) && cli_in_session(c, sample, e);
	else
		return false;
	return true;
}
