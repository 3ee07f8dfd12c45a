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

/// Different sockets or pipes, by their numbers, up to as many as there may be.
typedef struct {
  /// How open files of the kind are called, with their number.
  const char *form;
  unsigned long *numbers;
  int count, most;
} channels;

static void add_channel(channels *all, unsigned long number) {
  for (int i = 0; i < all->count; i++)
    if (all->numbers[i] == number) return;
  if (all->count < all->most) all->numbers[all->count++] = number;
}

/// Adds those among open files; returns whether there is place for no more. If nobody may see the files, they can be so many
/// channels.
static int add_files(const char *folder, void *found) {
  channels *all = found;
  DIR *files = opendir(folder);
  if (!files && errno == EACCES) all->count = all->most;
  for (struct dirent *entry; files && all->count < all->most && (entry = readdir(files));) {
    char target[64];
    ssize_t length = readlinkat(dirfd(files), entry->d_name, target, sizeof target - 1);
    unsigned long number;
    target[length > 0 ? length : 0] = 0;
    if (sscanf(target, all->form, &number) == 1) add_channel(all, number);
  }
  if (files) closedir(files);
  return all->count == all->most;
}

/// The channels that the descendants have, each once; `most` if there are more, or if they can't be counted.
static int count_channels(const char *form, int most) {
  channels found = {form, malloc((size_t)most * sizeof(unsigned long)), 0, most};
  lectern_family *all = lectern_find_descendants(getpid(), 1);
  if (!found.numbers || !all) found.count = most;
  // One thread may have files of its own.
  for (size_t i = 0; found.count < most && i < all->count; i++)
    lectern_each_thread(all->numbers[i], "fd", add_files, &found);
  free(all);
  free(found.numbers);
  return found.count;
}

/// How many channels of a kind were counted, and how many were made since.
typedef struct {
  const char *form;
  int counted, made;
} tally;

/// Whether `some` more may be made.
static int may_make(tally *of, int some, int most) {
  if (of->counted + of->made + some > most) of->counted = count_channels(of->form, most), of->made = 0;
  if (of->counted + of->made + some > most) return 0;
  of->made += some;
  return 1;
}

int lectern_may_make_sockets(int most) {
  static tally sockets = {"socket:[%lu]", 0, 0};
  return may_make(&sockets, 2, most);
}

int lectern_may_make_pipe(int most) {
  static tally pipes = {"pipe:[%lu]", 0, 0};
  return may_make(&pipes, 1, most);
}
