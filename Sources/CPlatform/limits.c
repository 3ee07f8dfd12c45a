/// The limits of the item that runs, where it has its own.
#include "CPlatform.h"
#include "program.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static char limits_path[PATH_MAX];

void lectern_open_limits(const char *directory) { snprintf(limits_path, sizeof limits_path, "%s/limits", directory); }

/// Limits the process's memory; with 0 to what the run allows.
static void limit_memory(uint64_t bytes) {
  struct rlimit space;
  if (getrlimit(RLIMIT_AS, &space) != 0) return;
  rlim_t wanted = bytes && bytes < space.rlim_max ? bytes : space.rlim_max;
  if (wanted == space.rlim_cur) return;
  space.rlim_cur = wanted;
  setrlimit(RLIMIT_AS, &space);
}

uint64_t lectern_begin_limits(uint64_t item) {
  struct lectern_item_limits found = {0}, next;
  int file = open(limits_path, O_RDONLY | O_CLOEXEC);
  if (file >= 0) {
    while (read(file, &next, sizeof next) == sizeof next) {
      if (next.item == item) found = next;
    }
    close(file);
  }
  limit_memory(found.memory);
  return found.output;
}

void lectern_end_limits(void) { limit_memory(0); }
