#include "tasks.h"

#include <stdlib.h>
#include <unistd.h>
#include "CProcesses.h"

/// The descendants' processes and threads. The threads of a process that /proc hides are unknown: it counts as one.
static int count_tasks(void) {
  lectern_family *all = lectern_find_descendants(getpid(), 1);
  int tasks = 0;
  for (size_t i = 0; all && i < all->count; i++) {
    lectern_process process;
    tasks += lectern_read_process(all->numbers[i], &process) ? process.threads : 1;
  }
  free(all);
  return tasks;
}

int lectern_may_begin_task(int most) {
  static int counted, begun;
  if (counted + begun >= most) counted = count_tasks(), begun = 0;
  if (counted + begun >= most) return 0;
  begun++;
  return 1;
}
