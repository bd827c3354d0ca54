#include "CStatfs.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

int cstatfs_look(const char *path, CStatfsFound *found) {
  struct statfs system;
  struct stat file;
  if (statfs(path, &system) != 0 || stat(path, &file) != 0) return errno;
  found->type = (uint32_t)system.f_type;
  found->major = major(file.st_dev);
  found->minor = minor(file.st_dev);
  return 0;
}
