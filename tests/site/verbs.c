/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every way in which files go in and out, paper and mail among them, with the rights of whoever
 * asks and not with those of the school. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/limit.h"
#include "support/site.h"

TestSuite(site_verbs, .fini = site_end, .timeout = TIME_LIMIT);

enum { WORDS = 12 };

static const char *wang, *li;

static const char *home_of(const char *user, const char *name)
{
	static char paths[8][PATH_MAX];
	static int at;
	char *p = paths[at++ % 8];

	snprintf(p, PATH_MAX, "%s/%s/%s", site_path("home"), user, name);
	return p;
}

static void put(const char *path, unsigned mode, const char *text)
{
	FILE *f = fopen(path, "w");

	cr_assert(f && fputs(text, f) >= 0 && !fclose(f) && !chmod(path, mode), "%s", path);
}

/* Static storage. */
static const char *content(const char *path)
{
	static char text[64 * 1024];
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;

	text[n] = '\0';
	if (f)
		fclose(f);
	return text;
}

static void expect(struct run r, int code, const char *words)
{
	cr_expect_eq(r.code, code, "%d, signal %d: %s%s", r.code, r.signal, buf_str(&r.out),
		     buf_str(&r.err));
	cr_expect(!*words || strstr(buf_str(&r.err), words) || strstr(buf_str(&r.out), words),
		  "not \"%s\": %s%s", words, buf_str(&r.out), buf_str(&r.err));
	run_release(&r);
}

static void feed(const char *text, const char *const *words)
{
	const char *argv[WORDS] = { site_path("usr/bin/daoshi"), "--lang", "en" };

	for (size_t n = 3; *words && n < WORDS - 1; n++)
		argv[n] = *words++;
	expect(site_run(wang, &(const struct run_options){ .in = text, .in_len = strlen(text) },
			argv),
	       0, "");
}
#define FEED(text, ...) feed(text, (const char *const[]){ __VA_ARGS__, NULL })

/* Wang is of the office, Li mentors the one student, who has feedback. */
static bool begin(void)
{
	if (!site_make() || !site_install(NULL))
		return false;
	wang = site_user("wang");
	li = site_user("li");
	expect(run_program((const char *const[]){ site_path("usr/bin/daoshi"), "init", "--name",
						  "样例中学", NULL },
			   NULL),
	       0, "");
	site_account(wang, "office", site_uid(wang), 0);
	FEED("工号,姓名\nT1,甲测试\n", "import", "mentors", "-");
	FEED("学号,姓名,性别,班级,导师工号\n20260001,学生甲,男,六(1),T1\n", "import", "students",
	     "-");
	site_account(li, "mentor", site_uid(li), 1);
	FEED("常帮同学", "record", "feedback", "--student", "20260001", "--note", "-");
	FEED("多读书", "record", "feedback", "--student", "20260001", "--advice", "-");
	return true;
}

/* As user with these words behind "daoshi"; the folder is the user's home. */
static struct run run_as(const char *user, const char *const *env, const char *const *words)
{
	const char *argv[WORDS + 4] = { site_path("usr/bin/daoshi"), "--lang", "en" };

	for (size_t n = 3; *words && n < WORDS + 3; n++)
		argv[n] = *words++;
	return site_run(user, &(const struct run_options){ .env = env }, argv);
}

/* Each that writes a file of the user's, but for its name. */
static const struct {
	const char *words[WORDS], *end;
} writers[] = {
	{ { "list", "mentors", "--output" }, ".xlsx" },
	{ { "list", "mentors", "--output" }, ".csv" },
	{ { "template", "students", "--output" }, ".xlsx" },
	{ { "letters", "--output" }, ".html" },
	{ { "letters", "--output" }, ".pdf" },
	{ { "report", "tasks", "--page" }, ".html" },
	{ { "report", "tasks", "--output" }, ".xlsx" },
	{ { "report", "inspection", "--output" }, ".html" },
	{ { "figures", "--output" }, ".figures" },
};
enum { WRITERS = sizeof writers / sizeof *writers };

static struct run write_with(size_t i, const char *user, const char *stem, bool replace)
{
	const char *words[WORDS + 2] = { 0 };
	char path[PATH_MAX];
	size_t n = 0;

	for (; writers[i].words[n]; n++)
		words[n] = writers[i].words[n];
	snprintf(path, sizeof path, "%s%s", stem, writers[i].end);
	words[n++] = path;
	words[n] = replace ? "--replace" : NULL;
	return run_as(user, NULL, words);
}

static void expect_own(const char *path, const char *user)
{
	struct stat st;

	cr_assert(!lstat(path, &st), "%s", path);
	cr_expect(S_ISREG(st.st_mode) && st.st_size, "%s", path);
	cr_expect_eq(st.st_uid, site_uid(user), "%s", path);
	cr_expect_eq(st.st_gid, getpwnam(user)->pw_gid, "%s", path);
	cr_expect_eq(st.st_mode & 07777, 0600, "%s: %o", path, st.st_mode);
}

/* Of what is there for the group: what it may do, so that a refusal says something. */
static int as_group(const char *program, const char *path)
{
	struct run r = run_program((const char *const[]){ "/usr/bin/setpriv", "--reuid", li,
							  "--regid", site_group(), "--clear-groups",
							  program, path, NULL },
				   NULL);
	int code = r.code;

	run_release(&r);
	return code;
}

Test(site_verbs, a_folder_that_the_group_alone_may_write_to)
{
	char stem[PATH_MAX];

	if (!begin())
		return;
	cr_assert(!mkdir(site_path("shared"), 0755) &&
		  !chown(site_path("shared"), 0, getgrnam(site_group())->gr_gid) &&
		  !chmod(site_path("shared"), 02775));
	cr_assert_eq(as_group("/usr/bin/touch", site_path("shared/touched")), 0);
	for (size_t i = 0; i < WRITERS; i++)
		for (int k = 0; k < 4; k++) {
			snprintf(stem, sizeof stem, "%s/w%zu-%d",
				 site_path(k < 2 ? "shared" : "data"), i, k);
			expect(write_with(i, wang, stem, k % 2), 3,
			       "You may not write to the folder of");
			strcat(stem, writers[i].end);
			cr_expect(access(stem, F_OK), "%s", stem);
		}
	/* over what is there already */
	for (size_t i = 0; i < WRITERS; i++) {
		snprintf(stem, sizeof stem, "%s/there%s", site_path("shared"), writers[i].end);
		put(stem, 0664, "there");
		cr_assert(!chown(stem, 0, getgrnam(site_group())->gr_gid));
		*strrchr(stem, '.') = '\0';
		expect(write_with(i, wang, stem, true), 3, "You may not write to the folder of");
		strcat(stem, writers[i].end);
		cr_expect_str_eq(content(stem), "there", "%s", stem);
	}
}

Test(site_verbs, what_is_written_is_the_users)
{
	char name[64];

	if (!begin())
		return;
	for (size_t i = 0; i < WRITERS; i++) {
		snprintf(name, sizeof name, "w%zu", i);
		expect(write_with(i, wang, name, false), 0, "");
		strcat(name, writers[i].end);
		expect_own(home_of(wang, name), wang);
		*strrchr(name, '.') = '\0';
		expect(write_with(i, wang, name, false), 6, "already");
	}
}

/* A link is replaced, and what it leads to is not touched; without a word nothing is. */
Test(site_verbs, a_link_leads_nowhere)
{
	struct stat before, after;
	char name[64];

	if (!begin())
		return;
	put(home_of(li, "own"), 0666, "own");
	cr_assert(!stat(site_path("data/school.db"), &before));
	for (size_t i = 0; i < WRITERS; i++)
		for (int k = 0; k < 3; k++) {
			const char *const to[] = { site_path("data/school.db"), home_of(li, "own"),
						   site_path("data/new") };

			snprintf(name, sizeof name, "l%zu-%d%s", i, k, writers[i].end);
			cr_assert(!symlink(to[k], home_of(wang, name)));
			*strrchr(name, '.') = '\0';
			expect(write_with(i, wang, name, false), 6, "already");
			expect(write_with(i, wang, name, true), 0, "");
			strcat(name, writers[i].end);
			expect_own(home_of(wang, name), wang);
		}
	cr_assert(!stat(site_path("data/school.db"), &after));
	cr_expect(before.st_ino == after.st_ino && before.st_mode == after.st_mode);
	cr_expect(!strncmp(content(site_path("data/school.db")), "SQLite format 3", 15));
	cr_expect_str_eq(content(home_of(li, "own")), "own");
	cr_expect(access(site_path("data/new"), F_OK));
}

/* What the group may read, the program has no use for. */
Test(site_verbs, nothing_is_read_with_the_rights_of_the_group)
{
	static const struct {
		const char *words[WORDS], *end;
	} readers[] = {
		{ { "import", "mentors" }, ".xlsx" },
		{ { "import", "students", "--dry-run" }, ".csv" },
		{ { "letters", "--output", "l.html", "--template" }, ".txt" },
		{ { "letters", "--keep-template" }, ".txt" },
		{ { "district" }, ".figures" },
		{ { "report", "district" }, ".figures" },
		{ { "district", "--partial" }, ".figures" },
	};
	char paths[2][PATH_MAX];

	if (!begin())
		return;
	snprintf(paths[1], PATH_MAX, "%s", site_path("data/school.db"));
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		snprintf(paths[0], PATH_MAX, "%s/secret%s", site_path("home"), readers[i].end);
		put(paths[0], 0640, "工号,姓名\nT9,密测试\n{{bright_spots}}{{advice}}");
		cr_assert(!chown(paths[0], 0, getgrnam(site_group())->gr_gid));
		cr_assert_eq(as_group("/usr/bin/test", "-r"), 0);
		cr_assert_eq(as_group("/bin/cat", paths[0]), 0);
		for (int k = 0; k < 2; k++) {
			const char *words[WORDS + 2] = { 0 };
			size_t n = 0;

			for (; readers[i].words[n]; n++)
				words[n] = readers[i].words[n];
			words[n] = paths[k];
			expect(run_as(wang, NULL, words), 3, "You may not read th");
		}
	}
	expect(SITE_RUN(wang, "list", "mentors", "--format", "csv"), 0, "T1");
	expect(SITE_RUN(wang, "letters", "--show-template"), 0, "## Mentor's Feedback");
}

/* ------------------------------------------------------------------- programs */

/* In the place of a helper a script that tells who it is, and then is it. */
static void watch(const char *name)
{
	char script[PATH_MAX + 128], path[PATH_MAX], real[PATH_MAX + 8];

	snprintf(path, sizeof path, "%s/%s", site_path("usr/libexec/daoshi"), name);
	snprintf(real, sizeof real, "%s.real", path);
	cr_assert(!rename(path, real), "%s", path);
	snprintf(script, sizeof script, "#!/bin/sh\necho %s $(id -G) >> who\nexec '%s' \"$@\"\n",
		 name, real);
	put(path, 0755, script);
}

/* How many lines it wrote, all with the user's own group alone. */
static size_t seen(const char *name, const char *user)
{
	char line[256], want[128];
	FILE *f = fopen(home_of(user, "who"), "r");
	size_t n = 0;

	snprintf(want, sizeof want, "%s %u\n", name, (unsigned)getpwnam(user)->pw_gid);
	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, name, strlen(name))) {
			cr_expect_str_eq(line, want);
			n++;
		}
	if (f)
		fclose(f);
	return n;
}

static const char mark[] = "#!/bin/sh\nid -G > printed\n";

Test(site_verbs, no_helper_has_the_group)
{
	if (!begin())
		return;
	watch("daoshi-table");
	watch("daoshi-paper");
	put(home_of(wang, "t.txt"), 0644, "# {{school}}\n{{bright_spots}}\n{{advice}}\n");
	for (size_t i = 0; i < WRITERS; i++)
		expect(write_with(i, wang, "w", true), 0, "");
	expect(SITE_RUN(wang, "letters", "--output", "t.html", "--template", "t.txt"), 0, "");
	expect(SITE_RUN(wang, "district", "w.figures"), 0, "样例中学");
	/* of the letters the template too */
	cr_expect_eq(seen("daoshi-table", wang), WRITERS + 3);
	cr_expect_eq(seen("daoshi-paper", wang), 1);
}

/* Whoever could choose what prints would have a program run in the school's name. */
Test(site_verbs, nobody_chooses_what_prints)
{
	char lp[PATH_MAX + 16];

	if (!begin())
		return;
	put(home_of(wang, "lp"), 0755, mark);
	snprintf(lp, sizeof lp, "DAOSHI_LP=%s", home_of(wang, "lp"));
	expect(run_as(wang, (const char *const[]){ lp, NULL },
		      (const char *const[]){ "letters", "--printer", "none-such", NULL }),
	       8, "");
	expect(run_as(wang, (const char *const[]){ lp, NULL },
		      (const char *const[]){ "letters", "--printer", "-o", NULL }),
	       3, "is no name of a printer");
	cr_expect(access(home_of(wang, "printed"), F_OK));
}

/* The mail system is the machine's, and is asked as the user with an environment of its own. */
Test(site_verbs, mail_is_sent_as_the_user)
{
	char login[PATH_MAX + 16], own[PATH_MAX];
	const char *text;

	if (!begin())
		return;
	put(site_path("usr/libexec/daoshi/sendmail"), 0755,
	    "#!/bin/sh\n{ echo \"args $*\"; echo sendmail $(id -G) >> who; env; cat; } > mail\n");
	put(home_of(wang, "sendmail"), 0755, mark);
	snprintf(own, sizeof own, "PATH=%s:/usr/bin:/bin", home_of(wang, "."));
	expect(run_as(wang, (const char *const[]){ own, "EVIL=evil", NULL },
		      (const char *const[]){ "remind", "--send", NULL }),
	       0, "");
	cr_expect_eq(seen("sendmail", wang), 1);
	cr_expect(access(home_of(wang, "printed"), F_OK));
	text = content(home_of(wang, "mail"));
	cr_expect(strstr(text, "args -t -i\n"), "%s", text);
	cr_expect(!strstr(text, "EVIL") && strstr(text, "PATH=/usr/sbin:/usr/bin:"), "%s", text);
	snprintf(login, sizeof login, "<%s>\n", li);
	cr_expect(strstr(text, login), "%s", text);
	/* a mentor writes to nobody */
	expect(SITE_RUN(li, "remind", "--send"), 5, "");
}

/* ---------------------------------------------------------------- a folder of others */

/* Li's folder, where Wang writes: what Li puts there meanwhile leads nowhere. */
Test(site_verbs, a_folder_that_others_write_to)
{
	struct stat st;
	char name[64];

	if (!begin())
		return;
	cr_assert(!mkdir(site_path("all"), 0777) && !chmod(site_path("all"), 0777));
	cr_assert(!chown(site_path("all"), site_uid(li), (gid_t)-1));
	for (size_t i = 0; i < WRITERS; i++) {
		snprintf(name, sizeof name, "all/w%zu", i);
		expect(write_with(i, wang, site_path(name), false), 0, "");
		expect(write_with(i, wang, site_path(name), true), 0, "");
		strcat(name, writers[i].end);
		expect_own(site_path(name), wang);
		cr_assert(!stat(site_path(name), &st));
		cr_expect_eq(st.st_nlink, 1);
	}
	expect(site_run(li, NULL,
			(const char *const[]){ "/bin/cat", site_path("all/w0.xlsx"), NULL }),
	       1, "Permission denied");
}
