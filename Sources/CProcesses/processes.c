#include "CProcesses.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int lectern_has_ended(const lectern_process *process) {
  return (process->state == 'Z' || process->state == 'X') && process->threads <= 1;
}

#ifdef __linux__
enum { most_processes = 1 << 16 };

int lectern_read_process(pid_t number, lectern_process *result) {
  char path[64], line[512];
  snprintf(path, sizeof path, "/proc/%d/stat", number);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  line[fread(line, 1, sizeof line - 1, file)] = 0;
  fclose(file);
  *result = (lectern_process){.number = number};
  // The name before the state is in parentheses and may contain parentheses itself.
  char *name_end = strrchr(line, ')');
  return name_end && sscanf(name_end, ") %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %d",
                            &result->state, &result->parent, &result->threads) == 3;
}

int lectern_each_thread(pid_t process, const char *file, int (*take)(const char *path, void *context), void *context) {
  char path[96];
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *threads = opendir(path);
  int taken = 0;
  for (struct dirent *entry; threads && !taken && (entry = readdir(threads));) {
    int thread = atoi(entry->d_name);
    if (thread < 1) continue;
    snprintf(path, sizeof path, "/proc/%d/task/%d/%s", process, thread, file);
    taken = take(path, context);
  }
  if (threads) closedir(threads);
  return taken;
}

static size_t read_processes(lectern_process *processes) {
  size_t count = 0;
  DIR *folder = opendir("/proc");
  if (!folder) return 0;
  for (struct dirent *entry; count < most_processes && (entry = readdir(folder));) {
    pid_t number = atoi(entry->d_name);
    if (number > 0) count += (size_t)lectern_read_process(number, processes + count);
  }
  closedir(folder);
  return count;
}

static void add(lectern_family *all, pid_t number) {
  for (size_t i = 0; i < all->count; i++)
    if (all->numbers[i] == number) return;
  if (all->count < lectern_most_descendants) all->numbers[all->count++] = number;
}

/// Adds the children that a thread's file names.
static int add_children(const char *path, void *all) {
  FILE *children = fopen(path, "re");
  if (!children) return 0;
  for (pid_t number; fscanf(children, "%d", &number) == 1;) add(all, number);
  fclose(children);
  return 0;
}

lectern_family *lectern_find_descendants(pid_t root, int by_parents) {
  lectern_family *all = malloc(sizeof *all);
  lectern_process *processes = by_parents ? malloc(most_processes * sizeof *processes) : NULL;
  size_t count = processes ? read_processes(processes) : 0;
  if (all) all->count = 0;
  for (size_t next = 0; all && next <= all->count; next++) {
    pid_t parent = next == 0 ? root : all->numbers[next - 1];
    lectern_each_thread(parent, "children", add_children, all);
    for (size_t i = 0; i < count; i++)
      if (processes[i].parent == parent) add(all, processes[i].number);
  }
  free(processes);
  return all;
}
#else
int lectern_read_process(pid_t number, lectern_process *result) { return (void)number, (void)result, 0; }

int lectern_each_thread(pid_t process, const char *file, int (*take)(const char *path, void *context), void *context) {
  return (void)process, (void)file, (void)take, (void)context, 0;
}

lectern_family *lectern_find_descendants(pid_t root, int by_parents) {
  return (void)root, (void)by_parents, calloc(1, sizeof(lectern_family));
}
#endif
