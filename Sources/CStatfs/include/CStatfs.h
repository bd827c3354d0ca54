// statfs(2), which Swift's Glibc module leaves out: which kind of file system holds a file.
#ifndef CSTATFS_H
#define CSTATFS_H

#include <stdint.h>

/// What is known of the file system that holds a path.
typedef struct CStatfsFound {
  /// `f_type`, as linux/magic.h names it.
  uint32_t type;
  /// The device's numbers, as proc(5) mountinfo gives them.
  unsigned int major;
  unsigned int minor;
} CStatfsFound;

/// Looks at `path`, through links. Returns 0, or the error number.
int cstatfs_look(const char *path, CStatfsFound *found);

#endif
