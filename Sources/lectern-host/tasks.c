#include "tasks.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
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

/// Different sockets, by their numbers, up to as many as there may be.
typedef struct {
  unsigned long *numbers;
  int count, most;
} sockets;

static void add_socket(sockets *all, unsigned long number) {
  for (int i = 0; i < all->count; i++)
    if (all->numbers[i] == number) return;
  if (all->count < all->most) all->numbers[all->count++] = number;
}

/// Adds the sockets among open files. If nobody may see these, they can be so many sockets that there is place for no more.
static void add_files(sockets *all, const char *folder) {
  DIR *files = opendir(folder);
  if (!files && errno == EACCES) all->count = all->most;
  if (!files) return;
  for (struct dirent *entry; all->count < all->most && (entry = readdir(files));) {
    char target[64];
    ssize_t length = readlinkat(dirfd(files), entry->d_name, target, sizeof target - 1);
    unsigned long number;
    target[length > 0 ? length : 0] = 0;
    if (sscanf(target, "socket:[%lu]", &number) == 1) add_socket(all, number);
  }
  closedir(files);
}

/// Adds those of each thread of a process: one may have files of its own.
static void add_sockets_of(sockets *all, pid_t process) {
  char path[96];
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *threads = opendir(path);
  if (!threads) return;
  for (struct dirent *entry; all->count < all->most && (entry = readdir(threads));) {
    if (atoi(entry->d_name) < 1) continue;
    snprintf(path, sizeof path, "/proc/%d/task/%d/fd", process, atoi(entry->d_name));
    add_files(all, path);
  }
  closedir(threads);
}

/// The sockets that the descendants have, each once; `most` if there are more, or if they can't be counted.
static int count_sockets(int most) {
  sockets found = {malloc((size_t)most * sizeof(unsigned long)), 0, most};
  lectern_family *all = lectern_find_descendants(getpid(), 1);
  if (!found.numbers || !all) found.count = most;
  for (size_t i = 0; found.count < most && i < all->count; i++) add_sockets_of(&found, all->numbers[i]);
  free(all);
  free(found.numbers);
  return found.count;
}

int lectern_may_make_sockets(int most) {
  enum { pair = 2 };
  static int counted, made;
  if (counted + made + pair > most) counted = count_sockets(most), made = 0;
  if (counted + made + pair > most) return 0;
  made += pair;
  return 1;
}
