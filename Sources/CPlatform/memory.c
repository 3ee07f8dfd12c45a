/// The memory that processes have together. The system limits each one alone.
#include "CPlatform.h"

#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __linux__
enum { most = 1 << 13 };

typedef struct {
  pid_t numbers[most];
  size_t count;
} family;

/// Adds the children of each of a process's threads.
static void add_children(family *all, pid_t process) {
  char path[96];
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *tasks = opendir(path);
  if (!tasks) return;
  for (struct dirent *entry; (entry = readdir(tasks));) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", process, atoi(entry->d_name));
    FILE *children = fopen(path, "re");
    if (!children) continue;
    for (int number; all->count < most && fscanf(children, "%d", &number) == 1;) all->numbers[all->count++] = number;
    fclose(children);
  }
  closedir(tasks);
}

static void find_descendants(family *all, pid_t root) {
  all->count = 0;
  add_children(all, root);
  for (size_t i = 0; i < all->count; i++) add_children(all, all->numbers[i]);
}

/// Adds the sum of two fields, in bytes, of a process's file; returns 0 where it has none of them or can't be read.
static int add_fields(uint64_t *sum, pid_t process, const char *file, const char *first, const char *second) {
  char path[96], line[256], name[64];
  snprintf(path, sizeof path, "/proc/%d/%s", process, file);
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

uint64_t lectern_memory_of_descendants(pid_t root, uint64_t enough) {
  family all;
  find_descendants(&all, root);
  // What processes have in common is counted several times here. To divide it, the system looks at each page.
  uint64_t whole = 0, shares = 0;
  for (size_t i = 0; i < all.count; i++) add_fields(&whole, all.numbers[i], "status", "VmRSS", "VmSwap");
  if (whole <= enough) return whole;
  // A process can hide its shares, but not its whole.
  for (size_t i = 0; i < all.count; i++)
    if (!add_fields(&shares, all.numbers[i], "smaps_rollup", "Pss", "SwapPss"))
      add_fields(&shares, all.numbers[i], "status", "VmRSS", "VmSwap");
  return shares;
}

void lectern_stop_descendants(pid_t root, pid_t spared) {
  family all;
  find_descendants(&all, root);
  for (size_t i = 0; i < all.count; i++)
    if (all.numbers[i] != spared) kill(all.numbers[i], SIGSTOP);
}
#else
uint64_t lectern_memory_of_descendants(pid_t root, uint64_t enough) { return (void)root, (void)enough, 0; }

void lectern_stop_descendants(pid_t root, pid_t spared) { (void)root, (void)spared; }
#endif
