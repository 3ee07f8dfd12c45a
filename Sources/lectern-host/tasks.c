#include "tasks.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>
#include "processes.h"

enum { capacity = 1 << 15 };

#ifdef __linux__
static size_t read_processes(process *all) {
  DIR *folder = opendir("/proc");
  size_t count = 0;
  for (struct dirent *entry; folder && count < capacity && (entry = readdir(folder));)
    if (atoi(entry->d_name) > 0) count += (size_t)lectern_read_process(atoi(entry->d_name), all + count);
  if (folder) closedir(folder);
  return count;
}

/// This process and its descendants.
typedef struct {
  pid_t numbers[capacity];
  size_t count;
  /// Their processes and threads, without this process.
  int tasks;
} family;

static void add(family *ours, pid_t number, int threads) {
  for (size_t i = 0; i < ours->count; i++)
    if (ours->numbers[i] == number) return;
  if (ours->count == capacity) return;
  ours->numbers[ours->count++] = number;
  ours->tasks += threads;
}

static void add_children(family *ours, pid_t parent, const process *all, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (all[i].parent == parent) add(ours, all[i].number, all[i].threads);
  pid_t children[1 << 10];
  size_t listed = lectern_read_children(parent, children, sizeof children / sizeof *children);
  // The threads of a process that /proc hides are unknown: it counts as one.
  for (size_t i = 0; i < listed; i++) add(ours, children[i], 1);
}

static int count_tasks(void) {
  process *all = malloc(capacity * sizeof *all);
  family *ours = malloc(sizeof *ours);
  int tasks = 0;
  if (all && ours) {
    size_t count = read_processes(all);
    *ours = (family){.numbers = {getpid()}, .count = 1};
    for (size_t i = 0; i < ours->count; i++) add_children(ours, ours->numbers[i], all, count);
    tasks = ours->tasks;
  }
  free(ours);
  free(all);
  return tasks;
}
#else
static int count_tasks(void) { return 0; }
#endif

int lectern_may_begin_task(int most) {
  static int counted, begun;
  if (counted + begun >= most) counted = count_tasks(), begun = 0;
  if (counted + begun >= most) return 0;
  begun++;
  return 1;
}
