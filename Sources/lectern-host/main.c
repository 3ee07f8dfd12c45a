/// The process in which cells run, and the host that watches it.
///
///     lectern-host DIRECTORY LIBRARY ENTRY MEMORY WORKING-DIRECTORY OUTPUT caged|free
///
///     lectern-host --keep[-aside] RUNNER MEMORY TOOL ARGUMENT…
///
/// If ENTRY is `-`, the program comes in segments, at pipes in DIRECTORY: see `lectern_run_segments`.
///
/// In its second form it becomes a tool, such as the compiler, which ends with the runner whose process id is given, and may
/// take MEMORY bytes, or any number if that is 0; with `-aside` others have precedence. A tool whose memory is limited writes
/// no file of more than 4 GiB.
///
/// The host forks the cells' process. That loads LIBRARY (what cells may call) at once, while the compiler still works,
/// and then waits for the program's path on standard input. The cells' output goes to the files `output` and `error` in
/// DIRECTORY, at most OUTPUT bytes per cell, and their messages to `wire`. They are `caged` by the rules in DIRECTORY, without
/// which they don't run, or `free`. The host writes the process's id to standard
/// output and, at its end, how it ended. When the process ends, when the runner closes standard input, or at SIGTERM,
/// the host kills all descendants, daemons included.
#include <fcntl.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include "accesses.h"
#include "cage.h"
#include "descendants.h"
#include "prints.h"

static volatile sig_atomic_t told_to_end, told_to_ask;
static int wake[2];

static void on_signal(int number) {
  int before = errno;
  if (number == SIGTERM) told_to_end = 1;
  if (number == SIGUSR1) told_to_ask = 1;
  (void)!write(wake[1], "", 1);
  errno = before;
}

/// Opens a file of the run under a descriptor's number.
static void redirect(const char *directory, const char *name, int descriptor) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  int file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (file < 0) _exit(127);
  dup2(file, descriptor);
  if (file != descriptor) close(file);
}

/// Reads the program's path, up to the end of the line; it is empty if the runner has given up.
static void read_path(char *path, size_t capacity) {
  size_t length = 0;
  while (length + 1 < capacity && read(STDIN_FILENO, path + length, 1) == 1 && path[length] != '\n') length++;
  path[length] = 0;
}

static void limit_resources(const char *memory) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  unsigned long long bytes = strtoull(memory, NULL, 10);
  struct rlimit space = {bytes, bytes};
  if (bytes) setrlimit(RLIMIT_AS, &space);
}

static int is_segmented(char **arguments) { return strcmp(arguments[3], "-") == 0; }

static int is_caged(char **arguments) { return strcmp(arguments[7], "caged") == 0; }

static int run_cells(char **arguments, int channel) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  setpgid(0, 0);
  close(wake[0]);
  close(wake[1]);
  lectern_leave_notes();
  signal(SIGTERM, SIG_DFL);
  signal(SIGUSR1, SIG_IGN);
  signal(SIGCHLD, SIG_DFL);
  redirect(arguments[1], "output", STDOUT_FILENO);
  redirect(arguments[1], "error", STDERR_FILENO);

  if (chdir(arguments[5]) != 0) {
    fprintf(stderr, "%s: %s\n", arguments[5], strerror(errno));
    return 127;
  }
  void *library = dlopen(arguments[2], RTLD_NOW | RTLD_GLOBAL);
  int (*run)(const char *, const char *, const char *, size_t) = library ? dlsym(library, "lectern_run_program") : NULL;
  void (*run_segments)(const char *, size_t) = library ? dlsym(library, "lectern_run_segments") : NULL;
  lectern_print_note *note = library ? dlsym(library, "lectern_note_print") : NULL;
  if (!run || !run_segments || !note) {
    fprintf(stderr, "%s\n", dlerror());
    return 127;
  }
  int in_segments = is_segmented(arguments);
  char path[PATH_MAX] = "";
  if (!in_segments) {
    read_path(path, sizeof path);
    if (!path[0]) return 0;
  }
  int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  close(nothing);
  limit_resources(arguments[4]);
  const char *problem = is_caged(arguments) ? lectern_enter_cage(arguments[1]) : NULL;
  if (problem) {
    fprintf(stderr, "the cells cannot be confined: %s\n", problem);
    return 127;
  }
  lectern_watch_prints(note);
  problem = lectern_report_accesses(channel);
  close(channel);
  if (problem && is_caged(arguments)) {
    fprintf(stderr, "the cells' processes cannot be counted: %s\n", problem);
    return 127;
  }
  size_t output = strtoull(arguments[6], NULL, 10);
  if (in_segments) run_segments(arguments[1], output);
  return run(arguments[1], path, arguments[3], output);
}

/// A child that has ended, and that nobody has waited for yet; 0 if there is none.
static pid_t ended_child(void) {
  siginfo_t found = {0};
  return waitid(P_ALL, 0, &found, WEXITED | WNOHANG | WNOWAIT) == 0 ? found.si_pid : 0;
}

/// Waits for the cells' process, and notes which files it uses. Returns how it ended, or -1 if the host was told to end
/// first.
static int keep(pid_t cells, int channel, int limits_tasks) {
  struct pollfd events[] = {{.fd = STDIN_FILENO, .events = 0},
                            {.fd = wake[0], .events = POLLIN},
                            {.fd = channel, .events = POLLIN},
                            {.fd = -1, .events = POLLIN}};
  for (;;) {
    int status;
    for (pid_t ended; (ended = ended_child());) {
      // Once it has been waited for, another process can get its number.
      if (ended == cells) lectern_kill_group(cells);
      waitpid(ended, &status, 0);
      if (ended == cells) return status;
    }
    if (told_to_end || (events[0].revents & (POLLHUP | POLLERR))) return -1;
    if (told_to_ask) {
      told_to_ask = 0;
      kill(cells, SIGUSR1);
      // A process that was stopped has to continue before it can answer.
      kill(cells, SIGCONT);
    }
    poll(events, 4, -1);
    char drained[64];
    if (events[1].revents & POLLIN) (void)!read(wake[0], drained, sizeof drained);
    if (events[2].revents) {
      events[3].fd = lectern_take_reports(channel);
      events[2].fd = -1;
    }
    if (events[3].revents & POLLIN) lectern_note_access(events[3].fd, limits_tasks);
    else if (events[3].revents) events[3].fd = -1;
  }
}

/// Becomes a tool that the system kills when the runner dies, even if that is killed itself.
static int become_tool(char **arguments) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != atoi(arguments[2])) return 127;
#endif
  if (strcmp(arguments[1], "--keep-aside") == 0) setpriority(PRIO_PROCESS, 0, 10);
  limit_resources(arguments[3]);
  struct rlimit size = {(rlim_t)4 << 30, (rlim_t)4 << 30};
  if (strtoull(arguments[3], NULL, 10)) setrlimit(RLIMIT_FSIZE, &size);
  execv(arguments[4], arguments + 4);
  fprintf(stderr, "%s: %s\n", arguments[4], strerror(errno));
  return 127;
}

int main(int count, char **arguments) {
  if (count > 4 && strncmp(arguments[1], "--keep", 6) == 0) return become_tool(arguments);
  if (count != 8 || (!is_caged(arguments) && strcmp(arguments[7], "free") != 0)) {
    fputs("lectern-host is started by lectern\n", stderr);
    return 64;
  }
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  // A runner may die that holds its host: it goes on then, and ends. (It also goes on if the thread that began it ends.)
  prctl(PR_SET_PDEATHSIG, SIGCONT);
#endif
  if (pipe(wake) != 0) return 127;
  fcntl(wake[0], F_SETFL, O_NONBLOCK);
  fcntl(wake[1], F_SETFL, O_NONBLOCK);
  // Who starts it may have blocked signals, as threads of Dispatch do, and the end of a child has to be heard of.
  sigset_t nothing;
  sigemptyset(&nothing);
  sigprocmask(SIG_SETMASK, &nothing, NULL);
  struct sigaction action = {.sa_handler = on_signal};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGUSR1, &action, NULL);
  sigaction(SIGCHLD, &action, NULL);

  int channel[2];
  if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, channel) != 0) return 127;
  lectern_begin_notes(arguments[1], is_segmented(arguments));
  pid_t cells = fork();
  if (cells < 0) return 127;
  if (cells == 0) {
    close(channel[0]);
    exit(run_cells(arguments, channel[1]));
  }
  close(channel[1]);
  dprintf(STDOUT_FILENO, "%d\n", cells);
  int status = keep(cells, channel[0], is_caged(arguments));
  if (status < 0) lectern_kill_group(cells);
  lectern_kill_descendants();
  dprintf(STDOUT_FILENO, "%d\n", status);
  return 0;
}
