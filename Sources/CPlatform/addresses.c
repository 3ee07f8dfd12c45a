/// What addresses in texts refer to.
#define _GNU_SOURCE
#include "CPlatform.h"

#include <sys/mman.h>
#include <unistd.h>

int lectern_is_mapped(uint64_t address) {
  uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
  unsigned char resident;
  return mincore((void *)(uintptr_t)(address / page * page), 1, (void *)&resident) == 0;
}
