#define _GNU_SOURCE
#include "CPlatform.h"
#include "CProcesses.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/// Whether a process goes on. One that /proc hides has not ended: of a dead one it says so.
static int is_alive(pid_t number) {
  lectern_process process;
  if (!lectern_read_process(number, &process)) return kill(number, 0) == 0 || errno != ESRCH;
  // Where only the first thread has ended, the others go on.
  return (process.state != 'Z' && process.state != 'X') || process.threads > 1;
}

static int is_among(pid_t number, const pid_t *numbers, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (numbers[i] == number) return 1;
  return 0;
}

/// Ends descendants again and again until none is alive; returns whether there was one.
static int kill_descendants(pid_t root, int by_parents, const pid_t *kept, size_t count) {
  int found = 0;
  for (int round = 0, alive = 1; alive && round < 1000; round++) {
    lectern_family *all = lectern_find_descendants(root, by_parents);
    alive = 0;
    for (size_t i = 0; all && i < all->count; i++) {
      if (is_among(all->numbers[i], kept, count) || !is_alive(all->numbers[i])) continue;
      kill(all->numbers[i], SIGKILL);
      alive = found = 1;
    }
    free(all);
    if (alive) usleep(1000);
  }
  return found;
}

int lectern_kill_others(pid_t root, const pid_t *kept, size_t count) { return kill_descendants(root, 0, kept, count); }

void lectern_kill_tree(pid_t root) {
  // The root comes last: while it exists, orphans of its descendants stay below it.
  kill_descendants(root, 1, NULL, 0);
  kill(root, SIGKILL);
}
