#include "processes.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int lectern_read_process(pid_t number, process *result) {
  char path[64], line[512];
  snprintf(path, sizeof path, "/proc/%d/stat", number);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  line[fread(line, 1, sizeof line - 1, file)] = 0;
  fclose(file);
  *result = (process){.number = number};
  // The name before the state is in parentheses and may contain parentheses itself.
  char *name_end = strrchr(line, ')');
  return name_end && sscanf(name_end, ") %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %d",
                            &result->parent, &result->threads) == 2;
}

size_t lectern_read_children(pid_t parent, pid_t *numbers, size_t capacity) {
  char path[96];
  size_t count = 0;
  snprintf(path, sizeof path, "/proc/%d/task", parent);
  DIR *threads = opendir(path);
  if (!threads) return 0;
  for (struct dirent *entry; (entry = readdir(threads));) {
    if (atoi(entry->d_name) < 1) continue;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", parent, atoi(entry->d_name));
    FILE *children = fopen(path, "re");
    if (!children) continue;
    while (count < capacity && fscanf(children, "%d", numbers + count) == 1) count++;
    fclose(children);
  }
  closedir(threads);
  return count;
}
