#include "descendants.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "processes.h"

#ifdef __linux__
/// Kills the children of this process. A dead child's children become ours, and the next round finds them.
static void kill_children(void) {
  DIR *processes = opendir("/proc");
  if (!processes) return;
  for (struct dirent *entry; (entry = readdir(processes));) {
    process child;
    pid_t number = atoi(entry->d_name);
    if (number > 0 && lectern_read_process(number, &child) && child.parent == getpid()) kill(number, SIGKILL);
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
