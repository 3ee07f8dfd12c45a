/// The memory of the program's variables. It can't be touched before the variables exist: a variable without a value would
/// be read as zeros.
///
/// A variable begins to exist when it is written to, but not before its statement. The first access is a fault of the
/// process: a write opens the variable's pages, and the program goes on; a read ends it.
#include "CPlatform.h"
#include "program.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <sys/mman.h>

/// A variable; its pages end where those of the next one begin.
struct variable {
  uint64_t moment;
  uint64_t start;
};

struct table {
  uint64_t count;
  /// Followed by the end of the last one's pages.
  struct variable variables[];
};

static char *memory;
static const struct table *table;
/// The number of variables whose statements have begun.
static _Atomic uint64_t declared;

static uint64_t start(uint64_t index) {
  // The last number is in the place of a moment.
  return index < table->count ? table->variables[index].start : table->variables[index].moment;
}

static uint64_t size(void) { return table ? start(table->count) : 0; }

void lectern_close_variables(void *program) {
  memory = dlsym(program, "lectern_variables");
  table = memory ? dlsym(program, "lectern_moments") : NULL;
  if (size()) mprotect(memory, size(), PROT_NONE);
}

void lectern_declare_variables(uint64_t moment) {
  uint64_t count = atomic_load(&declared);
  while (table && count < table->count && table->variables[count].moment <= moment) count++;
  atomic_store(&declared, count);
  // Then the first write can't be noticed.
  if (count && !lectern_watches_faults()) mprotect(memory, start(count), PROT_READ | PROT_WRITE);
}

/// One more than the address's offset in the memory; 0 for one outside.
static uint64_t place(const void *address) {
  uint64_t offset = (uint64_t)((uintptr_t)address - (uintptr_t)memory);
  return offset < size() ? offset + 1 : 0;
}

int lectern_begin_variable(const void *address) {
  uint64_t offset = place(address) - 1, low = 0, high = atomic_load(&declared);
  if (!high || offset >= start(high)) return 0;
  while (high - low > 1) {
    uint64_t middle = (low + high) / 2;
    if (start(middle) <= offset) low = middle;
    else high = middle;
  }
  return mprotect(memory + start(low), start(low + 1) - start(low), PROT_READ | PROT_WRITE) == 0;
}

uint64_t lectern_closed_variable(const void *address) { return place(address); }
