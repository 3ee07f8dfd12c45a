#include "hold.h"

#include <signal.h>
#include <unistd.h>
#include "CProcesses.h"

void lectern_hold(pid_t host) {
  enum { longest = 200 };
  if (kill(host, SIGSTOP) != 0) return;
  lectern_process process;
  for (int round = 0; round < longest && lectern_read_process(host, &process); round++) {
    if (process.state == 'T' || lectern_has_ended(&process)) return;
    usleep(100);
  }
}

void lectern_release(pid_t host) { kill(host, SIGCONT); }
