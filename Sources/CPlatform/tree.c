#define _GNU_SOURCE
#include "CPlatform.h"
#include "CProcesses.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include "hold.h"

/// Whether a process goes on. One that /proc hides has not ended: of a dead one it says so.
static int is_alive(pid_t number) {
  lectern_process process;
  if (!lectern_read_process(number, &process)) return kill(number, 0) == 0 || errno != ESRCH;
  return !lectern_has_ended(&process);
}

static int is_among(pid_t number, const pid_t *numbers, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (numbers[i] == number) return 1;
  return 0;
}

/// Ends descendants again and again until none is alive; returns whether there was one. If the root is their host,
/// which is held meanwhile, the last of the processes whose beginning it had allowed may appear a moment later.
static int kill_descendants(pid_t root, int by_parents, const pid_t *kept, size_t count) {
  enum { enough = 2, most_rounds = 1000 };
  int found = 0;
  for (int round = 0, empty = 0; empty < enough && round < most_rounds; round++) {
    lectern_family *all = lectern_find_descendants(root, by_parents);
    int alive = 0;
    for (size_t i = 0; all && i < all->count; i++) {
      if (is_among(all->numbers[i], kept, count) || !is_alive(all->numbers[i])) continue;
      kill(all->numbers[i], SIGKILL);
      alive = found = 1;
    }
    free(all);
    empty = alive ? 0 : empty + 1;
    if (empty < enough) usleep(1000);
  }
  return found;
}

int lectern_kill_others(pid_t root, const pid_t *kept, size_t count) {
  lectern_hold(root);
  int found = kill_descendants(root, 0, kept, count);
  lectern_release(root);
  return found;
}

void lectern_kill_tree(pid_t root) {
  lectern_hold(root);
  // The root comes last: while it exists, orphans of its descendants stay below it.
  kill_descendants(root, 1, NULL, 0);
  kill(root, SIGKILL);
}
