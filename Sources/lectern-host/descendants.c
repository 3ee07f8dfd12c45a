#include "descendants.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
/// The process's parent; 0 if there is no such process.
static pid_t parent_of(pid_t process) {
  char path[64], line[512];
  snprintf(path, sizeof path, "/proc/%d/stat", process);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  size_t length = fread(line, 1, sizeof line - 1, file);
  fclose(file);
  line[length] = 0;
  // The name before the parent's id is in parentheses and may contain parentheses itself.
  char *name_end = strrchr(line, ')');
  int parent = 0;
  if (name_end) sscanf(name_end, ") %*c %d", &parent);
  return parent;
}

/// Kills the children of this process. A dead child's children become ours, and the next round finds them.
static void kill_children(void) {
  DIR *processes = opendir("/proc");
  if (!processes) return;
  for (struct dirent *entry; (entry = readdir(processes));) {
    pid_t process = atoi(entry->d_name);
    if (process > 0 && parent_of(process) == getpid()) kill(process, SIGKILL);
  }
  closedir(processes);
}
#else
static void kill_children(void) {}
#endif

void lectern_kill_descendants(pid_t group) {
  kill(-group, SIGKILL);
  kill(group, SIGKILL);
  for (;;) {
    pid_t ended = waitpid(-1, NULL, WNOHANG);
    if (ended > 0) continue;
    if (ended < 0 && errno == ECHILD) return;
    kill_children();
    waitpid(-1, NULL, 0);
  }
}
