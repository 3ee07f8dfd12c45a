/// The memory of the program's variables. It can't be touched before the variables exist: a variable without a value would
/// be read as zeros.
///
/// A variable begins to exist when it is written to, but not before its statement. The first access is a fault of the
/// process: a write opens the variable's pages, and the program goes on; a read ends it.
#include "CPlatform.h"
#include "program.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdlib.h>
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

/// The variables of a loaded program. A program that comes in segments has several.
struct program {
  char *memory;
  const struct table *table;
  /// The number of variables whose statements have begun.
  _Atomic uint64_t declared;
  struct program *before;
};

static struct program *newest;

static uint64_t start(const struct table *table, uint64_t index) {
  // The last number is in the place of a moment.
  return index < table->count ? table->variables[index].start : table->variables[index].moment;
}

static uint64_t size(const struct program *program) { return start(program->table, program->table->count); }

void lectern_close_variables(void *library) {
  char *memory = dlsym(library, "lectern_variables");
  const struct table *table = memory ? dlsym(library, "lectern_moments") : NULL;
  struct program *program = table ? malloc(sizeof *program) : NULL;
  if (!program) return;
  *program = (struct program){memory, table, 0, newest};
  newest = program;
  if (size(program)) mprotect(memory, size(program), PROT_NONE);
}

void lectern_declare_variables(uint64_t moment) {
  if (!newest) return;
  const struct table *table = newest->table;
  uint64_t count = atomic_load(&newest->declared);
  while (count < table->count && table->variables[count].moment <= moment) count++;
  atomic_store(&newest->declared, count);
  if (lectern_watches_faults()) return;
  // Then the first write can't be noticed.
  for (const struct program *p = newest; p; p = p->before) {
    uint64_t declared = atomic_load(&p->declared);
    if (declared) mprotect(p->memory, start(p->table, declared), PROT_READ | PROT_WRITE);
  }
}

/// The program whose variables are at an address; NULL for another address.
static const struct program *program_at(const void *address) {
  const struct program *program = newest;
  while (program && (uintptr_t)address - (uintptr_t)program->memory >= size(program)) program = program->before;
  return program;
}

int lectern_begin_variable(const void *address) {
  const struct program *program = program_at(address);
  if (!program) return 0;
  const struct table *table = program->table;
  uint64_t offset = (uintptr_t)address - (uintptr_t)program->memory;
  uint64_t low = 0, high = atomic_load(&program->declared);
  if (!high || offset >= start(table, high)) return 0;
  while (high - low > 1) {
    uint64_t middle = (low + high) / 2;
    if (start(table, middle) <= offset) low = middle;
    else high = middle;
  }
  uint64_t length = start(table, low + 1) - start(table, low);
  return mprotect(program->memory + start(table, low), length, PROT_READ | PROT_WRITE) == 0;
}

uint64_t lectern_closed_variable(const void *address) {
  const struct program *program = program_at(address);
  return program ? (uintptr_t)address - (uintptr_t)program->memory + 1 : 0;
}
