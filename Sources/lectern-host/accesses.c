// The system reports the calls, so it does not matter who makes them: the C library, Foundation or a program that a
// cell has started. A filter lets calls pass that only compute or use what is already open; every other call waits
// until the host has noted it. Calls that are in no list are noted too, so that results with them are not stored.
#define _GNU_SOURCE
#include "accesses.h"
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <errno.h>
#include <linux/openat2.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include "filter.h"
#include "harmless.h"
#include "tasks.h"

// MARK: The filter

enum { count_of_harmless = sizeof harmless / sizeof *harmless, filter_length = 4 + 2 * count_of_harmless + 1 };

static void make_filter(struct sock_filter *filter) {
  *filter++ = load(offsetof(struct seccomp_data, arch));
  *filter++ = step(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
  *filter++ = answer(SECCOMP_RET_USER_NOTIF);
  *filter++ = load(offsetof(struct seccomp_data, nr));
  for (int i = 0; i < count_of_harmless; i++) {
    *filter++ = step(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)harmless[i], 0, 1);
    *filter++ = answer(SECCOMP_RET_ALLOW);
  }
  *filter = answer(SECCOMP_RET_USER_NOTIF);
}

/// A message that carries a descriptor.
typedef struct {
  struct msghdr header;
  struct iovec content;
  char byte;
  union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr aligned;
  } control;
} message;

static void prepare(message *m) {
  memset(m, 0, sizeof *m);
  m->content = (struct iovec){&m->byte, 1};
  m->header.msg_iov = &m->content;
  m->header.msg_iovlen = 1;
  m->header.msg_control = m->control.bytes;
  m->header.msg_controllen = sizeof m->control.bytes;
}

const char *lectern_report_accesses(int channel) {
  struct sock_filter filter[filter_length];
  make_filter(filter);
  struct sock_fprog program = {.len = filter_length, .filter = filter};
  // Otherwise only root may set a filter. In return, no program can change its user any more.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return strerror(errno);
  int reports = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  if (reports < 0) return errno == EBUSY ? "another program is told of the calls already" : strerror(errno);
  message m;
  prepare(&m);
  struct cmsghdr *control = CMSG_FIRSTHDR(&m.header);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof reports);
  memcpy(CMSG_DATA(control), &reports, sizeof reports);
  const char *problem = sendmsg(channel, &m.header, 0) < 0 ? strerror(errno) : NULL;
  close(reports);
  return problem;
}

// MARK: The notes

static int notes = -1;
static char notes_path[PATH_MAX + 16];
/// Whether a process ends before it does anything that it would have to account for.
static int is_strict;
/// The run's own folder, with a slash.
static char own[PATH_MAX];
/// The cells' folder in it.
static char scratch[PATH_MAX + 16];

static int begins(const char *path, const char *beginning) { return strncmp(path, beginning, strlen(beginning)) == 0; }

/// The first process that has reported, and the one whose report is being noted.
static pid_t first_process, reporting;

/// Whether a process that was forked would find something else there than one that runs everything.
static int differs_in_fork(const char *path) {
  return reporting != first_process && (begins(path, "/proc/self/") || begins(path, "/proc/thread-self/"));
}

static int is_in_own(const char *path) { return own[0] && begins(path, own) && !strstr(path, "/.."); }

/// The bytes that notes may take. Beyond this, a cell counts as doing more than reading.
enum { most_noted = 64 << 20 };
static size_t noted;

/// Gives up the notes, of which a part would be missing.
static void lose_notes(void) {
  unlink(notes_path);
  if (notes >= 0) close(notes);
  notes = -1;
}

/// Returns whether it is more than reading, as what can't be noted is.
static int note(char kind, const char *path) {
  if (is_strict && differs_in_fork(path)) kind = 'x';
  // What a cell leaves in its own folder is not undone when an earlier cell runs again.
  int is_kept = is_strict && kind == 'w' && begins(path, scratch);
  if (is_in_own(path) && kind != 'l' && !is_kept) return 0;
  // By its other name a file from elsewhere would be read unnoticed.
  if (kind == 'l') kind = is_in_own(path) ? 'x' : 'w';
  char line[2 * PATH_MAX + 2];
  int length = snprintf(line, sizeof line, "%c%s", kind, path) + 1;
  if (length > (int)sizeof line) length = sizeof line;
  if (noted > most_noted) return 1;
  noted += (size_t)length;
  if (noted > most_noted) length = snprintf(line, sizeof line, "xmore files than are noted") + 1;
  if (notes >= 0 && write(notes, line, (size_t)length) != length) lose_notes();
  return notes < 0 || (kind != 'r' && kind != 's' && strcmp(path, "/dev/null") != 0);
}

void lectern_begin_notes(const char *folder, int strict) {
  is_strict = strict;
  snprintf(notes_path, sizeof notes_path, "%s/accesses", folder);
  notes = open(notes_path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (notes < 0) lose_notes();
  note('x', "this system does not report them");
  snprintf(own, sizeof own, "%s/", folder);
  snprintf(scratch, sizeof scratch, "%s/scratch", folder);
}

void lectern_leave_notes(void) {
  if (notes >= 0) close(notes);
  notes = -1;
}

int lectern_take_reports(int channel) {
  message m;
  prepare(&m);
  if (recvmsg(channel, &m.header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) < 1) return -1;
  struct cmsghdr *control = CMSG_FIRSTHDR(&m.header);
  if (!control || control->cmsg_type != SCM_RIGHTS) return -1;
  int reports;
  memcpy(&reports, CMSG_DATA(control), sizeof reports);
  if (notes >= 0 && ftruncate(notes, 0) != 0) lose_notes();
  return reports;
}

// MARK: Reports

enum { none = -1 };

/// How a call names a file: which arguments are its folder, its path and the flags of opening.
typedef struct {
  int number;
  // 'r' for reading, 's' for the status alone, 'w' for changing, 'o' if the flags decide, 'l' for another name of a file
  char kind;
  int8_t folder, path, flags;
} rule;

static const rule rules[] = {
#if defined(__x86_64__)
    {SYS_open, 'o', none, 0, 1},       {SYS_creat, 'w', none, 0, none},    {SYS_stat, 's', none, 0, none},
    {SYS_lstat, 's', none, 0, none},   {SYS_access, 's', none, 0, none},   {SYS_readlink, 's', none, 0, none},
    {SYS_unlink, 'w', none, 0, none},  {SYS_mkdir, 'w', none, 0, none},    {SYS_rmdir, 'w', none, 0, none},
    {SYS_rename, 'w', none, 0, none},  {SYS_rename, 'w', none, 1, none},   {SYS_symlink, 'l', none, 1, none},
    {SYS_link, 'l', none, 1, none},    {SYS_chmod, 'w', none, 0, none},
#endif
    {SYS_openat, 'o', 0, 1, 2},        {SYS_openat2, 'w', 0, 1, none},     {SYS_newfstatat, 's', 0, 1, none},
    {SYS_statx, 's', 0, 1, none},      {SYS_faccessat, 's', 0, 1, none},   {SYS_faccessat2, 's', 0, 1, none},
    {SYS_readlinkat, 's', 0, 1, none}, {SYS_unlinkat, 'w', 0, 1, none},    {SYS_mkdirat, 'w', 0, 1, none},
    {SYS_renameat, 'w', 0, 1, none},   {SYS_renameat, 'w', 2, 3, none},    {SYS_renameat2, 'w', 0, 1, none},
    {SYS_renameat2, 'w', 2, 3, none},  {SYS_symlinkat, 'l', 1, 2, none},   {SYS_linkat, 'l', 2, 3, none},
    {SYS_fchmodat, 'w', 0, 1, none},   {SYS_truncate, 'w', none, 0, none}, {SYS_execve, 'x', none, 0, none},
    {SYS_execveat, 'x', 0, 1, none}};

static const struct {
  int number;
  const char *name;
} names[] = {{SYS_socket, "a connection"},     {SYS_socketpair, "a connection"}, {SYS_getrandom, "random numbers"},
             {SYS_clock_gettime, "the clock"}, {SYS_gettimeofday, "the clock"},  {SYS_getrusage, "the clock"},
             {SYS_times, "the clock"},         {SYS_uname, "the machine's name"}};

/// The process's text at an address, piece by piece up to the ends of pages; false where it cannot be read.
static int read_text(pid_t process, uint64_t address, char *text, size_t capacity) {
  for (size_t length = 0; length < capacity;) {
    size_t piece = 4096 - (address + length) % 4096;
    if (piece > capacity - length) piece = capacity - length;
    struct iovec to = {text + length, piece}, from = {(void *)(uintptr_t)(address + length), piece};
    if (process_vm_readv(process, &to, 1, &from, 1, 0) != (ssize_t)piece) return 0;
    if (memchr(text + length, 0, piece)) return 1;
    length += piece;
  }
  return 0;
}

/// The folder of a descriptor, or the working folder.
static int folder_of(pid_t process, int descriptor, char *path, size_t capacity) {
  char link[64];
  if (descriptor == AT_FDCWD) snprintf(link, sizeof link, "/proc/%d/cwd", process);
  else snprintf(link, sizeof link, "/proc/%d/fd/%d", process, descriptor);
  ssize_t length = readlink(link, path, capacity - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return 1;
}

/// A file's path from the root; empty if the call is about a descriptor that is open already.
static int path_of(const struct seccomp_notif *report, const rule *r, char *path, size_t capacity) {
  const uint64_t *arguments = (const uint64_t *)report->data.args;
  pid_t process = (pid_t)report->pid;
  char name[PATH_MAX];
  path[0] = 0;
  // A status without a name is that of a descriptor.
  if (r->kind == 's' && arguments[r->path] == 0) return 1;
  if (!read_text(process, arguments[r->path], name, sizeof name)) return 0;
  if (!name[0]) return 1;
  if (name[0] == '/') return snprintf(path, capacity, "%s", name) < (int)capacity;
  char folder[PATH_MAX];
  if (!folder_of(process, r->folder == none ? AT_FDCWD : (int)arguments[r->folder], folder, sizeof folder)) return 0;
  return snprintf(path, capacity, "%s/%s", folder, name) < (int)capacity;
}

static char kind_of(const rule *r, const uint64_t *arguments) {
  if (r->kind != 'o') return r->kind;
  int flags = (int)arguments[r->flags];
  return (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC) ? 'w' : flags & O_PATH ? 's' : 'r';
}

/// Returns whether the call does more than read.
static int note_report(const struct seccomp_notif *report) {
  int number = report->data.nr, is_known = 0, is_more = 0;
  for (size_t i = 0; i < sizeof rules / sizeof *rules && report->data.arch == MACHINE; i++) {
    if (rules[i].number != number) continue;
    char path[2 * PATH_MAX];
    is_known = 1;
    if (!path_of(report, &rules[i], path, sizeof path)) is_more |= note('x', "a file whose name cannot be read");
    else if (path[0]) is_more |= note(kind_of(&rules[i], (const uint64_t *)report->data.args), path);
  }
  if (is_known) return is_more;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].number == number) return note('x', names[i].name);
  char text[64];
  snprintf(text, sizeof text, "the system's call %d", number);
  return note('x', text);
}

/// Whether the call is one of some, whose list ends with -1.
static int is_one_of(const struct seccomp_notif *report, const int *numbers) {
  while (*numbers >= 0 && *numbers != report->data.nr) numbers++;
  return report->data.arch == MACHINE && *numbers >= 0;
}

static const int begin_tasks[] = {
#if defined(__x86_64__)
    SYS_fork, SYS_vfork,
#endif
    SYS_clone, SYS_clone3, -1};

static const int make_pipe[] = {
#if defined(__x86_64__)
    SYS_pipe,
#endif
    SYS_pipe2, -1};

static const int make_sockets[] = {SYS_accept, SYS_accept4, SYS_socket, SYS_socketpair, -1};

// Checkpoints are processes too, each with the engine's helpers. The pipes that they inherit count once.
enum { most_tasks = 512, most_sockets = 1024, most_pipes = 512 };

void lectern_note_access(int reports, int limits_tasks) {
  struct seccomp_notif report;
  memset(&report, 0, sizeof report);
  // The report is withdrawn when the process has ended meanwhile or was interrupted.
  if (ioctl(reports, SECCOMP_IOCTL_NOTIF_RECV, &report) != 0) return;
  reporting = (pid_t)report.pid;
  if (!first_process) first_process = reporting;
  struct seccomp_notif_resp reply = {.id = report.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
  if (is_one_of(&report, begin_tasks)) {
    if (limits_tasks && !lectern_may_begin_task(is_strict ? 8 * most_tasks : most_tasks))
      reply = (struct seccomp_notif_resp){.id = report.id, .error = -EAGAIN};
  } else if (is_one_of(&report, make_pipe)) {
    if (limits_tasks && !lectern_may_make_pipe(most_pipes))
      reply = (struct seccomp_notif_resp){.id = report.id, .error = -EMFILE};
  } else if (note_report(&report) && is_strict) {
    kill((pid_t)report.pid, SIGKILL);
    return;
  } else if (limits_tasks && is_one_of(&report, make_sockets) && !lectern_may_make_sockets(most_sockets)) {
    reply = (struct seccomp_notif_resp){.id = report.id, .error = -EMFILE};
  }
  // A signal may come between; without an answer the call would wait for ever.
  while (ioctl(reports, SECCOMP_IOCTL_NOTIF_SEND, &reply) != 0 && errno == EINTR) {}
}

#else

const char *lectern_report_accesses(int channel) {
  (void)channel;
  return "this system does not report calls";
}
int lectern_take_reports(int channel) {
  (void)channel;
  return -1;
}
void lectern_begin_notes(const char *folder, int strict) {
  (void)strict;
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/accesses", folder);
  FILE *file = fopen(path, "w");
  if (!file) return;
  fputs("xthis system does not report them", file);
  fputc(0, file);
  fclose(file);
}
void lectern_leave_notes(void) {}
void lectern_note_access(int reports, int limits_tasks) { (void)reports, (void)limits_tasks; }

#endif
