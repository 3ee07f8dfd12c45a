#define _GNU_SOURCE
#include "CPlatform.h"
#include "program.h"

#include <dlfcn.h>
#include <string.h>

enum { depth = 32 };

static uint64_t last[depth];
static size_t last_count;

static void note_throw(void) { last_count = lectern_program_stack(last, depth); }

/// The runtime calls these hooks with the error, which is ignored.
static void on_throw(void *error) {
  (void)error;
  note_throw();
}

static void on_typed_throw(void *value, void *type, void *conformance) {
  (void)value, (void)type, (void)conformance;
  note_throw();
}

void lectern_watch_throws(void) {
  void (**hook)(void *) = dlsym(RTLD_DEFAULT, "_swift_willThrow");
  if (hook) *hook = on_throw;
  void (**typed)(void *, void *, void *) = dlsym(RTLD_DEFAULT, "_swift_willThrowTypedImpl");
  if (typed) *typed = on_typed_throw;
}

size_t lectern_last_throw(uint64_t *addresses, size_t capacity) {
  size_t count = last_count < capacity ? last_count : capacity;
  memcpy(addresses, last, count * sizeof *addresses);
  return count;
}
