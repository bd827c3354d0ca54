#include "Account.h"
#include "CFaults.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { sector_size = 512 };

typedef struct Bytes {
  unsigned char *first;
  long long count;
} Bytes;

typedef enum { Write, Truncate, Remove } Kind;

// Something that was done and not synced.
typedef struct Change {
  Kind kind;
  long long offset;  // of a write; the length behind a truncation
  Bytes bytes;
  struct Change *next;
} Change;

struct Kept {
  char path[512];
  // Whether the name is on the disk, and whether a file of that name was made.
  bool is_there, was_made;
  Bytes durable;
  Change *first, *last;
  struct Kept *next;
};

// `lock` guards all of it.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool keeps_account;
static Kept *all;

static void set_length(Bytes *bytes, long long length) {
  unsigned char *grown = realloc(bytes->first, length > 0 ? (size_t)length : 1);
  if (grown == NULL) abort();
  if (length > bytes->count) memset(grown + bytes->count, 0, (size_t)(length - bytes->count));
  *bytes = (Bytes){grown, length};
}

static void put(Bytes *bytes, const unsigned char *from, long long count, long long offset) {
  if (offset + count > bytes->count) set_length(bytes, offset + count);
  memcpy(bytes->first + offset, from, (size_t)count);
}

static Bytes contents(const char *path, bool *is_there) {
  Bytes bytes = {NULL, 0};
  FILE *file = fopen(path, "rb");
  *is_there = file != NULL;
  if (file == NULL) return bytes;
  unsigned char room[65536];
  size_t count;
  while ((count = fread(room, 1, sizeof room, file)) > 0) put(&bytes, room, (long long)count, bytes.count);
  fclose(file);
  return bytes;
}

static Kept *find(const char *path) {
  for (Kept *kept = all; kept != NULL; kept = kept->next)
    if (strcmp(kept->path, path) == 0) return kept;
  return NULL;
}

static void add(Kept *kept, Change made) {
  Change *change = malloc(sizeof *change);
  if (change == NULL) abort();
  *change = made;
  if (kept->last != NULL) kept->last->next = change;
  else kept->first = change;
  kept->last = change;
}

static void forget(Kept *kept) {
  while (kept->first != NULL) {
    Change *next = kept->first->next;
    free(kept->first->bytes.first);
    free(kept->first);
    kept->first = next;
  }
  kept->last = NULL;
}

static bool settle_all(uint64_t *chance) {
  (void)chance;
  return true;
}

static bool settle_none(uint64_t *chance) {
  (void)chance;
  return false;
}

// SplitMix64.
static bool settle_some(uint64_t *chance) {
  uint64_t mixed = *chance += 0x9E3779B97F4A7C15;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return ((mixed ^ (mixed >> 31)) & 1) != 0;
}

// Whether one thing that was not synced is on the disk.
typedef bool Settling(uint64_t *chance);

// What the file holds where `is_kept` decides about each sector that was written; whether its name is there.
static Bytes settled(const Kept *kept, Settling *is_kept, uint64_t *chance, bool *is_there) {
  Bytes bytes = {NULL, 0};
  if (kept->durable.count > 0) put(&bytes, kept->durable.first, kept->durable.count, 0);
  *is_there = kept->is_there || (kept->was_made && is_kept(chance));
  for (const Change *change = kept->first; change != NULL; change = change->next) {
    switch (change->kind) {
    case Truncate:
      if (is_kept(chance)) set_length(&bytes, change->offset);
      break;
    case Remove:
      if (!is_kept(chance)) break;
      *is_there = false;
      set_length(&bytes, 0);
      break;
    case Write:
      for (long long at = 0; at < change->bytes.count;) {
        long long in_sector = sector_size - (change->offset + at) % sector_size;
        long long count = in_sector < change->bytes.count - at ? in_sector : change->bytes.count - at;
        if (is_kept(chance)) put(&bytes, change->bytes.first + at, count, change->offset + at);
        at += count;
      }
    }
  }
  return bytes;
}

// MARK: What happens to a file

Kept *account_open(const char *path) {
  pthread_mutex_lock(&lock);
  Kept *kept = keeps_account ? find(path) : NULL;
  if (keeps_account && kept == NULL) {
    kept = calloc(1, sizeof *kept);
    if (kept == NULL) abort();
    strncpy(kept->path, path, sizeof kept->path - 1);
    kept->durable = contents(path, &kept->is_there);
    kept->next = all;
    all = kept;
  }
  pthread_mutex_unlock(&lock);
  return kept;
}

void account_made(Kept *kept) {
  if (kept == NULL) return;
  pthread_mutex_lock(&lock);
  kept->was_made = true;
  pthread_mutex_unlock(&lock);
}

void account_write(Kept *kept, const void *bytes, int count, long long offset) {
  if (kept == NULL || count == 0) return;
  pthread_mutex_lock(&lock);
  Change change = {Write, offset, {NULL, 0}, NULL};
  put(&change.bytes, bytes, count, 0);
  add(kept, change);
  pthread_mutex_unlock(&lock);
}

void account_truncate(Kept *kept, long long size) {
  if (kept == NULL) return;
  pthread_mutex_lock(&lock);
  add(kept, (Change){Truncate, size, {NULL, 0}, NULL});
  pthread_mutex_unlock(&lock);
}

void account_sync(Kept *kept) {
  if (kept == NULL) return;
  pthread_mutex_lock(&lock);
  bool is_there;
  Bytes now = settled(kept, settle_all, NULL, &is_there);
  free(kept->durable.first);
  kept->durable = now;
  kept->is_there = true;
  forget(kept);
  pthread_mutex_unlock(&lock);
}

void account_remove(const char *path, bool is_synced) {
  pthread_mutex_lock(&lock);
  Kept *kept = find(path);
  if (kept != NULL) {
    add(kept, (Change){Remove, 0, {NULL, 0}, NULL});
    if (is_synced) {
      forget(kept);
      set_length(&kept->durable, 0);
      kept->is_there = kept->was_made = false;
    }
  }
  pthread_mutex_unlock(&lock);
}

void account_end(void) {
  pthread_mutex_lock(&lock);
  keeps_account = false;
  while (all != NULL) {
    Kept *next = all->next;
    forget(all);
    free(all->durable.first);
    free(all);
    all = next;
  }
  pthread_mutex_unlock(&lock);
}

// MARK: The power cut

void cfaults_account(void) {
  pthread_mutex_lock(&lock);
  keeps_account = true;
  pthread_mutex_unlock(&lock);
}

static bool write_file(const char *folder, const char *path, Bytes bytes) {
  const char *name = strrchr(path, '/');
  char place[1024];
  if (snprintf(place, sizeof place, "%s%s", folder, name != NULL ? name : path) >= (int)sizeof place) return false;
  FILE *file = fopen(place, "wb");
  if (file == NULL) return false;
  bool is_written = bytes.count == 0 || fwrite(bytes.first, 1, (size_t)bytes.count, file) == (size_t)bytes.count;
  return fclose(file) == 0 && is_written;
}

bool cfaults_cut_power(const char *folder, CFaultsKept what, unsigned long seed) {
  Settling *settling = what == CFaultsKeptNothing ? settle_none : what == CFaultsKeptAll ? settle_all : settle_some;
  uint64_t chance = seed;
  bool is_written = true;
  pthread_mutex_lock(&lock);
  for (Kept *kept = all; kept != NULL; kept = kept->next) {
    bool is_there;
    Bytes bytes = settled(kept, settling, &chance, &is_there);
    if (is_there) is_written = write_file(folder, kept->path, bytes) && is_written;
    free(bytes.first);
  }
  pthread_mutex_unlock(&lock);
  return is_written;
}
