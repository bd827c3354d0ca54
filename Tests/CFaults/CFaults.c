#include "CFaults.h"

#include "Account.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

// What the layer knows; `lock` guards all of it, as SQLite calls from whatever thread it runs on.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs *system_vfs;
static sqlite3_vfs layer;
static char watched[512];
static long first_failure;
static bool fails_forever;
static CFaultsTally tally;

static bool is_watched(const char *path) {
  pthread_mutex_lock(&lock);
  bool is = path != NULL && watched[0] != 0 && strncmp(path, watched, strlen(watched)) == 0;
  pthread_mutex_unlock(&lock);
  return is;
}

// Counts one operation, and says whether it fails.
static bool fails(CFaultsOperation operation) {
  pthread_mutex_lock(&lock);
  tally.operations += 1;
  bool fails = first_failure > 0
    && (fails_forever ? tally.operations >= first_failure : tally.operations == first_failure);
  if (fails) {
    if (tally.failures == 0) tally.firstFailure = operation;
    tally.failures += 1;
  }
  pthread_mutex_unlock(&lock);
  return fails;
}

// MARK: Files. The system's own file lies behind ours in the same memory.

typedef struct Watched {
  sqlite3_file base;
  sqlite3_file *file;
  // NULL where no account is kept.
  Kept *kept;
} Watched;

static sqlite3_file *under(sqlite3_file *file) { return ((Watched *)file)->file; }

static Kept *kept(sqlite3_file *file) { return ((Watched *)file)->kept; }

static int file_close(sqlite3_file *file) { return under(file)->pMethods->xClose(under(file)); }

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  if (fails(CFaultsOperationRead)) return SQLITE_IOERR_READ;
  return under(file)->pMethods->xRead(under(file), bytes, count, offset);
}

// A write that fails has written its first half: disks do that.
static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  bool is_cut = fails(CFaultsOperationWrite);
  int result = under(file)->pMethods->xWrite(under(file), bytes, is_cut ? count / 2 : count, offset);
  if (result == SQLITE_OK) account_write(kept(file), bytes, is_cut ? count / 2 : count, offset);
  return is_cut ? SQLITE_IOERR_WRITE : result;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  if (fails(CFaultsOperationTruncate)) return SQLITE_IOERR_TRUNCATE;
  int result = under(file)->pMethods->xTruncate(under(file), size);
  if (result == SQLITE_OK) account_truncate(kept(file), size);
  return result;
}

static int file_sync(sqlite3_file *file, int flags) {
  if (fails(CFaultsOperationSync)) return SQLITE_IOERR_FSYNC;
  int result = under(file)->pMethods->xSync(under(file), flags);
  if (result == SQLITE_OK) account_sync(kept(file));
  return result;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  if (fails(CFaultsOperationSize)) return SQLITE_IOERR_FSTAT;
  return under(file)->pMethods->xFileSize(under(file), size);
}

static int file_lock(sqlite3_file *file, int level) {
  if (fails(CFaultsOperationLock)) return SQLITE_IOERR_LOCK;
  return under(file)->pMethods->xLock(under(file), level);
}

// Giving a lock back fails nowhere that SQLite could do anything about it.
static int file_unlock(sqlite3_file *file, int level) { return under(file)->pMethods->xUnlock(under(file), level); }

static int file_check_lock(sqlite3_file *file, int *is_held) {
  if (fails(CFaultsOperationLock)) return SQLITE_IOERR_CHECKRESERVEDLOCK;
  return under(file)->pMethods->xCheckReservedLock(under(file), is_held);
}

static int file_control(sqlite3_file *file, int what, void *argument) {
  return under(file)->pMethods->xFileControl(under(file), what, argument);
}

static int file_sector(sqlite3_file *file) { return under(file)->pMethods->xSectorSize(under(file)); }

static int file_device(sqlite3_file *file) { return under(file)->pMethods->xDeviceCharacteristics(under(file)); }

// Version 1: without shared memory and mapping, which the store does not use.
static const sqlite3_io_methods methods = {
  1, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock, file_unlock, file_check_lock,
  file_control, file_sector, file_device, 0, 0, 0, 0, 0, 0,
};

// MARK: Names

static int layer_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags) {
  (void)vfs;
  // The system's layer looks into its own record of itself, so it is given that.
  if (!is_watched(path)) return system_vfs->xOpen(system_vfs, path, file, flags, out_flags);
  Watched *own = (Watched *)file;
  own->base.pMethods = NULL;
  if (fails(CFaultsOperationOpen)) return SQLITE_CANTOPEN;
  own->file = (sqlite3_file *)(own + 1);
  own->kept = account_open(path);
  int result = system_vfs->xOpen(system_vfs, path, own->file, flags, out_flags);
  if (own->file->pMethods != NULL) own->base.pMethods = &methods;
  if (result == SQLITE_OK) account_made(own->kept);
  return result;
}

static int layer_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
  (void)vfs;
  if (is_watched(path) && fails(CFaultsOperationRemove)) return SQLITE_IOERR_DELETE;
  int result = system_vfs->xDelete(system_vfs, path, sync_folder);
  if (result == SQLITE_OK) account_remove(path, sync_folder != 0);
  return result;
}

static int layer_access(sqlite3_vfs *vfs, const char *path, int flags, int *is_there) {
  (void)vfs;
  if (is_watched(path) && fails(CFaultsOperationLook)) return SQLITE_IOERR_ACCESS;
  return system_vfs->xAccess(system_vfs, path, flags, is_there);
}

// MARK: The switches

bool cfaults_install(void) {
  pthread_mutex_lock(&lock);
  if (system_vfs == NULL && (system_vfs = sqlite3_vfs_find(NULL)) != NULL) {
    layer = *system_vfs;
    layer.pNext = NULL;
    layer.zName = "faults";
    layer.szOsFile = (int)sizeof(Watched) + system_vfs->szOsFile;
    layer.xOpen = layer_open;
    layer.xDelete = layer_delete;
    layer.xAccess = layer_access;
    if (sqlite3_vfs_register(&layer, 1) != SQLITE_OK) system_vfs = NULL;
  }
  bool is_installed = system_vfs != NULL;
  pthread_mutex_unlock(&lock);
  return is_installed;
}

void cfaults_watch(const char *prefix) {
  pthread_mutex_lock(&lock);
  strncpy(watched, prefix, sizeof watched - 1);
  first_failure = 0;
  tally = (CFaultsTally){0};
  pthread_mutex_unlock(&lock);
  account_end();
}

void cfaults_fail(long first, bool forever) {
  pthread_mutex_lock(&lock);
  first_failure = first;
  fails_forever = forever;
  tally = (CFaultsTally){0};
  pthread_mutex_unlock(&lock);
}

CFaultsTally cfaults_tally(void) {
  pthread_mutex_lock(&lock);
  CFaultsTally copy = tally;
  pthread_mutex_unlock(&lock);
  return copy;
}
