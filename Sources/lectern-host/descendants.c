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
  // /proc may hide a child that others can't read, and the list of children may lack one.
  pid_t children[1 << 10];
  size_t count = lectern_read_children(getpid(), children, sizeof children / sizeof *children);
  for (size_t i = 0; i < count; i++) kill(children[i], SIGKILL);
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
