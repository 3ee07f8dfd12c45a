/// What the system says of a process.
#pragma once
#include <sys/types.h>

typedef struct {
  pid_t number, parent;
  int threads;
  /// For whoever counts them.
  int is_ours;
} process;

/// Returns 0 if there is no such process.
int lectern_read_process(pid_t number, process *result);
