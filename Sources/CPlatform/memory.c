/// The memory that processes have together. The system limits each one alone.
#include "CPlatform.h"
#include "CProcesses.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "hold.h"

#ifdef __linux__
/// Fields of a file about a process, and the sum of what they say, in bytes.
typedef struct {
  // Those that there are not are NULL.
  const char *names[3];
  uint64_t sum;
} memory_fields;

/// What a process has in memory and swapped out, and the tables of its pages, which are in none of its pages.
static const memory_fields whole_fields = {{"VmRSS", "VmSwap", "VmPTE"}, 0};
/// The same, with each page divided among those that share it.
static const memory_fields share_fields = {{"Pss", "SwapPss"}, 0}, table_fields = {{"VmPTE"}, 0};

static int is_named(const memory_fields *fields, const char *name) {
  for (size_t i = 0; i < sizeof fields->names / sizeof *fields->names; i++)
    if (fields->names[i] && strcmp(name, fields->names[i]) == 0) return 1;
  return 0;
}

/// Adds what a file says; returns 0 where it has none of the fields or can't be read.
static int add_fields_of_file(const char *path, void *context) {
  memory_fields *fields = context;
  char line[256], name[64];
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  int found = 0;
  for (unsigned long long kilobytes; fgets(line, sizeof line, file);) {
    if (sscanf(line, "%63[^:]: %llu kB", name, &kilobytes) != 2 || !is_named(fields, name)) continue;
    fields->sum += kilobytes << 10;
    found = 1;
  }
  fclose(file);
  return found;
}

/// Adds what a process's file says; returns 0 where that is nothing. A process whose first thread has ended has its memory
/// still, and its other threads say how much.
static int add_fields(memory_fields *fields, pid_t process, const char *file) {
  char path[96];
  snprintf(path, sizeof path, "/proc/%d/%s", process, file);
  return add_fields_of_file(path, fields) || lectern_each_thread(process, file, add_fields_of_file, fields);
}

/// What the processes have, each with all that it shares. /proc says it of every process that it shows.
static uint64_t whole_of(const lectern_family *all) {
  memory_fields whole = whole_fields;
  for (size_t i = 0; i < all->count; i++) add_fields(&whole, all->numbers[i], "status");
  return whole.sum;
}

/// What the processes have together, each page divided among those that share it.
static uint64_t shares_of(const lectern_family *all) {
  memory_fields shares = share_fields, tables = table_fields, whole = whole_fields;
  // A process can hide its shares, but not its whole.
  for (size_t i = 0; i < all->count; i++) {
    int is_shown = add_fields(&shares, all->numbers[i], "smaps_rollup");
    add_fields(is_shown ? &tables : &whole, all->numbers[i], "status");
  }
  return shares.sum + tables.sum + whole.sum;
}

/// What the processes have. What they have in common is counted several times first: to divide it, the system looks at each
/// page.
static uint64_t memory_of(const lectern_family *all, uint64_t enough) {
  uint64_t memory = whole_of(all);
  return memory > enough ? shares_of(all) : memory;
}

static int are_same(const lectern_family *a, const lectern_family *b) {
  return a && b && a->count == b->count && memcmp(a->numbers, b->numbers, a->count * sizeof *a->numbers) == 0;
}

/// The descendants, once two lists in a row are the same, or after some that differ.
static lectern_family *settled_descendants(pid_t root) {
  lectern_family *all = lectern_find_descendants(root, 0);
  for (int round = 0; round < 10; round++) {
    lectern_family *next = lectern_find_descendants(root, 0);
    int is_settled = are_same(all, next);
    free(all);
    all = next;
    if (is_settled) break;
  }
  return all;
}

uint64_t lectern_memory_of_descendants(pid_t root, uint64_t enough) {
  lectern_family *all = lectern_find_descendants(root, 0);
  uint64_t memory = all ? memory_of(all, enough) : 0;
  lectern_family *after = lectern_find_descendants(root, 0);
  if (!are_same(all, after)) {
    // Some began or ended meanwhile, so memory may have passed from one that was looked at later to one that wasn't there yet.
    free(all);
    lectern_hold(root);
    all = settled_descendants(root);
    if (all) memory = memory_of(all, enough);
    lectern_release(root);
  }
  free(all);
  free(after);
  return memory;
}

void lectern_stop_descendants(pid_t root, pid_t spared) {
  lectern_hold(root);
  for (int round = 0; round < 2; round++) {
    lectern_family *all = lectern_find_descendants(root, 0);
    for (size_t i = 0; all && i < all->count; i++)
      if (all->numbers[i] != spared) kill(all->numbers[i], SIGSTOP);
    free(all);
  }
  lectern_release(root);
}
#else
uint64_t lectern_memory_of_descendants(pid_t root, uint64_t enough) { return (void)root, (void)enough, 0; }

void lectern_stop_descendants(pid_t root, pid_t spared) { (void)root, (void)spared; }
#endif
