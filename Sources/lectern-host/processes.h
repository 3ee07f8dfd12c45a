/// What the system says of a process.
#pragma once
#include <stddef.h>
#include <sys/types.h>

typedef struct {
  pid_t number, parent;
  int threads;
} process;

/// Returns 0 if there is no such process, or one that the system hides from its own user.
int lectern_read_process(pid_t number, process *result);

/// The numbers of a process's children, those too that /proc hides; returns how many. There are none where the system has no
/// such lists, and some may be missing while others end.
size_t lectern_read_children(pid_t parent, pid_t *numbers, size_t capacity);
