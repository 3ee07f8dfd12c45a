#define _GNU_SOURCE
#include "CPlatform.h"
#include "program.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Where the program was loaded; of one that comes in segments, its newest segment.
static uintptr_t base, limit;

static int find_limit(struct dl_phdr_info *info, size_t size, void *context) {
  (void)size, (void)context;
  if (info->dlpi_addr != base) return 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    uintptr_t end = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz;
    if (info->dlpi_phdr[i].p_type == PT_LOAD && end > limit) limit = end;
  }
  return 1;
}

uint64_t lectern_relative(const void *address) {
  uintptr_t place = (uintptr_t)address;
  return place >= base && place < limit ? place - base : 0;
}

size_t lectern_program_stack(uint64_t *addresses, size_t capacity) {
  void *frames[128];
  int depth = backtrace(frames, 128);
  size_t count = 0;
  for (int i = 0; i < depth && count < capacity; i++) {
    // A return address is after its call; the byte before it belongs to the call.
    uint64_t place = lectern_relative((char *)frames[i] - 1);
    if (place) addresses[count++] = place;
  }
  return count;
}

void lectern_begin_run(const char *directory, size_t output) {
  lectern_forget_thread_of(getppid());
  lectern_open_wire(directory, output);
  // Output must be in the file when the process dies, in the order in which C and Swift printed it.
  setvbuf(stdout, NULL, _IONBF, 0);
  setvbuf(stderr, NULL, _IONBF, 0);
}

lectern_entry *lectern_load(const char *path, const char *entry) {
  void *program = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  lectern_entry *run = program ? (lectern_entry *)dlsym(program, entry) : NULL;
  if (!run) {
    fprintf(stderr, "%s\n", dlerror());
    return NULL;
  }
  struct link_map *map = program;
  base = map->l_addr;
  limit = 0;
  dl_iterate_phdr(find_limit, NULL);
  lectern_close_variables(program);
  return run;
}

void lectern_call(lectern_entry *run) {
  char *arguments[] = {"notebook", NULL};
  run(1, arguments);
}

int lectern_run_program(const char *directory, const char *path, const char *entry, size_t output) {
  lectern_begin_run(directory, output);
  lectern_entry *run = lectern_load(path, entry);
  if (!run) return 1;
  lectern_watch_throws();
  lectern_watch_endings();
  lectern_call(run);
  exit(0);
}
