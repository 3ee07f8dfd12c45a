/// The memory that processes have together. The system limits each one alone.
#include "CPlatform.h"
#include "CProcesses.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __linux__
/// Adds the sum of two fields, in bytes, of a file; returns 0 where it has none of them or can't be read.
static int add_fields_of_file(uint64_t *sum, const char *path, const char *first, const char *second) {
  char line[256], name[64];
  FILE *fields = fopen(path, "re");
  if (!fields) return 0;
  int found = 0;
  for (unsigned long long kilobytes; fgets(line, sizeof line, fields);) {
    if (sscanf(line, "%63[^:]: %llu kB", name, &kilobytes) != 2) continue;
    if (strcmp(name, first) != 0 && strcmp(name, second) != 0) continue;
    *sum += kilobytes << 10;
    found = 1;
  }
  fclose(fields);
  return found;
}

/// Adds the sum of two fields, in bytes, of a process's file; returns 0 where it has none of them or can't be read. A process
/// whose first thread has ended has its memory still, and its other threads say how much.
static int add_fields(uint64_t *sum, pid_t process, const char *file, const char *first, const char *second) {
  char path[96];
  snprintf(path, sizeof path, "/proc/%d/%s", process, file);
  if (add_fields_of_file(sum, path, first, second)) return 1;
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *threads = opendir(path);
  int found = 0;
  for (struct dirent *entry; threads && !found && (entry = readdir(threads));) {
    if (atoi(entry->d_name) < 1) continue;
    snprintf(path, sizeof path, "/proc/%d/task/%d/%s", process, atoi(entry->d_name), file);
    found = add_fields_of_file(sum, path, first, second);
  }
  if (threads) closedir(threads);
  return found;
}

/// What the processes have, each with all that it shares. /proc says it of every process that it shows.
static uint64_t whole_of(const lectern_family *all) {
  uint64_t whole = 0;
  for (size_t i = 0; i < all->count; i++) add_fields(&whole, all->numbers[i], "status", "VmRSS", "VmSwap");
  return whole;
}

/// What the processes have together, each page divided among those that share it.
static uint64_t shares_of(const lectern_family *all) {
  uint64_t shares = 0;
  // A process can hide its shares, but not its whole.
  for (size_t i = 0; i < all->count; i++)
    if (!add_fields(&shares, all->numbers[i], "smaps_rollup", "Pss", "SwapPss"))
      add_fields(&shares, all->numbers[i], "status", "VmRSS", "VmSwap");
  return shares;
}

uint64_t lectern_memory_of_descendants(pid_t root, uint64_t enough) {
  lectern_family *all = lectern_find_descendants(root, 0);
  if (!all) return 0;
  // What processes have in common is counted several times here. To divide it, the system looks at each page.
  uint64_t memory = whole_of(all);
  if (memory > enough) memory = shares_of(all);
  free(all);
  return memory;
}

void lectern_stop_descendants(pid_t root, pid_t spared) {
  lectern_family *all = lectern_find_descendants(root, 0);
  for (size_t i = 0; all && i < all->count; i++)
    if (all->numbers[i] != spared) kill(all->numbers[i], SIGSTOP);
  free(all);
}
#else
uint64_t lectern_memory_of_descendants(pid_t root, uint64_t enough) { return (void)root, (void)enough, 0; }

void lectern_stop_descendants(pid_t root, pid_t spared) { (void)root, (void)spared; }
#endif
