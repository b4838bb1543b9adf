/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running daoshi itself on a school in a folder of the test's own. */
#ifndef SUPPORT_DAOSHI_H
#define SUPPORT_DAOSHI_H

#include "support/run.h"

/* The day every test works on, in the first term of 2026学年. */
#define DAOSHI_TODAY "2026-11-23"

/* Before and after each test: a folder without a school in it. */
void daoshi_folder(void);
void daoshi_tidy(void);
/* The same with a school: mentors T1 and T2; students S1 and S2 in 六(1), who are T1's, and S3 in
 * 九(2), who has no mentor. */
void daoshi_school(void);
/* The key dates have their names in the language of whoever made the school: "zh", "en". */
void daoshi_school_in(const char *language);

/* A path in the folder; static storage, four at a time. */
const char *daoshi_path(const char *name);
/* Writes a file there. */
void daoshi_file(const char *name, const char *bytes, size_t len);

/* daoshi --db FOLDER/school.db --today DAOSHI_TODAY --lang en ARGUMENTS, without a variable of its
 * own. */
struct run daoshi_run(const struct run_options *o, const char *const *arguments);
#define DAOSHI(...) daoshi_run(NULL, (const char *const[]){ __VA_ARGS__, NULL })
#define DAOSHI_IN(text, ...)                                                                       \
	daoshi_run(&(const struct run_options){ .in = (text), .in_len = strlen(text) },            \
		   (const char *const[]){ __VA_ARGS__, NULL })

/* Makes the folder and the school in it nobody's own, for tests that root runs as nobody. */
void daoshi_give_away(void);

/* Exit code, stdout and a part of stderr ("": stderr is empty) of one run, which is released. */
#define EXPECT_RUN(run, exit_code, stdout_text, stderr_part)                                       \
	daoshi_expect((run), (exit_code), (stdout_text), (stderr_part), __FILE__, __LINE__)
void daoshi_expect(struct run r, int code, const char *out, const char *err, const char *file,
		   int line);

#endif
