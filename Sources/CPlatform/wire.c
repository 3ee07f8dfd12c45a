#include "CPlatform.h"
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// The files are opened by name for each message, so that they stay intact whatever a cell does to its descriptors:
// close them, write to all of them, or replace them.
static char wire_path[PATH_MAX];
static char output_path[PATH_MAX];
static char error_path[PATH_MAX];
static char loss_path[PATH_MAX];

// How much an item may print that has no limit of its own, and how much the one that runs; where its part of the files
// begins, and what it is known to have printed since.
static uint64_t usual_print_limit, print_limit, print_start;
static _Atomic uint64_t printed;
static pid_t own_process;

// The process is about to end itself; what it does until then is ignored.
static volatile int is_ending;

// Writing to the run's own files is not printing, even if a cell has closed descriptor 1 and they get its number.
static _Thread_local int is_sending;

// A spare descriptor, closed during a message if the cell has used up all others.
static int spare = -1;

void lectern_open_wire(const char *directory, size_t output) {
  usual_print_limit = print_limit = output;
  lectern_open_limits(directory);
  own_process = getpid();
  snprintf(wire_path, sizeof wire_path, "%s/wire", directory);
  snprintf(output_path, sizeof output_path, "%s/output", directory);
  snprintf(error_path, sizeof error_path, "%s/error", directory);
  snprintf(loss_path, sizeof loss_path, "%s/lost", directory);
  spare = open("/dev/null", O_WRONLY | O_CLOEXEC);
}

void lectern_take_wire(void) { own_process = getpid(); }

void lectern_close_wire(void) { wire_path[0] = 0; }

static uint64_t size_of(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 ? (uint64_t)status.st_size : 0;
}

/// Writes two parts one after the other, at once where the system can: other processes write to the same file. Returns 0,
/// or the system's error if not everything was written.
static int write_all(int descriptor, const void *first, size_t size, const void *second, size_t length) {
  struct iovec parts[] = {{(void *)first, size}, {(void *)second, length}};
  for (int i = 0; i < 2;) {
    if (parts[i].iov_len == 0) {
      i++;
      continue;
    }
    ssize_t written = writev(descriptor, parts + i, 2 - i);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return written < 0 ? errno : EIO;
    for (int k = i; k < 2; k++) {
      size_t done = (size_t)written < parts[k].iov_len ? (size_t)written : parts[k].iov_len;
      parts[k].iov_base = (char *)parts[k].iov_base + done;
      parts[k].iov_len -= done;
      written -= (ssize_t)done;
    }
  }
  return 0;
}

/// Notes that something is lost, and where if that is here, and ends the process: the results of a run that continued would be wrong.
static void end_with_loss(int code, int is_here) {
  if (is_ending) return;
  is_ending = 1;
  struct lectern_loss loss = {.code = (uint64_t)code};
  if (is_here) loss.count = lectern_program_stack(loss.addresses, sizeof loss.addresses / sizeof *loss.addresses);
  int file = open(loss_path, O_WRONLY | O_CLOEXEC);
  if (file >= 0) write_all(file, &loss, sizeof loss, NULL, 0);
  _exit(1);
}

static int is_own_file(int descriptor) {
  struct stat opened, named;
  const char *path = descriptor == STDOUT_FILENO ? output_path : error_path;
  return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

void lectern_note_print(int descriptor, const char *text, size_t bytes, int code) {
  if (own_process != getpid() || lectern_finished || is_ending || is_sending) return;
  // A cell may close its descriptors, but must not print to them afterwards.
  if (code == EBADF || (code && is_own_file(descriptor))) end_with_loss(code, 1);
  if (text) lectern_note_addresses(text, bytes);
  if (atomic_fetch_add(&printed, bytes) + bytes <= print_limit) return;
  uint64_t size = size_of(output_path) + size_of(error_path) - print_start;
  atomic_store(&printed, size);
  if (size <= print_limit) return;
  is_ending = 1;
  uint64_t addresses[64];
  size_t count = lectern_program_stack(addresses, sizeof addresses / sizeof *addresses);
  lectern_send(LECTERN_FULL, addresses, count * sizeof *addresses);
  _exit(1);
}

/// Ends the process if the item has printed to another place than the run's file and still does: the page would not
/// show it. An item may redirect its output as long as it restores it.
static void check_prints(const struct lectern_header *header) {
  if (is_own_file(STDOUT_FILENO) && is_own_file(STDERR_FILENO)) return;
  if (atomic_load(&printed) > header->output + header->error - print_start) end_with_loss(LECTERN_REDIRECTED, 0);
}

/// Sets the limits of the item whose beginning a message reports.
static void begin_limits(const void *bytes, size_t length) {
  uint64_t item = UINT64_MAX;
  if (length == sizeof item) memcpy(&item, bytes, sizeof item);
  uint64_t own = lectern_begin_limits(item);
  print_limit = own && own < usual_print_limit ? own : usual_print_limit;
}

void lectern_send(uint32_t kind, const void *bytes, size_t length) {
  if (wire_path[0] == 0) return;
  int before = errno, was_sending = is_sending;
  is_sending = 1;
  if (kind == LECTERN_FINISH || kind == LECTERN_THROWN) lectern_finished = 1;
  struct lectern_header header = {
      .mark = LECTERN_MARK,
      .process = (uint32_t)getpid(),
      .kind = kind,
      .output = size_of(output_path),
      .error = size_of(error_path),
      .length = length,
  };
  int is_own = own_process == getpid();
  if (is_own && (kind == LECTERN_BEGIN || kind == LECTERN_FINISH)) check_prints(&header);
  if (kind == LECTERN_BEGIN && is_own) {
    print_start = header.output + header.error;
    atomic_store(&printed, 0);
    lectern_forget_addresses();
    begin_limits(bytes, length);
  }
  if ((kind == LECTERN_PAUSE || kind == LECTERN_FINISH) && is_own) lectern_end_limits();
  int flags = O_WRONLY | O_APPEND | O_CLOEXEC;
  int wire = open(wire_path, flags);
  int gave = wire < 0 && errno == EMFILE && spare >= 0;
  if (gave) {
    close(spare);
    wire = open(wire_path, flags);
  }
  int code = wire < 0 ? errno : write_all(wire, &header, sizeof header, bytes, length);
  if (wire >= 0) close(wire);
  if (gave) spare = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (code && is_own) end_with_loss(code, 1);
  is_sending = was_sending;
  errno = before;
}
