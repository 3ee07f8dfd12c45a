#define _GNU_SOURCE
#include "CPlatform.h"
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/// Where the process of a trial writes how it ended: a byte for the outcome, then the words. -1 in any other process.
static int answer = -1;

int lectern_in_trial(void) { return answer >= 0; }

void lectern_end_trial(int outcome, const void *words, size_t length) {
  char kind = (char)outcome;
  size_t limit = sizeof((struct lectern_trial *)0)->words;
  if (write(answer, &kind, 1) == 1) (void)!write(answer, words, length < limit ? length : limit);
  _exit(0);
}

static void begin(int answers, int errors, pid_t parent) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
#else
  (void)parent;
#endif
  setpgid(0, 0);
  lectern_forget_thread_of(parent);
  // The way it ends says nothing about the program.
  lectern_finished = 1;
  lectern_close_wire();
  answer = answers;
  int nothing = open("/dev/null", O_WRONLY);
  dup2(nothing, STDOUT_FILENO);
  dup2(errors, STDERR_FILENO);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

struct text {
  char bytes[4096];
  size_t length;
};

/// Reads what has come, and keeps its end. Returns 0 at the end of the file.
static int take(int file, struct text *text) {
  char bytes[2048];
  ssize_t count = read(file, bytes, sizeof bytes);
  if (count <= 0) return count < 0 && errno == EINTR;
  size_t excess =
      text->length + (size_t)count > sizeof text->bytes ? text->length + (size_t)count - sizeof text->bytes : 0;
  memmove(text->bytes, text->bytes + excess, text->length - excess);
  text->length -= excess;
  memcpy(text->bytes + text->length, bytes, (size_t)count);
  text->length += (size_t)count;
  return 1;
}

/// Waits until the trial's process has closed its pipes; returns 0 if it has not in time.
///
/// A second in which this process did not look at the clock doesn't count: it was stopped, or the machine slept.
static int wait_for(double seconds, int answers, struct text *said, int errors, struct text *told) {
  struct pollfd events[] = {{.fd = answers, .events = POLLIN}, {.fd = errors, .events = POLLIN}};
  double spent = 0, last = now();
  while (events[0].fd >= 0) {
    double left = seconds - spent;
    if (left <= 0) return 0;
    int count = poll(events, 2, (int)(fmin(left, 0.5) * 1000) + 1);
    double time = now();
    spent += fmin(time - last, 1);
    last = time;
    if (count < 0 && errno != EINTR) return 0;
    if (count <= 0) continue;
    if (events[1].revents && !take(errors, told)) events[1].fd = -1;
    if (events[0].revents && !take(answers, said)) events[0].fd = -1;
  }
  return 1;
}

static void store(struct lectern_trial *trial, int outcome, const char *words, size_t length) {
  trial->outcome = outcome;
  trial->length = length;
  memcpy(trial->words, words, length);
}

int lectern_try(double seconds, struct lectern_trial *trial) {
  int answers[2], errors[2];
  store(trial, LECTERN_UNTRIED, "", 0);
  if (lectern_pipe(answers) != 0) return 0;
  if (lectern_pipe(errors) != 0) return (void)(close(answers[0]), close(answers[1])), 0;
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    begin(answers[1], errors[1], parent);
    return 1;
  }
  close(answers[1]);
  close(errors[1]);
  struct text said = {.length = 0}, told = {.length = 0};
  int is_over = child > 0 && wait_for(seconds, answers[0], &said, errors[0], &told);
  if (child > 0) {
    kill(-child, SIGKILL);
    kill(child, SIGKILL);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    if (!is_over) store(trial, LECTERN_LATE, "", 0);
    else if (said.length > 0) store(trial, said.bytes[0], said.bytes + 1, said.length - 1);
    else store(trial, LECTERN_DIED, told.bytes, told.length);
  }
  close(answers[0]);
  close(errors[0]);
  return 0;
}
