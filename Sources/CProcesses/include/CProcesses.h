/// What the runner and the host of cells must agree on: what the system says of processes, and what every cell may reach.
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

/// Whether it has ended, even if nobody has asked how. Where only its first thread has, the others go on.
int lectern_has_ended(const lectern_process *process);

/// Calls `take` with the path of a file in /proc of each of a process's threads, until it returns something else than 0.
/// Returns what the last call did; 0 without one.
int lectern_each_thread(pid_t process, const char *file, int (*take)(const char *path, void *context), void *context);

/// The descendants of a process, by the system's lists of children, which name those too that /proc hides. With `by_parents`
/// also by what /proc says of each process, where the system has no such lists or leaves out one while others end. To be
/// freed; NULL without memory.
lectern_family *lectern_find_descendants(pid_t root, int by_parents);

// Files and folders by their number, up to a NULL; a system need not have all of them.

/// What every cell may read: the system's libraries and programs, and what the C library asks of the system.
const char *lectern_readable_path(size_t number);
/// What every cell may write to.
const char *lectern_writable_path(size_t number);
/// What a cell with the network may read besides.
const char *lectern_network_path(size_t number);
