#include "CCurl.h"

#include <sys/resource.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

bool ccurl_forbid_core_dumps(void) {
  const struct rlimit none = {0, 0};
  bool forbidden = setrlimit(RLIMIT_CORE, &none) == 0;
#if defined(__linux__)
  // core(5): a core that is piped to a program is written whatever the limit says, save for an undumpable process.
  forbidden = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && forbidden;
#endif
  return forbidden;
}
