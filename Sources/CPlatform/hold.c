#include "hold.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>
#include "CProcesses.h"

#ifdef __linux__
static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void lectern_hold(pid_t process) {
  if (kill(process, SIGSTOP) != 0) return;
  double end = seconds() + 1;
  for (lectern_process now; lectern_read_process(process, &now) && seconds() < end; usleep(100))
    if (now.state == 'T' || lectern_has_ended(&now)) return;
}

void lectern_release(pid_t process) { kill(process, SIGCONT); }
#else
void lectern_hold(pid_t process) { (void)process; }

void lectern_release(pid_t process) { (void)process; }
#endif
