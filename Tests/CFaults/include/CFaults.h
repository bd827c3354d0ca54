// A disk that fails, or loses what it was not told to keep: a layer between SQLite and the system's files (an sqlite3_vfs) for tests.
//
// It is SQLite's default for the whole process once installed. Files whose path does not begin as the watched one does
// go straight to the system, so that other tests in the process never meet it. One path is watched at a time.
#ifndef CFAULTS_H
#define CFAULTS_H

#include <stdbool.h>

/// What SQLite asks of a disk and may be refused.
typedef enum __attribute__((enum_extensibility(closed))) CFaultsOperation {
  CFaultsOperationNone,
  CFaultsOperationOpen,
  CFaultsOperationRead,
  CFaultsOperationWrite,
  CFaultsOperationTruncate,
  CFaultsOperationSync,
  CFaultsOperationSize,
  CFaultsOperationLock,
  CFaultsOperationRemove,
  CFaultsOperationLook,
} CFaultsOperation;

/// What happened since the last cfaults_watch or cfaults_fail.
typedef struct CFaultsTally {
  /// Operations that were asked for.
  long operations;
  /// Operations that failed.
  long failures;
  /// What failed first.
  CFaultsOperation firstFailure;
} CFaultsTally;

/// Makes the layer SQLite's default. Returns false where SQLite has none that it could stand over.
bool cfaults_install(void);

/// Counts what happens to files whose path begins with `prefix`; files that are open already are not counted.
void cfaults_watch(const char *_Nonnull prefix);

/// Begins to count anew: the first-th operation from here on fails, and where `forever` says so all after it. 0: none.
void cfaults_fail(long first, bool forever);

CFaultsTally cfaults_tally(void);

/// What of the writes since a file's last sync is on the disk after a power cut.
typedef enum __attribute__((enum_extensibility(closed))) CFaultsKept {
  CFaultsKeptNothing,
  CFaultsKeptAll,
  /// Each sector of 512 bytes, each change of a file's length and each new or removed name for itself, as chance has it.
  CFaultsKeptSome,
} CFaultsKept;

/// Begins to keep account of what was written and not synced, for files that are opened from here on.
void cfaults_account(void);

/// Writes into `folder` what a power cut now would leave of the watched files: what was synced, and what `kept` says of
/// the rest. The files themselves are not touched. Returns false where it cannot be written.
/// - Parameter seed: of the chance.
bool cfaults_cut_power(const char *_Nonnull folder, CFaultsKept kept, unsigned long seed);

#endif
