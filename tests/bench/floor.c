/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The floor: what a list over SQLite costs on this machine before anybody has done anything with
 * it.
 *
 * An ordinary program with ncurses and the same file, opened as daoshi opens it, in the locale of
 * the environment. It paints a year's students class by class, a screen of rows read through the
 * index that the file has for it; the arrows move the terminal's cursor, the page keys and the
 * ends of the screen read other rows, q ends. It decides nothing, checks nothing, has no colours,
 * no title and no second screen.
 */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>

static const char list[] =
	"SELECT s.name, c.number, s.student_no, s.address FROM enrolment e "
	"CROSS JOIN student s ON s.id = e.student_id CROSS JOIN class c ON c.id = e.class_id "
	"WHERE e.school_year_id = (SELECT max(id) FROM school_year) "
	"ORDER BY e.class_id LIMIT ?1 OFFSET ?2";

static int paint(sqlite3_stmt *rows, int top)
{
	static const int columns[] = { 2, 14, 20, 36 };
	int n = 0;

	erase();
	sqlite3_bind_int(rows, 1, LINES);
	sqlite3_bind_int(rows, 2, top);
	for (; sqlite3_step(rows) == SQLITE_ROW; n++)
		for (int i = 0; i < 4; i++)
			mvaddstr(n, columns[i], (const char *)sqlite3_column_text(rows, i));
	sqlite3_reset(rows);
	return n;
}

static void browse(sqlite3_stmt *rows)
{
	int top = 0, at = 0, key = 0;

	for (int count = paint(rows, top), shown = top; key != 'q'; key = getch()) {
		at += key == KEY_DOWN ? 1 : key == KEY_UP ? -1 : 0;
		top += key == KEY_NPAGE ? LINES : key == KEY_PPAGE ? -LINES : 0;
		top += at >= count ? 1 : at < 0 ? -1 : 0;
		at = at >= count ? count - 1 : at < 0 ? 0 : at;
		top = top < 0 ? 0 : top;
		if (top != shown)
			count = paint(rows, shown = top);
		move(at, 0);
	}
}

int main(int argc, char **argv)
{
	sqlite3 *file;
	sqlite3_stmt *rows;

	setlocale(LC_ALL, "");
	if (argc != 2 || sqlite3_open_v2(argv[1], &file, SQLITE_OPEN_READWRITE, NULL) ||
	    sqlite3_prepare_v2(file, list, -1, &rows, NULL)) {
		fprintf(stderr, "usage: floor SCHOOL.db\n");
		return 1;
	}
	initscr();
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	browse(rows);
	endwin();
	sqlite3_finalize(rows);
	return sqlite3_close(file);
}
