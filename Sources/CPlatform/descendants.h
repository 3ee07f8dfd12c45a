/// The processes below a process.
#pragma once
#include <stddef.h>
#include <sys/types.h>

enum { lectern_most_descendants = 1 << 13 };

typedef struct {
  pid_t numbers[lectern_most_descendants];
  size_t count;
} lectern_family;

/// The descendants of a process, by the system's lists of children, which name those too that /proc hides. With `by_parents`
/// also by what /proc says of each process, where the system has no such lists or leaves out one while others end. To be
/// freed; NULL without memory.
lectern_family *lectern_find_descendants(pid_t root, int by_parents);
