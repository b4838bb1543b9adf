/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The floor of an import: the bench's own roster, split at its commas, put by plain SQLite into the
 * same tables with their triggers and foreign keys, in one transaction. It checks nothing, compares
 * nothing and reports nothing; classes are only told apart.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NO, NAME, SEX, CLASS, SEAT, GUARDIAN, RELATION, PHONE, COLUMNS };

static const char student[] = "INSERT INTO student (student_no, name, sex) VALUES (?1, ?2, ?3)";
static const char guardian[] = "INSERT INTO guardian (student_id, name, relation, phone) "
			       "VALUES (?9, ?6, ?7, ?8)";
static const char enrolment[] =
	"INSERT INTO enrolment (student_id, school_year_id, class_id, seat, starts, ends) "
	"SELECT ?9, id, ?10, ?5, starts, ends FROM school_year";
static const char *const inserts[] = { student, guardian, enrolment };
enum { STATEMENTS = sizeof inserts / sizeof *inserts };

static sqlite3 *file;

static int class_of(const char *name)
{
	static char known[1000][16];
	static const char insert[] = "INSERT INTO class (id, stage, entry_year, number) "
				     "VALUES (%d, 'junior', 2026, %d)";
	static char statement[128];
	int id = 0;

	while (*known[id] && strcmp(known[id], name))
		id++;
	if (!*known[id]) {
		snprintf(known[id], sizeof known[id], "%s", name);
		snprintf(statement, sizeof statement, insert, id + 1, id + 1);
		sqlite3_exec(file, statement, NULL, NULL, NULL);
	}
	return id + 1;
}

static int insert_row(sqlite3_stmt *const *statements, char *line)
{
	const char *cell[COLUMNS];
	sqlite3_int64 id = 0;

	line[strcspn(line, "\n")] = '\0';
	for (int i = 0; i < COLUMNS; i++)
		cell[i] = strsep(&line, ",");
	cell[SEX] = strcmp(cell[SEX], "男") ? "f" : "m";
	for (int s = 0; s < STATEMENTS; s++) {
		int count = sqlite3_bind_parameter_count(statements[s]);

		for (int i = 0; i < COLUMNS && i < count; i++)
			sqlite3_bind_text(statements[s], i + 1, cell[i], -1, SQLITE_STATIC);
		if (count > COLUMNS)
			sqlite3_bind_int64(statements[s], COLUMNS + 1, id);
		if (count > COLUMNS + 1)
			sqlite3_bind_int(statements[s], COLUMNS + 2, class_of(cell[CLASS]));
		if (sqlite3_step(statements[s]) != SQLITE_DONE)
			return 1;
		sqlite3_reset(statements[s]);
		id = s ? id : sqlite3_last_insert_rowid(file);
	}
	return 0;
}

int main(int argc, char **argv)
{
	FILE *roster = argc == 3 ? fopen(argv[2], "re") : NULL;
	sqlite3_stmt *statements[STATEMENTS];
	char *line = NULL;
	size_t room = 0;
	/* nothing but the rows: no audit of them */
	int failed = !roster || sqlite3_open_v2(argv[1], &file, SQLITE_OPEN_READWRITE, NULL) ||
		     sqlite3_exec(file,
				  "DROP TRIGGER audit_student_insert; DROP TRIGGER "
				  "audit_guardian_insert; DROP TRIGGER audit_enrolment_insert",
				  NULL, NULL, NULL);

	for (int s = 0; s < STATEMENTS && !failed; s++)
		failed = sqlite3_prepare_v2(file, inserts[s], -1, &statements[s], NULL);
	failed = failed || getline(&line, &room, roster) < 0 ||
		 sqlite3_exec(file,
			      "PRAGMA foreign_keys=1; PRAGMA synchronous=FULL; BEGIN IMMEDIATE",
			      NULL, NULL, NULL);
	while (!failed && getline(&line, &room, roster) > 0)
		failed = insert_row(statements, line);
	failed = failed || sqlite3_exec(file, "COMMIT", NULL, NULL, NULL);
	if (failed)
		fprintf(stderr, "floor_import: %s\n", file ? sqlite3_errmsg(file) : "no roster");
	for (int s = 0; s < STATEMENTS && !failed; s++)
		sqlite3_finalize(statements[s]);
	return failed || sqlite3_close(file);
}
