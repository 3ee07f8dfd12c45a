#include "descendants.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "CProcesses.h"

/// Kills the descendants of this process. Those that begin meanwhile are found by the next round.
static void kill_all(void) {
  lectern_family *all = lectern_find_descendants(getpid(), 1);
  for (size_t i = 0; all && i < all->count; i++) kill(all->numbers[i], SIGKILL);
  free(all);
}

void lectern_kill_group(pid_t leader) {
  kill(-leader, SIGKILL);
  kill(leader, SIGKILL);
}

void lectern_kill_descendants(void) {
  for (;;) {
    pid_t ended = waitpid(-1, NULL, WNOHANG);
    if (ended > 0) continue;
    if (ended < 0 && errno == ECHILD) return;
    kill_all();
    waitpid(-1, NULL, 0);
  }
}
