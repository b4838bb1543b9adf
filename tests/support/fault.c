/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fault.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

/* What stood where something was written since the last sync. */
struct before {
	struct before *next;
	sqlite3_int64 at, size; /* of the file, then */
	int len;
	char bytes[];
};

struct file {
	sqlite3_file base;
	struct before *unsynced;
	sqlite3_file *real; /* behind this struct */
};

static struct {
	enum fault kind;
	long n, calls;
	bool stays, failed;
} armed;

static int slow_ms;

static struct file *of(sqlite3_file *f)
{
	return (struct file *)f;
}

static sqlite3_file *real(sqlite3_file *f)
{
	return of(f)->real;
}

/* Whether this call is to fail. */
static bool falls(bool sync)
{
	bool now;

	if (armed.kind == FAULT_DROP && !sync)
		return false;
	armed.calls++;
	now = armed.kind && (armed.calls == armed.n || (armed.stays && armed.calls > armed.n));
	armed.failed |= now;
	return now;
}

static int code(int of_io)
{
	return armed.kind == FAULT_FULL ? SQLITE_FULL : of_io;
}

/* ------------------------------------------------------------ what may be dropped */

static void remember(struct file *f, sqlite3_int64 at, int len)
{
	struct before *b = mem_alloc(sizeof *b + (size_t)len);

	*b = (struct before){ .next = f->unsynced, .at = at };
	f->real->pMethods->xFileSize(f->real, &b->size);
	if (at < b->size)
		b->len = (int)(b->size - at < len ? b->size - at : len);
	if (b->len && f->real->pMethods->xRead(f->real, b->bytes, b->len, at) != SQLITE_OK)
		b->len = 0;
	f->unsynced = b;
}

static void forget(struct file *f, bool drop)
{
	for (struct before *b = f->unsynced, *next; b; b = next) {
		next = b->next;
		if (drop && b->len)
			f->real->pMethods->xWrite(f->real, b->bytes, b->len, b->at);
		if (drop)
			f->real->pMethods->xTruncate(f->real, b->size);
		free(b);
	}
	f->unsynced = NULL;
}

/* -------------------------------------------------------------------- the file */

static int close_file(sqlite3_file *f)
{
	forget(of(f), false);
	return real(f)->pMethods->xClose(real(f));
}

static int read_file(sqlite3_file *f, void *to, int len, sqlite3_int64 at)
{
	return real(f)->pMethods->xRead(real(f), to, len, at);
}

static int write_file(sqlite3_file *f, const void *from, int len, sqlite3_int64 at)
{
	remember(of(f), at, len);
	if (!falls(false))
		return real(f)->pMethods->xWrite(real(f), from, len, at);
	if (armed.kind == FAULT_SHORT)
		real(f)->pMethods->xWrite(real(f), from, len / 2, at);
	return code(SQLITE_IOERR_WRITE);
}

static int cut_file(sqlite3_file *f, sqlite3_int64 size)
{
	sqlite3_int64 now;

	real(f)->pMethods->xFileSize(real(f), &now);
	if (now > size)
		remember(of(f), size, (int)(now - size));
	return falls(false) ? code(SQLITE_IOERR_TRUNCATE)
			    : real(f)->pMethods->xTruncate(real(f), size);
}

/* The real sync is left out: nothing here pulls a plug. */
static int sync_file(sqlite3_file *f, int flags)
{
	bool fails = falls(true);

	(void)flags;
	forget(of(f), fails && armed.kind == FAULT_DROP);
	if (slow_ms)
		nanosleep(&(struct timespec){ .tv_nsec = slow_ms * 1000000L }, NULL);
	return fails ? code(SQLITE_IOERR_FSYNC) : SQLITE_OK;
}

static int size_file(sqlite3_file *f, sqlite3_int64 *size)
{
	return real(f)->pMethods->xFileSize(real(f), size);
}

static int lock_file(sqlite3_file *f, int how)
{
	return real(f)->pMethods->xLock(real(f), how);
}

static int unlock_file(sqlite3_file *f, int how)
{
	return real(f)->pMethods->xUnlock(real(f), how);
}

static int reserved(sqlite3_file *f, int *out)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), out);
}

static int control(sqlite3_file *f, int what, void *arg)
{
	return real(f)->pMethods->xFileControl(real(f), what, arg);
}

static int sector(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int traits(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = cut_file,
	.xSync = sync_file,
	.xFileSize = size_file,
	.xLock = lock_file,
	.xUnlock = unlock_file,
	.xCheckReservedLock = reserved,
	.xFileControl = control,
	.xSectorSize = sector,
	.xDeviceCharacteristics = traits,
};

/* --------------------------------------------------------------------- the disk */

static sqlite3_vfs *below, disk;

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	int rc;

	(void)vfs;
	*of(f) = (struct file){ .real = (sqlite3_file *)(of(f) + 1) };
	rc = below->xOpen(below, name, real(f), flags, out);
	if (rc == SQLITE_OK)
		f->pMethods = &methods;
	return rc;
}

void fault_install(void)
{
	below = sqlite3_vfs_find(NULL);
	disk = *below;
	disk.zName = "fault";
	disk.szOsFile = (int)sizeof(struct file) + below->szOsFile;
	disk.xOpen = open_file;
	sqlite3_vfs_register(&disk, 1);
}

void fault_arm(enum fault kind, long n, bool stays)
{
	armed.kind = kind;
	armed.n = n;
	armed.calls = 0;
	armed.stays = stays;
	armed.failed = false;
}

void fault_slow(int ms)
{
	slow_ms = ms;
}

long fault_disarm(bool *failed)
{
	long calls = armed.calls;

	if (failed)
		*failed = armed.failed;
	fault_arm(FAULT_NONE, 0, false);
	return calls;
}
