#define _GNU_SOURCE
#include "CPlatform.h"

#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { capacity = 1 << 16 };

struct process {
  pid_t number, parent;
  int is_dead, belongs;
};

#ifdef __linux__
static int read_process(pid_t number, struct process *process) {
  char path[64], line[512], state = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", number);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  line[fread(line, 1, sizeof line - 1, file)] = 0;
  fclose(file);
  // The name before the state is in parentheses and may contain parentheses itself.
  char *name_end = strrchr(line, ')');
  *process = (struct process){.number = number};
  if (!name_end || sscanf(name_end, ") %c %d", &state, &process->parent) != 2) return 0;
  process->is_dead = state == 'Z' || state == 'X';
  return 1;
}

static size_t read_processes(struct process *processes) {
  size_t count = 0;
  DIR *folder = opendir("/proc");
  if (!folder) return 0;
  for (struct dirent *entry; count < capacity && (entry = readdir(folder));)
    if (isdigit((unsigned char)entry->d_name[0])) count += read_process(atoi(entry->d_name), processes + count);
  closedir(folder);
  return count;
}
#else
static size_t read_processes(struct process *processes) { return (void)processes, 0; }
#endif

/// Marks all descendants of a process.
static void mark(struct process *processes, size_t count, pid_t root) {
  for (int found = 1; found;) {
    found = 0;
    for (size_t i = 0; i < count; i++) {
      if (processes[i].belongs) continue;
      int belongs = processes[i].parent == root;
      for (size_t k = 0; k < count && !belongs; k++)
        belongs = processes[k].belongs && processes[k].number == processes[i].parent;
      if (belongs) found = processes[i].belongs = 1;
    }
  }
}

void lectern_kill_tree(pid_t root) {
  struct process *processes = malloc(capacity * sizeof *processes);
  // The root comes last: while it exists, orphans of its descendants stay below it.
  for (int round = 0, alive = 1; processes && alive && round < 1000; round++) {
    size_t count = read_processes(processes);
    mark(processes, count, root);
    alive = 0;
    for (size_t i = 0; i < count; i++) {
      if (!processes[i].belongs || processes[i].is_dead) continue;
      kill(processes[i].number, SIGKILL);
      alive = 1;
    }
    if (alive) usleep(1000);
  }
  free(processes);
  kill(root, SIGKILL);
}
