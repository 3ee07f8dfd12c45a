#define _GNU_SOURCE
#include "CPlatform.h"
#include "descendants.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// Whether a process goes on. One that /proc hides has not ended: of a dead one it says so.
static int is_alive(pid_t number) {
  char path[64], line[512], state = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", number);
  FILE *file = fopen(path, "re");
  if (!file) return kill(number, 0) == 0 || errno != ESRCH;
  line[fread(line, 1, sizeof line - 1, file)] = 0;
  fclose(file);
  // The name before the state is in parentheses and may contain parentheses itself.
  char *name_end = strrchr(line, ')');
  return name_end && sscanf(name_end, ") %c", &state) == 1 && state != 'Z' && state != 'X';
}

void lectern_kill_tree(pid_t root) {
  // The root comes last: while it exists, orphans of its descendants stay below it.
  for (int round = 0, alive = 1; alive && round < 1000; round++) {
    lectern_family *all = lectern_find_descendants(root, 1);
    alive = 0;
    for (size_t i = 0; all && i < all->count; i++) {
      if (!is_alive(all->numbers[i])) continue;
      kill(all->numbers[i], SIGKILL);
      alive = 1;
    }
    free(all);
    if (alive) usleep(1000);
  }
  kill(root, SIGKILL);
}
