#include "CPlatform.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number) { interrupted = number; }

void lectern_watch_interrupts(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  // The process that started this one may have blocked them, as threads of worker pools do.
  sigset_t signals;
  sigemptyset(&signals);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction before, action = {.sa_handler = on_interrupt, .sa_flags = SA_RESETHAND};
    // With `nohup`, the run continues when its terminal is closed.
    sigaction(numbers[i], NULL, &before);
    if (numbers[i] == SIGHUP && before.sa_handler == SIG_IGN) continue;
    sigaction(numbers[i], &action, NULL);
    sigaddset(&signals, numbers[i]);
  }
  sigprocmask(SIG_UNBLOCK, &signals, NULL);
}

int lectern_interrupted(void) { return interrupted; }
