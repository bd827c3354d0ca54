// What of the watched files is on the disk for good, and what was only written.
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include <stdbool.h>

typedef struct Kept Kept;

/// The account of the file at `path`, begun with what it holds now; NULL where none is kept. Asked before it is opened,
/// so that a file which the opening makes is known to be new.
Kept *account_open(const char *path);
/// The opening went well.
void account_made(Kept *kept);
void account_write(Kept *kept, const void *bytes, int count, long long offset);
void account_truncate(Kept *kept, long long size);
/// All of the file and its name are on the disk.
void account_sync(Kept *kept);
/// - Parameter is_synced: whether the folder was synced after it.
void account_remove(const char *path, bool is_synced);
/// Keeps no account any more. No watched file may be open.
void account_end(void);

#endif
