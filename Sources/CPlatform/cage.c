#include "CPlatform.h"

#include <errno.h>
#include <stddef.h>

#ifdef __linux__
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

const char *lectern_cage_problem(void) {
  enum { ask_for_version = 1 };
  if (syscall(SYS_landlock_create_ruleset, NULL, 0, ask_for_version) < 1)
    return errno == EOPNOTSUPP ? "Landlock is switched off" : "the kernel has no Landlock";
  uint32_t action = SECCOMP_RET_ERRNO;
  if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) != 0) return "the kernel has no filter of calls";
  return NULL;
}
#else
const char *lectern_cage_problem(void) { return "only Linux has Landlock"; }
#endif
