#include "processes.h"

#include <stdio.h>
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
