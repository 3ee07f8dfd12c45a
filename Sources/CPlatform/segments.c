/// A program that comes in segments. The process in which a segment has run stays as it is: a checkpoint, from which
/// another version of the next segment can run.
#define _GNU_SOURCE
#include "CPlatform.h"
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

struct segment {
  uint64_t number, first_item;
  char command[8], entry[256], path[PATH_MAX];
};

static uint64_t first_item;

uint64_t lectern_first_item(void) { return first_item; }

/// Waits at a pipe, which the runner opens once for each command. It is opened only for this: a cell may do anything to
/// descriptors. Returns 0 if what came is no command.
static int take(const char *pipe, struct segment *next) {
  char text[PATH_MAX + 512];
  size_t length = 0;
  int file;
  while ((file = open(pipe, O_RDONLY | O_CLOEXEC)) < 0 && errno == EINTR) {}
  if (file < 0) _exit(1);
  for (ssize_t count; (count = read(file, text + length, sizeof text - 1 - length)) != 0;) {
    if (count < 0 && errno != EINTR) break;
    if (count > 0) length += (size_t)count;
  }
  close(file);
  text[length] = 0;
  int found = sscanf(text, "%7s %" SCNu64 " %" SCNu64 " %255s %4095[^\n]", next->command, &next->number,
                     &next->first_item, next->entry, next->path);
  return found == 5 || (found == 2 && !strcmp(next->command, "outlive"));
}

/// The engine's, in the library of the cells.
extern void ck_pool_clear(void) __attribute__((weak));

/// Gives up free memory before a checkpoint is forked for the first time: copies would keep it, and change it page by page.
static void give_up_free_memory(int *is_lean) {
  if (!*is_lean && ck_pool_clear) ck_pool_clear();
  *is_lean = 1;
}

static void end(pid_t child) {
  if (child <= 0) return;
  kill(child, SIGKILL);
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
}

static void run(const struct segment *segment) {
  first_item = segment->first_item;
  lectern_send(LECTERN_SEGMENT, &segment->number, sizeof segment->number);
  lectern_entry *entry = lectern_load(segment->path, segment->entry);
  if (!entry) _exit(1);
  lectern_call(entry);
}

static void become_child_of(pid_t parent) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != parent) _exit(1);
  lectern_forget_thread_of(parent);
  lectern_take_wire();
}

/// Ends the process that this one was forked from, and goes on as the host's child.
static void outlive(pid_t parent) {
  if (getppid() != parent) return;
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, 0);
#endif
  kill(parent, SIGKILL);
  while (getppid() == parent) sched_yield();
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

void lectern_run_segments(const char *directory, size_t output) {
  lectern_begin_run(directory, output);
  lectern_watch_throws();
  lectern_watch_endings();
  lectern_send(LECTERN_PAUSE, NULL, 0);
  struct segment next = {0};
  char pipe[PATH_MAX];
  snprintf(pipe, sizeof pipe, "%s/parked-0", directory);
  int is_lean = 0;
  for (pid_t child = 0;;) {
    if (!take(pipe, &next)) continue;
    if (!strcmp(next.command, "outlive")) {
      outlive((pid_t)next.number);
      continue;
    }
    end(child);
    child = 0;
    if (!strcmp(next.command, "fork")) {
      give_up_free_memory(&is_lean);
      pid_t parent = getpid();
      child = fork();
      if (child < 0) _exit(1);
      if (child > 0) continue;
      become_child_of(parent);
    }
    is_lean = 0;
    run(&next);
    snprintf(pipe, sizeof pipe, "%s/parked-%" PRIu64, directory, next.number);
  }
}
