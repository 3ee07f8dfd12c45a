/// What the system says of processes: what runs and what watches it ask in the same way.
#pragma once
#include <stddef.h>
#include <sys/types.h>

typedef struct {
  pid_t number, parent;
  int threads;
  char state;
} lectern_process;

enum { lectern_most_descendants = 1 << 13 };

typedef struct {
  pid_t numbers[lectern_most_descendants];
  size_t count;
} lectern_family;

/// Returns 0 if there is no such process, or one that the system hides from its own user.
int lectern_read_process(pid_t number, lectern_process *result);

/// The descendants of a process, by the system's lists of children, which name those too that /proc hides. With `by_parents`
/// also by what /proc says of each process, where the system has no such lists or leaves out one while others end. To be
/// freed; NULL without memory.
lectern_family *lectern_find_descendants(pid_t root, int by_parents);
