/// The memory of the program's variables. It can't be touched before the variables exist: a variable without a value would
/// be read as zeros.
#include "CPlatform.h"
#include "program.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <sys/mman.h>

/// Variables that come to exist at one moment; they end where the next ones begin.
struct group {
  uint64_t moment;
  uint64_t end;
};

struct table {
  uint64_t count;
  struct group groups[];
};

static char *memory;
static const struct table *table;
static uint64_t next;
static _Atomic uint64_t open_end;

static uint64_t size(void) { return table && table->count ? table->groups[table->count - 1].end : 0; }

void lectern_close_variables(void *program) {
  memory = dlsym(program, "lectern_variables");
  table = memory ? dlsym(program, "lectern_moments") : NULL;
  if (size()) mprotect(memory, size(), PROT_NONE);
}

void lectern_open_variables(uint64_t moment) {
  uint64_t start = atomic_load(&open_end), end = start;
  while (table && next < table->count && table->groups[next].moment <= moment) end = table->groups[next++].end;
  if (end == start) return;
  mprotect(memory + start, end - start, PROT_READ | PROT_WRITE);
  atomic_store(&open_end, end);
}

uint64_t lectern_closed_variable(const void *address) {
  uintptr_t offset = (uintptr_t)address - (uintptr_t)memory;
  return offset >= atomic_load(&open_end) && offset < size() ? offset + 1 : 0;
}
