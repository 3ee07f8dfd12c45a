/// The calls that end a program without a message. The linker replaces them with these, which report where they were
/// called.
#include "CPlatform.h"
#include "program.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

enum { depth = 64 };

static void tell(enum lectern_kind kind, const uint64_t *words, size_t count) {
  uint64_t message[2 + depth];
  for (size_t i = 0; i < count; i++) message[i] = words[i];
  size_t found = lectern_program_stack(message + count, depth);
  lectern_send(kind, message, (count + found) * sizeof *message);
}

/// Every other signal can be caught.
static void tell_kill(int number) {
  // Neither an overflow of the stack nor a variable.
  uint64_t words[] = {SIGKILL, 0, 0};
  if (number == SIGKILL && !lectern_finished) tell(LECTERN_SIGNAL, words, 3);
}

int __wrap_kill(pid_t process, int number) {
  // Without its host the process is killed too.
  pid_t deadly[] = {getpid(), getppid(), 0, -1, -getpgrp()};
  for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
    if (process == deadly[i]) tell_kill(number);
  }
  return kill(process, number);
}

int __wrap_killpg(pid_t group, int number) {
  if (group == 0 || group == getpgrp()) tell_kill(number);
  return killpg(group, number);
}

int __wrap_raise(int number) {
  tell_kill(number);
  return raise(number);
}

int __wrap_pthread_kill(pthread_t thread, int number) {
  tell_kill(number);
  return pthread_kill(thread, number);
}

void __wrap__exit(int code) {
  if (!lectern_finished) tell(LECTERN_EXIT, NULL, 0);
  _exit(code);
}

void __wrap__Exit(int code) { __wrap__exit(code); }

void __wrap_quick_exit(int code) {
  if (!lectern_finished) tell(LECTERN_EXIT, NULL, 0);
  quick_exit(code);
}
